import { cellKind } from '../../../shared/importing/rawCells.ts';
import type { CellRange, RawSheet } from '../../../shared/importing/rawCells.ts';

export type Cell = string | number | boolean | Date | null;

/** A raw sheet from a table of values; dates are Date objects. */
export function sheetOf(rows: readonly (readonly Cell[])[], extra: Partial<RawSheet> = {}): RawSheet {
  const columnCount = Math.max(0, ...rows.map((row) => row.length));
  const texts: string[] = [];
  const columns = Array.from({ length: columnCount }, () => ({
    kinds: new Uint8Array(rows.length),
    values: new Float64Array(rows.length).fill(Number.NaN),
    formula: null,
  }));
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (cell === null || cell === '') return;
      const column = columns[c]!;
      if (typeof cell === 'number') [column.kinds[r], column.values[r]] = [cellKind.number, cell];
      else if (typeof cell === 'boolean') [column.kinds[r], column.values[r]] = [cellKind.boolean, cell ? 1 : 0];
      else if (cell instanceof Date) [column.kinds[r], column.values[r]] = [cellKind.date, cell.getTime()];
      else {
        if (!texts.includes(cell)) texts.push(cell);
        [column.kinds[r], column.values[r]] = [cellKind.text, texts.indexOf(cell)];
      }
    }),
  );
  return {
    name: '数据',
    hidden: false,
    rowCount: rows.length,
    columnCount,
    texts,
    columns,
    merges: [],
    hiddenRows: 0,
    hiddenColumns: [],
    ...extra,
  };
}

export const merge = (firstRow: number, firstColumn: number, lastRow: number, lastColumn: number): CellRange => ({
  firstRow,
  firstColumn,
  lastRow,
  lastColumn,
});

/** The table with one heading and the values of one column repeated or given. */
export function columnOf(heading: string, values: readonly Cell[], rows = Math.max(values.length, 20)): RawSheet {
  return sheetOf([
    [heading, '编号'],
    ...Array.from({ length: rows }, (_, i): Cell[] => [values[i % values.length]!, i + 1]),
  ]);
}
