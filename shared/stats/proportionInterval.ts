import { InputError } from '../model/errors.ts';
import { betaQuantile, binomialCdf, binomialUpper, normalTwoSidedQuantile } from '../numeric/distributions.ts';
import { assertLevel } from './meanInterval.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface ProportionIntervalOptions {
  /** Confidence level, 0 < level < 1. Default 0.95. */
  readonly level?: number;
  /** Adds the Wald interval with the finite population correction sqrt(1 - n/N). */
  readonly populationSize?: number | null;
}

/** Limits are proportions 0-1. Wald and Agresti-Coull are not clipped and may leave 0-1. */
export type ProportionInterval = {
  readonly n: number;
  readonly proportion: number;
  readonly level: number;
  readonly wald: Interval;
  readonly wilson: Interval;
  readonly wilsonContinuity: Interval;
  readonly clopperPearson: Interval;
  readonly agrestiCoull: Interval;
  readonly jeffreys: Interval;
  readonly waldFinitePopulation: Interval | null;
  /** Exact two-sided p of the hypothesis that the proportion is 1/2; null when successes or n are not whole. */
  readonly exactPAgainstHalf: number | null;
};

/**
 * Intervals of a proportion. Wilson is the interface's default; Clopper-Pearson is the exact one.
 * successes and n may be fractional: with survey weights pass the weighted proportion times the effective n, and the effective n.
 *
 * @throws InputError 'stats.proportion' unless 0 <= successes <= n; 'stats.level'; 'stats.populationSize' when N < n
 * Not estimable ('tooFewRows') when n = 0.
 * Source: Wilson (1927), Newcombe (1998) for the continuity correction, Brown, Cai and DasGupta (2001) for Jeffreys (0 at x = 0, 1 at
 * x = n). Checked against R 4.2.2 (prop.test, binom.test, qbeta): tests/golden ci_proportion.
 */
export function proportionInterval(
  successes: number,
  n: number,
  options: ProportionIntervalOptions = {},
): Outcome<ProportionInterval> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  if (!(successes >= 0 && successes <= n && n < Infinity)) throw new InputError('stats.proportion', { successes, n });
  if (n === 0) return notEstimable('tooFewRows', 0);
  const populationSize = options.populationSize ?? null;
  if (populationSize !== null && !(populationSize >= n))
    throw new InputError('stats.populationSize', { populationSize, n });
  const p = successes / n;
  const q = 1 - p;
  const z = normalTwoSidedQuantile(level);
  const tail = (1 - level) / 2;
  const around = (centre: number, half: number): Interval => ({ lower: centre - half, upper: centre + half });
  const waldHalf = z * Math.sqrt((p * q) / n);
  const square = z * z;
  const wilsonCentre = (p + square / (2 * n)) / (1 + square / n);
  const wilsonHalf = (z * Math.sqrt((p * q) / n + square / (4 * n * n))) / (1 + square / n);
  const wilson = around(wilsonCentre, wilsonHalf);
  const adjusted = (successes + square / 2) / (n + square);
  const [none, all] = [successes === 0, successes === n];
  return {
    status: 'ok',
    n,
    proportion: p,
    level,
    wald: around(p, waldHalf),
    // At the edges one limit is exactly 0 or 1; rounding would leave it an ulp beside.
    wilson: { lower: none ? 0 : wilson.lower, upper: all ? 1 : wilson.upper },
    wilsonContinuity: wilsonContinuity(successes, n, square),
    clopperPearson: {
      lower: none ? 0 : betaQuantile(tail, successes, n - successes + 1),
      upper: all ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
    },
    agrestiCoull: around(adjusted, z * Math.sqrt((adjusted * (1 - adjusted)) / (n + square))),
    jeffreys: {
      lower: none ? 0 : betaQuantile(tail, successes + 0.5, n - successes + 0.5),
      upper: all ? 1 : betaQuantile(1 - tail, successes + 0.5, n - successes + 0.5),
    },
    waldFinitePopulation: populationSize === null ? null : around(p, waldHalf * Math.sqrt(1 - n / populationSize)),
    exactPAgainstHalf: exactPAgainstHalf(successes, n),
  };
}

/** Yates-corrected score interval as in R's prop.test: the correction is never larger than |x - n p0| allows at p0 = x/n. */
function wilsonContinuity(successes: number, n: number, square: number): Interval {
  const p = successes / n;
  const limit = (shifted: number, sign: number): number =>
    (shifted +
      square / (2 * n) +
      sign * Math.sqrt(square) * Math.sqrt((shifted * (1 - shifted)) / n + square / (4 * n * n))) /
    (1 + square / n);
  const correction = 0.5 / n;
  return {
    lower: successes === 0 ? 0 : Math.max(0, limit(p - correction, -1)),
    upper: successes === n ? 1 : Math.min(1, limit(p + correction, 1)),
  };
}

function exactPAgainstHalf(successes: number, n: number): number | null {
  if (!Number.isInteger(successes) || !Number.isInteger(n)) return null;
  const tail = Math.min(binomialCdf(successes, n, 0.5), binomialUpper(successes, n, 0.5));
  return Math.min(1, 2 * tail);
}
