import { InputError } from '../model/errors.ts';
import { compensatedSum } from './accurateSum.ts';
import { cholesky } from './cholesky.ts';
import { symmetricEigenvalues } from './symmetricEigen.ts';

export { symmetricEigen, type SymmetricEigen } from './symmetricEigen.ts';

/** A dense matrix, column after column: element (row, column) is data[column * rows + row]. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** The matrix whose elements a function gives; row and column count from 0. */
export function matrixOf(rows: number, columns: number, element: (row: number, column: number) => number): Matrix {
  const data = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) data[column * rows + row] = element(row, column);
  return { rows, columns, data };
}

/** The matrix of rows of numbers. @throws InputError 'matrix.shape' when the rows differ in length */
export function matrixFromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) throw new InputError('matrix.shape', { rows: rows.length, columns });
  return matrixOf(rows.length, columns, (row, column) => rows[row]![column]!);
}

/** Element (row, column), counted from 0. */
export function at(matrix: Matrix, row: number, column: number): number {
  return matrix.data[column * matrix.rows + row]!;
}

/** A copy of one column. */
export function columnOf(matrix: Matrix, column: number): Float64Array {
  return matrix.data.slice(column * matrix.rows, (column + 1) * matrix.rows);
}

/** Rows become columns. */
export function transpose(matrix: Matrix): Matrix {
  return matrixOf(matrix.columns, matrix.rows, (row, column) => at(matrix, column, row));
}

/** The product a b, plain sums. @throws InputError 'matrix.shape' when a's columns are not b's rows */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) throw new InputError('matrix.shape', { columns: a.columns, rows: b.rows });
  const data = new Float64Array(a.rows * b.columns);
  for (let column = 0; column < b.columns; column++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = at(b, k, column);
      if (factor === 0) continue;
      for (let row = 0; row < a.rows; row++) data[column * a.rows + row]! += a.data[k * a.rows + row]! * factor;
    }
  }
  return { rows: a.rows, columns: b.columns, data };
}

/** Correlations from covariances; NaN in rows and columns without variance. The diagonal is exactly 1. */
export function correlationFromCovariance(covariance: Matrix): Matrix {
  return matrixOf(covariance.rows, covariance.columns, (row, column) => {
    const scale = Math.sqrt(at(covariance, row, row)) * Math.sqrt(at(covariance, column, column));
    if (!(scale > 0)) return Number.NaN;
    return row === column ? 1 : at(covariance, row, column) / scale;
  });
}

/**
 * Inverse of a symmetric positive definite matrix, or null when it is not one up to rounding (reciprocal condition below 1e-14).
 * By Cholesky's factors. Checked by multiplying back and on singular matrices: tests/shared/numeric/numeric.
 */
export function symmetricInverse(matrix: Matrix): Matrix | null {
  const values = symmetricEigenvalues(matrix);
  const largest = values[0] ?? 0;
  const smallest = values.at(-1) ?? 0;
  return smallest > largest * 1e-14 ? (cholesky(matrix, 0)?.inverse() ?? null) : null;
}

/** Variance of the row totals: the sum of all elements. */
export function sumOfElements(matrix: Matrix): number {
  const total = compensatedSum();
  for (const value of matrix.data) total.add(value);
  return total.value();
}
