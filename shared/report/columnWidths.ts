import { textWidth } from '../charts/plotText.ts';

/** A column as texts: what stands in its head and its cells. */
export interface ColumnTexts {
  readonly head: string;
  readonly cells: readonly string[];
  readonly align: 'left' | 'right';
  /** Of the deepest cell from the left edge. */
  readonly indent?: number;
}

/** The least a column can do with, and what it would take to stand without a break. */
function needOf({ head, cells, align, indent = 0 }: ColumnTexts, em: number, padding: number) {
  const longest = cells.reduce((most, text) => Math.max(most, textWidth(text) * em), 0) + indent;
  const title = textWidth(head) * em;
  // Numbers are never broken; headings and texts may be, down to about four characters.
  const least =
    align === 'right' ? Math.max(longest, Math.min(title, 4.6 * em)) : Math.min(Math.max(longest, title), 6 * em);
  return { least: least + padding, wanted: Math.max(longest, title) + padding };
}

/** The room below which numbers would be broken. Units as in shareWidths. */
export const leastRoom = (columns: readonly ColumnTexts[], em: number, padding: number): number =>
  columns.reduce((sum, column) => sum + needOf(column, em, padding).least, 0);

/**
 * Widths that add up to the room: every column gets what its longest word or number needs, the rest goes to the columns with long texts.
 * All lengths in one unit.
 *
 * @param em  size of the letters
 * @param padding  left and right of a cell together
 */
export function shareWidths(
  columns: readonly ColumnTexts[],
  room: number,
  em: number,
  padding: number,
): readonly number[] {
  const measured = columns.map((column) => needOf(column, em, padding));
  const least = measured.reduce((sum, column) => sum + column.least, 0);
  const extra = measured.reduce((sum, column) => sum + column.wanted - column.least, 0);
  const spare = room - least;
  const widths = measured.map(({ least: own, wanted }) => {
    if (spare <= 0) return Math.floor((own * room) / least);
    return Math.floor(
      extra > spare
        ? own + ((wanted - own) * spare) / extra
        : wanted + ((room - least - extra) * wanted) / (least + extra),
    );
  });
  const last = widths.length - 1;
  if (last >= 0) widths[last] = widths[last]! + room - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}
