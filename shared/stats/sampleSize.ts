import { InputError } from '../model/errors.ts';
import {
  noncentralTUpper,
  normalQuantile,
  normalTwoSidedQuantile,
  studentTTwoSidedQuantile,
} from '../numeric/distributions.ts';
import { assertLevel } from './meanInterval.ts';

export interface SampleSizeOptions {
  /** Confidence level. Default 0.95. */
  readonly level?: number;
  /** Members of the population; null = very many. */
  readonly populationSize?: number | null;
  /** How many times larger the variance is than that of a simple random sample. Default 1. */
  readonly designEffect?: number;
  /** Share of the forms sent out that come back usable, 0-1. Default 1. */
  readonly returnRate?: number;
}

/** Sizes are exact numbers; the ceil fields are what to draw. */
export type SampleSize = {
  readonly z: number;
  /** For an unlimited population. */
  readonly unlimited: number;
  readonly unlimitedCeil: number;
  /** n0 / (1 + (n0 - 1)/N), Cochran; null without a population size. */
  readonly finite: number | null;
  readonly finiteCeil: number | null;
  /** n0 / (1 + n0/N), the simpler form of many textbooks. */
  readonly finiteSimple: number | null;
  /** Forms wanted: the finite (else unlimited) size times the design effect, never above N. */
  readonly wanted: number;
  readonly wantedCeil: number;
  /** Forms to send out: wanted over the return rate. */
  readonly toSend: number;
};

/**
 * Size of a sample that estimates a proportion within +- margin: n0 = z^2 p (1 - p) / margin^2.
 *
 * @param proportion  expected share 0-1; 0.5 is the cautious choice
 * @param margin      half-width of the interval, 0 < margin < 1
 * @throws InputError 'sample.proportion', 'sample.margin', 'sample.populationSize', 'sample.designEffect', 'sample.returnRate', 'stats.level'
 * Source: Cochran (1977), ch. 4. Checked against R 4.2.2: tests/golden sample_size.
 */
export function sampleSizeForProportion(
  proportion: number,
  margin: number,
  options: SampleSizeOptions = {},
): SampleSize {
  if (!(proportion > 0 && proportion < 1)) throw new InputError('sample.proportion', { proportion });
  if (!(margin > 0 && margin < 1)) throw new InputError('sample.margin', { margin });
  return sampleSize(proportion * (1 - proportion), margin, options);
}

/**
 * Size of a sample that estimates a mean within +- margin: n0 = z^2 sd^2 / margin^2.
 *
 * @param sd, margin  in the unit of the mean, above 0
 * @throws InputError 'sample.sd' and those of sampleSizeForProportion
 * Source and checks as for sampleSizeForProportion.
 */
export function sampleSizeForMean(sd: number, margin: number, options: SampleSizeOptions = {}): SampleSize {
  if (!(sd > 0 && sd < Infinity)) throw new InputError('sample.sd', { sd });
  if (!(margin > 0 && margin < Infinity)) throw new InputError('sample.margin', { margin });
  return sampleSize(sd * sd, margin, options);
}

function sampleSize(variance: number, margin: number, options: SampleSizeOptions): SampleSize {
  const { level = 0.95, populationSize = null, designEffect = 1, returnRate = 1 } = options;
  assertLevel(level);
  if (populationSize !== null && !(populationSize >= 1))
    throw new InputError('sample.populationSize', { populationSize });
  if (!(designEffect > 0 && designEffect < Infinity)) throw new InputError('sample.designEffect', { designEffect });
  if (!(returnRate > 0 && returnRate <= 1)) throw new InputError('sample.returnRate', { returnRate });
  const z = normalTwoSidedQuantile(level);
  const unlimited = (z * z * variance) / (margin * margin);
  const finite = populationSize === null ? null : unlimited / (1 + (unlimited - 1) / populationSize);
  const wanted = Math.min(populationSize ?? Infinity, (finite ?? unlimited) * designEffect);
  return {
    z,
    unlimited,
    unlimitedCeil: ceil(unlimited),
    finite,
    finiteCeil: finite === null ? null : ceil(finite),
    finiteSimple: populationSize === null ? null : unlimited / (1 + unlimited / populationSize),
    wanted,
    wantedCeil: ceil(wanted),
    toSend: ceil(wanted / returnRate),
  };
}

