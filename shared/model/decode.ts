import { InputError } from './errors.ts';
import type { VariableId } from './ids.ts';
import { isInRanges } from './formRanges.ts';
import { labelOrder } from './labelOrder.ts';
import type { Column, NumericColumn, Snapshot } from './dataset.ts';
import type { Scale, Variable } from './variable.ts';

/** Why a value is missing. 'excluded' and 'filtered' concern the whole form. */
export type MissingReason =
  | 'blank'
  | 'notAsked'
  | 'nonAnswer'
  | 'outOfRange'
  | 'text'
  | 'excluded'
  | 'filtered'
  | 'noWeight';

export interface LeftOut {
  readonly reason: MissingReason | 'incomplete';
  readonly count: number;
}

/** Decoded values of one question over the rows in use: NaN = missing, with counts by reason. */
export interface DecodedColumn {
  readonly values: Float64Array;
  readonly missing: Readonly<Partial<Record<MissingReason, number>>>;
}

export function findVariable(snapshot: Snapshot, id: VariableId): Variable {
  const found = snapshot.variables.find((variable) => variable.id === id);
  if (!found) throw new InputError('data.unknownVariable', { variable: id });
  return found;
}

/** 0-based rows that are neither excluded nor filtered out, in file order. */
export function rowsInUse(snapshot: Snapshot): Int32Array {
  const { memo, exclusions, filter, rowCount } = snapshot;
  return memo ? memo.get(['rows', exclusions, filter, rowCount], () => findRows(snapshot)) : findRows(snapshot);
}

function findRows(snapshot: Snapshot): Int32Array {
  const out = new Uint8Array(snapshot.rowCount);
  for (const exclusion of snapshot.exclusions) out[exclusion.row] = 1;
  const { filter, rowCount } = snapshot;
  const rows = new Int32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (out[row] === 1 || (filter && filter[row] === 0)) continue;
    rows[count++] = row;
  }
  return count === rowCount ? rows : rows.slice(0, count);
}

function numericColumn(snapshot: Snapshot, id: VariableId): NumericColumn {
  const column = snapshot.columns.get(id);
  if (!column) throw new InputError('data.unknownVariable', { variable: id });
  if (column.kind !== 'numeric') throw new InputError('data.notNumeric', { variable: findVariable(snapshot, id).name });
  return column;
}

/** Is this coded value a usable answer on the scale? Non-answers and values outside the declared range are not. */
export function missingReasonOf(value: number, scale: Scale | null): 'blank' | 'nonAnswer' | 'outOfRange' | null {
  if (Number.isNaN(value)) return 'blank';
  if (!scale) return null;
  if (scale.nonAnswers.some((code) => code.value === value)) return 'nonAnswer';
  return value < scale.min || value > scale.max ? 'outOfRange' : null;
}

/** Was the question not in the file this form (0-based) came from? */
export const isNotAsked = (variable: Variable, row: number): boolean =>
  variable.notAsked?.some(({ first, count }) => row >= first && row < first + count) ?? false;

/** Did the file hold something there that the question cannot take? The answer is blank, unless one was typed since. */
export function isUnread(variable: Variable, column: Column | undefined, row: number): boolean {
  if (!variable.unread || !column || !isInRanges(variable.unread, row)) return false;
  return column.kind === 'text' ? !(column.codes[row]! >= 0) : Number.isNaN(column.values[row]!);
}

/** Why there is no answer, where the cell is blank. */
export function blankReason(variable: Variable, row: number): 'blank' | 'notAsked' | 'text' {
  if (isNotAsked(variable, row)) return 'notAsked';
  return variable.unread && isInRanges(variable.unread, row) ? 'text' : 'blank';
}

/** Values in use of one numeric question in its own units. rows: 0-based forms, as from rowsInUse. */
export function decodeNumeric(snapshot: Snapshot, id: VariableId, rows: Int32Array): DecodedColumn {
  const column = numericColumn(snapshot, id);
  const variable = findVariable(snapshot, id);
  const { memo } = snapshot;
  return memo?.isShared(rows)
    ? memo.get(['numeric', column, variable, rows], () => decodeValues(column, variable, rows))
    : decodeValues(column, variable, rows);
}

