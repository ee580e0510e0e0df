import { chiSquareUpper } from '../numeric/distributions.ts';
import { midRanks } from '../numeric/rank.ts';
import { InputError } from '../model/errors.ts';
import { notEstimable, type Outcome } from './types.ts';

export type KendallW = {
  /** Judges whose ratings are complete, and objects they judged. */
  readonly n: number;
  readonly objects: number;
  /** 0 = no agreement, 1 = all judges rank alike; corrected for ties. */
  readonly w: number;
  /** m (k - 1) W with k - 1 degrees of freedom. */
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Mean of Spearman's correlations of all pairs of judges: (m W - 1)/(m - 1). */
  readonly meanSpearman: number;
};

/**
 * Kendall's coefficient of concordance W of m judges over k objects.
 *
 * W = 12 S / (m^2 (k^3 - k) - m sum T), S = sum of squared deviations of the rank sums, T = sum (t^3 - t) over a judge's ties.
 *
 * @param judges  one row of k ratings or ranks per judge, NaN = not judged: the judge is left out
 * @throws InputError 'stats.shape' when rows differ in length
 * Not estimable: 'tooFewRows' below 2 complete judges or 2 objects, 'noVariance' when every judge rates all objects alike.
 * Source: Kendall and Babington Smith (1939); Siegel and Castellan (1988), ch. 9. Checked by hand: full agreement,
 * opposite judges and ties: tests/shared/stats/bootstrap.
 */
export function kendallW(judges: readonly (readonly number[])[]): Outcome<KendallW> {
  const k = judges[0]?.length ?? 0;
  for (const row of judges) if (row.length !== k) throw new InputError('stats.shape', { values: k, other: row.length });
  const complete = judges.filter((row) => row.every((value) => !Number.isNaN(value)));
  const m = complete.length;
  if (m < 2 || k < 2) return notEstimable('tooFewRows', m);
  const sums = new Float64Array(k);
  let ties = 0;
  for (const row of complete) {
    const ranked = midRanks(row);
    for (let j = 0; j < k; j++) sums[j]! += ranked.ranks[j]!;
    for (const size of ranked.ties) ties += size ** 3 - size;
  }
  const middle = (m * (k + 1)) / 2;
  const s = sums.reduce((total, sum) => total + (sum - middle) ** 2, 0);
  const scale = m * m * (k ** 3 - k) - m * ties;
  if (!(scale > 0)) return notEstimable('noVariance', m);
  const w = Math.min(1, (12 * s) / scale);
  const chiSquare = m * (k - 1) * w;
  return {
    status: 'ok',
    n: m,
    objects: k,
    w,
    chiSquare,
    df: k - 1,
    p: chiSquareUpper(chiSquare, k - 1),
    meanSpearman: (m * w - 1) / (m - 1),
  };
}