export type GroupSize = {
  /** Forms per group: exact, and to collect. */
  readonly perGroup: number;
  readonly perGroupCeil: number;
  /** By the normal law instead of t. */
  readonly normalApproximation: number;
};

export interface PowerOptions {
  /** Confidence level, 1 - two-sided significance. Default 0.95. */
  readonly level?: number;
  /** Chance to find the difference when it is there, 0-1. Default 0.8. */
  readonly power?: number;
}

/**
 * Forms per group with which a two-sided t test finds a difference of two means: power = P(T' > t) with the noncentral t law, one tail.
 *
 * @param difference, sd  in the unit of the mean, above 0
 * @throws InputError 'sample.difference', 'sample.sd', 'sample.power', 'stats.level'
 * Source: Cohen (1988). Checked against R 4.2.2 power.t.test: tests/golden sample_size.
 */
export function sampleSizeForTwoMeans(difference: number, sd: number, options: PowerOptions = {}): GroupSize {
  const { level, power } = checkedPower(options);
  if (!(difference > 0 && difference < Infinity)) throw new InputError('sample.difference', { difference });
  if (!(sd > 0 && sd < Infinity)) throw new InputError('sample.sd', { sd });
  const effect = difference / sd;
  const z = normalTwoSidedQuantile(level) + normalQuantile(power);
  const normalApproximation = (2 * z * z) / (effect * effect);
  const distance = (n: number): number => {
    const df = 2 * (n - 1);
    return noncentralTUpper(studentTTwoSidedQuantile(level, df), df, Math.sqrt(n / 2) * effect) - power;
  };
  if (distance(2) >= 0) return { perGroup: 2, perGroupCeil: 2, normalApproximation };
  let [low, high] = [2, Math.max(4, 2 * normalApproximation)];
  while (distance(high) < 0) [low, high] = [high, 2 * high];
  for (let round = 0; round < 100 && high - low > 1e-11 * high; round++) {
    const middle = (low + high) / 2;
    if (distance(middle) < 0) low = middle;
    else high = middle;
  }
  const perGroup = (low + high) / 2;
  return { perGroup, perGroupCeil: ceil(perGroup), normalApproximation };
}

/**
 * Forms per group with which a two-sided test finds the difference of two shares, by the normal law.
 *
 * @param first, second  shares 0-1, different
 * @throws InputError 'sample.proportion', 'sample.difference', 'sample.power', 'stats.level'
 * Source: Fleiss (1981). Checked against R 4.2.2 power.prop.test: tests/shared/stats/classical.
 */
export function sampleSizeForTwoProportions(first: number, second: number, options: PowerOptions = {}): GroupSize {
  const { level, power } = checkedPower(options);
  for (const proportion of [first, second])
    if (!(proportion > 0 && proportion < 1)) throw new InputError('sample.proportion', { proportion });
  const difference = Math.abs(first - second);
  if (!(difference > 0)) throw new InputError('sample.difference', { difference });
  const mean = (first + second) / 2;
  const root =
    normalTwoSidedQuantile(level) * Math.sqrt(2 * mean * (1 - mean)) +
    normalQuantile(power) * Math.sqrt(first * (1 - first) + second * (1 - second));
  const perGroup = (root / difference) ** 2;
  return { perGroup, perGroupCeil: ceil(perGroup), normalApproximation: perGroup };
}

function checkedPower({ level = 0.95, power = 0.8 }: PowerOptions): { readonly level: number; readonly power: number } {
  assertLevel(level);
  if (!(power > 1 - level && power < 1)) throw new InputError('sample.power', { power });
  return { level, power };
}

/** Next whole number, but a size that misses one by rounding dust is that number. */
function ceil(size: number): number {
  const nearest = Math.round(size);
  return Math.abs(size - nearest) < 1e-9 * Math.max(1, nearest) ? nearest : Math.ceil(size);
}
