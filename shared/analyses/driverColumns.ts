import type { Snapshot } from '../model/dataset.ts';
import { decodeScores, findVariable } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { indicatorTree } from '../satisfaction/indicatorTree.ts';
import { leafScoreColumn } from '../satisfaction/respondentIndices.ts';
import type { DesignRows } from './design.ts';
import { itemColumns } from './items.ts';
import { questionLabel } from './labels.ts';
import { overallScore, type ResultLabel } from './overallScore.ts';
import { questionsByLeaf } from './projectIndex.ts';
import type { Warning } from './types.ts';

/** Indicators are taken from the deepest level that has no more than this many. */
const mostIndicators = 12;

/** Possible drivers of satisfaction, one column each. */
export interface Drivers {
  readonly unit: 'questions' | 'indicators';
  readonly columns: readonly Float64Array[];
  readonly items: readonly { readonly id: string; readonly name: string }[];
}

/** Scores of the indicators of the deepest level with at most twelve of them, each the mean of its questions' scores. */
function indicatorDrivers(snapshot: Snapshot, design: DesignRows): Drivers {
  const tree = indicatorTree(snapshot.indicators);
  const { byLeaf } = questionsByLeaf(snapshot, tree, 'perception');
  const levelOf = (level: number) =>
    tree.nodes
      .filter((node) => node.level === level || (node.level < level && node.children.length === 0))
      .map((node) => ({
        node,
        questions: node.leaves.flatMap((leaf) => [...(byLeaf.get(leaf.indicator.id) ?? [])]),
      }))
      .filter(({ questions }) => questions.length > 0);
  let nodes = levelOf(1);
  for (let level = 2; level <= tree.depth; level++) {
    const deeper = levelOf(level);
    if (deeper.length <= mostIndicators) nodes = deeper;
  }
  return {
    unit: 'indicators',
    columns: nodes.map(({ questions }) =>
      leafScoreColumn(
        questions.map((id) => decodeScores(snapshot, id, design.rows).values),
        'renormalise',
      ),
    ),
    items: nodes.map(({ node }) => ({ id: node.indicator.id as string, name: node.indicator.name })),
  };
}

/** The chosen questions as answered; none chosen: the indicators. */
export function driversOf(snapshot: Snapshot, ids: readonly VariableId[], design: DesignRows): Drivers {
  if (ids.length === 0) return indicatorDrivers(snapshot, design);
  return {
    unit: 'questions',
    columns: itemColumns(snapshot, ids, new Set(), design),
    items: ids.map((id) => ({ id: id as string, name: findVariable(snapshot, id).name })),
  };
}

/** What the drivers are to explain. */
interface Dependent {
  readonly column: Float64Array;
  readonly label: ResultLabel;
  readonly warnings: readonly Warning[];
}

/** The dependent variable: a chosen question as answered, else overall satisfaction or the index. */
export function dependentOf(snapshot: Snapshot, chosen: VariableId | null, design: DesignRows): Dependent | null {
  if (chosen !== null)
    return {
      column: itemColumns(snapshot, [chosen], new Set(), design)[0]!,
      label: questionLabel(findVariable(snapshot, chosen)),
      warnings: [],
    };
  const score = overallScore(snapshot, null, design);
  return score && { column: score.values, label: score.label, warnings: score.warnings };
}
