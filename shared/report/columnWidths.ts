import { textWidth } from '../charts/plotText.ts';

/** A column as texts: what stands in its head and its cells. */
export interface ColumnTexts {
  readonly head: string;
  readonly cells: readonly string[];
  readonly align: 'left' | 'right';
  /** Of the deepest cell from the left edge. */
  readonly indent?: number;
}

/** Heads are bold, and so a little wider. */
const boldWider = 1.07;
/** A word longer than this may be broken, so that one of them does not take the room of all others. */
const longestWholeWord = 9;

/** Width of the longest part that stands in one line: a word, or one Chinese character. */
const longestWord = (text: string): number =>
  (text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+/g) ?? []).reduce((most, word) => Math.max(most, textWidth(word)), 0);

/** The least a column can do with, and what it would take to stand without a break. */
function needOf({ head, cells, align, indent = 0 }: ColumnTexts, em: number, padding: number) {
  const longest = cells.reduce((most, text) => Math.max(most, textWidth(text) * em), 0) + indent;
  const title = textWidth(head) * em * boldWider;
  // Numbers are never broken; headings and texts may be, between words and down to about four characters.
  const headWord = Math.min(longestWord(head) * boldWider, longestWholeWord) * em;
  const cellWord = cells.reduce((most, text) => Math.max(most, longestWord(text)), 0);
  const least =
    align === 'right'
      ? Math.max(longest, Math.min(title, Math.max(4.6 * em, headWord)))
      : Math.min(
          Math.max(longest, title),
          Math.max(headWord, Math.max(6, Math.min(cellWord, longestWholeWord)) * em + indent),
        );
  return { least: least + padding, wanted: Math.max(longest, title) + padding };
}

/** The room below which numbers would be broken. Units as in shareWidths. */
export const leastRoom = (columns: readonly ColumnTexts[], em: number, padding: number): number =>
  columns.reduce((sum, column) => sum + needOf(column, em, padding).least, 0);

/** What each column gets of the spare room: the same for all, but none more than it wants, so that only the longest texts are broken. */
function sharesOf(wants: readonly number[], spare: number): readonly number[] {
  const shares = wants.map(() => 0);
  let left = spare;
  const byWant = wants.map((_, index) => index).toSorted((a, b) => wants[a]! - wants[b]!);
  for (const [place, index] of byWant.entries()) {
    shares[index] = Math.min(wants[index]!, left / (byWant.length - place));
    left -= shares[index]!;
  }
  return shares;
}

/**
 * Widths that add up to the room: every column gets what its longest word or number needs, the rest goes to the columns with long texts,
 * so that as few of them as possible are broken. All lengths in one unit.
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
  const shares = sharesOf(
    measured.map((column) => column.wanted - column.least),
    Math.max(0, spare),
  );
  const widths = measured.map(({ least: own, wanted }, index) => {
    if (spare <= 0) return Math.floor((own * room) / least);
    return Math.floor(extra > spare ? own + shares[index]! : wanted + ((spare - extra) * wanted) / (least + extra));
  });
  const last = widths.length - 1;
  if (last >= 0) widths[last] = widths[last]! + room - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}
