import { InputError } from '../model/errors.ts';
import { type Cholesky, cholesky } from '../numeric/cholesky.ts';
import { crossProducts } from '../numeric/crossProducts.ts';
import { chiSquareUpper, fUpper } from '../numeric/distributions.ts';
import { at, type Matrix, matrixOf } from '../numeric/matrix.ts';
import { symmetricEigen, symmetricEigenvalues } from '../numeric/symmetricEigen.ts';
import { classifyRows, type Classification } from './classifyRows.ts';
import { completeRows } from './sample.ts';
import { finiteOrNull, notEstimable, type Outcome } from './types.ts';

export interface DiscriminantOptions {
  /** One per row, non-negative. */
  readonly weights?: ArrayLike<number> | null;
  /** 'frequency' (default): a row stands for w equal rows; 'survey': weights are brought to a mean of 1 first. */
  readonly weightKind?: 'frequency' | 'survey';
  /** Prior probabilities: shares of the groups (default) or equal. */
  readonly priors?: 'proportional' | 'equal';
}

export type DiscriminantFunction = {
  readonly eigenvalue: number;
  readonly canonicalCorrelation: number;
  /** Share of the sum of eigenvalues. */
  readonly share: number;
  /** Wilks' lambda of this function and those after it, with Bartlett's chi-square. */
  readonly wilksLambda: number;
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
  /** Raw coefficients per item and the constant: pooled within-group variance of the scores is 1, their grand mean 0. */
  readonly raw: readonly number[];
  readonly constant: number;
  readonly standardized: readonly number[];
  /** Pooled within-group correlations of items and function. */
  readonly structure: readonly number[];
  /** Mean score per group. */
  readonly centroids: readonly number[];
};

export type Discriminant = {
  readonly n: number;
  readonly nLeftOut: number;
  /** Places of the items in use; everything per item follows them. */
  readonly used: readonly number[];
  /** Places of items without variance within groups, or combinations of the items before them. */
  readonly redundant: readonly number[];
  /** Sums of weights per group. */
  readonly groupSizes: readonly number[];
  /** [group][item]. */
  readonly groupMeans: readonly (readonly number[])[];
  readonly withinCovariance: Matrix;
  /** Items one by one. */
  readonly univariate: readonly {
    readonly wilksLambda: number;
    readonly f: number | null;
    readonly df1: number;
    readonly df2: number;
    readonly p: number | null;
  }[];
  readonly functions: readonly DiscriminantFunction[];
  /** Equality of the groups' covariances; null when a group's covariance has no inverse. */
  readonly boxM: { readonly m: number; readonly chiSquare: number; readonly df: number; readonly p: number } | null;
  readonly priors: readonly number[];
  /** Fisher's classification functions per group: coefficients per item and constant with ln prior. */
  readonly classification: readonly { readonly coefficients: readonly number[]; readonly constant: number }[];
  readonly inSample: Classification;
  readonly leaveOneOut: Classification;
  /** Two groups only. */
  readonly pair: {
    /** Squared Mahalanobis distance of the group means. */
    readonly distance: number;
    /** Fisher's linear function: inverse within covariance times (mean of the first - mean of the second), and its midpoint. */
    readonly direction: readonly number[];
    readonly midpoint: number;
    /** Cut on the canonical score half way between the centroids, weighted by group sizes (SPSS), and with the priors in use. */
    readonly cut: number;
    readonly weightedCut: number;
    readonly cutWithPriors: number;
  } | null;
};

/** Places whose pivot survives elimination in order: the others are combinations of those before them. */
function independentPlaces(matrix: Matrix, tolerance = 1e-9): readonly number[] {
  const p = matrix.rows;
  const left = Float64Array.from(matrix.data);
  const kept: number[] = [];
  for (let j = 0; j < p; j++) {
    const pivot = left[j * p + j]!;
    if (!(pivot > tolerance * at(matrix, j, j))) continue;
    kept.push(j);
    for (let c = j + 1; c < p; c++) {
      const factor = left[j * p + c]! / pivot;
      if (factor !== 0) for (let i = c; i < p; i++) left[c * p + i]! -= factor * left[j * p + i]!;
    }
    // Only the lower triangle is kept up to date: element (i, c) with i >= c.
  }
  return kept;
}

function submatrix(matrix: Matrix, places: readonly number[]): Matrix {
  return matrixOf(places.length, places.length, (i, j) => at(matrix, places[i]!, places[j]!));
}

interface Groups {
  readonly sizes: readonly number[];
  readonly rows: readonly Int32Array[];
  readonly means: readonly Float64Array[];
  readonly sums: readonly Matrix[];
}

