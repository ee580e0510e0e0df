import type { Scheme, Specification } from './model.ts';
import { solveInPlace } from './smallSolve.ts';

export interface IterationOptions {
  readonly scheme: Scheme;
  /** Largest change of a weight at which the iteration stops. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

export const defaultIteration: IterationOptions = { scheme: 'path', tolerance: 1e-7, maxIterations: 300 };

/** What an iteration ended with. 'collinearBlock', 'collinearPaths' and 'noVariance' name the construct by its place. */
export type IterationEnd =
  | { readonly status: 'converged' | 'notConverged'; readonly iterations: number; readonly change: number }
  | { readonly status: 'collinearBlock' | 'collinearPaths' | 'noVariance'; readonly construct: number };

/** The state of one estimation; its arrays are overwritten by the next run. */
export interface WeightIteration {
  /** Standardised outer weights by item: each construct's score has variance 1. */
  readonly weights: Float64Array;
  /** Correlation of each item with each construct, item after item. */
  readonly crossLoadings: Float64Array;
  /** Correlations of the constructs, row after row. */
  readonly correlations: Float64Array;
  /** @param items  correlations of the items, row after row, without NaN */
  run(items: Float64Array): IterationEnd;
}

/**
 * The PLS path modelling algorithm (Wold 1982; Lohmöller 1989; Tenenhaus et al. 2005) on correlations alone: outer weights and inner
 * weights in turn until the outer ones stand still. Starts from equal weights; the sum of a construct's loadings is positive at the end.
 * All data enter through the items' correlations, so weights and missing values are a matter of those.
 *
 * @returns a run from k x k correlations of the items, whose buffers are used again by the next
 * Checked against cSEM, seminr, semPLS and plspm: tests/golden pls_sem.
 */
export function createWeightIteration(specification: Specification, options: IterationOptions): WeightIteration {
  const { constructs, blockOf } = specification;
  const itemCount = blockOf.length;
  const size = constructs.length;
  const weights = new Float64Array(itemCount);
  const next = new Float64Array(itemCount);
  const crossLoadings = new Float64Array(itemCount * size);
  const correlations = new Float64Array(size * size);
  const inner = new Float64Array(size * size);
  const largest = Math.max(size, ...constructs.map((construct) => construct.items.length));
  const matrix = new Float64Array(largest * largest);
  const solution = new Float64Array(largest);

  /** Scores to variance 1; false where a block has none. */
  function normalise(items: Float64Array, values: Float64Array): number {
    for (let k = 0; k < size; k++) {
      const block = constructs[k]!.items;
      let variance = 0;
      for (const i of block) for (const j of block) variance += values[i]! * values[j]! * items[i * itemCount + j]!;
      if (!(variance > 1e-14)) return k;
      const scale = 1 / Math.sqrt(variance);
      for (const i of block) values[i]! *= scale;
    }
    return -1;
  }

  /** Cross loadings and correlations of the scores that the weights give. */
  function score(items: Float64Array): void {
    crossLoadings.fill(0);
    for (let i = 0; i < itemCount; i++)
      for (let j = 0; j < itemCount; j++)
        crossLoadings[i * size + blockOf[j]!]! += items[i * itemCount + j]! * weights[j]!;
    correlations.fill(0);
    for (let i = 0; i < itemCount; i++) {
      const row = blockOf[i]! * size;
      const weight = weights[i]!;
      for (let l = 0; l < size; l++) correlations[row + l]! += weight * crossLoadings[i * size + l]!;
    }
  }

  /** inner[j * size + k]: weight of construct j in the inner proxy of construct k. Returns a construct with collinear predecessors, or -1. */
  function innerWeights(): number {
    inner.fill(0);
    for (let k = 0; k < size; k++) {
      const { predecessors, successors } = constructs[k]!;
      for (const j of successors) inner[j * size + k] = neighbourWeight(j, k);
      if (options.scheme !== 'path') {
        for (const j of predecessors) inner[j * size + k] = neighbourWeight(j, k);
        continue;
      }
      const count = predecessors.length;
      for (let a = 0; a < count; a++) {
        for (let b = 0; b <= a; b++) matrix[a * count + b] = correlations[predecessors[a]! * size + predecessors[b]!]!;
        solution[a] = correlations[predecessors[a]! * size + k]!;
      }
      if (!solveInPlace(matrix, solution, count)) return k;
      for (let a = 0; a < count; a++) inner[predecessors[a]! * size + k] = solution[a]!;
    }
    return -1;
  }

  function neighbourWeight(j: number, k: number): number {
    const correlation = correlations[j * size + k]!;
    return options.scheme === 'centroid' ? Math.sign(correlation) : correlation;
  }

  /** New outer weights from the inner proxies. Returns a mode B construct with collinear items, or -1. */
  function outerWeights(items: Float64Array): number {
    for (let k = 0; k < size; k++) {
      const { items: block, mode } = constructs[k]!;
      for (let place = 0; place < block.length; place++) {
        const i = block[place]!;
        let covariance = 0;
        for (let l = 0; l < size; l++) covariance += crossLoadings[i * size + l]! * inner[l * size + k]!;
        if (mode === 'A') next[i] = covariance;
        else solution[place] = covariance;
      }
      if (mode === 'A') continue;
      const count = block.length;
      for (let a = 0; a < count; a++)
        for (let b = 0; b <= a; b++) matrix[a * count + b] = items[block[a]! * itemCount + block[b]!]!;
      if (!solveInPlace(matrix, solution, count)) return k;
      for (let a = 0; a < count; a++) next[block[a]!] = solution[a]!;
    }
    return -1;
  }

  /** Turns constructs whose loadings sum to less than 0. */
  function orient(items: Float64Array): void {
    for (let k = 0; k < size; k++) {
      let sum = 0;
      for (const i of constructs[k]!.items) sum += crossLoadings[i * size + k]!;
      if (sum < 0) for (const i of constructs[k]!.items) weights[i] = -weights[i]!;
    }
    score(items);
  }

  return {
    weights,
    crossLoadings,
    correlations,
    run(items) {
      weights.fill(1);
      const flat = normalise(items, weights);
      if (flat >= 0) return { status: 'noVariance', construct: flat };
      let change = Number.POSITIVE_INFINITY;
      let iterations = 0;
      while (iterations < options.maxIterations && change > options.tolerance) {
        iterations++;
        score(items);
        const tangled = innerWeights();
        if (tangled >= 0) return { status: 'collinearPaths', construct: tangled };
        const dependent = outerWeights(items);
        if (dependent >= 0) return { status: 'collinearBlock', construct: dependent };
        const empty = normalise(items, next);
        if (empty >= 0) return { status: 'noVariance', construct: empty };
        change = 0;
        for (let i = 0; i < itemCount; i++) {
          change = Math.max(change, Math.abs(Math.abs(next[i]!) - Math.abs(weights[i]!)));
          weights[i] = next[i]!;
        }
      }
      score(items);
      orient(items);
      return { status: change > options.tolerance ? 'notConverged' : 'converged', iterations, change };
    },
  };
}
