import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select, Switch } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formulaFunctions } from '../../../shared/cleaning/formula/functions.ts';
import { nameInFormula } from '../../../shared/cleaning/formula/tokens.ts';
import { inLocale } from '../../../shared/model/text.ts';
import { ordered } from '../../../shared/model/project.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useLocale } from '../../app/useLocale.ts';
import { useClient } from '../../client/ClientContext.tsx';
import type { Field, FieldValue, PairRow } from './cleaningForms.ts';
import { useAnswerCounts } from './useAnswerCounts.ts';

/** More different answers are not listed line by line: ranges say them better. */
const mostListed = 50;

/** Lines "from, to, label" of a recoding. */
function Pairs({
  rows,
  variable,
  onChange,
}: {
  readonly rows: readonly PairRow[];
  readonly variable: Variable | undefined;
  onChange(rows: readonly PairRow[]): void;
}) {
  const { t } = useTranslation('cleaning');
  const client = useClient();
  const { projectId } = useProject();
  const { counts, request } = useAnswerCounts(mostListed);
  const id = variable?.id;
  useEffect(() => {
    if (id !== undefined) request(client, projectId, [id]);
  }, [request, client, projectId, id]);
  const answers = variable ? counts(variable) : null;
  const list = (): void =>
    onChange(
      (answers ?? []).map(({ value, label }) => {
        const text = String(value);
        return { from: text, to: text, label: label === text ? '' : label };
      }),
    );
  const set = (index: number, change: Partial<PairRow>): void =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <table className="cleaning-pairs">
      <thead>
        <tr>
          <th scope="col">{t('pairs.from')}</th>
          <th scope="col">{t('pairs.to')}</th>
          <th scope="col">{t('pairs.label')}</th>
          <th aria-label={t('pairs.remove')} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // Lines have no identity of their own but their place.
          <tr key={String(index)}>
            {(['from', 'to', 'label'] as const).map((part) => (
              <td key={part}>
                <Input
                  value={row[part]}
                  aria-label={t('pairs.cell', { part: t(`pairs.${part}`), line: index + 1 })}
                  onChange={(event) => set(index, { [part]: event.target.value })}
                />
              </td>
            ))}
            <td>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('pairs.remove')}
                onClick={() => onChange(rows.filter((_, i) => i !== index))}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={4}>
            <Button
              size="small"
              icon={<PlusOutlined />}
              onClick={() => onChange([...rows, { from: '', to: '', label: '' }])}
            >
              {t('pairs.add')}
            </Button>{' '}
            <Button size="small" disabled={answers === null || answers.length === 0} onClick={list}>
              {t('pairs.list')}
            </Button>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** A formula with a way to put questions and functions into it by choosing them. */
export function FormulaInput({
  id,
  value,
  onChange,
}: {
  readonly id: string;
  readonly value: string;
  onChange(value: string): void;
}) {
  const { t } = useTranslation('cleaning');
  const locale = useLocale();
  const { entities } = useProject();
  const parts = useMemo(
    () => [
      {
        label: t('formula.questions'),
        options: ordered(entities.variable).map((variable) => ({
          value: nameInFormula(variable.name),
          label: variable.name === variable.label ? variable.label : `${variable.name} ${variable.label}`,
        })),
      },
      {
        label: t('formula.functions'),
        options: [...formulaFunctions].map(([name, { help, example }]) => ({
          value: `${name}(`,
          label: `${example}  ${inLocale(help, locale)}`,
        })),
      },
    ],
    [entities.variable, locale, t],
  );
  return (
    <div className="cleaning-formula">
      <Input.TextArea
        id={id}
        value={value}
        autoSize={{ minRows: 1, maxRows: 5 }}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
      <Select<string | null>
        aria-label={t('formula.insert')}
        placeholder={t('formula.insert')}
        value={null}
        options={parts}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={420}
        onChange={(part) =>
          onChange(value === '' || /[\s(]$/.test(value) ? `${value}${part ?? ''}` : `${value} ${part ?? ''}`)
        }
      />
    </div>
  );
}

/** One field of a cleaning dialog. */
export function CleaningField({
  field,
  variable,
  value,
  onChange,
}: {
  readonly field: Field;
  /** The first question chosen. */
  readonly variable: Variable | undefined;
  readonly value: FieldValue;
  onChange(value: FieldValue): void;
}) {
  const { t, i18n } = useTranslation('cleaning');
  const id = `cleaning-${field.key}`;
  const typed = typeof value === 'string' ? value : '';
  const hint = i18n.exists(`cleaning:hints.${field.key}`) ? t(`hints.${field.key}`) : undefined;
  const control = (() => {
    if (field.kind === 'pairs')
      return (
        <Pairs
          rows={Array.isArray(value) ? (value as readonly PairRow[]) : []}
          variable={variable}
          onChange={onChange}
        />
      );
    if (field.kind === 'switch') return <Switch id={id} checked={value === true} onChange={onChange} />;
    if (field.kind === 'formula') return <FormulaInput id={id} value={typed} onChange={onChange} />;
    if (field.kind === 'lines')
      return (
        <Input.TextArea
          id={id}
          value={typed}
          autoSize={{ minRows: 2, maxRows: 6 }}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    if (field.kind === 'select')
      return (
        <Select<string>
          id={id}
          value={typed}
          options={(field.options ?? []).map((option) => ({
            value: option,
            label: t(`options.${field.key}.${option}`),
          }))}
          onChange={onChange}
        />
      );
    return (
      <Input
        id={id}
        value={typed}
        inputMode={field.kind === 'number' ? 'decimal' : 'text'}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  })();
  return (
    <Form.Item label={t(`fields.${field.key}`)} htmlFor={id} extra={hint}>
      {control}
    </Form.Item>
  );
}
