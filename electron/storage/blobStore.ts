import { createHash } from 'node:crypto';
import { AppError } from '../../shared/contract/errors.ts';
import type { Connection } from './openDatabase.ts';

export const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** The hash of every blob that something of the project refers to. */
const usedBlobs = `SELECT hash FROM column_chunk UNION SELECT hash FROM dictionary_chunk UNION SELECT hash FROM version_blob
  UNION SELECT contents FROM version UNION SELECT form_rows FROM raw_sheet UNION SELECT hash FROM raw_text_chunk
  UNION SELECT kinds FROM raw_chunk UNION SELECT cell_values FROM raw_chunk UNION SELECT formula FROM raw_chunk WHERE formula IS NOT NULL`;

/** A blob that is referred to and not there. */
export const lostBlobs = `${usedBlobs} EXCEPT SELECT hash FROM blob LIMIT 1`;

export interface BlobStore {
  /** Stores bytes once under their hash. */
  put(data: Uint8Array): Buffer;
  /** @throws AppError 'project.damaged' when the bytes are missing or not what their hash says */
  get(hash: Uint8Array): Buffer;
  /** Removes what no chunk, raw sheet or version uses. */
  collectGarbage(): void;
}

/** Bytes by their own hash: equal contents are stored once, and damage shows on reading. */
export function createBlobStore(connection: Connection): BlobStore {
  const insert = connection.prepare('INSERT OR IGNORE INTO blob (hash, data) VALUES (?, ?)');
  const select = connection.prepare<[Uint8Array], { data: Buffer }>('SELECT data FROM blob WHERE hash = ?');
  const sweep = connection.prepare(`DELETE FROM blob WHERE hash NOT IN (${usedBlobs})`);
  return {
    put(data) {
      const hash = sha256(data);
      insert.run(hash, data);
      return hash;
    },
    get(hash) {
      const row = select.get(hash);
      if (!row) throw new AppError('project.damaged', { part: 'blob', reason: 'missing' });
      if (!sha256(row.data).equals(hash)) throw new AppError('project.damaged', { part: 'blob', reason: 'hash' });
      return row.data;
    },
    collectGarbage: () => void sweep.run(),
  };
}
