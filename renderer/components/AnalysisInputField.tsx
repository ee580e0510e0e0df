import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalysisRequest, InputSpec, MatrixInput } from '../../shared/analyses/types.ts';
import { inLocale } from '../../shared/model/text.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { useLocale } from '../app/useLocale.ts';
import { CommittedText } from './CommittedText.tsx';
import { Field } from './Field.tsx';
import { matrixText, parseMatrix } from './parseMatrix.ts';
import { type VariableSpec, variableChoices } from './variableChoices.ts';

type Inputs = AnalysisRequest['inputs'];

interface VariablePickerProps {
  readonly id: string;
  readonly spec: VariableSpec;
  readonly value: readonly string[];
  readonly variables: readonly Variable[];
  onChange(ids: readonly string[]): void;
}

/** Chooses questions by their words or their short names; those of the proposed roles stand first. */
function VariablePicker({ id, spec, value, variables, onChange }: VariablePickerProps) {
  const { t } = useTranslation('analysis');
  const { proposed, others } = variableChoices(spec, variables);
  const option = (variable: Variable) => ({
    value: variable.id as string,
    label: variable.label || variable.name,
    name: variable.name,
  });
  // Proposals name questions as the catalogue likes; the picker works with ids.
  const ids = value.map(
    (given) => variables.find((variable) => variable.id === given || variable.name === given)?.id ?? given,
  );
  const groups = [
    { label: t('form.proposed'), options: proposed.map(option) },
    { label: t('form.others'), options: others.map(option) },
  ].filter((group) => group.options.length > 0);
  const many = spec.kind === 'variables';
  return (
    <>
      <Select<string[] | string | null>
        id={id}
        className="options-wide"
        {...(many ? { mode: 'multiple' as const, maxTagCount: 6 } : {})}
        value={many ? ids : (ids[0] ?? null)}
        allowClear={many || spec.optional === true}
        placeholder={t(spec.optional ? 'form.optional' : 'form.choose')}
        showSearch={{
          filterOption: (text, entry) =>
            `${String(entry?.label ?? '')} ${String((entry as { name?: string } | undefined)?.name ?? '')}`
              .toLowerCase()
              .includes(text.toLowerCase()),
        }}
        options={groups.length === 1 ? groups[0]!.options : groups}
        optionRender={(entry) => (
          <span className="options-variable">
            <span>{entry.label}</span>
            <small>{(entry.data as { name?: string }).name}</small>
          </span>
        )}
        popupMatchSelectWidth={360}
        onChange={(chosen: string[] | string | null | undefined) =>
          onChange(Array.isArray(chosen) ? chosen : chosen ? [chosen] : [])
        }
      />
      {many && proposed.length > 1 && spec.roles ? (
        <Button
          type="link"
          size="small"
          className="options-link"
          onClick={() => onChange(proposed.slice(0, spec.max).map((variable) => variable.id))}
        >
          {t('form.takeProposed', { count: Math.min(spec.max, proposed.length) })}
        </Button>
      ) : null}
    </>
  );
}

function MatrixField({
  id,
  label,
  value,
  onChange,
}: {
  readonly id: string;
  readonly label: string;
  readonly value: MatrixInput | null;
  onChange(matrix: MatrixInput | null): void;
}) {
  const { t } = useTranslation('analysis');
  const [wrongLine, setWrongLine] = useState<number | null>(null);
  return (
    <Field
      label={label}
      htmlFor={id}
      hint={t('form.matrixHint')}
      problem={wrongLine === null ? undefined : t('form.matrixLine', { line: wrongLine })}
    >
      <CommittedText
        id={id}
        rows={4}
        value={matrixText(value)}
        onCommit={(text) => {
          const parsed = parseMatrix(text);
          setWrongLine(parsed.ok ? null : parsed.line);
          if (parsed.ok) onChange(parsed.matrix.rows.length === 0 ? null : parsed.matrix);
        }}
      />
    </Field>
  );
}

/** What an analysis wants to be given: questions, or numbers pasted as a table. */
export function AnalysisInputField({
  spec,
  value,
  variables,
  onChange,
}: {
  readonly spec: InputSpec;
  readonly value: Inputs[string] | undefined;
  readonly variables: readonly Variable[];
  onChange(value: Inputs[string]): void;
}) {
  const id = useId();
  const locale = useLocale();
  const label = inLocale(spec.title, locale);
  if (spec.kind === 'matrix') {
    const matrix = value !== null && typeof value === 'object' && 'rows' in value ? value : null;
    return <MatrixField id={id} label={label} value={matrix} onChange={onChange} />;
  }
  const chosen = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <Field label={label} htmlFor={id}>
      <VariablePicker
        id={id}
        spec={spec}
        value={chosen}
        variables={variables}
        onChange={(ids) => onChange(spec.kind === 'variables' ? ids : (ids[0] ?? null))}
      />
    </Field>
  );
}
