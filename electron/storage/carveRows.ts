import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { newestVersion } from './migrations/index.ts';
import { applicationId, type Connection, migrate } from './openDatabase.ts';

const pageBytes = 4096;
/** Pages by their first byte (SQLite file format, section 1.6). */
const interiorIndex = 2;
const interiorTable = 5;
const leafIndex = 10;
const leafTable = 13;

type Value = null | number | string | Buffer;
interface Cell {
  readonly tree: 'table' | 'index';
  /** Row number; 0 in index trees, which tables without row numbers are. */
  readonly number: number;
  readonly values: readonly Value[];
}

/** A place in the file that does not hold what its neighbours say it holds. */
class Unreadable extends Error {}

/** Every row of ours is told by its kind of tree and the types of its values: t text, i integer, b bytes, n null, o bytes or null. */
const shapes: readonly (readonly [table: string, tree: Cell['tree'], types: string])[] = [
  ['meta', 'index', 'tt'],
  ['entity', 'index', 'tttb'],
  ['blob', 'table', 'bb'],
  ['column_chunk', 'index', 'titib'],
  ['raw_sheet', 'index', 'ttiitbi'],
  ['raw_chunk', 'index', 'tiitibbo'],
  ['original', 'index', 'tit'],
  ['journal', 'table', 'nittbbbib'],
  ['version', 'table', 'ttiiiib'],
  ['version_blob', 'index', 'tb'],
];
/** raw_text_chunk, dictionary_chunk and original_block look alike; what they refer to tells them apart. */
const blockShape = 'tiib';
const hashBytes = 32;

const typeOf = (value: Value): string =>
  value === null ? 'n' : typeof value === 'string' ? 't' : typeof value === 'number' ? 'i' : 'b';

function tableOf({ tree, values }: Cell): string | null {
  const own = values.map(typeOf).join('');
  if (tree === 'index' && own === blockShape) return 'block';
  const fits = (types: string): boolean =>
    types.length === own.length &&
    Array.from(types).every((type, i) => type === own[i] || (type === 'o' && own[i] !== 't'));
  return shapes.find(([, kind, types]) => kind === tree && fits(types))?.[0] ?? null;
}

/** The pages of a file, which may refer to one another wrongly. */
class Pages {
  readonly count: number;
  private readonly file: number;
  /** Pages whose contents are explained: 1 = yes. */
  private readonly explained: Uint8Array;
  private broken = false;

  constructor(file: number) {
    this.file = file;
    const { size } = fstatSync(file);
    this.count = Math.floor(size / pageBytes);
    this.explained = new Uint8Array(this.count + 1);
    this.broken = size % pageBytes !== 0;
  }

  page(number: number): Buffer {
    const page = Buffer.alloc(pageBytes);
    if (!(number >= 1 && number <= this.count)) throw new Unreadable();
    readSync(this.file, page, 0, pageBytes, (number - 1) * pageBytes);
    return page;
  }

  /** Whether each page was read, every cell of it, and none is said to be missing. */
  get whole(): boolean {
    return !this.broken && this.explained.subarray(1).every((one) => one === 1);
  }

  private explain(number: number): void {
    this.explained[number] = 1;
  }

  /** Empty pages: what stands on them was deleted. */
  private freePages(first: Buffer): ReadonlySet<number> {
    const free = new Set<number>();
    try {
      for (let trunk = first.readUInt32BE(32); trunk !== 0 && !free.has(trunk); ) {
        const page = this.page(trunk);
        free.add(trunk);
        for (let i = 0; i < Math.min(page.readUInt32BE(4), pageBytes / 4 - 2); i++)
          free.add(page.readUInt32BE(8 + 4 * i));
        trunk = page.readUInt32BE(0);
      }
    } catch (error) {
      // A list that leads nowhere is none.
      if (!(error instanceof Unreadable)) throw error;
    }
    return free;
  }

