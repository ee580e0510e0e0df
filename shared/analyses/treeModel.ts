import type { Snapshot } from '../model/dataset.ts';
import { indicatorTree } from '../satisfaction/indicatorTree.ts';
import { questionsByLeaf } from './projectIndex.ts';
import type { ModelOption } from './types.ts';

/** The indicator tree as a measurement model: every first-level indicator with all perception questions below it, each joined to each. */
export function treeModel(snapshot: Snapshot): ModelOption {
  const tree = indicatorTree(snapshot.indicators);
  const { byLeaf } = questionsByLeaf(snapshot, tree, 'perception');
  const blocks = tree.roots.flatMap((root) => {
    const items = root.leaves.flatMap((leaf) => [...(byLeaf.get(leaf.indicator.id) ?? [])]);
    return items.length > 0 ? [{ name: root.indicator.name, items: items as string[] }] : [];
  });
  const names = blocks.map(({ name }, place) =>
    blocks.findIndex((other) => other.name === name) < place ? `${name} (${place + 1})` : name,
  );
  return {
    constructs: blocks.map(({ items }, place) => ({ name: names[place]!, items, mode: 'A' })),
    paths: names.flatMap((to, place) => names.slice(0, place).map((from) => ({ from, to }))),
  };
}
