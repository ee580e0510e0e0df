import { normalTwoSided } from '../numeric/distributions.ts';
import { bootstrapInterval } from '../stats/bootstrapInterval.ts';

/** What resampling says about one number. */
export type ResampledNumber = {
  readonly mean: number;
  readonly se: number;
  /** Estimate over se; null where the resamples do not vary. */
  readonly t: number | null;
  /** Two-sided, of t on the normal distribution. */
  readonly p: number | null;
  readonly lower: number;
  readonly upper: number;
};

export interface ResampledOptions {
  readonly level: number;
  readonly interval: 'percentile' | 'bca';
}

/**
 * Standard error, test and interval of one place of the refits' numbers.
 *
 * @param estimate  of all rows
 * @param values    refits x width, row after row; NaN = the refit failed
 * @param influence leave-one-out refits x width, for BCa; rows that stand for several copies are repeated. null = percentile only
 * @returns null with fewer than 20 refits, or where BCa is asked for and all refits lie on one side of the estimate
 * Source: Efron (1987); quantiles of type 7. Checked against cSEM: tests/golden pls_bootstrap (percentile); BCa with bootstrapInterval.
 */
export function summariseResamples(
  estimate: number,
  values: Float64Array,
  influence: Float64Array | null,
  width: number,
  place: number,
  options: ResampledOptions,
): ResampledNumber | null {
  const own = column(values, width, place);
  const outcome = bootstrapInterval(
    estimate,
    own,
    influence ? jackknifeInfluence(influence, width, place) : [],
    options.level,
  );
  if (outcome.status !== 'ok') return null;
  const { se, bias } = outcome;
  const bounds = options.interval === 'bca' ? (se > 0 ? outcome.bca : outcome.percentile) : outcome.percentile;
  if (!bounds) return null;
  const varies = se > 1e-12 * Math.max(1, Math.abs(estimate));
  return {
    mean: estimate + bias,
    se,
    t: varies ? estimate / se : null,
    p: varies ? normalTwoSided(estimate / se) : null,
    lower: bounds.lower,
    upper: bounds.upper,
  };
}

function column(values: Float64Array, width: number, place: number): Float64Array {
  const out = new Float64Array(values.length / width);
  for (let row = 0; row < out.length; row++) out[row] = values[row * width + place]!;
  return out;
}

/** Mean of the leave-one-out numbers minus each: the influence of a row as the acceleration wants it. */
function jackknifeInfluence(values: Float64Array, width: number, place: number): Float64Array {
  const known = column(values, width, place).filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return known.map((value) => mean - value);
}
