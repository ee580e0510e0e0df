import { normalCdf } from '../numeric/distributions.ts';
import { standardizedOrder } from './standardizedOrder.ts';
import type { Outcome } from './types.ts';

export type Lilliefors = {
  readonly n: number;
  readonly nMissing: number;
  /** Largest distance D of the sample's distribution function from the normal one with its mean and sd. */
  readonly statistic: number;
  /** Dallal and Wilkinson's p, by Stephens' modification above .1; null below 5 values. SPSS reports at most .200. */
  readonly p: number | null;
  /** Kolmogorov's asymptotic p as if mean and sd were known: far too large, shown only to be compared with programs that print it. */
  readonly unadjustedP: number;
};

/**
 * Kolmogorov-Smirnov test of normality with Lilliefors' correction for estimated mean and standard deviation.
 *
 * @param values  NaN = missing, left out and counted
 * Not estimable: 'tooFewRows' below 3, 'noVariance'.
 * Source: Dallal and Wilkinson (1986), Stephens (1974). Checked against R nortest 1.0.4 lillie.test: tests/golden normality.
 */
export function lilliefors(values: ArrayLike<number>): Outcome<Lilliefors> {
  const order = standardizedOrder(values, 3);
  if (order.status !== 'ok') return order;
  const { n, z } = order;
  let statistic = 0;
  for (let i = 0; i < n; i++) {
    const p = normalCdf(z[i]!);
    statistic = Math.max(statistic, (i + 1) / n - p, p - i / n);
  }
  return {
    status: 'ok',
    n,
    nMissing: order.nMissing,
    statistic,
    p: n < 5 ? null : dallalWilkinson(statistic, n),
    unadjustedP: kolmogorovUpper(Math.sqrt(n) * statistic),
  };
}

function dallalWilkinson(distance: number, n: number): number {
  const [d, size] = n <= 100 ? [distance, n] : [distance * (n / 100) ** 0.49, 100];
  const p = Math.exp(
    -7.01256 * d * d * (size + 2.78019) +
      2.99587 * d * Math.sqrt(size + 2.78019) -
      0.122119 +
      0.974598 / Math.sqrt(size) +
      1.67997 / size,
  );
  if (p <= 0.1) return p;
  const k = (Math.sqrt(n) - 0.01 + 0.85 / Math.sqrt(n)) * distance;
  if (k <= 0.302) return 1;
  if (k <= 0.5) return 2.76773 + k * (-19.828315 + k * (80.709644 + k * (-138.55152 + k * 81.218052)));
  if (k <= 0.9) return -4.901232 + k * (40.662806 + k * (-97.490286 + k * (94.029866 + k * -32.355711)));
  if (k <= 1.31) return 6.198765 + k * (-19.558097 + k * (23.186922 + k * (-12.234627 + k * 2.423045)));
  return 0;
}

/** P(K > x) of Kolmogorov's limit law; the two series converge fast on either side of 1. */
function kolmogorovUpper(x: number): number {
  if (x <= 0) return 1;
  let sum = 0;
  if (x < 1) {
    for (let k = 1; k <= 20; k++) sum += Math.exp((-((2 * k - 1) ** 2) * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let k = 1; k <= 20; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, 2 * sum);
}
