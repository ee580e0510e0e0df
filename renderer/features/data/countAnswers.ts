import { missingReasonOf } from '../../../shared/model/decode.ts';
import { formsOf } from '../../../shared/model/formRanges.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { cellText, labelsOf } from './cellText.ts';
import { blankOf, type CachedColumn, type ColumnValues } from './packedColumn.ts';

export interface AnswerCount {
  /** The coded answer, or the text; a bin's lower bound when binned. */
  readonly value: number | string;
  readonly label: string;
  readonly count: number;
  readonly missing: boolean;
}

export interface AnswerCounts {
  readonly answered: number;
  readonly blank: number;
  /** Forms of files that do not have the question; not among the blanks. */
  readonly notAsked: number;
  /** Blank because the file's cell held what the question cannot take; not among the blanks. */
  readonly unread: number;
  readonly nonAnswer: number;
  readonly outOfRange: number;
  readonly distinct: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Mean of the usable answers, null for texts and dates. */
  readonly mean: number | null;
  /** Standard deviation of the same, with n - 1; null below two answers. */
  readonly sd: number | null;
  /** The distinct answers with their counts, in order of code or by frequency for texts; no more than were to be listed. */
  readonly answers: readonly AnswerCount[];
  /** How many of the usable answers fall into each tenth of their range; empty for texts, and where they do not vary. */
  readonly tenths: readonly number[];
}

/** Distinct values beyond this are not listed one by one, unless all are asked for. */
const usuallyListed = 500;

/** The distinct answers of a column, ascending (codes of texts), how often each occurs, and the blank cells. */
interface Tally {
  readonly values: Float64Array;
  readonly counts: Int32Array;
  readonly blank: number;
}

/** Of whole numbers from -offset on, by index: a map costs ten times as long. */
function tallyByIndex(values: ColumnValues, size: number, offset: number): Tally {
  const times = new Int32Array(size);
  const blankValue = blankOf(values);
  let blank = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === blankValue) blank++;
    else times[value + offset]!++;
  }
  let distinct = 0;
  for (let place = 0; place < size; place++) if (times[place]! > 0) distinct++;
  const tally = { values: new Float64Array(distinct), counts: new Int32Array(distinct), blank };
  let next = 0;
  for (let place = 0; place < size; place++) {
    if (times[place]! === 0) continue;
    tally.values[next] = place - offset;
    tally.counts[next++] = times[place]!;
  }
  return tally;
}

/** Of any numbers, by sorting them. */
function tallyBySorting(values: ColumnValues): Tally {
  const sorted = values.slice().sort();
  const distinct = new Float64Array(sorted.length);
  const counts = new Int32Array(sorted.length);
  const blankValue = blankOf(values);
  let [last, blank] = [-1, 0];
  for (let row = 0; row < sorted.length; row++) {
    // Zero has one sign here.
    const value = sorted[row]! + 0;
    if (value === blankValue || Number.isNaN(value)) blank++;
    else if (last >= 0 && distinct[last] === value) counts[last]!++;
    else {
      distinct[++last] = value;
      counts[last] = 1;
    }
  }
  return { values: distinct.subarray(0, last + 1), counts: counts.subarray(0, last + 1), blank };
}

function tallyOf({ values, kind, dictionary }: CachedColumn): Tally {
  if (kind === 'text') return tallyByIndex(values, dictionary.length, 0);
  if (values instanceof Int8Array || values instanceof Int16Array) {
    const offset = -blankOf(values);
    return tallyByIndex(values, 2 * offset, offset);
  }
  return tallyBySorting(values);
}

/** How often each answer was given, blanks left out, on the forms that are not among some others. */
export function countsWithout(
  column: CachedColumn,
  others: readonly number[],
): readonly { readonly value: number | string; readonly count: number }[] {
  const { values, counts } = tallyOf(column);
  const places = new Map(others.length > 0 ? Array.from(values, (value, place) => [value, place]) : []);
  for (const row of others) {
    const place = places.get(column.values[row] ?? Number.NaN);
    if (place !== undefined) counts[place]!--;
  }
  return Array.from(values, (code, place) => ({
    value: column.kind === 'text' ? (column.dictionary[code] ?? '') : code,
    count: counts[place]!,
  })).filter(({ count }) => count > 0);
}

/** Places of texts in a tally by their counts, the first met first among equals. Sorted as numbers: comments may be as many as forms. */
function commonestFirst({ counts }: Tally): Float64Array {
  const size = counts.length;
  const keys = new Float64Array(size);
  for (let place = 0; place < size; place++) keys[place] = place - counts[place]! * size;
  keys.sort();
  for (let i = 0; i < size; i++) keys[i] = ((keys[i]! % size) + size) % size;
  return keys;
}

