import { InputError } from '../model/errors.ts';
import { splitMean } from './accurateSum.ts';

/** Rows per block: short enough for the processor's cache, and plain sums of a block stay near full precision. */
const longestBlock = 512;
/** Shorter blocks would spend their time on unpacking. */
const shortestBlock = 48;

/**
 * How many columns go into one number. Answers are small whole numbers: d1 + d2 2^17 + d3 2^34 times d4 is three products at once, and
 * a block's sums stay apart as long as each is below 2^16. The sums are then exact, whatever the order of the rows.
 */
interface Packing {
  readonly width: 1 | 2 | 3;
  readonly base: number;
  readonly rows: number;
}

function packingFor(bound: number | null): Packing {
  if (bound !== null && Number.isFinite(bound)) {
    for (const [width, base] of [
      [3, 2 ** 17],
      [2, 2 ** 26],
    ] as const) {
      const rows = Math.floor((base / 2 - 1) / Math.max(1, bound));
      if (rows >= shortestBlock) return { width, base, rows: Math.min(rows, longestBlock) };
    }
  }
  return { width: 1, base: 1, rows: longestBlock };
}

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

/**
 * @param shared   left and right are the same columns (one set of buffers)
 * @param lower    only i >= j is wanted
 * @param bound    largest |left| times largest |right| when all values are whole numbers, else null
 */
export function productSums(
  leftCount: number,
  rightCount: number,
  options: { readonly shared: boolean; readonly lower: boolean; readonly bound: number | null; readonly rows?: number },
): ProductSums {
  const { width, base, rows: packRows } = packingFor(options.bound);
  const blockRows = Math.min(packRows, options.rows ?? longestBlock);
  const buffers = (count: number): Float64Array[] =>
    Array.from({ length: count }, () => new Float64Array(Math.max(packRows, blockRows)));
  const left = buffers(leftCount);
  const right = options.shared ? left : buffers(rightCount);
  const packCount = Math.ceil(rightCount / width);
  const packs = width === 1 ? right : buffers(packCount);
  const sums = new Float64Array(leftCount * rightCount);
  const out = new Float64Array(9);

  function pack(rows: number): void {
    for (let place = 0; place < packCount; place++) {
      const to = packs[place]!;
      const a = right[place * width]!;
      const b = right[place * width + 1];
      const c = width === 3 ? right[place * width + 2] : undefined;
      if (b && c) for (let row = 0; row < rows; row++) to[row] = a[row]! + base * (b[row]! + base * c[row]!);
      else if (b) for (let row = 0; row < rows; row++) to[row] = a[row]! + base * b[row]!;
      else to.set(a.subarray(0, rows));
    }
  }

  function unpack(total: number, i: number, place: number): void {
    let rest = total;
    for (let part = 0; part < width; part++) {
      const j = place * width + part;
      if (j >= rightCount) return;
      const upper = part + 1 < width ? Math.round(rest / base) : 0;
      sums[j * leftCount + i]! += rest - upper * base;
      rest = upper;
    }
  }

  return {
    blockRows,
    left,
    right,
    sums,
    add(rows) {
      if (width > 1) pack(rows);
      for (let place = 0; place < packCount; place += 3) {
        const p0 = packs[place]!;
        const three = [p0, packs[place + 1] ?? p0, packs[place + 2] ?? p0] as const;
        for (let i = options.lower ? place * width : 0; i < leftCount; i += 3) {
          const l0 = left[i]!;
          blockProducts([l0, left[i + 1] ?? l0, left[i + 2] ?? l0], three, rows, out);
          for (let a = 0; a < 3 && i + a < leftCount; a++) {
            for (let b = 0; b < 3 && place + b < packCount; b++) {
              if (width === 1) sums[(place + b) * leftCount + i + a]! += out[3 * a + b]!;
              else unpack(out[3 * a + b]!, i + a, place + b);
            }
          }
        }
      }
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

/** NaN is missing: over the values there are. A column without values gets shift 0. */
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

export function boundOf(shifts: readonly Shift[], weight: number | null): number | null {
  if (weight === null || shifts.some((shift) => shift.reach === null)) return null;
  const reach = Math.max(1, ...shifts.map((shift) => shift.reach!));
  return reach * reach * weight;
}

export function typed(columns: readonly ArrayLike<number>[]): readonly Float64Array[] {
  const n = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== n))
    throw new InputError('matrix.shape', { rows: n, columns: columns.length });
  return columns.map((column) => (column instanceof Float64Array ? column : Float64Array.from(column)));
}

export function typedWeights(weights: ArrayLike<number> | null, n: number): Float64Array | null {
  if (!weights) return null;
  if (weights.length !== n) throw new InputError('matrix.shape', { rows: n, weights: weights.length });
  return weights instanceof Float64Array ? weights : Float64Array.from(weights);
}
