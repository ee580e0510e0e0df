import { createHash } from 'node:crypto';
import { collections, type Entities } from '../../shared/model/project.ts';
import { cellOf, type MemoryColumn } from './memoryColumn.ts';

/** SHA-256 over everything a user can see: entities and answers, however they are stored. */
export function contentHash(entities: Entities, columns: ReadonlyMap<string, MemoryColumn>, rowCount: number): string {
  const hash = createHash('sha256').update(String(rowCount));
  for (const collection of collections) {
    const map = entities[collection] as ReadonlyMap<string, unknown>;
    for (const id of [...map.keys()].toSorted()) hash.update(JSON.stringify([collection, id, map.get(id)]));
  }
  for (const id of [...entities.variable.keys()].toSorted()) {
    const column = columns.get(id)!;
    hash.update(JSON.stringify([id, column.kind]));
    for (let row = 0; row < rowCount; row++) hash.update(`${JSON.stringify(cellOf(column, row))},`);
  }
  return hash.digest('hex');
}
