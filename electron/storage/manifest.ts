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
