/** Ranks with the sizes of the groups of equal values. */
export interface MidRanks {
  /** 1-based ranks in the order of the values; equal values share the mean of their places. */
  readonly ranks: Float64Array;
  /** Sizes of the groups with more than one member, in rising order of value. */
  readonly ties: readonly number[];
}

/** Mid ranks of values without NaN. */
export function midRanks(values: ArrayLike<number>): MidRanks {
  const sorted = sortedCopy(values);
  const rankOf = new Map<number, number>();
  const ties: number[] = [];
  for (let first = 0; first < sorted.length; ) {
    let last = first;
    while (last + 1 < sorted.length && sorted[last + 1] === sorted[first]) last++;
    rankOf.set(sorted[first]!, (first + last) / 2 + 1);
    if (last > first) ties.push(last - first + 1);
    first = last + 1;
  }
  return { ranks: Float64Array.from(values, (value) => rankOf.get(value)!), ties };
}

/** A rising copy; the input is not changed. */
export function sortedCopy(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}
