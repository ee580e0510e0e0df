import { normaliseText } from './looseValues.ts';
import { cellKind } from './rawCells.ts';
import type { CellRange } from './rawCells.ts';
import { isMachineRow, saysResponse } from './headings.ts';
import type { SheetReader } from './sheetReader.ts';

/** Where heading and data stand. All 0-based, inclusive; headerRows[1] < headerRows[0] = the sheet has no heading. */
export interface SheetLayout {
  readonly headerRows: readonly [number, number];
  readonly firstDataRow: number;
  readonly lastDataRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
  /** Rows between the first and the last data row that add up those above them, or say the heading again. */
  readonly leftOutRows: readonly number[];
  /** First row of notes below the data, or null. */
  readonly notesFrom: number | null;
}

export interface LayoutOptions {
  readonly headerRows?: readonly [number, number];
  readonly firstDataRow?: number;
  readonly lastDataRow?: number;
  readonly firstColumn?: number;
  readonly lastColumn?: number;
}

interface RowFacts {
  readonly filled: number;
  readonly texts: number;
  /** Filled cells plus those covered by a merge that starts in a filled one, merges over nearly the whole width left out. */
  readonly covered: number;
}

const lookedAtRows = 200;
const headingSearchRows = 40;

function mergesOfRow(merges: readonly CellRange[], row: number): readonly CellRange[] {
  return merges.filter((merge) => merge.firstRow <= row && merge.lastRow >= row);
}

