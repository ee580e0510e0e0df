import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { Indicator, Weighting } from '../../../shared/model/indicator.ts';
import { ahp } from '../../../shared/satisfaction/ahp.ts';
import { useLocale } from '../../app/useLocale.ts';
import { JudgmentCell } from './JudgmentCell.tsx';
import { JudgmentSlider } from './JudgmentSlider.tsx';
import { judgmentText, withJudgment, withPastedJudgments } from './judgments.ts';

export interface JudgmentMatrixProps {
  readonly items: readonly Indicator[];
  readonly judgments: readonly (readonly number[])[];
  readonly priorities: Weighting['priorities'];
  readonly randomIndex: Weighting['randomIndex'];
  /** Resolves when the change is saved or refused. */
  onChange(judgments: readonly (readonly number[])[]): Promise<unknown>;
}

/**
 * Pairwise judgments on Saaty's 1-9 scale: the upper triangle is typed, pasted or set with the slider, the lower mirrors it. Weights and consistency follow at once;
 * the judgments farthest from what the weights say are marked while CR is not below 0.10.
 */
export function JudgmentMatrix({ items, judgments: saved, priorities, randomIndex, onChange }: JudgmentMatrixProps) {
  const { t } = useTranslation('indicators');
  const locale = useLocale();
  // A judgment made while the one before it is still being saved must build on it, not on what was saved last.
  const [pending, setPending] = useState<readonly (readonly number[])[] | null>(null);
  const judgments = pending ?? saved;
  const change = (next: readonly (readonly number[])[]): void => {
    setPending(next);
    void onChange(next).finally(() => setPending((current) => (current === next ? null : current)));
  };
  const paste = (row: number, column: number, text: string): void => {
    const pasted = withPastedJudgments(judgments, row, column, text);
    setSaid(
      pasted === null
        ? t('judgment.pasteWrong')
        : pasted.unmirrored > 0
          ? t('judgment.unmirrored', { count: pasted.unmirrored })
          : null,
    );
    if (pasted) change(pasted.judgments);
  };
  // The cell the slider is about; rows may have gone since.
  const [chosen, setActive] = useState<readonly [number, number]>([0, 1]);
  const active = chosen[1] < items.length ? chosen : ([0, 1] as const);
  /** What stands in the way of the entry, or was made of it. */
  const [said, setSaid] = useState<string | null>(null);
  const result = ahp(judgments, { priorities });
  const ratio = result.consistencyRatio[randomIndex];
  const doubtful = ratio !== null && ratio >= 0.1;
  const worst = result.worst[0];
  // The judgment farthest from what the weights say, and up to two more that are twice or half of it.
  const revisit = doubtful
    ? result.worst
        .slice(0, 3)
        .filter(({ given, implied }, place) => place === 0 || Math.abs(Math.log(given / implied)) >= Math.LN2)
    : [];
  const name = (index: number): string => items[index]?.name ?? '';
  const strength = (value: number): string =>
    t(`judgment.strength.${Math.min(9, Math.max(1, Math.round(value >= 1 ? value : 1 / value)))}`);
  const sentence = ([row, column]: readonly [number, number], value: number): string => {
    if (Math.abs(value - 1) < 1e-9) return t('judgment.equal', { a: name(row), b: name(column) });
    const [a, b] = value > 1 ? [row, column] : [column, row];
    return t('judgment.more', {
      a: name(a),
      b: name(b),
      strength: strength(value),
      value: judgmentText(Math.max(value, 1 / value)),
    });
  };

  return (
    <div className="indicators-judgments">
      <div className="indicators-matrix-scroll">
        <table className="indicators-matrix">
          <thead>
            <tr>
              <td />
              {items.map((item, column) => (
                <th key={item.id} scope="col" title={item.name}>
                  {column + 1}
                </th>
              ))}
              <th scope="col">{t('columns.weight')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, row) => (
              <tr key={item.id}>
                <th scope="row" title={item.name}>
                  <span>
                    {row + 1} {item.name}
                  </span>
                </th>
                {items.map((other, column) => {
                  const value = judgments[row]![column]!;
                  const marked = revisit.some(
                    (one) => (one.row === row && one.column === column) || (one.row === column && one.column === row),
                  );
                  if (column <= row) {
                    return (
                      <td key={other.id} className={`indicators-mirrored${marked ? ' indicators-worst' : ''}`}>
                        {judgmentText(value)}
                      </td>
                    );
                  }
                  return (
                    <td key={other.id} className={marked ? 'indicators-worst' : undefined}>
                      <JudgmentCell
                        label={t('judgment.cell', { a: item.name, b: other.name })}
                        value={value}
                        place={[row, column]}
                        size={items.length}
                        onFocus={() => setActive([row, column])}
                        onCommit={(next) => change(withJudgment(judgments, row, column, next))}
                        onWrong={(wrong) => setSaid(wrong ? t('judgment.wrong') : null)}
                        onPasteBlock={(text) => paste(row, column, text)}
                      />
                    </td>
                  );
                })}
                <td className="indicators-priority">{formatNumber(result.weights[row]!, 'weight', locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <JudgmentSlider
        key={active.join(' ')}
        first={name(active[0])}
        second={name(active[1])}
        label={t('judgment.cell', { a: name(active[0]), b: name(active[1]) })}
        value={judgments[active[0]]![active[1]]!}
        sentence={(value) => sentence(active, value)}
        onCommit={(value) => change(withJudgment(judgments, active[0], active[1], value))}
      />
      {said === null ? null : (
        <p className="indicators-ratio indicators-ratio-doubtful" role="alert">
          {said}
        </p>
      )}
      <p className="indicators-note">{t('judgment.hint')}</p>
      <p className={doubtful ? 'indicators-ratio indicators-ratio-doubtful' : 'indicators-ratio'} aria-live="polite">
        {ratio === null
          ? t('judgment.noRatio')
          : t(doubtful ? 'judgment.inconsistent' : 'judgment.consistent', {
              ratio: formatNumber(ratio, 'number3', locale),
            })}
      </p>
      {doubtful && worst ? (
        <p className="indicators-note">
          {t('judgment.worst', {
            a: name(worst.row),
            b: name(worst.column),
            given: judgmentText(worst.given),
            implied: judgmentText(
              Number((worst.implied >= 1 ? worst.implied : 1 / worst.implied).toPrecision(2)) **
                (worst.implied >= 1 ? 1 : -1),
            ),
          })}
        </p>
      ) : null}
    </div>
  );
}
