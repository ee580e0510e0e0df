import { accurateSum } from '../numeric/accurateSum.ts';
import { quantile } from '../numeric/quantile.ts';
import { takeSample } from './sample.ts';
import { finiteOrNull } from './types.ts';

export type Extreme = {
  /** Place of the form in the values given. */
  readonly row: number;
  readonly value: number;
};

export type Exploration = {
  /** Forms; with frequency weights their sum. */
  readonly n: number;
  /** Mean without the lowest and highest 5 % of the weight, the border values in part, as SPSS has it. */
  readonly trimmedMean: number | null;
  /** Tukey's hinges: medians of the lower and the upper half, the middle value in both. */
  readonly lowerHinge: number | null;
  readonly median: number | null;
  readonly upperHinge: number | null;
  /** Last values within 1.5 interquartile ranges of the hinges. */
  readonly lowerFence: number | null;
  readonly upperFence: number | null;
  readonly nOutside: number;
  /** Of equal values the later form stands first among the highest, the earlier among the lowest. */
  readonly highest: readonly Extreme[];
  readonly lowest: readonly Extreme[];
};

/**
 * The parts of an exploration that descriptives does not have: hinges, fences, trimmed mean, extreme forms.
 *
 * @param values   NaN = missing
 * @param weights  frequency weights or null
 * @param extremes how many forms to name at each end, default 5
 * @throws InputError 'stats.shape', 'stats.negativeWeight'
 * Source: Tukey (1977). Checked against PSPP 1.6.2 EXAMINE: tests/golden pspp_examine.
 */
export function explore(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | null = null,
  extremes = 5,
): Exploration {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i]!) && (weights ? weights[i]! : 1) > 0) rows.push(i);
  // Checks shape and signs of the weights.
  takeSample(values, weights);
  const order = Int32Array.from(rows).sort((a, b) => values[a]! - values[b]! || a - b);
  const sorted = Float64Array.from(order, (row) => values[row]!);
  let running = 0;
  const cumulative = Float64Array.from(order, (row) => (running += weights ? weights[row]! : 1));
  const n = running;
  if (order.length === 0)
    return {
      n: 0,
      trimmedMean: null,
      lowerHinge: null,
      median: null,
      upperHinge: null,
      lowerFence: null,
      upperFence: null,
      nOutside: 0,
      highest: [],
      lowest: [],
    };
  const depth = (Math.floor((n + 1) / 2) + 1) / 2;
  const lowerHinge = atDepth(sorted, cumulative, depth);
  const upperHinge = atDepth(sorted, cumulative, n + 1 - depth);
  const reach = 1.5 * (upperHinge - lowerHinge);
  const inside = sorted.filter((value) => value >= lowerHinge - reach && value <= upperHinge + reach);
  let outside = 0;
  order.forEach((row) => {
    const value = values[row]!;
    if (value < lowerHinge - reach || value > upperHinge + reach) outside += weights ? weights[row]! : 1;
  });
  const named = (places: readonly number[]): Extreme[] =>
    places.map((place) => ({ row: order[place]!, value: sorted[place]! }));
  const count = Math.min(extremes, order.length);
  return {
    n,
    trimmedMean: finiteOrNull(trimmedMean(sorted, cumulative, 0.05)),
    lowerHinge,
    median: finiteOrNull(quantile(sorted, 0.5, 7, cumulative)),
    upperHinge,
    lowerFence: inside[0] ?? null,
    upperFence: inside.at(-1) ?? null,
    nOutside: outside,
    highest: named(Array.from({ length: count }, (_, place) => order.length - 1 - place)),
    lowest: named(Array.from({ length: count }, (_, place) => place)),
  };
}

/** Value at a depth, the mean of its neighbours between two places. */
function atDepth(sorted: Float64Array, cumulative: Float64Array, depth: number): number {
  const at = (place: number): number => {
    let [low, high] = [0, sorted.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! >= place) high = middle;
      else low = middle + 1;
    }
    return sorted[low]!;
  };
  return (at(Math.floor(depth)) + at(Math.ceil(depth))) / 2;
}

function trimmedMean(sorted: Float64Array, cumulative: Float64Array, share: number): number {
  const n = cumulative.at(-1)!;
  const [from, to] = [share * n, (1 - share) * n];
  const terms: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const below = i === 0 ? 0 : cumulative[i - 1]!;
    const kept = Math.min(cumulative[i]!, to) - Math.max(below, from);
    if (kept > 0) terms.push(kept * sorted[i]!);
  }
  return accurateSum(terms) / (to - from);
}
