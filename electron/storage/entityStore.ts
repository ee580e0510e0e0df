import { AppError } from '../../shared/contract/errors.ts';
import { type Collection, type Collections, collections, emptyEntities } from '../../shared/model/project.ts';
import { sha256 } from './blobStore.ts';
import type { Connection } from './openDatabase.ts';

export type MutableEntities = { [C in Collection]: Map<string, Collections[C]> };

export interface EntityStore {
  /** @throws AppError 'project.damaged' */
  load(): MutableEntities;
  put(collection: Collection, id: string, value: unknown): void;
  clear(): void;
}

export function createEntityStore(connection: Connection): EntityStore {
  const all = connection.prepare<[], { collection: string; id: string; value: string; hash: Buffer }>(
    'SELECT collection, id, value, hash FROM entity',
  );
  const upsert = connection.prepare('INSERT OR REPLACE INTO entity (collection, id, value, hash) VALUES (?, ?, ?, ?)');
  const drop = connection.prepare('DELETE FROM entity WHERE collection = ? AND id = ?');
  const empty = connection.prepare('DELETE FROM entity');
  const hashOf = (collection: string, id: string, value: string): Buffer =>
    sha256(JSON.stringify([collection, id]), value);
  return {
    load() {
      const entities = emptyEntities();
      for (const row of all.all()) {
        const collection = collections.find((known) => known === row.collection);
        if (!collection || !hashOf(row.collection, row.id, row.value).equals(row.hash))
          throw new AppError('project.damaged', { part: 'entity', reason: 'hash' });
        (entities[collection] as Map<string, unknown>).set(row.id, JSON.parse(row.value));
      }
      return entities;
    },
    put(collection, id, value) {
      if (value === null) {
        drop.run(collection, id);
        return;
      }
      const text = JSON.stringify(value);
      upsert.run(collection, id, text, hashOf(collection, id, text));
    },
    clear: () => void empty.run(),
  };
}
