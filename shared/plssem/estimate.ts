import { totalEffects } from './effects.ts';
import { type ItemRows, itemMoments, itemRows, momentBuffers } from './itemMoments.ts';
import { type LatentIndex, latentIndices } from './latentIndices.ts';
import type { Specification } from './model.ts';
import { createWeightIteration, defaultIteration, type IterationOptions } from './outerWeights.ts';
import { createPathRegression } from './pathRegression.ts';
import { type BlockQuality, blockQuality } from './quality.ts';

export interface PlsOptions extends IterationOptions {
  readonly missing: 'mean' | 'listwise';
}

export const defaultOptions: PlsOptions = { ...defaultIteration, tolerance: 1e-10, missing: 'mean' };

/** Why a model has no estimate. */
export type PlsReason =
  | 'tooFewRows'
  | 'constantItem'
  | 'nothingAnswered'
  | 'unconnected'
  | 'collinearBlock'
  | 'collinearPaths'
  | 'noVariance';

export interface PlsFailure {
  readonly status: 'notEstimable';
  readonly reason: PlsReason;
  /** The item or construct that stands in the way, by name; '' where it is the whole. */
  readonly culprit: string;
  readonly n: number;
}

export interface PlsEstimate {
  readonly status: 'ok';
  readonly n: number;
  readonly converged: boolean;
  readonly iterations: number;
  /** By item: standardised outer weights, loadings, means and standard deviations of the scores. */
  readonly weights: Float64Array;
  readonly loadings: Float64Array;
  readonly means: Float64Array;
  readonly sds: Float64Array;
  /** Items x constructs, row after row. */
  readonly crossLoadings: Float64Array;
  /** Constructs x constructs, row after row. */
  readonly correlations: Float64Array;
  /** Correlations of the items, row after row. */
  readonly itemCorrelations: Float64Array;
  /** In the order of the paths. */
  readonly coefficients: Float64Array;
  /** Constructs x constructs, row = cause. */
  readonly totalEffects: Float64Array;
  /** Per construct; NaN for one nothing points at. */
  readonly rSquared: Float64Array;
  readonly blocks: readonly BlockQuality[];
  readonly indices: readonly LatentIndex[];
  readonly rows: ItemRows;
}

const failed = (reason: PlsReason, culprit: string, n: number): PlsFailure => ({
  status: 'notEstimable',
  reason,
  culprit,
  n,
});

/**
 * Estimates a structural equation model by PLS path modelling.
 *
 * @param columns  scores 0-100 of the items, in the order of specification.items, NaN = missing
 * @param weights  frequency or survey weights by row, null = each form counts once
 * Not estimable: see PlsReason; a model that does not converge is estimated and says so.
 * Source: Wold (1982); Lohmöller (1989); Tenenhaus et al. (2005). Checked against cSEM, seminr, semPLS and plspm: tests/golden pls_sem.
 */
export function estimatePls(
  specification: Specification,
  columns: readonly Float64Array[],
  weights: Float64Array | null = null,
  options: PlsOptions = defaultOptions,
): PlsEstimate | PlsFailure {
  const { constructs, items } = specification;
  const alone = constructs.find(({ predecessors, successors }) => predecessors.length + successors.length === 0);
  const rows = itemRows(columns, weights, options.missing);
  const n = rows.rows;
  if (alone) return failed('unconnected', alone.name, n);
  if (n < 3) return failed('tooFewRows', '', n);
  const silent = rows.replaced.findIndex((count) => count === n);
  if (silent >= 0) return failed('nothingAnswered', items[silent]!, n);
  const moments = momentBuffers(items.length);
  const constant = itemMoments(rows, rows.weights, moments);
  if (constant >= 0) return failed('constantItem', items[constant]!, n);
  const iteration = createWeightIteration(specification, options);
  const end = iteration.run(moments.correlations);
  if ('construct' in end) return failed(end.status, constructs[end.construct]!.name, n);
  const coefficients = new Float64Array(specification.paths.length);
  const rSquared = new Float64Array(constructs.length);
  const tangled = createPathRegression(specification).run(iteration.correlations, coefficients, rSquared);
  if (tangled >= 0) return failed('collinearPaths', constructs[tangled]!.name, n);
  const size = constructs.length;
  const loadings = Float64Array.from(items, (_, i) => iteration.crossLoadings[i * size + specification.blockOf[i]!]!);
  return {
    status: 'ok',
    n,
    converged: end.status === 'converged',
    iterations: end.iterations,
    weights: iteration.weights,
    loadings,
    means: rows.means,
    sds: moments.sds,
    crossLoadings: iteration.crossLoadings,
    correlations: iteration.correlations,
    itemCorrelations: moments.correlations,
    coefficients,
    totalEffects: totalEffects(specification, coefficients),
    rSquared,
    blocks: constructs.map((construct) => blockQuality(construct, moments.correlations, iteration.weights, loadings)),
    indices: latentIndices(specification, iteration.weights, moments.sds, rows.means),
    rows,
  };
}
