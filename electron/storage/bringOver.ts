import Database from 'better-sqlite3';
import { AppError } from '../../shared/contract/errors.ts';
import type { CellContent } from '../../shared/commands/types.ts';
import type { Indicator } from '../../shared/model/indicator.ts';
import { collections } from '../../shared/model/project.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import { type BlobStore, createBlobStore, sha256 } from './blobStore.ts';
import { BrokenReader, type Row } from './brokenFile.ts';
import { chunkCount, chunkRows, decodeChunk } from './columnChunks.ts';
import { createColumnStore } from './columnStore.ts';
import { createEntityStore, type MutableEntities } from './entityStore.ts';
import { createJournalStore } from './journalStore.ts';
import { isSealed } from './manifest.ts';
import { type MemoryColumn, sharedFloats, sharedInts } from './memoryColumn.ts';
import { createMetaStore } from './metaStore.ts';
import type { Connection } from './openDatabase.ts';
import { addOriginals } from './originalBlocks.ts';
import { chunkTexts, getTextChunk } from './textChunks.ts';
import { createVersionStore } from './versionStore.ts';

/** One thing that could not be brought over. Sentences: electron/services/lossSentences.ts. */
export interface Loss {
  readonly code:
    | 'foreignObjects'
    | 'tables'
    | 'facts'
    | 'indicators'
    | 'answers'
    | 'texts'
    | 'rawSheet'
    | 'changeMarks'
    | 'history'
    | 'versions';
  readonly details: Readonly<Record<string, string | number>>;
}

/** A name made of the wording differs from it in blanks and marks only. */
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** A question as it is told to people: its wording, with its name where the wording does not begin with it. */
const questionOf = ({ name, label }: { readonly name: string; readonly label: string }): string =>
  label === '' || letters(label).startsWith(letters(name)) ? label || name : `${name} ${label}`;

/** Bytes that are what their hash says, by the hash they have: their rows need not be believed. */
function copyBlobs(reader: BrokenReader, target: BlobStore): void {
  for (const row of reader.byNumber('blob', 'hash, data')) {
    if (!row || !Buffer.isBuffer(row['data']) || !Buffer.isBuffer(row['hash'])) continue;
    if (sha256(row['data']).equals(row['hash'])) target.put(row['data']);
  }
}

function readEntities(reader: BrokenReader, losses: Loss[]): MutableEntities {
  const { rows, whole } = reader.all('entity', 'collection, id, value, hash', 'collection, id');
  const scratch = new Database(':memory:');
  let bad = 0;
  try {
    scratch.exec('CREATE TABLE entity (collection TEXT, id TEXT, value TEXT, hash BLOB, PRIMARY KEY (collection, id))');
    const insert = scratch.prepare('INSERT INTO entity VALUES (?, ?, ?, ?)');
    const remove = scratch.prepare('DELETE FROM entity');
    const store = createEntityStore(scratch);
    const entities = store.load();
    for (const row of rows) {
      remove.run();
      try {
        insert.run(row['collection'], row['id'], row['value'], row['hash']);
        const read = store.load();
        for (const collection of collections)
          for (const [id, value] of read[collection] as Map<string, unknown>)
            (entities[collection] as Map<string, unknown>).set(id, value);
      } catch {
        bad++;
      }
    }
    if (bad > 0 || !whole) losses.push({ code: 'facts', details: { count: bad } });
    return entities;
  } finally {
    scratch.close();
  }
}

