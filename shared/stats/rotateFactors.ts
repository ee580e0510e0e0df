import { at, columnOf, type Matrix, matrixOf, multiply, symmetricInverse, transpose } from '../numeric/matrix.ts';
import { orderFactors } from './orderFactors.ts';

export type RotationMethod = 'none' | 'varimax' | 'quartimax' | 'equamax' | 'promax' | 'oblimin';

export interface RotateFactorsOptions {
  readonly method: RotationMethod;
  /** Kaiser normalisation: rows brought to unit length while rotating. Default true. */
  readonly kaiser?: boolean;
  /** Power of promax. Default 4. */
  readonly power?: number;
  /**
   * Target of promax: 'normalised' (default) raises loadings divided by the root of their communality, as SPSS and PSPP do;
   * 'plain' raises the varimax loadings as they are, as R does.
   */
  readonly promaxTarget?: 'normalised' | 'plain';
  readonly maxIterations?: number;
}

export type Rotation = {
  /** p x m; the pattern matrix of an oblique rotation. Columns by falling sum of squares, sum of each column positive. */
  readonly loadings: Matrix;
  /** Correlations of the factors; null for orthogonal rotations. */
  readonly factorCorrelations: Matrix | null;
  /** Correlations of items and factors; equals loadings for orthogonal rotations. */
  readonly structure: Matrix;
  readonly iterations: number;
  readonly converged: boolean;
};

function rowLengths(loadings: Matrix): Float64Array {
  return Float64Array.from({ length: loadings.rows }, (_, i) => {
    let sum = 0;
    for (let r = 0; r < loadings.columns; r++) sum += at(loadings, i, r) ** 2;
    return Math.sqrt(sum);
  });
}

function scaleRows(loadings: Matrix, scale: (row: number) => number): Matrix {
  return matrixOf(loadings.rows, loadings.columns, (i, r) => at(loadings, i, r) * scale(i));
}

/** Orthomax criterion by plane rotations (Kaiser 1958): every pair of columns is turned by its best angle until no angle is left. */
function orthomax(
  start: Matrix,
  gamma: number,
  maxIterations: number,
): { readonly loadings: Matrix; readonly iterations: number; readonly converged: boolean } {
  const { rows: p, columns: m } = start;
  const columns = Array.from({ length: m }, (_, r) => columnOf(start, r));
  let iterations = 0;
  let converged = m < 2;
  while (!converged && iterations < maxIterations) {
    iterations++;
    let largest = 0;
    for (let a = 0; a < m; a++) {
      for (let b = a + 1; b < m; b++) {
        const [x, y] = [columns[a]!, columns[b]!];
        let sumU = 0;
        let sumV = 0;
        let difference = 0;
        let mixed = 0;
        for (let i = 0; i < p; i++) {
          const u = x[i]! * x[i]! - y[i]! * y[i]!;
          const v = 2 * x[i]! * y[i]!;
          sumU += u;
          sumV += v;
          difference += u * u - v * v;
          mixed += 2 * u * v;
        }
        const numerator = mixed - (2 * gamma * sumU * sumV) / p;
        const denominator = difference - (gamma * (sumU * sumU - sumV * sumV)) / p;
        if (Math.hypot(numerator, denominator) < 1e-30) continue;
        const angle = Math.atan2(numerator, denominator) / 4;
        largest = Math.max(largest, Math.abs(angle));
        const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
        for (let i = 0; i < p; i++) {
          const [first, second] = [x[i]!, y[i]!];
          x[i] = cosine * first + sine * second;
          y[i] = cosine * second - sine * first;
        }
      }
    }
    converged = largest < 1e-11;
  }
  return { loadings: matrixOf(p, m, (i, r) => columns[r]![i]!), iterations, converged };
}

/**
 * Promax (Hendrickson and White 1964): least squares fit of the rotated loadings to their own powers, factors brought to unit variance.
 */
