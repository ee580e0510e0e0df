import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Input, Segmented } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import type { Command } from '../../../shared/commands/catalogue.ts';
import { ordered } from '../../../shared/model/project.ts';
import type { Rule } from '../../../shared/model/rule.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { FormulaInput } from './fields.tsx';
import { QuestionsSelect } from './QuestionsSelect.tsx';
import { usePreview } from './usePreview.ts';

interface Draft {
  readonly id: string | null;
  readonly name: string;
  readonly kind: Rule['kind'];
  readonly when: string;
  readonly must: string;
  readonly pair: readonly string[];
}
const empty: Draft = { id: null, name: '', kind: 'formula', when: '', must: '', pair: [] };

const draftOf = (rule: Rule): Draft =>
  rule.kind === 'formula'
    ? { ...empty, id: rule.id, name: rule.name, when: rule.when, must: rule.must }
    : { ...empty, id: rule.id, name: rule.name, kind: rule.kind, pair: [rule.first, rule.second] };

function commandOf({ id, name, kind, when, must, pair }: Draft): Command | null {
  if (name.trim() === '') return null;
  const common = { type: 'rule.put' as const, id, name: name.trim() };
  if (kind === 'formula') return must.trim() === '' ? null : { ...common, rule: { kind, when, must } };
  const [first, second] = pair;
  return pair.length === 2 && first && second ? { ...common, rule: { kind, first, second } } : null;
}

/** The checks the user writes: a list, and one being written. What they find stands with the other checks at the left of the sheet. */
export function RulesDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation('cleaning');
  const actions = useProjectActions();
  const { entities } = useProject();
  const [draft, setDraft] = useState(empty);
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const accepts = useCallback((variable: Variable) => variable.type === 'number' && variable.scale !== null, []);
  const rules = ordered(entities.rule);
  const command = commandOf(draft);
  const preview = usePreview(command);
  const save = async (): Promise<void> => {
    if (command && (await actions.apply(command))) setDraft(empty);
  };
  const words = (rule: Rule): string =>
    rule.kind === 'formula'
      ? rule.when.trim() === ''
        ? t('rules.always', { must: rule.must })
        : t('rules.ifThen', { when: rule.when, must: rule.must })
      : t('rules.pairOf', {
          first: entities.variable.get(rule.first)?.label ?? '?',
          second: entities.variable.get(rule.second)?.label ?? '?',
        });
  return (
    <Dialog
      open
      width={640}
      title={t('kinds.rules').replace('…', '')}
      okText={draft.id === null ? t('rules.add') : t('rules.change')}
      cancelText={t('close')}
      okButtonProps={{ disabled: preview.state !== 'ready' }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <p className="field-note cleaning-note">{t('notes.rules')}</p>
      {rules.length > 0 ? (
        <ul className="cleaning-rules">
          {rules.map((rule) => (
            <li key={rule.id}>
              <div>
                <strong>{rule.name}</strong>
                <span className="field-note">{words(rule)}</span>
              </div>
              <Button
                type="text"
                icon={<EditOutlined />}
                aria-label={t('rules.edit', { name: rule.name })}
                onClick={() => setDraft(draftOf(rule))}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('rules.remove', { name: rule.name })}
                onClick={() => void actions.apply({ type: 'rule.remove', id: rule.id })}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={t('rules.kind')}>
          <Segmented<Rule['kind']>
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            options={(['formula', 'reversedPair'] as const).map((value) => ({
              value,
              label: t(`rules.kinds.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item label={t('rules.name')} htmlFor="rule-name">
          <Input
            id="rule-name"
            value={draft.name}
            maxLength={120}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Form.Item>
        {draft.kind === 'formula' ? (
          <>
            <Form.Item label={t('rules.when')} htmlFor="rule-when" extra={t('rules.whenHint')}>
              <FormulaInput id="rule-when" value={draft.when} onChange={(when) => set({ when })} />
            </Form.Item>
            <Form.Item label={t('rules.must')} htmlFor="rule-must" extra={t('rules.mustHint')}>
              <FormulaInput id="rule-must" value={draft.must} onChange={(must) => set({ must })} />
            </Form.Item>
          </>
        ) : (
          <Form.Item label={t('rules.pair')} htmlFor="rule-pair">
            <QuestionsSelect
              id="rule-pair"
              value={draft.pair}
              accepts={accepts}
              many
              onChange={(pair) => set({ pair: pair.slice(-2) })}
            />
          </Form.Item>
        )}
      </Form>
      {preview.state === 'refused' ? <Alert type="warning" showIcon title={preview.sentence} /> : null}
    </Dialog>
  );
}
