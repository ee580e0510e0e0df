import { closeSync, copyFileSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { AppError } from '../../shared/contract/errors.ts';
import { newestVersion } from './migrations/index.ts';
import { applicationId, type Connection, expectedSchema } from './openDatabase.ts';

const magic = Buffer.from('SQLite format 3\0', 'latin1');
const pageBytes = 4096;
const headerBytes = 100;
/** A version further ahead is a damaged number rather than a newer program. */
const plausibleSteps = 100;

/**
 * Copies a damaged file and mends what its copy needs to be read at all: the fixed fields of the first 100 bytes, and the length, where
 * the end is missing. The file itself is only read.
 * @throws AppError 'project.notAProject' when neither mark of a project is there, 'project.newer'
 */
export function mendedCopy(damaged: string, copy: string): void {
  copyFileSync(damaged, copy);
  const file = openSync(copy, 'r+');
  try {
    const header = Buffer.alloc(headerBytes);
    if (readSync(file, header, 0, headerBytes, 0) < headerBytes) throw new AppError('project.notAProject');
    if (!header.subarray(0, 16).equals(magic) && header.readUInt32BE(68) !== applicationId)
      throw new AppError('project.notAProject');
    const ours = header.readUInt32BE(68) === applicationId;
    const version = header.readUInt32BE(60);
    if (ours && version > newestVersion && version <= newestVersion + plausibleSteps)
      throw new AppError('project.newer', { version, known: newestVersion });
    const { size } = statSync(copy);
    const pages = Math.ceil(size / pageBytes);
    const said = header.readUInt32BE(28);
    magic.copy(header);
    header.writeUInt16BE(pageBytes, 16);
    // Write and read version 1 (no log beside it), no reserved bytes, the fixed fractions, UTF-8.
    header.set([1, 1, 0, 64, 32, 32], 18);
    header.writeUInt32BE(4, 44);
    header.writeUInt32BE(1, 56);
    header.writeUInt32BE(version >= 1 && version <= newestVersion ? version : newestVersion, 60);
    header.writeUInt32BE(applicationId, 68);
    // Missing pages are read as empty ones, which SQLite reports where they are needed; a length that cannot be is not believed.
    const length = said >= pages && said <= 4 * pages + 1024 ? said : pages;
    header.writeUInt32BE(length, 28);
    header.copy(header, 92, 24, 28);
    writeSync(file, header, 0, headerBytes, 0);
    ftruncateSync(file, length * pageBytes);
  } finally {
    closeSync(file);
  }
}

export type Row = Readonly<Record<string, unknown>>;

/** Reads of a file in which any page may be unreadable. */
export class BrokenReader {
  private readonly connection: Connection;
  private readonly readable: ReadonlySet<string>;
  /** Whether rows that are not there were not in the damaged file either, as far as tables can be read at all. */
  private readonly whole: boolean;
  readonly missingTables: readonly string[];
  readonly foreign: number;

  constructor(connection: Connection, whole: boolean) {
    this.connection = connection;
    this.whole = whole;
    const version = connection.pragma('user_version', { simple: true }) as number;
    const expected = JSON.parse(expectedSchema(version)) as { type: string; name: string; sql: string | null }[];
    let found: { type: string; name: string; sql: string | null }[] = [];
    try {
      found = connection.prepare('SELECT type, name, sql FROM sqlite_schema').all() as typeof found;
    } catch {
      // Without its list of tables nothing of the file can be found.
    }
    const bySql = new Map(found.map((row) => [row.name, row]));
    const tables = expected.filter((row) => row.type === 'table' && !row.name.startsWith('sqlite_'));
    // Only tables that are ours to the letter are read: a view of the same name could be anything.
    const good = tables.filter((row) => bySql.get(row.name)?.type === 'table' && bySql.get(row.name)?.sql === row.sql);
    this.readable = new Set(good.map((row) => row.name));
    this.missingTables = tables.filter((row) => !this.readable.has(row.name)).map((row) => row.name);
    const known = new Set(expected.map((row) => row.name));
    this.foreign = found.filter((row) => !known.has(row.name)).length;
  }

  get nothing(): boolean {
    return this.readable.size === 0;
  }

  /** Whether a table is ours and could be read from end to end, however it was found. */
  complete(table: string): boolean {
    return this.whole && this.has(table);
  }

  has(table: string): boolean {
    return this.readable.has(table);
  }

  /** Rows from both ends of a table up to the first unreadable page, each once. */
  all(table: string, columns: string, key: string): { readonly rows: readonly Row[]; readonly whole: boolean } {
    if (!this.has(table)) return { rows: [], whole: false };
    const rows = new Map<string, Row>();
    const names = key.split(', ');
    const keep = (row: Row): void =>
      void rows.set(
        JSON.stringify(names.map((name) => (Buffer.isBuffer(row[name]) ? row[name].toString('hex') : row[name]))),
        row,
      );
    const read = (order: string): boolean => {
      try {
        const sql = `SELECT ${columns} FROM ${table} ORDER BY ${order}`;
        for (const row of this.connection.prepare<[], Row>(sql).iterate()) keep(row);
        return true;
      } catch {
        return false;
      }
    };
    const whole = read(key) || (read(names.map((name) => `${name} DESC`).join(', ')), false);
    return { rows: [...rows.values()], whole: whole && this.whole };
  }

  /** Rows of a table with row numbers, one by one, so that an unreadable page costs its own rows only. */
  *byNumber(table: string, columns: string): IterableIterator<Row | null> {
    if (!this.has(table)) return;
    const one = this.connection.prepare<[number], Row>(`SELECT ${columns} FROM ${table} WHERE rowid = ?`);
    const pages = this.connection.pragma('page_count', { simple: true }) as number;
    let last = 64 * pages;
    try {
      const sql = `SELECT max(rowid) AS top FROM ${table}`;
      last = Number(this.connection.prepare<[], { top: number | null }>(sql).get()?.top ?? 0);
    } catch {
      // Its last page is unreadable: no table has more rows than this.
    }
    for (let number = 1; number <= Math.min(last, 64 * pages); number++) {
      let row: Row | undefined;
      try {
        row = one.get(number);
      } catch {
        yield null;
        continue;
      }
      if (row) yield row;
    }
  }

  one(sql: string, table: string, ...keys: readonly (string | number)[]): Row | undefined {
    if (!this.has(table)) return undefined;
    try {
      return this.connection.prepare<unknown[], Row>(sql).get(...keys);
    } catch {
      return undefined;
    }
  }
}
