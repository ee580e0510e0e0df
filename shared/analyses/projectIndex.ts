import type { Snapshot } from '../model/dataset.ts';
import { decodeScores } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import { type IndicatorId, indicatorId, type VariableId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import type { Role, Variable } from '../model/variable.ts';
import { compositeWeights } from '../satisfaction/compositeWeights.ts';
import { type IndicatorTree, indicatorTree } from '../satisfaction/indicatorTree.ts';
import { type IndexMissing, indicesByNode, leafScoreColumn } from '../satisfaction/respondentIndices.ts';
import type { DesignRows } from './design.ts';
import { itemNames } from './labels.ts';
import type { Warning } from './types.ts';

/** Which tree to compute an index from: the project's, or a flat one of questions with their weights. */
export interface IndexSource {
  readonly items: readonly VariableId[];
  /** One per item, any positive scale; empty = equal. */
  readonly weights: readonly number[];
  readonly missing: IndexMissing;
}

export interface ProjectIndex {
  readonly indicators: readonly Indicator[];
  readonly tree: IndicatorTree;
  readonly composite: ReadonlyMap<IndicatorId, number>;
  /** Perception questions of each leaf that has any. */
  readonly questions: ReadonlyMap<IndicatorId, readonly VariableId[]>;
  /** Score 0-100 per leaf and form; leaves without questions are absent. */
  readonly leafScores: ReadonlyMap<IndicatorId, Float64Array>;
  /** Own index of each form per node; key null = the whole. */
  readonly indices: ReadonlyMap<IndicatorId | null, Float64Array>;
  readonly warnings: readonly Warning[];
}

/** Questions of one role by the leaf they measure, in the order of the questionnaire. Questions on inner nodes are named in a warning. */
export function questionsByLeaf(
  snapshot: Snapshot,
  tree: IndicatorTree,
  role: Role,
): { readonly byLeaf: ReadonlyMap<IndicatorId, readonly VariableId[]>; readonly warnings: readonly Warning[] } {
  const byLeaf = new Map<IndicatorId, VariableId[]>();
  const warnings: Warning[] = [];
  for (const variable of snapshot.variables.toSorted((a, b) => a.order - b.order)) {
    if (variable.role !== role || variable.indicatorId === null) continue;
    const node = tree.byId.get(variable.indicatorId);
    if (!node) continue;
    if (node.children.length > 0) {
      warnings.push({
        code: 'index.questionOnBranch',
        details: { question: variable.name, indicator: node.indicator.name },
      });
      continue;
    }
    const list = byLeaf.get(node.indicator.id) ?? [];
    list.push(variable.id);
    byLeaf.set(node.indicator.id, list);
  }
  return { byLeaf, warnings };
}

function flatTree(snapshot: Snapshot, items: readonly VariableId[], weights: readonly number[]): readonly Indicator[] {
  if (weights.length > 0 && weights.length !== items.length)
    throw new InputError('index.weightCount', { items: items.length, weights: weights.length });
  const given = weights.length > 0 ? weights : items.map(() => 1);
  const sum = given.reduce((total, weight) => total + weight, 0);
  if (given.some((weight) => !(weight >= 0)) || !(sum > 0))
    throw new InputError('index.weightValues', { weights: given.join(' ') });
  const names = itemNames(snapshot, items);
  return items.map((id, order) => ({
    id: indicatorId(id),
    parentId: null,
    name: names[order]!,
    definition: '',
    weight: given[order]! / sum,
    order,
  }));
}

/**
 * Scores of every form on every node. Returns null when there is nothing to compute from: no indicators, or none with a perception
 * question that has a declared scale.
 *
 * @throws InputError 'weights.sum', 'data.noScale', 'index.weightCount', 'index.weightValues'
 */
export function projectIndex(snapshot: Snapshot, source: IndexSource, design: DesignRows): ProjectIndex | null {
  const { memo, indicators, variables } = snapshot;
  if (!memo?.isShared(design.rows)) return findIndex(snapshot, source, design);
  const name = JSON.stringify([source.items, source.weights, source.missing]);
  const found = memo.get(['index', indicators, variables, design.rows, name], () =>
    findIndex(snapshot, source, design),
  );
  // Named again for whoever follows what is read.
  for (const ids of found?.questions.values() ?? []) for (const id of ids) snapshot.columns.get(id);
  return found;
}

function findIndex(snapshot: Snapshot, source: IndexSource, design: DesignRows): ProjectIndex | null {
  const flat = source.items.length > 0;
  const indicators = flat ? flatTree(snapshot, source.items, source.weights) : snapshot.indicators;
  if (indicators.length === 0) return null;
  const tree = indicatorTree(indicators);
  const composite = compositeWeights(indicators);
  const attached = flat
    ? { byLeaf: new Map(source.items.map((id) => [indicatorId(id), [id]])), warnings: [] }
    : questionsByLeaf(snapshot, tree, 'perception');
  if (attached.byLeaf.size === 0) return null;
  const unasked = tree.leaves.filter((leaf) => !attached.byLeaf.has(leaf.indicator.id));
  const warnings: Warning[] = [...attached.warnings];
  if (unasked.length > 0) {
    const weight = unasked.reduce((sum, leaf) => sum + (composite.get(leaf.indicator.id) ?? 0), 0);
    warnings.push({
      code: 'index.indicatorsWithoutQuestions',
      details: { count: unasked.length, names: unasked.map((leaf) => leaf.indicator.name), weight },
    });
  }
  const leafScores = new Map(
    [...attached.byLeaf].map(([leaf, ids]) => [
      leaf,
      leafScoreColumn(
        ids.map((id) => decodeScores(snapshot, id, design.rows).values),
        source.missing,
      ),
    ]),
  );
  return {
    indicators,
    tree,
    composite,
    questions: attached.byLeaf,
    leafScores,
    indices: indicesByNode(tree, leafScores, composite, design.rows.length, source.missing),
    warnings,
  };
}

/**
 * What an index can be computed from without a tree: the perception questions on a declared scale with equal weights; where there are
 * none, overall satisfaction. Empty where there is neither.
 */
export function flatItems(variables: readonly Variable[]): readonly VariableId[] {
  const rated = (role: Role): readonly VariableId[] =>
    variables
      .filter((variable) => variable.role === role && variable.type === 'number' && variable.scale !== null)
      .toSorted((a, b) => a.order - b.order)
      .map((variable) => variable.id);
  const perceived = rated('perception');
  return perceived.length > 0 ? perceived : rated('overallSatisfaction');
}

/** Most questions an index without a tree is proposed from. */
const mostFlatItems = 300;

/** Inputs by which analyses of the index are proposed: none with a tree, else the questions themselves; null where there is no index. */
export function indexInputs(
  snapshot: Pick<Snapshot, 'indicators' | 'variables'>,
): { readonly items?: readonly string[] } | null {
  if (hasIndex(snapshot)) return {};
  const items = flatItems(snapshot.variables);
  return items.length > 0 && items.length <= mostFlatItems ? { items } : null;
}

/** Does this project have a tree with at least one perception question on a declared scale? */
export function hasIndex({ indicators, variables }: Pick<Snapshot, 'indicators' | 'variables'>): boolean {
  const known = new Set(indicators.map((indicator) => indicator.id));
  return variables.some(
    (variable) =>
      variable.role === 'perception' &&
      variable.indicatorId !== null &&
      known.has(variable.indicatorId) &&
      variable.scale !== null,
  );
}
