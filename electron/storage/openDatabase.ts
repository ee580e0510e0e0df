import { isAbsolute } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/contract/errors.ts';
import { migrations, newestVersion } from './migrations/index.ts';

export type Connection = Database.Database;

/** 'CSIW' in ASCII: SQLite's application_id of a project file. */
export const applicationId = 0x43534957;

/** better-sqlite3 trims names and understands file: addresses, so only absolute paths without such edges reach it. */
function checkedPath(path: string): string {
  if (!isAbsolute(path) || path !== path.trim())
    throw new Error('a database path must be absolute and without blanks at its ends');
  return path;
}

/** Migrates within one transaction from the file's user_version to the newest. @throws AppError 'project.newer' */
export function migrate(connection: Connection, upTo: number = newestVersion): void {
  const version = connection.pragma('user_version', { simple: true }) as number;
  if (version > newestVersion) throw new AppError('project.newer', { version, known: newestVersion });
  connection.transaction(() => {
    for (const migration of migrations.slice(version, upTo)) migration(connection);
    if (version === 0) connection.pragma(`application_id = ${applicationId}`);
    connection.pragma(`user_version = ${Math.max(version, upTo)}`);
  })();
}

/** Opens (or makes) a working copy for writing: every commit is on the disk when it returns. */
export function openDatabase(path: string): Connection {
  const connection = new Database(checkedPath(path), { timeout: 2000 });
  try {
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cell_size_check = ON');
    connection.pragma('mmap_size = 0');
    connection.pragma('foreign_keys = ON');
    connection.pragma('secure_delete = ON');
    connection.pragma('locking_mode = EXCLUSIVE');
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
    migrate(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens a file that may come from a stranger, for looking only. */
export function openForChecking(path: string): Connection {
  const connection = new Database(checkedPath(path), { readonly: true, fileMustExist: true, timeout: 2000 });
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  connection.pragma('mmap_size = 0');
  connection.pragma('query_only = ON');
  return connection;
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

/** The schema as text, in a stable order. */
export function schemaOf(connection: Connection): string {
  const rows = connection
    .prepare<[], SchemaRow>('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .all();
  return JSON.stringify(rows);
}

/** What the schema of a file of that version must be, to the letter. */
export function expectedSchema(version: number): string {
  const connection = new Database(':memory:');
  try {
    migrate(connection, version);
    return schemaOf(connection);
  } finally {
    connection.close();
  }
}
