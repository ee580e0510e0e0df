import { InputError } from '../model/errors.ts';
import { at, type Matrix, symmetricInverse } from '../numeric/matrix.ts';
import { symmetricEigen } from '../numeric/symmetricEigen.ts';

/** More predictors than this have too many subsets (2^k) for Shapley values. */
export const mostForShapley = 20;

export type RelativeImportance = {
  readonly rSquared: number;
  /** Lindeman, Merenda and Gold = Shapley values of R squared; sum to it. null with more than mostForShapley predictors. */
  readonly lmg: readonly number[] | null;
  /** Johnson's relative weights; sum to R squared. */
  readonly johnson: readonly number[];
  /** R squared of each predictor alone, and what it adds to all others. */
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** Standardised coefficients and Pratt's beta times r; null when the predictors are collinear. */
  readonly beta: readonly number[] | null;
  readonly pratt: readonly number[] | null;
  /** General dominance: mean gain over the subsets of 0, 1, … other predictors (rows), per predictor; null as lmg. */
  readonly bySize: readonly (readonly number[])[] | null;
};

/** A pivot below this share of the variance adds nothing: the predictor is a combination of those before it. */
const leastPivot = 1e-10;

/**
 * R squared of every subset of predictors, by bit mask. Each subset grows from one smaller one by a single step of elimination, which only
 * needs the predictors still to come: a few operations per subset, and no error carried from subset to subset.
 *
 * @param predictors     k x k correlations
 * @param withDependent  k correlations with the dependent variable
 * @returns 2^k values 0-1, that of no predictor first
 * Checked against the inverse matrix of every subset: tests/shared/stats/relativeImportance.
 */
export function subsetRSquared(predictors: Matrix, withDependent: ArrayLike<number>): Float64Array {
  const p = predictors.rows;
  const size = p + 1;
  const states = Array.from({ length: size }, () => new Float64Array(size * size));
  const first = states[0]!;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) first[i * size + j] = at(predictors, i, j);
    first[i * size + p] = withDependent[i]!;
  }
  const gained = new Float64Array(2 ** p);
  const visit = (depth: number, from: number, mask: number): void => {
    const state = states[depth]!;
    for (let v = from; v < p; v++) {
      const pivot = state[v * size + v]!;
      const grown = mask | (1 << v);
      const usable = pivot > leastPivot;
      const covariance = state[v * size + p]!;
      gained[grown] = gained[mask]! + (usable ? (covariance * covariance) / pivot : 0);
      if (v + 1 === p) continue;
      const next = states[depth + 1]!;
      for (let i = v + 1; i < p; i++) {
        const factor = usable ? state[v * size + i]! / pivot : 0;
        for (let j = i; j <= p; j++) next[i * size + j] = state[i * size + j]! - factor * state[v * size + j]!;
      }
      visit(depth + 1, v + 1, grown);
    }
  };
  visit(0, 0, 0);
  return gained;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Mean gain of each predictor over the subsets of each size without it. */
function gainsBySize(gained: Float64Array, p: number): number[][] {
  const sums = Array.from({ length: p }, () => new Float64Array(p));
  for (let mask = 0; mask < gained.length; mask++) {
    const row = sums[bits(mask)];
    if (!row) continue;
    const without = gained[mask]!;
    for (let i = 0; i < p; i++) if ((mask & (1 << i)) === 0) row[i]! += gained[mask | (1 << i)]! - without;
  }
  let subsets = 1;
  return sums.map((row, size) => {
    const count = subsets;
    subsets = (subsets * (p - 1 - size)) / (size + 1);
    return Array.from(row, (sum) => sum / count);
  });
}

/**
 * Shapley values of R squared: every subset counts for its members with the weight of the gain that ends in it plus that of the gains
 * that start from it, and against the others with the latter. The sums over the subsets with a given predictor come from folding the
 * list of subsets in half, once per predictor, so that all of them cost no more than reading the list twice.
 */
function shapleyValues(gained: Float64Array, p: number): number[] {
  // 1 / (p * number of subsets of that size without a given predictor); none can be joined to the full set.
  const weights = new Float64Array(p + 1);
  let subsets = 1;
  for (let size = 0; size < p; size++) {
    weights[size] = 1 / (p * subsets);
    subsets = (subsets * (p - 1 - size)) / (size + 1);
  }
  let folded = new Float64Array(gained.length);
  let before = 0;
  for (let mask = 0; mask < gained.length; mask++) {
    const size = bits(mask);
    before += weights[size]! * gained[mask]!;
    folded[mask] = (weights[size]! + (size > 0 ? weights[size - 1]! : 0)) * gained[mask]!;
  }
  const values = Array.from({ length: p }, () => 0);
  for (let i = p - 1; i >= 0; i--) {
    const half = 2 ** i;
    const next = new Float64Array(half);
    let sum = 0;
    for (let mask = 0; mask < half; mask++) {
      sum += folded[half + mask]!;
      next[mask] = folded[mask]! + folded[half + mask]!;
    }
    values[i] = sum - before;
    folded = next;
  }
  return values;
}

