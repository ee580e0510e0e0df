import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { codeOf, type FileCalls, realFiles } from './fileCalls.ts';

/** Pauses between tries of a rename that a virus scanner, indexer or sync client blocks for a moment; about two seconds in all. */
const pausesMs = [10, 20, 50, 100, 200, 400, 500, 500];
const blockedForNow = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Synchronous: for worker threads only. @throws AppError 'project.targetBusy' when the file stays held by another program */
export function renameWithRetry(from: string, to: string, files: FileCalls = realFiles): void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (const pause of [...pausesMs, null]) {
    try {
      files.rename(from, to);
      return;
    } catch (error) {
      if (!blockedForNow.has(codeOf(error))) throw error;
      if (pause === null) throw new AppError('project.targetBusy', { code: codeOf(error) });
      Atomics.wait(sleeper, 0, 0, pause);
    }
  }
}

export function syncFile(path: string, files: FileCalls = realFiles): void {
  const file = files.open(path, 'r+');
  try {
    files.sync(file);
  } finally {
    files.close(file);
  }
}

/** Makes a rename in the folder durable. Windows cannot open folders; its file system keeps renames in order by itself. */
export function syncFolder(path: string, files: FileCalls = realFiles): void {
  if (process.platform === 'win32') return;
  const folder = files.open(path, 'r');
  try {
    files.sync(folder);
  } finally {
    files.close(folder);
  }
}

/** Replaces a small file in one step: a reader sees the old or the new text, never half. */
export function writeAtomically(path: string, text: string, files: FileCalls = realFiles): void {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    const file = files.open(temporary, 'wx', 0o600);
    try {
      const bytes = Buffer.from(text, 'utf8');
      for (let at = 0; at < bytes.length; ) at += files.write(file, bytes, at, bytes.length - at);
      files.sync(file);
    } finally {
      files.close(file);
    }
    renameWithRetry(temporary, path, files);
  } catch (error) {
    files.remove(temporary);
    throw error;
  }
}
