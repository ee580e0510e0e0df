import { InputError } from '../model/errors.ts';
import { normalTwoSidedQuantile } from '../numeric/distributions.ts';
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

/** Next whole number, but a size that misses one by rounding dust is that number. */
function ceil(size: number): number {
  const nearest = Math.round(size);
  return Math.abs(size - nearest) < 1e-9 * Math.max(1, nearest) ? nearest : Math.ceil(size);
}
