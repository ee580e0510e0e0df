import { InputError } from '../model/errors.ts';

/**
 * A matrix factored by Householder reflections, A P = Q R with rows >= kept columns. Column j of `packed` (n numbers each) holds R
 * above its diagonal and the reflection vector from the diagonal on; R's diagonal is apart.
 */
export interface HouseholderQr {
  readonly rows: number;
  /** Places, in the given order, of the columns that are not a combination of the columns before them. */
  readonly kept: readonly number[];
  readonly aliased: readonly number[];
  /** One array per kept column. */
  readonly packed: readonly Float64Array[];
  readonly diagonal: Float64Array;
  /** Factor 2/|v|^2 of each reflection; 0 = none. */
  readonly factors: Float64Array;
  /** Largest over smallest share of a column's length that its predecessors leave over: about the condition of the scaled matrix. */
  readonly condition: number;
}

/**
 * Householder QR. A column of which its predecessors leave less than `tolerance` of its length is aliased: it gets no coefficient.
 *
 * @param columns    of equal length, no NaN; not changed
 * @param tolerance  share of the column's length, default 1e-12
 * @throws InputError 'matrix.shape' when lengths differ
 * Source: Golub and Van Loan (2013), ch. 5.2. Checked by turning back and by (A'A)^-1 b: tests/shared/numeric/leastSquares; NIST StRD
 * through leastSquares.
 */
export function householderQr(columns: readonly ArrayLike<number>[], tolerance = 1e-12): HouseholderQr {
  const rows = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== rows))
    throw new InputError('matrix.shape', { rows, columns: columns.length });
  const kept: number[] = [];
  const aliased: number[] = [];
  const packed: Float64Array[] = [];
  const diagonal: number[] = [];
  const factors: number[] = [];
  let smallest = 1;
  columns.forEach((column, place) => {
    const work = Float64Array.from(column);
    const length = norm(work, 0);
    for (let j = 0; j < packed.length; j++) reflect(packed[j]!, factors[j]!, j, work);
    const at = packed.length;
    const left = at < rows ? norm(work, at) : 0;
    if (!(left > tolerance * length)) {
      aliased.push(place);
      return;
    }
    smallest = Math.min(smallest, left / length);
    const head = work[at]!;
    const pivot = head > 0 ? -left : left;
    work[at] = head - pivot;
    // |v|^2 = 2 left (left + |head|).
    factors.push(1 / (left * (left + Math.abs(head))));
    diagonal.push(pivot);
    packed.push(work);
    kept.push(place);
  });
  return {
    rows,
    kept,
    aliased,
    packed,
    diagonal: Float64Array.from(diagonal),
    factors: Float64Array.from(factors),
    condition: 1 / smallest,
  };
}

/** Length of the part from `from` on, without overflow for any answers or amounts (they are far from 1e150). */
function norm(values: Float64Array, from: number): number {
  let largest = 0;
  for (let i = from; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > largest) largest = size;
  }
  if (largest === 0) return 0;
  const scale = largest > 1e140 || largest < 1e-140 ? largest : 1;
  let [a, b] = [0, 0];
  let i = from;
  for (; i + 1 < values.length; i += 2) {
    const x = values[i]! / scale;
    const y = values[i + 1]! / scale;
    a += x * x;
    b += y * y;
  }
  if (i < values.length) a += (values[i]! / scale) ** 2;
  return scale * Math.sqrt(a + b);
}

function reflect(vector: Float64Array, factor: number, from: number, target: Float64Array): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  const end = target.length;
  let i = from;
  for (; i + 3 < end; i += 4) {
    a += vector[i]! * target[i]!;
    b += vector[i + 1]! * target[i + 1]!;
    c += vector[i + 2]! * target[i + 2]!;
    d += vector[i + 3]! * target[i + 3]!;
  }
  for (; i < end; i++) a += vector[i]! * target[i]!;
  const step = factor * (a + b + (c + d));
  if (step === 0) return;
  for (let row = from; row < end; row++) target[row]! -= step * vector[row]!;
}

/** Q'v in place; the first kept.length numbers are the part in the column space. */
export function applyQTransposed(qr: HouseholderQr, vector: Float64Array): void {
  for (let j = 0; j < qr.packed.length; j++) reflect(qr.packed[j]!, qr.factors[j]!, j, vector);
}

/** Q v in place; last: the last place of v that is not 0, when known to be small. */
export function applyQ(qr: HouseholderQr, vector: Float64Array, last = qr.packed.length - 1): void {
  for (let j = Math.min(last, qr.packed.length - 1); j >= 0; j--) reflect(qr.packed[j]!, qr.factors[j]!, j, vector);
}

/** Solves R x = b for the kept columns; b has their number. */
export function solveUpper(qr: HouseholderQr, b: ArrayLike<number>): Float64Array {
  const k = qr.packed.length;
  const x = new Float64Array(k);
  for (let i = k - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < k; j++) sum -= qr.packed[j]![i]! * x[j]!;
    x[i] = sum / qr.diagonal[i]!;
  }
  return x;
}

/** Solves R' x = b for the kept columns. */
export function solveLower(qr: HouseholderQr, b: ArrayLike<number>): Float64Array {
  const k = qr.packed.length;
  const x = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let sum = b[i]!;
    for (let j = 0; j < i; j++) sum -= qr.packed[i]![j]! * x[j]!;
    x[i] = sum / qr.diagonal[i]!;
  }
  return x;
}

/** (A'A)^-1 over the kept columns, as rows. */
export function crossProductInverse(qr: HouseholderQr): readonly Float64Array[] {
  const k = qr.packed.length;
  // Columns of R^-1.
  const inverse = Array.from({ length: k }, (_, j) => {
    const unit = new Float64Array(k);
    unit[j] = 1;
    return solveUpper(qr, unit);
  });
  return Array.from({ length: k }, (_, i) =>
    Float64Array.from({ length: k }, (_unused, j) => {
      let sum = 0;
      for (let m = Math.max(i, j); m < k; m++) sum += inverse[m]![i]! * inverse[m]![j]!;
      return sum;
    }),
  );
}
