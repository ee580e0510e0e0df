import type { CellContent } from '../../shared/commands/types.ts';
import type { Connection } from './openDatabase.ts';

/** The imported answer of every cell that was ever changed: first writer wins, so later edits do not overwrite it. */
export interface OriginalStore {
  remember(variableId: string, row: number, value: CellContent): void;
  all(): (readonly [string, number, CellContent])[];
  replaceAll(originals: readonly (readonly [string, number, CellContent])[]): void;
}

export function createOriginalStore(connection: Connection): OriginalStore {
  const insert = connection.prepare('INSERT OR IGNORE INTO original (variable_id, row_index, value) VALUES (?, ?, ?)');
  const select = connection.prepare<[], { variable_id: string; row_index: number; value: string }>(
    'SELECT variable_id, row_index, value FROM original ORDER BY variable_id, row_index',
  );
  const empty = connection.prepare('DELETE FROM original');
  const remember = (variableId: string, row: number, value: CellContent): void =>
    void insert.run(variableId, row, JSON.stringify(value));
  return {
    remember,
    all: () =>
      select.all().map((row) => [row.variable_id, row.row_index, JSON.parse(row.value) as CellContent] as const),
    replaceAll(originals) {
      empty.run();
      for (const [variableId, row, value] of originals) remember(variableId, row, value);
    },
  };
}
