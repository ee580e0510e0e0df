import { InputError } from '../model/errors.ts';
import { splitMean } from './accurateSum.ts';
import { largestSmallProduct, longestSmallBlock, smallProductKernel } from './smallProductKernel.ts';

/** Rows per block: short enough for the processor's cache, and plain sums of a block stay near full precision. */
const blockRows = 512;

/** Nine running sums over one block: three columns against three. */
function blockProducts(
  left: readonly [Float64Array, Float64Array, Float64Array],
  right: readonly [Float64Array, Float64Array, Float64Array],
  rows: number,
  out: Float64Array,
): void {
  const [x, y, z] = left;
  const [a, b, c] = right;
  let xa = 0;
  let xb = 0;
  let xc = 0;
  let ya = 0;
  let yb = 0;
  let yc = 0;
  let za = 0;
  let zb = 0;
  let zc = 0;
  for (let row = 0; row < rows; row++) {
    const p = x[row]!;
    const q = y[row]!;
    const r = z[row]!;
    const f = a[row]!;
    const g = b[row]!;
    const h = c[row]!;
    xa += p * f;
    xb += p * g;
    xc += p * h;
    ya += q * f;
    yb += q * g;
    yc += q * h;
    za += r * f;
    zb += r * g;
    zc += r * h;
  }
  out[0] = xa;
  out[1] = xb;
  out[2] = xc;
  out[3] = ya;
  out[4] = yb;
  out[5] = yc;
  out[6] = za;
  out[7] = zb;
  out[8] = zc;
}

/** Adds up left_i' right_j block by block. The caller fills the first rows of the buffers and calls add(rows). */
export interface ProductSums {
  readonly blockRows: number;
  readonly left: readonly Float64Array[];
  readonly right: readonly Float64Array[];
  add(rows: number): void;
  /** Element (i, j) at j * left.length + i. Symmetric sums are complete below and on the diagonal only. */
  readonly sums: Float64Array;
}

interface ProductShape {
  /** left and right are the same columns (one set of buffers) */
  readonly shared: boolean;
  /** only i >= j is wanted */
  readonly lower: boolean;
}

/**
 * Sums of products, block by block, of columns the caller fills in.
 *
 * @param leftCount, rightCount  how many columns on each side
 * @param options.bound  largest |left| times largest |right| when all values are whole numbers, else null: small ones go by the kernel
 * Checked through crossProducts and pairwiseProducts: tests/shared/numeric/crossProducts, smallProducts.
 */
export function productSums(
  leftCount: number,
  rightCount: number,
  options: ProductShape & { readonly bound: number | null },
): ProductSums {
  const buffers = (count: number): Float64Array[] => Array.from({ length: count }, () => new Float64Array(blockRows));
  const left = buffers(leftCount);
  const right = options.shared ? left : buffers(rightCount);
  const small = smallProductSums(leftCount, rightCount, options, options.bound);
  if (small)
    return {
      blockRows,
      left,
      right,
      sums: small.sums,
      add: (rows) =>
        small.add(rows, (to, at, side, column) => {
          const from = (side === 'left' ? left : right)[column]!;
          for (let row = 0; row < rows; row++) to[at + row] = from[row]!;
        }),
    };
  const sums = new Float64Array(leftCount * rightCount);
  const out = new Float64Array(9);
  return {
    blockRows,
    left,
    right,
    sums,
    add(rows) {
      forTiles(leftCount, rightCount, options.lower, (i, j) => {
        blockProducts(threeFrom(left, i), threeFrom(right, j), rows, out);
        addTile(sums, leftCount, rightCount, i, j, out);
      });
    },
  };
}

/** Three columns from a place on; the first stands in for those beyond the last. */
function threeFrom<Column>(columns: readonly Column[], from: number): readonly [Column, Column, Column] {
  const first = columns[from]!;
  return [first, columns[from + 1] ?? first, columns[from + 2] ?? first];
}

function forTiles(leftCount: number, rightCount: number, lower: boolean, each: (i: number, j: number) => void): void {
  for (let j = 0; j < rightCount; j += 3) for (let i = lower ? j : 0; i < leftCount; i += 3) each(i, j);
}

function addTile(
  sums: Float64Array,
  leftCount: number,
  rightCount: number,
  i: number,
  j: number,
  tile: ArrayLike<number>,
): void {
  for (let a = 0; a < 3 && i + a < leftCount; a++)
    for (let b = 0; b < 3 && j + b < rightCount; b++) sums[(j + b) * leftCount + i + a]! += tile[3 * a + b]!;
}

/** Writes the next block's values of a column from place `at` on. */
type FillColumn = (to: Int16Array, at: number, side: 'left' | 'right', column: number) => void;

export interface SmallProductSums {
  readonly blockRows: number;
  /** As in ProductSums; of a shared set only 'right' columns are asked for. */
  add(rows: number, fill: FillColumn): void;
  readonly sums: Float64Array;
}

