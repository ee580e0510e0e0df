import type { CollinearityDimension } from '../stats/collinearity.ts';
import type { OlsCoefficient, OlsRegression } from '../stats/olsRegression.ts';

/** One term of the model. */
export type Term = OlsCoefficient & {
  /** Variable or indicator; null for the intercept. */
  readonly id: string | null;
  readonly name: string;
  readonly power: number;
};
/** What influence.regression finds. */
export type RegressionValues = Omit<OlsRegression, 'coefficients'> & {
  readonly level: number;
  readonly dependent: { readonly zh: string; readonly en: string };
  readonly kind: 'plain' | 'design';
  readonly coefficients: readonly Term[];
  /** Places in coefficients by the size of the standardised coefficient, largest first. */
  readonly ranked: readonly number[];
  /** Fitted values and residuals in at most 400 cells of a grid, for the picture. */
  readonly residualPlot: readonly { readonly x: number; readonly y: number; readonly count: number }[];
  readonly residualsFirst: readonly number[];
  /** Of the terms with a coefficient, in their order; empty with one predictor or a polynomial. */
  readonly collinearity: readonly CollinearityDimension[];
};
