import { midRanks, sortedCopy } from '../numeric/rank.ts';
import { medianOfSorted, quantile } from '../numeric/quantile.ts';

/** Mid ranks where a row with frequency weight w stands for w equal rows; ties are the total weights of equal values. */
export interface WeightedRanks {
  readonly ranks: Float64Array;
  readonly ties: readonly number[];
}

/**
 * Mid ranks under frequency weights.
 *
 * @param values   without NaN
 * @param weights  positive, or null = all 1
 * Checked against copies of the rows: tests/property/stats.
 */
export function weightedRanks(values: Float64Array, weights: Float64Array | null): WeightedRanks {
  if (!weights) return midRanks(values);
  const totals = new Map<number, number>();
  for (let i = 0; i < values.length; i++) totals.set(values[i]!, (totals.get(values[i]!) ?? 0) + weights[i]!);
  const rankOf = new Map<number, number>();
  const ties: number[] = [];
  let below = 0;
  for (const value of Float64Array.from(totals.keys()).sort()) {
    const total = totals.get(value)!;
    rankOf.set(value, below + (total + 1) / 2);
    if (total > 1) ties.push(total);
    below += total;
  }
  return { ranks: values.map((value) => rankOf.get(value)!), ties };
}

/**
 * Median of values where a row with frequency weight w stands for w equal rows. Checked against copies of the rows: tests/property/stats.
 */
export function weightedMedian(values: Float64Array, weights: Float64Array | null): number {
  if (!weights) return medianOfSorted(sortedCopy(values));
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  let running = 0;
  const cumulative = Float64Array.from(order, (place) => (running += weights[place]!));
  return quantile(
    Float64Array.from(order, (place) => values[place]!),
    0.5,
    7,
    cumulative,
  );
}
