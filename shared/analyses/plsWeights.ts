import { defaultOptions, estimatePls } from '../plssem/estimate.ts';
import { specify } from '../plssem/model.ts';
import type { DriverShares } from '../satisfaction/driverShares.ts';
import { sharesOf } from '../satisfaction/scoreMoments.ts';

/**
 * Weights from a structural equation model by PLS: every first-level dimension is a construct measured by its indicators (mode A), and
 * all of them point at satisfaction. What an indicator moves is its standardised outer weight times the total effect of its
 * dimension; negative ones count as 0 and are named.
 *
 * @param columns  scores of the indicators, complete, none constant
 * @param blocks   places of the columns of each dimension, none empty; every column once
 * @param outcome  satisfaction of the same forms
 * @param weights  positive, or null = all 1
 * @returns rSquared of satisfaction; null where the dimensions are collinear or a construct does not vary
 */
export function structuralShares(
  columns: readonly Float64Array[],
  blocks: readonly (readonly number[])[],
  outcome: Float64Array,
  weights: Float64Array | null,
): (DriverShares & { readonly rSquared: number; readonly converged: boolean }) | null {
  const places = blocks.flat();
  const satisfaction = 'satisfaction';
  const specification = specify({
    constructs: [
      ...blocks.map((block, dimension) => ({ name: `d${dimension}`, items: block.map(String), mode: 'A' as const })),
      { name: satisfaction, items: [satisfaction], mode: 'A' },
    ],
    paths: blocks.map((_, dimension) => ({ from: `d${dimension}`, to: satisfaction })),
  });
  const estimate = estimatePls(
    specification,
    [...places.map((place) => columns[place]!), outcome],
    weights,
    defaultOptions,
  );
  if (estimate.status !== 'ok') return null;
  const size = specification.constructs.length;
  const basis = columns.map(() => 0);
  places.forEach((place, item) => {
    const dimension = specification.blockOf[item]!;
    basis[place] = estimate.weights[item]! * estimate.totalEffects[dimension * size + size - 1]!;
  });
  return {
    basis,
    negative: basis.flatMap((value, place) => (value < 0 ? [place] : [])),
    weights: sharesOf(basis.map((value) => Math.max(0, value))),
    rSquared: estimate.rSquared[size - 1]!,
    converged: estimate.converged,
  };
}
