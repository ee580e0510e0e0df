import { centralSums, splitMean } from '../numeric/accurateSum.ts';
import { chiSquareUpper } from '../numeric/distributions.ts';
import { takeSample } from './sample.ts';
import type { NormalityTest } from './shapiroWilk.ts';
import { notEstimable, type Outcome } from './types.ts';

/**
 * Jarque-Bera test of normality from skewness and kurtosis: n (g1^2/6 + g2^2/24), chi-square with 2 degrees of freedom. The law is
 * asymptotic: below some hundred values p is rough.
 *
 * @param values  NaN = missing, left out and counted
 * Not estimable: 'tooFewRows' below 3, 'noVariance'.
 * Source: Jarque and Bera (1980). Checked against R tseries 0.10 jarque.bera.test: tests/golden normality.
 */
export function jarqueBera(values: ArrayLike<number>): Outcome<NormalityTest & { readonly df: 2 }> {
  const { values: sample, nMissing } = takeSample(values);
  const n = sample.length;
  if (n < 3) return notEstimable('tooFewRows', n);
  if (sample.every((value) => value === sample[0])) return notEstimable('noVariance', n);
  const [second, third, fourth] = centralSums(sample, splitMean(sample));
  const m2 = second / n;
  if (!(m2 > 0)) return notEstimable('noVariance', n);
  const skewness = third / n / m2 ** 1.5;
  const excess = fourth / n / (m2 * m2) - 3;
  const statistic = n * (skewness ** 2 / 6 + excess ** 2 / 24);
  return { status: 'ok', n, nMissing, statistic, df: 2, p: chiSquareUpper(statistic, 2) };
}
