import { normalCdf, normalQuantile } from '../numeric/distributions.ts';
import { quantile } from '../numeric/quantile.ts';
import { sortedCopy } from '../numeric/rank.ts';
import { assertLevel } from './meanInterval.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export type BootstrapInterval = {
  /** Replicates that could be computed. */
  readonly n: number;
  readonly level: number;
  /** Standard deviation of the replicates. */
  readonly se: number;
  /** Mean of the replicates minus the estimate. */
  readonly bias: number;
  readonly percentile: Interval;
  /** Bias-corrected and accelerated; null when every replicate lies on one side of the estimate. */
  readonly bca: Interval | null;
};

/**
 * Percentile and BCa intervals from bootstrap replicates.
 *
 * BCa: z0 from the share of replicates below the estimate (equal ones count half), acceleration a = sum l^3 / (6 (sum l^2)^1.5) from the
 * influence l of each unit on the estimate; limits at Phi(z0 + (z0 + z)/(1 - a (z0 + z))).
 *
 * @param estimate    and replicates in one unit, which is that of the limits
 * @param replicates  NaN = could not be computed: left out
 * @param influence   of each unit, any scale, e.g. w (x - mean) for a mean; empty = acceleration 0
 * @throws InputError 'stats.level'
 * Not estimable: 'tooFewRows' below 20 replicates.
 * Source: Efron (1987), JASA 82; quantiles of type 7. Checked against the formula with z0 and a by hand: tests/shared/stats/bootstrap; cSEM
 * through tests/golden pls_bootstrap (percentile).
 */
export function bootstrapInterval(
  estimate: number,
  replicates: Float64Array,
  influence: ArrayLike<number>,
  level: number,
): Outcome<BootstrapInterval> {
  assertLevel(level);
  const known = replicates.filter((value) => !Number.isNaN(value));
  const n = known.length;
  if (n < 20) return notEstimable('tooFewRows', n);
  const sorted = sortedCopy(known);
  let [sum, below, equal] = [0, 0, 0];
  // Replicates equal to the estimate up to the rounding of their sums are ties.
  const fuzz = 1e-12 * Math.max(1, Math.abs(estimate));
  for (const value of known) {
    sum += value;
    if (Math.abs(value - estimate) <= fuzz) equal++;
    else if (value < estimate) below++;
  }
  const mean = sum / n;
  const squares = known.reduce((total, value) => total + (value - mean) ** 2, 0);
  const tail = (1 - level) / 2;
  const z0 = normalQuantile((below + equal / 2) / n);
  let [second, third] = [0, 0];
  for (let i = 0; i < influence.length; i++) {
    const value = influence[i]!;
    second += value ** 2;
    third += value ** 3;
  }
  const a = second > 0 ? third / (6 * second ** 1.5) : 0;
  const limit = (p: number): number => {
    const z = z0 + normalQuantile(p);
    return quantile(sorted, normalCdf(z0 + z / (1 - a * z)), 7);
  };
  return {
    status: 'ok',
    n,
    level,
    se: Math.sqrt(squares / (n - 1)),
    bias: mean - estimate,
    percentile: { lower: quantile(sorted, tail, 7), upper: quantile(sorted, 1 - tail, 7) },
    bca: Number.isFinite(z0) ? { lower: limit(tail), upper: limit(1 - tail) } : null,
  };
}
