import { compensatedSum } from '../numeric/accurateSum.ts';
import { normalCdf } from '../numeric/distributions.ts';
import { standardizedOrder } from './standardizedOrder.ts';
import type { NormalityTest } from './shapiroWilk.ts';
import type { Outcome } from './types.ts';

/**
 * Cramer-von Mises test of normality with estimated mean and standard deviation.
 * statistic = W squared; p uses W (1 + 0.5/n).
 *
 * @param values  NaN = missing, left out and counted
 * Not estimable: 'tooFewRows' below 8, 'noVariance'.
 * Source: D'Agostino and Stephens (1986), table 4.9. Checked against R nortest 1.0.4 cvm.test: tests/golden normality.
 */
export function cramerVonMises(values: ArrayLike<number>): Outcome<NormalityTest> {
  const order = standardizedOrder(values, 8);
  if (order.status !== 'ok') return order;
  const { n, z } = order;
  const sum = compensatedSum();
  for (let i = 0; i < n; i++) sum.add((normalCdf(z[i]!) - (2 * i + 1) / (2 * n)) ** 2);
  const statistic = 1 / (12 * n) + sum.value();
  return { status: 'ok', n, nMissing: order.nMissing, statistic, p: significance((1 + 0.5 / n) * statistic) };
}

function significance(w: number): number {
  if (w < 0.0275) return 1 - Math.exp(-13.953 + 775.5 * w - 12542.61 * w * w);
  if (w < 0.051) return 1 - Math.exp(-5.903 + 179.546 * w - 1515.29 * w * w);
  if (w < 0.092) return Math.exp(0.886 - 31.62 * w + 10.897 * w * w);
  // Beyond 1.1 the fitted parabola turns up again.
  return w < 1.1 ? Math.exp(1.111 - 34.242 * w + 12.832 * w * w) : 7.37e-10;
}