/** Takes out what refers to something that was lost, so that every part of the program finds what it expects. */
function mendReferences(entities: MutableEntities, losses: Loss[]): void {
  const { variable, indicator, weighting, filter, design, model } = entities;
  let lost = 0;
  for (let again = true; again; ) {
    again = false;
    for (const [id, one] of indicator) {
      if (one.parentId === null || indicator.has(one.parentId)) continue;
      indicator.set(id, { ...one, parentId: null } satisfies Indicator);
      lost++;
      again = true;
    }
  }
  for (const [id, one] of variable)
    if (one.indicatorId !== null && !indicator.has(one.indicatorId)) {
      variable.set(id, { ...one, indicatorId: null });
      lost++;
    }
  for (const [id, one] of weighting)
    if (
      (one.parentId !== null && !indicator.has(one.parentId)) ||
      one.childIds.some((child) => !indicator.has(child))
    ) {
      weighting.delete(id);
      lost++;
    }
  if (lost > 0) losses.push({ code: 'indicators', details: { count: lost } });
  const known = filter.get('main');
  if (known?.conditions.some((condition) => !variable.has(condition.variableId))) filter.delete('main');
  const plan = design.get('main');
  if (plan && [plan.weight?.variableId, plan.stratum, plan.cluster].some((id) => id && !variable.has(id)))
    design.delete('main');
  const drawn = model.get('main');
  if (drawn)
    model.set('main', {
      ...drawn,
      constructs: drawn.constructs.map((one) => ({ ...one, items: one.items.filter((id) => variable.has(id)) })),
    });
}

interface SavedChunk {
  readonly chunk: number;
  readonly encoding: string;
  readonly count: number;
  readonly hash: Buffer;
}

/** The number of forms that most questions have. */
function rowCountOf(lengths: readonly number[], said: number): number {
  if (lengths.includes(said) || lengths.length === 0) return said;
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]![0];
}

class Answers {
  private readonly reader: BrokenReader;
  private readonly blobs: BlobStore;

  constructor(reader: BrokenReader, blobs: BlobStore) {
    this.reader = reader;
    this.blobs = blobs;
  }

  private chunk(variableId: string, chunk: number): SavedChunk | null {
    const row = this.reader.one(
      'SELECT chunk, encoding, count, hash FROM column_chunk WHERE variable_id = ? AND chunk = ?',
      'column_chunk',
      variableId,
      chunk,
    );
    if (!row || !Buffer.isBuffer(row['hash']) || typeof row['count'] !== 'number') return null;
    return row as unknown as SavedChunk;
  }

  /** Forms a question's chunks speak of, as far as they follow one another. */
  lengthOf(variableId: string): number {
    let length = 0;
    for (let chunk = 0; ; chunk++) {
      const row = this.chunk(variableId, chunk);
      if (!row) return length;
      length += row.count;
      if (row.count < chunkRows) return length;
    }
  }

  /** Blocks whose bytes are what their hash says; the others are blank, and told by their forms (1-based). */
  column(variableId: string, name: string, text: boolean, rows: number, losses: Loss[]): MemoryColumn {
    const values = sharedFloats(rows).fill(Number.NaN);
    for (let chunk = 0; chunk < chunkCount(rows); chunk++) {
      const from = chunk * chunkRows;
      const count = Math.min(chunkRows, rows - from);
      const row = this.chunk(variableId, chunk);
      try {
        if (!row || row.count !== count) throw new AppError('project.damaged', { part: 'chunk', reason: 'missing' });
        decodeChunk({ ...row, data: this.blobs.get(row.hash) }, values, from);
      } catch {
        values.fill(Number.NaN, from, from + count);
        losses.push({ code: 'answers', details: { variable: name, from: from + 1, to: from + count } });
      }
    }
    return text ? this.texts(variableId, name, values, losses) : { kind: 'numeric', values };
  }

  private texts(variableId: string, name: string, numbers: Float64Array, losses: Loss[]): MemoryColumn {
    const most = numbers.reduce((top, code) => (code > top ? code : top), -1);
    const dictionary: string[] = [];
    const known = new Uint8Array(most + 1);
    for (let chunk = 0; chunk * chunkTexts <= most; chunk++) {
      const row = this.reader.one(
        'SELECT count, hash FROM dictionary_chunk WHERE variable_id = ? AND chunk = ?',
        'dictionary_chunk',
        variableId,
        chunk,
      ) as { count: number; hash: Buffer } | undefined;
      let part: readonly string[] = [];
      try {
        if (row) part = getTextChunk(this.blobs, row);
      } catch {
        // Told below by the answers that are missing.
      }
      for (let i = 0; i < chunkTexts && chunk * chunkTexts + i <= most; i++) {
        dictionary.push(part[i] ?? '');
        if (i < part.length) known[chunk * chunkTexts + i] = 1;
      }
    }
    const codes = sharedInts(numbers.length).fill(-1);
    let lost = 0;
    numbers.forEach((code, row) => {
      if (Number.isNaN(code)) return;
      if (known[code] === 1) codes[row] = code;
      else lost++;
    });
    if (lost > 0) losses.push({ code: 'texts', details: { variable: name, count: lost } });
    return { kind: 'text', codes, dictionary };
  }
}

