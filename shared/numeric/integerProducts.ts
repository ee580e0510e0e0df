/** Sums of products of whole-number columns, exact. Products of columns i and j are at i * k + j; values are counted from lowest. */
export interface IntegerProducts {
  readonly lowest: Float64Array;
  readonly sums: Float64Array;
  readonly products: Float64Array;
}

const bits = 17;
const unit = 2 ** bits;
const square = unit * unit;
/** Rows per step: few enough for the fastest memory, and for a sum of products to stay below 2^17. */
const mostRows = 256;

/**
 * Cross products of answers on rating scales. A double holds 53 bits and an answer four, so three columns are packed into one number
 * and three products come out of one multiplication: exact, and three times as fast as one by one.
 *
 * @returns null unless every column holds whole numbers over a range of at most 45
 */
export function integerProducts(columns: readonly ArrayLike<number>[]): IntegerProducts | null {
  const k = columns.length;
  const n = columns[0]?.length ?? 0;
  const ranges = columns.map(wholeRange);
  let widest = 1;
  for (const range of ranges) {
    if (range === null) return null;
    widest = Math.max(widest, range.width);
  }
  const rows = Math.min(mostRows, Math.floor((unit - 1) / (widest * widest)));
  if (rows < 64 || n === 0) return null;
  const lowest = Float64Array.from(ranges, (range) => range!.lowest);
  const sums = new Float64Array(k);
  const products = new Float64Array(k * k);
  const triples = Math.ceil(k / 3);
  // Four more columns of zeros, so that the inner loop always takes four.
  const left = Array.from({ length: k + 4 }, () => new Float64Array(rows));
  const packed = Array.from({ length: triples + 1 }, () => new Float64Array(rows));
  for (let from = 0; from < n; from += rows) {
    const count = Math.min(rows, n - from);
    for (let j = 0; j < k; j++) {
      const source = columns[j]!;
      const target = left[j]!;
      const low = lowest[j]!;
      let sum = 0;
      for (let row = 0; row < count; row++) {
        const value = source[from + row]! - low;
        target[row] = value;
        sum += value;
      }
      sums[j]! += sum;
    }
    for (let triple = 0; triple < triples; triple++) {
      const [a, b, c] = [left[3 * triple]!, left[3 * triple + 1]!, left[3 * triple + 2]!];
      const target = packed[triple]!;
      // Past the last column these are the columns of zeros.
      for (let row = 0; row < count; row++) target[row] = a[row]! + unit * b[row]! + square * c[row]!;
    }
    for (let triple = 0; triple < triples; triple += 2)
      for (let i = 3 * triple; i < k; i += 4)
        addFour(left, i, packed[triple]!, packed[triple + 1]!, count, products, k, 3 * triple);
  }
  for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) products[i * k + j] = products[j * k + i]!;
  return { lowest, sums, products };
}

/** Four columns times two packed triples: eight running sums, and few loads for each multiplication. */
function addFour(
  left: readonly Float64Array[],
  i: number,
  first: Float64Array,
  second: Float64Array,
  count: number,
  products: Float64Array,
  k: number,
  column: number,
): void {
  const [a, b, c, d] = [left[i]!, left[i + 1]!, left[i + 2]!, left[i + 3]!];
  let [a1, b1, c1, d1, a2, b2, c2, d2] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let row = 0; row < count; row++) {
    const one = first[row]!;
    const two = second[row]!;
    const atA = a[row]!;
    const atB = b[row]!;
    const atC = c[row]!;
    const atD = d[row]!;
    a1 += atA * one;
    a2 += atA * two;
    b1 += atB * one;
    b2 += atB * two;
    c1 += atC * one;
    c2 += atC * two;
    d1 += atD * one;
    d2 += atD * two;
  }
  unpack(a1, products, i, k, column);
  unpack(b1, products, i + 1, k, column);
  unpack(c1, products, i + 2, k, column);
  unpack(d1, products, i + 3, k, column);
  unpack(a2, products, i, k, column + 3);
  unpack(b2, products, i + 1, k, column + 3);
  unpack(c2, products, i + 2, k, column + 3);
  unpack(d2, products, i + 3, k, column + 3);
}

function unpack(sum: number, products: Float64Array, i: number, k: number, column: number): void {
  if (i >= k || column >= k) return;
  const high = Math.floor(sum / square);
  const rest = sum - high * square;
  const middle = Math.floor(rest / unit);
  const place = i * k + column;
  products[place]! += rest - middle * unit;
  if (column + 1 < k) products[place + 1]! += middle;
  if (column + 2 < k) products[place + 2]! += high;
}

function wholeRange(column: ArrayLike<number>): { readonly lowest: number; readonly width: number } | null {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    // NaN fails this comparison too.
    if (!(Math.floor(value) === value)) return null;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const width = highest - lowest;
  return width <= 45 && Math.abs(lowest) < 2 ** 31 ? { lowest, width } : null;
}
