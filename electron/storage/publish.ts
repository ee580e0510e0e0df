import { createHash, randomUUID } from 'node:crypto';
import { closeSync, copyFileSync, existsSync, linkSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { renameWithRetry, syncFile, syncFolder } from './atomicWrite.ts';
import { checkProjectFile } from './checkProjectFile.ts';
import { manifestOf } from './manifest.ts';
import { type Connection, openDatabase } from './openDatabase.ts';

/** Tells whether the saved file is still the one we wrote or read. */
export interface Fingerprint {
  readonly size: number;
  readonly mtimeMs: number;
}

export function fingerprintOf(path: string): Fingerprint | null {
  const facts = statSync(path, { throwIfNoEntry: false });
  return facts ? { size: facts.size, mtimeMs: facts.mtimeMs } : null;
}

function hashOfFile(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(1024 * 1024);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      hash.update(buffer.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest('hex');
}

/** A complete, compact, checked copy of an open database at path, which must not exist. It holds nothing of deleted answers. */
export function writeSealedCopy(connection: Connection, path: string): void {
  connection.prepare('VACUUM INTO ?').run(path);
  const sealed = openDatabase(path);
  try {
    sealed.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('manifest', ?)").run(manifestOf(sealed));
    // A file that is handed out carries no -wal beside it.
    sealed.pragma('wal_checkpoint(TRUNCATE)');
    sealed.pragma('journal_mode = DELETE');
  } finally {
    sealed.close();
  }
  checkProjectFile(path);
}

/** Keeps the file that stands at path under another name without ever leaving path empty. */
function keepAs(path: string, kept: string): void {
  rmSync(kept, { force: true });
  try {
    linkSync(path, kept);
  } catch {
    // File systems without hard links (FAT, some network drives).
    copyFileSync(path, kept);
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
): Published {
  const sealed = join(folder, `${randomUUID()}.publish`);
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    writeSealedCopy(connection, sealed);
    copyFileSync(sealed, beside);
    syncFile(beside);
    if (hashOfFile(beside) !== hashOfFile(sealed)) throw new AppError('project.targetUnwritable', { code: 'readBack' });
    const now = fingerprintOf(target);
    const changed =
      now !== null && (expected === null || now.size !== expected.size || now.mtimeMs !== expected.mtimeMs);
    const conflict = changed ? conflictName(target, at) : null;
    if (now !== null) keepAs(target, conflict ?? `${target}.bak`);
    renameWithRetry(beside, target);
    syncFolder(dirname(target));
    return { fingerprint: fingerprintOf(target)!, conflictKept: conflict && basename(conflict) };
  } catch (error) {
    throw asAppError(error);
  } finally {
    for (const leftOver of [sealed, `${sealed}-wal`, `${sealed}-shm`, beside])
      if (existsSync(leftOver)) rmSync(leftOver, { force: true });
  }
}

function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return new AppError('project.diskFull');
  return /^E[A-Z]+$/.test(code) ? new AppError('project.targetUnwritable', { code }) : error;
}
