import { at, type Matrix, symmetricInverse } from '../numeric/matrix.ts';
import { extractFactors } from './extractFactors.ts';

export type Congeneric = {
  /** Standardised loadings on the one factor; most of them positive. */
  readonly loadings: readonly number[];
  readonly converged: boolean;
  /** Places of the items whose uniqueness ran into its lower limit. */
  readonly heywood: readonly number[];
};

/**
 * One factor behind k items (congeneric model): maximum likelihood, or principal axis where the matrix has no inverse. Two items
 * cannot tell their loadings apart and share the root of their correlation; one item is its own factor.
 *
 * @param correlation  k x k, k >= 1
 * @returns null when two items do not correlate positively
 * Source: Joereskog (1971). Checked against R 4.2.2 factanal: tests/golden efa (mobi_image_1f_ml_none).
 */
export function congeneric(correlation: Matrix): Congeneric | null {
  const k = correlation.rows;
  if (k === 1) return { loadings: [1], converged: true, heywood: [] };
  if (k === 2) {
    const r = at(correlation, 0, 1);
    return r > 0 ? { loadings: [Math.sqrt(r), Math.sqrt(r)], converged: true, heywood: [] } : null;
  }
  const method = symmetricInverse(correlation) ? 'maximumLikelihood' : 'principalAxis';
  const { loadings, converged, heywood } = extractFactors(correlation, { method, factors: 1 });
  return { loadings: [...loadings.data], converged, heywood };
}

/**
 * (sum of loadings)^2 / ((sum of loadings)^2 + sum of unique variances), loadings and variances in the units of scale.
 * Source: Werts, Linn and Joereskog (1974). Checked against alpha where the loadings are equal: tests/shared/stats/itemScales; packages of
 * PLS: tests/golden pls_sem.
 */
export function compositeReliability(loadings: readonly number[], scale?: readonly number[]): number {
  let common = 0;
  let unique = 0;
  loadings.forEach((loading, i) => {
    const unit = scale?.[i] ?? 1;
    common += loading * unit;
    unique += unit * unit * Math.max(0, 1 - loading * loading);
  });
  return (common * common) / (common * common + unique);
}

/**
 * Average variance extracted: mean squared standardised loading. Source: Fornell and Larcker (1981). Checked by hand:
 * tests/shared/stats/itemScales.
 */
export function averageVarianceExtracted(loadings: readonly number[]): number {
  return loadings.reduce((sum, loading) => sum + loading * loading, 0) / loadings.length;
}