/** How the answers to a question are spread over all forms held; listed: how many distinct answers are told apart. */
export function countAnswers(column: CachedColumn, variable: Variable, listed = usuallyListed): AnswerCounts {
  const { values } = column;
  const blankValue = blankOf(values);
  const isBlank = (value: number): boolean => value === blankValue || Number.isNaN(value);
  let notAsked = 0;
  for (const { first, count } of variable.notAsked ?? [])
    for (let row = first; row < Math.min(values.length, first + count); row++) if (isBlank(values[row]!)) notAsked++;
  let unread = 0;
  for (const row of formsOf(variable.unread ?? [])) if (row < values.length && isBlank(values[row]!)) unread++;
  const tally = tallyOf(column);
  const distinct = tally.values.length;
  const blank = tally.blank - notAsked - unread;
  if (column.kind === 'text') {
    const answers = Array.from(commonestFirst(tally).subarray(0, listed), (place): AnswerCount => {
      const answer = column.dictionary[tally.values[place]!] ?? '';
      return { value: answer, label: answer, count: tally.counts[place]!, missing: false };
    });
    return {
      answered: values.length - blank - notAsked - unread,
      blank,
      notAsked,
      unread,
      nonAnswer: 0,
      outOfRange: 0,
      distinct,
      min: null,
      max: null,
      mean: null,
      sd: null,
      answers,
      tenths: [],
    };
  }
  let [nonAnswer, outOfRange, answered, sum] = [0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const answers: AnswerCount[] = [];
  const labels = new Map(
    labelsOf(variable)
      .toReversed()
      .map((entry) => [entry.value, entry.label]),
  );
  for (let place = 0; place < distinct; place++) {
    const [value, count] = [tally.values[place]!, tally.counts[place]!];
    const reason = missingReasonOf(value, variable.scale);
    if (reason === 'nonAnswer') nonAnswer += count;
    else if (reason === 'outOfRange') outOfRange += count;
    else {
      answered += count;
      sum += value * count;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    if (answers.length < listed) {
      const label = (variable.type !== 'date' && labels.get(value)) || cellText(value, variable, false);
      answers.push({ value, label, count, missing: reason !== null });
    }
  }
  const mean = answered > 0 && variable.type === 'number' ? sum / answered : null;
  let squares = 0;
  const tenths = Array.from({ length: max > min ? 10 : 0 }, () => 0);
  for (let place = 0; place < distinct; place++) {
    const [value, count] = [tally.values[place]!, tally.counts[place]!];
    if (missingReasonOf(value, variable.scale) !== null) continue;
    if (mean !== null) squares += count * (value - mean) ** 2;
    if (tenths.length > 0) tenths[Math.min(9, Math.floor((10 * (value - min)) / (max - min)))]! += count;
  }
  return {
    answered,
    blank,
    notAsked,
    unread,
    nonAnswer,
    outOfRange,
    distinct,
    min: answered > 0 ? min : null,
    max: answered > 0 ? max : null,
    mean,
    sd: mean !== null && answered > 1 ? Math.sqrt(squares / (answered - 1)) : null,
    answers,
    tenths,
  };
}

/** The same, counted once for each column as it stands. */
function countedOnce(listed: number): (column: CachedColumn, variable: Variable) => AnswerCounts {
  const counted = new WeakMap<CachedColumn, { readonly variable: Variable; readonly counts: AnswerCounts }>();
  return (column, variable) => {
    const known = counted.get(column);
    if (known?.variable === variable) return known.counts;
    const counts = countAnswers(column, variable, listed);
    counted.set(column, { variable, counts });
    return counts;
  };
}

/** What the head of a column, the inspector and the filters ask for. */
export const countedAnswers = countedOnce(usuallyListed);

/** With every answer listed, however many there are. */
export const everyAnswer = countedOnce(Number.POSITIVE_INFINITY);

/** Bars of a small picture of the answers: the declared range with its empty places, the answers seen, or ten equal bins. */
export function sparkBars(
  counts: AnswerCounts,
  variable: Variable,
): readonly { readonly label: string; readonly count: number; readonly missing: boolean }[] {
  const { scale } = variable;
  if (scale && Number.isInteger(scale.min) && scale.max - scale.min <= 10) {
    const byValue = new Map(counts.answers.map((answer) => [answer.value, answer.count]));
    const names = new Map(labelsOf(variable).map((entry) => [entry.value, entry.label]));
    const inRange = Array.from({ length: Math.round(scale.max - scale.min) + 1 }, (_, index) => {
      const value = scale.min + index;
      return { label: names.get(value) ?? String(value), count: byValue.get(value) ?? 0, missing: false };
    });
    return [
      ...inRange,
      ...counts.answers.filter((answer) => answer.missing).map(({ label, count }) => ({ label, count, missing: true })),
    ];
  }
  if (counts.distinct <= 12) return counts.answers;
  const { min, max, tenths } = counts;
  if (min === null || max === null || tenths.length === 0) return counts.answers.slice(0, 12);
  const edge = (index: number): string => {
    const value = min + (index * (max - min)) / tenths.length;
    const inside = index > 0 && index < tenths.length && variable.type === 'number';
    return cellText(inside ? Number(value.toPrecision(4)) : value, variable, false);
  };
  return tenths.map((count, index) => ({ label: `${edge(index)} – ${edge(index + 1)}`, count, missing: false }));
}
