import type { Matrix } from './matrix.ts';

/** A = L L' of a symmetric positive definite matrix. */
export interface Cholesky {
  /** L, lower triangle; zeros above. */
  readonly factor: Matrix;
  readonly logDeterminant: number;
  /** Solution of A x = b. */
  solve(b: ArrayLike<number>): Float64Array;
  /** Solution of L z = b: in z, distances by A inverse are plain distances. */
  whiten(b: ArrayLike<number>): Float64Array;
  inverse(): Matrix;
}

/**
 * Cholesky's factorisation of a symmetric matrix; the lower triangle is read.
 *
 * @param matrix  n x n
 * @param tolerance  least share of a diagonal element that must remain after the columns before it: below, the column is taken for a
 *   combination of them. Default 1e-12
 * @returns null when the matrix is not positive definite up to the tolerance, or not finite
 * Source: Golub and Van Loan (2013), ch. 4.2. Checked by rebuilding and solving: tests/shared/numeric/symmetricEigen.
 */
export function cholesky(matrix: Matrix, tolerance = 1e-12): Cholesky | null {
  const n = matrix.rows;
  const l = new Float64Array(n * n);
  let logDeterminant = 0;
  for (let j = 0; j < n; j++) {
    const diagonal = matrix.data[j * n + j]!;
    for (let i = j; i < n; i++) l[j * n + i] = matrix.data[j * n + i]!;
    for (let c = 0; c < j; c++) {
      const factor = l[c * n + j]!;
      if (factor === 0) continue;
      for (let i = j; i < n; i++) l[j * n + i]! -= factor * l[c * n + i]!;
    }
    const pivot = l[j * n + j]!;
    if (!(diagonal > 0 && pivot > tolerance * diagonal && Number.isFinite(pivot))) return null;
    logDeterminant += Math.log(pivot);
    const root = Math.sqrt(pivot);
    for (let i = j; i < n; i++) l[j * n + i]! /= root;
  }
  if (l.some((value) => !Number.isFinite(value))) return null;

  const whiten = (b: ArrayLike<number>): Float64Array => {
    const z = Float64Array.from(b);
    for (let c = 0; c < n; c++) {
      const value = z[c]! / l[c * n + c]!;
      z[c] = value;
      for (let i = c + 1; i < n; i++) z[i]! -= l[c * n + i]! * value;
    }
    return z;
  };
  const solve = (b: ArrayLike<number>): Float64Array => {
    const x = whiten(b);
    for (let c = n - 1; c >= 0; c--) {
      let value = x[c]!;
      for (let i = c + 1; i < n; i++) value -= l[c * n + i]! * x[i]!;
      x[c] = value / l[c * n + c]!;
    }
    return x;
  };
  return {
    factor: { rows: n, columns: n, data: l },
    logDeterminant,
    solve,
    whiten,
    inverse() {
      const data = new Float64Array(n * n);
      const unit = new Float64Array(n);
      for (let j = 0; j < n; j++) {
        unit.fill(0);
        unit[j] = 1;
        data.set(solve(unit), j * n);
      }
      // The two halves differ by rounding only.
      for (let j = 0; j < n; j++) {
        for (let i = j + 1; i < n; i++) {
          const mean = (data[j * n + i]! + data[i * n + j]!) / 2;
          data[j * n + i] = mean;
          data[i * n + j] = mean;
        }
      }
      return { rows: n, columns: n, data };
    },
  };
}
