import { paperMm } from './reportCss.ts';
import type { ResolvedCell } from './resolved.ts';

const pixelsPerMm = 96 / 25.4;
/** As narrow as a column of the author's table becomes on the page while another is dragged, in CSS pixels. */
const narrowestColumn = 40;

/**
 * Widths of an author's table as shares of its whole, from its first row; null where no column was ever dragged, so that all are alike.
 *
 * Dragging a column stores the width of that column alone: the others share what is left of the page, as they do on the screen.
 */
export function typedWidths(first: readonly ResolvedCell[]): readonly number[] | null {
  const given = first.flatMap((cell) =>
    Array.from({ length: cell.colspan }, (_, index) => cell.colwidth?.[index] ?? 0),
  );
  const open = given.filter((width) => width === 0).length;
  if (open === given.length) return null;
  const taken = given.reduce((sum, width) => sum + width, 0);
  const { width, left, right } = paperMm.upright;
  const room = (width - left - right) * pixelsPerMm;
  const rest = open === 0 ? 0 : Math.max(narrowestColumn, (room - taken) / open);
  const whole = taken + rest * open;
  return given.map((one) => (one === 0 ? rest : one) / whole);
}
