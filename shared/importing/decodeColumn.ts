import type { Column } from '../model/dataset.ts';
import { parseOrderedDate } from './dateOrder.ts';
import { daysToSeconds, parseDuration } from './duration.ts';
import { formatDateMs, normaliseText } from './looseValues.ts';
import type { ColumnFacts, ColumnPlan } from './plan.ts';
import { cellAddress, cellKind } from './rawCells.ts';
import type { RawSheet } from './rawCells.ts';
import { readerOf, SheetReader } from './sheetReader.ts';
import { countNumbers } from './valueCounts.ts';

const examplesKept = 5;
const barsShown = 12;
const bins = 10;

interface Tally {
  blank: number;
  unreadable: number;
  nonAnswer: number;
  readonly examples: string[];
  readonly forms: number[];
}

function unreadableAt(tally: Tally, reader: SheetReader, form: number, row: number, column: number): void {
  tally.unreadable++;
  tally.forms.push(form);
  if (tally.examples.length < examplesKept) {
    tally.examples.push(`${cellAddress(row, column)}: ${reader.text(row, column).slice(0, 60)}`);
  }
}

/** Number of each text of the sheet under this plan: NaN where it has none. Words first, then numbers written as text. */
function textNumbers(reader: SheetReader, plan: ColumnPlan): (index: number) => number {
  const exact = new Map(plan.textCodes.map((entry) => [entry.text, entry.code]));
  const loose = new Map(plan.textCodes.map((entry) => [normaliseText(entry.text), entry.code]));
  const known = new Map<number, number>();
  return (index) => {
    const cached = known.get(index);
    if (cached !== undefined) return cached;
    const text = reader.textAt(index);
    const verbatim = exact.get(reader.sheet.texts[index] ?? '');
    const duration = plan.reading === 'duration' ? parseDuration(text) : null;
    const number = duration ?? reader.numberOfText(index)?.value ?? Number.NaN;
    const code = verbatim ?? exact.get(text) ?? loose.get(normaliseText(text)) ?? number;
    known.set(index, code);
    return code;
  };
}

function decodeNumbers(reader: SheetReader, plan: ColumnPlan, rows: Int32Array, tally: Tally): Float64Array {
  const values = new Float64Array(rows.length).fill(Number.NaN);
  const raw = reader.sheet.columns[plan.column];
  if (!raw) {
    tally.blank = rows.length;
    return values;
  }
  const numberOf = textNumbers(reader, plan);
  const blankTexts = new Set(plan.blankTexts?.map(normaliseText));
  const dates = plan.type === 'date';
  const { reading } = plan;
  const order = reading === 'dayFirst' || reading === 'monthFirst' ? reading : null;
  const dateOf = (index: number): number =>
    reader.dateOfText(index) ?? (order ? parseOrderedDate(reader.textAt(index), order) : null) ?? Number.NaN;
  const inDays = plan.reading === 'duration' && raw.clock === true;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const kind = raw.kinds[row];
    const value = raw.values[row]!;
    let decoded = Number.NaN;
    if (kind === cellKind.empty || (kind === cellKind.text && reader.textAt(value) === '')) {
      tally.blank++;
      continue;
    }
    if (kind === cellKind.text) decoded = dates ? dateOf(value) : numberOf(value);
    else if (dates ? kind === cellKind.date : kind === cellKind.number || kind === cellKind.boolean)
      decoded = inDays ? daysToSeconds(value) : value;
    if (Number.isNaN(decoded)) {
      if (blankTexts.size > 0 && blankTexts.has(normaliseText(reader.text(row, plan.column)))) tally.nonAnswer++;
      else unreadableAt(tally, reader, i, row, plan.column);
    } else values[i] = decoded;
  }
  return values;
}

function decodeTexts(
  reader: SheetReader,
  plan: ColumnPlan,
  rows: Int32Array,
  tally: Tally,
): { readonly codes: Int32Array; readonly dictionary: readonly string[] } {
  const codes = new Int32Array(rows.length).fill(-1);
  const dictionary: string[] = [];
  const known = new Map<string, number>();
  const blankTexts = new Set(plan.blankTexts?.map(normaliseText));
  const verbatim = plan.reading === 'verbatim' ? reader.sheet.columns[plan.column] : undefined;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const kind = reader.kind(row, plan.column);
    if (kind === cellKind.error) {
      unreadableAt(tally, reader, i, row, plan.column);
      continue;
    }
    const text =
      verbatim && kind === cellKind.text
        ? (reader.sheet.texts[verbatim.values[row]!] ?? '')
        : reader.text(row, plan.column);
    if (text === '') {
      tally.blank++;
      continue;
    }
    let code = known.get(text);
    if (code === undefined) {
      const blank = blankTexts.size > 0 && blankTexts.has(normaliseText(text));
      code = blank ? -1 : dictionary.push(text) - 1;
      known.set(text, code);
    }
    if (code < 0) tally.nonAnswer++;
    codes[i] = code;
  }
  return { codes, dictionary };
}

