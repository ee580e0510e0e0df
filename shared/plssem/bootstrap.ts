import { randomStream } from '../numeric/random.ts';
import { totalEffects } from './effects.ts';
import type { ReplicateTask } from '../model/replicates.ts';
import { type ItemRows, itemMoments, momentBuffers, momentsWithout } from './itemMoments.ts';
import { conventionWeights, type WeightConvention } from './latentIndices.ts';
import type { Specification } from './model.ts';
import { createWeightIteration, type IterationOptions } from './outerWeights.ts';
import { createPathRegression } from './pathRegression.ts';
import { heterotraitMonotrait } from './quality.ts';

/** Everything a refit is asked for, one number a place. */
export interface RefitLayout {
  readonly paths: number;
  readonly weights: number;
  readonly loadings: number;
  /** Constructs x constructs. */
  readonly totalEffects: number;
  readonly rSquared: number;
  /** Under the convention asked for. */
  readonly indices: number;
  /** Constructs x constructs. */
  readonly htmt: number;
  readonly width: number;
}

/** Where each kind of number stands in the row of one refit, and how wide the row is. */
export function refitLayout({ paths, items, constructs }: Specification): RefitLayout {
  const size = constructs.length;
  let width = 0;
  const take = (count: number): number => {
    width += count;
    return width - count;
  };
  return {
    paths: take(paths.length),
    weights: take(items.length),
    loadings: take(items.length),
    totalEffects: take(size * size),
    rSquared: take(size),
    indices: take(size),
    htmt: take(size * size),
    width,
  };
}

export interface RefitOptions extends IterationOptions {
  /** Of the weights of the indices; 'unstandardised' unless said. */
  readonly convention?: WeightConvention;
}

export interface Refit {
  /** To rows that count as often as their weight says. Fills `out` from `at` on; false when this sample has no converged estimate. */
  run(weights: ArrayLike<number>, out: Float64Array, at: number): boolean;
  /** To all rows without so much of the weight of one. */
  runWithout(row: number, amount: number, out: Float64Array, at: number): boolean;
}

/**
 * Refits the same specification to samples of the same rows. Missing answers stay replaced by the means of all rows, signs follow the rule
 * of the estimate (the loadings of a construct sum to more than 0): nothing is turned towards the original.
 *
 * Source: Efron and Tibshirani (1993); the frozen specification as in seminr and cSEM. Checked: standard errors and intervals of cSEM:
 * tests/golden pls_bootstrap; the same whatever was drawn before: tests/shared/plssem/plsModelMember.
 */
export function createRefit(specification: Specification, rows: ItemRows, options: RefitOptions): Refit {
  const layout = refitLayout(specification);
  const { constructs, items, paths, blockOf } = specification;
  const size = constructs.length;
  const moments = momentBuffers(items.length);
  const iteration = createWeightIteration(specification, options);
  const regression = createPathRegression(specification);
  const coefficients = new Float64Array(paths.length);
  const rSquared = new Float64Array(size);
  const effects = new Float64Array(size * size);
  let without: ReturnType<typeof momentsWithout> | null = null;

  function refit(out: Float64Array, at: number): boolean {
    const end = iteration.run(moments.correlations);
    if (end.status !== 'converged') return false;
    if (regression.run(iteration.correlations, coefficients, rSquared) >= 0) return false;
    out.set(coefficients, at + layout.paths);
    out.set(iteration.weights, at + layout.weights);
    for (let i = 0; i < items.length; i++)
      out[at + layout.loadings + i] = iteration.crossLoadings[i * size + blockOf[i]!]!;
    out.set(totalEffects(specification, coefficients, effects), at + layout.totalEffects);
    out.set(rSquared, at + layout.rSquared);
    const shares = conventionWeights(
      specification,
      iteration.weights,
      moments.sds,
      options.convention ?? 'unstandardised',
    );
    constructs.forEach((construct, k) => {
      let index = 0;
      for (const i of construct.items) index += shares[i]! * (rows.means[i]! + moments.shifts[i]!);
      out[at + layout.indices + k] = index;
    });
    out.set(heterotraitMonotrait(specification, moments.correlations), at + layout.htmt);
    return true;
  }

  return {
    run: (weights, out, at) => itemMoments(rows, weights, moments) < 0 && refit(out, at),
    runWithout(row, amount, out, at) {
      without ??= momentsWithout(rows);
      return without(row, amount, moments) < 0 && refit(out, at);
    },
  };
}

