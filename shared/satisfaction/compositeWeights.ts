import { InputError } from '../model/errors.ts';
import type { IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import { indicatorTree, type TreeNode } from './indicatorTree.ts';

/** Siblings whose weights do not sum to 1. parentId null and parent '' = the first level. */
export interface WeightSumFault {
  readonly parentId: IndicatorId | null;
  readonly parent: string;
  readonly sum: number;
}

const tolerance = 1e-9;

/**
 * Every group of siblings whose weights do not sum to 1 within 1e-9, in reading order; empty = all is well. Checked:
 * tests/shared/satisfaction/index.
 */
export function weightSumFaults(indicators: readonly Indicator[]): readonly WeightSumFault[] {
  const tree = indicatorTree(indicators);
  const faults: WeightSumFault[] = [];
  const check = (parent: TreeNode | null, children: readonly TreeNode[]): void => {
    if (children.length === 0) return;
    const sum = children.reduce((total, child) => total + child.indicator.weight, 0);
    if (!(Math.abs(sum - 1) <= tolerance))
      faults.push({ parentId: parent?.indicator.id ?? null, parent: parent?.indicator.name ?? '', sum });
    for (const child of children) check(child, child.children);
  };
  check(null, tree.roots);
  return faults;
}

/**
 * Composite weight 综合权重 of every node: the product of the weights along its path; those of the leaves sum to 1.
 * Source: the definition of the index, resources/docs/methods: csi.index. Checked against the worked weights of the template of product
 * and service: tests/shared/satisfaction/index.
 *
 * @throws InputError 'weights.negative' {indicator, weight}; 'weights.sum' {node, sum} when siblings do not sum to 1 within 1e-9
 *   (node = name of their parent, '' for the first level)
 */
export function compositeWeights(indicators: readonly Indicator[]): ReadonlyMap<IndicatorId, number> {
  for (const indicator of indicators) {
    if (!(indicator.weight >= 0))
      throw new InputError('weights.negative', { indicator: indicator.name, weight: indicator.weight });
  }
  const fault = weightSumFaults(indicators)[0];
  if (fault) throw new InputError('weights.sum', { node: fault.parent, sum: fault.sum });
  const weights = new Map<IndicatorId, number>();
  const walk = (nodes: readonly TreeNode[], above: number): void => {
    for (const node of nodes) {
      const weight = above * node.indicator.weight;
      weights.set(node.indicator.id, weight);
      walk(node.children, weight);
    }
  };
  walk(indicatorTree(indicators).roots, 1);
  return weights;
}

/**
 * The children of one node with weights divided by their sum; all equal when the sum is 0. Negative weights count as 0.
 * Other indicators are returned unchanged, in the order given. Checked: tests/shared/satisfaction/index.
 */
export function normaliseSiblings(
  indicators: readonly Indicator[],
  parentId: IndicatorId | null,
): readonly Indicator[] {
  const siblings = indicators.filter((indicator) => indicator.parentId === parentId);
  const sum = siblings.reduce((total, indicator) => total + Math.max(0, indicator.weight), 0);
  return indicators.map((indicator) => {
    if (indicator.parentId !== parentId) return indicator;
    return { ...indicator, weight: sum > 0 ? Math.max(0, indicator.weight) / sum : 1 / siblings.length };
  });
}
