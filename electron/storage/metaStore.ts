import { AppError } from '../../shared/contract/errors.ts';
import type { Connection } from './openDatabase.ts';

/**
 * revision: number of the current state. writes: counts every commit, so that the saved file can be told from a newer working copy.
 * manifest: hash over the small tables, sealedAs: what SQLite keeps outside them; both are of published files (manifest.ts).
 */
export type MetaKey = 'revision' | 'rowCount' | 'writes' | 'manifest' | 'sealedAs' | 'createdAt';

export interface MetaStore {
  number(key: MetaKey): number;
  text(key: MetaKey): string | null;
  set(key: MetaKey, value: string | number): void;
  remove(key: MetaKey): void;
}

export function createMetaStore(connection: Connection): MetaStore {
  const select = connection.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const put = connection.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  const drop = connection.prepare('DELETE FROM meta WHERE key = ?');
  const text = (key: MetaKey): string | null => select.get(key)?.value ?? null;
  return {
    text,
    number(key) {
      const value = Number(text(key) ?? '0');
      if (!Number.isSafeInteger(value) || value < 0)
        throw new AppError('project.damaged', { part: 'meta', reason: key });
      return value;
    },
    set: (key, value) => void put.run(key, String(value)),
    remove: (key) => void drop.run(key),
  };
}
