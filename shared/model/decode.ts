import { type AnswerBytes, noAnswer, packBytes, packPlaces } from './answerBytes.ts';
import { InputError } from './errors.ts';
import type { VariableId } from './ids.ts';
import { isInRanges } from './formRanges.ts';
import { labelOrder } from './labelOrder.ts';
import type { Column, NumericColumn, Snapshot, TextColumn } from './dataset.ts';
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

/** The question of that id. @throws InputError 'data.unknownVariable' */
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
  const missing: MissingCounts = {};
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

/** 100 (x - min) / (max - min) on the declared range, mirrored for a descending scale: the score of every index. Checked: tests/golden csi_index. */
export function score100(value: number, scale: Scale): number {
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
  /** The same in a byte per row, for counting; null with very many categories or numbers that are not whole. */
  readonly small: SmallCategories | null;
  readonly labels: readonly string[];
  readonly missing: Readonly<Partial<Record<MissingReason, number>>>;
}

/** Category k of a question is the byte order[k]. */
export interface SmallCategories {
  readonly bytes: AnswerBytes['bytes'];
  readonly order: readonly number[];
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

type MissingCounts = Partial<Record<MissingReason, number>>;

function categoriesOf(snapshot: Snapshot, variable: Variable, column: Column, rows: Int32Array): DecodedCategories {
  if (column.kind === 'text') return textCategories(variable, column, rows);
  const names = new Map(
    [...variable.valueLabels, ...(variable.scale?.labels ?? [])].map((entry) => [entry.value, entry.label]),
  );
  const labelled = (seen: readonly number[]): readonly string[] =>
    seen.map((value) => names.get(value) ?? String(value));
  const small = smallAnswers(column.values, variable, rows);
  if (small) {
    const { answers, missing } = small;
    return smallCategories(answers.bytes, answers.seen, labelled(answers.seen), missing);
  }
  const decoded = decodeNumeric(snapshot, variable.id, rows);
  const seen = differentValues(decoded.values);
  const codes = new Int32Array(rows.length);
  codeBySeen(decoded.values, seen, codes);
  return { codes, small: null, labels: labelled(seen), missing: decoded.missing };
}

/** Most analyses read the codes, those that only count read the bytes: the codes are written when they are first asked for. */
function smallCategories(
  bytes: Uint8Array,
  order: readonly number[],
  labels: readonly string[],
  missing: DecodedColumn['missing'],
): DecodedCategories {
  let codes: Int32Array | null = null;
  return {
    get codes() {
      codes ??= codesOf(bytes, order);
      return codes;
    },
    small: { bytes, order },
    labels,
    missing,
  };
}

function codesOf(bytes: Uint8Array, order: readonly number[]): Int32Array {
  const places = new Int32Array(256).fill(-1);
  order.forEach((byte, place) => {
    places[byte] = place;
  });
  const codes = new Int32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) codes[i] = places[bytes[i]!]!;
  return codes;
}

function textCategories(variable: Variable, column: TextColumn, rows: Int32Array): DecodedCategories {
  const { dictionary } = column;
  const all = rows.length === column.codes.length;
  const given = all ? column.codes : new Int32Array(rows.length);
  if (!all) for (let i = 0; i < rows.length; i++) given[i] = column.codes[rows[i]!]!;
  const missing: MissingCounts = {};
  const countMissing = (i: number): void => {
    const reason = blankReason(variable, rows[i]!);
    missing[reason] = (missing[reason] ?? 0) + 1;
  };
  const ordered = (seen: readonly number[]): readonly number[] =>
    labelOrder(seen.map((code) => dictionary[code]!)).map((place) => seen[place]!);
  const labelled = (order: readonly number[]): readonly string[] => order.map((code) => dictionary[code]!);
  if (dictionary.length <= noAnswer) {
    const answers = packPlaces(given);
    if (!answers.complete) for (let i = 0; i < given.length; i++) if (given[i]! < 0) countMissing(i);
    const order = ordered(answers.seen);
    return smallCategories(answers.bytes, order, labelled(order), missing);
  }
  const places = new Int32Array(dictionary.length).fill(-1);
  for (let i = 0; i < given.length; i++) {
    if (given[i]! >= 0) places[given[i]!] = 0;
    else countMissing(i);
  }
  const order = ordered(dictionary.flatMap((_, code) => (places[code] === 0 ? [code] : [])));
  order.forEach((code, place) => {
    places[code] = place;
  });
  return {
    codes: given.map((code) => (code >= 0 ? places[code]! : -1)),
    small: null,
    labels: labelled(order),
    missing,
  };
}

/**
 * Answers in use of a question answered in whole numbers 0 .. 254, as nearly all are, straight from its column: one pass. What the
 * scale does not take is told from the counts and taken out, where it occurs at all. null when it is not such a question.
 */
function smallAnswers(
  values: Float64Array,
  variable: Variable,
  rows: Int32Array,
): { readonly answers: AnswerBytes; readonly missing: DecodedColumn['missing'] } | null {
  const all = rows.length === values.length;
  const given = all ? values : new Float64Array(rows.length);
  if (!all) for (let i = 0; i < rows.length; i++) given[i] = values[rows[i]!]!;
  const packed = packBytes(given, (value, i) => reasonOf(value, variable, rows[i]!) !== null);
  if (!packed) return null;
  const seen = packed.seen.filter((value) => missingReasonOf(value, variable.scale) === null);
  if (packed.complete && seen.length === packed.seen.length) return { answers: packed, missing: {} };
  const missing: MissingCounts = {};
  const { bytes } = packed;
  const refused = new Uint8Array(256).fill(1);
  for (const value of seen) refused[value] = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (refused[bytes[i]!] === 0) continue;
    const reason = reasonOf(given[i]!, variable, rows[i]!)!;
    missing[reason] = (missing[reason] ?? 0) + 1;
    bytes[i] = noAnswer;
  }
  return { answers: { bytes, seen, complete: false }, missing };
}

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