/** Copies the rows of a table that name an import, and tells whether the bytes they name are all there. */
function copyRawSheets(
  reader: BrokenReader,
  target: Connection,
  blobs: BlobStore,
  entities: MutableEntities,
  trusted: boolean,
  losses: Loss[],
): void {
  const put = (table: string, row: Row): void => {
    const names = Object.keys(row);
    target
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(row));
  };
  const sheets = reader.all('raw_sheet', '*', 'import_id').rows;
  const chunks = reader.all('raw_chunk', '*', 'import_id, column_index, chunk');
  const texts = reader.all('raw_text_chunk', '*', 'import_id, chunk');
  const there = (hash: unknown): boolean => {
    try {
      return hash === null || (Buffer.isBuffer(hash) && blobs.get(hash).length >= 0);
    } catch {
      return false;
    }
  };
  for (const record of entities.import.values()) {
    const of = (rows: readonly Row[]): Row[] => rows.filter((row) => row['import_id'] === record.id);
    const [sheet] = of(sheets);
    const parts = [...of(chunks.rows), ...of(texts.rows)];
    const hashes = parts.flatMap((row) => [row['kinds'], row['cell_values'], row['formula'], row['hash']]);
    // What says where a cell stands has no hash of its own: without the seal over all of it, an origin could be a wrong one.
    const good =
      trusted &&
      sheet &&
      chunks.whole &&
      texts.whole &&
      there(sheet['form_rows']) &&
      hashes.every((hash) => hash === undefined || there(hash));
    if (!good) {
      losses.push({ code: 'rawSheet', details: { file: record.fileName } });
      continue;
    }
    put('raw_sheet', sheet);
    for (const row of of(chunks.rows)) put('raw_chunk', row);
    for (const row of of(texts.rows)) put('raw_text_chunk', row);
  }
}

/** Of a file whose seal holds, so its rows are what was saved. */
function copyOriginals(reader: BrokenReader, target: Connection): void {
  const put = target.prepare('INSERT INTO original_block (variable_id, chunk, count, data) VALUES (?, ?, ?, ?)');
  for (const row of reader.all('original_block', '*', 'variable_id, chunk').rows)
    put.run(row['variable_id'], row['chunk'], row['count'], row['data']);
  for (const row of reader.all('original', '*', 'variable_id, row_index').rows)
    addOriginals(
      target,
      String(row['variable_id']),
      [Number(row['row_index'])],
      () => JSON.parse(String(row['value'])) as CellContent,
    );
}

