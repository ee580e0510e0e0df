import { randomStream } from '../numeric/random.ts';
import { totalEffects } from './effects.ts';
import { type ItemRows, itemMoments, momentBuffers } from './itemMoments.ts';
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
  /** Fills `out` from `at` on; false when this sample has no converged estimate. */
  run(weights: ArrayLike<number>, out: Float64Array, at: number): boolean;
}

/**
 * Refits the same specification to samples of the same rows. Missing answers stay replaced by the means of all rows, signs follow the
 * rule of the estimate (the loadings of a construct sum to more than 0): nothing is turned towards the original.
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
  return {
    run(weights, out, at) {
      if (itemMoments(rows, weights, moments) >= 0) return false;
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
    },
  };
}

/** How rows are drawn: frequency weights stand for copies, survey weights stay with their row. */
export type WeightKind = 'none' | 'frequency' | 'survey';

/** Draws a resample into counts (or counts times survey weights), one per row. */
export function createDraw(
  rows: ItemRows,
  kind: WeightKind,
  seed: number,
): (replicate: number, out: Float64Array) => void {
  if (kind !== 'frequency') {
    return (replicate, out) => {
      const random = randomStream(seed, replicate);
      out.fill(0);
      for (let draw = 0; draw < rows.rows; draw++) out[random.integer(rows.rows)]! += 1;
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

export interface BootstrapPart {
  /** Replicates first .. first + count - 1. */
  readonly first: number;
  readonly count: number;
  /** count x layout.width; a failed replicate's numbers are NaN. */
  readonly values: Float64Array;
  readonly failed: number;
}

/**
 * Part of a bootstrap: replicate i draws from stream (seed, i), so any division among workers gives the same numbers.
 * @param pause  called now and then with the replicates done; may throw to cancel
 */
export function bootstrapPart(
  specification: Specification,
  rows: ItemRows,
  options: RefitOptions,
  range: { readonly kind: WeightKind; readonly seed: number; readonly first: number; readonly count: number },
  pause: (done: number) => void = () => undefined,
): BootstrapPart {
  const { width } = refitLayout(specification);
  const refit = createRefit(specification, rows, options);
  const draw = createDraw(rows, range.kind, range.seed);
  const values = new Float64Array(range.count * width);
  const weights = new Float64Array(rows.rows);
  let failed = 0;
  for (let done = 0; done < range.count; done++) {
    if (done % 25 === 0) pause(done);
    draw(range.first + done, weights);
    if (!refit.run(weights, values, done * width)) {
      failed++;
      values.fill(Number.NaN, done * width, (done + 1) * width);
    }
  }
  return { first: range.first, count: range.count, values, failed };
}

/**
 * Refits without each row in turn, for the acceleration of BCa intervals: one line of layout.width per row. A row that stands for
 * several copies loses one of them and is repeated as often.
 */
export function jackknife(
  specification: Specification,
  rows: ItemRows,
  options: RefitOptions,
  kind: WeightKind,
  pause: (done: number) => void = () => undefined,
): Float64Array {
  const { width } = refitLayout(specification);
  const refit = createRefit(specification, rows, options);
  const copies = Array.from(rows.weights, (weight) => (kind === 'frequency' ? Math.max(1, Math.round(weight)) : 1));
  const values = new Float64Array(copies.reduce((sum, count) => sum + count, 0) * width);
  const weights = Float64Array.from(rows.weights);
  let at = 0;
  for (let row = 0; row < rows.rows; row++) {
    if (row % 25 === 0) pause(row);
    weights[row] = kind === 'frequency' ? Math.max(0, rows.weights[row]! - 1) : 0;
    if (!refit.run(weights, values, at)) values.fill(Number.NaN, at, at + width);
    for (let copy = 1; copy < copies[row]!; copy++) values.copyWithin(at + copy * width, at, at + width);
    at += copies[row]! * width;
    weights[row] = rows.weights[row]!;
  }
  return values;
}
