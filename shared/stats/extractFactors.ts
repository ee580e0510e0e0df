import { InputError } from '../model/errors.ts';
import { cholesky } from '../numeric/cholesky.ts';
import { at, type Matrix, matrixOf, symmetricInverse } from '../numeric/matrix.ts';
import { symmetricEigen, symmetricEigenvalues } from '../numeric/symmetricEigen.ts';
import { orderFactors } from './orderFactors.ts';

export type ExtractionMethod = 'principalComponents' | 'principalAxis' | 'maximumLikelihood';

export type Extraction = {
  /** p x m; columns by falling sum of squares, sum of each column positive. */
  readonly loadings: Matrix;
  readonly communalities: readonly number[];
  /** Squared multiple correlations (1 for components); null when the correlation matrix has no inverse. */
  readonly initialCommunalities: readonly (number | null)[];
  /** All eigenvalues of the correlation matrix, falling. */
  readonly eigenvalues: readonly number[];
  readonly iterations: number;
  readonly converged: boolean;
  /** Places of the items whose uniqueness ran into its lower limit (Heywood cases). */
  readonly heywood: readonly number[];
  /** Minimum of the likelihood function (Lawley and Maxwell's form); null for other methods. */
  readonly discrepancy: number | null;
};

export interface ExtractFactorsOptions {
  readonly method: ExtractionMethod;
  /** 1 .. p. */
  readonly factors: number;
  readonly maxIterations?: number;
  /** Largest change of a uniqueness (its logarithm for maximum likelihood) at the end. Default 1e-10. */
  readonly tolerance?: number;
}

/** Least uniqueness: an item cannot be explained beyond this. */
const leastUniqueness = 0.005;

/** A function of the uniquenesses with its first and second derivatives. */
interface Criterion {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Matrix;
}

/**
 * Second derivatives of a sum over the discarded eigenvalues: a product of two sums over discarded vectors plus the exchange between
 * discarded (r >= m) and kept (t < m) vectors.
 */
function secondDerivatives(
  vectors: Matrix,
  m: number,
  inner: (r: number) => number,
  exchange: (r: number, t: number) => number,
): Matrix {
  const p = vectors.rows;
  const v = vectors.data;
  const plain = new Float64Array(p * p);
  const scaled = new Float64Array(p * p);
  const mixed = new Float64Array(p * p);
  const addOuter = (to: Float64Array, column: Float64Array, factor: number): void => {
    for (let j = 0; j < p; j++) {
      const times = factor * column[j]!;
      for (let i = j; i < p; i++) to[j * p + i]! += times * column[i]!;
    }
  };
  const product = new Float64Array(p);
  for (let r = m; r < p; r++) {
    const column = v.subarray(r * p, (r + 1) * p);
    addOuter(plain, column, 1);
    addOuter(scaled, column, inner(r));
    for (let t = 0; t < m; t++) {
      for (let i = 0; i < p; i++) product[i] = column[i]! * v[t * p + i]!;
      addOuter(mixed, product, exchange(r, t));
    }
  }
  return matrixOf(p, p, (row, column) => {
    const place = Math.min(row, column) * p + Math.max(row, column);
    return plain[place]! * scaled[place]! + mixed[place]!;
  });
}

/** Half the sum of the squared discarded eigenvalues of R - Psi: principal axis comes to rest where its derivatives are 0. */
function leastSquares(correlation: Matrix, m: number, psi: Float64Array): Criterion {
  const p = correlation.rows;
  const { values, vectors } = symmetricEigen(reduced(correlation, psi));
  const gradient = new Float64Array(p);
  let value = 0;
  for (let r = m; r < p; r++) {
    value += values[r]! ** 2 / 2;
    for (let i = 0; i < p; i++) gradient[i]! -= values[r]! * at(vectors, i, r) ** 2;
  }
  return {
    value,
    gradient,
    hessian: secondDerivatives(
      vectors,
      m,
      () => 1,
      (r, t) => (2 * values[r]!) / (values[r]! - values[t]!),
    ),
  };
}

function reduced(correlation: Matrix, psi: ArrayLike<number>): Matrix {
  return matrixOf(correlation.rows, correlation.rows, (i, j) => at(correlation, i, j) - (i === j ? psi[i]! : 0));
}