/** The orthogonal variables closest to the predictors. */
export interface OrthogonalCounterparts {
  /** loadings[i][j]: correlation of predictor i with the j-th of them. */
  readonly loadings: readonly Float64Array[];
  /** Coefficients of the dependent variable on them. */
  readonly coefficients: Float64Array;
}

/** Loadings are the square root of the predictors' correlations; dimensions without variance are left out. Source: Johnson (2000). */
export function orthogonalCounterparts(predictors: Matrix, withDependent: ArrayLike<number>): OrthogonalCounterparts {
  const p = predictors.rows;
  const { values, vectors } = symmetricEigen(predictors);
  const least = leastPivot * values[0]!;
  const coefficients = new Float64Array(p);
  const loadings = Array.from({ length: p }, () => new Float64Array(p));
  for (let r = 0; r < p; r++) {
    if (!(values[r]! > least)) continue;
    const scale = Math.sqrt(values[r]!);
    let component = 0;
    for (let i = 0; i < p; i++) component += at(vectors, i, r) * withDependent[i]!;
    for (let i = 0; i < p; i++) {
      coefficients[i]! += (at(vectors, i, r) * component) / scale;
      for (let j = 0; j < p; j++) loadings[i]![j]! += at(vectors, i, r) * scale * at(vectors, j, r);
    }
  }
  return { loadings, coefficients };
}

/** Johnson (2000): R squared shared over the closest orthogonal counterparts of the predictors, and back through their correlations. */
function johnsonWeights(predictors: Matrix, withDependent: ArrayLike<number>): number[] {
  const { loadings, coefficients } = orthogonalCounterparts(predictors, withDependent);
  return loadings.map((row) => row.reduce((sum, loading, j) => sum + (loading * coefficients[j]!) ** 2, 0));
}

/**
 * How R squared of a regression is shared among its predictors.
 *
 * @param predictors     k x k correlations of the predictors
 * @param withDependent  k correlations with the dependent variable
 * @param options.shapley  false leaves out what needs all subsets (lmg, bySize). Default true
 * @param options.bySize   false leaves out the gains by size. Default true
 * @throws InputError 'stats.shape' when the lengths differ or there is no predictor
 * Source: Lindeman, Merenda and Gold (1980), Johnson (2000), Azen and Budescu (2003), Pratt (1987). Checked against R 4.2.2 (relaimpo,
 * all subsets): tests/golden relative_importance.
 */
export function relativeImportance(
  predictors: Matrix,
  withDependent: ArrayLike<number>,
  options: { readonly shapley?: boolean; readonly bySize?: boolean } = {},
): RelativeImportance {
  const p = predictors.rows;
  if (p < 1 || withDependent.length !== p)
    throw new InputError('stats.shape', { predictors: p, correlations: withDependent.length });
  const johnson = johnsonWeights(predictors, withDependent);
  const gained = p <= mostForShapley && options.shapley !== false ? subsetRSquared(predictors, withDependent) : null;
  const bySize = gained && options.bySize !== false ? gainsBySize(gained, p) : null;
  const inverse = symmetricInverse(predictors);
  const beta = inverse
    ? Array.from({ length: p }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < p; j++) sum += at(inverse, i, j) * withDependent[j]!;
        return sum;
      })
    : null;
  const rSquared = gained ? gained.at(-1)! : johnson.reduce((sum, weight) => sum + weight, 0);
  return {
    rSquared,
    lmg: gained ? shapleyValues(gained, p) : null,
    johnson,
    first: Array.from(withDependent, (r) => r * r),
    // What a predictor adds to all others is its squared coefficient over its element of the inverse; nothing when it is redundant.
    last: beta ? beta.map((value, i) => (value * value) / at(inverse!, i, i)) : lastFromSubsets(gained, p),
    beta,
    pratt: beta ? beta.map((value, i) => value * withDependent[i]!) : null,
    bySize,
  };
}

function lastFromSubsets(gained: Float64Array | null, p: number): number[] {
  return Array.from({ length: p }, (_, i) =>
    gained ? Math.max(0, gained.at(-1)! - gained[(gained.length - 1) ^ (1 << i)]!) : 0,
  );
}