function decodeValues({ values }: NumericColumn, variable: Variable, rows: Int32Array): DecodedColumn {
  const { scale } = variable;
  const min = scale ? scale.min : Number.NEGATIVE_INFINITY;
  const max = scale ? scale.max : Number.POSITIVE_INFINITY;
  // Non-answers may lie inside the range (0 on a 0-10 scale); where all lie outside, a value inside needs no look at them.
  const codesInside = scale?.nonAnswers.some((code) => code.value >= min && code.value <= max) ?? false;
  // Rows rise without repeats, so as many of them as there are values are all of them: read where they lie, copied only to be changed.
  const all = rows.length === values.length;
  let out = all ? values : new Float64Array(rows.length);
  if (!all) for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
  const missing: Partial<Record<MissingReason, number>> = {};
  const nextToLookAt = (from: number): number => (codesInside ? from : firstOutside(out, min, max, from));
  for (let i = nextToLookAt(0); i < rows.length; i = nextToLookAt(i + 1)) {
    const value = out[i]!;
    const reason = reasonOf(value, variable, rows[i]!);
    if (!reason) continue;
    missing[reason] = (missing[reason] ?? 0) + 1;
    if (Number.isNaN(value)) continue;
    if (out === values) out = values.slice();
    out[i] = Number.NaN;
  }
  return { values: out, missing };
}

/** Place of the first value from `from` on that is missing or not within the bounds; the length where there is none. */
function firstOutside(values: Float64Array, min: number, max: number, from: number): number {
  const outside = (value: number): boolean => !(value >= min && value <= max);
  let i = from;
  // Four values a step: going round the loop takes longer than the value itself.
  for (; i + 3 < values.length; i += 4)
    if (outside(values[i]!) || outside(values[i + 1]!) || outside(values[i + 2]!) || outside(values[i + 3]!)) break;
  while (i < values.length && !outside(values[i]!)) i++;
  return i;
}

function reasonOf(value: number, variable: Variable, row: number): MissingReason | null {
  const found = missingReasonOf(value, variable.scale);
  return found === 'blank' ? blankReason(variable, row) : found;
}

/** 100 (x - min) / (max - min) on the declared range, mirrored for a descending scale (methods.md section 1). */
function score100(value: number, scale: Scale): number {
  const score = (100 * (value - scale.min)) / (scale.max - scale.min);
  return scale.direction === 'descending' ? 100 - score : score;
}

/** Scores 0-100 in use of one rated question. @throws InputError 'data.noScale' when the question has no declared range */
export function decodeScores(snapshot: Snapshot, id: VariableId, rows: Int32Array): DecodedColumn {
  const variable = findVariable(snapshot, id);
  const scale = variable.scale;
  if (!scale || !(scale.max > scale.min)) throw new InputError('data.noScale', { variable: variable.name });
  const column = numericColumn(snapshot, id);
  const make = (): DecodedColumn => {
    const { values, missing } = decodeValues(column, variable, rows);
    const scores = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) scores[i] = score100(values[i]!, scale);
    return { values: scores, missing };
  };
  const { memo } = snapshot;
  return memo?.isShared(rows) ? memo.get(['scores', column, variable, rows], make) : make();
}

/** Groups of a categorical question: index of the category per row (-1 = missing) and the category labels in stable order. */
export interface DecodedCategories {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  readonly missing: Readonly<Partial<Record<MissingReason, number>>>;
}

/**
 * Categories in use of a nominal or ordinal question. Coded answers are ordered by code, texts by their
 * lower bounds where they are bands (labelOrder), else by first appearance in the file.
 */
export function decodeCategories(snapshot: Snapshot, id: VariableId, rows: Int32Array): DecodedCategories {
  const variable = findVariable(snapshot, id);
  const column = snapshot.columns.get(id);
  if (!column) throw new InputError('data.unknownVariable', { variable: id });
  const make = (): DecodedCategories => categoriesOf(snapshot, variable, column, rows);
  const { memo } = snapshot;
  return memo?.isShared(rows) ? memo.get(['categories', column, variable, rows], make) : make();
}

