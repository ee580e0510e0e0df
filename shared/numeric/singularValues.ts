import { Matrix as MlMatrix, SingularValueDecomposition } from 'ml-matrix';
import { householderQr } from './qr.ts';

export interface SingularValues {
  /** Falling; as many as columns. */
  readonly values: Float64Array;
  /** Right singular vectors: vectors[k][j] is the share of column j in the k-th. */
  readonly vectors: readonly Float64Array[];
}

/**
 * Singular values and right singular vectors of a tall matrix. The matrix is brought to its triangle first, so that the time follows the rows
 * only once and small values keep their digits, which the eigenvalues of X'X would lose.
 *
 * @param columns  of equal length, at least as long as there are columns, no NaN
 * @returns null when a column is a combination of those before it
 * @throws InputError 'matrix.shape' when lengths differ
 * Source: Golub and Van Loan (2013), ch. 8.6 (R-bidiagonalisation). Checked against the eigenvalues of X'X and R's svd: tests/shared/stats/collinearity.
 */
export function singularValues(columns: readonly ArrayLike<number>[]): SingularValues | null {
  const { packed, diagonal, aliased } = householderQr(columns);
  if (aliased.length > 0) return null;
  return singularValuesOfTriangle(packed.length, (row, column) =>
    row === column ? diagonal[column]! : packed[column]![row]!,
  );
}

/**
 * The same of a matrix given by its triangle R.
 *
 * @param k   rows and columns of R
 * @param at  element on or above the diagonal, counted from 0
 */
export function singularValuesOfTriangle(k: number, at: (row: number, column: number) => number): SingularValues {
  const triangle = MlMatrix.zeros(k, k);
  for (let column = 0; column < k; column++)
    for (let row = 0; row <= column; row++) triangle.set(row, column, at(row, column));
  const { diagonal: values, rightSingularVectors } = new SingularValueDecomposition(triangle);
  return {
    values: Float64Array.from(values),
    vectors: Array.from({ length: k }, (_, place) => Float64Array.from(rightSingularVectors.getColumn(place))),
  };
}
