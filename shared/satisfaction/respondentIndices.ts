import type { IndicatorId } from '../model/ids.ts';
import type { IndicatorTree, TreeNode } from './indicatorTree.ts';

/** What to do with a form that left indicators unanswered. */
export type IndexMissing = 'renormalise' | 'listwise';

/**
 * Score of each form on each leaf from its questions: the mean of the questions answered ('renormalise') or NaN unless all are
 * answered ('listwise').
 *
 * @param questionScores  scores 0-100, equal length, NaN = missing; at least one column
 * Checked: tests/shared/satisfaction/index.
 */
export function leafScoreColumn(questionScores: readonly Float64Array[], missing: IndexMissing): Float64Array {
  if (questionScores.length === 1) return questionScores[0]!;
  const rows = questionScores[0]?.length ?? 0;
  const out = new Float64Array(rows).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let answered = 0;
    for (const column of questionScores) {
      const score = column[row]!;
      if (Number.isNaN(score)) continue;
      sum += score;
      answered++;
    }
    if (answered > 0 && (missing === 'renormalise' || answered === questionScores.length)) out[row] = sum / answered;
  }
  return out;
}

/**
 * Each form's own index over some leaves: sum W x / sum W over the leaves it answered ('renormalise') or NaN unless it answered
 * every leaf that is asked ('listwise').
 *
 * @param leaves  leaves of the node; those without a column (not asked) are passed over
 * @param columns  scores 0-100 per leaf and form, NaN = missing
 * @param weights  composite weights
 * @param rows  number of forms
 * @returns 0-100 per form
 * Source: resources/docs/methods: csi.index. Checked: tests/shared/satisfaction/index; R: tests/golden csi_index, survey_index.
 */
export function respondentIndices(
  leaves: readonly TreeNode[],
  columns: ReadonlyMap<IndicatorId, Float64Array>,
  weights: ReadonlyMap<IndicatorId, number>,
  rows: number,
  missing: IndexMissing,
): Float64Array {
  const asked = leaves.flatMap((leaf) => {
    const column = columns.get(leaf.indicator.id);
    const weight = weights.get(leaf.indicator.id) ?? 0;
    return column && weight > 0 ? [{ column, weight }] : [];
  });
  // The index over one leaf is its score; W x / W would only add rounding.
  if (asked.length === 1) return asked[0]!.column.slice();
  // Leaf by leaf: each form still adds its leaves in the same order, and every column is read from end to end.
  const out = new Float64Array(rows);
  const used = new Float64Array(rows);
  const gaps = new Uint8Array(rows);
  for (const { column, weight } of asked)
    for (let row = 0; row < rows; row++) {
      const score = column[row]!;
      if (Number.isNaN(score)) gaps[row] = 1;
      else {
        out[row] = out[row]! + weight * score;
        used[row] = used[row]! + weight;
      }
    }
  const listwise = missing === 'listwise';
  for (let row = 0; row < rows; row++) {
    const whole = used[row]! > 0 && !(listwise && gaps[row] === 1);
    out[row] = whole ? out[row]! / used[row]! : Number.NaN;
  }
  return out;
}

/** Own index of every form for every node and for the whole tree (key null): respondentIndices of each, and checked with it. */
export function indicesByNode(
  tree: IndicatorTree,
  columns: ReadonlyMap<IndicatorId, Float64Array>,
  weights: ReadonlyMap<IndicatorId, number>,
  rows: number,
  missing: IndexMissing,
): ReadonlyMap<IndicatorId | null, Float64Array> {
  const result = new Map<IndicatorId | null, Float64Array>([
    [null, respondentIndices(tree.leaves, columns, weights, rows, missing)],
  ]);
  for (const node of tree.nodes)
    result.set(node.indicator.id, respondentIndices(node.leaves, columns, weights, rows, missing));
  return result;
}