function categoriesOf(snapshot: Snapshot, variable: Variable, column: Column, rows: Int32Array): DecodedCategories {
  const codes = new Int32Array(rows.length).fill(-1);
  if (column.kind === 'text') {
    const used = new Set<number>();
    const missing: Partial<Record<MissingReason, number>> = {};
    for (let i = 0; i < rows.length; i++) {
      const code = column.codes[rows[i]!]!;
      codes[i] = code;
      if (code >= 0) {
        used.add(code);
        continue;
      }
      const reason = blankReason(variable, rows[i]!);
      missing[reason] = (missing[reason] ?? 0) + 1;
    }
    const seen = [...used].toSorted((a, b) => a - b);
    const order = labelOrder(seen.map((code) => column.dictionary[code]!)).map((place) => seen[place]!);
    const position = new Map(order.map((code, index) => [code, index]));
    for (let i = 0; i < codes.length; i++) codes[i] = position.get(codes[i]!) ?? -1;
    return { codes, labels: order.map((code) => column.dictionary[code]!), missing };
  }
  const names = new Map(
    [...variable.valueLabels, ...(variable.scale?.labels ?? [])].map((entry) => [entry.value, entry.label]),
  );
  const labelled = (seen: readonly number[]): readonly string[] =>
    seen.map((value) => names.get(value) ?? String(value));
  const counted = smallCodes(column.values, variable, rows, codes);
  if (counted) return { codes, labels: labelled(counted.seen), missing: counted.missing };
  const decoded = decodeNumeric(snapshot, variable.id, rows);
  const seen = differentValues(decoded.values);
  codeBySeen(decoded.values, seen, codes);
  return { codes, labels: labelled(seen), missing: decoded.missing };
}

/**
 * Codes of a question answered in whole numbers 0 .. 1023, as nearly all are, straight from its column: one pass that notes which
 * numbers occur, and one that numbers them. null when it is not such a question; codes is then written over.
 */
function smallCodes(
  values: Float64Array,
  variable: Variable,
  rows: Int32Array,
  codes: Int32Array,
): { readonly seen: readonly number[]; readonly missing: DecodedColumn['missing'] } | null {
  const places = new Int32Array(countedSpan).fill(-1);
  const all = rows.length === values.length;
  const missing: Partial<Record<MissingReason, number>> = {};
  // Which of the numbers are answers: all without a scale.
  const valid = Uint8Array.from(places, (_, value) => (missingReasonOf(value, variable.scale) === null ? 1 : 0));
  for (let i = 0; i < rows.length; i++) {
    const value = values[all ? i : rows[i]!]!;
    const whole = value | 0;
    if (whole === value && whole >= 0 && whole < countedSpan && valid[whole] === 1) {
      codes[i] = whole;
      places[whole] = 0;
      continue;
    }
    const reason = reasonOf(value, variable, rows[i]!);
    if (!reason) return null;
    codes[i] = -1;
    missing[reason] = (missing[reason] ?? 0) + 1;
  }
  const seen: number[] = [];
  for (let value = 0; value < countedSpan; value++)
    if (places[value] === 0) {
      places[value] = seen.length;
      seen.push(value);
    }
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = places[codes[i]!]!;
  return { seen, missing };
}

/** Whole numbers below this are numbered without a look for the least and the largest. */
const countedSpan = 1024;

/** Codes of a questionnaire are small whole numbers: up to this span they are looked up in a table instead of a map. */
const tableSpan = 4096;

/** Least and largest value, or null when there is none, one is no whole number or they lie too far apart. */
function wholeSpan(values: Float64Array): { readonly least: number; readonly size: number } | null {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (Math.floor(value) !== value) return null;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most >= least && most - least < tableSpan ? { least, size: most - least + 1 } : null;
}

/** The different values that occur, rising. */
function differentValues(values: Float64Array): readonly number[] {
  const span = wholeSpan(values);
  if (!span) return [...new Set(values)].filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
  const there = new Uint8Array(span.size);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value)) there[value - span.least] = 1;
  }
  const seen: number[] = [];
  there.forEach((one, place) => {
    if (one === 1) seen.push(span.least + place);
  });
  return seen;
}

/** Writes the place of each value among the seen ones, -1 for NaN. */
function codeBySeen(values: Float64Array, seen: readonly number[], codes: Int32Array): void {
  const [least = 0] = seen;
  const most = seen.at(-1) ?? 0;
  if (seen.every(Number.isInteger) && most - least < tableSpan) {
    const places = new Int32Array(most - least + 1).fill(-1);
    seen.forEach((value, place) => {
      places[value - least] = place;
    });
    for (let i = 0; i < codes.length; i++) {
      const value = values[i]!;
      codes[i] = Number.isNaN(value) ? -1 : places[value - least]!;
    }
    return;
  }
  const position = new Map(seen.map((value, index) => [value, index]));
  for (let i = 0; i < codes.length; i++) codes[i] = position.get(values[i]!) ?? -1;
}
