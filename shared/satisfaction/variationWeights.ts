import { scoreMoments, sharesOf } from './scoreMoments.ts';

export interface VariationWeights {
  /** Standard deviation over mean; 0 where the mean is 0. */
  readonly coefficients: readonly number[];
  /** Sum 1; null when no column varies. */
  readonly weights: readonly number[] | null;
}

/**
 * Weights in proportion to the coefficient of variation sd/mean of each column.
 *
 * @param columns  complete, values >= 0, equal length
 * @returns weights that sum to 1; null when nothing varies
 * Source: Pearson (1896) for the coefficient. Checked against R 4.2.2: tests/golden entropy_weights.
 */
export function variationWeights(
  columns: readonly Float64Array[],
  weights: Float64Array | null = null,
): VariationWeights {
  const { means, sds } = scoreMoments(columns, weights);
  const coefficients = sds.map((sd, j) => (means[j]! > 0 ? sd / means[j]! : 0));
  return { coefficients, weights: sharesOf(coefficients) };
}
