import type { AnalysisResult, CellValue, ResultTable } from '../../analyses/types.ts';
import type { Bilingual } from '../../model/text.ts';
import { hiddenMark, isSmall, type ReportGuard, smallGroupNote } from './reportGuard.ts';
import { maskPersonal } from './maskPersonal.ts';
import { withheldOf } from './withheld.ts';

/** A table as a report may show it: without numbers about too few people, and without what would tell who gave an answer. */
export function protectTable(result: AnalysisResult, table: ResultTable, guard: ReportGuard): ResultTable {
  const { smallest } = guard;
  const masked: ResultTable = guard.masks
    ? {
        ...table,
        rows: table.rows.map((row) => ({
          ...row,
          cells: Object.fromEntries(
            Object.entries(row.cells).map(([key, value]): [string, CellValue] => [
              key,
              typeof value === 'string' ? maskPersonal(value) : value,
            ]),
          ),
        })),
      }
    : table;
  const { names, cells: allCells } = withheldOf(result, smallest);
  const hidden = allCells.get(table.id);
  const tells = ({ zh, en }: Bilingual): boolean => [...names].some((name) => zh.includes(name) || en.includes(name));
  const told = names.size === 0 ? masked.notes : masked.notes.filter((one) => !tells(one));
  if (!hidden || hidden.size === 0) return told === masked.notes ? masked : { ...masked, notes: told };
  return {
    ...masked,
    rows: masked.rows.map((row, place) => {
      const keys = hidden.get(place);
      if (!keys) return row;
      const cells = { ...row.cells };
      for (const key of keys) {
        const value = cells[key];
        if (value === undefined || value === null) continue;
        // How many there are may be said by the cell itself, as in a row of bases.
        const base = table.columnBases?.[key];
        const counts = key === 'n' || (base !== undefined && value === base && row.format === 'integer');
        cells[key] = counts && isSmall(Number(value), smallest) ? `<${smallest}` : hiddenMark;
      }
      return { ...row, cells };
    }),
    notes: [...told, smallGroupNote(smallest)],
  };
}