function standardisedByUniqueness(correlation: Matrix, psi: ArrayLike<number>): Matrix {
  return matrixOf(correlation.rows, correlation.rows, (i, j) => at(correlation, i, j) / Math.sqrt(psi[i]! * psi[j]!));
}

/** Joereskog's function of the logarithms of the uniquenesses: sum of (g - ln g - 1) over the discarded eigenvalues of R in units of Psi. */
function likelihood(correlation: Matrix, m: number, logPsi: Float64Array): Criterion {
  const p = correlation.rows;
  const { values, vectors } = symmetricEigen(standardisedByUniqueness(correlation, logPsi.map(Math.exp)));
  const gradient = new Float64Array(p);
  let value = 0;
  for (let r = m; r < p; r++) {
    value += values[r]! - Math.log(values[r]!) - 1;
    for (let i = 0; i < p; i++) gradient[i]! += (1 - values[r]!) * at(vectors, i, r) ** 2;
  }
  return {
    value,
    gradient,
    hessian: secondDerivatives(
      vectors,
      m,
      (r) => values[r]!,
      (r, t) => (-(1 - values[r]!) * (values[r]! + values[t]!)) / (values[r]! - values[t]!),
    ),
  };
}

interface Minimum {
  readonly at: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Newton's method between limits. Coordinates at a limit with the slope pointing outwards are held; where the second derivatives are
 * not positive definite the diagonal is raised until they are; a step that does not go down is halved.
 */
function minimise(
  criterion: (x: Float64Array) => Criterion,
  start: Float64Array,
  lower: number,
  upper: number,
  maxIterations: number,
  tolerance: number,
): Minimum {
  let x = start.map((value) => Math.min(upper, Math.max(lower, value)));
  let current = criterion(x);
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const free = Array.from(x.keys()).filter((i) => {
      const slope = current.gradient[i]!;
      return !((x[i]! <= lower && slope > 0) || (x[i]! >= upper && slope < 0));
    });
    if (free.length === 0) return { at: x, value: current.value, iterations: iteration, converged: true };
    const step = newtonStep(current, free);
    let next = x;
    let accepted: Criterion | null = null;
    for (let scale = 1; scale > 1e-10 && !accepted; scale /= 2) {
      next = x.slice();
      free.forEach((i, place) => {
        next[i] = Math.min(upper, Math.max(lower, x[i]! - scale * step[place]!));
      });
      const tried = criterion(next);
      if (tried.value <= current.value + 1e-14 * Math.max(1, Math.abs(current.value))) accepted = tried;
    }
    if (!accepted) return { at: x, value: current.value, iterations: iteration, converged: false };
    const change = next.reduce((most, value, i) => Math.max(most, Math.abs(value - x[i]!)), 0);
    x = next;
    current = accepted;
    if (change < tolerance) return { at: x, value: current.value, iterations: iteration, converged: true };
  }
  return { at: x, value: current.value, iterations: maxIterations, converged: false };
}

function newtonStep(current: Criterion, free: readonly number[]): Float64Array {
  const slope = Float64Array.from(free, (i) => current.gradient[i]!);
  const largest = free.reduce((most, i) => Math.max(most, Math.abs(at(current.hessian, i, i))), 1e-8);
  for (let raise = 0; ; raise = raise === 0 ? 1e-6 * largest : 4 * raise) {
    const factor = cholesky(
      matrixOf(free.length, free.length, (i, j) => at(current.hessian, free[i]!, free[j]!) + (i === j ? raise : 0)),
      1e-10,
    );
    if (factor) return factor.solve(slope);
  }
}

/** Squared multiple correlations, or the largest correlation of each item where the matrix has no inverse. */
function startingCommunalities(correlation: Matrix, inverse: Matrix | null): Float64Array {
  const p = correlation.rows;
  return Float64Array.from({ length: p }, (_, i) => {
    if (inverse) return 1 - 1 / at(inverse, i, i);
    let most = 0;
    for (let j = 0; j < p; j++) if (j !== i) most = Math.max(most, Math.abs(at(correlation, i, j)));
    return most;
  });
}

function loadingsOf(vectors: Matrix, m: number, scale: (i: number, r: number) => number): Matrix {
  return orderFactors(matrixOf(vectors.rows, m, (i, r) => at(vectors, i, r) * scale(i, r))).loadings;
}

