import type { CellContent } from '../../shared/commands/types.ts';
import { AppError } from '../../shared/contract/errors.ts';
import type { BlobStore } from './blobStore.ts';
import { compress } from './columnChunks.ts';
import type { StoredColumn } from './columnStore.ts';
import type { Connection } from './openDatabase.ts';
import type { OriginalCells } from './originalStore.ts';
import { inflateRawSync } from 'node:zlib';

/** The oldest automatic versions beyond this many are dropped; kept ones never are. */
const automaticKept = 20;

export interface VersionInfo {
  readonly versionId: string;
  readonly name: string;
  readonly at: number;
  readonly rows: number;
  readonly automatic: boolean;
  readonly journalSequence: number;
}

/** A whole state: entities as JSON, columns by the blobs they are stored in, and the imported answers of changed cells. */
export interface VersionContents {
  readonly rowCount: number;
  readonly entities: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly columns: Readonly<Record<string, StoredColumn>>;
  readonly originals: readonly OriginalCells[];
}

export interface VersionStore {
  keep(info: VersionInfo, contents: VersionContents): void;
  list(): VersionInfo[];
  has(versionId: string): boolean;
  /** @throws AppError 'version.unknown', 'project.damaged' */
  contents(versionId: string): { readonly info: VersionInfo; readonly contents: VersionContents };
}

interface VersionRow {
  readonly version_id: string;
  readonly name: string;
  readonly at: number;
  readonly row_count: number;
  readonly automatic: number;
  readonly journal_sequence: number;
  readonly contents: Buffer;
}

/** Hashes travel as hex in the JSON of a version. */
const toHex = (column: StoredColumn): unknown => ({
  chunks: column.chunks.map((chunk) => ({ ...chunk, hash: chunk.hash.toString('hex') })),
  dictionary: column.dictionary?.map((chunk) => ({ ...chunk, hash: chunk.hash.toString('hex') })) ?? null,
});

type HexColumn = {
  chunks: { chunk: number; encoding: string; count: number; hash: string }[];
  dictionary: { chunk: number; count: number; hash: string }[] | null;
};
const fromHex = (column: HexColumn): StoredColumn => ({
  chunks: column.chunks.map((chunk) => ({ ...chunk, hash: Buffer.from(chunk.hash, 'hex') })),
  dictionary: column.dictionary?.map((chunk) => ({ ...chunk, hash: Buffer.from(chunk.hash, 'hex') })) ?? null,
});

/** Versions kept by files of version 1 hold a triple for each cell. */
type SavedOriginal = OriginalCells | readonly [string, number, CellContent];

const cellsOf = (saved: SavedOriginal): OriginalCells =>
  'variableId' in saved ? saved : { variableId: saved[0], rows: [saved[1]], values: [saved[2]] };

/** Cells of one question together. */
function joined(saved: readonly SavedOriginal[]): readonly OriginalCells[] {
  return [...Map.groupBy(saved.map(cellsOf), (cells) => cells.variableId)].map(([variableId, parts]) => ({
    variableId,
    rows: parts.flatMap((part) => part.rows),
    values: parts.flatMap((part) => part.values),
  }));
}

const infoOf = (row: VersionRow): VersionInfo => ({
  versionId: row.version_id,
  name: row.name,
  at: row.at,
  rows: row.row_count,
  automatic: row.automatic === 1,
  journalSequence: row.journal_sequence,
});

export function createVersionStore(connection: Connection, blobs: BlobStore): VersionStore {
  const insert = connection.prepare(
    'INSERT INTO version (version_id, name, at, row_count, automatic, journal_sequence, contents) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const refer = connection.prepare('INSERT OR IGNORE INTO version_blob (version_id, hash) VALUES (?, ?)');
  const all = connection.prepare<[], VersionRow>('SELECT * FROM version ORDER BY at DESC, rowid DESC');
  const one = connection.prepare<[string], VersionRow>('SELECT * FROM version WHERE version_id = ?');
  const trim = connection.prepare(
    'DELETE FROM version WHERE automatic = 1 AND version_id NOT IN (SELECT version_id FROM version WHERE automatic = 1 ORDER BY at DESC, rowid DESC LIMIT ?)',
  );
  return {
    keep(info, contents) {
      const columns = Object.fromEntries(Object.entries(contents.columns).map(([id, column]) => [id, toHex(column)]));
      const hash = blobs.put(compress(Buffer.from(JSON.stringify({ ...contents, columns }), 'utf8')));
      insert.run(info.versionId, info.name, info.at, info.rows, info.automatic ? 1 : 0, info.journalSequence, hash);
      for (const column of Object.values(contents.columns))
        for (const chunk of [...column.chunks, ...(column.dictionary ?? [])]) refer.run(info.versionId, chunk.hash);
      trim.run(automaticKept);
    },
    list: () => all.all().map(infoOf),
    has: (versionId) => one.get(versionId) !== undefined,
    contents(versionId) {
      const row = one.get(versionId);
      if (!row) throw new AppError('version.unknown', { version: versionId });
      const read = JSON.parse(inflateRawSync(blobs.get(row.contents)).toString('utf8')) as Omit<
        VersionContents,
        'columns' | 'originals'
      > & { columns: Record<string, HexColumn>; originals: readonly SavedOriginal[] };
      return {
        info: infoOf(row),
        contents: {
          ...read,
          columns: Object.fromEntries(Object.entries(read.columns).map(([id, column]) => [id, fromHex(column)])),
          originals: joined(read.originals),
        },
      };
    },
  };
}
