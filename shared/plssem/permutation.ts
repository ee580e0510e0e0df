import { type ReplicateTask, runReplicates } from '../model/replicates.ts';
import type { RunControl } from '../model/runControl.ts';
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

export interface PermutationInput {
  readonly specification: Specification;
  readonly rows: ItemRows;
  readonly options: IterationOptions;
  /** 1 or 2 per row, else the row is not compared. */
  readonly groupOf: Int8Array;
  /** 'frequency': each of the copies a row stands for is dealt by itself; 'survey': the row with its weight. */
  readonly kind: WeightKind;
  readonly seed: number;
}

interface Groups {
  /** Numbers of the two groups as they are; null when that group has no converged estimate. */
  readonly own: { readonly first: Float64Array | null; readonly second: Float64Array | null };
  /** Deals the forms anew, from stream (seed, i), and refits both groups; false when one has no converged estimate. */
  deal(replicate: number, first: Float64Array, second: Float64Array): boolean;
}

function createGroups({ specification, rows, options, groupOf, kind, seed }: PermutationInput): Groups {
  const { width } = refitLayout(specification);
  const refit = createRefit(specification, rows, options);
  const units: number[] = [];
  const inFirst: boolean[] = [];
  for (let row = 0; row < rows.rows; row++) {
    if (groupOf[row] !== 1 && groupOf[row] !== 2) continue;
    const copies = kind === 'frequency' ? Math.round(rows.weights[row]!) : 1;
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
      weights[row]! += kind === 'survey' ? rows.weights[row]! : 1;
    }
    return refit.run(weights, out, 0);
  };
  const places = units.map((_, unit) => unit);
  const order = Int32Array.from([
    ...places.filter((unit) => inFirst[unit]),
    ...places.filter((unit) => !inFirst[unit]),
  ]);
  const dealt = new Int32Array(order.length);
  const numbers = (from: number, to: number): Float64Array | null => {
    const out = new Float64Array(width);
    return estimate(from, to, order, out) ? out : null;
  };
  return {
    own: { first: numbers(0, firstCount), second: numbers(firstCount, units.length) },
    deal(replicate, first, second) {
      dealt.set(order);
      const random = randomStream(seed, replicate);
      for (let left = dealt.length - 1; left > 0; left--) {
        const other = random.integer(left + 1);
        const held = dealt[left]!;
        dealt[left] = dealt[other]!;
        dealt[other] = held;
      }
      return estimate(0, firstCount, dealt, first) && estimate(firstCount, units.length, dealt, second);
    },
  };
}

/** Replicate i deals the forms to the groups anew: how far apart the groups are then, by place of the layout. */
export const plsPermutation: ReplicateTask<PermutationInput> = {
  name: 'pls.permutation',
  prepare(input) {
    const { width } = refitLayout(input.specification);
    const groups = createGroups(input);
    const [first, second] = [new Float64Array(width), new Float64Array(width)];
    return {
      width,
      run(replicate, out, at) {
        const possible = groups.deal(replicate, first, second);
        for (let place = 0; place < width; place++)
          out[at + place] = possible ? Math.abs(first[place]! - second[place]!) : Number.NaN;
      },
    };
  },
};

/**
 * Do two groups differ in any number of the model? Forms are dealt to the groups anew, sizes kept; permutation i draws from stream
 * (seed, i). Both groups are refits of one specification to the same rows, with missing answers replaced by the means of all rows.
 *
 * @throws CancelledError
 * Source: Chin and Dibbern (2010). Checked on groups that differ in one path, and on copies: tests/shared/plssem/plsModelMember.
 */
export function permutationTest(input: PermutationInput, count: number, control: RunControl): PermutationTest {
  const layout = refitLayout(input.specification);
  const { first, second } = createGroups(input).own;
  const further = new Float64Array(layout.width);
  let failed = 0;
  if (first && second) {
    const gaps = runReplicates(plsPermutation, input, count, control);
    for (let at = 0; at < gaps.length; at += layout.width) {
      if (Number.isNaN(gaps[at]!)) {
        failed++;
        continue;
      }
      for (let place = 0; place < layout.width; place++)
        if (gaps[at + place]! >= Math.abs(first[place]! - second[place]!) - 1e-12) further[place]!++;
    }
  }
  return {
    layout,
    first,
    second,
    p: further.map((far) => (1 + far) / (1 + count - failed)),
    permutations: count,
    failed,
  };
}