function rowSquares(loadings: Matrix): number[] {
  return Array.from({ length: loadings.rows }, (_, i) => {
    let sum = 0;
    for (let r = 0; r < loadings.columns; r++) sum += at(loadings, i, r) ** 2;
    return sum;
  });
}

/**
 * Most factors a likelihood solution of p items can have without negative degrees of freedom: ((p - m)^2 - p - m)/2 >= 0. Source: Lawley
 * and Maxwell (1971).
 */
export function mostFactors(p: number): number {
  let m = 0;
  while (m + 1 < p && (p - m - 1) ** 2 - p - (m + 1) >= 0) m++;
  return m;
}

/**
 * Unrotated factors of a correlation matrix.
 *
 * principalComponents: eigenvectors times roots of the eigenvalues. principalAxis: communalities from squared multiple correlations,
 * iterated to the end; the resting point is that of unweighted least squares (minres) and is reached by Newton steps.
 * maximumLikelihood: Joereskog's function over the uniquenesses, canonical loadings. Uniquenesses stay at 0.005 or more.
 *
 * @param correlation  p x p, finite, diagonal 1
 * @throws InputError 'stats.factorCount' when factors is not 1 .. p (1 .. p - 1 for likelihood); 'stats.singular' when likelihood is
 *         asked of a matrix without inverse
 * Source: Joereskog (1967), Harman and Jones (1966), Lawley and Maxwell (1971). Checked against R 4.2.2 psych and factanal, PSPP 1.6.2:
 * tests/golden efa, pspp_factor.
 */
export function extractFactors(correlation: Matrix, options: ExtractFactorsOptions): Extraction {
  const { method, factors: m, maxIterations = 200, tolerance = 1e-10 } = options;
  const p = correlation.rows;
  if (!Number.isInteger(m) || m < 1 || m > (method === 'maximumLikelihood' ? p - 1 : p))
    throw new InputError('stats.factorCount', { factors: m, items: p });
  const inverse = symmetricInverse(correlation);
  const initial = startingCommunalities(correlation, inverse);
  if (method === 'principalComponents') {
    const { values, vectors } = symmetricEigen(correlation);
    const loadings = loadingsOf(vectors, m, (_, r) => Math.sqrt(Math.max(0, values[r]!)));
    return {
      loadings,
      communalities: rowSquares(loadings),
      initialCommunalities: Array.from({ length: p }, () => 1),
      eigenvalues: [...values],
      iterations: 0,
      converged: true,
      heywood: [],
      discrepancy: null,
    };
  }
  const eigenvalues = [...symmetricEigenvalues(correlation)];
  const initialCommunalities = [...initial].map((value) => (inverse ? value : null));
  if (method === 'principalAxis') {
    const found = minimise(
      (psi) => leastSquares(correlation, m, psi),
      initial.map((value) => 1 - value),
      leastUniqueness,
      1,
      maxIterations,
      tolerance,
    );
    const { values, vectors } = symmetricEigen(reduced(correlation, found.at));
    const loadings = loadingsOf(vectors, m, (_, r) => Math.sqrt(Math.max(0, values[r]!)));
    return {
      loadings,
      communalities: rowSquares(loadings),
      initialCommunalities,
      eigenvalues,
      iterations: found.iterations,
      converged: found.converged,
      heywood: atLimit(found.at),
      discrepancy: null,
    };
  }
  if (!inverse) throw new InputError('stats.singular', { items: p });
  const found = minimise(
    (logPsi) => likelihood(correlation, m, logPsi),
    initial.map((value) => Math.log((1 - value) * (1 - (0.5 * m) / p))),
    Math.log(leastUniqueness),
    0,
    maxIterations,
    tolerance,
  );
  const psi = found.at.map(Math.exp);
  const { values, vectors } = symmetricEigen(standardisedByUniqueness(correlation, psi));
  const loadings = loadingsOf(vectors, m, (i, r) => Math.sqrt(psi[i]! * Math.max(0, values[r]! - 1)));
  return {
    loadings,
    communalities: rowSquares(loadings),
    initialCommunalities,
    eigenvalues,
    iterations: found.iterations,
    converged: found.converged,
    heywood: atLimit(psi),
    discrepancy: found.value,
  };
}

function atLimit(psi: Float64Array): number[] {
  return Array.from(psi.keys()).filter((i) => psi[i]! <= leastUniqueness * (1 + 1e-9));
}
