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

interface Need {
  /** The least a column can do with. */
  readonly least: number;
  /** What its cells would take to stand without a break. */
  readonly cells: number;
  /** What it would take to stand without a break, head and cells. */
  readonly wanted: number;
}

function needOf({ head, cells, align, indent = 0 }: ColumnTexts, em: number, padding: number): Need {
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
  return {
    least: least + padding,
    cells: Math.max(least, longest) + padding,
    wanted: Math.max(longest, title) + padding,
  };
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

/** About how many lines the table takes: those of its head and those of every row. */
function linesOf(columns: readonly ColumnTexts[], widths: readonly number[], em: number, padding: number): number {
  const rows = columns.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const lines = (text: string, index: number, indent: number, wider: number): number =>
    Math.max(1, Math.ceil((textWidth(text) * em * wider) / Math.max(em, widths[index]! - padding - indent) - 1e-9));
  let sum = columns.reduce((most, { head }, index) => Math.max(most, lines(head, index, 0, boldWider)), 1);
  for (let row = 0; row < rows; row++)
    sum += columns.reduce(
      (most, { cells, indent = 0 }, index) => Math.max(most, lines(cells[row] ?? '', index, indent, 1)),
      1,
    );
  return sum;
}

/** The spare room for what cells want first and for heads what is left, so that heads of numbers are set in lines before the names beside them. */
function cellsFirst(needs: readonly Need[], spare: number): readonly number[] {
  const forCells = sharesOf(
    needs.map(({ least, cells }) => cells - least),
    spare,
  );
  const left = spare - forCells.reduce((sum, share) => sum + share, 0);
  const forHeads = sharesOf(
    needs.map(({ least, wanted }, index) => wanted - least - forCells[index]!),
    left,
  );
  return forCells.map((share, index) => share + forHeads[index]!);
}

/**
 * Widths that add up to the room: every column gets what its longest word or number needs, the rest goes to the columns with long texts,
 * so that as few of them as possible are broken and the table takes as few lines as it can. All lengths in one unit.
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
  const alike = sharesOf(
    measured.map((column) => column.wanted - column.least),
    Math.max(0, spare),
  );
  const widened = (by: readonly number[]): readonly number[] =>
    measured.map((column, index) => column.least + by[index]!);
  const lines = (by: readonly number[]): number => linesOf(columns, widened(by), em, padding);
  const forCells = extra > spare && spare > 0 ? cellsFirst(measured, spare) : alike;
  const shares = forCells !== alike && lines(forCells) < lines(alike) ? forCells : alike;
  const widths = measured.map(({ least: own, wanted }, index) => {
    if (spare <= 0) return Math.floor((own * room) / least);
    return Math.floor(extra > spare ? own + shares[index]! : wanted + ((spare - extra) * wanted) / (least + extra));
  });
  const last = widths.length - 1;
  if (last >= 0) widths[last] = widths[last]! + room - widths.reduce((sum, width) => sum + width, 0);
  return widths;
}
