import { accurateSum, centralSums, splitMean } from '../numeric/accurateSum.ts';
import { quantile } from '../numeric/quantile.ts';
import { sortedCopy } from '../numeric/rank.ts';
import { takeSample } from './sample.ts';
import { finiteOrNull } from './types.ts';

export interface DescriptivesOptions {
  /** Same length as the values; null or absent = all 1. */
  readonly weights?: ArrayLike<number> | null;
  /** 'frequency' (default): a row stands for w equal forms and n is the sum of weights. 'survey': inverse selection probabilities. */
  readonly weightKind?: 'frequency' | 'survey';
  /** Percent points, 0-100. Default 5 10 25 50 75 90 95. */
  readonly percentiles?: readonly number[];
}

/** Numbers are null where they cannot be had (sd of one value, skewness of a constant). Units are those of the values. */
export type Descriptives = {
  /** Rows used. */
  readonly n: number;
  readonly nMissing: number;
  readonly nNoWeight: number;
  /** Sum of weights; n without weights. */
  readonly weightSum: number;
  readonly mean: number | null;
  /** Standard error of the mean, sd / sqrt(n); null with survey weights, where designMean gives it. */
  readonly meanSe: number | null;
  readonly sd: number | null;
  readonly variance: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly sum: number | null;
  readonly median: number | null;
  /** The smallest of the most frequent values, and how many values are as frequent. */
  readonly mode: number | null;
  readonly modeCount: number;
  readonly skewness: number | null;
  readonly skewnessSe: number | null;
  /** Excess kurtosis. */
  readonly kurtosis: number | null;
  readonly kurtosisSe: number | null;
  readonly skewnessPopulation: number | null;
  readonly kurtosisPopulation: number | null;
  /** Mean without the lowest and highest floor(5 %) of the values; null with weights. */
  readonly trimmedMean5: number | null;
  /** Median of the absolute deviations from the median, not scaled; null with weights. */
  readonly mad: number | null;
  readonly percentiles: readonly {
    readonly percent: number;
    readonly type6: number | null;
    readonly type7: number | null;
  }[];
};

const defaultPercentiles = [5, 10, 25, 50, 75, 90, 95];

/**
 * One question in numbers.
 *
 * variance = sum w (x - mean)^2 / (W - 1) with frequency weights, W = sum w; with survey weights n/(n - 1) sum w (x - mean)^2 / W.
 * skewness and kurtosis are the bias-adjusted forms of SPSS and Excel (G1, G2), n = W; with survey weights only the population forms
 * m3/m2^1.5 and m4/m2^2 - 3 are given.
 *
 * @param values  NaN = missing, left out and counted
 * @throws InputError 'stats.shape', 'stats.negativeWeight'
 * Source: Joanes and Gill (1998) for G1, G2; Hyndman and Fan (1996) for percentiles. Checked against R 4.2.2, NIST StRD
 * and PSPP 1.6.2: tests/golden descriptives, nist_univariate, pspp_descriptives.
 */
