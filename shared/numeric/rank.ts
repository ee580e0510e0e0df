/** Ranks with the sizes of the groups of equal values. */
export interface MidRanks {
  /** 1-based ranks in the order of the values; equal values share the mean of their places. */
  readonly ranks: Float64Array;
  /** Sizes of the groups with more than one member, in rising order of value. */
  readonly ties: readonly number[];
}

/**
 * Mid ranks of values without NaN. Checked by hand and through spearman (R cor.test): tests/shared/numeric/numeric, tests/golden
 * correlation.
 */
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
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < ranks.length; i++) ranks[i] = rankOf.get(values[i]!)!;
  return { ranks, ties };
}

/** Answers of a questionnaire are small whole numbers: up to this span they are counted instead of compared. */
const countedSpan = 1024;

/** Counts of whole numbers from `lowest` on, or null when the values are not whole numbers within the span. */
function wholeCounts(values: ArrayLike<number>): { readonly lowest: number; readonly counts: Uint32Array } | null {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // -0 would come back as 0, NaN not at all.
    if (!Number.isInteger(value) || Object.is(value, -0)) return null;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  if (!(highest - lowest < countedSpan)) return null;
  const counts = new Uint32Array(highest - lowest + 1);
  for (let i = 0; i < values.length; i++) counts[values[i]! - lowest]!++;
  return { lowest, counts };
}

function isRising(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (!(values[i]! >= values[i - 1]!)) return false;
  return true;
}

/**
 * A rising copy; the input is not changed. NaN goes to the end. What is sorted already is only copied. Checked against the built-in sort.
 */
export function sortedCopy(values: ArrayLike<number>): Float64Array {
  if (isRising(values)) return Float64Array.from(values);
  const whole = values.length > 64 ? wholeCounts(values) : null;
  if (whole === null) return Float64Array.from(values).sort();
  const sorted = new Float64Array(values.length);
  let place = 0;
  whole.counts.forEach((count, offset) => {
    sorted.fill(whole.lowest + offset, place, place + count);
    place += count;
  });
  return sorted;
}
