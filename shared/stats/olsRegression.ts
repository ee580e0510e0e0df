import { accurateSum } from '../numeric/accurateSum.ts';
import { fUpper, studentTTwoSided, studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import { leastSquares } from '../numeric/leastSquares.ts';
import type { LeastSquares } from '../numeric/leastSquaresFit.ts';
import { designCovariance, type DesignStructure } from './designCovariance.ts';
import { assertLevel } from './meanInterval.ts';
import { completeRows } from './sample.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface OlsOptions extends DesignStructure {
  /** Default true. */
  readonly intercept?: boolean;
  /** Level of the intervals. Default 0.95. */
  readonly level?: number;
  readonly weights?: ArrayLike<number> | null;
  /**
   * 'frequency' (default): a row stands for w equal ones. 'survey': inverse selection probabilities; standard errors by linearisation
   * over strata and clusters, F by Wald's test.
   */
  readonly weightKind?: 'frequency' | 'survey';
  /** Standard errors by linearisation also without weights (strata, clusters). Default: with survey weights, strata or clusters. */
  readonly linearised?: boolean;
  /** One predictor: take its powers up to this degree as predictors, computed to twice the usual digits. Default 1. */
  readonly degree?: number;
}

export type OlsCoefficient = {
  /** Place among the predictors; null for the intercept. */
  readonly predictor: number | null;
  /** null when the predictor is a combination of those before it. */
  readonly b: number | null;
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
  readonly interval: Interval | null;
  /** Standardised; null for the intercept. */
  readonly beta: number | null;
  readonly tolerance: number | null;
  readonly vif: number | null;
  /** Correlation with the dependent given all others, and the part of it that the predictor alone explains. */
  readonly partial: number | null;
  readonly part: number | null;
};

export type OlsRegression = {
  readonly n: number;
  readonly nLeftOut: number;
  /** Sum of frequency weights; n otherwise. */
  readonly observations: number;
  readonly rank: number;
  readonly r: number;
  readonly rSquared: number;
  readonly adjustedRSquared: number;
  readonly residualSd: number;
  readonly ssRegression: number;
  readonly ssResidual: number;
  /** f is null and p 0 when nothing is left unexplained. */
  readonly test: { readonly f: number | null; readonly df1: number; readonly df2: number; readonly p: number };
  readonly coefficients: readonly OlsCoefficient[];
  /** Condition of the centred predictors scaled to length 1. */
  readonly condition: number;
  readonly logLikelihood: number | null;
  readonly aic: number | null;
  /** In file order: of use only when rows follow each other in time. */
  readonly durbinWatson: number | null;
  readonly largestLeverage: number;
  readonly largestCook: number | null;
  /** Rows (places among the complete ones) with Cook's distance above 4/n, largest first, at most 20. */
  readonly influential: readonly { readonly row: number; readonly cook: number; readonly leverage: number }[];
};

export interface OlsFit {
  /** Per complete row, in file order. */
  readonly residuals: Float64Array;
  readonly fitted: Float64Array;
  /** Places of the complete rows among those given. */
  readonly rows: Int32Array;
}

/**
 * Ordinary (weighted) least squares by Householder QR with refinement in twice the precision.
 *
 * @param y           dependent; NaN = missing
 * @param predictors  columns of the length of y; rows with any missing are left out (listwise)
 * @throws InputError 'stats.shape', 'stats.negativeWeight', 'stats.level'
 * Not estimable: 'tooFewRows' when no degree of freedom is left, 'noVariance' when y is constant or no predictor varies.
 * Source: Golub and Van Loan (2013); Bjorck (1967); Cook (1977); Binder (1983). Checked against R 4.2.2 lm, car::vif and NIST StRD
 * (Longley 14 digits, Wampler1-5 13.6 and Filip 13 and more): tests/golden ols, nist_regression, nist.
 */
