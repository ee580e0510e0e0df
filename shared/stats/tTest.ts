import { InputError } from '../model/errors.ts';
import { accurateSum } from '../numeric/accurateSum.ts';
import { studentTTwoSided, studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import { spreadOf } from './groupedSample.ts';
import { assertLevel } from './meanInterval.ts';
import { completeRows, takeSample, type Sample } from './sample.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface TTestOptions {
  /** Level of the interval. Default 0.95. */
  readonly level?: number;
  /** Frequency weights: a row stands for w equal ones. */
  readonly weights?: ArrayLike<number> | null;
}

export interface IndependentTTestOptions extends Omit<TTestOptions, 'weights'> {
  /** Frequency weights of the first and the second group. */
  readonly weights?: readonly [ArrayLike<number> | null, ArrayLike<number> | null];
}

/** t is null and p 0 when the means differ and nothing varies. */
export type TTest = {
  readonly t: number | null;
  readonly df: number;
  readonly p: number;
  readonly se: number;
  readonly interval: Interval;
};

export type IndependentTTest = {
  readonly n: number;
  readonly n1: number;
  readonly n2: number;
  readonly nMissing: number;
  readonly mean1: number;
  readonly mean2: number;
  readonly sd1: number;
  readonly sd2: number;
  /** Mean of the first group minus mean of the second. */
  readonly difference: number;
  readonly level: number;
  readonly pooled: TTest;
  readonly welch: TTest;
  /** Difference over the pooled standard deviation, and Hedges' small-sample form with 1 - 3/(4 df - 1); null without spread. */
  readonly cohensD: number | null;
  readonly hedgesG: number | null;
  /** Variance of the first group over the second; null when the second is 0. */
  readonly varianceRatio: number | null;
};

/**
 * t tests of two independent groups: pooled and Welch.
 *
 * @param first, second  NaN = missing, left out and counted
 * @throws InputError 'stats.level', 'stats.shape', 'stats.negativeWeight'
 * Not estimable: 'tooFewRows' when a group has fewer than 2 values, 'noVariance' when neither group varies.
 * Source: Welch (1947). Checked against R 4.2.2 t.test: tests/golden t_test.
 */
export function independentTTest(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  options: IndependentTTestOptions = {},
): Outcome<IndependentTTest> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const [a, b] = [takeSample(first, options.weights?.[0]), takeSample(second, options.weights?.[1])];
  const [{ n: n1, mean: mean1, variance: variance1 }, { n: n2, mean: mean2, variance: variance2 }] = [
    momentsOf(a),
    momentsOf(b),
  ];
  if (!(n1 >= 2 && n2 >= 2)) return notEstimable('tooFewRows', n1 + n2);
  if (!(variance1 + variance2 > 0)) return notEstimable('noVariance', n1 + n2);
  const difference = mean1 - mean2;
  const df = n1 + n2 - 2;
  const pooledVariance = ((n1 - 1) * variance1 + (n2 - 1) * variance2) / df;
  const [part1, part2] = [variance1 / n1, variance2 / n2];
  const welchDf = (part1 + part2) ** 2 / (part1 ** 2 / (n1 - 1) + part2 ** 2 / (n2 - 1));
  const cohensD = difference / Math.sqrt(pooledVariance);
  return {
    status: 'ok',
    n: n1 + n2,
    n1,
    n2,
    nMissing: a.nMissing + b.nMissing + a.nNoWeight + b.nNoWeight,
    mean1,
    mean2,
    sd1: Math.sqrt(variance1),
    sd2: Math.sqrt(variance2),
    difference,
    level,
    pooled: tTestOf(difference, Math.sqrt(pooledVariance * (1 / n1 + 1 / n2)), df, level, difference),
    welch: tTestOf(difference, Math.sqrt(part1 + part2), welchDf, level, difference),
    cohensD,
    hedgesG: cohensD * (1 - 3 / (4 * df - 1)),
    varianceRatio: variance2 > 0 ? variance1 / variance2 : null,
  };
}

export type PairedTTest = {
  readonly n: number;
  readonly nLeftOut: number;
  readonly meanDifference: number;
  readonly sdDifference: number;
  readonly level: number;
} & TTest;

/**
 * Paired t test: is the mean of x - y zero? Columns of equal length, NaN = missing: rows with either missing are left out.
 *
 * @throws InputError 'stats.shape', 'stats.negativeWeight', 'stats.level'
 * Not estimable: 'tooFewRows' below 2 pairs, 'noVariance' when all differences are equal.
 * Source: Student (1908). Checked against R 4.2.2 t.test(paired = TRUE): tests/golden t_test_paired.
 */
export function pairedTTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: TTestOptions = {},
): Outcome<PairedTTest> {
  const { columns, weights, nIncomplete, nNoWeight } = completeRows([x, y], options.weights ?? null);
  const differences = columns[0]!.map((value, i) => value - columns[1]![i]!);
  const result = oneSampleTTest(differences, 0, { ...options, weights });
  if (result.status !== 'ok') return result;
  const { n, t, df, p, se, interval, level, mean, sd } = result;
  return {
    status: 'ok',
    n,
    nLeftOut: nIncomplete + nNoWeight,
    meanDifference: mean,
    sdDifference: sd,
    level,
    t,
    df,
    p,
    se,
    interval,
  };
}

/** interval is that of the mean itself, not of its difference from the hypothesis. */
export type OneSampleTTest = {
  readonly n: number;
  readonly nMissing: number;
  readonly mean: number;
  readonly sd: number;
  readonly level: number;
} & TTest;

/**
 * One-sample t test: is the mean equal to `hypothesis` (same unit as the values)? NaN = missing, left out and counted.
 *
 * @throws InputError 'stats.hypothesis' when not finite, 'stats.shape', 'stats.negativeWeight', 'stats.level'
 * Not estimable: 'tooFewRows' below 2 values, 'noVariance'.
 * Source: Student (1908). Checked against R 4.2.2 t.test: tests/golden t_test_paired.
 */
export function oneSampleTTest(
  values: ArrayLike<number>,
  hypothesis: number,
  options: TTestOptions = {},
): Outcome<OneSampleTTest> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  if (!Number.isFinite(hypothesis)) throw new InputError('stats.hypothesis', { hypothesis: String(hypothesis) });
  const sample = takeSample(values, options.weights ?? null);
  const { n, mean, variance } = momentsOf(sample);
  if (!(n >= 2)) return notEstimable('tooFewRows', n);
  const sd = Math.sqrt(variance);
  if (!(sd > 0)) return notEstimable('noVariance', n);
  return {
    status: 'ok',
    n,
    nMissing: sample.nMissing + sample.nNoWeight,
    mean,
    sd,
    level,
    ...tTestOf(mean - hypothesis, sd / Math.sqrt(n), n - 1, level, mean),
  };
}

/** Number (sum of frequency weights), mean and variance with divisor n - 1; a constant sample has exactly none. */
function momentsOf(sample: Sample): { readonly n: number; readonly mean: number; readonly variance: number } {
  const n = sample.weights ? accurateSum(sample.weights) : sample.values.length;
  const { mean, squares } = spreadOf(sample);
  return { n, mean: mean.high + mean.low, variance: squares / (n - 1) };
}

function tTestOf(difference: number, se: number, df: number, level: number, centre: number): TTest {
  const t = difference / se;
  const half = studentTTwoSidedQuantile(level, df) * se;
  return { t, df, p: studentTTwoSided(t, df), se, interval: { lower: centre - half, upper: centre + half } };
}
