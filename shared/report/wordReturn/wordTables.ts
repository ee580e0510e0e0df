import type { JsonObject } from '../../analyses/types.ts';
import type { WordOrigin } from '../wordOrigin.ts';
import { attrsOf, contentOf, nodeAt, placesOf } from './storedTree.ts';
import { wordInline } from './wordInline.ts';
import type { WordParagraph } from './wordText.ts';

/** A cell of a table in Word. */
interface Cell {
  readonly column: number;
  readonly colspan: number;
  readonly merged: 'first' | 'below' | null;
  readonly header: boolean;
  readonly paragraphs: readonly WordParagraph[];
}
export type WordTable = readonly (readonly Cell[])[];

/** The tables of the file by their number, rows and cells in order. */
export function wordTables(paragraphs: readonly WordParagraph[]): ReadonlyMap<number, WordTable> {
  const tables = new Map<number, Map<number, Map<number, WordParagraph[]>>>();
  for (const paragraph of paragraphs) {
    if (!paragraph.cell) continue;
    const { table, row, column } = paragraph.cell;
    const rows = tables.get(table) ?? tables.set(table, new Map()).get(table)!;
    const cells = rows.get(row) ?? rows.set(row, new Map()).get(row)!;
    (cells.get(column) ?? cells.set(column, []).get(column)!).push(paragraph);
  }
  return new Map(
    [...tables].map(([table, rows]) => [
      table,
      [...rows.values()].map((cells) =>
        [...cells.values()].map((own): Cell => {
          const { column, colspan, merged, header } = own[0]!.cell!;
          return { column, colspan, merged, header, paragraphs: own };
        }),
      ),
    ]),
  );
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ').trim();
const textOf = (paragraph: WordParagraph): string => plain(paragraph.pieces.map(({ text }) => text).join(''));

/** The table as lines of text, cells parted by bars. */
export const tableText = (table: WordTable): string =>
  table
    .map((row) =>
      row
        .filter(({ merged }) => merged !== 'below')
        .map(({ paragraphs }) => paragraphs.map(textOf).join(' '))
        .join(' | '),
    )
    .join('\n');

/** Places of the paragraphs of each cell of a stored table, row by row. */
function cellsOf(origin: WordOrigin, at: string): readonly (readonly (readonly string[])[])[] {
  return contentOf(nodeAt(origin.blocks, placesOf(at))).map((row, r) =>
    contentOf(row).map((cell, c) => contentOf(cell).map((_, p) => `${at}.${r}.${c}.${p}`)),
  );
}

/** How a stored table reads, as tableText. */
export const storedTableText = (origin: WordOrigin, at: string): string =>
  cellsOf(origin, at)
    .map((row) => row.map((cell) => cell.map((one) => plain((origin.shown[one] ?? []).join(''))).join(' ')).join(' | '))
    .join('\n');

/** Has the table the cells it was exported with, each with its own paragraphs? Texts may differ. */
export function sameCells(origin: WordOrigin, at: string, table: WordTable): boolean {
  const before = cellsOf(origin, at);
  const now = table.map((row) => row.filter(({ merged }) => merged !== 'below'));
  // The same texts in the same cells: bookmarks that stand elsewhere have drifted.
  const shape = (place: number): boolean => before[place]!.length === now[place]!.length;
  if (
    before.length === now.length &&
    before.every((_, place) => shape(place)) &&
    tableText(table) === storedTableText(origin, at)
  )
    return true;
  return (
    before.length === now.length &&
    before.every(
      (row, r) =>
        row.length === now[r]!.length &&
        row.every((cell, c) => {
          const { paragraphs, colspan } = now[r]![c]!;
          const stored = attrsOf(nodeAt(origin.blocks, placesOf(`${at}.${r}.${c}`)))['colspan'] ?? 1;
          const begins = paragraphs.flatMap((one) => one.begins);
          // A list or an empty cell has no paragraph of its own.
          return (
            colspan === stored &&
            begins.every((one) => one.startsWith(`${at}.${r}.${c}.`)) &&
            (begins.length > 0 || cell.every((one) => (origin.shown[one] ?? []).join('').trim() === ''))
          );
        }),
    )
  );
}

/** Lists and tables inside cells are more than rows of paragraphs: such a table is not taken to pieces. */
export const isPlainTable = (origin: WordOrigin, at: string): boolean =>
  contentOf(nodeAt(origin.blocks, placesOf(at))).every(
    (row) =>
      row['type'] === 'tableRow' &&
      contentOf(row).every((cell) => contentOf(cell).every(({ type }) => type === 'paragraph')),
  );

export interface WordTableNode {
  readonly rows: readonly JsonObject[];
  readonly numbersTyped: readonly string[];
}

/**
 * Rows as they are in Word: cells that were there keep their kind and width, new ones are cells like those beside them.
 *
 * @param at  the table's place when exported, null for a new one
 */
export function tableRows(origin: WordOrigin, at: string | null, table: WordTable): WordTableNode {
  const numbersTyped: string[] = [];
  const columns = (row: WordTable[number]): number => row.reduce((sum, { colspan }) => sum + colspan, 0);
  const firstRow = at === null ? [] : contentOf(contentOf(nodeAt(origin.blocks, placesOf(at)))[0]);
  const before = firstRow.reduce((sum, cell) => sum + Number(attrsOf(cell)['colspan'] ?? 1), 0);
  const sameColumns = at !== null && table.every((row) => columns(row) === before);
  const rows = table.map((row, r): JsonObject => {
    const known = row.flatMap(({ paragraphs }) => paragraphs.flatMap(({ begins }) => begins));
    const head =
      known.length === 0
        ? row.every(({ header }) => header)
        : known.every((one) => nodeAt(origin.blocks, placesOf(one).slice(0, -1))?.['type'] === 'tableHeader');
    return {
      type: 'tableRow',
      content: row.flatMap((cell): JsonObject[] => {
        if (cell.merged === 'below') return [];
        const from = cell.paragraphs.flatMap(({ begins }) => begins)[0];
        const source = from === undefined ? undefined : nodeAt(origin.blocks, placesOf(from).slice(0, -1));
        let rowspan = 1;
        if (cell.merged === 'first')
          while (table[r + rowspan]?.some(({ column, merged }) => column === cell.column && merged === 'below'))
            rowspan++;
        const own = attrsOf(source);
        const align = typeof own['align'] === 'string' ? { align: own['align'] } : {};
        // A width for each column it reaches over: one that reaches over others now has none.
        const width = sameColumns && (own['colspan'] ?? 1) === cell.colspan ? (own['colwidth'] ?? null) : null;
        return [
          {
            type: source?.['type'] ?? (head ? 'tableHeader' : 'tableCell'),
            attrs: { colspan: cell.colspan, rowspan, colwidth: width, ...align },
            content: cell.paragraphs.map((paragraph): JsonObject => {
              const text = wordInline(paragraph.pieces, paragraph.begins[0] ?? null, origin);
              numbersTyped.push(...text.numbersTyped);
              return { type: 'paragraph', attrs: { origin: null }, content: text.content };
            }),
          },
        ];
      }),
    };
  });
  return { rows, numbersTyped };
}
