import type { IndicatorId } from '../../../shared/model/ids.ts';
import type { IndicatorTree, TreeNode } from '../../../shared/satisfaction/indicatorTree.ts';

/** Where an indicator goes: its place among the children of a parent, counted without itself (as the command indicator.move counts). */
export interface Place {
  readonly parentId: IndicatorId | null;
  readonly index: number;
}

export type KeyMove = 'up' | 'down' | 'in' | 'out';
export type DropZone = 'above' | 'inside' | 'below';

const childrenOf = (tree: IndicatorTree, parentId: IndicatorId | null): readonly TreeNode[] =>
  parentId === null ? tree.roots : (tree.byId.get(parentId)?.children ?? []);

const placeAmong = (nodes: readonly TreeNode[], id: IndicatorId): number =>
  nodes.findIndex((node) => node.indicator.id === id);

/** Rows of the table: everything but what lies under a folded indicator. */
export function visibleNodes(tree: IndicatorTree, folded: ReadonlySet<string>): readonly TreeNode[] {
  const rows: TreeNode[] = [];
  const walk = (nodes: readonly TreeNode[]): void => {
    for (const node of nodes) {
      rows.push(node);
      if (!folded.has(node.indicator.id)) walk(node.children);
    }
  };
  walk(tree.roots);
  return rows;
}

/** Alt+arrows: up and down among siblings, in under the sibling above, out behind the parent. null = there is no such place. */
export function keyMove(tree: IndicatorTree, id: IndicatorId, move: KeyMove): Place | null {
  const node = tree.byId.get(id);
  if (!node) return null;
  const { parentId } = node.indicator;
  const siblings = childrenOf(tree, parentId);
  const at = placeAmong(siblings, id);
  switch (move) {
    case 'up':
      return at > 0 ? { parentId, index: at - 1 } : null;
    case 'down':
      return at < siblings.length - 1 ? { parentId, index: at + 1 } : null;
    case 'in': {
      const above = siblings[at - 1];
      return above ? { parentId: above.indicator.id, index: above.children.length } : null;
    }
    case 'out': {
      if (parentId === null) return null;
      const parent = tree.byId.get(parentId)!.indicator;
      return { parentId: parent.parentId, index: placeAmong(childrenOf(tree, parent.parentId), parentId) + 1 };
    }
  }
}

/** Is the indicator this one or somewhere below it? */
export function isWithin(tree: IndicatorTree, id: IndicatorId, ancestor: IndicatorId): boolean {
  for (let at: IndicatorId | null = id; at !== null; at = tree.byId.get(at)?.indicator.parentId ?? null)
    if (at === ancestor) return true;
  return false;
}

/**
 * Where a dragged indicator lands when let go over a row. targetId null = the row of the whole (last on the first level).
 * null when it would go into itself or stay where it is.
 */
export function dropPlace(
  tree: IndicatorTree,
  dragged: IndicatorId,
  targetId: IndicatorId | null,
  zone: DropZone,
): Place | null {
  const node = tree.byId.get(dragged);
  if (!node || (targetId !== null && isWithin(tree, targetId, dragged))) return null;
  const target = targetId === null ? null : tree.byId.get(targetId);
  if (target === undefined) return null;
  const parentId = target === null || zone === 'inside' ? targetId : target.indicator.parentId;
  const others = childrenOf(tree, parentId).filter((child) => child.indicator.id !== dragged);
  const index =
    target === null || zone === 'inside'
      ? others.length
      : placeAmong(others, target.indicator.id) + (zone === 'below' ? 1 : 0);
  const before = placeAmong(childrenOf(tree, node.indicator.parentId), dragged);
  return parentId === node.indicator.parentId && index === before ? null : { parentId, index };
}

/** Upper quarter of a row: above it; lower quarter: below it; between: into it. */
export function zoneAt(offset: number, height: number): DropZone {
  if (offset < height / 4) return 'above';
  return offset > (3 * height) / 4 ? 'below' : 'inside';
}
