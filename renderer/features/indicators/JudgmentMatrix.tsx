import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import type { Indicator, Weighting } from '../../../shared/model/indicator.ts';
import { ahp } from '../../../shared/satisfaction/ahp.ts';
import { useLocale } from '../../app/useLocale.ts';
import { judgmentScale, judgmentText, withJudgment } from './judgments.ts';

export interface JudgmentMatrixProps {
  readonly items: readonly Indicator[];
  readonly judgments: readonly (readonly number[])[];
  readonly priorities: Weighting['priorities'];
  readonly randomIndex: Weighting['randomIndex'];
  /** Resolves when the change is saved or refused. */
  onChange(judgments: readonly (readonly number[])[]): Promise<unknown>;
}

/**
 * Pairwise judgments on Saaty's 1-9 scale: the upper triangle is chosen, the lower mirrors it. Weights and consistency follow at once;
 * the judgment farthest from what the weights say is marked while CR is not below 0.10.
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
  const [focused, setFocused] = useState<readonly [number, number] | null>(null);
  const result = ahp(judgments, { priorities });
  const ratio = result.consistencyRatio[randomIndex];
  const doubtful = ratio !== null && ratio >= 0.1;
  const worst = result.worst[0];
  const name = (index: number): string => items[index]?.name ?? '';
  const strength = (value: number): string =>
    t(`judgment.strength.${Math.min(9, Math.max(1, Math.round(value >= 1 ? value : 1 / value)))}`);
  const sentence = ([row, column]: readonly [number, number]): string => {
    const value = judgments[row]![column]!;
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
                  const marked =
                    doubtful &&
                    worst &&
                    ((worst.row === row && worst.column === column) || (worst.row === column && worst.column === row));
                  if (column <= row) {
                    return (
                      <td key={other.id} className={`indicators-mirrored${marked ? ' indicators-worst' : ''}`}>
                        {judgmentText(value)}
                      </td>
                    );
                  }
                  const options = judgmentScale.some((one) => judgmentText(one) === judgmentText(value))
                    ? judgmentScale
                    : [value, ...judgmentScale];
                  return (
                    <td key={other.id} className={marked ? 'indicators-worst' : undefined}>
                      <select
                        aria-label={t('judgment.cell', { a: item.name, b: other.name })}
                        value={judgmentText(value)}
                        onFocus={() => setFocused([row, column])}
                        onBlur={() => setFocused(null)}
                        onChange={(event) =>
                          change(
                            withJudgment(
                              judgments,
                              row,
                              column,
                              options.find((one) => judgmentText(one) === event.target.value) ?? value,
                            ),
                          )
                        }
                      >
                        {options.map((one) => (
                          <option key={judgmentText(one)} value={judgmentText(one)}>
                            {judgmentText(one)}
                          </option>
                        ))}
                      </select>
                    </td>
                  );
                })}
                <td className="indicators-priority">{formatNumber(result.weights[row]!, 'weight', locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="indicators-note indicators-sentence" aria-live="polite">
        {focused ? sentence(focused) : t('judgment.hint')}
      </p>
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
