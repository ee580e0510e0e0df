import { InputError } from '../model/errors.ts';
import type { IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';

/** One node with its place in the tree. level 1 = directly under the product. */
export interface TreeNode {
  readonly indicator: Indicator;
  readonly level: number;
  readonly children: readonly TreeNode[];
  /** Lowest-level nodes below, in reading order; the node itself when it has no children. */
  readonly leaves: readonly TreeNode[];
}

export interface IndicatorTree {
  readonly roots: readonly TreeNode[];
  /** Every node in reading order: parents before children. */
  readonly nodes: readonly TreeNode[];
  readonly leaves: readonly TreeNode[];
  readonly depth: number;
  readonly byId: ReadonlyMap<IndicatorId, TreeNode>;
}

/**
 * The tree of a project's flat list of indicators; siblings by order.
 *
 * Checked: tests/shared/satisfaction/index.
 * @throws InputError 'indicators.duplicateId', 'indicators.unknownParent', 'indicators.cycle' (each naming the indicator)
 */
export function indicatorTree(indicators: readonly Indicator[]): IndicatorTree {
  const known = new Set<IndicatorId>();
  for (const indicator of indicators) {
    if (known.has(indicator.id)) throw new InputError('indicators.duplicateId', { indicator: indicator.name });
    known.add(indicator.id);
  }
  const childrenOf = new Map<IndicatorId | null, Indicator[]>();
  for (const indicator of indicators) {
    if (indicator.parentId !== null && !known.has(indicator.parentId))
      throw new InputError('indicators.unknownParent', { indicator: indicator.name });
    const siblings = childrenOf.get(indicator.parentId) ?? [];
    siblings.push(indicator);
    childrenOf.set(indicator.parentId, siblings);
  }
  const nodes: TreeNode[] = [];
  const build = (parentId: IndicatorId | null, level: number): readonly TreeNode[] =>
    (childrenOf.get(parentId) ?? [])
      .toSorted((a, b) => a.order - b.order)
      .map((indicator) => {
        const place = nodes.length;
        nodes.length = place + 1;
        const children = build(indicator.id, level + 1);
        const node: {
          indicator: Indicator;
          level: number;
          children: readonly TreeNode[];
          leaves: readonly TreeNode[];
        } = { indicator, level, children, leaves: [] };
        node.leaves = children.length === 0 ? [node] : children.flatMap((child) => child.leaves);
        nodes[place] = node;
        return node;
      });
  const roots = build(null, 1);
  // Nodes on a cycle hang under no root and are never reached.
  if (nodes.length < indicators.length) {
    const reached = new Set(nodes.map((node) => node.indicator.id));
    throw new InputError('indicators.cycle', {
      indicator: indicators.find((indicator) => !reached.has(indicator.id))!.name,
    });
  }
  return {
    roots,
    nodes,
    leaves: roots.flatMap((root) => root.leaves),
    depth: nodes.reduce((deepest, node) => Math.max(deepest, node.level), 0),
    byId: new Map(nodes.map((node) => [node.indicator.id, node])),
  };
}
