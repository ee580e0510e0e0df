import type { CellContent } from '../../../shared/commands/types.ts';
import type { Output } from '../../../shared/contract/methods.ts';

export type PackedColumn = Output<'data.columns'>['columns'][number];
export type ColumnValues = Int8Array | Int16Array | Int32Array | Float64Array;

/** A column as the window holds it: the smallest typed array that fits. Replaced, never changed in place, so that screens notice. */
export interface CachedColumn {
  readonly variableId: string;
  readonly kind: 'numeric' | 'text';
  /** One per form; blank = the type's smallest value, NaN in a Float64Array. Codes into the dictionary for texts. */
  readonly values: ColumnValues;
  readonly dictionary: readonly string[];
}

const limits = { int8: [-127, 127], int16: [-32_767, 32_767], int32: [-2_147_483_647, 2_147_483_647] } as const;

/** The value that stands for a blank in this array. */
export function blankOf(values: ColumnValues): number {
  if (values instanceof Int8Array) return -128;
  if (values instanceof Int16Array) return -32_768;
  return values instanceof Int32Array ? -2_147_483_648 : Number.NaN;
}

const isBlank = (values: ColumnValues, value: number): boolean =>
  values instanceof Float64Array ? Number.isNaN(value) : value === blankOf(values);

/** Base64 of little-endian values -> typed array. The machines this runs on are little-endian. */
export function unpackColumn(packed: PackedColumn): CachedColumn {
  const letters = atob(packed.data);
  // A loop: mapping letter by letter takes ten times as long, and a sheet opens with sixty columns of a hundred thousand answers.
  const bytes = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place++) bytes[place] = letters.charCodeAt(place);
  const arrays = { int8: Int8Array, int16: Int16Array, int32: Int32Array, float64: Float64Array } as const;
  const values = new arrays[packed.encoding](bytes.buffer);
  return { variableId: packed.variableId, kind: packed.kind, values, dictionary: packed.dictionary };
}

/** The content of a form's cell; null when blank or beyond the last form held. */
export function contentAt(column: CachedColumn, row: number): CellContent {
  const value = column.values[row];
  if (value === undefined || isBlank(column.values, value)) return null;
  return column.kind === 'text' ? (column.dictionary[value] ?? null) : value;
}

/** The smallest array type that can hold every value given. */
function typeFor(current: ColumnValues, added: readonly number[]): keyof typeof limits | 'float64' {
  if (current instanceof Float64Array) return 'float64';
  const order = ['int8', 'int16', 'int32'] as const;
  const start = current instanceof Int8Array ? 0 : current instanceof Int16Array ? 1 : 2;
  for (const type of order.slice(start)) {
    const [low, high] = limits[type];
    if (added.every((value) => Number.isInteger(value) && !Object.is(value, -0) && value >= low && value <= high))
      return type;
  }
  return 'float64';
}

function withRoom(current: ColumnValues, type: keyof typeof limits | 'float64', length: number): ColumnValues {
  const arrays = { int8: Int8Array, int16: Int16Array, int32: Int32Array, float64: Float64Array } as const;
  const next = new arrays[type](length).fill(
    type === 'float64' ? Number.NaN : type === 'int8' ? -128 : type === 'int16' ? -32_768 : -2_147_483_648,
  );
  const same = next.constructor === current.constructor;
  const kept = Math.min(length, current.length);
  if (same) next.set(current.subarray(0, kept));
  else for (let row = 0; row < kept; row++) if (!isBlank(current, current[row]!)) next[row] = current[row]!;
  return next;
}

/** The column with some cells set, widened where a value does not fit. rows and values run in parallel. */
export function setCells(column: CachedColumn, rows: readonly number[], values: readonly CellContent[]): CachedColumn {
  const dictionary = [...column.dictionary];
  const positions = new Map(dictionary.map((text, index) => [text, index]));
  const numbers = values.map((value): number | null => {
    if (value === null) return null;
    if (column.kind === 'numeric') return typeof value === 'number' ? value : null;
    const text = String(value);
    const known = positions.get(text);
    if (known !== undefined) return known;
    positions.set(text, dictionary.length);
    return dictionary.push(text) - 1;
  });
  const given = numbers.filter((value) => value !== null);
  const length = rows.reduce((longest, row) => Math.max(longest, row + 1), column.values.length);
  const next = withRoom(column.values, typeFor(column.values, given), length);
  const blank = blankOf(next);
  rows.forEach((row, index) => {
    next[row] = numbers[index] ?? blank;
  });
  return { ...column, values: next, dictionary: column.kind === 'text' ? dictionary : column.dictionary };
}

/** The column cut or filled up with blanks to a number of forms. */
export function withRows(column: CachedColumn, rowCount: number): CachedColumn {
  if (column.values.length === rowCount) return column;
  return { ...column, values: withRoom(column.values, typeFor(column.values, []), rowCount) };
}
