import { InputError } from '../model/errors.ts';
import { accurateDot, accurateSum, squaresAbout, compensatedSum, splitMean } from '../numeric/accurateSum.ts';
import { studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import { assertLevel } from './meanInterval.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface DesignMeanOptions {
  /** Weights of the forms, or null = all 1. A weight of 0 or NaN takes the form out of the sample. */
  readonly weights?: ArrayLike<number> | null;
  /** 'survey' (default): inverse selection probabilities, one form is one observation. 'frequency': a form stands for w equal forms. */
  readonly weightKind?: 'survey' | 'frequency';
  /** Stratum of each form, 0 .. ; null = one stratum. */
  readonly strata?: ArrayLike<number> | null;
  /** Cluster (first-stage unit) of each form, 0 .. , numbered across strata or within; null = every form its own. */
  readonly clusters?: ArrayLike<number> | null;
  /** First-stage units in the population per stratum (forms when there are no clusters); NaN = unknown, no correction there. */
  readonly populationSizes?: ArrayLike<number> | null;
  /** 1 = the form belongs to the group the mean is wanted for. The design stays that of the whole sample. Null = all. */
  readonly domain?: ArrayLike<number> | null;
  /** Confidence level. Default 0.95. */
  readonly level?: number;
}

export type DesignMean = {
  /** Forms used; nMissing: without a value (or stratum or cluster); nNoWeight: without weight. */
  readonly n: number;
  readonly nMissing: number;
  readonly nNoWeight: number;
  readonly weightSum: number;
  readonly mean: number;
  /** sqrt(n/(n-1) sum w (y - mean)^2 / sum w): the population's standard deviation as estimated. */
  readonly sd: number;
  readonly se: number;
  /** First-stage units minus strata, counted where the group has members. */
  readonly df: number;
  readonly level: number;
  readonly interval: Interval;
  readonly total: number;
  readonly totalSe: number;
  /** Variance over that of a simple random sample of the same size drawn without replacement from sum w members; null when that is 0. */
  readonly designEffect: number | null;
  /** Kish: n sum w^2 / (sum w)^2, the loss from unequal weights alone; and n over it. */
  readonly kishDesignEffect: number;
  readonly effectiveN: number;
  /** Strata with a single first-stage unit: their spread is measured from the overall mean, which is cautious. */
  readonly singletonStrata: number;
};

/**
 * Mean and total of a sample drawn with weights, strata and clusters; standard error by Taylor linearisation.
 *
 * V = sum_h (1 - f_h) n_h/(n_h - 1) sum_i (z_hi - zbar_h)^2 with z = w (y - mean)/sum w summed within first-stage unit i of stratum h,
 * f_h = n_h/N_h. With strata, clusters or population sizes, forms without a value or outside the domain stay in the design with z = 0, as
 * in R survey; without them the forms with a value are the sample, which is then the ordinary t interval when weights are equal.
 *
 * @param values  NaN = missing
 * @throws InputError 'stats.shape', 'stats.negativeWeight', 'stats.populationSize' when N_h < n_h, 'stats.level'
 * Not estimable: 'noWeight' when no form has weight, 'tooFewRows' when no value remains or units minus strata is below 1.
 * Source: Lumley (2010), ch. 1-2; Kish (1965). Checked against R survey 4.1.1: tests/golden survey_estimates.
 */
export function designMean(values: ArrayLike<number>, options: DesignMeanOptions = {}): Outcome<DesignMean> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  for (const other of [options.weights, options.strata, options.clusters, options.domain]) {
    if (other && other.length !== values.length)
      throw new InputError('stats.shape', { values: values.length, other: other.length });
  }
  const forms = collect(values, options);
  const { n, weightSum } = forms;
  if (n === 0) return notEstimable(forms.nMissing > 0 || forms.nNoWeight === 0 ? 'tooFewRows' : 'noWeight', 0);
  const frequency = options.weightKind === 'frequency';
  const centre = splitMean(forms.values, forms.weights);
  const mean = centre.high + centre.low;
  const squares = squaresAbout(forms.values, centre, forms.weights);
  const populationSizes = options.populationSizes ?? null;
  const linearised = varianceOf(
    forms,
    frequency,
    populationSizes,
    (value, weight) => (weight * (value - centre.high - centre.low)) / weightSum,
  );
  if (linearised.df < 1) return notEstimable('tooFewRows', n);
  const totals = varianceOf(forms, frequency, populationSizes, (value, weight) => weight * value);
  const observations = frequency ? weightSum : n;
  const variance = ((squares / weightSum) * observations) / (observations - 1);
  const simple = frequency ? variance / observations : (variance * (weightSum - n)) / (weightSum * n);
  const kish = frequency ? 1 : (n * accurateDot(forms.weights, forms.weights)) / (weightSum * weightSum);
  const se = Math.sqrt(linearised.variance);
  const half = studentTTwoSidedQuantile(level, linearised.df) * se;
  return {
    status: 'ok',
    n,
    nMissing: forms.nMissing,
    nNoWeight: forms.nNoWeight,
    weightSum,
    mean,
    sd: Math.sqrt(variance),
    se,
    df: linearised.df,
    level,
    interval: { lower: mean - half, upper: mean + half },
    total: accurateDot(forms.weights, forms.values),
    totalSe: Math.sqrt(totals.variance),
    designEffect: simple > 0 ? linearised.variance / simple : null,
    kishDesignEffect: kish,
    effectiveN: observations / kish,
    singletonStrata: linearised.singletonStrata,
  };
}

