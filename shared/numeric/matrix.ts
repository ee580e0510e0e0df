import {
  CholeskyDecomposition,
  EigenvalueDecomposition,
  Matrix as MlMatrix,
  SingularValueDecomposition,
} from 'ml-matrix';
import { InputError } from '../model/errors.ts';
import { centralSums, compensatedSum, splitMean } from './accurateSum.ts';

/** A dense matrix, column after column: element (row, column) is data[column * rows + row]. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export function matrixOf(rows: number, columns: number, element: (row: number, column: number) => number): Matrix {
  const data = new Float64Array(rows * columns);
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) data[column * rows + row] = element(row, column);
  return { rows, columns, data };
}

/** @throws InputError 'matrix.shape' when the rows differ in length */
export function matrixFromRows(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== columns)) throw new InputError('matrix.shape', { rows: rows.length, columns });
  return matrixOf(rows.length, columns, (row, column) => rows[row]![column]!);
}

/** @throws InputError 'matrix.shape' when the columns differ in length */
export function matrixFromColumns(columns: readonly ArrayLike<number>[]): Matrix {
  const rows = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== rows))
    throw new InputError('matrix.shape', { rows, columns: columns.length });
  return matrixOf(rows, columns.length, (row, column) => columns[column]![row]!);
}

export function at(matrix: Matrix, row: number, column: number): number {
  return matrix.data[column * matrix.rows + row]!;
}

export function columnOf(matrix: Matrix, column: number): Float64Array {
  return matrix.data.slice(column * matrix.rows, (column + 1) * matrix.rows);
}

export function rowsOf(matrix: Matrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, row) =>
    Array.from({ length: matrix.columns }, (_unused, column) => at(matrix, row, column)),
  );
}

export function transpose(matrix: Matrix): Matrix {
  return matrixOf(matrix.columns, matrix.rows, (row, column) => at(matrix, column, row));
}

/** @throws InputError 'matrix.shape' when a's columns are not b's rows */
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

const blockRows = 512;

/**
 * Adds the products of column `i` with columns j .. j+3 over one block of rows: four running sums keep the processor busy, and blocks
 * of 512 keep plain sums short, so that their rounding stays near 1e-14.
 */
function addBlockProducts(
  centred: readonly Float64Array[],
  i: number,
  j: number,
  from: number,
  to: number,
  sums: Float64Array,
): void {
  const x = centred[i]!;
  const a = centred[j]!;
  const b = centred[j + 1] ?? a;
  const c = centred[j + 2] ?? a;
  const d = centred[j + 3] ?? a;
  let sumA = 0;
  let sumB = 0;
  let sumC = 0;
  let sumD = 0;
  for (let row = from; row < to; row++) {
    const value = x[row]!;
    sumA += value * a[row]!;
    sumB += value * b[row]!;
    sumC += value * c[row]!;
    sumD += value * d[row]!;
  }
  const place = i * centred.length + j;
  sums[place]! += sumA;
  if (j + 1 <= i) sums[place + 1]! += sumB;
  if (j + 2 <= i) sums[place + 2]! += sumC;
  if (j + 3 <= i) sums[place + 3]! += sumD;
}

/** Covariances (divisor n - 1) of columns without missing values, from deviations about the accurate means. */
export function covarianceMatrix(columns: readonly ArrayLike<number>[]): Matrix {
  const k = columns.length;
  const n = columns[0]?.length ?? 0;
  const centred = columns.map((column) => {
    const mean = splitMean(column);
    const deviations = new Float64Array(n);
    for (let row = 0; row < n; row++) deviations[row] = column[row]! - mean.high - mean.low;
    return deviations;
  });
  const sums = new Float64Array(k * k);
  for (let from = 0; from < n; from += blockRows) {
    const to = Math.min(n, from + blockRows);
    for (let i = 0; i < k; i++) for (let j = 0; j <= i; j += 4) addBlockProducts(centred, i, j, from, to, sums);
  }
  return matrixOf(k, k, (row, column) => sums[Math.max(row, column) * k + Math.min(row, column)]! / (n - 1));
}

/** Correlations from covariances; NaN in rows and columns without variance. The diagonal is exactly 1. */
export function correlationFromCovariance(covariance: Matrix): Matrix {
  return matrixOf(covariance.rows, covariance.columns, (row, column) => {
    const scale = Math.sqrt(at(covariance, row, row)) * Math.sqrt(at(covariance, column, column));
    if (!(scale > 0)) return Number.NaN;
    return row === column ? 1 : at(covariance, row, column) / scale;
  });
}

function toMl(matrix: Matrix): MlMatrix {
  return new MlMatrix(rowsOf(matrix));
}

function fromMl(matrix: MlMatrix): Matrix {
  return matrixOf(matrix.rows, matrix.columns, (row, column) => matrix.get(row, column));
}

export interface SymmetricEigen {
  /** Falling. */
  readonly values: Float64Array;
  /** Column j belongs to values[j]; unit length, sign arbitrary. */
  readonly vectors: Matrix;
}

export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  const solved = new EigenvalueDecomposition(toMl(matrix), { assumeSymmetric: true });
  const order = solved.realEigenvalues.map((value, index) => ({ value, index })).toSorted((a, b) => b.value - a.value);
  const vectors = solved.eigenvectorMatrix;
  return {
    values: Float64Array.from(order, (entry) => entry.value),
    vectors: matrixOf(matrix.rows, matrix.rows, (row, column) => vectors.get(row, order[column]!.index)),
  };
}

/** Singular values, falling. */
export function singularValues(matrix: Matrix): Float64Array {
  return Float64Array.from(new SingularValueDecomposition(toMl(matrix), { autoTranspose: true }).diagonal);
}

/** Inverse of a symmetric positive definite matrix, or null when it is not one up to rounding (reciprocal condition below 1e-14). */
export function symmetricInverse(matrix: Matrix): Matrix | null {
  if (matrix.data.some((value) => !Number.isFinite(value))) return null;
  const { values } = symmetricEigen(matrix);
  const largest = values[0] ?? 0;
  const smallest = values.at(-1) ?? 0;
  if (!(smallest > largest * 1e-14)) return null;
  const cholesky = new CholeskyDecomposition(toMl(matrix));
  return cholesky.isPositiveDefinite() ? fromMl(cholesky.solve(MlMatrix.eye(matrix.rows, matrix.rows))) : null;
}

/** Variance of the row totals: the sum of all elements. */
export function sumOfElements(matrix: Matrix): number {
  const total = compensatedSum();
  for (const value of matrix.data) total.add(value);
  return total.value();
}

/** Variances of columns, divisor n - 1. */
export function columnVariances(columns: readonly ArrayLike<number>[]): number[] {
  return columns.map((column) => centralSums(column, splitMean(column))[0] / (column.length - 1));
}