export function olsRegression(
  y: ArrayLike<number>,
  predictors: readonly ArrayLike<number>[],
  options: OlsOptions = {},
): Outcome<OlsRegression> & { readonly fit?: OlsFit } {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const intercept = options.intercept ?? true;
  const places = new Float64Array(y.length);
  for (let i = 0; i < places.length; i++) places[i] = i;
  const complete = completeRows([y, ...predictors, places], options.weights ?? null);
  const { n } = complete;
  const columns = complete.columns.slice(0, -1);
  const rows = new Int32Array(complete.columns.at(-1)!);
  const survey = complete.weights !== null && options.weightKind === 'survey';
  // Inverse selection probabilities have no unit: with a mean of 1 the residual variance is that of a form.
  const unit = survey ? n / accurateSum(complete.weights!) : 1;
  const weights = survey ? complete.weights!.map((weight) => weight * unit) : complete.weights;
  const observations = weights && !survey ? accurateSum(weights) : n;
  const linearised = options.linearised ?? (survey || Boolean(options.strata) || Boolean(options.clusters));
  const [dependent, ...given] = columns;
  if (n === 0) return notEstimable('tooFewRows', 0);
  if (dependent!.every((value) => value === dependent![0])) return notEstimable('noVariance', n);
  const fit = leastSquares(dependent!, given, { intercept, weights, degree: options.degree ?? 1 });
  const rank = fit.kept.length;
  const constant = intercept ? 1 : 0;
  const dfResidual = observations - rank;
  const df1 = rank - constant;
  if (df1 < 1) return notEstimable('noVariance', n);
  if (!(dfResidual > 0)) return notEstimable('tooFewRows', n);
  const { ssResidual, ssTotal, ssRegression } = fit;
  const rSquared = Math.max(0, Math.min(1, ssRegression / ssTotal));
  const variance = ssResidual / dfResidual;
  const { inverse } = fit;
  const sandwich = linearised ? linearisedCovariance(fit, inverse, weights, rows, options) : null;
  const df = sandwich ? sandwich.df - df1 : dfResidual;
  if (!(df > 0)) return notEstimable('tooFewRows', n);
  const critical = studentTTwoSidedQuantile(level, df);
  const coefficients = fit.columns.map((column): OlsCoefficient => {
    const predictor = column.term;
    const at = fit.kept.indexOf(column.place);
    if (at < 0)
      return {
        predictor,
        b: null,
        se: null,
        t: null,
        p: null,
        interval: null,
        beta: null,
        tolerance: null,
        vif: null,
        partial: null,
        part: null,
      };
    const b = fit.coefficients[at]!;
    const seSquared = sandwich
      ? sandwich.variances[at]!
      : variance * interceptOrSlope(fit, inverse, at, predictor, intercept);
    const se = Math.sqrt(seSquared);
    const t = b / se;
    const tolerance = predictor === null ? null : Math.min(1, 1 / (inverse[at]![at]! * (column.squares || 1)));
    // Tests of the model's own variance, also where standard errors are linearised.
    const classical = b / Math.sqrt(variance * inverse[at]![at]!);
    return {
      predictor,
      b,
      se,
      t: Number.isFinite(t) ? t : null,
      p: Number.isFinite(t) ? studentTTwoSided(t, df) : se === 0 ? 0 : null,
      interval: { lower: b - critical * se, upper: b + critical * se },
      beta: predictor === null ? null : b * Math.sqrt(column.squares / ssTotal),
      tolerance,
      vif: tolerance === null ? null : 1 / tolerance,
      partial:
        predictor === null || !Number.isFinite(classical)
          ? null
          : classical / Math.sqrt(classical * classical + dfResidual),
      part:
        predictor === null || !Number.isFinite(classical)
          ? null
          : classical * Math.sqrt(Math.max(0, 1 - rSquared) / dfResidual),
    };
  });
  const f = sandwich ? sandwich.wald / df1 : ssRegression / df1 / variance;
  const influence = influenceOf(fit, weights, variance, rank);
  const positive = ssResidual > 0;
  const logLikelihood =
    positive && !survey
      ? (-observations / 2) * (Math.log(2 * Math.PI) + Math.log(ssResidual / observations) + 1)
      : null;
  return {
    status: 'ok',
    n,
    nLeftOut: complete.nIncomplete + complete.nNoWeight,
    observations,
    rank,
    r: Math.sqrt(rSquared),
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (observations - constant)) / dfResidual,
    residualSd: Math.sqrt(variance),
    ssRegression,
    ssResidual,
    test: Number.isFinite(f) ? { f, df1, df2: df, p: fUpper(f, df1, df) } : { f: null, df1, df2: df, p: 0 },
    coefficients,
    condition: fit.condition,
    logLikelihood,
    aic: logLikelihood === null ? null : 2 * (rank + 1) - 2 * logLikelihood,
    durbinWatson: positive ? durbinWatson(fit.residuals) : null,
    ...influence,
    fit: { residuals: fit.residuals, fitted: difference(dependent!, fit.residuals), rows },
  };
}

/**
 * Diagonal of (X'X)^-1 for a coefficient. The fit is on predictors less a shift m, so that the intercept's is that of
 * b0 - sum m_j b_j.
 */
function interceptOrSlope(
  fit: LeastSquares,
  inverse: readonly Float64Array[],
  at: number,
  predictor: number | null,
  intercept: boolean,
): number {
  if (predictor !== null || !intercept) return inverse[at]![at]!;
  return quadratic(inverse, interceptWeights(fit));
}

function interceptWeights(fit: LeastSquares): Float64Array {
  return Float64Array.from(fit.kept, (place) => (fit.columns[place]!.term === null ? 1 : -fit.columns[place]!.shift));
}

