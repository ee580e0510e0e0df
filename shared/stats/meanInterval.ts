import { InputError } from '../model/errors.ts';
import { accurateSum, squaresAbout, splitMean } from '../numeric/accurateSum.ts';
import { chiSquareQuantile, normalTwoSidedQuantile, studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import { takeSample } from './sample.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface MeanIntervalOptions {
  /** Confidence level, 0 < level < 1. Default 0.95. */
  readonly level?: number;
  /** Standard deviation of the population when it is known; adds the interval zKnownSigma. */
  readonly knownSigma?: number | null;
  /** Number of members of the population when it is known; adds the two forms of the finite population correction. */
  readonly populationSize?: number | null;
  /** Frequency weights: a row stands for w equal forms. Survey weights belong to designMean. */
  readonly weights?: ArrayLike<number> | null;
}

export type MeanInterval = {
  /** Rows used; frequency: the forms they stand for. */
  readonly n: number;
  readonly frequency: number;
  readonly nMissing: number;
  readonly mean: number;
  readonly sd: number;
  readonly se: number;
  readonly df: number;
  readonly level: number;
  readonly t: Interval;
  readonly z: Interval;
  readonly zKnownSigma: Interval | null;
  /** t interval with se sqrt(1 - n/N). */
  readonly finitePopulation: Interval | null;
  /** t interval with se sqrt((N - n)/(N - 1)), the form of many Chinese textbooks. */
  readonly finitePopulationTextbook: Interval | null;
  readonly variance: Interval;
  readonly sdInterval: Interval;
};

/**
 * Interval of a mean of independent observations: mean +- t s / sqrt(n), with z, known sigma and finite population beside it, and
 * the chi-square intervals of variance and standard deviation.
 *
 * @param values  NaN = missing, left out and counted
 * @throws InputError 'stats.level', 'stats.populationSize' when N < n, 'stats.sigma', 'stats.shape', 'stats.negativeWeight'
 * Not estimable ('tooFewRows') below 2 forms. A constant sample gives an interval of width 0.
 * Source: Student (1908); Cochran (1977), ch. 2, for the finite population. Checked against R 4.2.2 (qt, qnorm, qchisq): tests/golden
 * ci_mean.
 */
export function meanInterval(values: ArrayLike<number>, options: MeanIntervalOptions = {}): Outcome<MeanInterval> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const sigma = options.knownSigma ?? null;
  if (sigma !== null && !(sigma > 0 && sigma < Infinity)) throw new InputError('stats.sigma', { sigma });
  const sample = takeSample(values, options.weights ?? null);
  const rows = sample.values.length;
  const n = sample.weights ? accurateSum(sample.weights) : rows;
  if (rows === 0 || !(n >= 2)) return notEstimable('tooFewRows', rows);
  const populationSize = options.populationSize ?? null;
  if (populationSize !== null && !(populationSize >= n))
    throw new InputError('stats.populationSize', { populationSize, n });
  const centre = splitMean(sample.values, sample.weights);
  const mean = centre.high + centre.low;
  const squares = squaresAbout(sample.values, centre, sample.weights);
  const df = n - 1;
  const sd = Math.sqrt(squares / df);
  const se = sd / Math.sqrt(n);
  const t = studentTTwoSidedQuantile(level, df);
  const z = normalTwoSidedQuantile(level);
  const around = (half: number): Interval => ({ lower: mean - half, upper: mean + half });
  const variance = {
    lower: squares / chiSquareQuantile((1 + level) / 2, df),
    upper: squares / chiSquareQuantile((1 - level) / 2, df),
  };
  return {
    status: 'ok',
    n: rows,
    frequency: n,
    nMissing: sample.nMissing,
    mean,
    sd,
    se,
    df,
    level,
    t: around(t * se),
    z: around(z * se),
    zKnownSigma: sigma === null ? null : around((z * sigma) / Math.sqrt(n)),
    finitePopulation: populationSize === null ? null : around(t * se * Math.sqrt(1 - n / populationSize)),
    finitePopulationTextbook:
      populationSize === null
        ? null
        : around(populationSize > 1 ? t * se * Math.sqrt((populationSize - n) / (populationSize - 1)) : 0),
    variance,
    sdInterval: { lower: Math.sqrt(variance.lower), upper: Math.sqrt(variance.upper) },
  };
}

/** A level lies between 0 and 1. @throws InputError 'stats.level' */
export function assertLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new InputError('stats.level', { level });
}