function groupSums(
  columns: readonly Float64Array[],
  codes: Int32Array,
  weights: Float64Array | null,
  count: number,
): Groups {
  const sizes = new Int32Array(count);
  for (let row = 0; row < codes.length; row++) sizes[codes[row]!]!++;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  const next = new Int32Array(count);
  for (let row = 0; row < codes.length; row++) rows[codes[row]!]![next[codes[row]!]!++] = row;
  const products = rows.map((own) =>
    crossProducts(
      columns.map((column) => {
        const taken = new Float64Array(own.length);
        for (let i = 0; i < own.length; i++) taken[i] = column[own[i]!]!;
        return taken;
      }),
      weights ? Float64Array.from(own, (row) => weights[row]!) : null,
    ),
  );
  return {
    sizes: products.map((one) => one.totalWeight),
    rows,
    means: products.map((one) => one.means),
    sums: products.map((one) => one.sums),
  };
}

/** Equality of covariance matrices (Box 1949), chi-square approximation. */
function boxTest(groups: Groups, used: readonly number[], within: Cholesky, total: number): Discriminant['boxM'] {
  const p = used.length;
  const g = groups.sizes.length;
  let m = (total - g) * within.logDeterminant;
  let inverses = -1 / (total - g);
  for (let k = 0; k < g; k++) {
    const df = groups.sizes[k]! - 1;
    if (!(df > 0)) return null;
    const own = submatrix(groups.sums[k]!, used);
    const factor = cholesky({ ...own, data: own.data.map((sum) => sum / df) }, 1e-10);
    if (!factor) return null;
    m -= df * factor.logDeterminant;
    inverses += 1 / df;
  }
  const scale = 1 - (inverses * (2 * p * p + 3 * p - 1)) / (6 * (p + 1) * (g - 1));
  const df = (p * (p + 1) * (g - 1)) / 2;
  const chiSquare = m * scale;
  return chiSquare >= 0 ? { m, chiSquare, df, p: chiSquareUpper(chiSquare, df) } : null;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Linear discriminant analysis of two or more groups: canonical functions and Fisher's classification, with hit rates in the sample
 * and leaving each row out in turn (closed update of mean and covariance, no refits).
 *
 * Functions: eigenvectors of inverse(W) B. Bartlett's chi-square = -(n - 1 - (p + g)/2) ln lambda. Each function's coefficient of
 * largest size (standardised) is positive. Leaving out keeps the priors.
 *
 * @param items       p >= 1 columns, NaN = missing (listwise)
 * @param groups      code per row 0 .. groupCount - 1; negative = not in any group, left out
 * @param groupCount  g >= 2
 * @throws InputError 'stats.shape', 'stats.negativeWeight'
 * Not estimable: 'tooFewGroups' when a group is empty, 'tooFewRows' when n <= g, 'noVariance' when no item varies within groups.
 * Source: Fisher (1936), Rao (1948), Lachenbruch and Mickey (1968); conventions of SPSS. Checked against R 4.2.2 MASS::lda:
 * tests/golden discriminant.
 */
export function discriminant(
  items: readonly ArrayLike<number>[],
  groups: ArrayLike<number>,
  groupCount: number,
  options: DiscriminantOptions = {},
): Outcome<Discriminant> {
  if (items.length < 1 || groupCount < 2 || items.some((item) => item.length !== groups.length))
    throw new InputError('stats.shape', { items: items.length, groups: groupCount, rows: groups.length });
  const codesOrNaN = new Float64Array(groups.length);
  for (let row = 0; row < groups.length; row++) codesOrNaN[row] = groups[row]! >= 0 ? groups[row]! : Number.NaN;
  const complete = completeRows([...items, codesOrNaN], options.weights ?? null);
  const { n } = complete;
  const columns = complete.columns.slice(0, -1);
  const codes = new Int32Array(complete.columns.at(-1)!);
  const survey = options.weightKind === 'survey';
  const weightSum = complete.weights?.reduce((sum, weight) => sum + weight, 0) ?? n;
  const weights =
    complete.weights && survey ? complete.weights.map((weight) => (weight * n) / weightSum) : complete.weights;
  const total = survey ? n : weightSum;
  if (n <= groupCount || total <= groupCount) return notEstimable('tooFewRows', n);
  const own = groupSums(columns, codes, weights, groupCount);
  if (own.sizes.some((size) => !(size > 0))) return notEstimable('tooFewGroups', n);
  const g = groupCount;
  const dfWithin = total - g;
  const allWithin = matrixOf(
    columns.length,
    columns.length,
    (i, j) => own.sums.reduce((sum, one) => sum + at(one, i, j), 0) / dfWithin,
  );
  const used = independentPlaces(allWithin);
  if (used.length === 0) return notEstimable('noVariance', n);
  const p = used.length;
  const within = submatrix(allWithin, used);
  const factor = cholesky(within, 1e-12);
  if (!factor) return notEstimable('noVariance', n);
  const means = own.means.map((mean) => used.map((place) => mean[place]!));
  const grand = used.map((_, i) => means.reduce((sum, mean, k) => sum + own.sizes[k]! * mean[i]!, 0) / total);
  const sds = used.map((_, i) => Math.sqrt(at(within, i, i)));

  const offsets = means.map((mean) => factor.whiten(mean.map((value, i) => value - grand[i]!)));
  const between = matrixOf(p, p, (i, j) =>
    offsets.reduce((sum, offset, k) => sum + (own.sizes[k]! * offset[i]! * offset[j]!) / dfWithin, 0),
  );
  const { values, vectors } = symmetricEigen(between);
  const count = Math.min(g - 1, p);
  const eigenvalues = Array.from({ length: count }, (_, k) => Math.max(0, values[k]!));
  const sumOfValues = eigenvalues.reduce((sum, value) => sum + value, 0);
  const functions = eigenvalues.map((eigenvalue, k): DiscriminantFunction => {
    // inverse(L)' v by way of A inverse: solve(L v).
    const direction = Float64Array.from({ length: p }, (_, i) => {
      let sum = 0;
      for (let c = 0; c <= i; c++) sum += at(factor.factor, i, c) * at(vectors, c, k);
      return sum;
    });
    const unsigned = factor.solve(direction);
    let largest = 0;
    for (let i = 0; i < p; i++) {
      const size = unsigned[i]! * sds[i]!;
      if (Math.abs(size) > Math.abs(largest) * (1 + 1e-12)) largest = size;
    }
    const sign = largest < 0 ? -1 : 1;
    const raw = Array.from(unsigned, (value) => sign * value);
    const rest = eigenvalues.slice(k);
    const logLambda = -rest.reduce((sum, value) => sum + Math.log1p(value), 0);
    const df = (p - k) * (g - k - 1);
    const chiSquare = -(total - 1 - (p + g) / 2) * logLambda;
    return {
      eigenvalue,
      canonicalCorrelation: Math.sqrt(eigenvalue / (1 + eigenvalue)),
      share: sumOfValues > 0 ? eigenvalue / sumOfValues : 0,
      wilksLambda: Math.exp(logLambda),
      chiSquare,
      df,
      p: chiSquareUpper(chiSquare, df),
      raw,
      constant: -dot(raw, grand),
      standardized: raw.map((value, i) => value * sds[i]!),
      structure: used.map((_, i) => {
        let sum = 0;
        for (let j = 0; j < p; j++) sum += at(within, i, j) * raw[j]!;
        return sum / sds[i]!;
      }),
      centroids: means.map((mean) => dot(raw, mean) - dot(raw, grand)),
    };
  });

  const univariate = used.map((_, i) => {
    const inside = at(within, i, i) * dfWithin;
    const outside = means.reduce((sum, mean, k) => sum + own.sizes[k]! * (mean[i]! - grand[i]!) ** 2, 0);
    const f = finiteOrNull(outside / (g - 1) / (inside / dfWithin));
    return {
      wilksLambda: inside / (inside + outside),
      f,
      df1: g - 1,
      df2: dfWithin,
      p: f === null ? null : fUpper(f, g - 1, dfWithin),
    };
  });

  const priors = own.sizes.map((size) => (options.priors === 'equal' ? 1 / g : size / total));
  const coefficients = means.map((mean) => factor.solve(mean));
  const classification = coefficients.map((own, k) => ({
    coefficients: [...own],
    constant: -dot(own, means[k]!) / 2 + Math.log(priors[k]!),
  }));
  const leastEigenvalue = symmetricEigenvalues(matrixOf(p, p, (i, j) => at(within, i, j) / (sds[i]! * sds[j]!))).at(
    -1,
  )!;
  const rates = classifyRows({
    columns: used.map((place) => columns[place]!),
    codes,
    weights,
    sizes: own.sizes,
    means,
    sds,
    priors,
    coefficients,
    factor,
    dfWithin,
    leastEigenvalue,
  });
  return {
    status: 'ok',
    n,
    nLeftOut: complete.nIncomplete + complete.nNoWeight,
    used,
    redundant: Array.from(columns.keys()).filter((place) => !used.includes(place)),
    groupSizes: own.sizes,
    groupMeans: means,
    withinCovariance: within,
    univariate,
    functions,
    boxM: boxTest(own, used, factor, total),
    priors,
    classification,
    ...rates,
    pair: g === 2 ? pairOf(functions[0]!, means, coefficients, priors, own.sizes, total) : null,
  };
}

function pairOf(
  first: DiscriminantFunction,
  means: readonly (readonly number[])[],
  coefficients: readonly Float64Array[],
  priors: readonly number[],
  sizes: readonly number[],
  total: number,
): NonNullable<Discriminant['pair']> {
  const direction = Array.from(coefficients[0]!, (value, i) => value - coefficients[1]![i]!);
  const difference = means[0]!.map((value, i) => value - means[1]![i]!);
  const [a, b] = [first.centroids[0]!, first.centroids[1]!];
  const cut = (a + b) / 2;
  const logOdds = Math.log(priors[0]! / priors[1]!);
  return {
    distance: dot(direction, difference),
    direction,
    midpoint: dot(
      direction,
      means[0]!.map((value, i) => (value + means[1]![i]!) / 2),
    ),
    cut,
    weightedCut: (sizes[1]! * a + sizes[0]! * b) / total,
    // The score at which both groups are equally likely: it moves towards the rarer group's centroid.
    cutWithPriors: a === b ? cut : cut - logOdds / (a - b),
  };
}
