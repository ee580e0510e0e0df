import type { CellContent } from '../../shared/commands/types.ts';
import type { Connection } from './openDatabase.ts';
import { addOriginals, unpackOriginals } from './originalBlocks.ts';

/** Cells of one question with the answers they were imported with. */
export interface OriginalCells {
  readonly variableId: string;
  readonly rows: readonly number[];
  readonly values: readonly CellContent[];
}

/** The imported answer of every cell that was ever changed: first writer wins, so later edits do not overwrite it. */
export interface OriginalStore {
  remember(variableId: string, rows: readonly number[], contentOf: (row: number) => CellContent): void;
  /** @throws AppError 'project.damaged' */
  all(): OriginalCells[];
  replaceAll(originals: readonly OriginalCells[]): void;
}

export function createOriginalStore(connection: Connection): OriginalStore {
  const select = connection.prepare<[], { variable_id: string; chunk: number; count: number; data: Buffer }>(
    'SELECT variable_id, chunk, count, data FROM original_block ORDER BY variable_id, chunk',
  );
  const empty = connection.prepare('DELETE FROM original_block');
  const remember: OriginalStore['remember'] = (variableId, rows, contentOf) =>
    addOriginals(connection, variableId, rows, contentOf);
  return {
    remember,
    all: () =>
      select.all().map((block) => {
        const cells = unpackOriginals(block, block.chunk);
        return { variableId: block.variable_id, rows: [...cells.keys()], values: [...cells.values()] };
      }),
    replaceAll(originals) {
      empty.run();
      for (const { variableId, rows, values } of originals) {
        const contents = new Map(rows.map((row, i) => [row, values[i] ?? null]));
        remember(variableId, rows, (row) => contents.get(row) ?? null);
      }
    },
  };
}
