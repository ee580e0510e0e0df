import type { Discriminant } from '../stats/discriminant.ts';
import type { ResultLabel } from './overallScore.ts';

/** Counts of actual by predicted group, and the share put where it belongs. */
export type Rates = { readonly counts: readonly (readonly number[])[]; readonly hitRate: number };
/** What influence.discriminant finds. */
export type DiscriminantValues = {
  readonly n: number;
  /** 'threshold': not satisfied, satisfied by score; 'feature': groups of a question. */
  readonly kind: 'threshold' | 'feature';
  readonly threshold: number | null;
  readonly dependent: ResultLabel;
  readonly groups: readonly { readonly label: ResultLabel; readonly n: number; readonly prior: number }[];
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly means: readonly number[];
    readonly wilksLambda: number;
    readonly f: number | null;
    readonly df1: number;
    readonly df2: number;
    readonly p: number | null;
    readonly raw: readonly number[];
    readonly standardized: readonly number[];
    readonly structure: readonly number[];
    readonly classification: readonly number[];
  }[];
  readonly functions: readonly {
    readonly eigenvalue: number;
    readonly share: number;
    readonly canonicalCorrelation: number;
    readonly wilksLambda: number;
    readonly chiSquare: number;
    readonly df: number;
    readonly p: number;
    readonly constant: number;
    readonly centroids: readonly number[];
  }[];
  readonly classificationConstants: readonly number[];
  readonly withinCovariance: readonly (readonly number[])[];
  readonly boxM: Discriminant['boxM'];
  readonly pair: Discriminant['pair'];
  readonly inSample: Rates;
  readonly leaveOneOut: Rates;
  /** Hit rate of putting everyone into the largest group. */
  readonly chance: number;
  /** Places in items by size of the structure coefficient of the first function. */
  readonly ranked: readonly number[];
};
