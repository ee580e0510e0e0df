import { householderQr, applyQTransposed, type HouseholderQr } from '../numeric/qr.ts';
import { accurateSum, splitMean } from '../numeric/accurateSum.ts';
import { studentTTwoSided } from '../numeric/distributions.ts';
import { assertLevel } from './meanInterval.ts';
import { fisherInterval, type CorrelationOptions } from './pearson.ts';
import { completeRows } from './sample.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';
import { weightedRanks } from './weightedRanks.ts';

export interface PartialCorrelationOptions extends CorrelationOptions {
  /** Correlate the ranks (Spearman). Default false. */
  readonly ranks?: boolean;
  /** Frequency weights: a row stands for w equal ones. */
  readonly weights?: ArrayLike<number> | null;
}

export type PartialCorrelation = {
  readonly n: number;
  readonly nLeftOut: number;
  /** Controls that are no combination of the others. */
  readonly controls: number;
  readonly zeroOrder: number;
  readonly r: number;
  /** Correlation of x with what the controls leave of y. */
  readonly semipartial: number;
  readonly t: number | null;
  readonly df: number;
  readonly p: number;
  /** By Fisher's z with n - controls observations; null when too few. */
  readonly interval: Interval | null;
  readonly level: number;
};

/**
 * Partial correlation of x and y given controls: the correlation of what least squares on the controls leaves of each.
 *
 * @param given  columns of the length of x; NaN = missing: rows with any missing are left out (listwise)
 * @throws InputError 'stats.shape', 'stats.negativeWeight', 'stats.level'
 * Not estimable: 'tooFewRows' with fewer than 3 rows more than controls, 'noVariance' when x or y is constant or wholly explained.
 * Source: Yule (1907); Fisher (1924) for the test. Checked against R 4.2.2 (inverse of the correlation matrix, residuals of lm):
 * tests/golden partial_correlation.
 */
export function partialCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  given: readonly ArrayLike<number>[],
  options: PartialCorrelationOptions = {},
): Outcome<PartialCorrelation> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const { columns, weights, n: rows, nIncomplete, nNoWeight } = completeRows([x, y, ...given], options.weights ?? null);
  const n = weights ? accurateSum(weights) : rows;
  if (!(n >= given.length + 3)) return notEstimable('tooFewRows', rows);
  const used = options.ranks ? columns.map((column) => weightedRanks(column, weights).ranks) : columns;
  const [first, second, ...controls] = used.map((column) => centred(column, weights));
  const qr = householderQr(controls);
  const rest = [first!, second!].map((column) => residual(qr, column));
  const [a, b] = rest;
  const whole = [first!, second!].map(length);
  const left = rest.map(length);
  // What is left of a column that the controls explain is rounding dust.
  if (!whole.every((size) => size > 0) || left.some((size, place) => !(size > 1e-10 * whole[place]!)))
    return notEstimable('noVariance', rows);
  const r = clip(dot(a!, b!) / (left[0]! * left[1]!));
  const df = n - 2 - qr.kept.length;
  const t = r * Math.sqrt(df / ((1 - r) * (1 + r)));
  return {
    status: 'ok',
    n: rows,
    nLeftOut: nIncomplete + nNoWeight,
    controls: qr.kept.length,
    zeroOrder: clip(dot(first!, second!) / (whole[0]! * whole[1]!)),
    r,
    semipartial: clip(dot(a!, b!) / (whole[0]! * left[1]!)),
    t: Number.isFinite(t) ? t : null,
    df,
    p: Number.isFinite(t) ? studentTTwoSided(t, df) : 0,
    interval: fisherInterval(r, n - qr.kept.length, level),
    level,
  };
}

/** A perfect correlation is perfect whatever the rounding of the residuals. */
const clip = (r: number): number => (Math.abs(r) > 1 - 1e-13 ? Math.sign(r) : r);
const dot = (a: Float64Array, b: Float64Array): number => accurateSum(a.map((value, i) => value * b[i]!));
const length = (a: Float64Array): number => Math.sqrt(dot(a, a));

/** Deviations from the mean, times the root of the weight. */
function centred(column: Float64Array, weights: Float64Array | null): Float64Array {
  const mean = splitMean(column, weights);
  if (column.every((value) => value === column[0])) return new Float64Array(column.length);
  return column.map((value, i) => (value - mean.high - mean.low) * (weights ? Math.sqrt(weights[i]!) : 1));
}

/** In the coordinates of Q: the part of the column outside the space of the controls. */
function residual(qr: HouseholderQr, column: Float64Array): Float64Array {
  const turned = column.slice();
  applyQTransposed(qr, turned);
  return turned.fill(0, 0, qr.kept.length);
}
