import type { Snapshot } from '../model/dataset.ts';
import { decodeNumeric, findVariable } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import { indicatorTree, type TreeNode } from '../satisfaction/indicatorTree.ts';
import type { DesignRows } from './design.ts';
import { questionsByLeaf } from './projectIndex.ts';

/** Answers with the good end up: descending scales mirrored, items named in reverse turned once more. */
export function itemColumns(
  snapshot: Snapshot,
  ids: readonly VariableId[],
  reverse: ReadonlySet<VariableId>,
  design: DesignRows,
): readonly Float64Array[] {
  return ids.map((id) => {
    const { scale, name } = findVariable(snapshot, id);
    const { values } = decodeNumeric(snapshot, id, design.rows);
    if ((scale?.direction === 'descending') === reverse.has(id)) return values;
    if (!scale) throw new InputError('data.noScale', { variable: name });
    const ends = scale.min + scale.max;
    // Decoded answers may be shared with other analyses of the run: mirrored in a copy.
    const mirrored = new Float64Array(values.length);
    for (let row = 0; row < values.length; row++) mirrored[row] = ends - values[row]!;
    return mirrored;
  });
}

/** Items that are meant to measure one thing: an indicator with its questions. */
export interface ScaleBlock {
  readonly id: string;
  readonly name: string;
  readonly ids: readonly VariableId[];
}

/**
 * The perception questions of the project by indicator of one level (1 = first), and all of them in the order of the tree. Branches
 * that end above the level count with their leaf. Empty without a tree or without questions.
 */
export function scaleBlocks(
  snapshot: Snapshot,
  level = 1,
): { readonly all: readonly VariableId[]; readonly blocks: readonly ScaleBlock[]; readonly depth: number } {
  const tree = indicatorTree(snapshot.indicators);
  const { byLeaf } = questionsByLeaf(snapshot, tree, 'perception');
  const questionsOf = (node: TreeNode): readonly VariableId[] =>
    node.leaves.flatMap((leaf) => [...(byLeaf.get(leaf.indicator.id) ?? [])]);
  return {
    all: tree.roots.flatMap(questionsOf),
    depth: tree.depth,
    blocks: tree.nodes
      .filter((node) => node.level === level || (node.level < level && node.children.length === 0))
      .map((node) => ({ id: node.indicator.id as string, name: node.indicator.name, ids: questionsOf(node) }))
      .filter((block) => block.ids.length > 0),
  };
}

/** Questions to analyse when none are named: perception questions in the order of the tree, else of the questionnaire. */
export function perceptionItems(snapshot: Snapshot): readonly VariableId[] {
  const { all } = scaleBlocks(snapshot);
  if (all.length > 0) return all;
  return snapshot.variables
    .filter((variable) => variable.role === 'perception' && variable.type === 'number')
    .toSorted((a, b) => a.order - b.order)
    .map((variable) => variable.id);
}
