import { randomStream } from '../numeric/random.ts';
import { createRefit, refitLayout, type RefitLayout, type WeightKind } from './bootstrap.ts';
import type { ItemRows } from './itemMoments.ts';
import type { Specification } from './model.ts';
import type { IterationOptions } from './outerWeights.ts';

export interface PermutationTest {
  readonly layout: RefitLayout;
  /** Numbers of the two groups, in the order of the layout; null when that group has no converged estimate. */
  readonly first: Float64Array | null;
  readonly second: Float64Array | null;
  /** Two-sided p of the difference, by place of the layout: (1 + permutations at least as far apart)/(1 + permutations). */
  readonly p: Float64Array;
  readonly permutations: number;
  readonly failed: number;
}

/**
 * Do two groups differ in any number of the model? Forms are dealt to the groups anew, sizes kept; permutation i draws from stream
 * (seed, i). Both groups are refits of one specification to the same rows, with missing answers replaced by the means of all rows.
 *
 * @param groupOf  1 or 2 per row, else the row is not compared
 * @param kind     'frequency': each of the copies a row stands for is dealt by itself; 'survey': the row with its weight
 * Source: Chin and Dibbern (2010).
 */
export function permutationTest(
  specification: Specification,
  rows: ItemRows,
  options: IterationOptions,
  groupOf: ArrayLike<number>,
  range: { readonly kind: WeightKind; readonly seed: number; readonly count: number },
  pause: (done: number) => void = () => undefined,
): PermutationTest {
  const layout = refitLayout(specification);
  const refit = createRefit(specification, rows, options);
  const units: number[] = [];
  const inFirst: boolean[] = [];
  for (let row = 0; row < rows.rows; row++) {
    if (groupOf[row] !== 1 && groupOf[row] !== 2) continue;
    const copies = range.kind === 'frequency' ? Math.round(rows.weights[row]!) : 1;
    for (let copy = 0; copy < copies; copy++) {
      units.push(row);
      inFirst.push(groupOf[row] === 1);
    }
  }
  const firstCount = inFirst.filter(Boolean).length;
  const weights = new Float64Array(rows.rows);
  const estimate = (from: number, to: number, order: ArrayLike<number>, out: Float64Array): boolean => {
    weights.fill(0);
    for (let at = from; at < to; at++) {
      const row = units[order[at]!]!;
      weights[row]! += range.kind === 'survey' ? rows.weights[row]! : 1;
    }
    return refit.run(weights, out, 0);
  };
  const [a, b] = [new Float64Array(layout.width), new Float64Array(layout.width)];
  const places = units.map((_, unit) => unit);
  const order = Int32Array.from([
    ...places.filter((unit) => inFirst[unit]),
    ...places.filter((unit) => !inFirst[unit]),
  ]);
  const first = estimate(0, firstCount, order, a) ? Float64Array.from(a) : null;
  const second = estimate(firstCount, units.length, order, b) ? Float64Array.from(b) : null;
  const further = new Float64Array(layout.width);
  let failed = 0;
  if (first && second) {
    const gap = first.map((value, place) => Math.abs(value - second[place]!));
    const dealt = new Int32Array(order.length);
    for (let i = 0; i < range.count; i++) {
      if (i % 25 === 0) pause(i);
      dealt.set(order);
      const random = randomStream(range.seed, i);
      for (let left = dealt.length - 1; left > 0; left--) {
        const other = random.integer(left + 1);
        const held = dealt[left]!;
        dealt[left] = dealt[other]!;
        dealt[other] = held;
      }
      if (!estimate(0, firstCount, dealt, a) || !estimate(firstCount, units.length, dealt, b)) {
        failed++;
        continue;
      }
      for (let place = 0; place < layout.width; place++)
        if (Math.abs(a[place]! - b[place]!) >= gap[place]! - 1e-12) further[place]!++;
    }
  }
  const done = range.count - failed;
  return {
    layout,
    first,
    second,
    p: further.map((count) => (1 + count) / (1 + done)),
    permutations: range.count,
    failed,
  };
}