function promax(
  varimax: Matrix,
  power: number,
  target: 'normalised' | 'plain',
): { readonly pattern: Matrix; readonly phi: Matrix } | null {
  const m = varimax.columns;
  const lengths = rowLengths(varimax);
  const goal = matrixOf(varimax.rows, m, (i, r) => {
    const loading = at(varimax, i, r);
    const size = target === 'normalised' ? Math.abs(loading) / (lengths[i]! || 1) : Math.abs(loading);
    return target === 'normalised' ? Math.sign(loading) * size ** power : loading * size ** (power - 1);
  });
  const crossed = symmetricInverse(multiply(transpose(varimax), varimax));
  if (!crossed) return null;
  const fit = multiply(crossed, multiply(transpose(varimax), goal));
  const unscaled = symmetricInverse(multiply(transpose(fit), fit));
  if (!unscaled) return null;
  const turn = matrixOf(m, m, (i, r) => at(fit, i, r) * Math.sqrt(at(unscaled, r, r)));
  const phi = symmetricInverse(multiply(transpose(turn), turn));
  return phi && { pattern: multiply(varimax, turn), phi };
}

/** Quartimin criterion (direct oblimin with delta 0) and its gradient in the pattern. */
function quartimin(pattern: Matrix): { readonly value: number; readonly gradient: Matrix } {
  const { rows: p, columns: m } = pattern;
  let value = 0;
  const gradient = new Float64Array(p * m);
  for (let i = 0; i < p; i++) {
    let squares = 0;
    for (let r = 0; r < m; r++) squares += at(pattern, i, r) ** 2;
    for (let r = 0; r < m; r++) {
      const loading = at(pattern, i, r);
      const others = squares - loading * loading;
      value += (loading * loading * others) / 4;
      gradient[r * p + i] = loading * others;
    }
  }
  return { value, gradient: { rows: p, columns: m, data: gradient } };
}

/** Inverse of a small general matrix by Gauss-Jordan elimination with row exchanges; null when singular. */
function inverseOf(matrix: Matrix): Matrix | null {
  const n = matrix.rows;
  const a = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: 2 * n }, (_unused, j) => (j < n ? at(matrix, i, j) : j - n === i ? 1 : 0)),
  );
  for (let c = 0; c < n; c++) {
    let best = c;
    for (let i = c + 1; i < n; i++) if (Math.abs(a[i]![c]!) > Math.abs(a[best]![c]!)) best = i;
    const pivot = a[best]!;
    if (!(Math.abs(pivot[c]!) > 1e-14)) return null;
    a[best] = a[c]!;
    a[c] = pivot;
    const scale = 1 / pivot[c]!;
    for (let j = c; j < 2 * n; j++) pivot[j]! *= scale;
    for (let i = 0; i < n; i++) {
      const row = a[i]!;
      const factor = row[c]!;
      if (i === c || factor === 0) continue;
      for (let j = c; j < 2 * n; j++) row[j]! -= factor * pivot[j]!;
    }
  }
  return matrixOf(n, n, (i, j) => a[i]![n + j]!);
}

/**
 * Oblique rotation by gradient projection (Jennrich 2002): the pattern is A inverse(T)', columns of T have unit length, factors
 * correlate T'T. Starts from the unrotated factors.
 */