/** The same sums of small whole numbers, several times as fast; null where the numbers are not small or there is no kernel for them. */
export function smallProductSums(
  leftCount: number,
  rightCount: number,
  { shared, lower }: ProductShape,
  bound: number | null,
): SmallProductSums | null {
  const kernel = bound !== null && bound <= largestSmallProduct ? smallProductKernel() : null;
  if (!kernel) return null;
  const stride = longestSmallBlock;
  const rightPlaces = Array.from({ length: rightCount }, (_, column) => column * stride);
  const leftPlaces = shared
    ? rightPlaces
    : Array.from({ length: leftCount }, (_, column) => (rightCount + column) * stride);
  const values = (shared ? rightCount : leftCount + rightCount) * stride;
  const sums = new Float64Array(leftCount * rightCount);
  return {
    blockRows: stride,
    sums,
    add(rows, fill) {
      const room = kernel.room(values);
      const padded = Math.ceil(rows / 8) * 8;
      const write = (side: 'left' | 'right', places: readonly number[]): void => {
        for (const [column, at] of places.entries()) {
          fill(room, at, side, column);
          room.fill(0, at + rows, at + padded);
        }
      };
      write('right', rightPlaces);
      if (!shared) write('left', leftPlaces);
      forTiles(leftCount, rightCount, lower, (i, j) => {
        const tile = kernel.dot(threeFrom(leftPlaces, i), threeFrom(rightPlaces, j), padded);
        addTile(sums, leftCount, rightCount, i, j, tile);
      });
    },
  };
}

/** Where to shift a column before multiplying: whole for whole numbers, so that their sums stay exact; the accurate mean otherwise. */
export interface Shift {
  readonly high: number;
  readonly low: number;
  /** Largest |x - shift| of a column of whole numbers; null = not whole. */
  readonly reach: number | null;
  readonly constant: boolean;
  /** No value is missing. */
  readonly complete: boolean;
}

const largestWhole = 2 ** 20;
/** So many of them have a sum below 2^31. */
const wholeBlock = 1024;

/** Where to shift a column (n values, NaN is missing), over the values there are. A column without values gets shift 0. */
export function shiftOf(column: Float64Array, weights: Float64Array | null): Shift {
  const whole = wholeShift(column);
  if (whole) return whole;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    if (Number.isNaN(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
    count++;
  }
  const complete = count === column.length;
  if (least === most)
    return { high: least, low: 0, reach: Number.isInteger(least) ? 0 : null, constant: true, complete };
  if (complete) return { ...splitMean(column, weights), reach: null, constant: false, complete };
  const there = Array.from(column.keys()).filter((row) => !Number.isNaN(column[row]!));
  const own = weights ? Float64Array.from(there, (row) => weights[row]!) : null;
  return {
    ...splitMean(
      Float64Array.from(there, (row) => column[row]!),
      own,
    ),
    reach: null,
    constant: false,
    complete,
  };
}

/** The shift of a column of whole numbers (and gaps) below 2^20 in size; null for any other. */
function wholeShift(column: Float64Array): Shift | null {
  let sum = 0;
  let missing = 0;
  let least = largestWhole;
  let most = -largestWhole;
  for (let from = 0; from < column.length; from += wholeBlock) {
    const to = Math.min(column.length, from + wholeBlock);
    // Whole numbers of a block are summed as such: adding doubles one after the other takes longer.
    let blockSum = 0;
    for (let row = from; row < to; row++) {
      const value = column[row]!;
      const whole = value | 0;
      if (whole === value) {
        blockSum = (blockSum + whole) | 0;
        if (whole < least) least = whole;
        if (whole > most) most = whole;
      } else if (Number.isNaN(value)) missing++;
      else return null;
    }
    if (most >= largestWhole || least <= -largestWhole) return null;
    sum += blockSum;
  }
  const complete = missing === 0;
  const count = column.length - missing;
  if (count === 0) return { high: 0, low: 0, reach: 0, constant: true, complete };
  const high = Math.round(sum / count);
  return { high, low: 0, reach: Math.max(most - high, high - least), constant: least === most, complete };
}

/** Largest weight when all are whole numbers, 1 without weights, null otherwise. */
export function wholeWeight(weights: Float64Array | null): number | null {
  if (!weights) return 1;
  let most = 0;
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row]!;
    if ((weight | 0) !== weight) return null;
    if (weight > most) most = weight;
  }
  return most;
}

/** Largest product of two shifted values, times the weight, when all are whole numbers; null otherwise. */
export function boundOf(shifts: readonly Shift[], weight: number | null): number | null {
  if (weight === null || shifts.some((shift) => shift.reach === null)) return null;
  const reach = Math.max(1, ...shifts.map((shift) => shift.reach!));
  return reach * reach * weight;
}

/** Columns as typed arrays, copied only where they are none. @throws InputError 'matrix.shape' when lengths differ */
export function typed(columns: readonly ArrayLike<number>[]): readonly Float64Array[] {
  const n = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== n))
    throw new InputError('matrix.shape', { rows: n, columns: columns.length });
  return columns.map((column) => (column instanceof Float64Array ? column : Float64Array.from(column)));
}

/** Weights as a typed array, or null. @throws InputError 'matrix.shape' when their length is not n */
export function typedWeights(weights: ArrayLike<number> | null, n: number): Float64Array | null {
  if (!weights) return null;
  if (weights.length !== n) throw new InputError('matrix.shape', { rows: n, weights: weights.length });
  return weights instanceof Float64Array ? weights : Float64Array.from(weights);
}
