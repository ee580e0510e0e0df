import { normalTwoSided } from '../numeric/distributions.ts';
import { accurateSum } from '../numeric/accurateSum.ts';
import { completeRows } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';
import { weightedRanks } from './weightedRanks.ts';

export type WilcoxonSignedRank = {
  /** Pairs with both values; of them nZero without a difference, which are not ranked. */
  readonly n: number;
  readonly nZero: number;
  readonly nLeftOut: number;
  /** Sums of the ranks of the differences above and below 0. */
  readonly positive: number;
  readonly negative: number;
  readonly z: number;
  /** Normal approximation with variance corrected for ties, no continuity correction. */
  readonly p: number;
};

/**
 * Wilcoxon's signed-rank test of paired values, x - y.
 *
 * @param x, y  columns of equal length, NaN = missing: rows with either missing are left out
 * @param weights  frequency weights or null
 * @throws InputError 'stats.shape', 'stats.negativeWeight'
 * Not estimable: 'tooFewRows' without pairs, 'noVariance' when no pair differs.
 * Source: Wilcoxon (1945). Checked against R 4.2.2 wilcox.test(exact = FALSE, correct = FALSE): tests/golden t_test_paired.
 */
export function wilcoxonSignedRank(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
): Outcome<WilcoxonSignedRank> {
  const complete = completeRows([x, y], weights);
  const { columns } = complete;
  const n = complete.weights ? accurateSum(complete.weights) : complete.n;
  if (complete.n === 0) return notEstimable('tooFewRows', 0);
  const all = columns[0]!.map((value, i) => value - columns[1]![i]!);
  const places = Int32Array.from(all.keys()).filter((i) => all[i] !== 0);
  const differences = Float64Array.from(places, (i) => all[i]!);
  const kept = complete.weights ? Float64Array.from(places, (i) => complete.weights![i]!) : null;
  const m = kept ? accurateSum(kept) : differences.length;
  if (differences.length === 0) return notEstimable('noVariance', n);
  const { ranks, ties } = weightedRanks(differences.map(Math.abs), kept);
  let positive = 0;
  for (let i = 0; i < differences.length; i++) if (differences[i]! > 0) positive += ranks[i]! * (kept ? kept[i]! : 1);
  const tieSum = ties.reduce((sum, t) => sum + t * t * t - t, 0);
  const z = (positive - (m * (m + 1)) / 4) / Math.sqrt((m * (m + 1) * (2 * m + 1)) / 24 - tieSum / 48);
  return {
    status: 'ok',
    n,
    nZero: n - m,
    nLeftOut: complete.nIncomplete + complete.nNoWeight,
    positive,
    negative: (m * (m + 1)) / 2 - positive,
    z,
    p: normalTwoSided(z),
  };
}
