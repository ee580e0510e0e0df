import type { DesignRows } from '../../analyses/design.ts';
import { groupColumn } from '../../analyses/groupColumns.ts';
import { scoreSource } from '../../analyses/scoreSource.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { designOf } from './formColumns.ts';
import { type Given, objectsOf, sum } from './given.ts';

/** What a comparison of groups compares: one number per form, and the forms' groups as places in the result's groups, -1 = none. */
export interface GroupedForms {
  readonly design: DesignRows;
  readonly values: Float64Array;
  readonly codes: Int32Array;
  readonly groups: number;
}

export function groupedForms({ snapshot, result }: Given): GroupedForms | null {
  const { inputs, options } = result;
  const feature = inputs['feature'];
  const one = inputs['variable'];
  const design = designOf(snapshot, result);
  if (typeof feature !== 'string') return null;
  const source = scoreSource(
    snapshot,
    typeof one === 'string' ? variableId(one) : null,
    (inputs['items'] ?? []) as readonly VariableId[],
    (options['weights'] ?? []) as readonly number[],
    options['asScore'] === true,
    design,
  );
  if (!source) return null;
  const { codes, labels } = groupColumn(snapshot, variableId(feature), design);
  const listed = objectsOf(result.values['groups']).map(({ label }) => String(label));
  const placeOf = labels.map((label) => listed.indexOf(label));
  return {
    design,
    values: source.values,
    codes: codes.map((code, row) => (code < 0 || Number.isNaN(source.values[row]!) ? -1 : placeOf[code]!)),
    groups: listed.length,
  };
}

export interface Group {
  /** Forms; under frequency weights those they stand for. */
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

/** Size, mean and standard deviation of each group with forms; under survey weights n is the group's part of all forms by weight. */
export function groupMoments({ design, values, codes, groups }: GroupedForms): readonly Group[] {
  const survey = design.weightKind === 'survey';
  const all = sum([...(design.weights ?? [])]);
  const scale = survey ? design.rows.length / all : 1;
  return Array.from({ length: groups }, (_, group) => group).flatMap((group): Group[] => {
    const rows = [...codes.keys()].filter((row) => codes[row] === group);
    const weightOf = (row: number): number => (design.weights?.[row] ?? 1) * scale;
    const n = sum(rows.map(weightOf));
    if (rows.length === 0) return [];
    const mean = sum(rows.map((row) => weightOf(row) * values[row]!)) / n;
    const squares = sum(rows.map((row) => weightOf(row) * (values[row]! - mean) ** 2));
    return [{ n, mean, sd: Math.sqrt(squares / (n - 1)) }];
  });
}

/** Copies of one form that are written out one by one when ranks and medians are wanted. */
const mostCopies = 1_000_000;

/** The numbers of each group, a form of frequency weight 2 twice; null under survey weights, or where weights are no whole numbers. */
export function valuesByGroup(forms: GroupedForms): readonly (readonly number[])[] | null {
  const { design, values, codes, groups } = forms;
  const { weights } = design;
  if (weights && (design.weightKind === 'survey' || !weights.every(Number.isInteger))) return null;
  if (weights && sum([...weights]) > mostCopies) return null;
  return Array.from({ length: groups }, (_, group) =>
    [...codes.keys()].flatMap((row) =>
      codes[row] === group ? Array.from({ length: weights?.[row] ?? 1 }, () => values[row]!) : [],
    ),
  );
}