type Bars = ColumnFacts['histogram'];

function commonest(counts: Iterable<readonly [label: string, count: number]>): Bars {
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, barsShown)
    .map(([label, count]) => ({ label, count }));
}

/** Equal bins over the values in use. */
function binned(values: readonly number[], counts: readonly number[], label: (value: number) => string): Bars {
  const [min, max] = [values[0]!, values.at(-1)!];
  const width = (max - min) / bins;
  const bars = Array.from({ length: bins }, (_, i) => ({
    label: `${label(min + i * width)} – ${label(min + (i + 1) * width)}`,
    count: 0,
  }));
  values.forEach((value, i) => {
    const bar = bars[Math.min(bins - 1, Math.floor((value - min) / width))]!;
    bar.count += counts[i]!;
  });
  return bars;
}

const shortNumber = (value: number): string => String(Number(value.toPrecision(4)));

function numberFacts(
  values: Float64Array,
  plan: ColumnPlan,
  withoutCode: number,
): Pick<ColumnFacts, 'answered' | 'nonAnswer' | 'outOfRange' | 'distinct' | 'histogram'> {
  const { scale, type } = plan;
  const nonAnswers = new Set(scale?.nonAnswers.map((entry) => entry.value));
  let [answered, nonAnswer, outOfRange] = [0, withoutCode, 0];
  const ordered: (readonly [value: number, count: number])[] = [];
  for (const entry of countNumbers(values)) {
    const [value, count] = entry;
    if (nonAnswers.has(value)) nonAnswer += count;
    else if (scale && (value < scale.min || value > scale.max)) outOfRange += count;
    else {
      answered += count;
      ordered.push(entry);
    }
  }
  const names = new Map([...plan.valueLabels, ...(scale?.labels ?? [])].map((entry) => [entry.value, entry.label]));
  const label = (value: number): string =>
    names.get(value) ?? (type === 'date' ? formatDateMs(value) : shortNumber(value));
  const histogram =
    ordered.length <= barsShown
      ? ordered.map(([value, count]) => ({ label: label(value), count }))
      : binned(
          ordered.map(([value]) => value),
          ordered.map(([, count]) => count),
          type === 'date' ? (value) => formatDateMs(value).slice(0, 10) : shortNumber,
        );
  return { answered, nonAnswer, outOfRange, distinct: ordered.length, histogram };
}

/**
 * The values of one planned column for the given forms, and facts about them. Nothing is dropped: non-answers and values out of range
 * keep their codes (shared/model/decode.ts leaves them out with a reason); cells the type cannot read are missing and listed.
 *
 * @param rows  0-based rows of the sheet, one per form
 * @returns unread: the forms (0-based, rising) whose cell the type cannot read
 */
export function decodeColumn(
  sheet: RawSheet | SheetReader,
  plan: ColumnPlan,
  rows: Int32Array,
): { readonly column: Column; readonly facts: ColumnFacts; readonly unread: Int32Array } {
  const reader = sheet instanceof SheetReader ? sheet : readerOf(sheet);
  const tally: Tally = { blank: 0, unreadable: 0, nonAnswer: 0, examples: [], forms: [] };
  if (plan.type === 'text') {
    const { codes, dictionary } = decodeTexts(reader, plan, rows, tally);
    const counts = new Int32Array(dictionary.length);
    for (const code of codes) if (code >= 0) counts[code]!++;
    const facts: ColumnFacts = {
      column: plan.column,
      answered: rows.length - tally.blank - tally.unreadable - tally.nonAnswer,
      blank: tally.blank,
      nonAnswer: tally.nonAnswer,
      outOfRange: 0,
      unreadable: tally.unreadable,
      examples: tally.examples,
      distinct: dictionary.length,
      histogram: commonest(dictionary.map((text, code) => [text.slice(0, 40), counts[code]!] as const)),
    };
    return { column: { kind: 'text', codes, dictionary }, facts, unread: Int32Array.from(tally.forms) };
  }
  const values = decodeNumbers(reader, plan, rows, tally);
  const facts: ColumnFacts = {
    column: plan.column,
    blank: tally.blank,
    unreadable: tally.unreadable,
    examples: tally.examples,
    ...numberFacts(values, plan, tally.nonAnswer),
  };
  return { column: { kind: 'numeric', values }, facts, unread: Int32Array.from(tally.forms) };
}
