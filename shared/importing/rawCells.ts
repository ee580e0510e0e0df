import type { SavDictionary } from './savFile.ts';
import type { TextFileFacts } from './textFile.ts';

/** Kinds of raw cells, stored as bytes. A raw cell is what the file says, before any decision of the plan. */
export const cellKind = { empty: 0, number: 1, text: 2, boolean: 3, date: 4, error: 5 } as const;
export type CellKind = (typeof cellKind)[keyof typeof cellKind];

/** 0-based, inclusive. */
export interface CellRange {
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

/**
 * One column of a raw sheet. values[r]: the number; a date as milliseconds since 1970-01-01 UTC (a pure time of day as a fraction of
 * a day stays a number); 0/1 for booleans; for text and error the index into the sheet's texts. Empty: NaN.
 * formula[r] = 1 where the value is a formula's cached result; null when the column has none.
 */
export interface RawColumn {
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  readonly formula: Uint8Array | null;
  /** Present when most of the column's numbers are shown as percentages: 0.85 stands for 85 %. */
  readonly percent?: true;
  /** Present when most of the column's numbers are shown as times of day or lengths of time: 0.5 stands for 12:00:00. */
  readonly clock?: true;
  /** Present when most of the column's numbers are shown by this mask of digits (digitMask.ts): 1234 as 001234 by '000000'. */
  readonly mask?: string;
}

/** Something the reader noticed and went on: listed to the user. cell is like "B7", '' for the whole sheet. */
export interface ReadNotice {
  readonly code: string;
  readonly sheet: string;
  readonly cell: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** A sheet as read, column by column. Rows and columns are 0-based from A1; rowCount and columnCount cover cells with values only. */
export interface RawSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly texts: readonly string[];
  readonly columns: readonly RawColumn[];
  readonly merges: readonly CellRange[];
  readonly hiddenRows: number;
  readonly hiddenColumns: readonly number[];
}

export interface RawWorkbook {
  readonly fileName: string;
  readonly format: 'xlsx' | 'csv' | 'sav';
  readonly sheets: readonly RawSheet[];
  readonly notices: readonly ReadNotice[];
  /** What a .sav file declares of its variables, in the order of the columns of its one sheet. */
  readonly dictionary?: SavDictionary;
  /** How a text table was read. */
  readonly text?: TextFileFacts;
}

/** "B7" of 0-based row 6, column 1. */
export function cellAddress(row: number, column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}
