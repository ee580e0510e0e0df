import { sumOfProducts, sumOfSquares } from '../numeric/accurateSum.ts';
import { normalQuantile, normalUpper } from '../numeric/distributions.ts';
import { sortedCopy } from '../numeric/rank.ts';
import { takeSample } from './sample.ts';
import type { NormalityTest } from './shapiroWilk.ts';
import { notEstimable, type Outcome } from './types.ts';

/**
 * Shapiro-Francia test of normality: squared correlation of the ordered values with normal scores (Blom's).
 *
 * @param values  NaN = missing, left out and counted
 * Not estimable: 'tooFewRows' below 5, 'tooManyRows' above 5000, 'noVariance'.
 * Source: Royston (1993), The Statistician 42. Checked against R nortest 1.0.4 sf.test: tests/golden normality.
 */
export function shapiroFrancia(values: ArrayLike<number>): Outcome<NormalityTest> {
  const sample = takeSample(values);
  const n = sample.values.length;
  if (n < 5) return notEstimable('tooFewRows', n);
  if (n > 5000) return notEstimable('tooManyRows', n);
  const ordered = sortedCopy(sample.values);
  const range = ordered[n - 1]! - ordered[0]!;
  if (!(range > 0)) return notEstimable('noVariance', n);
  // On the range 0-1, so that squares of tiny or huge values neither vanish nor overflow.
  const sorted = ordered.map((value) => (value - ordered[0]!) / range);
  const scores = Float64Array.from({ length: n }, (_, i) => normalQuantile((i + 1 - 3 / 8) / (n + 1 / 4)));
  const covariance = sumOfProducts(sorted, scores);
  const statistic = (covariance * covariance) / (sumOfSquares(sorted) * sumOfSquares(scores));
  const u = Math.log(n);
  const v = Math.log(u);
  const mean = -1.2725 + 1.0521 * (v - u);
  const sd = 1.0308 - 0.26758 * (v + 2 / u);
  return {
    status: 'ok',
    n,
    nMissing: sample.nMissing,
    statistic,
    p: normalUpper((Math.log(1 - statistic) - mean) / sd),
  };
}