export function descriptives(values: ArrayLike<number>, options: DescriptivesOptions = {}): Descriptives {
  const sample = takeSample(values, options.weights ?? null);
  const survey = sample.weights !== null && options.weightKind === 'survey';
  const rows = sample.values.length;
  const weightSum = sample.weights ? accurateSum(sample.weights) : rows;
  const n = survey ? rows : weightSum;
  const centre = splitMean(sample.values, sample.weights);
  const mean = centre.high + centre.low;
  const [second, third, fourth] = centralSums(sample.values, centre, sample.weights);
  const m2 = second / weightSum;
  const constant = !(m2 > 0);
  const variance = rows === 0 || !(n > 1) ? Number.NaN : (m2 * n) / (n - 1);
  const g1 = constant ? Number.NaN : third / weightSum / m2 ** 1.5;
  const g2 = constant ? Number.NaN : fourth / weightSum / (m2 * m2) - 3;
  const skewnessSe = Math.sqrt((6 * n * (n - 1)) / ((n - 2) * (n + 1) * (n + 3)));
  const kurtosisSe = 2 * skewnessSe * Math.sqrt((n * n - 1) / ((n - 3) * (n + 5)));
  const ordered = orderedWithWeights(sample.values, sample.weights);
  const percentAt = (percent: number, type: 6 | 7): number =>
    quantile(ordered.values, percent / 100, type, ordered.cumulative);
  const median = percentAt(50, survey ? 6 : 7);
  const mode = modeOf(ordered.values, ordered.weights);
  return {
    n: rows,
    nMissing: sample.nMissing,
    nNoWeight: sample.nNoWeight,
    weightSum,
    mean: finiteOrNull(mean),
    meanSe: survey ? null : finiteOrNull(Math.sqrt(variance / n)),
    sd: finiteOrNull(Math.sqrt(variance)),
    variance: finiteOrNull(variance),
    min: rows > 0 ? ordered.values[0]! : null,
    max: rows > 0 ? ordered.values[rows - 1]! : null,
    sum: rows > 0 ? mean * weightSum : null,
    median: finiteOrNull(median),
    mode: finiteOrNull(mode.value),
    modeCount: mode.count,
    skewness: survey || !(n > 2) ? null : finiteOrNull((g1 * Math.sqrt(n * (n - 1))) / (n - 2)),
    skewnessSe: survey || constant || !(n > 2) ? null : finiteOrNull(skewnessSe),
    kurtosis: survey || !(n > 3) ? null : finiteOrNull((((n + 1) * g2 + 6) * (n - 1)) / ((n - 2) * (n - 3))),
    kurtosisSe: survey || constant || !(n > 3) ? null : finiteOrNull(kurtosisSe),
    skewnessPopulation: finiteOrNull(g1),
    kurtosisPopulation: finiteOrNull(g2),
    trimmedMean5: sample.weights || rows === 0 ? null : trimmedMean(ordered.values, 0.05),
    mad: sample.weights || rows === 0 ? null : medianAbsoluteDeviation(ordered.values, median),
    percentiles: (options.percentiles ?? defaultPercentiles).map((percent) => ({
      percent,
      type6: finiteOrNull(percentAt(percent, 6)),
      type7: finiteOrNull(percentAt(percent, 7)),
    })),
  };
}

interface Ordered {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
  readonly cumulative: Float64Array | null;
}

function orderedWithWeights(values: Float64Array, weights: Float64Array | null): Ordered {
  if (!weights) return { values: sortedCopy(values), weights: null, cumulative: null };
  const order = Array.from(values.keys()).toSorted((a, b) => values[a]! - values[b]!);
  const sortedWeights = Float64Array.from(order, (index) => weights[index]!);
  let running = 0;
  return {
    values: Float64Array.from(order, (index) => values[index]!),
    weights: sortedWeights,
    cumulative: sortedWeights.map((weight) => (running += weight)),
  };
}

function modeOf(
  sorted: Float64Array,
  weights: Float64Array | null,
): { readonly value: number; readonly count: number } {
  let value = Number.NaN;
  let best = 0;
  let count = 0;
  for (let first = 0; first < sorted.length; ) {
    let size = 0;
    let next = first;
    for (; next < sorted.length && sorted[next] === sorted[first]; next++) size += weights ? weights[next]! : 1;
    if (size > best) [value, best, count] = [sorted[first]!, size, 1];
    else if (size === best) count++;
    first = next;
  }
  return { value, count };
}

function trimmedMean(sorted: Float64Array, share: number): number {
  const cut = Math.floor(sorted.length * share);
  const kept = sorted.subarray(cut, sorted.length - cut);
  const mean = splitMean(kept);
  return mean.high + mean.low;
}

function medianAbsoluteDeviation(sorted: Float64Array, median: number): number {
  return quantile(sortedCopy(sorted.map((value) => Math.abs(value - median))), 0.5, 7);
}
