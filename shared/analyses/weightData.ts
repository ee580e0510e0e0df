import type { Snapshot } from '../model/dataset.ts';
import { decodeNumeric, decodeScores, findVariable, type LeftOut } from '../model/decode.ts';
import type { IndicatorId, VariableId } from '../model/ids.ts';
import type { Bilingual } from '../model/text.ts';
import { leafScoreColumn, respondentIndices } from '../satisfaction/respondentIndices.ts';
import { scoreMoments } from '../satisfaction/scoreMoments.ts';
import { type StatedReading, statedImportance } from '../satisfaction/statedImportance.ts';
import { pearson } from '../stats/pearson.ts';
import { completeRows } from '../stats/sample.ts';
import { designRows, type DesignRows, mergeLeftOut } from './design.ts';
import { type MeanEstimate, meanWithInterval } from './designStatistics.ts';
import { type ProjectIndex, projectIndex, questionsByLeaf } from './projectIndex.ts';
import type { Warning } from './types.ts';

/** What the indicators are held against: a question, the mean of the overall-satisfaction questions, or the whole index. */
export type OutcomeKind = 'variable' | 'overall' | 'index';
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Parallel to design.rows, NaN = missing. */
  readonly values: Float64Array;
}

export const outcomeInput = {
  kind: 'variable',
  title: {
    zh: '对照变量（空 = 总体满意度，没有则为指数）',
    en: 'Outcome (none = overall satisfaction, else the index)',
  },
  roles: ['overallSatisfaction', 'loyalty'],
  optional: true,
} as const;

export const outcomeWords: Readonly<Record<OutcomeKind, Bilingual>> = {
  variable: { zh: '所选变量', en: 'the chosen variable' },
  overall: { zh: '总体满意度', en: 'overall satisfaction' },
  index: { zh: '满意度指数', en: 'the satisfaction index' },
};

/** Questions on overall satisfaction with a declared scale, in the order of the questionnaire. */
export function overallQuestions(snapshot: Snapshot): readonly VariableId[] {
  return snapshot.variables
    .filter((variable) => variable.role === 'overallSatisfaction' && variable.scale !== null)
    .toSorted((a, b) => a.order - b.order)
    .map((variable) => variable.id);
}

export function outcomeOf(
  snapshot: Snapshot,
  variable: VariableId | null,
  index: ProjectIndex,
  design: DesignRows,
): Outcome {
  if (variable !== null) {
    const decode = findVariable(snapshot, variable).scale ? decodeScores : decodeNumeric;
    return { kind: 'variable', values: decode(snapshot, variable, design.rows).values };
  }
  const overall = overallQuestions(snapshot);
  if (overall.length === 0) return { kind: 'index', values: index.indices.get(null)! };
  const columns = overall.map((id) => decodeScores(snapshot, id, design.rows).values);
  return { kind: 'overall', values: leafScoreColumn(columns, 'renormalise') };
}

/** Pearson's r over the forms that have both; null below 3 or where one does not vary. */
export function correlationWith(a: Float64Array, b: Float64Array, design: DesignRows): number | null {
  const result = pearson(a, b, {
    weights: design.weights,
    weightKind: design.weightKind === 'survey' ? 'survey' : 'frequency',
  });
  return result.status === 'ok' ? result.r : null;
}

/** What several ways of one evaluation ask of the same data, worked out when first asked for. */
interface WeightDataParts {
  readonly complete: (withOutcome: boolean) => CompleteForms;
  /** Mean stated importance by reading; null where nobody rated the indicator. Only where every indicator has importance questions. */
  readonly statedMeans: (reading: StatedReading) => readonly (number | null)[];
  /** Of every indicator's score with the outcome, or with the whole index; null where it cannot be had. */
  readonly correlations: (other: 'outcome' | 'index') => readonly (number | null)[];
  /** Mean of the index under the weights in force. */
  readonly currentMean: (level: number) => MeanEstimate;
}

/** The lowest-level indicators that somebody answered, as weights from data see them. Lists are in reading order of the tree. */
export interface WeightData {
  readonly design: DesignRows;
  readonly index: ProjectIndex;
  readonly ids: readonly IndicatorId[];
  readonly labels: readonly string[];
  /** Scores 0-100 of every form in use, NaN = missing. */
  readonly scores: readonly Float64Array[];
  /** Weights in force, sum 1 over these indicators. */
  readonly current: readonly number[];
  readonly outcome: Outcome;
  /** Stated importance 0-100 of every form in use; null where the indicator has no importance question. */
  readonly stated: readonly (Float64Array | null)[];
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly parts: WeightDataParts;
}

export type WeightDataOrReason =
  | { readonly ok: true; readonly data: WeightData }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly leftOut: readonly LeftOut[];
      readonly warnings: readonly Warning[];
    };

/**
 * Reads indicators, outcome and stated importance of a project.
 *
 * @param items  questions in place of the tree; they have no stated importance
 * @throws InputError as projectIndex
 */
