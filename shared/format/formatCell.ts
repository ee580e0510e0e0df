import type { CellValue, FormatName, TableColumn, TableRow } from '../analyses/types.ts';
import { inLocale, type Locale } from '../model/text.ts';
import { formatNumber } from './formatNumber.ts';
import { missingMark } from './missingMark.ts';

/** One value as text: numbers by the format, texts as they are or in the locale, null as an en dash. */
export function formatCell(value: CellValue, format: FormatName, locale: Locale): string {
  if (value === null) return missingMark;
  return typeof value === 'number' ? formatNumber(value, format, locale) : inLocale(value, locale);
}

/** How the numbers of a row are shown in a column. */
export const formatIn = (row: TableRow, column: TableColumn): FormatName => row.format ?? column.format;

/** One cell of a result table as text: a number with what stands behind it, texts in the locale, null as an en dash. */
export function shownCell(row: TableRow, column: TableColumn, locale: Locale): string {
  const value = row.cells[column.key] ?? null;
  const text = formatCell(value, formatIn(row, column), locale);
  const mark = typeof value === 'number' ? row.marks?.[column.key] : undefined;
  return mark ? `${text} ${mark}` : text;
}

/** Numbers stand at the right or at the decimal point, everything else at the left. */
export function cellAlignment(format: FormatName): 'left' | 'right' {
  return format === 'text' ? 'left' : 'right';
}
