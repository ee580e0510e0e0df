import { shareWidths } from './columnWidths.ts';
import { paperMm } from './reportCss.ts';
import type { TableContent } from './resolved.ts';
import { columnTexts, denseColumns, tablePoints } from './wideTable.ts';

/** Points: of one level of a first column, of the padding at both sides of a cell. */
export const depthPoints = 11;
const paddingPoints = { usual: 10, dense: 6 };
const pointsPerMm = 72 / 25.4;

/**
 * Widths of the columns of a result table as shares of the whole, adding up to 1: as wide as heads and numbers need, the same as in Word.
 *
 * @param wide  on a page turned on its side
 */
export function resultColumns(table: TableContent, wide: boolean): readonly number[] {
  const size = table.columns.length > denseColumns ? 'dense' : 'usual';
  const { width, left, right } = wide ? paperMm.wide : paperMm.upright;
  const room = (width - left - right) * pointsPerMm;
  return shareWidths(columnTexts(table, depthPoints), room, tablePoints[size], paddingPoints[size]).map(
    (one) => one / room,
  );
}
