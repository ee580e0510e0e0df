import { normalQuantile, normalUpper } from '../numeric/distributions.ts';
import { accurateMean, accurateSum, compensatedSum } from '../numeric/accurateSum.ts';
import { sortedCopy } from '../numeric/rank.ts';
import { takeSample } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';

export type NormalityTest = {
  readonly n: number;
  readonly nMissing: number;
  readonly statistic: number;
  readonly p: number;
};

/**
 * Shapiro-Wilk test of normality, W and its p by Royston's approximation.
 *
 * @param values  NaN = missing, left out and counted
 * Not estimable: 'tooFewRows' below 3, 'tooManyRows' above 5000 (the approximation is published up to there), 'noVariance'.
 * Source: Royston (1995), Algorithm AS R94, Applied Statistics 44. Checked against R 4.2.2 shapiro.test: tests/golden normality.
 */
export function shapiroWilk(values: ArrayLike<number>): Outcome<NormalityTest> {
  const sample = takeSample(values);
  const n = sample.values.length;
  if (n < 3) return notEstimable('tooFewRows', n);
  if (n > 5000) return notEstimable('tooManyRows', n);
  const sorted = sortedCopy(sample.values);
  if (sorted[0] === sorted[n - 1]) return notEstimable('noVariance', n);
  const coefficients = roystonCoefficients(n);
  const mean = accurateMean(sorted);
  const range = sorted[n - 1]! - sorted[0]!;
  // 1 - W is formed directly, so that W close to 1 keeps its digits in p.
  const scaled = sorted.map((value) => (value - mean) / range);
  const scaledMean = accurateSum(scaled) / n;
  const xx = compensatedSum();
  const ax = compensatedSum();
  const aa = compensatedSum();
  for (let i = 0; i < n; i++) {
    const x = scaled[i]! - scaledMean;
    const a = coefficients[i]!;
    xx.add(x * x);
    ax.add(a * x);
    aa.add(a * a);
  }
  const root = Math.sqrt(aa.value() * xx.value());
  const complement = ((root - ax.value()) * (root + ax.value())) / (aa.value() * xx.value());
  return { status: 'ok', n, nMissing: sample.nMissing, statistic: 1 - complement, p: significance(n, complement) };
}

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, c) => sum * x + c, 0);

/** Antisymmetric weights of the ordered values (AS R94), in rising order. */
export function roystonCoefficients(n: number): Float64Array {
  const result = new Float64Array(n);
  if (n === 3) {
    result[0] = -Math.SQRT1_2;
    result[2] = Math.SQRT1_2;
    return result;
  }
  const half = Math.floor(n / 2);
  const scores = Float64Array.from({ length: half }, (_, i) => normalQuantile((i + 1 - 0.375) / (n + 0.25)));
  const sumOfSquares = 2 * accurateSum(scores.map((score) => score * score));
  const root = Math.sqrt(sumOfSquares);
  const u = 1 / Math.sqrt(n);
  const first = polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], u) - scores[0]! / root;
  const weights = new Float64Array(half);
  weights[0] = first;
  let start = 1;
  let factor: number;
  if (n > 5) {
    const second = -scores[1]! / root + polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], u);
    weights[1] = second;
    start = 2;
    factor = Math.sqrt(
      (sumOfSquares - 2 * scores[0]! ** 2 - 2 * scores[1]! ** 2) / (1 - 2 * first ** 2 - 2 * second ** 2),
    );
  } else {
    factor = Math.sqrt((sumOfSquares - 2 * scores[0]! ** 2) / (1 - 2 * first ** 2));
  }
  for (let i = start; i < half; i++) weights[i] = -scores[i]! / factor;
  for (let i = 0; i < half; i++) {
    result[i] = -weights[i]!;
    result[n - 1 - i] = weights[i]!;
  }
  return result;
}

function significance(n: number, complement: number): number {
  if (n === 3) {
    // Exact for three values: W = 3/4 is the smallest possible.
    const p = (6 / Math.PI) * (Math.asin(Math.sqrt(1 - complement)) - Math.asin(Math.sqrt(0.75)));
    return Math.min(1, Math.max(0, p));
  }
  const y = Math.log(complement);
  const logN = Math.log(n);
  if (n <= 11) {
    const gamma = polynomial([-2.273, 0.459], n);
    // Beyond gamma the law has no mass; R answers the smallest number it would print.
    if (y >= gamma) return 1e-99;
    const mean = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], n);
    const sd = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n));
    return normalUpper((-Math.log(gamma - y) - mean) / sd);
  }
  const mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], logN);
  const sd = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], logN));
  return normalUpper((y - mean) / sd);
}
