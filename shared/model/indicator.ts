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

export const weightMethods = ['direct', 'equal', 'ahp'] as const;
export type WeightMethod = (typeof weightMethods)[number];

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
}