/** The forms of the domain that have a value, and the first-stage units of the whole design; unitOf leads from the one to the other. */
interface Forms {
  readonly n: number;
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly unitOf: Int32Array;
  readonly units: number;
  readonly stratumOf: Float64Array;
  /** Equal units one entry stands for: more than 1 only for frequency weights without clusters. */
  readonly copies: Float64Array;
  readonly nMissing: number;
  readonly nNoWeight: number;
  readonly weightSum: number;
}

function collect(values: ArrayLike<number>, options: DesignMeanOptions): Forms {
  const { weights = null, strata = null, clusters = null, domain = null } = options;
  const plain = !strata && !clusters && !options.populationSizes;
  const weightIsCopies = options.weightKind === 'frequency' && !clusters;
  const size = values.length;
  const kept = { values: new Float64Array(size), weights: new Float64Array(size), unitOf: new Int32Array(size) };
  const stratumOf = new Float64Array(size);
  const copies = new Float64Array(size);
  const unitByCluster = new Map<number, Map<number, number>>();
  let [n, units, nMissing, nNoWeight] = [0, 0, 0, 0];
  for (let i = 0; i < size; i++) {
    const weight = weights ? weights[i]! : 1;
    if (weight < 0) throw new InputError('stats.negativeWeight', { row: i, weight });
    const inDomain = !domain || domain[i] === 1;
    const stratum = strata ? strata[i]! : 0;
    const cluster = clusters ? clusters[i]! : 0;
    if (!(weight > 0)) {
      if (inDomain) nNoWeight++;
      continue;
    }
    const placed = stratum >= 0 && cluster >= 0;
    const missing = !placed || Number.isNaN(values[i]!);
    if (inDomain && missing) nMissing++;
    if (!placed || (plain && (missing || !inDomain))) continue;
    let unit = units;
    if (clusters) {
      const inStratum = unitByCluster.get(stratum) ?? new Map<number, number>();
      unitByCluster.set(stratum, inStratum);
      unit = inStratum.get(cluster) ?? units;
      inStratum.set(cluster, unit);
    }
    if (unit === units) {
      units++;
      stratumOf[unit] = stratum;
      copies[unit] = weightIsCopies ? weight : 1;
    }
    if (!inDomain || missing) continue;
    kept.values[n] = values[i]!;
    kept.weights[n] = weight;
    kept.unitOf[n] = unit;
    n++;
  }
  const keptWeights = kept.weights.subarray(0, n);
  return {
    n,
    values: kept.values.subarray(0, n),
    weights: keptWeights,
    unitOf: kept.unitOf.subarray(0, n),
    units,
    stratumOf,
    copies,
    nMissing,
    nNoWeight,
    weightSum: accurateSum(keptWeights),
  };
}

/** Units of one stratum, counted with their copies; used: those with a form of the domain; then V = sum of factor (z - centre)^2. */
interface Stratum {
  count: number;
  used: number;
  sum: number;
  factor: number;
  centre: number;
}

function varianceOf(
  forms: Forms,
  frequency: boolean,
  populationSizes: ArrayLike<number> | null,
  contribution: (value: number, weight: number) => number,
): { readonly variance: number; readonly df: number; readonly singletonStrata: number } {
  const z = new Float64Array(forms.units);
  const used = new Uint8Array(forms.units);
  for (let i = 0; i < forms.n; i++) {
    const unit = forms.unitOf[i]!;
    z[unit]! += contribution(forms.values[i]!, forms.weights[i]!);
    used[unit] = 1;
  }
  const strata = new Map<number, Stratum>();
  let current: Stratum = { count: 0, used: 0, sum: 0, factor: 0, centre: 0 };
  const all: Stratum = { ...current };
  const stratumOfUnit: Stratum[] = [];
  for (let unit = 0; unit < forms.units; unit++) {
    const code = forms.stratumOf[unit]!;
    if (unit === 0 || code !== forms.stratumOf[unit - 1]) {
      current = strata.get(code) ?? { count: 0, used: 0, sum: 0, factor: 0, centre: 0 };
      strata.set(code, current);
    }
    stratumOfUnit.push(current);
    const copies = forms.copies[unit]!;
    const usedCopies = used[unit] === 1 ? copies : 0;
    current.count += copies;
    current.used += usedCopies;
    current.sum += z[unit]!;
    all.count += copies;
    all.used += usedCopies;
    all.sum += z[unit]!;
  }
  let usedStrata = 0;
  let singletonStrata = 0;
  for (const [code, stratum] of strata) {
    const size = populationSizes ? populationSizes[code] : undefined;
    if (size !== undefined && size < stratum.count)
      throw new InputError('stats.populationSize', { populationSize: size, n: stratum.count });
    const remaining = size === undefined || Number.isNaN(size) ? 1 : 1 - stratum.count / size;
    const single = !(stratum.count > 1);
    if (stratum.used > 0) usedStrata++;
    // A stratum taken completely has no sampling error even with a single unit.
    if (single && stratum.used > 0 && remaining > 0) singletonStrata++;
    stratum.factor = remaining * (single ? 1 : stratum.count / (stratum.count - 1));
    stratum.centre = single ? all.sum / all.count : stratum.sum / stratum.count;
  }
  const variance = compensatedSum();
  for (let unit = 0; unit < forms.units; unit++) {
    const { factor, centre } = stratumOfUnit[unit]!;
    const copies = forms.copies[unit]!;
    const each = frequency ? z[unit]! / copies : z[unit]!;
    variance.add(factor * copies * (each - centre) ** 2);
  }
  return { variance: variance.value(), df: all.used - usedStrata, singletonStrata };
}
