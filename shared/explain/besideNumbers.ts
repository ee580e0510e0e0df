import type { AnalysisResult, JsonObject, ResultTable } from '../analyses/types.ts';
import { formatIn } from '../format/formatCell.ts';
import type { Bilingual, Label } from '../model/text.ts';
import { type Ancestor, numbersOf } from './lineage.ts';
import { locateCell } from './locateCell.ts';
import { quantityNames } from './quantityNames.ts';
import type { NamedNumber } from './types.ts';

/** Numbers listed beside the one explained. */
const mostBeside = 12;

export const bilingual = (label: Label): Bilingual => (typeof label === 'string' ? { zh: label, en: label } : label);

/** An indicator's level in the tree goes by the same key as the confidence level, which lies between 0 and 1. */
export const isTreeLevel = (name: string, value: number): boolean => name === 'level' && Number.isInteger(value);

/** A cell of a table. */
interface Cell {
  readonly table: ResultTable;
  readonly row: number;
  readonly column: string;
}

/** The first cell that shows the number at a path; of whole numbers there are too many alike to look for one. */
function cellOf(result: AnalysisResult, tables: readonly ResultTable[], path: string, value: number): Cell | null {
  if (Number.isInteger(value)) return null;
  for (const table of tables)
    for (const [row, { cells }] of table.rows.entries())
      for (const { key: column } of table.columns)
        if (cells[column] === value && locateCell(result, table, row, column) === path) return { table, row, column };
  return null;
}

/** The other numbers of a row, under the names of their columns. */
const inRow = ({ table, row, column }: Cell): readonly NamedNumber[] =>
  table.columns.flatMap((one) => {
    const own = table.rows[row]!;
    const value = own.cells[one.key];
    return one.key === column || typeof value !== 'number'
      ? []
      : [{ name: bilingual(one.title), value, format: formatIn(own, one) }];
  });

/** The other numbers of a part of the result that have a name wherever they stand. */
const inPart = (object: JsonObject, own: string): readonly NamedNumber[] =>
  numbersOf(object).flatMap(([name, value]) => {
    const known = quantityNames[name];
    return name === own || !known || isTreeLevel(name, value)
      ? []
      : [{ name: known.name, value, format: known.format }];
  });

/**
 * Numbers of the result that stand beside one: in its row of a table, which names them as the reader knows them, then what else its part
 * of the result holds.
 *
 * @param cell  where it was asked for; null = by its path
 */
export function besideNumbers(
  result: AnalysisResult,
  tables: readonly ResultTable[],
  cell: Cell | null,
  number: {
    readonly path: string;
    readonly key: string;
    readonly value: number;
    readonly ancestors: readonly Ancestor[];
  } | null,
): readonly NamedNumber[] {
  const shown = cell ?? (number ? cellOf(result, tables, number.path, number.value) : null);
  const part = number?.ancestors[0]?.object;
  const row = shown ? inRow(shown) : [];
  const others = number && part ? inPart(part, number.key) : [];
  const told = new Set(row.map(({ value }) => value));
  return [...row, ...others.filter(({ value }) => !told.has(value))].slice(0, mostBeside);
}
