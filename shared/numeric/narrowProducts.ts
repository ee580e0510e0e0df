import type { CrossProducts } from './crossProducts.ts';
import { smallProductSums } from './productSums.ts';

/** No value may be larger in size: what seven bits and a sign hold. */
const largest = 2 ** 7;

/** Exact sums of products of columns of small whole numbers. */
export interface NarrowSums {
  readonly n: number;
  /** Of columns i and j, i >= j; the place after the last stands for a column of ones. */
  sum(i: number, j: number): number;
}

/**
 * Sums of products of complete columns of small whole numbers, as answers are: every one is a whole number that a double holds exactly.
 *
 * @param columns  k columns of equal length
 * @returns null where a value is missing, not whole or too large, or there is no kernel for them
 * Checked against whole numbers without limit (BigInt): tests/shared/numeric/smallProducts.
 */
export function narrowSums(columns: readonly Float64Array[]): NarrowSums | null {
  const k = columns.length;
  const n = columns[0]?.length ?? 0;
  if (n === 0 || (n * largest) ** 2 > Number.MAX_SAFE_INTEGER) return null;
  // A last column of ones collects the sums of the columns themselves.
  const total = smallProductSums(k + 1, k + 1, { shared: true, lower: true }, largest ** 2);
  if (!total) return null;
  for (let from = 0; from < n; from += total.blockRows) {
    const rows = Math.min(total.blockRows, n - from);
    let narrow = true;
    total.add(rows, (to, at, _side, j) => {
      if (j === k) to.fill(1, at, at + rows);
      else narrow &&= copyNarrow(columns[j]!, from, rows, to, at);
    });
    if (!narrow) return null;
  }
  return { n, sum: (i, j) => total.sums[j * (k + 1) + i]! };
}

/**
 * crossProducts of such columns: nothing has to be shifted first, and n sum(xy) - sum(x) sum(y) is rounded once, when it is divided by n.
 * Checked as narrowSums.
 */
export function narrowProducts(columns: readonly Float64Array[]): CrossProducts | null {
  const found = narrowSums(columns);
  if (!found) return null;
  const { n, sum } = found;
  const k = columns.length;
  const sums = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    for (let i = j; i < k; i++) {
      const product = (n * sum(i, j) - sum(k, i) * sum(k, j)) / n;
      sums[j * k + i] = product;
      sums[i * k + j] = product;
    }
  }
  return {
    n,
    totalWeight: n,
    means: Float64Array.from(columns, (_, j) => sum(k, j) / n),
    sums: { rows: k, columns: k, data: sums },
  };
}

/** False when a value is missing, not whole or too large. Four rows a step: going round the loop takes longer than the row itself. */
function copyNarrow(column: Float64Array, from: number, rows: number, to: Int16Array, at: number): boolean {
  let bits = 0;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const x = column[from + row]!;
    const y = column[from + row + 1]!;
    const z = column[from + row + 2]!;
    const u = column[from + row + 3]!;
    const a = x | 0;
    const b = y | 0;
    const c = z | 0;
    const d = u | 0;
    if (a !== x || b !== y || c !== z || d !== u) return false;
    to[at + row] = a;
    to[at + row + 1] = b;
    to[at + row + 2] = c;
    to[at + row + 3] = d;
    // Of a negative number the bits that are not set tell its size.
    bits |= (a ^ (a >> 31)) | (b ^ (b >> 31)) | (c ^ (c >> 31)) | (d ^ (d >> 31));
  }
  for (; row < rows; row++) {
    const x = column[from + row]!;
    const a = x | 0;
    if (a !== x) return false;
    to[at + row] = a;
    bits |= a ^ (a >> 31);
  }
  // -8 has the bits of 7.
  return bits < largest;
}
