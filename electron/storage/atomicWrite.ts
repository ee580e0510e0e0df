import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Pauses between tries of a rename that a virus scanner, indexer or sync client blocks for a moment; about two seconds in all. */
const pausesMs = [10, 20, 50, 100, 200, 400, 500, 500];
const blockedForNow = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Synchronous: for worker threads only. @throws AppError 'project.targetBusy' when the file stays held by another program */
export function renameWithRetry(from: string, to: string): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (const pause of [...pausesMs, null]) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!blockedForNow.has(codeOf(error))) throw error;
      if (pause === null) throw new AppError('project.targetBusy', { code: codeOf(error) });
      Atomics.wait(sleeper, 0, 0, pause);
    }
  }
}

export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename in the folder durable. Windows cannot open folders; its file system keeps renames in order by itself. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Replaces a small file in one step: a reader sees the old or the new text, never half. */
export function writeAtomically(path: string, text: string): void {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    renameWithRetry(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
