import { normalTwoSided } from '../numeric/distributions.ts';
import { midRanks } from '../numeric/rank.ts';
import { completeRows } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';

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
 * @throws InputError 'stats.shape'
 * Not estimable: 'tooFewRows' without pairs, 'noVariance' when no pair differs.
 * Source: Wilcoxon (1945). Checked against R 4.2.2 wilcox.test(exact = FALSE, correct = FALSE): tests/golden t_test_paired.
 */
export function wilcoxonSignedRank(x: ArrayLike<number>, y: ArrayLike<number>): Outcome<WilcoxonSignedRank> {
  const { columns, n, nIncomplete } = completeRows([x, y]);
  if (n === 0) return notEstimable('tooFewRows', 0);
  const differences = columns[0]!.map((value, i) => value - columns[1]![i]!).filter((difference) => difference !== 0);
  const m = differences.length;
  if (m === 0) return notEstimable('noVariance', n);
  const { ranks, ties } = midRanks(differences.map(Math.abs));
  let positive = 0;
  for (let i = 0; i < m; i++) if (differences[i]! > 0) positive += ranks[i]!;
  const tieSum = ties.reduce((sum, t) => sum + t * t * t - t, 0);
  const z = (positive - (m * (m + 1)) / 4) / Math.sqrt((m * (m + 1) * (2 * m + 1)) / 24 - tieSum / 48);
  return {
    status: 'ok',
    n,
    nZero: n - m,
    nLeftOut: nIncomplete,
    positive,
    negative: (m * (m + 1)) / 2 - positive,
    z,
    p: normalTwoSided(z),
  };
}
