import { compensatedSum } from '../numeric/accurateSum.ts';
import { normalCdf } from '../numeric/distributions.ts';
import { standardizedOrder } from './standardizedOrder.ts';
import type { NormalityTest } from './shapiroWilk.ts';
import type { Outcome } from './types.ts';

/**
 * Anderson-Darling test of normality with estimated mean and standard deviation: heavier on the tails than Lilliefors.
 * statistic = A squared without the small-sample factor; p uses A (1 + 0.75/n + 2.25/n^2).
 *
 * @param values  NaN = missing, left out and counted
 * Not estimable: 'tooFewRows' below 8, 'noVariance'.
 * Source: D'Agostino and Stephens (1986), table 4.9. Checked against R nortest 1.0.4 ad.test: tests/golden normality.
 */
export function andersonDarling(values: ArrayLike<number>): Outcome<NormalityTest> {
  const order = standardizedOrder(values, 8);
  if (order.status !== 'ok') return order;
  const { n, z } = order;
  const sum = compensatedSum();
  for (let i = 0; i < n; i++) sum.add((2 * i + 1) * (Math.log(normalCdf(z[i]!)) + Math.log(normalCdf(-z[n - 1 - i]!))));
  const statistic = -n - sum.value() / n;
  const a = (1 + 0.75 / n + 2.25 / (n * n)) * statistic;
  return { status: 'ok', n, nMissing: order.nMissing, statistic, p: significance(a) };
}

function significance(a: number): number {
  if (a < 0.2) return 1 - Math.exp(-13.436 + 101.14 * a - 223.73 * a * a);
  if (a < 0.34) return 1 - Math.exp(-8.318 + 42.796 * a - 59.938 * a * a);
  if (a < 0.6) return Math.exp(0.9177 - 4.279 * a - 1.38 * a * a);
  // The parabola turns up again beyond 10; p is below 1e-23 there.
  return a < 10 ? Math.exp(1.2937 - 5.709 * a + 0.0186 * a * a) : 3.7e-24;
}
