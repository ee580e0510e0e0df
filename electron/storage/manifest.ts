import { createHash } from 'node:crypto';
import type { Connection } from './openDatabase.ts';

/** Every table but blob, whose rows carry their own hashes. Files of version 1 held each original in a row. */
const queriesOf = (version: number): readonly string[] => [
  "SELECT * FROM meta WHERE key <> 'manifest' ORDER BY key",
  'SELECT collection, id, hash FROM entity ORDER BY collection, id',
  'SELECT * FROM column_chunk ORDER BY variable_id, chunk',
  'SELECT * FROM dictionary_chunk ORDER BY variable_id, chunk',
  'SELECT * FROM raw_sheet ORDER BY import_id',
  'SELECT * FROM raw_chunk ORDER BY import_id, column_index, chunk',
  'SELECT * FROM raw_text_chunk ORDER BY import_id, chunk',
  version === 1
    ? 'SELECT * FROM original ORDER BY variable_id, row_index'
    : 'SELECT * FROM original_block ORDER BY variable_id, chunk',
  'SELECT sequence, undone, hash FROM journal ORDER BY sequence',
  'SELECT * FROM version ORDER BY version_id',
  'SELECT * FROM version_blob ORDER BY version_id, hash',
];

/**
 * What SQLite keeps outside our tables and our numbers depend on: the format's version and where the journal counts on from. As text, so
 * that the manifest covers it.
 */
function outsideOf(connection: Connection): string {
  const version = connection.pragma('user_version', { simple: true }) as number;
  const last = connection.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'journal'").pluck().get();
  return JSON.stringify({ version, lastSequence: last ?? 0 });
}

/** Seals a database that nobody writes to any more. */
export function seal(connection: Connection): void {
  const put = connection.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  connection.transaction(() => {
    put.run('sealedAs', outsideOf(connection));
    put.run('manifest', manifestOf(connection));
  })();
}

/** Whether everything stands as it was sealed. Files sealed by older programs have no 'sealedAs'. */
export function isSealed(connection: Connection): boolean {
  const value = connection.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  if (value.get('manifest') !== manifestOf(connection)) return false;
  const outside = value.get('sealedAs');
  return outside === undefined || outside === outsideOf(connection);
}

/** SHA-256 over the small tables: with the hashes of blobs, entities and journal rows it covers every byte of meaning in a saved file. */
export function manifestOf(connection: Connection): string {
  const hash = createHash('sha256');
  for (const query of queriesOf(connection.pragma('user_version', { simple: true }) as number)) {
    for (const row of connection.prepare<[], unknown[]>(query).raw().iterate()) {
      hash.update(JSON.stringify(row.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value))));
    }
    hash.update(';');
  }
  return hash.digest('hex');
}