export function weightData(
  snapshot: Snapshot,
  items: readonly VariableId[],
  outcome: VariableId | null,
): WeightDataOrReason {
  const design = designRows(snapshot, { weights: 'both', design: true });
  const index = projectIndex(snapshot, { items, weights: [], missing: 'renormalise' }, design);
  if (!index) return { ok: false, reason: 'noIndicators', leftOut: design.leftOut, warnings: design.warnings };
  const { memo } = snapshot;
  if (!memo?.isShared(design.rows)) return readWeightData(snapshot, items, outcome, design, index);
  // Named again for whoever follows what is read.
  const importance = items.length > 0 ? [] : questionsByLeaf(snapshot, index.tree, 'importance').byLeaf.values();
  for (const id of [...importance].flat().concat(outcome ?? overallQuestions(snapshot))) snapshot.columns.get(id);
  return memo.get(['weightData', index, design, snapshot.variables, outcome], () =>
    readWeightData(snapshot, items, outcome, design, index),
  );
}

function readWeightData(
  snapshot: Snapshot,
  items: readonly VariableId[],
  outcome: VariableId | null,
  design: DesignRows,
  index: ProjectIndex,
): WeightDataOrReason {
  const warnings: Warning[] = [...design.warnings, ...index.warnings];
  const asked = index.tree.leaves.filter((leaf) => index.leafScores.has(leaf.indicator.id));
  const leaves = asked.filter((leaf) => index.leafScores.get(leaf.indicator.id)!.some((score) => !Number.isNaN(score)));
  if (leaves.length === 0) return { ok: false, reason: 'noAnswers', leftOut: design.leftOut, warnings };
  if (leaves.length < asked.length) {
    const silent = asked.filter((leaf) => !leaves.includes(leaf));
    warnings.push({
      code: 'weights.noAnswers',
      details: { count: silent.length, names: silent.map((leaf) => leaf.indicator.name) },
    });
  }
  const composite = leaves.map((leaf) => index.composite.get(leaf.indicator.id)!);
  const sum = composite.reduce((total, weight) => total + weight, 0);
  const importance =
    items.length > 0
      ? new Map<IndicatorId, readonly VariableId[]>()
      : questionsByLeaf(snapshot, index.tree, 'importance').byLeaf;
  const base = {
    design,
    index,
    ids: leaves.map((leaf) => leaf.indicator.id),
    labels: leaves.map((leaf) => leaf.indicator.name),
    scores: leaves.map((leaf) => index.leafScores.get(leaf.indicator.id)!),
    current: composite.map((weight) => (sum > 0 ? weight / sum : 1 / leaves.length)),
    outcome: outcomeOf(snapshot, outcome, index, design),
    stated: leaves.map((leaf) => {
      const ids = importance.get(leaf.indicator.id) ?? [];
      if (ids.length === 0) return null;
      return leafScoreColumn(
        ids.map((id) => decodeScores(snapshot, id, design.rows).values),
        'renormalise',
      );
    }),
    leftOut: design.leftOut,
    warnings,
  };
  return { ok: true, data: { ...base, parts: partsOf(base) } };
}

/** Worked out once per argument. */
function once<K, T>(make: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key) as T;
  };
}

function partsOf(data: Omit<WeightData, 'parts'>): WeightDataParts {
  return {
    complete: once((withOutcome) => completeForms(data, withOutcome)),
    statedMeans: once((reading) =>
      statedImportance(data.stated as readonly Float64Array[], reading, data.design.weights),
    ),
    correlations: once((other) => {
      const values = other === 'outcome' ? data.outcome.values : data.index.indices.get(null)!;
      return data.scores.map((column) => correlationWith(column, values, data.design));
    }),
    currentMean: once((level) => meanWithInterval(indicesUnder(data, data.current), data.design, level)),
  };
}

/** Forms that answered every indicator (and the outcome), with weights that sum to their number unless they are frequencies. */
export interface CompleteForms {
  readonly n: number;
  readonly columns: readonly Float64Array[];
  readonly outcome: Float64Array | null;
  readonly weights: Float64Array | null;
  /** Of the columns and, last, the outcome; worked out when first asked for. */
  readonly moments: () => ReturnType<typeof scoreMoments>;
  readonly leftOut: readonly LeftOut[];
}

function completeForms(data: Omit<WeightData, 'parts'>, withOutcome: boolean): CompleteForms {
  const { design } = data;
  const all = withOutcome ? [...data.scores, data.outcome.values] : data.scores;
  const { columns, weights, n, nIncomplete } = completeRows(all, design.weights);
  const sum = weights ? weights.reduce((total, weight) => total + weight, 0) : n;
  const used = weights && design.weightKind === 'survey' ? weights.map((weight) => (weight * n) / sum) : weights;
  let moments: ReturnType<typeof scoreMoments> | null = null;
  return {
    n,
    columns: withOutcome ? columns.slice(0, -1) : columns,
    outcome: withOutcome ? columns.at(-1)! : null,
    weights: used,
    moments: () => (moments ??= scoreMoments(columns, used)),
    leftOut: mergeLeftOut(data.leftOut, [{ reason: 'incomplete', count: nIncomplete }]),
  };
}

/** Every form's index when its indicators weigh so much; weights in the order of data.ids. */
export function indicesUnder(data: Omit<WeightData, 'parts'>, weights: readonly number[]): Float64Array {
  const used = new Map(data.ids.map((id, place) => [id, weights[place]!]));
  const leaves = data.ids.map((id) => data.index.tree.byId.get(id)!);
  return respondentIndices(leaves, data.index.leafScores, used, data.design.rows.length, 'renormalise');
}
