import { textWidthMm } from './document.ts';
import { type ColumnTexts, leastRoom } from './columnWidths.ts';
import type { TableContent } from './resolved.ts';

/** Tables of more columns are set in small letters. */
export const denseColumns = 8;
/** Points of a table's letters, and of those of a dense one. */
export const tablePoints = { usual: 9, dense: 7.5 } as const;
const mmPerPoint = 25.4 / 72;
/** Left and right of a cell of a dense table together. */
const densePaddingMm = 3;

/** The columns of a result table as texts. depthIndent: of one level of the first column. */
export function columnTexts({ columns, rows }: TableContent, depthIndent: number): readonly ColumnTexts[] {
  const deepest = rows.reduce((most, { depth }) => Math.max(most, depth), 0);
  return columns.map(({ title, align }, index) => ({
    head: title,
    cells: rows.map(({ cells }) => cells[index] ?? ''),
    align,
    indent: index === 0 ? deepest * depthIndent : 0,
  }));
}

/** Does the table need a page turned on its side? In small letters its numbers would not stand beside each other on an upright one. */
export const isWide = (table: TableContent): boolean =>
  table.columns.length > denseColumns &&
  leastRoom(columnTexts(table, 4), tablePoints.dense * mmPerPoint, densePaddingMm) > textWidthMm;
