import type { Snapshot } from '../model/dataset.ts';
import type { VariableId } from '../model/ids.ts';
import type { Bilingual } from '../model/text.ts';
import { itemsInput } from './commonOptions.ts';
import { meanOf } from './designStatistics.ts';
import type { OptionSpec, Warning } from './types.ts';
import { correlationWith, outcomeOf, type WeightData, weightData, type WeightDataOrReason } from './weightData.ts';

/** Where importance comes from: simple 简易方法 = composite weight, exact 精确方法 = correlation with the index. */
export type ImportanceSource = 'simple' | 'exact';
export const importanceSources: readonly ImportanceSource[] = ['simple', 'exact'];

export const sourceTitles: Readonly<Record<ImportanceSource, Bilingual>> = {
  simple: { zh: '简易方法（综合权重）', en: 'Simple (composite weight)' },
  exact: { zh: '精确方法（与指数的相关）', en: 'Exact (correlation with the index)' },
};

export const sourceOption = {
  kind: 'choice',
  title: { zh: '重要性来源', en: 'Importance from' },
  default: 'simple',
  choices: importanceSources.map((value) => ({ value, title: sourceTitles[value] })),
} as const satisfies OptionSpec;

export const improvementInputs = {
  items: itemsInput,
  outcome: {
    kind: 'variable',
    title: { zh: '相关系数的对象（空 = 满意度指数）', en: 'Correlate with (none = the satisfaction index)' },
    roles: ['overallSatisfaction', 'loyalty'],
    optional: true,
  },
} as const;

/** An indicator with its score and its importance from either source; correlation null where it cannot be had. */
export type ImprovementPoint = {
  readonly id: string;
  readonly label: string;
  readonly n: number;
  readonly score: number;
  readonly weight: number;
  readonly correlation: number | null;
};

export type ImprovementData =
  | {
      readonly ok: true;
      readonly data: WeightData;
      /** What the correlations are with, parallel to data.design.rows. */
      readonly outcome: Float64Array;
      readonly points: readonly ImprovementPoint[];
      readonly warnings: readonly Warning[];
    }
  | Extract<WeightDataOrReason, { readonly ok: false }>;

/**
 * Points of the lowest-level indicators for every way to choose what to improve.
 *
 * @param sources  where importance is wanted from; without 'exact' no correlations are worked out
 */
export function improvementData(
  snapshot: Snapshot,
  items: readonly VariableId[],
  outcome: VariableId | null,
  sources: readonly ImportanceSource[],
): ImprovementData {
  const read = weightData(snapshot, items, outcome);
  if (!read.ok) return read;
  const { data } = read;
  const whole =
    outcome === null ? data.index.indices.get(null)! : outcomeOf(snapshot, outcome, data.index, data.design).values;
  const correlations = !sources.includes('exact')
    ? null
    : outcome === null
      ? data.parts.correlations('index')
      : data.scores.map((column) => correlationWith(column, whole, data.design));
  return {
    ok: true,
    data,
    outcome: whole,
    points: data.ids.map((id, place) => {
      const column = data.scores[place]!;
      return {
        id,
        label: data.labels[place]!,
        n: countOf(column),
        score: meanOf(column, data.design.weights)!,
        weight: data.current[place]!,
        correlation: correlations?.[place] ?? null,
      };
    }),
    warnings: data.warnings,
  };
}

function countOf(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) count++;
  return count;
}

/** Points whose importance from this source is known, with that importance. */
export function withImportance(
  points: readonly ImprovementPoint[],
  source: ImportanceSource,
): readonly (ImprovementPoint & { readonly importance: number })[] {
  return points.flatMap((point) => {
    const importance = source === 'simple' ? point.weight : point.correlation;
    return importance === null ? [] : [{ ...point, importance }];
  });
}

/** What is said of indicators without a correlation. */
export function missingImportance(points: readonly ImprovementPoint[], source: ImportanceSource): readonly Warning[] {
  if (source === 'simple') return [];
  const absent = points.filter((point) => point.correlation === null);
  if (absent.length === 0 || absent.length === points.length) return [];
  return [
    {
      code: 'quadrant.noImportance',
      details: { count: absent.length, names: absent.map((point) => point.label) },
    },
  ];
}
