import { InputError } from '../model/errors.ts';
import type { IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import { compositeWeights } from './compositeWeights.ts';
import { indicatorTree, type TreeNode } from './indicatorTree.ts';

/**
 * The weights among siblings that give the lowest-level indicators these composite weights.
 *
 * Leaves that are not named keep the composite weight they have; the named ones share what those held together, in proportion to the
 * weights given. A node's share is that of the leaves below it; where a node's leaves weigh nothing, its children share equally.
 *
 * @param leafWeights  >= 0, any scale, at least one above 0
 * @returns all indicators, in the order given
 * Source: the definition of composite weights, turned round. Checked by multiplying back: tests/shared/commands/commands.
 * @throws InputError as compositeWeights; 'weights.leaves' {indicator} for a name that is no lowest-level indicator or a weight below 0
 */
export function siblingWeights(
  indicators: readonly Indicator[],
  leafWeights: ReadonlyMap<IndicatorId, number>,
): readonly Indicator[] {
  const tree = indicatorTree(indicators);
  const composite = compositeWeights(indicators);
  for (const [id, weight] of leafWeights) {
    const node = tree.byId.get(id);
    if (!node || node.children.length > 0 || !(weight >= 0))
      throw new InputError('weights.leaves', { indicator: node?.indicator.name ?? id });
  }
  const named = tree.leaves.filter((leaf) => leafWeights.has(leaf.indicator.id));
  const given = named.reduce((sum, leaf) => sum + leafWeights.get(leaf.indicator.id)!, 0);
  if (!(given > 0)) throw new InputError('weights.leaves', { indicator: named[0]?.indicator.name ?? '' });
  const held = named.reduce((sum, leaf) => sum + composite.get(leaf.indicator.id)!, 0);
  const wanted = new Map(
    tree.leaves.map(({ indicator: { id } }) => [
      id,
      leafWeights.has(id) ? (held * leafWeights.get(id)!) / given : composite.get(id)!,
    ]),
  );
  const below = (node: TreeNode): number => node.leaves.reduce((sum, leaf) => sum + wanted.get(leaf.indicator.id)!, 0);
  const weights = new Map<IndicatorId, number>();
  const walk = (nodes: readonly TreeNode[]): void => {
    const sums = nodes.map(below);
    const sum = sums.reduce((total, one) => total + one, 0);
    nodes.forEach((node, place) => {
      weights.set(node.indicator.id, sum > 0 ? sums[place]! / sum : 1 / nodes.length);
      if (node.children.length > 0) walk(node.children);
    });
  };
  walk(tree.roots);
  return indicators.map((indicator) => ({ ...indicator, weight: weights.get(indicator.id)! }));
}
