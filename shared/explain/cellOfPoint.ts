import type { CellValue, ResultTable } from '../analyses/types.ts';
import type { Label } from '../model/text.ts';
import type { NumberTarget } from './types.ts';

/** A point of a figure: its numbers, what it is measured by first, and what it and its trace are called. */
export interface FigurePoint {
  readonly values: readonly number[];
  readonly names: readonly string[];
}

/** Figures draw shares of 1 as percentages here and there. */
const scales = [1, 100, 0.01];
const isShown = (value: number, cell: number): boolean =>
  scales.some((scale) => Math.abs(value - scale * cell) <= 1e-9 * Math.max(Math.abs(value), 1e-3));

/** A name without the count of forms behind it: 北店 (235). */
const withoutCount = (name: string): string => name.replace(/\s*[(（][\d,]+[)）]$/, '');

const textsOf = (value: CellValue | Label | undefined): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? [value.zh, value.en] : [];

/**
 * The cell that shows the number of a point: of those with the very number the one whose row and column are called as the point is. null
 * where there is none, or where it cannot be told which it is.
 */
export function cellOfPoint(tables: readonly ResultTable[], { values, names }: FigurePoint): NumberTarget | null {
  const called = new Set(names.flatMap((name) => [name, withoutCount(name)]));
  const isCalled = (value: CellValue | Label | undefined): boolean => textsOf(value).some((text) => called.has(text));
  for (const value of values) {
    let best: { readonly target: NumberTarget; readonly score: number } | null = null;
    let alike = 0;
    for (const table of tables)
      for (const [row, { cells }] of table.rows.entries()) {
        const [first, ...columns] = table.columns;
        const named = first !== undefined && isCalled(cells[first.key]);
        for (const { key, title } of columns) {
          const cell = cells[key];
          if (typeof cell !== 'number' || !isShown(value, cell)) continue;
          const score = (named ? 2 : 0) + (isCalled(title) ? 1 : 0);
          if (best && score < best.score) continue;
          alike = best && score === best.score ? alike + 1 : 1;
          if (!best || score > best.score) best = { target: { tableId: table.id, row, column: key }, score };
        }
      }
    // The same number of the same row twice is the same; without a name a number must be the only one like it.
    if (best && (best.score >= 2 || (alike === 1 && !Number.isInteger(value)))) return best.target;
  }
  return null;
}
