import type { OracleCase } from '../oracle.ts';

export interface PsppTable {
  readonly title: string;
  readonly rows: readonly (readonly (string | number)[])[];
}

export function psppTables(oracleCase: OracleCase): readonly PsppTable[] {
  return oracleCase.expected.tables as readonly PsppTable[];
}

/** The numbers of PSPP's tables under "row label/column heading"; a blank label repeats the one above it. */
export function psppCells(table: PsppTable, labelColumns: number): Readonly<Record<string, number>> {
  const cells: Record<string, number> = {};
  const [heading = [], ...rows] = table.rows;
  let above = '';
  for (const row of rows) {
    const first = String(row[0] ?? '');
    if (first !== '') above = first;
    const label = [above, ...row.slice(1, labelColumns).map(String)].filter((part) => part !== '').join(' ');
    row.forEach((cell, column) => {
      if (column >= labelColumns && typeof cell === 'number') cells[`${label}/${heading[column]}`] = cell;
    });
  }
  return cells;
}
