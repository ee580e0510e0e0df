import { normalTwoSided } from '../numeric/distributions.ts';
import { accurateSum } from '../numeric/accurateSum.ts';
import { takeSample } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';
import { weightedRanks } from './weightedRanks.ts';

export type MannWhitney = {
  readonly n: number;
  readonly n1: number;
  readonly n2: number;
  readonly nMissing: number;
  readonly meanRank1: number;
  readonly meanRank2: number;
  /** Pairs in which the first group's value is larger, ties as one half; and the smaller of that and its counterpart. */
  readonly uFirst: number;
  readonly uSmaller: number;
  readonly z: number;
  /** Normal approximation with variance corrected for ties, as SPSS gives it; and with continuity correction, as R does. */
  readonly p: number;
  readonly pWithContinuity: number;
};

/**
 * Mann-Whitney U (Wilcoxon's rank-sum) test of two independent groups.
 *
 * @param first, second  NaN = missing, left out and counted
 * @param weights  frequency weights of the first and the second group
 * @throws InputError 'stats.shape', 'stats.negativeWeight'
 * Not estimable: 'tooFewRows' when a group is empty, 'noVariance' when all values are equal.
 * Source: Mann and Whitney (1947). Checked against R 4.2.2 wilcox.test(exact = FALSE): tests/golden t_test.
 */
export function mannWhitney(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  weights: readonly [ArrayLike<number> | null, ArrayLike<number> | null] = [null, null],
): Outcome<MannWhitney> {
  const [a, b] = [takeSample(first, weights[0]), takeSample(second, weights[1])];
  const size = (sample: typeof a): number => (sample.weights ? accurateSum(sample.weights) : sample.values.length);
  const [n1, n2] = [size(a), size(b)];
  const n = n1 + n2;
  if (n1 === 0 || n2 === 0) return notEstimable('tooFewRows', n);
  const all = new Float64Array(a.values.length + b.values.length);
  all.set(a.values);
  all.set(b.values, a.values.length);
  const together = a.weights || b.weights ? new Float64Array(all.length).fill(1) : null;
  if (a.weights) together!.set(a.weights);
  if (b.weights) together!.set(b.weights, a.values.length);
  const { ranks, ties } = weightedRanks(all, together);
  let rankSum = 0;
  for (let i = 0; i < a.values.length; i++) rankSum += ranks[i]! * (a.weights ? a.weights[i]! : 1);
  const uFirst = rankSum - (n1 * (n1 + 1)) / 2;
  const tieSum = ties.reduce((sum, t) => sum + t * t * t - t, 0);
  const variance = ((n1 * n2) / 12) * (n + 1 - tieSum / (n * (n - 1)));
  if (!(variance > 0)) return notEstimable('noVariance', n);
  const distance = uFirst - (n1 * n2) / 2;
  const z = distance / Math.sqrt(variance);
  return {
    status: 'ok',
    n,
    n1,
    n2,
    nMissing: a.nMissing + b.nMissing + a.nNoWeight + b.nNoWeight,
    meanRank1: rankSum / n1,
    meanRank2: ((n * (n + 1)) / 2 - rankSum) / n2,
    uFirst,
    uSmaller: Math.min(uFirst, n1 * n2 - uFirst),
    z,
    p: normalTwoSided(z),
    pWithContinuity: normalTwoSided(Math.max(0, Math.abs(distance) - 0.5) / Math.sqrt(variance)),
  };
}
