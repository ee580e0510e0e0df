import { AppError } from '../../shared/contract/errors.ts';
import type { BlobStore } from './blobStore.ts';
import { chunkCount, chunkRows, decodeChunk, encodeChunk } from './columnChunks.ts';
import { lengthOf, type MemoryColumn, numbersOf, sharedFloats, sharedInts } from './memoryColumn.ts';
import type { Connection } from './openDatabase.ts';
import { chunkTexts, getTextChunk, putTexts } from './textChunks.ts';

export interface ChunkRow {
  readonly chunk: number;
  readonly encoding: string;
  readonly count: number;
  readonly hash: Buffer;
}

export interface DictionaryRow {
  readonly chunk: number;
  readonly count: number;
  readonly hash: Buffer;
}

/** Where a column's bytes are; kept in versions, too. */
export interface StoredColumn {
  readonly chunks: readonly ChunkRow[];
  /** null: numbers. */
  readonly dictionary: readonly DictionaryRow[] | null;
}

export interface ColumnStore {
  /** Every question with stored answers, removed ones included. */
  ids(): string[];
  /** By what is stored: texts have a dictionary. */
  kindOf(variableId: string): MemoryColumn['kind'];
  load(variableId: string, kind: MemoryColumn['kind'], rows: number): MemoryColumn | null;
  /** Writes what differs: the touched chunks (null = all), and texts added since before. */
  write(
    variableId: string,
    column: MemoryColumn,
    before: MemoryColumn | null,
    touched: ReadonlySet<number> | null,
  ): void;
  remove(variableId: string): void;
  stored(variableId: string, kind: MemoryColumn['kind']): StoredColumn;
  restore(variableId: string, column: StoredColumn): void;
}

export function createColumnStore(connection: Connection, blobs: BlobStore): ColumnStore {
  const selectChunks = connection.prepare<[string], ChunkRow>(
    'SELECT chunk, encoding, count, hash FROM column_chunk WHERE variable_id = ? ORDER BY chunk',
  );
  const putChunk = connection.prepare(
    'INSERT OR REPLACE INTO column_chunk (variable_id, chunk, encoding, count, hash) VALUES (?, ?, ?, ?, ?)',
  );
  const dropChunks = connection.prepare('DELETE FROM column_chunk WHERE variable_id = ? AND chunk >= ?');
  const selectTexts = connection.prepare<[string], DictionaryRow>(
    'SELECT chunk, count, hash FROM dictionary_chunk WHERE variable_id = ? ORDER BY chunk',
  );
  const putText = connection.prepare(
    'INSERT OR REPLACE INTO dictionary_chunk (variable_id, chunk, count, hash) VALUES (?, ?, ?, ?)',
  );
  const dropTexts = connection.prepare('DELETE FROM dictionary_chunk WHERE variable_id = ?');

  function loadNumbers(chunks: readonly ChunkRow[], rows: number): Float64Array<SharedArrayBuffer> {
    const values = sharedFloats(rows).fill(Number.NaN);
    let offset = 0;
    chunks.forEach((chunk, index) => {
      if (chunk.chunk !== index) throw new AppError('project.damaged', { part: 'chunk', reason: 'order' });
      decodeChunk({ encoding: chunk.encoding, count: chunk.count, data: blobs.get(chunk.hash) }, values, offset);
      offset += chunk.count;
    });
    if (offset !== rows) throw new AppError('project.damaged', { part: 'chunk', reason: 'rows' });
    return values;
  }

  const selectIds = connection.prepare<[], { variable_id: string }>('SELECT DISTINCT variable_id FROM column_chunk');
  return {
    ids: () => selectIds.all().map((row) => row.variable_id),
    kindOf: (variableId) => (selectTexts.get(variableId) ? 'text' : 'numeric'),
    load(variableId, kind, rows) {
      const chunks = selectChunks.all(variableId);
      const texts = selectTexts.all(variableId);
      if (chunks.length === 0 && rows > 0) return null;
      const values = loadNumbers(chunks, rows);
      if (kind === 'numeric') return { kind, values };
      const dictionary = texts.flatMap((chunk) => getTextChunk(blobs, chunk));
      const codes = sharedInts(rows);
      for (let i = 0; i < rows; i++) {
        const value = values[i]!;
        if (value >= dictionary.length || value < 0)
          throw new AppError('project.damaged', { part: 'chunk', reason: 'code' });
        codes[i] = Number.isNaN(value) ? -1 : value;
      }
      return { kind, codes, dictionary };
    },
    write(variableId, column, before, touched) {
      const rows = lengthOf(column);
      for (const chunk of touched ?? Array.from({ length: chunkCount(rows) }, (_, index) => index)) {
        const encoded = encodeChunk(numbersOf(column, chunk * chunkRows, Math.min(rows, (chunk + 1) * chunkRows)));
        putChunk.run(variableId, chunk, encoded.encoding, encoded.count, blobs.put(encoded.data));
      }
      dropChunks.run(variableId, chunkCount(rows));
      if (column.kind !== 'text') {
        dropTexts.run(variableId);
        return;
      }
      const known = touched !== null && before?.kind === 'text' ? before.dictionary.length : 0;
      if (known === 0) dropTexts.run(variableId);
      if (column.dictionary.length === known) return;
      for (const chunk of putTexts(blobs, column.dictionary, Math.floor(known / chunkTexts) * chunkTexts))
        putText.run(variableId, chunk.chunk, chunk.count, chunk.hash);
    },
    remove(variableId) {
      dropChunks.run(variableId, 0);
      dropTexts.run(variableId);
    },
    stored: (variableId, kind) => ({
      chunks: selectChunks.all(variableId),
      dictionary: kind === 'text' ? selectTexts.all(variableId) : null,
    }),
    restore(variableId, column) {
      dropChunks.run(variableId, 0);
      dropTexts.run(variableId);
      for (const chunk of column.chunks) putChunk.run(variableId, chunk.chunk, chunk.encoding, chunk.count, chunk.hash);
      for (const chunk of column.dictionary ?? []) putText.run(variableId, chunk.chunk, chunk.count, chunk.hash);
    },
  };
}
