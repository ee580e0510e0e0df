import { accurateSum } from './accurateSum.ts';
import type { Matrix } from './matrix.ts';
import { narrowProducts } from './narrowProducts.ts';
import { boundOf, productSums, type Shift, shiftOf, typed, typedWeights, wholeWeight } from './productSums.ts';

/** Sums over the rows of complete columns; the one source of covariances, correlations and the matrices of regression. */
export interface CrossProducts {
  readonly n: number;
  /** Sum of the weights; n without weights. */
  readonly totalWeight: number;
  readonly means: Float64Array;
  /** k x k: sum of w (x_i - mean_i)(x_j - mean_j). Exactly 0 in the row and column of a constant. */
  readonly sums: Matrix;
}

/**
 * Sums of squares and products about the means, weighted or not, in one pass of blocks. Whole numbers (answers, with whole weights)
 * give exact sums; other data are shifted by their accurate means first, so that an offset of the data costs no digits.
 *
 * @param columns  k columns of equal length without missing values (NaN makes NaN)
 * @param weights  non-negative with a positive sum; null = all 1
 * @throws InputError 'matrix.shape' when lengths differ
 * Checked against plain compensated sums over random data: tests/shared/numeric/crossProducts.
 */
export function crossProducts(
  columns: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | null = null,
): CrossProducts {
  const data = typed(columns);
  const w = typedWeights(weights, data[0]?.length ?? 0);
  const narrow = w ? null : narrowProducts(data);
  if (narrow) return narrow;
  return shiftedProducts(
    data,
    data.map((column) => shiftOf(column, w)),
    w,
  );
}

/** As crossProducts without weights and checked with it; null where a value is missing, which is seen before anything is multiplied. */
export function completeCrossProducts(columns: readonly ArrayLike<number>[]): CrossProducts | null {
  const data = typed(columns);
  const narrow = narrowProducts(data);
  if (narrow) return narrow;
  const shifts: Shift[] = [];
  for (const column of data) {
    const shift = shiftOf(column, null);
    if (!shift.complete) return null;
    shifts.push(shift);
  }
  return shiftedProducts(data, shifts, null);
}

/**
 * The same columns under many weights (a bootstrap's draw counts): what is looked up about the columns is looked up once. Shifts are the
 * unweighted means.
 *
 * @param columns  as for crossProducts
 * @returns crossProducts of the columns under the weights given, one per row
 * @throws InputError 'matrix.shape' when lengths differ
 * Checked against crossProducts: tests/shared/numeric/crossProducts.
 */
export function repeatedCrossProducts(
  columns: readonly ArrayLike<number>[],
): (weights: ArrayLike<number>) => CrossProducts {
  const data = typed(columns);
  const shifts = data.map((column) => shiftOf(column, null));
  return (weights) => shiftedProducts(data, shifts, typedWeights(weights, data[0]?.length ?? 0));
}

function shiftedProducts(
  data: readonly Float64Array[],
  shifts: readonly Shift[],
  w: Float64Array | null,
): CrossProducts {
  const k = data.length;
  const n = data[0]?.length ?? 0;
  const totalWeight = w ? accurateSum(w) : n;
  const complete = shifts.every((shift) => shift.complete);
  const bound = complete ? boundOf(shifts, wholeWeight(w)) : null;
  const total = deviationSums(data, shifts, w, bound);
  const raw = (i: number, j: number): number => total[Math.min(i, j) * (k + 1) + Math.max(i, j)]!;
  const sums = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    for (let i = j; i < k; i++) {
      const product =
        shifts[i]!.constant || shifts[j]!.constant
          ? constantProduct(raw(i, j))
          : raw(i, j) - (raw(k, i) * raw(k, j)) / totalWeight;
      sums[j * k + i] = product;
      sums[i * k + j] = product;
    }
  }
  return {
    n,
    totalWeight,
    means: Float64Array.from(shifts, (shift, j) => shift.high + (shift.low + raw(k, j) / totalWeight)),
    sums: { rows: k, columns: k, data: sums },
  };
}

/** A constant varies with nothing; a missing value in the other column still shows. */
function constantProduct(raw: number): number {
  return Number.isNaN(raw) ? Number.NaN : 0;
}

/** Sums of products of the deviations, (k + 1) x (k + 1), complete below the diagonal: a last column of ones collects their own sums. */
function deviationSums(
  data: readonly Float64Array[],
  shifts: readonly Shift[],
  w: Float64Array | null,
  bound: number | null,
): Float64Array {
  const k = data.length;
  const n = data[0]?.length ?? 0;
  const total = productSums(k + 1, k + 1, { shared: w === null, lower: true, bound });
  const { left, right, blockRows } = total;
  for (let from = 0; from < n; from += blockRows) {
    const rows = Math.min(blockRows, n - from);
    for (let j = 0; j < k; j++) {
      const { high, low } = shifts[j]!;
      const column = data[j]!;
      const to = right[j]!;
      if (low === 0) for (let row = 0; row < rows; row++) to[row] = column[from + row]! - high;
      else for (let row = 0; row < rows; row++) to[row] = column[from + row]! - high - low;
    }
    right[k]!.fill(1, 0, rows);
    if (w) {
      for (let j = 0; j <= k; j++) {
        const to = left[j]!;
        const deviations = right[j]!;
        for (let row = 0; row < rows; row++) to[row] = w[from + row]! * deviations[row]!;
      }
    }
    total.add(rows);
  }
  return total.sums;
}
