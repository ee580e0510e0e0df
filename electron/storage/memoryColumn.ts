import type { CellContent } from '../../shared/commands/types.ts';
import type { Column } from '../../shared/model/dataset.ts';
import type { ValueType } from '../../shared/model/variable.ts';

/**
 * A column in shared memory, as compute workers see it. Never changed in place: an edit makes a new one, so a computation that
 * runs meanwhile keeps reading the state it started from.
 */
export type MemoryColumn =
  | { readonly kind: 'numeric'; readonly values: Float64Array<SharedArrayBuffer> }
  | { readonly kind: 'text'; readonly codes: Int32Array<SharedArrayBuffer>; readonly dictionary: readonly string[] };

export const sharedFloats = (length: number): Float64Array<SharedArrayBuffer> =>
  new Float64Array(new SharedArrayBuffer(length * 8));
export const sharedInts = (length: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(length * 4));

export function blankColumn(type: ValueType, rows: number): MemoryColumn {
  return type === 'text'
    ? { kind: 'text', codes: sharedInts(rows).fill(-1), dictionary: [] }
    : { kind: 'numeric', values: sharedFloats(rows).fill(Number.NaN) };
}

/** A copy in shared memory. */
export function toShared(column: Column): MemoryColumn {
  if (column.kind === 'text') {
    const codes = sharedInts(column.codes.length);
    codes.set(column.codes);
    return { kind: 'text', codes, dictionary: column.dictionary };
  }
  const values = sharedFloats(column.values.length);
  values.set(column.values);
  return { kind: 'numeric', values };
}

export const lengthOf = (column: Column): number =>
  column.kind === 'text' ? column.codes.length : column.values.length;

/** The same column with another number of rows; new rows are blank. */
export function resized(column: MemoryColumn, rows: number): MemoryColumn {
  const kept = Math.min(rows, lengthOf(column));
  if (column.kind === 'text') {
    const codes = sharedInts(rows).fill(-1);
    codes.set(column.codes.subarray(0, kept));
    return { ...column, codes };
  }
  const values = sharedFloats(rows).fill(Number.NaN);
  values.set(column.values.subarray(0, kept));
  return { kind: 'numeric', values };
}

export function cellOf(column: Column, row: number): CellContent {
  if (column.kind === 'text') {
    const code = column.codes[row];
    return code === undefined || code < 0 ? null : (column.dictionary[code] ?? null);
  }
  const value = column.values[row];
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The column with some cells changed. Texts not seen before join the dictionary at its end. @throws Error when a value has the wrong kind */
export function withCells(
  column: MemoryColumn,
  rows: readonly number[],
  contents: readonly CellContent[],
): MemoryColumn {
  const copy = resized(column, lengthOf(column));
  if (copy.kind === 'numeric') {
    rows.forEach((row, i) => {
      const content = contents[i] ?? null;
      if (typeof content === 'string' || row >= copy.values.length) throw new Error('cell does not fit its column');
      copy.values[row] = content ?? Number.NaN;
    });
    return copy;
  }
  const wanted = new Set(contents.filter((content): content is string => typeof content === 'string'));
  const codes = new Map<string, number>();
  copy.dictionary.forEach((text, code) => {
    if (wanted.has(text)) codes.set(text, code);
  });
  const dictionary = [...copy.dictionary];
  rows.forEach((row, i) => {
    const content = contents[i] ?? null;
    if (typeof content === 'number' || row >= copy.codes.length) throw new Error('cell does not fit its column');
    if (content === null) {
      copy.codes[row] = -1;
      return;
    }
    let code = codes.get(content);
    if (code === undefined) {
      code = dictionary.push(content) - 1;
      codes.set(content, code);
    }
    copy.codes[row] = code;
  });
  return { ...copy, dictionary: dictionary.length === copy.dictionary.length ? copy.dictionary : dictionary };
}

/** Rows [from, to) as numbers, NaN = blank: values, or codes of texts. */
export function numbersOf(column: Column, from: number, to: number): Float64Array {
  if (column.kind === 'numeric') return column.values.slice(from, to);
  const part = new Float64Array(to - from);
  for (let i = 0; i < part.length; i++) {
    const code = column.codes[from + i]!;
    part[i] = code < 0 ? Number.NaN : code;
  }
  return part;
}
