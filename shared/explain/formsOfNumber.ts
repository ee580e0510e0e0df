import type { AnalysisResult, JsonObject } from '../analyses/types.ts';
import type { Snapshot } from '../model/dataset.ts';
import { decodeCategories } from '../model/decode.ts';
import { variableId } from '../model/ids.ts';
import { type Bilingual, inLocale } from '../model/text.ts';
import { measured } from './fittedQuestions.ts';
import { listedForms } from './listedForms.ts';
import type { CountedForms, GroupRestriction } from './types.ts';

interface Side {
  readonly id?: string | null;
  readonly title?: Bilingual;
  readonly labels?: readonly Bilingual[];
}

const sideOf = (result: AnalysisResult, name: 'rows' | 'columns'): Side => (result.values[name] ?? {}) as Side;

/** The cell, row or column of a cross table a number is of. */
function placeInCrossTable({ analysis }: AnalysisResult, path: string | null) {
  const found = analysis === 'describe.crossTable' ? /^table\.(\w+)\.(\d+)(?:\.(\d+))?$/.exec(path ?? '') : null;
  if (!found) return null;
  const [, list, first, second] = found;
  if (second !== undefined) return { list: list!, row: Number(first), column: Number(second) };
  if (list === 'rowTotals') return { list, row: Number(first), column: null };
  return list === 'columnTotals' ? { list, row: null, column: Number(first) } : null;
}

/** Lists of a cross table whose numbers count forms, or take a share of them: of one cell, of its row or of its column. */
const countedSides: Readonly<Record<string, readonly ('rows' | 'columns')[] | undefined>> = {
  counts: ['rows', 'columns'],
  rowTotals: ['rows'],
  columnTotals: ['columns'],
  rowShares: ['rows'],
  columnShares: ['columns'],
};

/** What the row and the column of a number in a cross table are called. */
export function namesInCrossTable(result: AnalysisResult, path: string | null): readonly Bilingual[] {
  const place = placeInCrossTable(result, path);
  if (!place) return [];
  const name = (side: Side, at: number | null) => (at === null ? [] : [side.labels?.[at] ?? []].flat());
  return [...name(sideOf(result, 'rows'), place.row), ...name(sideOf(result, 'columns'), place.column)];
}

function inCrossTable(snapshot: Snapshot, result: AnalysisResult, path: string): readonly CountedForms[] {
  const place = placeInCrossTable(result, path);
  const sides = place ? countedSides[place.list] : undefined;
  if (!place || !sides) return [];
  const members = sides.flatMap((name): readonly CountedForms[] => {
    const side = sideOf(result, name);
    const at = name === 'rows' ? place.row : place.column;
    const label = at === null ? undefined : side.labels?.[at];
    if (!label) return [];
    if (side.id) return [{ variableId: side.id, label: inLocale(label, 'zh-CN') }];
    return [{ satisfied: label.en === 'satisfied', threshold: Number(result.options['threshold']) }];
  });
  // All the others of the row or column have an answer to the other side.
  const others = (['rows', 'columns'] as const)
    .filter((name) => !sides.includes(name))
    .map((name) => sideOf(result, name).id)
    .map((id) => (id ? [id] : measured(snapshot)));
  return others.length > 0 && members.length > 0 ? [...members, { answered: others }] : members;
}

/** The restriction to one answer of a question, by its code; where nobody gave it, by its name. */
function answer(snapshot: Snapshot, id: string, value: unknown, label: string): GroupRestriction {
  const column = snapshot.columns.get(variableId(id));
  if (column?.kind !== 'numeric' || typeof value !== 'number') return { variableId: id, label };
  const row = column.values.indexOf(value);
  const { codes, labels } = decodeCategories(snapshot, variableId(id), Int32Array.of(Math.max(0, row)));
  return { variableId: id, label: row < 0 ? label : (labels[codes[0]!] ?? label) };
}

function inList(list: unknown, place: string | undefined): JsonObject | undefined {
  return Array.isArray(list) ? (list as readonly JsonObject[])[Number(place)] : undefined;
}

/** Of a number that counts the forms with one answer: that answer. A share rests on the others as well. */
function withAnswer(
  snapshot: Snapshot,
  { analysis, values, inputs, options }: AnalysisResult,
  path: string,
): GroupRestriction | null {
  if (analysis === 'describe.frequencies') {
    const at = /^questions\.(\d+)\.rows\.(\d+)\.(?:n|count)$/.exec(path);
    const question = inList(values['questions'], at?.[1]);
    const row = inList(question?.['rows'], at?.[2]);
    if (question && row) return answer(snapshot, String(question['id']), row['value'], String(row['label']));
  }
  if (analysis === 'describe.multipleResponse') {
    const option = inList(values['options'], /^options\.(\d+)\.count$/.exec(path)?.[1]);
    const id = option?.['id'];
    if (typeof id === 'string' && snapshot.columns.get(variableId(id))?.kind === 'numeric')
      return answer(snapshot, id, options['counted'], String(options['counted']));
  }
  if (analysis === 'distribution.proportionInterval' && typeof inputs['variable'] === 'string') {
    const row = inList(values['rows'], /^rows\.(\d+)\.successes$/.exec(path)?.[1]);
    const label = row?.['label'] as Bilingual | undefined;
    if (label) return { variableId: inputs['variable'], label: label.zh };
  }
  return null;
}

/** The units of a roll-up from the first level down to a row; a share is of the unit above. */
function ofUnit({ analysis, values, inputs }: AnalysisResult, path: string): readonly CountedForms[] {
  const [, at, key] = (analysis === 'csi.rollUp' ? /^rows\.(\d+)\.(\w+)$/.exec(path) : null) ?? [];
  const rows = values['rows'] as readonly { readonly name: string; readonly depth: number }[];
  const levels = inputs['levels'];
  if (at === undefined || !Array.isArray(levels)) return [];
  const units: CountedForms[] = [];
  for (let place = Number(at), { depth } = rows[place]!; depth > 0; place--)
    if (rows[place]!.depth === depth) units.push({ variableId: String(levels[--depth]), label: rows[place]!.name });
  return key === 'share' ? units.slice(1) : units;
}

/** The forms a number counts, where it counts those with one answer, in one cell of a cross table or others of their own: all of these; empty for any other. */
export function formsCounted(snapshot: Snapshot, result: AnalysisResult, path: string | null): readonly CountedForms[] {
  if (path === null) return [];
  const cell = [...inCrossTable(snapshot, result, path), ...ofUnit(result, path)];
  if (cell.length > 0) return cell;
  return [withAnswer(snapshot, result, path) ?? listedForms(snapshot, result, path) ?? []].flat();
}
