import { createHash, randomUUID } from 'node:crypto';
import { basename, dirname, extname, join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { renameWithRetry, syncFile, syncFolder } from './atomicWrite.ts';
import { checkProjectFile } from './checkProjectFile.ts';
import { codeOf, type FileCalls, isDiskFull, realFiles } from './fileCalls.ts';
import { seal } from './manifest.ts';
import { type Connection, openDatabase } from './openDatabase.ts';

/** Tells whether the saved file is still the one we wrote or read. */
export interface Fingerprint {
  readonly size: number;
  readonly mtimeMs: number;
}

export function fingerprintOf(path: string, files: FileCalls = realFiles): Fingerprint | null {
  const facts = files.facts(path);
  return facts && { size: facts.size, mtimeMs: facts.mtimeMs };
}

function hashOfFile(path: string, files: FileCalls): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1024 * 1024);
  const file = files.open(path, 'r');
  try {
    for (let read = files.read(file, buffer); read > 0; read = files.read(file, buffer))
      hash.update(buffer.subarray(0, read));
  } finally {
    files.close(file);
  }
  return hash.digest('hex');
}

/** @throws AppError 'project.diskFull' when a folder has less room than that; SQLite and the copy would only find out half way */
function requireRoom(folder: string, bytes: number, files: FileCalls = realFiles): void {
  const free = files.freeBytes(folder);
  if (free !== null && free < bytes) throw new AppError('project.diskFull');
}

function bytesOf(connection: Connection): number {
  const pages = connection.pragma('page_count', { simple: true }) as number;
  return pages * (connection.pragma('page_size', { simple: true }) as number);
}

/** A complete, compact, checked copy of an open database at path, which must not exist. It holds nothing of deleted answers. */
export function writeSealedCopy(connection: Connection, path: string): void {
  connection.prepare('VACUUM INTO ?').run(path);
  const sealed = openDatabase(path);
  try {
    seal(sealed);
    // A file that is handed out carries no -wal beside it.
    sealed.pragma('wal_checkpoint(TRUNCATE)');
    sealed.pragma('journal_mode = DELETE');
  } finally {
    sealed.close();
  }
  checkProjectFile(path);
}

/** Keeps the file that stands at path under another name without ever leaving either name empty. */
function keepAs(path: string, kept: string, files: FileCalls): void {
  const fresh = `${kept}.${randomUUID()}.tmp`;
  try {
    try {
      files.link(path, fresh);
    } catch {
      // File systems without hard links (FAT, some network drives).
      files.copy(path, fresh);
    }
    renameWithRetry(fresh, kept, files);
  } finally {
    // Also after success: where both were already one file, the rename does nothing.
    files.remove(fresh);
  }
}

/** "name (2025-03-01 101500).ext" beside path. */
function conflictName(path: string, at: number): string {
  const extension = extname(path);
  const stamp = new Date(at).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '');
  return join(dirname(path), `${basename(path, extension)} (${stamp})${extension}`);
}

export interface Published {
  readonly fingerprint: Fingerprint;
  /** Name under which a file was kept that somebody else had changed meanwhile; null when nobody had. */
  readonly conflictKept: string | null;
  /** The file that was read or written before was no longer there: a whole one stands in its place again. */
  readonly movedAway: boolean;
}

/**
 * Writes the project to the user's file so that at every moment the old or the new one is whole: sealed copy on the local disk, copied
 * beside the target, read back, old one kept as .bak, renamed over. expected: fingerprint when last written or read, null = new file.
 *
 * @throws AppError 'project.targetBusy', 'project.targetUnwritable' {code}, 'project.diskFull'; the target is unchanged then
 */
export function publish(
  connection: Connection,
  target: string,
  folder: string,
  expected: Fingerprint | null,
  at: number,
  files: FileCalls = realFiles,
): Published {
  const sealed = join(folder, `${randomUUID()}.publish`);
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    for (const place of new Set([folder, dirname(target)])) requireRoom(place, 2 * bytesOf(connection), files);
    writeSealedCopy(connection, sealed);
    files.copy(sealed, beside);
    syncFile(beside, files);
    if (hashOfFile(beside, files) !== hashOfFile(sealed, files))
      throw new AppError('project.targetUnwritable', { code: 'readBack' });
    const written = fingerprintOf(beside, files);
    const now = fingerprintOf(target, files);
    const movedAway = now === null && expected !== null;
    const changed =
      now !== null && (expected === null || now.size !== expected.size || now.mtimeMs !== expected.mtimeMs);
    const conflict = changed ? conflictName(target, at) : null;
    if (now !== null) keepAs(target, conflict ?? `${target}.bak`, files);
    renameWithRetry(beside, target, files);
    // From here on the new file stands; a folder that cannot be synchronised is not a save that failed.
    quietly(() => syncFolder(dirname(target), files));
    return { fingerprint: written!, conflictKept: conflict && basename(conflict), movedAway };
  } catch (error) {
    throw asAppError(error);
  } finally {
    for (const leftOver of [sealed, `${sealed}-wal`, `${sealed}-shm`, `${sealed}-journal`, beside])
      quietly(() => files.remove(leftOver));
  }
}

/** For steps whose failure changes nothing for the user. */
function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (codeOf(error) === '') throw error;
  }
}

function asAppError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isDiskFull(error)) return new AppError('project.diskFull');
  const code = codeOf(error);
  return /^E[A-Z]+$/.test(code) ? new AppError('project.targetUnwritable', { code }) : error;
}
