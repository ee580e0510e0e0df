import type { ExtractionMethod } from '../stats/extractFactors.ts';
import type { RotationMethod } from '../stats/rotateFactors.ts';

/** One question with its loadings. */
export type FactorItem = {
  readonly id: string;
  readonly name: string;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly initial: number | null;
  readonly communality: number;
  readonly unrotated: readonly number[];
  /** Pattern loadings of an oblique rotation. */
  readonly loadings: readonly number[];
  readonly structure: readonly number[];
  /** Regression coefficients of the factor scores from standardised items; null when the correlations have no inverse. */
  readonly scoreCoefficients: readonly number[] | null;
  /** Factor of the largest loading, 0-based, and indicator of the question (place in match.dimensions). */
  readonly factor: number;
  readonly dimension: number | null;
  readonly misplaced: boolean;
};
/** Factors behind the questions, and how they meet the indicators of the tree. */
export type FactorValues = {
  readonly n: number;
  readonly k: number;
  readonly method: ExtractionMethod;
  readonly rotation: RotationMethod;
  readonly oblique: boolean;
  readonly factors: number;
  readonly kaiserFactors: number;
  readonly parallelFactors: number | null;
  readonly eigenvalues: readonly {
    readonly value: number;
    readonly share: number;
    readonly cumulative: number;
    readonly randomMean: number | null;
    readonly randomQuantile: number | null;
  }[];
  readonly variance: readonly {
    readonly unrotated: number;
    readonly unrotatedShare: number;
    readonly rotated: number;
    readonly rotatedShare: number;
    readonly cumulative: number;
  }[];
  readonly explained: number;
  readonly items: readonly FactorItem[];
  readonly factorCorrelations: readonly (readonly number[])[] | null;
  readonly fit: {
    readonly discrepancy: number;
    readonly chiSquare: number | null;
    readonly df: number;
    readonly p: number | null;
  } | null;
  readonly match: {
    /** Level of the indicator tree compared with, 1 = first. */
    readonly level: number;
    readonly dimensions: readonly string[];
    /** Dimension each factor stands for; null = none. */
    readonly dimensionOf: readonly (number | null)[];
    readonly agreeing: number;
    readonly counted: number;
    readonly share: number;
  } | null;
  readonly blank: number;
};
