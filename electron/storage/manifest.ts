import { createHash } from 'node:crypto';
import type { Connection } from './openDatabase.ts';

/** Every table but blob, whose rows carry their own hashes. */
const queries = [
  "SELECT * FROM meta WHERE key <> 'manifest' ORDER BY key",
  'SELECT collection, id, hash FROM entity ORDER BY collection, id',
  'SELECT * FROM column_chunk ORDER BY variable_id, chunk',
  'SELECT * FROM dictionary_chunk ORDER BY variable_id, chunk',
  'SELECT * FROM raw_sheet ORDER BY import_id',
  'SELECT * FROM raw_chunk ORDER BY import_id, column_index, chunk',
  'SELECT * FROM raw_text_chunk ORDER BY import_id, chunk',
  'SELECT * FROM original ORDER BY variable_id, row_index',
  'SELECT sequence, undone, hash FROM journal ORDER BY sequence',
  'SELECT * FROM version ORDER BY version_id',
  'SELECT * FROM version_blob ORDER BY version_id, hash',
];

/** SHA-256 over the small tables: with the hashes of blobs, entities and journal rows it covers every byte of meaning in a saved file. */
export function manifestOf(connection: Connection): string {
  const hash = createHash('sha256');
  for (const query of queries) {
    for (const row of connection.prepare<[], unknown[]>(query).raw().iterate()) {
      hash.update(JSON.stringify(row.map((value) => (Buffer.isBuffer(value) ? value.toString('hex') : value))));
    }
    hash.update(';');
  }
  return hash.digest('hex');
}
