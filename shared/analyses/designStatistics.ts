import { designMean } from '../stats/designMean.ts';
import { meanInterval } from '../stats/meanInterval.ts';
import { proportionInterval } from '../stats/proportionInterval.ts';
import type { DesignRows } from './design.ts';

/** A mean with what the design says about its certainty; null where it cannot be had. Units of the values. */
export type MeanEstimate = {
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Kish: the loss from unequal weights; effective number of forms. */
  readonly kishDesignEffect: number | null;
  readonly effectiveN: number | null;
};

/** Options of designMean and groupMeans for these rows. */
export function designOptions(design: DesignRows, level: number) {
  const sizes = design.strata
    ? design.stratumSizes!.some((size) => size !== null)
      ? design.stratumSizes!.map((size) => size ?? Number.NaN)
      : null
    : design.populationSize === null
      ? null
      : [design.populationSize];
  return {
    level,
    weights: design.weights,
    weightKind: design.weightKind === 'frequency' ? ('frequency' as const) : ('survey' as const),
    strata: design.strata?.codes ?? null,
    clusters: design.clusters,
    populationSizes: sizes,
  };
}

export function isPlain(design: DesignRows): boolean {
  return (
    design.weights === null && design.strata === null && design.clusters === null && design.populationSize === null
  );
}

/** Simple random sampling, of forms that may each stand for several equal ones: a form of weight 2 counts as two. */
export function isCopied(design: DesignRows): boolean {
  return design.weightKind !== 'survey' && isPlain({ ...design, weights: null });
}

/** Weighted mean of the values that are there; null when there are none. */
export function meanOf(values: Float64Array, weights: Float64Array | null): number | null {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const weight = weights ? weights[i]! : 1;
    sum += weight * values[i]!;
    total += weight;
  }
  return total > 0 ? sum / total : null;
}

/** Mean of some forms without an interval: one form, or no spread between units. */
function bareMean(values: Float64Array, weights: Float64Array | null): MeanEstimate {
  let [n, sum, total] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const weight = weights ? weights[i]! : 1;
    n++;
    sum += weight * values[i]!;
    total += weight;
  }
  return {
    n,
    mean: total > 0 ? sum / total : null,
    sd: null,
    se: null,
    df: null,
    lower: null,
    upper: null,
    kishDesignEffect: null,
    effectiveN: null,
  };
}

/**
 * Mean with t interval: simple random sampling by meanInterval, everything else by linearisation (designMean).
 * @param values  parallel to design.rows, NaN = missing
 */
export function meanWithInterval(values: Float64Array, design: DesignRows, level: number): MeanEstimate {
  if (isPlain(design)) {
    const plain = meanInterval(values, { level });
    if (plain.status !== 'ok') return bareMean(values, null);
    return {
      n: plain.n,
      mean: plain.mean,
      sd: plain.sd,
      se: plain.se,
      df: plain.df,
      lower: plain.t.lower,
      upper: plain.t.upper,
      kishDesignEffect: 1,
      effectiveN: plain.n,
    };
  }
  const result = designMean(values, designOptions(design, level));
  if (result.status !== 'ok') return bareMean(values, design.weights);
  return {
    n: result.n,
    mean: result.mean,
    sd: result.sd,
    se: result.se,
    df: result.df,
    lower: result.interval.lower,
    upper: result.interval.upper,
    kishDesignEffect: result.kishDesignEffect,
    effectiveN: result.effectiveN,
  };
}

/**
 * A share 0-1 with Wilson's interval; with survey weights or a design on the effective number of forms, n over the design effect, which
 * is n itself under equal weights. Source: Dean and Pagano (2015), J. Survey Stat. Methodol. 3.
 */
export type ShareEstimate = {
  readonly n: number;
  readonly share: number | null;
  readonly count: number;
  /** Standard error of the share under the design; null where it cannot be had. */
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
};

/** @param marks  parallel to design.rows: 1 = has the property, 0 = has not, NaN = missing */
export function shareWithInterval(marks: Float64Array, design: DesignRows, level: number): ShareEstimate {
  let [count, size] = [0, 0];
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] === 1) count++;
    if (!Number.isNaN(marks[i]!)) size += design.weightKind === 'frequency' ? design.weights![i]! : 1;
  }
  const estimate = meanWithInterval(marks, design, level);
  const share = estimate.mean === null ? null : Math.min(1, Math.max(0, estimate.mean));
  if (share === null) return { n: 0, share: null, count, se: null, lower: null, upper: null };
  let effective = size;
  if (!isCopied(design)) {
    // The sample size at which simple random sampling, whose variance is p (1 - p)/(n - 1), has the design's standard error.
    const se = estimate.se ?? 0;
    effective =
      se > 0 ? ((share * (1 - share)) / (se * se)) * (size / (size - 1)) : (estimate.effectiveN ?? estimate.n);
  }
  const interval = proportionInterval(share * effective, effective, { level });
  return interval.status === 'ok'
    ? { n: estimate.n, share, count, se: estimate.se, lower: interval.wilson.lower, upper: interval.wilson.upper }
    : { n: estimate.n, share, count, se: estimate.se, lower: null, upper: null };
}
