/** What stands in the cells of an entry: a line per indicator, a column per person; texts as typed. */
export type EntryTable = readonly (readonly string[])[];

/** The text in a cell, "" where nothing was typed yet. */
export const cellAt = (table: EntryTable, row: number, column: number): string => table[row]?.[column] ?? '';

/** The table with one cell changed; lines grow as far as needed. */
export function withCell(table: EntryTable, rows: number, row: number, column: number, text: string): EntryTable {
  return Array.from({ length: rows }, (_, line) => {
    const own = table[line] ?? [];
    if (line !== row) return own;
    return Array.from({ length: Math.max(own.length, column + 1) }, (__, place) =>
      place === column ? text : (own[place] ?? ''),
    );
  });
}

/** Columns up to the last one with anything in it. */
export const usedColumns = (table: EntryTable): number =>
  Math.max(0, ...table.map((line) => line.findLastIndex((text) => text.trim() !== '') + 1));

/**
 * A block of a spreadsheet put into the table. Lines that begin with the name of an indicator go to its line, whatever their order, and
 * their numbers to the columns from the given one; lines without names follow one another from the given cell. Lines of other names
 * (a head, a sum) are left out.
 */
export function withPasted(
  table: EntryTable,
  names: readonly string[],
  row: number,
  column: number,
  text: string,
): EntryTable {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(/\t|[,，;；]/).map((cell) => cell.trim()));
  const named = lines.some((cells) => names.includes(cells[0] ?? ''));
  let next = table;
  lines.forEach((cells, place) => {
    const line = named ? names.indexOf(cells[0] ?? '') : row + place;
    if (line < 0 || line >= names.length) return;
    (named ? cells.slice(1) : cells).forEach((cell, index) => {
      next = withCell(next, names.length, line, column + index, cell);
    });
  });
  return next;
}
