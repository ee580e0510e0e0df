import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Dialog.tsx';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { IndicatorId } from '../../../shared/model/ids.ts';
import type { Indicator, WeightMethod } from '../../../shared/model/indicator.ts';
import { useLocale } from '../../app/useLocale.ts';
import { EntryDialog } from './EntryDialog.tsx';
import { EditableText } from './EditableText.tsx';
import { JudgmentMatrix } from './JudgmentMatrix.tsx';
import { judgmentsFor } from './judgments.ts';
import { SumMark } from './SumMark.tsx';
import type { ProjectTree } from './useTree.ts';
import { parseWeight, siblingSum, type WeightDraft, weightField } from './weightText.ts';

export interface WeightsEditorProps {
  readonly project: ProjectTree;
  readonly parentId: IndicatorId | null;
  readonly parentName: string;
  readonly items: readonly Indicator[];
}

function DirectWeights({ project, parentId, parentName, items }: WeightsEditorProps) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const [edited, setEdited] = useState<string | null>(null);
  const [draft, setDraft] = useState<WeightDraft | null>(null);
  const sum = siblingSum(items, parentId, draft) ?? 0;
  const finish = (next: string | null): void => {
    setDraft(null);
    setEdited(next);
  };
  return (
    <div className="indicators-direct">
      {items.map((item, place) => (
        <div key={item.id} className="indicators-direct-row">
          <span title={item.name}>{item.name}</span>
          {edited === item.id ? (
            <EditableText
              className="indicators-weight-field"
              label={t('weights.of', { name: item.name })}
              value={weightField(item.weight)}
              invalid={(text) => parseWeight(text) === null}
              onDraft={(text) => {
                const weight = parseWeight(text);
                setDraft(weight === null ? null : { id: item.id, weight });
              }}
              onCommit={(text, next) => {
                const weight = parseWeight(text);
                if (weight !== null && weight !== Number(item.weight.toPrecision(12)))
                  void project.actions.setWeight(item, weight);
                finish(
                  next === 'enter' || next === 'tab'
                    ? (items[place + 1]?.id ?? null)
                    : next === 'backTab'
                      ? (items[place - 1]?.id ?? null)
                      : null,
                );
              }}
              onCancel={() => finish(null)}
            />
          ) : (
            <button
              type="button"
              className="indicators-number"
              aria-label={`${formatNumber(item.weight, 'weight', locale)} ${t('row.editWeight', { name: item.name })}`}
              onClick={() => setEdited(item.id)}
            >
              {formatNumber(item.weight, 'weight', locale)}
            </button>
          )}
        </div>
      ))}
      <div className="indicators-direct-sum">
        <SumMark
          sum={sum}
          name={parentName}
          onNormalise={() => void project.actions.normalise(parentId)}
          onEqual={() => void project.actions.weigh(parentId, 'equal', null)}
        />
      </div>
    </div>
  );
}

/** How the children of one node get their weights: typed in, equal, or from pairwise judgments. */
export function WeightsEditor(props: WeightsEditorProps) {
  const { project, parentId, parentName, items } = props;
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  const stored = project.weightings.get(parentId ?? 'root');
  // Judgments belong to a set of children; after a child was added or removed the weights stand as they are.
  const method: WeightMethod = stored?.method ?? 'direct';
  const [shown, setShown] = useState<WeightMethod>(method);
  const [wide, setWide] = useState(false);
  const [entering, setEntering] = useState(false);
  const rules = {
    priorities: stored?.priorities ?? 'eigenvector',
    randomIndex: stored?.randomIndex ?? 'saaty',
  } as const;
  const judgments = judgmentsFor(stored, items);
  const outdated =
    method === 'ahp' &&
    (stored?.childIds.length !== items.length || items.some((item, place) => stored.childIds[place] !== item.id));

  if (items.length === 1) return <p className="indicators-note">{t('weights.single')}</p>;
  const matrix = (
    <JudgmentMatrix
      items={items}
      judgments={judgments}
      {...rules}
      onChange={(next) => project.actions.weigh(parentId, 'ahp', next, rules)}
    />
  );
  return (
    <section className="indicators-weights" aria-label={t('weights.title', { name: parentName })}>
      <h3>{t('weights.title', { name: parentName })}</h3>
      <Segmented
        block
        size="small"
        aria-label={t('weights.method')}
        value={shown}
        options={(['direct', 'equal', 'ahp'] as const).map((value) => ({ value, label: t(`weights.${value}`) }))}
        onChange={(next) => {
          setShown(next);
          // Judgments are saved with the first one made: choosing the method alone must not overwrite weights.
          if (next === 'equal') void project.actions.weigh(parentId, 'equal', null);
        }}
      />
      {shown === 'direct' ? <DirectWeights {...props} /> : null}
      {shown === 'equal' ? (
        <p className="indicators-note">
          {t('weights.equalNote', { count: items.length, weight: formatNumber(1 / items.length, 'weight', locale) })}
        </p>
      ) : null}
      {shown === 'ahp' ? (
        <>
          {method === 'ahp' ? null : <p className="indicators-note">{t('weights.ahpNote')}</p>}
          {outdated ? <p className="indicators-ratio indicators-ratio-doubtful">{t('weights.outdated')}</p> : null}
          {wide ? null : matrix}
          <div className="indicators-rules">
            <Select
              size="small"
              aria-label={t('weights.priorities')}
              value={rules.priorities}
              disabled={method !== 'ahp'}
              options={(['eigenvector', 'geometricMean'] as const).map((value) => ({
                value,
                label: t(`weights.${value}`),
              }))}
              onChange={(priorities) =>
                void project.actions.weigh(parentId, 'ahp', judgments, { ...rules, priorities })
              }
            />
            <Select
              size="small"
              aria-label={t('weights.randomIndex')}
              value={rules.randomIndex}
              disabled={method !== 'ahp'}
              options={(['saaty', 'simulated'] as const).map((value) => ({ value, label: t(`weights.${value}`) }))}
              onChange={(randomIndex) =>
                void project.actions.weigh(parentId, 'ahp', judgments, { ...rules, randomIndex })
              }
            />
          </div>
          <Button size="small" block onClick={() => setWide(true)}>
            {t('weights.wide')}
          </Button>
          <Dialog
            quick
            open={wide}
            width={Math.min(1040, 320 + 72 * items.length)}
            footer={null}
            title={t('weights.title', { name: parentName })}
            onCancel={() => setWide(false)}
            destroyOnHidden
            className="indicators-wide"
          >
            {matrix}
          </Dialog>
        </>
      ) : null}
      <Button size="small" block onClick={() => setEntering(true)}>
        {t('entry.open')}
      </Button>
      <EntryDialog {...props} open={entering} onClose={() => setEntering(false)} />
    </section>
  );
}
