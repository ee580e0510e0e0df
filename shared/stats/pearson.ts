import { accurateDot, accurateDots, accurateSum, splitMean } from '../numeric/accurateSum.ts';
import { normalTwoSidedQuantile, studentTTwoSided } from '../numeric/distributions.ts';
import { assertLevel } from './meanInterval.ts';
import { completeRows } from './sample.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface CorrelationOptions {
  /** Level of the interval. Default 0.95. */
  readonly level?: number;
}

export interface PearsonOptions extends CorrelationOptions {
  readonly weights?: ArrayLike<number> | null;
  /** 'frequency' (default): a row stands for w equal ones. 'survey': r is weighted; t, p and interval are null. */
  readonly weightKind?: 'frequency' | 'survey';
}

export type Pearson = {
  /** Rows with both values and weight. */
  readonly n: number;
  readonly nLeftOut: number;
  readonly r: number;
  /** Divisor n - 1. */
  readonly covariance: number;
  readonly t: number | null;
  readonly df: number | null;
  readonly p: number | null;
  /** By Fisher's z; null below 4 rows. */
  readonly interval: Interval | null;
  readonly level: number;
};

/**
 * Pearson's product-moment correlation with t test and Fisher's interval.
 *
 * @param x, y  columns of equal length, NaN = missing: rows with either missing are left out (pairwise)
 * @throws InputError 'stats.shape', 'stats.negativeWeight', 'stats.level'
 * Not estimable: 'tooFewRows' below 3 rows, 'noVariance' when x or y is constant.
 * Source: Pearson (1896); Fisher (1921) for the interval. Checked against R 4.2.2 cor.test: tests/golden correlation.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>, options: PearsonOptions = {}): Outcome<Pearson> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const { columns, weights, n: rows, nIncomplete, nNoWeight } = completeRows([x, y], options.weights ?? null);
  const [xs, ys] = [columns[0]!, columns[1]!];
  const survey = weights !== null && options.weightKind === 'survey';
  const weightSum = weights ? accurateSum(weights) : rows;
  const n = survey ? rows : weightSum;
  if (!(n >= 3)) return notEstimable('tooFewRows', rows);
  if (isConstant(xs) || isConstant(ys)) return notEstimable('noVariance', rows);
  const meanX = splitMean(xs, weights);
  const meanY = splitMean(ys, weights);
  const [dx, dy, wx, wy] = [
    new Float64Array(rows),
    new Float64Array(rows),
    new Float64Array(weights ? rows : 0),
    new Float64Array(weights ? rows : 0),
  ];
  for (let i = 0; i < rows; i++) {
    dx[i] = xs[i]! - meanX.high - meanX.low;
    dy[i] = ys[i]! - meanY.high - meanY.low;
  }
  if (weights)
    for (let i = 0; i < rows; i++) {
      wx[i] = weights[i]! * dx[i]!;
      wy[i] = weights[i]! * dy[i]!;
    }
  const [xx, xy] = accurateDots(weights ? wx : dx, [dx, dy]) as [number, number];
  const yy = accurateDot(weights ? wy : dy, dy);
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  if (!(scale > 0)) return notEstimable('noVariance', rows);
  const r = Math.max(-1, Math.min(1, xy / scale));
  const covariance = ((xy / weightSum) * n) / (n - 1);
  const test = survey ? { t: null, df: null, p: null } : correlationTest(r, n);
  return {
    status: 'ok',
    n: rows,
    nLeftOut: nIncomplete + nNoWeight,
    r,
    covariance,
    ...test,
    interval: survey ? null : fisherInterval(r, n, level),
    level,
  };
}

function isConstant(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}

/** Test of r = 0: t = r sqrt((n-2)/(1-r^2)); t is null and p 0 for |r| = 1. Checked with pearson. */
export function correlationTest(
  r: number,
  n: number,
): { readonly t: number | null; readonly df: number; readonly p: number } {
  const df = n - 2;
  const t = r * Math.sqrt(df / ((1 - r) * (1 + r)));
  return Number.isFinite(t) ? { t, df, p: studentTTwoSided(t, df) } : { t: null, df, p: 0 };
}

/**
 * Interval of a correlation from n observations, tanh(atanh r -+ z/sqrt(n - 3)); null below 4. Source: Fisher (1921). Checked with pearson.
 */
export function fisherInterval(r: number, n: number, level: number): Interval | null {
  if (n < 4) return null;
  const centre = Math.atanh(r);
  if (!Number.isFinite(centre)) return { lower: r, upper: r };
  const half = normalTwoSidedQuantile(level) / Math.sqrt(n - 3);
  return { lower: Math.tanh(centre - half), upper: Math.tanh(centre + half) };
}
