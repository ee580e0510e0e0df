import { at } from '../numeric/matrix.ts';
import { minMaxColumns } from './entropyWeights.ts';
import { scoreMoments, sharesOf } from './scoreMoments.ts';

export interface CriticWeights {
  /** Standard deviation of each column after min-max, 0-1. */
  readonly contrast: readonly number[];
  /** sum_k (1 - r_jk): how little the others say the same. */
  readonly conflict: readonly number[];
  /** Sum 1; null when no column varies. */
  readonly weights: readonly number[] | null;
}

/**
 * CRITIC weights: information C_j = sd_j sum_k (1 - r_jk) of columns after min-max, as shares. A column without differences gets 0.
 *
 * @param columns  complete, equal length, any unit
 * @returns weights that sum to 1; null when nothing varies
 * @throws InputError as minMaxColumns
 * Source: Diakoulaki, Mavrotas and Papayannakis (1995). Checked against R 4.2.2: tests/golden/oracle/cases/entropy_weights.json.
 */
export function criticWeights(
  columns: readonly Float64Array[],
  options: { readonly directions?: readonly (1 | -1)[]; readonly weights?: Float64Array | null } = {},
): CriticWeights {
  const { sds, correlations } = scoreMoments(minMaxColumns(columns, options.directions), options.weights ?? null);
  const conflict = sds.map((sd, j) =>
    sd > 0 ? sds.reduce((sum, other, k) => sum + (k === j || !(other > 0) ? 0 : 1 - at(correlations, j, k)), 0) : 0,
  );
  // One column has nobody to conflict with: it is all there is.
  const information = sds.map((sd, j) => sd * (sds.length === 1 ? 1 : conflict[j]!));
  return { contrast: sds, conflict, weights: sharesOf(information) };
}
