import { cellKind } from './rawCells.ts';
import type { RawSheet, RawWorkbook } from './rawCells.ts';
import { readerOf } from './sheetReader.ts';

function filledCells(sheet: RawSheet): number {
  let filled = 0;
  for (const column of readerOf(sheet).filledColumns)
    for (const kind of sheet.columns[column]!.kinds) if (kind !== cellKind.empty) filled++;
  return filled;
}

/** The sheet most likely to hold the answers: of the visible ones (of all, when none is visible) the one with most filled cells; null when all are empty. */
export function pickSheet(workbook: RawWorkbook): RawSheet | null {
  const visible = workbook.sheets.filter((sheet) => !sheet.hidden);
  const pool = visible.some((sheet) => sheet.rowCount > 1) ? visible : workbook.sheets;
  const counted = pool.map((sheet) => ({ sheet, filled: filledCells(sheet) })).filter(({ filled }) => filled > 0);
  return counted.length === 0 ? null : counted.reduce((best, next) => (next.filled > best.filled ? next : best)).sheet;
}
