import { InputError } from '../model/errors.ts';

export interface DesignStructure {
  /** Code of each form, 0 or more; null = one stratum. */
  readonly strata?: ArrayLike<number> | null;
  /** Code of each form within its stratum; null = every form is a unit. */
  readonly clusters?: ArrayLike<number> | null;
  /** Members of the population per stratum code (one number without strata); NaN = unknown or very many. */
  readonly populationSizes?: ArrayLike<number> | null;
}

export interface DesignCovariance {
  /** Element (i, j) at i * p + j. */
  readonly covariance: Float64Array;
  /** First-stage units minus strata. */
  readonly df: number;
}

/**
 * Covariance of sums of scores under the sampling design: V = sum_h (1 - f_h) n_h/(n_h - 1) sum (z_hi - zbar_h)(z_hi - zbar_h)',
 * z = sums of the scores in each first-stage unit. With scores that linearise a statistic this is its variance.
 *
 * @param scores  p columns, one number per form, already weighted; 0 for a form outside the domain
 * @throws InputError 'stats.shape', 'stats.populationSize'
 * Source: Binder (1983); Lumley (2010), appendix. A stratum with one unit is centred at the mean of all units.
 * Checked against R survey 4.1.1 for means through designMean, and against the plain sandwich formulas:
 * tests/shared/stats/surveyDesign, classical.
 */
export function designCovariance(scores: readonly Float64Array[], design: DesignStructure = {}): DesignCovariance {
  const rows = scores[0]?.length ?? 0;
  const p = scores.length;
  const { strata = null, clusters = null, populationSizes = null } = design;
  if (
    scores.some((column) => column.length !== rows) ||
    (strata && strata.length !== rows) ||
    (clusters && clusters.length !== rows)
  )
    throw new InputError('stats.shape', { scores: rows, strata: strata?.length ?? rows });
  const { unitOf, units, stratumOf } = firstStageUnits(rows, strata, clusters);
  const totals = clusters ? scores.map((column) => unitTotals(column, unitOf, units)) : scores;
  const counts = new Map<number, number>();
  for (let unit = 0; unit < units; unit++) counts.set(stratumOf[unit]!, (counts.get(stratumOf[unit]!) ?? 0) + 1);
  const codes = [...counts.keys()];
  const placeOf = new Map(codes.map((code, place) => [code, place]));
  const stratumPlace = Int32Array.from({ length: units }, (_, unit) => placeOf.get(stratumOf[unit]!)!);
  const factors = codes.map((code) => {
    const count = counts.get(code)!;
    const size = populationSizes ? populationSizes[code] : undefined;
    if (size !== undefined && size < count)
      throw new InputError('stats.populationSize', { populationSize: size, n: count });
    const remaining = size === undefined || Number.isNaN(size) ? 1 : 1 - count / size;
    return Math.sqrt(remaining * (count > 1 ? count / (count - 1) : 1));
  });
  const centred = totals.map((column) =>
    centre(
      column,
      units,
      stratumPlace,
      codes.map((code) => counts.get(code)!),
      factors,
    ),
  );
  const covariance = new Float64Array(p * p);
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      const [a, b] = [centred[i]!, centred[j]!];
      for (let unit = 0; unit < units; unit++) sum += a[unit]! * b[unit]!;
      covariance[i * p + j] = sum;
      covariance[j * p + i] = sum;
    }
  return { covariance, df: units - codes.length };
}

function firstStageUnits(rows: number, strata: ArrayLike<number> | null, clusters: ArrayLike<number> | null) {
  if (!clusters)
    return {
      unitOf: null,
      units: rows,
      stratumOf: strata ?? new Uint8Array(rows),
    };
  const unitOf = new Int32Array(rows);
  const stratumOf: number[] = [];
  const known = new Map<number, Map<number, number>>();
  for (let i = 0; i < rows; i++) {
    const stratum = strata ? strata[i]! : 0;
    let inStratum = known.get(stratum);
    if (!inStratum) known.set(stratum, (inStratum = new Map()));
    let unit = inStratum.get(clusters[i]!);
    if (unit === undefined) {
      unit = stratumOf.length;
      stratumOf.push(stratum);
      inStratum.set(clusters[i]!, unit);
    }
    unitOf[i] = unit;
  }
  return { unitOf, units: stratumOf.length, stratumOf: stratumOf as ArrayLike<number> };
}

function unitTotals(column: Float64Array, unitOf: Int32Array | null, units: number): Float64Array {
  if (!unitOf) return column;
  const totals = new Float64Array(units);
  for (let i = 0; i < column.length; i++) totals[unitOf[i]!]! += column[i]!;
  return totals;
}

function centre(
  column: Float64Array,
  units: number,
  stratumPlace: Int32Array,
  counts: readonly number[],
  factors: readonly number[],
): Float64Array {
  const sums = new Float64Array(counts.length);
  let all = 0;
  for (let unit = 0; unit < units; unit++) {
    sums[stratumPlace[unit]!]! += column[unit]!;
    all += column[unit]!;
  }
  const means = counts.map((count, place) => (count > 1 ? sums[place]! / count : all / units));
  const out = new Float64Array(units);
  for (let unit = 0; unit < units; unit++) {
    const place = stratumPlace[unit]!;
    out[unit] = factors[place]! * (column[unit]! - means[place]!);
  }
  return out;
}
