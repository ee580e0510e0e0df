/** Answers by group in few cells: equal values of one group as one row with their number as its weight. */
export interface TalliedCells {
  readonly values: Float64Array;
  readonly codes: Int32Array;
  /** Rows of the cell; with frequency weights their sum. */
  readonly weights: Float64Array;
}

/** Different values that are looked for; answers on a scale have far fewer. */
const mostValues = 256;
const tableSize = 4 * mostValues;

/** A place for the bits of a number among tableSize. */
function placeOf(value: number): number {
  return (Math.imul((value * 7919.5) | 0, 0x9e3779b1) >>> 0) % tableSize;
}

/**
 * Values and groups as cells with frequency weights: everything that treats a weight of w as w equal rows gives the same on the cells as
 * on the rows, at a cost that does not grow with the rows. In the order of the values first met, group by group.
 *
 * @param values   NaN = missing
 * @param codes    group of each row, -1 = none
 * @param groups   how many groups there are
 * @param weights  frequency weights or null
 * @returns null where cells would not help: more than 256 different values, fewer than 1,000 rows, or rows that the caller should see as
 *   they are (a negative weight, a code that is no group)
 * Checked against the rows themselves: tests/shared/stats/tallyCells.
 */
export function tallyCells(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  weights: ArrayLike<number> | null = null,
): TalliedCells | null {
  const length = values.length;
  if (length < 1000 || codes.length !== length || (weights && weights.length !== length)) return null;
  // Open addressing: a place holds a value and its number, -1 = free.
  const held = new Float64Array(tableSize);
  const numbers = new Int32Array(tableSize).fill(-1);
  const seen: number[] = [];
  const sums = new Float64Array(mostValues * groups);
  for (let row = 0; row < length; row++) {
    const value = values[row]!;
    const code = codes[row]!;
    const weight = weights ? weights[row]! : 1;
    if (!(code >= -1 && code < groups) || weight < 0) return null;
    if (code === -1 || Number.isNaN(value) || !(weight > 0)) continue;
    let place = placeOf(value);
    while (numbers[place]! >= 0 && held[place] !== value) place = place + 1 === tableSize ? 0 : place + 1;
    if (numbers[place]! < 0) {
      if (seen.length === mostValues) return null;
      held[place] = value;
      numbers[place] = seen.length;
      seen.push(value);
    }
    sums[numbers[place]! * groups + code]! += weight;
  }
  const cells = sums.reduce((count, sum) => (sum > 0 ? count + 1 : count), 0);
  const tallied = { values: new Float64Array(cells), codes: new Int32Array(cells), weights: new Float64Array(cells) };
  let next = 0;
  for (let code = 0; code < groups; code++) {
    seen.forEach((value, number) => {
      const sum = sums[number * groups + code]!;
      if (!(sum > 0)) return;
      tallied.values[next] = value;
      tallied.codes[next] = code;
      tallied.weights[next] = sum;
      next++;
    });
  }
  return tallied;
}
