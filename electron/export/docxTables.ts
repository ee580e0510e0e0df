import {
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { textWidth } from '../../shared/charts/plotText.ts';
import { textWidthMm } from '../../shared/report/document.ts';
import type { TableContent } from '../../shared/report/resolved.ts';

export const twipsPerMm = 1440 / 25.4;
export const textWidthTwips = Math.round(textWidthMm * twipsPerMm);

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

/**
 * Widths in twips that add up to the text width: every column gets what its longest word or number needs, the rest goes to the
 * columns with long texts.
 */
export function columnWidths(table: TableContent, points: number): readonly number[] {
  const twips = (text: string): number => textWidth(text) * points * 20;
  const padding = 240;
  const columns = table.columns.map((column, index) => {
    const cells = table.rows.map((row) => row.cells[index] ?? '');
    const indent = index === 0 ? Math.max(0, ...table.rows.map((row) => row.depth)) * 220 : 0;
    const longest = Math.max(...cells.map(twips), 0) + indent;
    const head = twips(column.title);
    // Numbers are never broken; headings and texts may be, down to about four characters.
    const least =
      column.align === 'right'
        ? Math.max(longest, Math.min(head, 4.6 * points * 20))
        : Math.min(Math.max(longest, head), 6 * points * 20);
    return { least: least + padding, wanted: Math.max(longest, head) + padding };
  });
  const least = columns.reduce((sum, column) => sum + column.least, 0);
  const extra = columns.reduce((sum, column) => sum + column.wanted - column.least, 0);
  const room = textWidthTwips - least;
  const widths = columns.map(({ least: own, wanted }) => {
    if (room <= 0) return Math.floor((own * textWidthTwips) / least);
    return Math.floor(
      extra > room
        ? own + ((wanted - own) * room) / extra
        : wanted + ((textWidthTwips - least - extra) * wanted) / (least + extra),
    );
  });
  const last = widths.length - 1;
  if (last >= 0) widths[last] = widths[last]! + textWidthTwips - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}

/** A three-line table: rules above and below the head and at the foot, the head repeated on every page, rows never split. */
export function threeLineTable(table: TableContent): Table {
  const dense = table.columns.length > 8;
  const points = dense ? 7.5 : 9;
  const widths = columnWidths(table, points);
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
          ...(options.depth ? { indent: { left: 220 * options.depth } } : {}),
          children: [new TextRun({ text, bold: options.head === true || options.bold === true })],
        }),
      ],
    });
  const end = table.rows.length - 1;
  return new Table({
    width: { size: textWidthTwips, type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    margins: { left: 90, right: 90, top: 30, bottom: 30 },
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
                keep: together && (place < end || table.notes.length > 0),
                ...(index === 0 ? { depth: row.depth } : {}),
              }),
            ),
          }),
      ),
    ],
  });
}