function copyVersions(reader: BrokenReader, target: Connection, blobs: BlobStore, losses: Loss[]): void {
  const insert = target.prepare(
    'INSERT INTO version (version_id, name, at, row_count, automatic, journal_sequence, contents) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const refer = target.prepare('INSERT OR IGNORE INTO version_blob (version_id, hash) VALUES (?, ?)');
  const drop = target.prepare('DELETE FROM version WHERE version_id = ?');
  const versions = createVersionStore(target, blobs);
  let lost = 0;
  for (const row of reader.byNumber('version', '*')) {
    const id = row?.['version_id'];
    if (!row || typeof id !== 'string') {
      lost++;
      continue;
    }
    try {
      insert.run(
        id,
        row['name'],
        row['at'],
        row['row_count'],
        row['automatic'],
        row['journal_sequence'],
        row['contents'],
      );
      for (const column of Object.values(versions.contents(id).contents.columns))
        for (const chunk of [...column.chunks, ...(column.dictionary ?? [])]) {
          blobs.get(chunk.hash);
          refer.run(id, chunk.hash);
        }
    } catch {
      drop.run(id);
      lost++;
    }
  }
  if (lost > 0 || !reader.complete('version')) losses.push({ code: 'versions', details: { count: lost } });
}

/** Entries that are what their hash says, as history: undo does not go back into them. */
function copyJournal(reader: BrokenReader, target: Connection, losses: Loss[]): void {
  const names = ['sequence', 'at', 'kind', 'label', 'command', 'patch', 'inverse', 'undone', 'hash'];
  const insert = target.prepare(
    `INSERT INTO journal (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  let lost = 0;
  for (const row of reader.byNumber('journal', '*')) {
    try {
      if (!row) throw new AppError('project.damaged', { part: 'journal', reason: 'page' });
      const entry = row as unknown as { at: number; kind: string; label: string } & Record<
        'command' | 'patch' | 'inverse' | 'hash',
        Buffer
      >;
      const head = JSON.stringify([entry.at, entry.kind, entry.label]);
      if (!sha256(head, entry.command, entry.patch, entry.inverse).equals(entry.hash))
        throw new AppError('project.damaged', { part: 'journal', reason: 'hash' });
      if (row['undone'] === 0) insert.run(...names.map((name) => row[name]));
    } catch {
      lost++;
    }
  }
  if (lost > 0 || !reader.complete('journal')) losses.push({ code: 'history', details: { count: lost } });
}

function sealHolds(source: Connection): boolean {
  try {
    return isSealed(source);
  } catch {
    return false;
  }
}

/** A connection to a damaged file, or to what was found on its pages. whole: nothing of the file is missing in it. */
export interface Source {
  readonly connection: Connection;
  readonly whole: boolean;
}

/**
 * Fills a new, empty database with what can be read and proved of a damaged one, inside a transaction of the caller. What could not be brought over
 * is added to the losses.
 *
 * @throws AppError 'project.nothingToSalvage'; SqliteError where the source cannot be read at all
 */
export function bringOver(
  { connection: source, whole }: Source,
  target: Connection,
  at: number,
  label: Bilingual,
  losses: Loss[],
): void {
  const reader = new BrokenReader(source, whole || sealHolds(source));
  if (reader.nothing) throw new AppError('project.nothingToSalvage');
  if (reader.foreign > 0) losses.push({ code: 'foreignObjects', details: { count: reader.foreign } });
  if (reader.missingTables.length > 0) losses.push({ code: 'tables', details: { count: reader.missingTables.length } });
  // The seal is read by the names of all tables, so it is asked only where each is ours.
  const trusted = reader.missingTables.length === 0 && sealHolds(source);
  const blobs = createBlobStore(target);
  copyBlobs(reader, blobs);
  const entities = readEntities(reader, losses);
  if (entities.variable.size === 0) throw new AppError('project.nothingToSalvage');
  mendReferences(entities, losses);

  const answers = new Answers(reader, blobs);
  const said = Number(reader.one("SELECT value FROM meta WHERE key = 'rowCount'", 'meta')?.['value'] ?? 0);
  const lengths = [...entities.variable.keys()].map((id) => answers.lengthOf(id)).filter((length) => length > 0);
  const rows = rowCountOf(lengths, Number.isSafeInteger(said) && said >= 0 ? said : 0);
  const columns = createColumnStore(target, blobs);
  for (const variable of entities.variable.values())
    columns.write(
      variable.id,
      answers.column(variable.id, questionOf(variable), variable.type === 'text', rows, losses),
      null,
      null,
    );
  for (const [id, exclusion] of entities.exclusion) if (exclusion.row >= rows) entities.exclusion.delete(id);

  const store = createEntityStore(target);
  for (const collection of collections)
    for (const [id, value] of entities[collection] as Map<string, unknown>) store.put(collection, id, value);
  copyRawSheets(reader, target, blobs, entities, trusted, losses);
  if (trusted) {
    copyOriginals(reader, target);
  } else losses.push({ code: 'changeMarks', details: {} });
  copyJournal(reader, target, losses);
  copyVersions(reader, target, blobs, losses);

  const meta = createMetaStore(target);
  meta.set('rowCount', rows);
  meta.set('revision', 1);
  meta.set('writes', 1);
  const journal = createJournalStore(target);
  const command = { type: 'project.salvage', journalSequence: journal.lastSequence() };
  journal.append({ at, kind: 'restore', label, command, patch: [], inverse: [] });
  blobs.collectGarbage();
}
