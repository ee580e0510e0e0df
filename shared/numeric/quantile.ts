/** Hyndman and Fan's numbers: 6 is SPSS's HAVERAGE and Excel's PERCENTILE.EXC, 7 is R's default and Excel's PERCENTILE.INC. */
export type QuantileType = 6 | 7;

/**
 * Quantile of rising values without NaN.
 *
 * type 6: position (n + 1) p; type 7: position (n - 1) p + 1; between two places linear; clamped to the extremes.
 * With frequency weights n is their sum and place k holds the first value whose cumulative weight reaches k, so that a weight of 2
 * is the same as two copies.
 *
 * @param sorted  rising values
 * @param p       0-1
 * @param cumulativeWeights  running sums of the weights in the order of sorted, or null
 * @returns NaN for no values
 * Source: Hyndman and Fan (1996). Checked against R quantile(): tests/golden descriptives.
 */
export function quantile(
  sorted: ArrayLike<number>,
  p: number,
  type: QuantileType,
  cumulativeWeights: ArrayLike<number> | null = null,
): number {
  const count = sorted.length;
  if (count === 0) return Number.NaN;
  const n = cumulativeWeights ? cumulativeWeights[count - 1]! : count;
  const position = type === 6 ? (n + 1) * p : (n - 1) * p + 1;
  // (n + 1) p of a decimal p often misses a whole number by an ulp; R rounds with the same fuzz.
  const fuzz = 4 * Number.EPSILON;
  const place = Math.floor(position + fuzz * Math.max(1, Math.abs(position)));
  const share = Math.abs(position - place) < fuzz * Math.max(1, Math.abs(position)) ? 0 : position - place;
  const lower = valueAtPlace(sorted, place, cumulativeWeights);
  if (share === 0) return lower;
  const upper = valueAtPlace(sorted, place + 1, cumulativeWeights);
  return lower + share * (upper - lower);
}

function valueAtPlace(sorted: ArrayLike<number>, place: number, cumulativeWeights: ArrayLike<number> | null): number {
  if (!cumulativeWeights) return sorted[Math.min(Math.max(place - 1, 0), sorted.length - 1)]!;
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulativeWeights[middle]! >= place) high = middle;
    else low = middle + 1;
  }
  return sorted[low]!;
}

/** Median of rising values (the same under types 6 and 7); NaN for none. */
export function medianOfSorted(sorted: ArrayLike<number>): number {
  const count = sorted.length;
  if (count === 0) return Number.NaN;
  const half = count >> 1;
  return count % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