function quadratic(matrix: readonly Float64Array[], vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++)
    for (let j = 0; j < vector.length; j++) sum += vector[i]! * vector[j]! * matrix[i]![j]!;
  return sum;
}

function linearisedCovariance(
  fit: LeastSquares,
  inverse: readonly Float64Array[],
  weights: Float64Array | null,
  rows: Int32Array,
  design: OlsOptions,
): { readonly variances: Float64Array; readonly wald: number; readonly df: number } {
  const k = fit.kept.length;
  const n = rows.length;
  // Influence of each row on the coefficients: (X'WX)^-1 x_i w_i e_i.
  const scores = Array.from({ length: k }, () => new Float64Array(n));
  const own = new Float64Array(k);
  const columns = fit.kept.map((place) => fit.columns[place]!.values());
  for (let i = 0; i < n; i++) {
    const share = (weights ? weights[i]! : 1) * fit.residuals[i]!;
    for (let j = 0; j < k; j++) own[j] = columns[j]![i]! * share;
    for (let a = 0; a < k; a++) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += inverse[a]![j]! * own[j]!;
      scores[a]![i] = sum;
    }
  }
  const take = (codes: ArrayLike<number> | null | undefined): Int32Array | null =>
    codes ? Int32Array.from(rows, (row) => codes[row]!) : null;
  const { covariance, df } = designCovariance(scores, {
    strata: take(design.strata),
    clusters: take(design.clusters),
    populationSizes: design.populationSizes ?? null,
  });
  const matrix = Array.from({ length: k }, (_, i) => covariance.slice(i * k, (i + 1) * k));
  const slopes = fit.kept.flatMap((place, at) => (fit.columns[place]!.term === null ? [] : [at]));
  const variances = Float64Array.from(fit.kept, (place, at) =>
    fit.columns[place]!.term === null ? quadratic(matrix, interceptWeights(fit)) : matrix[at]![at]!,
  );
  return {
    variances,
    wald: waldStatistic(
      slopes.map((at) => slopes.map((other) => matrix[at]![other]!)),
      slopes.map((at) => fit.coefficients[at]!),
    ),
    df,
  };
}

/**
 * Wald's statistic b' V^-1 b by elimination; Infinity when V is singular.
 *
 * @param covariance  of the p estimates in b
 * Source: Wald (1943). Checked through designGroupTest against R survey: tests/shared/stats/surveyDesign.
 */
export function waldStatistic(covariance: readonly (readonly number[])[], b: readonly number[]): number {
  const k = b.length;
  const scale = covariance.map((row, i) => Math.sqrt(row[i]!));
  if (scale.some((size) => !(size > 0))) return Number.POSITIVE_INFINITY;
  const rows = covariance.map((row, i) => [...row.map((value, j) => value / scale[i]! / scale[j]!), b[i]! / scale[i]!]);
  let sum = 0;
  for (let i = 0; i < k; i++) {
    const pivot = rows[i]![i]!;
    if (!(pivot > 1e-12)) return Number.POSITIVE_INFINITY;
    sum += rows[i]![k]! ** 2 / pivot;
    for (let below = i + 1; below < k; below++) {
      const factor = rows[below]![i]! / pivot;
      for (let j = i; j <= k; j++) rows[below]![j]! -= factor * rows[i]![j]!;
    }
  }
  return sum;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  const left = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) left[i] = a[i]! - b[i]!;
  return left;
}

function durbinWatson(residuals: Float64Array): number {
  let [differences, squares] = [0, 0];
  let before = residuals[0]!;
  for (let i = 0; i < residuals.length; i++) {
    const own = residuals[i]!;
    const step = own - before;
    squares += own * own;
    differences += step * step;
    before = own;
  }
  return differences / squares;
}

function influenceOf(fit: LeastSquares, weights: Float64Array | null, variance: number, rank: number) {
  const n = fit.residuals.length;
  let largestLeverage = 0;
  let largestCook = 0;
  const found: { row: number; cook: number; leverage: number }[] = [];
  for (let row = 0; row < n; row++) {
    const leverage = Math.min(1, fit.leverages[row]!);
    const weight = weights ? weights[row]! : 1;
    const residual = fit.residuals[row]!;
    if (leverage > largestLeverage) largestLeverage = leverage;
    const left = 1 - leverage;
    if (!(variance > 0) || left < 1e-12) continue;
    const cook = (weight * residual * residual * leverage) / (rank * variance * left * left);
    if (cook > largestCook) largestCook = cook;
    if (cook > 4 / n) found.push({ row, cook, leverage });
  }
  return {
    largestLeverage,
    largestCook: variance > 0 ? largestCook : null,
    influential: found.toSorted((a, b) => b.cook - a.cook || a.row - b.row).slice(0, 20),
  };
}
