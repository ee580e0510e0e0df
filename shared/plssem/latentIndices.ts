import type { Specification } from './model.ts';

/** Index 0-100 of a construct under the three conventions of the outer weights. */
export interface LatentIndex {
  /** Fornell: weights of the unstandardised items, w/sd, made to sum to 1. */
  readonly unstandardised: number;
  /** The standardised weights as they are, made to sum to 1. */
  readonly standardised: number;
  readonly equal: number;
}

export type WeightConvention = keyof LatentIndex;

/**
 * Weights by item that sum to 1 within each construct.
 *
 * @param weights  standardised outer weights by item
 * @param sds  standard deviations of the items' scores
 * Source and checks as for latentIndices.
 */
export function conventionWeights(
  { constructs }: Specification,
  weights: ArrayLike<number>,
  sds: ArrayLike<number>,
  convention: WeightConvention,
): Float64Array {
  const out = new Float64Array(weights.length);
  for (const { items } of constructs) {
    let total = 0;
    for (const i of items) {
      out[i] = convention === 'equal' ? 1 : convention === 'standardised' ? weights[i]! : weights[i]! / sds[i]!;
      total += out[i]!;
    }
    for (const i of items) out[i]! /= total;
  }
  return out;
}

/**
 * Indices of the constructs: weighted means of the items' scores.
 *
 * @param weights  standardised outer weights by item
 * @param sds  standard deviations of the items' scores
 * @param means  means of the items' scores 0-100
 * @returns 0-100 per construct, unless a weight is negative
 * Source: Fornell et al. (1996), appendix, for the unstandardised weights. Checked against the packages of PLS: tests/golden pls_sem
 * (unstandardised, and standardised as plspm::rescale).
 */
export function latentIndices(
  specification: Specification,
  weights: ArrayLike<number>,
  sds: ArrayLike<number>,
  means: ArrayLike<number>,
): LatentIndex[] {
  const by = (convention: WeightConvention): number[] => {
    const shares = conventionWeights(specification, weights, sds, convention);
    return specification.constructs.map(({ items }) => items.reduce((sum, i) => sum + shares[i]! * means[i]!, 0));
  };
  const [unstandardised, standardised, equal] = [by('unstandardised'), by('standardised'), by('equal')];
  return specification.constructs.map((_, place) => ({
    unstandardised: unstandardised[place]!,
    standardised: standardised[place]!,
    equal: equal[place]!,
  }));
}