function rowFacts(reader: SheetReader, row: number): RowFacts {
  const { columnCount, merges } = reader.sheet;
  let filled = 0;
  let texts = 0;
  let covered = 0;
  const inRow = row < headingSearchRows ? mergesOfRow(merges, row) : [];
  for (const column of reader.filledColumns) {
    const kind = reader.kind(row, column);
    if (kind !== cellKind.empty) {
      filled++;
      covered++;
      if (kind === cellKind.text) texts++;
    } else if (inRow.length > 0) {
      const merge = inRow.find((range) => range.firstColumn <= column && range.lastColumn >= column);
      const width = merge ? merge.lastColumn - merge.firstColumn + 1 : 0;
      if (merge && width < 0.8 * columnCount && reader.kind(merge.firstRow, merge.firstColumn) !== cellKind.empty)
        covered++;
    }
  }
  return { filled, texts, covered };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Share of the row's text cells below which the column holds mostly numbers or dates: a heading over data. */
function overNumbers(reader: SheetReader, row: number): number {
  const { columnCount, rowCount } = reader.sheet;
  let texts = 0;
  let over = 0;
  for (let column = 0; column < columnCount; column++) {
    if (reader.kind(row, column) !== cellKind.text || reader.numberOfText(reader.value(row, column))) continue;
    texts++;
    let [numbers, filled] = [0, 0];
    for (let below = row + 1; below < Math.min(rowCount, row + 60); below++) {
      const kind = reader.kind(below, column);
      if (kind === cellKind.empty) continue;
      filled++;
      const isNumber = kind !== cellKind.text || reader.numberOfText(reader.value(below, column)) !== null;
      if (isNumber) numbers++;
    }
    if (filled > 0 && numbers > filled / 2) over++;
  }
  return texts === 0 ? 0 : over / texts;
}

/** Do the row's texts come again below, as answers do and headings do not? */
function recursBelow(reader: SheetReader, row: number): boolean {
  const { columnCount, rowCount } = reader.sheet;
  let [texts, again] = [0, 0];
  for (let column = 0; column < columnCount; column++) {
    if (reader.kind(row, column) !== cellKind.text) continue;
    texts++;
    const own = normaliseText(reader.text(row, column));
    for (let below = row + 1; below < Math.min(rowCount, row + 60); below++) {
      if (reader.kind(below, column) === cellKind.text && normaliseText(reader.text(below, column)) === own) {
        again++;
        break;
      }
    }
  }
  return texts > 0 && again / texts > 0.15;
}

/** Rows above which Qualtrics puts codes and questions. */
const machineRowsWithin = 6;

function findHeader(reader: SheetReader): readonly [number, number] {
  const { rowCount, columnCount, merges } = reader.sheet;
  for (let row = 1; row < Math.min(rowCount, machineRowsWithin); row++)
    if (isMachineRow(reader, row)) return [Math.max(0, row - 2), row];
  const sample: RowFacts[] = [];
  for (let row = 0; row < Math.min(rowCount, lookedAtRows); row++) sample.push(rowFacts(reader, row));
  const typical = median(sample.map((facts) => facts.filled).filter((filled) => filled > 0));
  const enough = Math.max(1, 0.6 * typical);
  const first = sample.findIndex(
    (facts, row) => row < headingSearchRows && facts.covered >= enough && (typical < 2 || facts.filled >= 2),
  );
  if (first < 0) return [0, 0];
  const facts = sample[first]!;
  if (facts.texts < 0.5 * facts.filled) return [first, first - 1];
  const groupMerges = mergesOfRow(merges, first).filter(
    (merge) =>
      merge.lastColumn > merge.firstColumn &&
      merge.lastColumn - merge.firstColumn + 1 < 0.8 * columnCount &&
      merge.lastRow === first,
  );
  const tallMerges = merges.filter(
    (merge) => merge.firstRow === first && merge.lastRow === first + 1 && merge.firstColumn === merge.lastColumn,
  );
  const next = sample[first + 1];
  const nextIsText = next !== undefined && next.filled > 0 && next.texts >= 0.9 * next.filled;
  if (nextIsText && (groupMerges.length > 0 || tallMerges.length > 0)) return [first, first + 1];
  if (nextIsText && saysResponse(reader, first + 1)) return [first, first + 1];
  if (nextIsText && next.filled >= enough && overNumbers(reader, first + 1) >= 0.3 && !recursBelow(reader, first + 1))
    return [first, first + 1];
  const above = sample[first - 1];
  const aboveIsGroup =
    above !== undefined && above.filled >= 2 && above.texts === above.filled && above.filled < facts.filled;
  return aboveIsGroup ? [first - 1, first] : [first, first];
}

const totalRow = /^(合计|总计|平均|均值|平均分|平均值|总分|标准差|小计|total|mean|average)[:：]?$/i;
/** In the middle of the data, where a row is left out, the words may follow what is added up: "东门店小计". */
const subtotalRow = /^(.{0,12}\s*)?(小计|合计|总计|平均分?|均值|平均值|sub-?total|total|average)[:：]?$/i;
/** Of all rows: more of them are answers in such words. */
const mostSubtotals = 0.1;

function firstText(reader: SheetReader, row: number): string {
  for (const column of reader.filledColumns)
    if (reader.kind(row, column) !== cellKind.empty) return reader.text(row, column);
  return '';
}

/** Rows that begin with the word for a sum and fill few cells, or numbers only. */
function findSubtotals(reader: SheetReader, firstDataRow: number, lastDataRow: number): readonly number[] {
  const found: number[] = [];
  const sample: number[] = [];
  for (let row = firstDataRow; row <= Math.min(lastDataRow, firstDataRow + lookedAtRows); row++)
    sample.push(rowFacts(reader, row).filled);
  const typical = median(sample.filter((filled) => filled > 0));
  // In a sheet of two or three columns a word and a number are a form as well.
  if (typical < 4) return [];
  for (let row = firstDataRow; row <= lastDataRow; row++) {
    if (!subtotalRow.test(normaliseText(firstText(reader, row)))) continue;
    const { filled, texts } = rowFacts(reader, row);
    if (filled < 0.6 * typical || texts === 1) found.push(row);
  }
  return found.length <= Math.max(1, mostSubtotals * (lastDataRow - firstDataRow + 1)) ? found : [];
}

/** Rows in the data that are the last heading row again, as sheets made for printing have it on every page. */
function findRepeatedHeadings(
  reader: SheetReader,
  headerRows: readonly [number, number],
  firstDataRow: number,
  lastDataRow: number,
): readonly number[] {
  const heading = headerRows[1];
  if (heading < headerRows[0] || rowFacts(reader, heading).filled < 2) return [];
  const same = (row: number): boolean => {
    for (const column of reader.filledColumns) {
      if (reader.kind(row, column) !== reader.kind(heading, column)) return false;
      if (reader.kind(heading, column) === cellKind.empty) continue;
      if (normaliseText(reader.text(row, column)) !== normaliseText(reader.text(heading, column))) return false;
    }
    return true;
  };
  const found: number[] = [];
  for (let row = firstDataRow; row <= lastDataRow; row++) if (same(row)) found.push(row);
  return found;
}

/** A table under the data has few rows; more would be answers. */
const longestTableBelow = 40;

/**
 * First row of a small table or of notes that blank rows part from the data above: rows of few cells, where forms fill many. null when
 * there is none.
 */
function smallTableBelow(reader: SheetReader, firstDataRow: number, typical: number): number | null {
  const { rowCount } = reader.sheet;
  if (typical < 5) return null;
  let from: number | null = null;
  let candidate = rowCount;
  for (let row = rowCount - 1; row > firstDataRow && rowCount - row <= longestTableBelow; row--) {
    const { filled } = rowFacts(reader, row);
    if (filled === 0) {
      if (candidate < rowCount) from = candidate;
    } else if (filled < 0.4 * typical) candidate = row;
    else return from;
  }
  return null;
}

/**
 * First row of another table below: blank rows part it from the data, and it begins with a heading of its own, texts over columns that hold
 * numbers in both tables, and is no longer than the data. null when there is none.
 */
function otherTableBelow(reader: SheetReader, firstDataRow: number): number | null {
  const { rowCount, columnCount } = reader.sheet;
  const isBlank = (row: number): boolean => reader.isBlankRow(row, 0, columnCount - 1);
  for (let row = firstDataRow + 1; row < rowCount - 2; row++) {
    if (!isBlank(row) || isBlank(row + 1)) continue;
    const heading = row + 1;
    const { filled, texts } = rowFacts(reader, heading);
    if (filled < 2 || texts < filled || rowCount - heading > heading - firstDataRow) continue;
    if (overNumbers(reader, heading) > 0 && headsNumbers(reader, firstDataRow, heading)) return heading;
  }
  return null;
}

/** Does the row put texts into most of its columns that were answered in numbers above it? */
function headsNumbers(reader: SheetReader, firstDataRow: number, heading: number): boolean {
  let [over, of] = [0, 0];
  for (const column of reader.filledColumns) {
    let [numbers, filled] = [0, 0];
    for (let row = Math.max(firstDataRow, heading - lookedAtRows); row < heading; row++) {
      const kind = reader.kind(row, column);
      if (kind === cellKind.empty) continue;
      filled++;
      if (kind !== cellKind.text || reader.numberOfText(reader.value(row, column)) !== null) numbers++;
    }
    if (filled === 0 || numbers < 0.9 * filled) continue;
    of++;
    if (reader.kind(heading, column) === cellKind.text && !reader.numberOfText(reader.value(heading, column))) over++;
  }
  return of > 0 && over > of / 2;
}

function findLastRow(
  reader: SheetReader,
  firstDataRow: number,
): { readonly last: number; readonly notesFrom: number | null } {
  const { rowCount } = reader.sheet;
  const sample: number[] = [];
  for (let row = firstDataRow; row < Math.min(rowCount, firstDataRow + lookedAtRows); row++) {
    const filled = rowFacts(reader, row).filled;
    if (filled > 0) sample.push(filled);
  }
  const typical = median(sample);
  const table = otherTableBelow(reader, firstDataRow) ?? smallTableBelow(reader, firstDataRow, typical);
  let last = (table ?? rowCount) - 1;
  let notesFrom: number | null = table;
  while (last > firstDataRow) {
    const facts = rowFacts(reader, last);
    const isNote =
      facts.filled > 0 && facts.filled === facts.texts && facts.filled <= 2 && facts.filled < 0.3 * typical;
    if (facts.filled > 0 && !isNote && !totalRow.test(firstText(reader, last))) break;
    if (facts.filled > 0) notesFrom = last;
    last--;
  }
  return { last, notesFrom };
}

/** Finds title rows, one or two heading rows, the data and notes below it. What the caller has fixed is kept. */
export function findLayout(reader: SheetReader, options: LayoutOptions = {}): SheetLayout {
  const { rowCount, columnCount } = reader.sheet;
  const headerRows = options.headerRows ?? findHeader(reader);
  const firstDataRow = options.firstDataRow ?? Math.max(headerRows[0], headerRows[1] + 1);
  const found = findLastRow(reader, firstDataRow);
  const lastDataRow = options.lastDataRow ?? found.last;
  const used = (column: number): boolean => {
    for (let row = headerRows[0]; row < rowCount; row++) if (reader.kind(row, column) !== cellKind.empty) return true;
    return false;
  };
  const firstColumn = reader.filledColumns.find(used) ?? columnCount - 1;
  const lastColumn = reader.filledColumns.findLast(used) ?? firstColumn;
  return {
    headerRows,
    firstDataRow,
    lastDataRow,
    leftOutRows: [
      ...findSubtotals(reader, firstDataRow, lastDataRow),
      ...findRepeatedHeadings(reader, headerRows, firstDataRow, lastDataRow),
    ].toSorted((a, b) => a - b),
    firstColumn: options.firstColumn ?? firstColumn,
    lastColumn: options.lastColumn ?? lastColumn,
    notesFrom: options.lastDataRow === undefined ? found.notesFrom : null,
  };
}
