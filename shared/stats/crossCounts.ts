import { InputError } from '../model/errors.ts';

/** Sums of weights per cell, [row][column], and the number of forms behind them. */
export interface CrossCounts {
  readonly counts: readonly (readonly number[])[];
  readonly forms: number;
}

/**
 * Counts two categorical questions against each other in one pass.
 *
 * @param rowCodes, columnCodes  category of each form, -1 = missing: such forms are left out
 * @param weights  positive, or null = all 1
 * @throws InputError 'stats.shape', 'stats.category'
 */
export function crossCounts(
  rowCodes: Int32Array,
  columnCodes: Int32Array,
  rows: number,
  columns: number,
  weights: Float64Array | null = null,
): CrossCounts {
  if (columnCodes.length !== rowCodes.length || (weights && weights.length !== rowCodes.length))
    throw new InputError('stats.shape', { rows: rowCodes.length, columns: columnCodes.length });
  const sums = new Float64Array(rows * columns);
  let forms = 0;
  for (let i = 0; i < rowCodes.length; i++) {
    const row = rowCodes[i]!;
    const column = columnCodes[i]!;
    if (row < 0 || column < 0) continue;
    if (row >= rows || column >= columns) throw new InputError('stats.category', { row: i, code: row });
    sums[row * columns + column]! += weights ? weights[i]! : 1;
    forms++;
  }
  return {
    counts: Array.from({ length: rows }, (_, row) => [...sums.subarray(row * columns, (row + 1) * columns)]),
    forms,
  };
}
