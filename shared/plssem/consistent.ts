import type { Specification } from './model.ts';
import { createPathRegression } from './pathRegression.ts';

/** Consistent PLS: estimates freed of the attenuation that unreliable items bring. */
export interface ConsistentEstimate {
  /** By item. */
  readonly loadings: Float64Array;
  /** Row after row; the diagonal is 1. */
  readonly correlations: Float64Array;
  /** In the order of the paths. */
  readonly coefficients: Float64Array;
  /** Per construct; NaN for one nothing points at. */
  readonly rSquared: Float64Array;
}

/**
 * PLSc (Dijkstra and Henseler 2015): construct correlations divided by sqrt(rho_A rho_A), loadings of mode A blocks proportional to
 * the weights. Mode B blocks and single items keep reliability 1.
 *
 * @param rhoA  per construct
 * @returns null when a reliability is not positive or a corrected correlation matrix is not one (inadmissible)
 * Checked against cSEM: tests/golden pls_consistent.
 */
export function consistentEstimate(
  specification: Specification,
  weights: Float64Array,
  loadings: Float64Array,
  correlations: Float64Array,
  rhoA: readonly number[],
): ConsistentEstimate | null {
  const { constructs, paths } = specification;
  const size = constructs.length;
  const reliability = constructs.map(({ mode, items }, place) => (mode === 'A' && items.length > 1 ? rhoA[place]! : 1));
  if (reliability.some((value) => !(value > 0))) return null;
  const corrected = new Float64Array(size * size);
  for (let k = 0; k < size; k++)
    for (let l = 0; l < size; l++)
      corrected[k * size + l] =
        k === l ? 1 : correlations[k * size + l]! / Math.sqrt(reliability[k]! * reliability[l]!);
  const own = Float64Array.from(loadings);
  constructs.forEach(({ items, mode }, place) => {
    if (mode !== 'A' || items.length === 1) return;
    const squares = items.reduce((sum, i) => sum + weights[i]! ** 2, 0);
    for (const i of items) own[i] = (weights[i]! * Math.sqrt(reliability[place]!)) / squares;
  });
  const coefficients = new Float64Array(paths.length);
  const rSquared = new Float64Array(size);
  if (createPathRegression(specification).run(corrected, coefficients, rSquared) >= 0) return null;
  return { loadings: own, correlations: corrected, coefficients, rSquared };
}