  *cells(): IterableIterator<Cell> {
    if (this.count === 0) return;
    const first = this.page(1);
    this.explain(1);
    if (first.readUInt32BE(28) !== this.count) this.broken = true;
    const free = this.freePages(first);
    for (const number of free) if (number <= this.count) this.explain(number);
    for (let number = 2; number <= this.count; number++) if (!free.has(number)) yield* this.cellsOf(number);
  }

  private *cellsOf(number: number): IterableIterator<Cell> {
    const page = this.page(number);
    const type = page[0];
    if (type !== leafTable && type !== leafIndex && type !== interiorIndex && type !== interiorTable) return;
    this.explain(number);
    const leaf = type === leafTable || type === leafIndex;
    const pointers = leaf ? 8 : 12;
    if (!leaf && page.readUInt32BE(8) > this.count) this.broken = true;
    const cells = page.readUInt16BE(3);
    if (pointers + 2 * cells > pageBytes) this.broken = true;
    for (let i = 0; i < Math.min(cells, (pageBytes - pointers) / 2); i++) {
      try {
        const at = page.readUInt16BE(pointers + 2 * i);
        if (!leaf && page.readUInt32BE(at) > this.count) this.broken = true;
        if (type !== interiorTable) yield this.cell(page, leaf ? at : at + 4, type === leafTable ? 'table' : 'index');
      } catch (error) {
        // Buffers throw a RangeError where a length or place of the file leads past the page.
        if (!(error instanceof Unreadable) && !(error instanceof RangeError)) throw error;
        this.broken = true;
      }
    }
  }

  private cell(page: Buffer, at: number, tree: Cell['tree']): Cell {
    const length = varint(page, at);
    const row = tree === 'table' ? varint(page, length.next) : { value: 0, next: length.next };
    return { tree, number: row.value, values: valuesOf(this.payload(page, row.next, length.value, tree)) };
  }

  /** What stands on the page, and on the pages it overflows into. */
  private payload(page: Buffer, at: number, length: number, tree: Cell['tree']): Buffer {
    if (length > this.count * pageBytes) throw new Unreadable();
    const most = tree === 'table' ? pageBytes - 35 : Math.floor(((pageBytes - 12) * 64) / 255) - 23;
    const least = Math.floor(((pageBytes - 12) * 32) / 255) - 23;
    const fitting = least + ((length - least) % (pageBytes - 4));
    const local = length <= most ? length : fitting <= most ? fitting : least;
    if (at + local > pageBytes) throw new Unreadable();
    const parts = [page.subarray(at, at + local)];
    let rest = length - local;
    let next = rest > 0 ? page.readUInt32BE(at + local) : 0;
    while (rest > 0) {
      const more = this.page(next);
      this.explain(next);
      parts.push(more.subarray(4, 4 + Math.min(rest, pageBytes - 4)));
      rest -= pageBytes - 4;
      next = more.readUInt32BE(0);
    }
    return Buffer.concat(parts);
  }
}

/** SQLite's whole numbers of one to nine bytes. */
function varint(bytes: Buffer, from: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(from + i);
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, next: from + i + 1 };
  }
  // The ninth byte would make it larger than any length or number of ours.
  throw new Unreadable();
}

