export interface LeastSquaresTerm {
  readonly place: number;
  /** Place among the predictors (or power minus 1); null for the intercept. */
  readonly term: number | null;
  /** Predictor less `shift`; ones for the intercept. */
  values(): Float64Array;
  readonly shift: number;
  /** Weighted sum of squares about the mean (about 0 without intercept). */
  readonly squares: number;
}

export interface LeastSquares {
  readonly columns: readonly LeastSquaresTerm[];
  /** (A'WA)^-1 of the shifted columns that got a coefficient, as rows. */
  readonly inverse: readonly Float64Array[];
  /** Largest over smallest share of a column's length that its predecessors leave over: about the condition of the scaled matrix. */
  readonly condition: number;
  /** Places of the columns that got a coefficient. */
  readonly kept: readonly number[];
  /** Of the predictors as given, in the order of kept. */
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** Diagonal of the hat matrix. */
  readonly leverages: Float64Array;
  readonly ssResidual: number;
  /** About the mean with intercept, about 0 without. */
  readonly ssTotal: number;
  readonly ssRegression: number;
}
