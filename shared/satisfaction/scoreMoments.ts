import { accurateDots, accurateSum, squaresAbout, splitMean } from '../numeric/accurateSum.ts';
import { type Matrix, matrixOf } from '../numeric/matrix.ts';

/**
 * Means, standard deviations and correlations of complete columns, what the weights from data are made of.
 *
 * @param columns  no missing values, equal length of at least 1
 * @param weights  positive, or null = all 1; a weight of 2 is two rows
 * @returns sd with divisor (sum of weights - 1), 0 for a constant column; correlations NaN where a column is constant
 * Checked through the weights made of them against R: tests/golden entropy_weights, relative_importance; tests/property/satisfaction.
 */
export function scoreMoments(
  columns: readonly Float64Array[],
  weights: Float64Array | null,
): {
  readonly count: number;
  readonly means: readonly number[];
  readonly sds: readonly number[];
  readonly correlations: Matrix;
} {
  const rows = columns[0]?.length ?? 0;
  const count = weights ? accurateSum(weights) : rows;
  const means: number[] = [];
  const sds: number[] = [];
  const roots = weights ? weights.map(Math.sqrt) : null;
  const standard = columns.map((column) => {
    const { high, low } = splitMean(column, weights);
    const constant = isConstant(column);
    const squares = constant ? 0 : squaresAbout(column, { high, low }, weights);
    means.push(constant ? column[0]! : high + low);
    sds.push(count > 1 ? Math.sqrt(squares / (count - 1)) : 0);
    const length = Math.sqrt(squares);
    const out = new Float64Array(rows);
    for (let row = 0; row < rows; row++) out[row] = ((column[row]! - high - low) * (roots ? roots[row]! : 1)) / length;
    return out;
  });
  const upper = standard.map((one, i) => accurateDots(one, standard, i));
  return {
    count,
    means,
    sds,
    correlations: matrixOf(columns.length, columns.length, (i, j) => {
      const [a, b] = i < j ? [i, j] : [j, i];
      const r = a === b && sds[a]! > 0 ? 1 : upper[a]![b - a]!;
      return sds[a]! > 0 && sds[b]! > 0 ? Math.max(-1, Math.min(1, r)) : Number.NaN;
    }),
  };
}

/** Does the column hold one value only? True of an empty one. */
export function isConstant(column: Float64Array): boolean {
  for (let row = 1; row < column.length; row++) if (column[row] !== column[0]) return false;
  return true;
}

/** Parts of 1 in proportion to amounts >= 0; null when they are all 0. */
export function sharesOf(amounts: readonly number[]): readonly number[] | null {
  const sum = accurateSum(amounts);
  return sum > 0 ? amounts.map((amount) => amount / sum) : null;
}
