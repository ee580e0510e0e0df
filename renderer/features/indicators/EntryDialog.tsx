import { Button, Input, Modal, Segmented } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { IndicatorId } from '../../../shared/model/ids.ts';
import type { Indicator } from '../../../shared/model/indicator.ts';
import { type RankingRule, rankingRules } from '../../../shared/satisfaction/rankingJudgments.ts';
import { useReport } from '../../app/notices.tsx';
import { useLocale } from '../../app/useLocale.ts';
import { type EntryKind, entryWeights } from './entryWeights.ts';
import type { ProjectTree } from './useTree.ts';

export interface EntryDialogProps {
  readonly project: ProjectTree;
  readonly parentId: IndicatorId | null;
  readonly parentName: string;
  readonly items: readonly Indicator[];
  readonly open: boolean;
  onClose(): void;
}

const kinds: readonly EntryKind[] = ['ranking', 'experts', 'wins'];

/** Weights of one group from what people said outside the survey: rankings, expert scores, paired comparisons; weighed while typing. */
export function EntryDialog({ project, parentId, parentName, items, open, onClose }: EntryDialogProps) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const { reportDone } = useReport();
  const field = useId();
  const names = items.map((item) => item.name);
  const blank = names.map((name) => `${name}\t`).join('\n');
  const [kind, setKind] = useState<EntryKind>('ranking');
  const [rule, setRule] = useState<RankingRule>('geometric');
  const [texts, setTexts] = useState<Readonly<Partial<Record<EntryKind, string>>>>({});
  const result = entryWeights(kind, texts[kind] ?? '', names, rule);
  const use = async (): Promise<void> => {
    if (result.state !== 'ok') return;
    const weighed = items.map((item, place) => ({ ...item, weight: result.weights[place]! }));
    if (await project.actions.setWeights(parentId, weighed)) {
      reportDone(t('entry.used'));
      onClose();
    }
  };
  const problem =
    result.state === 'line'
      ? t('entry.line', { line: result.line })
      : result.state === 'names'
        ? t('entry.names', { names: names.join(t('comma')) })
        : result.state === 'square'
          ? t('entry.square')
          : null;
  return (
    <Modal
      open={open}
      width={720}
      title={t('entry.title', { name: parentName })}
      onCancel={onClose}
      footer={
        <Button type="primary" disabled={result.state !== 'ok'} onClick={() => void use()}>
          {t('entry.use')}
        </Button>
      }
    >
      <Segmented
        block
        aria-label={t('weights.method')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`entry.${value}`) }))}
        onChange={setKind}
      />
      <p className="indicators-note indicators-entry-hint">{t(`entry.${kind}Hint`)}</p>
      <label className="indicators-labelled" htmlFor={field}>
        <span>{t('entry.table')}</span>
      </label>
      <Input.TextArea
        id={field}
        className="indicators-entry"
        autoSize={{ minRows: Math.min(10, items.length), maxRows: 16 }}
        value={texts[kind] ?? blank}
        wrap="off"
        onChange={(event) => setTexts({ ...texts, [kind]: event.target.value })}
      />
      {kind === 'ranking' ? (
        <Segmented
          size="small"
          aria-label={t('entry.rule')}
          value={rule}
          options={rankingRules.map((value) => ({ value, label: t(`entry.${value}`) }))}
          onChange={setRule}
        />
      ) : null}
      {problem ? (
        <p className="indicators-problem" role="alert">
          {problem}
        </p>
      ) : null}
      {result.state === 'ok' ? (
        <>
          <table className="indicators-duel" aria-live="polite">
            <tbody>
              {items.map((item, place) => (
                <tr key={item.id}>
                  <th scope="row">{item.name}</th>
                  <td>{formatNumber(result.weights[place]!, 'weight', locale)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="indicators-note">
            {result.concordance
              ? t('entry.concordance', {
                  w: formatNumber(result.concordance.w, 'number3', locale),
                  p: formatNumber(result.concordance.p, 'pValue', locale),
                  count: result.people,
                })
              : kind === 'ranking'
                ? t('entry.ratio', { count: result.people, ratio: formatNumber(result.ratio, 'number3', locale) })
                : ''}
          </p>
        </>
      ) : null}
      {kind === 'experts' ? <p className="indicators-note">{t('entry.keep')}</p> : null}
    </Modal>
  );
}
