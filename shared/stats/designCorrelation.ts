import { splitMean } from '../numeric/accurateSum.ts';
import { studentTTwoSided, studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import { designCovariance, type DesignStructure } from './designCovariance.ts';
import { assertLevel } from './meanInterval.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface DesignCorrelationOptions extends DesignStructure {
  /** Inverse selection probabilities, positive; null = all 1. */
  readonly weights?: ArrayLike<number> | null;
  readonly level?: number;
}

export type DesignCorrelation = {
  readonly n: number;
  readonly nLeftOut: number;
  readonly r: number;
  /** Linearised standard error of r. */
  readonly se: number;
  readonly t: number | null;
  readonly df: number;
  readonly p: number;
  /** On Fisher's scale, back-transformed. */
  readonly interval: Interval;
  readonly level: number;
};

/**
 * Weighted correlation with its standard error under the sampling design: each form's influence on r is w (zx zy - r (zx^2 + zy^2)/2) / sum
 * w, zx and zy standardised.
 *
 * @param x, y  of equal length, NaN = missing: rows with either missing count as outside the domain
 * @throws InputError 'stats.shape', 'stats.level', 'stats.populationSize'
 * Not estimable: 'tooFewRows' below 3 rows or without degrees of freedom, 'noVariance' when x or y is constant.
 * Source: Binder (1983); influence function of Devlin, Gnanadesikan and Kettenring (1975). Checked against R survey 4.1.1 svytotal of these
 * influences: tests/shared/stats/surveyDesign.
 */
export function designCorrelation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: DesignCorrelationOptions = {},
): Outcome<DesignCorrelation> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const weights = options.weights ?? null;
  const places: number[] = [];
  for (let i = 0; i < x.length; i++)
    if (!Number.isNaN(x[i]!) && !Number.isNaN(y[i]!) && (weights ? weights[i]! : 1) > 0) places.push(i);
  const n = places.length;
  if (n < 3) return notEstimable('tooFewRows', n);
  const take = (column: ArrayLike<number>): Float64Array => Float64Array.from(places, (i) => column[i]!);
  const [xs, ys] = [take(x), take(y)];
  const ws = weights ? take(weights) : new Float64Array(n).fill(1);
  if (xs.every((value) => value === xs[0]) || ys.every((value) => value === ys[0]))
    return notEstimable('noVariance', n);
  const [meanX, meanY] = [splitMean(xs, ws), splitMean(ys, ws)];
  let [xx, yy, xy, total] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const dx = xs[i]! - meanX.high - meanX.low;
    const dy = ys[i]! - meanY.high - meanY.low;
    xx += ws[i]! * dx * dx;
    yy += ws[i]! * dy * dy;
    xy += ws[i]! * dx * dy;
    total += ws[i]!;
  }
  const r = Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
  const score = new Float64Array(x.length);
  const [sdX, sdY] = [Math.sqrt(xx / total), Math.sqrt(yy / total)];
  for (let i = 0; i < n; i++) {
    const zx = (xs[i]! - meanX.high - meanX.low) / sdX;
    const zy = (ys[i]! - meanY.high - meanY.low) / sdY;
    score[places[i]!] = (ws[i]! * (zx * zy - (r / 2) * (zx * zx + zy * zy))) / total;
  }
  const { covariance, df } = designCovariance([score], options);
  if (!(df > 0)) return notEstimable('tooFewRows', n);
  const se = Math.sqrt(covariance[0]!);
  // On Fisher's scale, where the law of r is nearly normal whatever its size.
  const centre = Math.atanh(r);
  const seOfCentre = se / ((1 - r) * (1 + r));
  const exact = !Number.isFinite(centre) || !(seOfCentre > 0);
  const half = exact ? 0 : studentTTwoSidedQuantile(level, df) * seOfCentre;
  const t = exact ? null : centre / seOfCentre;
  return {
    status: 'ok',
    n,
    nLeftOut: x.length - n,
    r,
    se,
    t,
    df,
    p: t === null ? 0 : studentTTwoSided(t, df),
    interval: exact ? { lower: r, upper: r } : { lower: Math.tanh(centre - half), upper: Math.tanh(centre + half) },
    level,
  };
}
