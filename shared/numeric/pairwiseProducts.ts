import type { Matrix } from './matrix.ts';
import { boundOf, productSums, shiftOf, typed, typedWeights, wholeWeight } from './productSums.ts';

/** As CrossProducts, each pair of columns over the rows in which both have a value. Element (i, j) of every k x k matrix. */
export interface PairwiseProducts {
  readonly counts: Matrix;
  readonly totalWeights: Matrix;
  /** Mean of column i over the rows it shares with column j, and its sum of squares about that mean. */
  readonly means: Matrix;
  readonly squares: Matrix;
  /** Sum of w (x_i - mean)(x_j - mean) about the means of the shared rows. */
  readonly products: Matrix;
}

/**
 * Sums of squares and products of every pair of columns over the rows in which both have a value (pairwise deletion).
 *
 * @param columns  k columns of equal length, NaN = missing
 * @param weights  non-negative; rows with weight 0 count for nothing; null = all 1
 * @returns sums in the product of the columns' units
 * @throws InputError 'matrix.shape' when lengths differ
 * Checked against plain sums over the shared rows: tests/shared/numeric/crossProducts; as correlations in tests/shared/stats/classical.
 */
export function pairwiseProducts(
  columns: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | null = null,
): PairwiseProducts {
  const data = typed(columns);
  const k = data.length;
  const n = data[0]?.length ?? 0;
  const w = typedWeights(weights, n);
  const shifts = data.map((column) => shiftOf(column, w));
  const weight = wholeWeight(w);
  const bound = boundOf(shifts, weight);
  const reach = bound === null || weight === null ? null : Math.sqrt(bound / weight);
  const { order, complete } = completeFirst(data, w);
  const products = productSums(k, k, { shared: w === null, lower: true, bound });
  const counts = productSums(k, k, { shared: true, lower: true, bound: 1 });
  const weightSums = w ? productSums(k, k, { shared: false, lower: true, bound: weight }) : null;
  // Deviations and their squares against the masks: what a pair needs to know of the rows it shares.
  const own = productSums(2 * k, k, {
    shared: false,
    lower: false,
    bound: reach === null ? null : reach * reach * weight!,
  });
  const step = products.blockRows;
  const ownTotals = new Float64Array(2 * k);
  let completeWeight = 0;
  for (let from = 0; from < order.length; ) {
    const whole = from < complete;
    const rows = Math.min(step, (whole ? complete : order.length) - from);
    if (w && whole) for (let row = 0; row < rows; row++) completeWeight += w[order[from + row]!]!;
    for (let j = 0; j < k; j++) {
      const { high, low } = shifts[j]!;
      const column = data[j]!;
      const deviation = products.right[j]!;
      const mask = counts.right[j]!;
      const weighted = products.left[j]!;
      const [first, second] = [own.left[j]!, own.left[k + j]!];
      let sum = 0;
      let squares = 0;
      for (let row = 0; row < rows; row++) {
        const at = order[from + row]!;
        const value = column[at]!;
        const there = Number.isNaN(value) ? 0 : 1;
        const off = there === 1 ? value - high - low : 0;
        const times = w ? w[at]! : 1;
        deviation[row] = off;
        if (w) weighted[row] = times * off;
        sum += times * off;
        squares += times * off * off;
        if (whole) continue;
        mask[row] = there;
        if (weightSums) {
          weightSums.left[j]![row] = times * there;
          weightSums.right[j]![row] = there;
        }
        own.right[j]![row] = there;
        first[row] = times * off;
        second[row] = times * off * off;
      }
      if (whole) {
        ownTotals[j]! += sum;
        ownTotals[k + j]! += squares;
      }
    }
    products.add(rows);
    if (!whole) {
      counts.add(rows);
      weightSums?.add(rows);
      own.add(rows);
    }
    from += rows;
  }
  const lower = (sums: Float64Array, i: number, j: number): number => sums[Math.min(i, j) * k + Math.max(i, j)]!;
  const build = (element: (i: number, j: number) => number): Matrix => {
    const matrix = new Float64Array(k * k);
    for (let j = 0; j < k; j++) for (let i = 0; i < k; i++) matrix[j * k + i] = element(i, j);
    return { rows: k, columns: k, data: matrix };
  };
  const count = (i: number, j: number): number => complete + lower(counts.sums, i, j);
  const total = (i: number, j: number): number =>
    weightSums ? completeWeight + lower(weightSums.sums, i, j) : count(i, j);
  const first = (i: number, j: number): number => ownTotals[i]! + own.sums[j * 2 * k + i]!;
  const second = (i: number, j: number): number => ownTotals[k + i]! + own.sums[j * 2 * k + k + i]!;
  return {
    counts: build(count),
    totalWeights: build(total),
    means: build((i, j) => shifts[i]!.high + (shifts[i]!.low + first(i, j) / total(i, j))),
    squares: build((i, j) => (shifts[i]!.constant ? 0 : Math.max(0, second(i, j) - first(i, j) ** 2 / total(i, j)))),
    products: build((i, j) =>
      shifts[i]!.constant || shifts[j]!.constant
        ? 0
        : lower(products.sums, i, j) - (first(i, j) * first(j, i)) / total(i, j),
    ),
  };
}

/** Rows with every value first: they need no masks. Rows of weight 0 are left out. */
function completeFirst(
  data: readonly Float64Array[],
  weights: Float64Array | null,
): { readonly order: Int32Array; readonly complete: number } {
  const n = data[0]?.length ?? 0;
  const gaps = new Uint8Array(n);
  for (const column of data) for (let row = 0; row < n; row++) if (Number.isNaN(column[row]!)) gaps[row] = 1;
  const order = new Int32Array(n);
  let next = 0;
  const used = (row: number): boolean => !weights || weights[row]! > 0;
  for (let row = 0; row < n; row++) if (gaps[row] === 0 && used(row)) order[next++] = row;
  const complete = next;
  for (let row = 0; row < n; row++) if (gaps[row] === 1 && used(row)) order[next++] = row;
  return { order: order.subarray(0, next), complete };
}
