import { dateOrderOf, parseOrderedDate } from './dateOrder.ts';
import type { DateOrder } from './dateOrder.ts';
import { cellAddress, cellKind } from './rawCells.ts';
import type { SheetReader } from './sheetReader.ts';
import { ValueCounts } from './valueCounts.ts';

/** What stands in the data cells of one column, before any decision. */
export interface ColumnProfile {
  readonly column: number;
  readonly rows: number;
  readonly filled: number;
  /** Number cells, booleans included. */
  readonly numbers: number;
  readonly dates: number;
  readonly errors: number;
  readonly formulas: number;
  /** Distinct trimmed texts with their counts, commonest first; numbers and dates written as text included. */
  readonly words: readonly {
    readonly text: string;
    readonly count: number;
    readonly number: number | null;
    readonly date: number | null;
  }[];
  readonly numericTexts: number;
  /** Of numericTexts, those written with full-width digits, separators or units; and one of them. */
  readonly example: string;
  readonly dateTexts: number;
  /** How dates that do not begin with the year are written, where the column tells. */
  readonly dateOrder: DateOrder | null;
  readonly otherTexts: number;
  readonly averageLength: number;
  /** Distinct numbers (number cells and numeric texts) with their counts, ascending; null when there are too many to tell apart. */
  readonly values: readonly (readonly [value: number, count: number])[] | null;
  readonly min: number;
  readonly max: number;
  readonly integers: boolean;
  /** Number cells that have the form of a mobile number of mainland China: eleven digits, 13… to 19…. */
  readonly mobileNumbers: number;
  /** Number cells of 16 digits and more: a spreadsheet keeps 15, so the last digits may be gone. */
  readonly longNumbers: number;
  readonly firstError: string;
  /** How the numbers are shown, where by a mask of digits (digitMask.ts); null otherwise. */
  readonly mask: string | null;
}

const distinctLimit = 400;

/** Looked at only where one of the first texts begins like such a date. */
function orderOfDates(reader: SheetReader, texts: ReadonlyMap<number, number>): DateOrder | null {
  let looked = 0;
  let like = false;
  for (const index of texts.keys()) {
    like ||= dateLike(reader.textAt(index));
    if (like || ++looked === 10) break;
  }
  if (!like) return null;
  return dateOrderOf([...texts.keys()].map((index) => reader.textAt(index)).filter((text) => text !== ''));
}

const dateLike = (text: string): boolean => /^\d{1,2}[/.-]\d{1,2}[/.-]\d/.test(text);

/** Reads the data rows of one column once. rows: 0-based, inclusive; leftOut: rows between them that are no forms. */
export function profileColumn(
  reader: SheetReader,
  column: number,
  firstRow: number,
  lastRow: number,
  leftOut: readonly number[] = [],
): ColumnProfile {
  const skipped = leftOut.length > 0 ? new Set(leftOut) : null;
  const own = reader.sheet.columns[column];
  const counts = new ValueCounts(distinctLimit);
  const texts = new Map<number, number>();
  let [numbers, dates, errors, formulas, mobileNumbers, longNumbers] = [0, 0, 0, 0, 0, 0];
  let firstError = '';
  if (own && reader.hasCells(column)) {
    const { kinds, values, formula } = own;
    for (let row = firstRow; row <= lastRow; row++) {
      const kind = kinds[row];
      if (kind === cellKind.empty || kind === undefined || skipped?.has(row)) continue;
      if (formula?.[row] === 1) formulas++;
      const value = values[row]!;
      if (kind === cellKind.number || kind === cellKind.boolean) {
        numbers++;
        counts.add(value);
        if (value >= 1.3e10) {
          if (value < 2e10 && Number.isInteger(value)) mobileNumbers++;
          else if (value >= 1e15) longNumbers++;
        }
      } else if (kind === cellKind.text) texts.set(value, (texts.get(value) ?? 0) + 1);
      else if (kind === cellKind.date) dates++;
      else {
        if (errors === 0) firstError = `${cellAddress(row, column)}: ${reader.textAt(value)}`;
        errors++;
      }
    }
  }
  const order = orderOfDates(reader, texts);
  const byText = new Map<string, { text: string; count: number; number: number | null; date: number | null }>();
  let [numericTexts, dateTexts, otherTexts, length, textCells] = [0, 0, 0, 0, 0];
  let example = '';
  for (const [index, count] of texts) {
    const text = reader.textAt(index);
    if (text === '') continue;
    const number = reader.numberOfText(index);
    const date = number ? null : (reader.dateOfText(index) ?? (order ? parseOrderedDate(text, order) : null));
    textCells += count;
    length += text.length * count;
    if (number) {
      numericTexts += count;
      counts.add(number.value, count);
      if (example === '' || !number.plain) example = text;
    } else if (date !== null) dateTexts += count;
    else otherTexts += count;
    const known = byText.get(text);
    if (known) known.count += count;
    else byText.set(text, { text, count, number: number?.value ?? null, date });
  }
  return {
    column,
    rows: lastRow - firstRow + 1 - leftOut.length,
    filled: numbers + dates + errors + textCells,
    numbers,
    dates,
    errors,
    formulas,
    words: [...byText.values()].toSorted((a, b) => b.count - a.count),
    numericTexts,
    example,
    dateTexts,
    dateOrder: dateTexts > 0 ? order : null,
    otherTexts,
    averageLength: textCells === 0 ? 0 : length / textCells,
    values: counts.full ? null : counts.entries(),
    min: counts.min,
    max: counts.max,
    integers: counts.integers,
    mobileNumbers,
    longNumbers,
    firstError,
    mask: own?.mask ?? null,
  };
}
