import type { Snapshot } from '../model/dataset.ts';
import { findVariable } from '../model/decode.ts';
import type { VariableId } from '../model/ids.ts';
import { type ItemCorrelations, itemCorrelations } from '../stats/itemCorrelations.ts';
import type { Outcome } from '../stats/types.ts';
import { noEstimate } from './defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from './design.ts';
import { itemColumns, perceptionItems, scaleBlocks } from './items.ts';
import { questionLabel } from './labels.ts';
import { reasonTexts } from './reasonTexts.ts';
import type { Estimate, Honours, JsonObject, Warning } from './types.ts';

/** Inputs of the reliability members. */
export const scaleInputs = {
  items: {
    kind: 'variables',
    title: { zh: '题目（空 = 全部感知题，分维度）', en: 'Items (none = all perception questions, by dimension)' },
    min: 2,
    max: 300,
    optional: true,
    asIndicators: true,
  },
  reverse: {
    kind: 'variables',
    title: { zh: '其中的反向题', en: 'Of these, reversed items' },
    min: 1,
    max: 300,
    optional: true,
  },
} as const;

/** One scale: its items that vary, with their covariances. */
export interface ScaleItems {
  readonly name: string;
  readonly ids: readonly VariableId[];
  readonly correlations: ItemCorrelations;
}
/** What a reliability member says about one scale; reason is null when it could say it. */
export interface ScaleResult {
  readonly n: number;
  readonly reason: string | null;
}

function correlationsOf(
  snapshot: Snapshot,
  ids: readonly VariableId[],
  reverse: ReadonlySet<VariableId>,
  design: DesignRows,
  warnings: Warning[],
): Outcome<ItemCorrelations> {
  const result = itemCorrelations(itemColumns(snapshot, ids, reverse, design), {
    weights: design.weights,
    weightKind: design.weightKind === 'survey' ? 'survey' : 'frequency',
  });
  if (result.status === 'ok' && result.used.length < ids.length) {
    const left = ids.filter((_, place) => !result.used.includes(place)).map((id) => findVariable(snapshot, id));
    warnings.push({
      code: 'items.constant',
      details: { count: left.length, names: left.map(questionLabel) },
    });
  }
  return result;
}

/**
 * A coefficient of the whole scale and, over the project's tree, of every first-level indicator with two or more questions.
 *
 * @param coefficient  of one scale
 * @param without      what stands for a scale that has none
 */
export function estimateScales<S extends JsonObject & ScaleResult>(
  snapshot: Snapshot,
  inputs: { readonly items: readonly VariableId[]; readonly reverse: readonly VariableId[] },
  honours: Honours,
  coefficient: (scale: ScaleItems, warnings: Warning[]) => S,
  without: (k: number, n: number, reason: string) => S,
): Estimate<{ readonly overall: S; readonly dimensions: readonly (S & { readonly id: string })[] }> {
  const design = designRows(snapshot, honours);
  const warnings: Warning[] = [...design.warnings];
  const reverse = new Set(inputs.reverse);
  const chosen = inputs.items.length > 0;
  const all = chosen ? inputs.items : perceptionItems(snapshot);
  if (all.length < 2) return noEstimate(all.length === 0 ? 'noPerception' : 'tooFewItems', 0, design.leftOut, warnings);
  const scaleOf = (ids: readonly VariableId[], name: string): { readonly scale: S; readonly nLeftOut: number } => {
    const result = correlationsOf(snapshot, ids, reverse, design, warnings);
    if (result.status !== 'ok')
      return { scale: without(ids.length, result.n, result.reason), nLeftOut: design.rows.length - result.n };
    const used = result.used.map((place) => ids[place]!);
    return { scale: coefficient({ name, ids: used, correlations: result }, warnings), nLeftOut: result.nLeftOut };
  };
  const { scale: overall, nLeftOut } = scaleOf(all, '总体');
  const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: nLeftOut }]);
  if (overall.reason !== null) return noEstimate(overall.reason, overall.n, leftOut, warnings);
  const blocks = chosen ? [] : scaleBlocks(snapshot).blocks.filter((block) => block.ids.length > 1);
  const dimensions = (blocks.length > 1 ? blocks : []).map((block) => {
    const { scale } = scaleOf(block.ids, block.name);
    if (scale.reason !== null)
      warnings.push({
        code: 'reliability.dimensionNotEstimable',
        details: { name: block.name, reason: reasonTexts[scale.reason]?.zh ?? scale.reason },
      });
    return { id: block.id, ...scale };
  });
  return { status: 'ok', reason: null, n: overall.n, leftOut, warnings, values: { overall, dimensions } };
}