function gradientProjection(
  start: Matrix,
  maxIterations: number,
): { readonly pattern: Matrix; readonly phi: Matrix; readonly iterations: number; readonly converged: boolean } {
  const m = start.columns;
  let turn = matrixOf(m, m, (i, j) => (i === j ? 1 : 0));
  let inverse = turn;
  let pattern = start;
  let current = quartimin(pattern);
  let step = 1;
  let iterations = 0;
  let converged = false;
  for (; iterations < maxIterations && !converged; iterations++) {
    // Gradient in T, then its part along the unit columns.
    const slope = transpose(multiply(multiply(transpose(pattern), current.gradient), inverse));
    const along = Float64Array.from({ length: m }, (_, j) => {
      let sum = 0;
      for (let i = 0; i < m; i++) sum -= at(turn, i, j) * at(slope, i, j);
      return sum;
    });
    const tangent = matrixOf(m, m, (i, j) => -at(slope, i, j) - at(turn, i, j) * along[j]!);
    const length = Math.sqrt(tangent.data.reduce((sum, value) => sum + value * value, 0));
    if (length < 1e-8) {
      converged = true;
      break;
    }
    step *= 2;
    let moves = false;
    for (let attempt = 0; attempt < 40 && !moves; attempt++) {
      const moved = matrixOf(m, m, (i, j) => at(turn, i, j) - step * at(tangent, i, j));
      const scale = Float64Array.from({ length: m }, (_, j) => 1 / Math.hypot(...columnOf(moved, j)));
      const nextTurn = matrixOf(m, m, (i, j) => at(moved, i, j) * scale[j]!);
      const nextInverse = inverseOf(nextTurn);
      if (nextInverse) {
        const nextPattern = multiply(start, transpose(nextInverse));
        const next = quartimin(nextPattern);
        if (next.value < current.value - 0.5 * length * length * step) {
          [turn, inverse, pattern, current] = [nextTurn, nextInverse, nextPattern, next];
          moves = true;
        }
      }
      if (!moves) step /= 2;
    }
    // Below this slope the criterion changes by less than its rounding.
    if (!moves) return { pattern, phi: multiply(transpose(turn), turn), iterations, converged: length < 1e-5 };
  }
  return { pattern, phi: multiply(transpose(turn), turn), iterations, converged };
}

function oblique(pattern: Matrix, phi: Matrix, iterations: number, converged: boolean): Rotation {
  const { loadings, from, sign } = orderFactors(pattern);
  const m = loadings.columns;
  const factorCorrelations = matrixOf(m, m, (i, j) =>
    i === j ? 1 : (sign[i]! * sign[j]! * (at(phi, from[i]!, from[j]!) + at(phi, from[j]!, from[i]!))) / 2,
  );
  return { loadings, factorCorrelations, structure: multiply(loadings, factorCorrelations), iterations, converged };
}

/**
 * Rotates factors to simple structure. One factor, and method 'none', come back as they are.
 *
 * varimax, quartimax, equamax: the orthomax family with gamma 1, 0, m/2. promax: from varimax. oblimin: direct, delta 0 (quartimin).
 *
 * @param loadings  p x m unrotated
 * Source: Kaiser (1958), Hendrickson and White (1964), Jennrich (2002), Bernaards and Jennrich (2005). Checked against R 4.2.2
 * (varimax, promax, GPArotation) and PSPP 1.6.2: tests/golden efa, pspp_factor.
 */
export function rotateFactors(loadings: Matrix, options: RotateFactorsOptions): Rotation {
  const { method, kaiser = true, power = 4, promaxTarget = 'normalised', maxIterations = 5000 } = options;
  const m = loadings.columns;
  if (m < 2 || method === 'none') {
    const ordered = orderFactors(loadings).loadings;
    return { loadings: ordered, factorCorrelations: null, structure: ordered, iterations: 0, converged: true };
  }
  const lengths = rowLengths(loadings);
  const forth = (matrix: Matrix): Matrix => (kaiser ? scaleRows(matrix, (i) => 1 / (lengths[i]! || 1)) : matrix);
  const back = (matrix: Matrix): Matrix => (kaiser ? scaleRows(matrix, (i) => lengths[i]!) : matrix);
  if (method === 'oblimin') {
    const { pattern, phi, iterations, converged } = gradientProjection(forth(loadings), maxIterations);
    return oblique(back(pattern), phi, iterations, converged);
  }
  const gamma = method === 'quartimax' ? 0 : method === 'equamax' ? m / 2 : 1;
  const turned = orthomax(forth(loadings), gamma, maxIterations);
  const orthogonal = back(turned.loadings);
  if (method === 'promax') {
    const fitted = promax(orthogonal, power, promaxTarget);
    if (fitted) return oblique(fitted.pattern, fitted.phi, turned.iterations, turned.converged);
  }
  const ordered = orderFactors(orthogonal).loadings;
  return {
    loadings: ordered,
    factorCorrelations: null,
    structure: ordered,
    iterations: turned.iterations,
    converged: turned.converged && method !== 'promax',
  };
}
