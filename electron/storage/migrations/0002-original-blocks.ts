import type Database from 'better-sqlite3';
import { addOriginals } from '../originalBlocks.ts';

/**
 * Imported answers of changed cells in blocks instead of a row each: reversing one question of 100,000 forms wrote 100,000 rows and
 * 4 MB. Blocks: originalBlocks.ts.
 */
export function moveOriginals(connection: Database.Database): void {
  connection.exec(
    'CREATE TABLE original_block (variable_id TEXT NOT NULL, chunk INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (variable_id, chunk)) STRICT, WITHOUT ROWID',
  );
  const ids = connection.prepare<[], { variable_id: string }>('SELECT DISTINCT variable_id FROM original').all();
  const cells = connection.prepare<[string], { row_index: number; value: string }>(
    'SELECT row_index, value FROM original WHERE variable_id = ? ORDER BY row_index',
  );
  for (const { variable_id: id } of ids) {
    const own = cells.all(id);
    const values = new Map(own.map((cell) => [cell.row_index, JSON.parse(cell.value) as number | string | null]));
    addOriginals(connection, id, [...values.keys()], (row) => values.get(row) ?? null);
  }
  connection.exec('DROP TABLE original');
}
