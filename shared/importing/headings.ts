import type { SheetLayout } from './layout.ts';
import { onOneLine } from './looseValues.ts';
import { cellKind } from './rawCells.ts';
import type { CellRange } from './rawCells.ts';
import type { SheetReader } from './sheetReader.ts';

export interface ColumnHeading {
  /** All rows joined by " / "; what remembered plans are matched by. */
  readonly header: string;
  /** The upper rows' text over this column, '' when there is none or it repeats the lowest one. */
  readonly group: string;
  readonly own: string;
  /** The code a row of its own gives the question ("Q10_1"). */
  readonly name?: string;
}

/** {"ImportId":"QID1"}: the third heading row of Qualtrics, which says nothing to people. */
const machineCell = /^\{"ImportId":/;
/** SurveyMonkey's second heading row where a question has one column. */
const responseCell = /^(response|open-ended response)$/i;
const codeName = /^[A-Za-z]{0,8}\d*([_.-]\d+)*$/;
const questionCode = /^[A-Za-z]{0,8}\d+([_.-]\d+)*$/;

/** No question is longer; what is cut off stays in the imported cell. Bounds the time that looking for numbers and scales in it takes. */
const longestHeading = 2000;

function shareOfTexts(reader: SheetReader, row: number, test: (text: string) => boolean): number {
  let [texts, hits] = [0, 0];
  for (let column = 0; column < reader.sheet.columnCount; column++) {
    if (reader.kind(row, column) !== cellKind.text) continue;
    texts++;
    if (test(reader.text(row, column))) hits++;
  }
  return texts === 0 ? 0 : hits / texts;
}

export const isMachineRow = (reader: SheetReader, row: number): boolean =>
  shareOfTexts(reader, row, (text) => machineCell.test(text)) > 0.5;

export const saysResponse = (reader: SheetReader, row: number): boolean =>
  shareOfTexts(reader, row, (text) => responseCell.test(text)) > 0;

interface HeadingRow {
  readonly merges: readonly CellRange[];
  /** Blank cells take the text before them. */
  readonly carries: boolean;
}

function upperRow(reader: SheetReader, row: number, layout: SheetLayout, answersBelow: boolean): HeadingRow {
  const { firstColumn, lastColumn, headerRows } = layout;
  // A merge that runs on into the answers, or over the whole sheet, groups nothing.
  const merges = reader.sheet.merges.filter(
    (merge) =>
      merge.firstRow <= row &&
      merge.lastRow >= row &&
      merge.lastColumn > merge.firstColumn &&
      merge.lastRow <= headerRows[1],
  );
  let filled = 0;
  for (let column = firstColumn; column <= lastColumn; column++)
    if (reader.kind(row, column) !== cellKind.empty) filled++;
  return { merges, carries: merges.length === 0 && (answersBelow || filled < 0.6 * (lastColumn - firstColumn + 1)) };
}

function joined(upper: readonly string[], lower: string): ColumnHeading {
  const parts = upper.filter((text, i) => text !== '' && upper.indexOf(text) === i && text !== lower);
  const group = parts.join(' / ');
  if (lower === '') return { header: group, group: '', own: group };
  return group === '' ? { header: lower, group: '', own: lower } : { header: `${group} / ${lower}`, group, own: lower };
}

/** A row of codes over or under the questions: the code is the question's name, not a group or an option. */
function withCodes(headings: readonly ColumnHeading[]): readonly ColumnHeading[] {
  const grouped = headings.filter((heading) => heading.group !== '');
  if (grouped.length < 2) return headings;
  const areCodes = (texts: readonly string[], code: RegExp): boolean =>
    new Set(texts).size === texts.length && texts.every((text) => code.test(text));
  if (
    areCodes(
      grouped.map(({ group }) => group),
      codeName,
    )
  )
    return headings.map((heading) =>
      heading.group === '' ? heading : { ...heading, group: '', own: `${heading.group} ${heading.own}` },
    );
  const below = areCodes(
    grouped.map(({ own }) => own),
    questionCode,
  );
  if (!below) return headings;
  return headings.map((heading) =>
    heading.group === '' ? heading : { header: heading.header, group: '', own: heading.group, name: heading.own },
  );
}

const selectedChoice = /\s-\sSelected Choice(?=\s-\s|$)/;

/** Qualtrics: a row of codes, one of questions ("Please rate - Checkout speed"), one for machines. */
function machineHeadings(names: readonly string[], questions: readonly string[]): readonly ColumnHeading[] {
  const asked = questions.map((question) => question.replace(selectedChoice, ''));
  const split = asked.map((question) => {
    const at = question.lastIndexOf(' - ');
    return at > 0 ? { stem: question.slice(0, at).trim(), part: question.slice(at + 3).trim() } : null;
  });
  const sizes = new Map<string, number>();
  for (const parts of split) if (parts) sizes.set(parts.stem, (sizes.get(parts.stem) ?? 0) + 1);
  return names.map((name, i): ColumnHeading => {
    const question = asked[i]!;
    const header = question === '' || question === name ? name : `${name} / ${questions[i]!}`;
    const parts = split[i];
    return parts && parts.part !== '' && sizes.get(parts.stem)! > 1
      ? { header, group: parts.stem, own: parts.part, name }
      : { header, group: '', own: question || name, name };
  });
}

/** The headings of the columns, group headings spread over the columns they stand above. */
export function readHeadings(reader: SheetReader, layout: SheetLayout): readonly ColumnHeading[] {
  const [top, bottom] = layout.headerRows;
  const { firstColumn, lastColumn } = layout;
  const columns = Array.from({ length: lastColumn - firstColumn + 1 }, (_, i) => firstColumn + i);
  if (bottom < top) return columns.map(() => ({ header: '', group: '', own: '' }));
  const textOf = (row: number, column: number): string => onOneLine(reader.text(row, column).slice(0, longestHeading));
  const rows: number[] = [];
  for (let row = top; row <= bottom; row++) if (!isMachineRow(reader, row)) rows.push(row);
  if (rows.length === 0) rows.push(top);
  const lowest = rows.at(-1)!;
  if (rows.length === 2 && bottom > lowest)
    return machineHeadings(
      columns.map((column) => textOf(rows[0]!, column)),
      columns.map((column) => textOf(lowest, column)),
    );
  const answersBelow = rows.length > 1 && saysResponse(reader, lowest);
  const upper = rows.slice(0, -1).map((row) => ({ row, ...upperRow(reader, row, layout, answersBelow) }));
  const carried = upper.map(() => '');
  const headings = columns.map((column): ColumnHeading => {
    const lower = textOf(lowest, column);
    const above = upper.map(({ row, merges, carries }, i) => {
      const own = textOf(row, column);
      if (own !== '') carried[i] = own;
      const merge = merges.find((range) => range.firstColumn <= column && range.lastColumn >= column);
      if (merge) return textOf(merge.firstRow, merge.firstColumn);
      return own !== '' || !carries || lower === '' ? own : carried[i]!;
    });
    return joined(above, answersBelow && responseCell.test(lower) ? '' : lower);
  });
  return withCodes(headings);
}
