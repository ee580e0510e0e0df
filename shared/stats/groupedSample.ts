import { InputError } from '../model/errors.ts';
import { squaresAbout, splitMean, accurateSum, type SplitMean } from '../numeric/accurateSum.ts';
import { decimalShift } from '../numeric/decimalShift.ts';

/** The values of one group without missing ones; weights null = all 1. */
export interface GroupSample {
  readonly group: number;
  /** Less the shift of the whole sample. */
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
  /** Sum of the frequency weights; the number of rows without them. */
  readonly n: number;
}

export interface GroupedSample {
  /** Every group in order, also the empty ones. */
  readonly groups: readonly GroupSample[];
  /** All values, group after group. */
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
  /** Added to every value gives the value as answered: leading constant digits taken off. */
  readonly shift: number;
  /** Sum of the frequency weights. */
  readonly n: number;
  readonly rows: number;
  /** Rows without value, group or weight. */
  readonly nMissing: number;
}

/**
 * Sorts values by group in two passes, without an object per row.
 *
 * @param values   NaN = missing
 * @param codes    group of each row, -1 = none
 * @param groups   how many groups there are
 * @param weights  frequency weights or null; rows with weight 0 or NaN are left out
 * @throws InputError 'stats.shape', 'stats.category', 'stats.negativeWeight'
 * Checked through anovaOneWay: tests/shared/stats/groupsAndSampling.
 */
export function groupedSample(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  weights: ArrayLike<number> | null = null,
): GroupedSample {
  const length = values.length;
  if (codes.length !== length || (weights && weights.length !== length))
    throw new InputError('stats.shape', { values: length, codes: codes.length });
  const counts = new Int32Array(groups + 1);
  let rows = 0;
  for (let i = 0; i < length; i++) {
    const code = codes[i]!;
    if (!Number.isInteger(code) || code < -1 || code >= groups)
      throw new InputError('stats.category', { row: i, code });
    const weight = weights ? weights[i]! : 1;
    if (weight < 0) throw new InputError('stats.negativeWeight', { row: i, weight });
    if (code >= 0 && weight > 0 && !Number.isNaN(values[i]!)) {
      counts[code + 1]!++;
      rows++;
    }
  }
  for (let group = 0; group < groups; group++) counts[group + 1]! += counts[group]!;
  const next = counts.slice(0, groups);
  const sorted = new Float64Array(rows);
  const sortedWeights = weights ? new Float64Array(rows) : null;
  for (let i = 0; i < length; i++) {
    const code = codes[i]!;
    const weight = weights ? weights[i]! : 1;
    if (code < 0 || !(weight > 0) || Number.isNaN(values[i]!)) continue;
    const place = next[code]!++;
    sorted[place] = values[i]!;
    if (sortedWeights) sortedWeights[place] = weight;
  }
  const { shift, deviations } = decimalShift(sorted);
  const samples = Array.from({ length: groups }, (_, group): GroupSample => {
    const own = sortedWeights ? sortedWeights.subarray(counts[group], counts[group + 1]) : null;
    return {
      group,
      values: deviations.subarray(counts[group], counts[group + 1]),
      weights: own,
      n: own ? accurateSum(own) : counts[group + 1]! - counts[group]!,
    };
  });
  return {
    groups: samples,
    values: deviations,
    weights: sortedWeights,
    shift,
    n: samples.reduce((sum, sample) => sum + sample.n, 0),
    rows,
    nMissing: length - rows,
  };
}

/** Mean in two parts and sum of squared deviations from it; exactly 0 for equal values. */
export function spreadOf(sample: { readonly values: Float64Array; readonly weights: Float64Array | null }): {
  readonly mean: SplitMean;
  readonly squares: number;
} {
  const mean = splitMean(sample.values, sample.weights);
  // Equal decimals like 0.1 leave rounding dust that is no variance.
  const constant = sample.values.every((value) => value === sample.values[0]);
  return { mean, squares: constant ? 0 : squaresAbout(sample.values, mean, sample.weights) };
}
