import type { PlsEstimate } from './estimate.ts';
import { conventionWeights } from './latentIndices.ts';
import type { Specification } from './model.ts';

/** What a construct or item does for a target, and how it stands. */
export interface MapPoint {
  /** Unstandardised total effect: points of the target's index per point of this one. */
  readonly importance: number;
  /** Index or mean, 0-100. */
  readonly performance: number;
}

export interface ImportancePerformance {
  /** Per construct; null for those that do not lead to the target. */
  readonly constructs: readonly (MapPoint | null)[];
  /** Per item. */
  readonly items: readonly (MapPoint | null)[];
}

/**
 * Importance-performance map (Ringle and Sarstedt 2016): unstandardised total effects on a target against scores 0-100.
 *
 * The index of a construct has weights w/sd made to sum to 1, so its standard deviation is 1/|sum w/sd|; a standardised effect times
 * the ratio of the two standard deviations is the effect in points. An item's importance is its construct's times its weight.
 *
 * @param target  place of the construct to be improved
 * Checked against effect times the two spreads from weights and sds: tests/shared/plssem/plsModelMember.
 */
export function importancePerformance(
  specification: Specification,
  estimate: PlsEstimate,
  target: number,
): ImportancePerformance {
  const { constructs, blockOf } = specification;
  const size = constructs.length;
  const spread = constructs.map(
    ({ items }) => 1 / items.reduce((sum, i) => sum + estimate.weights[i]! / estimate.sds[i]!, 0),
  );
  const reaches = leadsTo(specification, target);
  const points = constructs.map((_, place): MapPoint | null =>
    reaches[place]
      ? {
          importance: (estimate.totalEffects[place * size + target]! * spread[target]!) / spread[place]!,
          performance: estimate.indices[place]!.unstandardised,
        }
      : null,
  );
  const shares = conventionWeights(specification, estimate.weights, estimate.sds, 'unstandardised');
  return {
    constructs: points,
    items: blockOf.map((block, i) => {
      const own = points[block];
      return own ? { importance: own.importance * shares[i]!, performance: estimate.means[i]! } : null;
    }),
  };
}

/** Which constructs have a chain of paths to the target. */
function leadsTo({ constructs, order }: Specification, target: number): boolean[] {
  const reaches = constructs.map(() => false);
  for (const place of order.toReversed())
    reaches[place] = constructs[place]!.successors.some((next) => next === target || reaches[next]);
  return reaches;
}
