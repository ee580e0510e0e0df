import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { type Trimming, trimmings } from '../../../shared/cleaning/raking.ts';
import type { Command } from '../../../shared/commands/catalogue.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { useProject } from '../../app/projectStore.ts';
import { useProjectActions } from '../../app/useProjectActions.ts';
import { useClient } from '../../client/ClientContext.tsx';
import { takesMargin } from './cleaningForms.ts';
import { PreviewPane } from './PreviewPane.tsx';
import { QuestionsSelect } from './QuestionsSelect.tsx';
import { usePreview } from './usePreview.ts';
import { type AnswerCount, useAnswerCounts } from './useAnswerCounts.ts';

/** Questions with more different answers have no population shares to enter. */
const mostGroups = 40;
/** As tables of a population list them: 18-25, 26-35; the most frequent first would mix them. */
const collator = new Intl.Collator('zh-CN', { numeric: true });
const bySize = (a: AnswerCount, b: AnswerCount): number =>
  typeof a.value === 'number' && typeof b.value === 'number'
    ? a.value - b.value
    : collator.compare(String(a.value), String(b.value));
type Shares = Readonly<Record<string, Readonly<Record<string, number>>>>;

function MarginTable({
  variable,
  answers,
  shares,
  onShare,
}: {
  readonly variable: Variable;
  readonly answers: readonly AnswerCount[];
  readonly shares: Readonly<Record<string, number>>;
  onShare(answer: string, share: number | null): void;
}) {
  const { t } = useTranslation('cleaning');
  const total = answers.reduce((sum, answer) => sum + answer.count, 0);
  const wanted = answers.reduce((sum, answer) => sum + (shares[answer.key] ?? 0), 0);
  return (
    <table className="cleaning-changes">
      <caption>{variable.label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('weights.group')}</th>
          <th scope="col" className="cleaning-count">
            {t('weights.sample')}
          </th>
          <th scope="col">{t('weights.target')}</th>
        </tr>
      </thead>
      <tbody>
        {answers.map((answer) => (
          <tr key={answer.key}>
            <td>{answer.label}</td>
            <td className="cleaning-count">{((100 * answer.count) / Math.max(1, total)).toFixed(1)}%</td>
            <td>
              <InputNumber
                min={0}
                size="small"
                value={shares[answer.key] ?? null}
                aria-label={t('weights.targetOf', { group: answer.label })}
                onChange={(share) => onShare(answer.key, share)}
              />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('weights.sum')}</th>
          <td />
          <td>{Math.round(wanted * 1000) / 1000}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Raking to the population's shares, entered per question; the effect is shown before it is made. */
export function WeightsDialog({ initialIds, onClose }: { readonly initialIds: readonly string[]; onClose(): void }) {
  const { t } = useTranslation('cleaning');
  const client = useClient();
  const actions = useProjectActions();
  const { projectId, entities } = useProject();
  const [ids, setIds] = useState<readonly string[]>(initialIds);
  const [shares, setShares] = useState<Shares>({});
  const [name, setName] = useState('weight');
  const [trim, setTrim] = useState(false);
  const [trimming, setTrimming] = useState<Trimming>('cycles');
  const [bounds, setBounds] = useState({ lowest: 0.3, highest: 3 });
  const [unknown, setUnknown] = useState<'leaveOut' | 'keep'>('leaveOut');
  const { counts, request } = useAnswerCounts(mostGroups);
  useEffect(() => request(client, projectId, ids), [request, client, projectId, ids]);
  const variables = ids.flatMap((id) => {
    const variable = entities.variable.get(id);
    return variable && takesMargin(variable) ? [variable] : [];
  });
  const margins = variables.map((variable) => {
    const answers = counts(variable)?.toSorted(bySize) ?? null;
    const targets = (answers ?? []).flatMap(({ key, value }) => {
      const share = shares[variable.id]?.[key];
      return share !== undefined && share > 0 ? [{ values: [value], share }] : [];
    });
    return { variable, answers, targets };
  });
  const complete =
    name.trim() !== '' &&
    margins.length > 0 &&
    margins.every(
      ({ answers, targets }) => answers !== null && answers.length > 1 && targets.length === answers.length,
    );
  const command: Command | null = complete
    ? {
        type: 'weights.rake',
        name: name.trim(),
        label: name.trim(),
        margins: margins.map(({ variable, targets }) => ({ variableIds: [variable.id], targets })),
        baseWeight: null,
        trim: trim ? bounds : null,
        ...(trim ? { trimming } : {}),
        unknown,
        maxIterations: 1000,
      }
    : null;
  const preview = usePreview(command);
  const apply = async (): Promise<void> => {
    if (command && (await actions.apply(command))) onClose();
  };
  return (
    <Dialog
      open
      width={920}
      title={t('kinds.weights').replace('…', '')}
      okText={t('apply')}
      cancelText={t('common:cancel')}
      okButtonProps={{ disabled: preview.state !== 'ready' }}
      onOk={() => void apply()}
      onCancel={onClose}
    >
      <p className="field-note cleaning-note">{t('notes.weights')}</p>
      <div className="cleaning-body">
        <Form layout="vertical" requiredMark={false}>
          <Form.Item label={t('weights.questions')} htmlFor="weights-questions">
            <QuestionsSelect id="weights-questions" value={ids} accepts={takesMargin} many onChange={setIds} />
          </Form.Item>
          {margins.map(({ variable, answers }) =>
            answers === null ? (
              <p key={variable.id} className="field-note">
                {t('weights.tooMany', { question: variable.label, limit: mostGroups })}
              </p>
            ) : (
              <MarginTable
                key={variable.id}
                variable={variable}
                answers={answers}
                shares={shares[variable.id] ?? {}}
                onShare={(answer, share) =>
                  setShares((before) => ({
                    ...before,
                    [variable.id]: { ...before[variable.id], [answer]: share ?? 0 },
                  }))
                }
              />
            ),
          )}
          <Form.Item label={t('weights.name')} htmlFor="weights-name">
            <Input id="weights-name" value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
          </Form.Item>
          <Form.Item label={t('weights.unknown')} htmlFor="weights-unknown">
            <Select<'leaveOut' | 'keep'>
              id="weights-unknown"
              value={unknown}
              onChange={setUnknown}
              options={(['leaveOut', 'keep'] as const).map((value) => ({ value, label: t(`weights.${value}`) }))}
            />
          </Form.Item>
          <Form.Item label={t('weights.trim')} htmlFor="weights-trim" extra={t('weights.trimHint')}>
            <Switch id="weights-trim" checked={trim} onChange={setTrim} />
            {trim ? (
              <span className="cleaning-bounds">
                <InputNumber
                  min={0}
                  max={1}
                  step={0.1}
                  aria-label={t('weights.lowest')}
                  value={bounds.lowest}
                  onChange={(lowest) => setBounds((before) => ({ ...before, lowest: lowest ?? 0 }))}
                />
                –
                <InputNumber
                  min={1}
                  step={0.5}
                  aria-label={t('weights.highest')}
                  value={bounds.highest}
                  onChange={(highest) => setBounds((before) => ({ ...before, highest: highest ?? 1 }))}
                />
              </span>
            ) : null}
          </Form.Item>
          {trim ? (
            <Form.Item label={t('weights.trimming')} htmlFor="weights-trimming">
              <Select<Trimming>
                id="weights-trimming"
                value={trimming}
                onChange={setTrimming}
                options={trimmings.map((value) => ({ value, label: t(`weights.${value}`) }))}
              />
            </Form.Item>
          ) : null}
        </Form>
        <PreviewPane preview={preview} />
      </div>
    </Dialog>
  );
}
