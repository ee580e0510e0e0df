import { defaultOptions, estimatePls, type PlsEstimate } from '../plssem/estimate.ts';
import { specify, type Specification } from '../plssem/model.ts';
import type { DriverShares } from '../satisfaction/driverShares.ts';
import { sharesOf } from '../satisfaction/scoreMoments.ts';

interface StructuralModel {
  readonly specification: Specification;
  readonly estimate: PlsEstimate;
  /** The column of each item of a dimension. */
  readonly places: readonly number[];
  /** Path coefficient of each dimension on satisfaction. */
  readonly effects: readonly number[];
}

/**
 * A structural equation model by PLS: every first-level dimension is a construct measured by its indicators (mode A), and all of them
 * point at satisfaction.
 *
 * @param columns  scores of the indicators, complete, none constant
 * @param blocks   places of the columns of each dimension, none empty; every column once
 * @param outcome  satisfaction of the same forms
 * @param weights  positive, or null = all 1
 * @returns null where the dimensions are collinear or a construct does not vary
 */
export function structuralModel(
  columns: readonly Float64Array[],
  blocks: readonly (readonly number[])[],
  outcome: Float64Array,
  weights: Float64Array | null,
): StructuralModel | null {
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
  const effects = blocks.map((_, dimension) => estimate.totalEffects[dimension * size + size - 1]!);
  return { specification, estimate, places, effects };
}

/**
 * Weights from a structural equation model. What an indicator moves is its standardised outer weight times the total effect of its
 * dimension; negative ones count as 0 and are named.
 *
 * @param columns, blocks, outcome, weights  as for structuralModel
 * @returns rSquared of satisfaction; null as for structuralModel
 */
export function structuralShares(
  columns: readonly Float64Array[],
  blocks: readonly (readonly number[])[],
  outcome: Float64Array,
  weights: Float64Array | null,
): (DriverShares & { readonly rSquared: number; readonly converged: boolean }) | null {
  const model = structuralModel(columns, blocks, outcome, weights);
  if (!model) return null;
  const { specification, estimate, places, effects } = model;
  const basis = columns.map(() => 0);
  places.forEach((place, item) => {
    basis[place] = estimate.weights[item]! * effects[specification.blockOf[item]!]!;
  });
  return {
    basis,
    negative: basis.flatMap((value, place) => (value < 0 ? [place] : [])),
    weights: sharesOf(basis.map((value) => Math.max(0, value))),
    rSquared: estimate.rSquared[specification.constructs.length - 1]!,
    converged: estimate.converged,
  };
}
