import { cellAddress, cellKind } from './rawCells.ts';
import type { RawColumn, RawSheet, ReadNotice } from './rawCells.ts';
import { savDateToMs, savDurationToDays, savTimeKind } from './savDates.ts';
import type { SavFile, SavVariable } from './savFile.ts';

/** Texts of all columns, each once. */
class TextIndex {
  readonly texts: string[] = [];
  readonly #known = new Map<string, number>();

  of(text: string): number {
    let index = this.#known.get(text);
    if (index === undefined) {
      index = this.texts.length;
      this.texts.push(text);
      this.#known.set(text, index);
    }
    return index;
  }
}

function fillNumbers(
  variable: SavVariable,
  source: Float64Array,
  kinds: Uint8Array,
  values: Float64Array,
  outOfRange: (row: number, value: number) => void,
): void {
  const kind = savTimeKind(variable.print);
  for (let row = 0; row < source.length; row++) {
    const value = source[row]!;
    if (Number.isNaN(value)) continue;
    kinds[row + 1] = cellKind.number;
    if (kind === 'date') {
      const ms = savDateToMs(value);
      if (ms === null) outOfRange(row, value);
      else kinds[row + 1] = cellKind.date;
      values[row + 1] = ms ?? value;
    } else values[row + 1] = kind === 'duration' ? savDurationToDays(value) : value;
  }
}

/**
 * The data of a .sav file as a raw sheet: row 0 the variable names, below it one row per case. Dates and moments are date cells, times
 * and durations fractions of a day; user-missing codes stay as they are; empty texts and system-missing numbers are empty cells.
 * @returns the sheet, and a notice for each of the first date cells that hold no date SPSS can mean (the number is kept)
 */
export function sheetFromSav(
  file: SavFile,
  name: string,
): { readonly sheet: RawSheet; readonly notices: readonly ReadNotice[] } {
  const index = new TextIndex();
  const notices: ReadNotice[] = [];
  const rowCount = file.rowCount + 1;
  const columns = file.variables.map((variable, column): RawColumn => {
    const kinds = new Uint8Array(rowCount);
    const values = new Float64Array(rowCount).fill(Number.NaN);
    kinds[0] = cellKind.text;
    values[0] = index.of(variable.name);
    const source = file.columns[column]!;
    if (source instanceof Float64Array) {
      let bad = 0;
      fillNumbers(variable, source, kinds, values, (row, value) => {
        if (bad++ < 5)
          notices.push({
            code: 'read.dateOutOfRange',
            sheet: name,
            cell: cellAddress(row + 1, column),
            details: { value },
          });
      });
    } else {
      for (let row = 0; row < source.length; row++) {
        if (source[row] === '') continue;
        kinds[row + 1] = cellKind.text;
        values[row + 1] = index.of(source[row]!);
      }
    }
    const clock = savTimeKind(variable.print) === 'duration';
    return { kinds, values, formula: null, ...(clock ? { clock: true as const } : {}) };
  });
  return {
    sheet: {
      name,
      hidden: false,
      rowCount,
      columnCount: columns.length,
      texts: index.texts,
      columns,
      merges: [],
      hiddenRows: 0,
      hiddenColumns: [],
    },
    notices,
  };
}
