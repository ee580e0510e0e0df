import { closeSync, lstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../shared/contract/errors.ts';
import { lostBlobs, sha256 } from './blobStore.ts';
import { createEntityStore } from './entityStore.ts';
import { createJournalStore } from './journalStore.ts';
import { isSealed } from './manifest.ts';
import { newestVersion } from './migrations/index.ts';
import { applicationId, type Connection, expectedSchema, openForChecking, schemaOf } from './openDatabase.ts';

/** Larger files are refused: a survey of a million forms stays far below. */
const largestBytes = 4 * 1024 ** 3;
const magic = 'SQLite format 3\0';

function damaged(part: string, reason: string): AppError {
  return new AppError('project.damaged', { part, reason });
}

/** The fields of the first 100 bytes that are the same in every file of ours (SQLite file format, section 1.3). */
function isHeaderOfOurs(header: Buffer): boolean {
  const logs = [header[18]!, header[19]!].every((version) => version === 1 || version === 2);
  const fixed = header.readUInt16BE(16) === 4096 && header.readUInt32BE(20) === 0x00402020;
  const utf8 = header.readUInt32BE(56) === 1;
  return logs && fixed && utf8 && header.subarray(72, 92).every((byte) => byte === 0);
}

/**
 * What the first 100 bytes say, before SQLite sees the file.
 * @throws AppError 'project.missing', 'project.empty', 'project.notAProject', 'project.tooLarge', 'project.newer', 'project.damaged'
 */
export function checkHeader(path: string): void {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) throw new AppError('project.missing');
  if (!facts.isFile()) throw new AppError('project.notAProject');
  if (facts.size === 0) throw new AppError('project.empty');
  if (facts.size > largestBytes) throw new AppError('project.tooLarge', { gigabytes: largestBytes / 1024 ** 3 });
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header, 0, 100, 0) < 100) throw new AppError('project.notAProject');
  } finally {
    closeSync(file);
  }
  if (header.toString('latin1', 0, 16) !== magic || header.readUInt32BE(68) !== applicationId)
    throw new AppError('project.notAProject');
  const version = header.readUInt32BE(60);
  if (version > newestVersion) throw new AppError('project.newer', { version, known: newestVersion });
  if (version < 1) throw new AppError('project.notAProject');
  if (!isHeaderOfOurs(header)) throw damaged('pages', 'header');
}

function checkContents(connection: Connection): void {
  const version = connection.pragma('user_version', { simple: true }) as number;
  if (schemaOf(connection) !== expectedSchema(version)) throw damaged('schema', 'other');
  // Not quick_check: a flipped byte in an index would pass it, and its row would only be missed when it is needed.
  const integrity = connection.pragma('integrity_check(1)', { simple: true }) as string;
  if (integrity !== 'ok') throw damaged('pages', 'integrityCheck');
  if ((connection.pragma('foreign_key_check') as unknown[]).length > 0) throw damaged('version', 'reference');
  for (const row of connection.prepare<[], { hash: Buffer; data: Buffer }>('SELECT hash, data FROM blob').iterate()) {
    if (!sha256(row.data).equals(row.hash)) throw damaged('blob', 'hash');
  }
  if (connection.prepare(lostBlobs).get() !== undefined) throw damaged('blob', 'missing');
  createEntityStore(connection).load();
  createJournalStore(connection).verify();
  if (!isSealed(connection)) throw damaged('manifest', 'hash');
}

/**
 * Checks a saved project file that may be damaged or hostile, read-only: header, exact schema, SQLite's own check, then every hash of ours.
 * @throws AppError 'project.damaged' and those of checkHeader
 */
export function checkProjectFile(path: string): void {
  checkHeader(path);
  let connection: Connection | null = null;
  try {
    connection = openForChecking(path);
    checkContents(connection);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // SQLite's own words about a malformed file; they may hold a path, so only their code goes on.
    throw damaged('pages', error instanceof Error && 'code' in error ? String(error.code) : 'unreadable');
  } finally {
    connection?.close();
  }
}
