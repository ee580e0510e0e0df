import type { ResultTable } from '../analyses/types.ts';
import { cellAlignment, shownCell } from '../format/formatCell.ts';
import { inLocale, type Locale } from '../model/text.ts';
import type { TableContent } from './resolved.ts';

/** A result table as texts: headings and cells in the locale, numbers by their column's format. */
export function tableContent(table: ResultTable, locale: Locale): TableContent {
  return {
    columns: table.columns.map((column) => ({
      title: inLocale(column.title, locale),
      align: cellAlignment(column.format),
    })),
    rows: table.rows.map((row) => ({
      cells: table.columns.map((column) => shownCell(row, column, locale)),
      depth: row.depth ?? 0,
      emphasis: row.emphasis ?? false,
    })),
    notes: table.notes.map((note) => inLocale(note, locale)),
  };
}
