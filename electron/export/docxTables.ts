import {
  BorderStyle,
  NoBreakHyphen,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { shareWidths } from '../../shared/report/columnWidths.ts';
import { textWidthMm } from '../../shared/report/document.ts';
import type { TableContent } from '../../shared/report/resolved.ts';
import { columnTexts, denseColumns, tablePoints } from '../../shared/report/wideTable.ts';

const twipsPerMm = 1440 / 25.4;
export const textWidthTwips = Math.round(textWidthMm * twipsPerMm);
/** Sides of an A4 page. */
export const pageTwips = { short: 11_906, long: 16_838 } as const;
export const pageMargin = 1417;
/** Between the margins of a page on its side. */
export const wideTextTwips = pageTwips.long - 2 * pageMargin;

/** Of one level of the first column. */
const depthIndent = 220;

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const line = (eighths: number, color = '1A2129') => ({ style: BorderStyle.SINGLE, size: eighths, color }) as const;
export const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
} as const;

/** Left and right of a cell, and what both together are counted as: letters are a little wider in some fonts. */
const cellSides = { usual: { margin: 90, counted: 240 }, dense: { margin: 60, counted: 170 } } as const;

/** Widths in twips that add up to the room. */
export function columnWidths(
  table: TableContent,
  size: keyof typeof tablePoints,
  room: number = textWidthTwips,
): readonly number[] {
  return shareWidths(columnTexts(table, depthIndent), room, tablePoints[size] * 20, cellSides[size].counted);
}

/** Ranges in a head stay in one line: "Score (0-100)" is not broken behind the hyphen. */
const unbrokenRanges = (text: string): (string | NoBreakHyphen)[] =>
  text.split(/(?<=\d)-(?=\d)/).flatMap((part, place) => (place === 0 ? [part] : [new NoBreakHyphen(), part]));

/** A three-line table: rules above and below the head and at the foot, the head repeated on every page, rows never split. */
export function threeLineTable(table: TableContent, room: number = textWidthTwips): Table {
  const dense = table.columns.length > denseColumns;
  const size = dense ? 'dense' : 'usual';
  const widths = columnWidths(table, size, room);
  const together = table.rows.length <= 14;
  const cell = (
    text: string,
    index: number,
    options: { head?: boolean; last?: boolean; bold?: boolean; depth?: number; keep: boolean },
  ): TableCell =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: options.head ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
      borders: {
        ...noBorders,
        ...(options.head ? { top: line(12), bottom: line(6) } : {}),
        ...(options.last ? { bottom: line(12) } : {}),
      },
      children: [
        new Paragraph({
          style: dense ? 'TableTextDense' : 'TableText',
          alignment: table.columns[index]?.align === 'right' ? 'right' : 'left',
          keepNext: options.keep,
          ...(options.depth ? { indent: { left: depthIndent * options.depth } } : {}),
          children: [
            new TextRun({
              ...(options.head ? { children: unbrokenRanges(text) } : { text }),
              bold: options.head === true || options.bold === true,
            }),
          ],
        }),
      ],
    });
  const end = table.rows.length - 1;
  return new Table({
    width: { size: room, type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    margins: { left: cellSides[size].margin, right: cellSides[size].margin, top: 30, bottom: 30 },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: table.columns.map((column, index) => cell(column.title, index, { head: true, keep: true })),
      }),
      ...table.rows.map(
        (row, place) =>
          new TableRow({
            cantSplit: true,
            children: row.cells.map((text, index) =>
              cell(text, index, {
                last: place === end,
                bold: row.emphasis,
                // No row or two of a table alone on a page.
                keep:
                  (place < end && (together || place < 2 || place >= end - 2)) ||
                  (place === end && table.notes.length > 0),
                ...(index === 0 ? { depth: row.depth } : {}),
              }),
            ),
          }),
      ),
    ],
  });
}
