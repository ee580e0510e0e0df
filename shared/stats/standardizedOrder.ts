import { accurateMean, accurateSd } from '../numeric/accurateSum.ts';
import { sortedCopy } from '../numeric/rank.ts';
import { takeSample } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';

/** Rising (x - mean)/sd of a sample: what the tests of normality with estimated parameters look at. */
export interface StandardizedOrder {
  readonly n: number;
  readonly nMissing: number;
  readonly z: Float64Array;
}

/**
 * Rising (x - mean)/sd of a sample, sd with divisor n - 1.
 *
 * @param values    NaN = missing, left out and counted
 * @param smallest  fewest values to go on with
 * Not estimable: 'tooFewRows' below that, 'noVariance' when all are equal. Checked with the tests that begin with it: tests/golden
 * normality.
 */
export function standardizedOrder(values: ArrayLike<number>, smallest: number): Outcome<StandardizedOrder> {
  const sample = takeSample(values);
  const n = sample.values.length;
  if (n < smallest) return notEstimable('tooFewRows', n);
  const sorted = sortedCopy(sample.values);
  const mean = accurateMean(sorted);
  const sd = accurateSd(sorted);
  if (sorted[0] === sorted[n - 1] || !(sd > 0)) return notEstimable('noVariance', n);
  return { status: 'ok', n, nMissing: sample.nMissing, z: sorted.map((value) => (value - mean) / sd) };
}
