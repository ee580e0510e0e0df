import type { CellValue, FormatName } from '../analyses/types.ts';
import { inLocale, type Locale } from '../model/text.ts';
import { formatNumber } from './formatNumber.ts';
import { missingMark } from './missingMark.ts';

/** One cell of a result table as text: numbers by the column's format, texts as they are or in the locale, null as an en dash. */
export function formatCell(value: CellValue, format: FormatName, locale: Locale): string {
  if (value === null) return missingMark;
  return typeof value === 'number' ? formatNumber(value, format, locale) : inLocale(value, locale);
}

/** Numbers stand at the right or at the decimal point, everything else at the left. */
export function cellAlignment(format: FormatName): 'left' | 'right' {
  return format === 'text' ? 'left' : 'right';
}
