import { at, type Matrix, matrixOf } from '../numeric/matrix.ts';

/** Loadings with their factors in order, and where each factor was before with its sign. */
export interface OrderedFactors {
  readonly loadings: Matrix;
  readonly from: readonly number[];
  readonly sign: readonly (1 | -1)[];
}

/**
 * Factors have no order and no sign of their own: falling sum of squared loadings, sum of each column positive.
 *
 * @param loadings  p x m
 * Our convention, that of the oracle cases: tests/golden efa.
 */
export function orderFactors(loadings: Matrix): OrderedFactors {
  const { rows, columns } = loadings;
  const squares = new Float64Array(columns);
  const sums = new Float64Array(columns);
  for (let r = 0; r < columns; r++) {
    for (let i = 0; i < rows; i++) {
      squares[r]! += at(loadings, i, r) ** 2;
      sums[r]! += at(loadings, i, r);
    }
  }
  const from = Array.from(squares.keys()).toSorted((a, b) => squares[b]! - squares[a]! || a - b);
  const sign = from.map((r) => (sums[r]! < 0 ? -1 : 1) as 1 | -1);
  return { loadings: matrixOf(rows, columns, (i, r) => sign[r]! * at(loadings, i, from[r]!)), from, sign };
}