/** How rows are drawn: frequency weights stand for copies, survey weights stay with their row. */
export type WeightKind = 'none' | 'frequency' | 'survey';

/** Draws a resample into counts (or counts times survey weights), one per row. */
function createDraw(rows: ItemRows, kind: WeightKind, seed: number): (replicate: number, out: Float64Array) => void {
  if (kind !== 'frequency') {
    const places = Int32Array.from({ length: rows.rows }, (_, row) => row);
    return (replicate, out) => {
      out.fill(0);
      randomStream(seed, replicate).tally(places, rows.rows, out, 1);
      if (kind === 'survey') for (let row = 0; row < rows.rows; row++) out[row]! *= rows.weights[row]!;
    };
  }
  const upTo = new Float64Array(rows.rows);
  let total = 0;
  rows.weights.forEach((weight, row) => {
    total += weight;
    upTo[row] = total;
  });
  const draws = Math.round(total);
  return (replicate, out) => {
    const random = randomStream(seed, replicate);
    out.fill(0);
    for (let draw = 0; draw < draws; draw++) {
      const point = random.uniform() * total;
      let low = 0;
      let high = rows.rows - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (upTo[middle]! > point) high = middle;
        else low = middle + 1;
      }
      out[low]! += 1;
    }
  };
}

/** Everything a bootstrap or a jackknife of a model starts from. */
export interface ResamplingInput {
  readonly specification: Specification;
  readonly rows: ItemRows;
  readonly options: RefitOptions;
  readonly kind: WeightKind;
  /** Unused by the jackknife. */
  readonly seed: number;
}

/** Replicate i is a refit to rows drawn from stream (seed, i): layout.width numbers. */
export const plsBootstrap: ReplicateTask<ResamplingInput> = {
  name: 'pls.bootstrap',
  prepare({ specification, rows, options, kind, seed }) {
    const { width } = refitLayout(specification);
    const refit = createRefit(specification, rows, options);
    const draw = createDraw(rows, kind, seed);
    const weights = new Float64Array(rows.rows);
    return {
      width,
      run(replicate, out, at) {
        draw(replicate, weights);
        if (!refit.run(weights, out, at)) out.fill(Number.NaN, at, at + width);
      },
    };
  },
};

/**
 * Replicate i is a refit without row i, for the acceleration of BCa intervals: layout.width numbers. A row that stands for several
 * copies loses one of them; see repeatCopies.
 */
export const plsJackknife: ReplicateTask<ResamplingInput> = {
  name: 'pls.jackknife',
  prepare({ specification, rows, options, kind }) {
    const { width } = refitLayout(specification);
    const refit = createRefit(specification, rows, options);
    return {
      width,
      run(row, out, at) {
        const amount = kind === 'frequency' ? Math.min(1, rows.weights[row]!) : rows.weights[row]!;
        if (!refit.runWithout(row, amount, out, at)) out.fill(Number.NaN, at, at + width);
      },
    };
  },
};

/** Leave-one-out rows of numbers, `width` each, every row as often as it stands for copies (frequency weights). */
export function repeatCopies(values: Float64Array, rows: ItemRows, kind: WeightKind, width: number): Float64Array {
  if (kind !== 'frequency') return values;
  const copies = Array.from(rows.weights, (weight) => Math.max(1, Math.round(weight)));
  const out = new Float64Array(copies.reduce((sum, count) => sum + count, 0) * width);
  let at = 0;
  copies.forEach((count, row) => {
    for (let copy = 0; copy < count; copy++, at += width) out.set(values.subarray(row * width, (row + 1) * width), at);
  });
  return out;
}

/** How many refits, `width` numbers each, have no converged estimate. */
export function countFailed(values: Float64Array, width: number): number {
  let failed = 0;
  for (let at = 0; at < values.length; at += width) if (Number.isNaN(values[at]!)) failed++;
  return failed;
}
