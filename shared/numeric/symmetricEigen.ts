import type { Matrix } from './matrix.ts';

export interface SymmetricEigen {
  /** Falling. */
  readonly values: Float64Array;
  /** Column j belongs to values[j]; unit length, sign arbitrary. */
  readonly vectors: Matrix;
}

/**
 * Householder's reduction to a tridiagonal matrix in place: the reflectors stay below the diagonal of a, their factors in tau, so that
 * reflector j is I - tau[j] v v' with v[j+1] = 1.
 */
function tridiagonalise(
  a: Float64Array,
  n: number,
  diagonal: Float64Array,
  off: Float64Array,
  tau: Float64Array,
): void {
  const p = new Float64Array(n);
  for (let j = 0; j < n - 1; j++) {
    const column = j * n;
    let below = 0;
    for (let i = j + 2; i < n; i++) below += a[column + i]! * a[column + i]!;
    const head = a[column + j + 1]!;
    diagonal[j] = a[column + j]!;
    if (below === 0) {
      tau[j] = 0;
      off[j] = head;
      continue;
    }
    const length = head >= 0 ? -Math.sqrt(head * head + below) : Math.sqrt(head * head + below);
    tau[j] = (length - head) / length;
    const scale = 1 / (head - length);
    for (let i = j + 2; i < n; i++) a[column + i]! *= scale;
    a[column + j + 1] = 1;
    off[j] = length;
    // p = tau A v with the lower triangle only, then A -= v w' + w v' with w = p - (tau/2)(p'v) v.
    p.fill(0, j + 1, n);
    for (let c = j + 1; c < n; c++) {
      const base = c * n;
      const vc = a[column + c]!;
      let sum = a[base + c]! * vc;
      for (let i = c + 1; i < n; i++) {
        const element = a[base + i]!;
        p[i]! += element * vc;
        sum += element * a[column + i]!;
      }
      p[c]! += sum;
    }
    let product = 0;
    for (let i = j + 1; i < n; i++) {
      p[i]! *= tau[j]!;
      product += p[i]! * a[column + i]!;
    }
    const half = (tau[j]! * product) / 2;
    for (let i = j + 1; i < n; i++) p[i]! -= half * a[column + i]!;
    for (let c = j + 1; c < n; c++) {
      const base = c * n;
      const vc = a[column + c]!;
      const wc = p[c]!;
      for (let i = c; i < n; i++) a[base + i]! -= a[column + i]! * wc + p[i]! * vc;
    }
  }
  if (n > 0) diagonal[n - 1] = a[n * n - 1]!;
}

/** The product of the reflectors, column after column. */
function reflectors(a: Float64Array, n: number, tau: Float64Array): Float64Array {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  for (let j = n - 2; j >= 0; j--) {
    if (tau[j] === 0) continue;
    const column = j * n;
    for (let c = j + 1; c < n; c++) {
      const base = c * n;
      let sum = 0;
      for (let i = j + 1; i < n; i++) sum += a[column + i]! * q[base + i]!;
      sum *= tau[j]!;
      if (sum === 0) continue;
      for (let i = j + 1; i < n; i++) q[base + i]! -= sum * a[column + i]!;
    }
  }
  return q;
}

/** Implicit QL steps with Wilkinson's shift; off[i] couples i and i + 1. Rotations go into the columns of q where there is one. */
function implicitQl(diagonal: Float64Array, off: Float64Array, n: number, q: Float64Array | null): void {
  let norm = 0;
  for (let i = 0; i < n; i++) norm = Math.max(norm, Math.abs(diagonal[i]!) + Math.abs(off[i] ?? 0));
  const negligible = norm * 2 ** -53;
  for (let l = 0; l < n; l++) {
    // Each value takes two or three steps; the limit only guards against values that are not finite.
    for (let step = 0; step < 60; step++) {
      let m = l;
      while (m < n - 1 && Math.abs(off[m]!) > negligible) m++;
      if (m === l) break;
      let g = (diagonal[l + 1]! - diagonal[l]!) / (2 * off[l]!);
      let r = Math.hypot(g, 1);
      g = diagonal[m]! - diagonal[l]! + off[l]! / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let shift = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        let f = s * off[i]!;
        const b = c * off[i]!;
        r = Math.sqrt(f * f + g * g);
        off[i + 1] = r;
        if (r === 0) {
          diagonal[i + 1]! -= shift;
          off[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = diagonal[i + 1]! - shift;
        r = (diagonal[i]! - g) * s + 2 * c * b;
        shift = s * r;
        diagonal[i + 1] = g + shift;
        g = c * r - b;
        if (!q) continue;
        const low = i * n;
        const high = low + n;
        for (let k = 0; k < n; k++) {
          f = q[high + k]!;
          const x = q[low + k]!;
          q[high + k] = s * x + c * f;
          q[low + k] = c * x - s * f;
        }
      }
      if (r === 0 && i >= l) continue;
      diagonal[l]! -= shift;
      off[l] = g;
      off[m] = 0;
    }
  }
}

function solve(matrix: Matrix, wantVectors: boolean): { values: Float64Array; vectors: Float64Array | null } {
  const n = matrix.rows;
  const a = Float64Array.from(matrix.data);
  const diagonal = new Float64Array(n);
  const off = new Float64Array(n);
  const tau = new Float64Array(n);
  tridiagonalise(a, n, diagonal, off, tau);
  const q = wantVectors ? reflectors(a, n, tau) : null;
  implicitQl(diagonal, off, n, q);
  return { values: diagonal, vectors: q };
}

/**
 * Eigenvalues and vectors of a symmetric matrix; the lower triangle is read. Errors are of the size of rounding times the largest
 * value. A matrix with an element that is not finite gives NaN throughout.
 *
 * Householder tridiagonalisation, then implicit QL with Wilkinson's shift: Golub and Van Loan (2013), sections 8.3 and 8.5.
 * Checked against ml-matrix and by reconstruction: tests/shared/numeric/symmetricEigen.
 */
export function symmetricEigen(matrix: Matrix): SymmetricEigen {
  const n = matrix.rows;
  if (matrix.data.some((value) => !Number.isFinite(value))) {
    return {
      values: new Float64Array(n).fill(Number.NaN),
      vectors: { rows: n, columns: n, data: new Float64Array(n * n).fill(Number.NaN) },
    };
  }
  const { values, vectors } = solve(matrix, true);
  const order = Array.from(values.keys()).toSorted((a, b) => values[b]! - values[a]!);
  const data = new Float64Array(n * n);
  order.forEach((from, to) => data.set(vectors!.subarray(from * n, (from + 1) * n), to * n));
  return {
    values: Float64Array.from(order, (place) => values[place]!),
    vectors: { rows: n, columns: n, data },
  };
}

/** Eigenvalues only, falling: a third of the work. NaN when an element is not finite. Ways, source and checks as for symmetricEigen. */
export function symmetricEigenvalues(matrix: Matrix): Float64Array {
  if (matrix.data.some((value) => !Number.isFinite(value))) return new Float64Array(matrix.rows).fill(Number.NaN);
  return solve(matrix, false).values.toSorted((a, b) => b - a);
}
