import type { IndicatorId } from './ids.ts';

/**
 * One node of the indicator tree. Depth is free, usually three levels under the product: 一级 / 二级 / 三级.
 * weight is the share among siblings (sums to 1 at every node); composite weight = product along the path.
 */
export interface Indicator {
  readonly id: IndicatorId;
  readonly parentId: IndicatorId | null;
  readonly name: string;
  readonly definition: string;
  readonly weight: number;
  readonly order: number;
}

const weightMethods = ['direct', 'equal', 'ahp'] as const;
export type WeightMethod = (typeof weightMethods)[number];

/** How weights may be reached from what people said outside the survey: ranks they gave, scores over rounds, wins in pairs. */
export const weightEntryKinds = ['ranking', 'experts', 'wins'] as const;

/** What was typed in for the children of one node, kept so that the weights can be followed back to it and another round added. */
export interface WeightEntry {
  readonly kind: (typeof weightEntryKinds)[number];
  /** How ranks become judgments; null for the other kinds. */
  readonly rule: 'geometric' | 'linear' | 'preference' | null;
  /** A table for each round (one but for experts): a line per child in the order of childIds, a column per person; for wins a square of counts. */
  readonly rounds: readonly (readonly (readonly number[])[])[];
}

/**
 * How the children of one node got their weights. parentId null = the first level.
 * For 'ahp', judgments is the full reciprocal matrix in the order of childIds.
 */
export interface Weighting {
  readonly id: string;
  readonly parentId: IndicatorId | null;
  readonly method: WeightMethod;
  readonly childIds: readonly IndicatorId[];
  readonly judgments: readonly (readonly number[])[] | null;
  readonly priorities: 'eigenvector' | 'geometricMean';
  readonly randomIndex: 'saaty' | 'simulated';
  /** The last entry for these children; weights changed by hand since then leave it as it is. Absent in projects without one. */
  readonly entry?: WeightEntry | null;
}
