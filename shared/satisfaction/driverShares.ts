import { at, type Matrix, matrixOf, symmetricEigen, symmetricInverse } from '../numeric/matrix.ts';
import { sharesOf } from './scoreMoments.ts';

/** Weights drawn from what goes along with the outcome, or with the other indicators. */
export interface DriverShares {
  /** What the shares are made of, in the order of the columns: r, beta, loading, relative weight. */
  readonly basis: readonly number[];
  /** Places whose basis is negative and counts as 0. */
  readonly negative: readonly number[];
  /** Sum 1; null when no basis is above 0. */
  readonly weights: readonly number[] | null;
}

function positiveShares(basis: readonly number[]): DriverShares {
  return {
    basis,
    negative: basis.flatMap((value, place) => (value < 0 ? [place] : [])),
    weights: sharesOf(basis.map((value) => Math.max(0, value))),
  };
}

/**
 * Shares of the correlations with the outcome; negative ones count as 0 (resources/docs/methods: weights.correlation). Checked:
 * tests/shared/satisfaction/weights.
 */
export function correlationShares(withOutcome: readonly number[]): DriverShares {
  return positiveShares(withOutcome);
}

/**
 * Shares of the standardised regression coefficients beta = R^-1 r; negative ones count as 0 and are named.
 *
 * @param correlations  of the drivers, without NaN
 * @param withOutcome  correlation of each driver with the outcome
 * @returns null when the drivers are collinear; rSquared = sum beta r
 * Source: Draper and Smith (1998); resources/docs/methods: weights.regression. Checked on drivers without correlation and collinear ones:
 * tests/shared/satisfaction/weights.
 */
export function regressionShares(
  correlations: Matrix,
  withOutcome: readonly number[],
): (DriverShares & { readonly rSquared: number }) | null {
  const inverse = symmetricInverse(correlations);
  if (!inverse) return null;
  const betas = withOutcome.map((_, i) => withOutcome.reduce((sum, r, j) => sum + at(inverse, i, j) * r, 0));
  return {
    ...positiveShares(betas),
    rSquared: Math.max(
      0,
      Math.min(
        1,
        betas.reduce((sum, beta, i) => sum + beta * withOutcome[i]!, 0),
      ),
    ),
  };
}

/**
 * Shares of the loadings on the first principal component of the correlation matrix; the sign is the one that makes their sum positive.
 *
 * @returns share of the variance the component explains, 0-1
 * Source: Hotelling (1933). Checked: tests/shared/satisfaction/weights.
 */
export function firstComponentShares(correlations: Matrix): DriverShares & { readonly explained: number } {
  const { values, vectors } = symmetricEigen(correlations);
  const size = Math.sqrt(Math.max(0, values[0] ?? 0));
  const loadings = Array.from({ length: correlations.rows }, (_, i) => size * at(vectors, i, 0));
  const sign = loadings.reduce((sum, value) => sum + value, 0) < 0 ? -1 : 1;
  return {
    ...positiveShares(loadings.map((value) => sign * value)),
    explained: (values[0] ?? 0) / Math.max(1, correlations.rows),
  };
}

/**
 * Johnson's relative weights: with L = R^(1/2) the correlations of the drivers with their nearest orthogonal counterparts,
 * epsilon_i = sum_k L_ik^2 (L^-1 r)_k^2. They are >= 0 and sum to R squared; shares divide by it.
 *
 * @returns null when the drivers are collinear
 * Source: Johnson (2000), Multivariate Behavioral Research 35. Checked against R 4.2.2: tests/golden
 * relative_importance.
 */
export function johnsonShares(
  correlations: Matrix,
  withOutcome: readonly number[],
): (DriverShares & { readonly rSquared: number }) | null {
  const { values, vectors } = symmetricEigen(correlations);
  const k = correlations.rows;
  if (!((values[k - 1] ?? 0) > 1e-12 * (values[0] ?? 0))) return null;
  const power = (exponent: number): Matrix =>
    matrixOf(k, k, (i, j) => {
      let sum = 0;
      for (let f = 0; f < k; f++) sum += at(vectors, i, f) * at(vectors, j, f) * values[f]! ** exponent;
      return sum;
    });
  const [root, inverseRoot] = [power(0.5), power(-0.5)];
  const counterparts = withOutcome.map((_, i) => withOutcome.reduce((sum, r, j) => sum + at(inverseRoot, i, j) * r, 0));
  const epsilons = withOutcome.map((_, i) =>
    counterparts.reduce((sum, beta, f) => sum + at(root, i, f) ** 2 * beta ** 2, 0),
  );
  return {
    ...positiveShares(epsilons),
    rSquared: Math.min(
      1,
      epsilons.reduce((sum, value) => sum + value, 0),
    ),
  };
}