function valuesOf(record: Buffer): readonly Value[] {
  const head = varint(record, 0);
  const values: Value[] = [];
  let at = head.value;
  for (let place = head.next; place < head.value; ) {
    const { value: type, next } = varint(record, place);
    place = next;
    const bytes = type >= 12 ? Math.floor((type - 12) / 2) : ([0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? -1);
    if (bytes < 0 || at + bytes > record.length) throw new Unreadable();
    const own = record.subarray(at, at + bytes);
    at += bytes;
    if (type === 0) values.push(null);
    else if (type === 8 || type === 9) values.push(type - 8);
    else if (type >= 12) values.push(type % 2 === 0 ? Buffer.from(own) : own.toString('utf8'));
    else if (type === 7) values.push(own.readDoubleBE(0));
    else values.push(type === 6 ? Number(own.readBigInt64BE(0)) : own.readIntBE(0, bytes));
  }
  return values;
}

/** What a file of rows that lost their way to one another holds. */
export interface CarvedRows {
  readonly connection: Connection;
  /** Every page was read: rows that are not here were not in the file. */
  readonly whole: boolean;
}

/**
 * Reads the rows of a damaged project file page by page, without its list of tables and without the pages that lead to others, and puts
 * them into a new database of the same tables. Nothing is proved by this: hashes and the seal are looked at afterwards, as for any file.
 * Format: sqlite.org/fileformat2.html. The damaged file is only read.
 *
 * @param into  path of the new database, not yet there; the caller closes the connection and removes the file
 * @returns null when the file holds no row of ours
 */
export function carveRows(damaged: string, into: string): CarvedRows | null {
  const file = openSync(damaged, 'r');
  const connection = new Database(into);
  let kept = 0;
  try {
    const pages = new Pages(file);
    const header = pages.count > 0 ? pages.page(1) : Buffer.alloc(pageBytes);
    const said = header.readUInt32BE(60);
    const version =
      header.readUInt32BE(68) === applicationId && said >= 1 && said <= newestVersion ? said : newestVersion;
    connection.pragma('journal_mode = OFF');
    connection.pragma('synchronous = OFF');
    connection.pragma('foreign_keys = OFF');
    migrate(connection, version);
    connection.transaction(() => {
      kept = keepRows(pages, connection, version);
    })();
    if (kept === 0) {
      connection.close();
      return null;
    }
    return { connection, whole: pages.whole };
  } catch (error) {
    connection.close();
    throw error;
  } finally {
    closeSync(file);
  }
}

function keepRows(pages: Pages, connection: Connection, version: number): number {
  const known = new Set(shapes.map(([table]) => table));
  known.delete('original');
  if (version === 1) known.add('original');
  const inserts = new Map(
    [...known].map((table): [string, Database.Statement] => {
      const [, , types] = shapes.find(([name]) => name === table)!;
      const places = Array.from(types, () => '?').join(', ');
      return [table, connection.prepare(`INSERT OR IGNORE INTO ${table} VALUES (${places})`)];
    }),
  );
  const blocks: (readonly Value[])[] = [];
  let kept = 0;
  for (const cell of pages.cells()) {
    const table = tableOf(cell);
    if (table === 'block') {
      blocks.push(cell.values);
      continue;
    }
    // The journal's first column is its row number, which SQLite does not store twice.
    const values = table === 'journal' ? [cell.number, ...cell.values.slice(1)] : cell.values;
    kept += (table && inserts.get(table)?.run(...values).changes) || 0;
  }
  return kept + keepBlocks(blocks, connection, version);
}

/** An import's texts, a question's texts, or answers that were changed: by whose they are, and whether they are a hash of stored bytes. */
function keepBlocks(blocks: readonly (readonly Value[])[], connection: Connection, version: number): number {
  const imports = new Set(
    connection
      .prepare<[], string>("SELECT id FROM entity WHERE collection = 'import' UNION SELECT import_id FROM raw_sheet")
      .pluck()
      .all(),
  );
  const stored = connection.prepare<[Buffer], number>('SELECT 1 FROM blob WHERE hash = ?').pluck();
  const target = (block: readonly Value[]): string => {
    const data = block[3] as Buffer;
    if (imports.has(block[0] as string)) return 'raw_text_chunk';
    const isHash = data.length === hashBytes && (version === 1 || stored.get(data) === 1);
    return isHash ? 'dictionary_chunk' : 'original_block';
  };
  const columns = connection.prepare<[string], number>('SELECT 1 FROM sqlite_schema WHERE name = ?').pluck();
  let kept = 0;
  for (const block of blocks) {
    const table = target(block);
    if (columns.get(table) !== 1) continue;
    kept += connection.prepare(`INSERT OR IGNORE INTO ${table} VALUES (?, ?, ?, ?)`).run(...block).changes;
  }
  return kept;
}
