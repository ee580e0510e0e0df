import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';

/**
 * The calls to the file system that saving and exporting make, one by one, so that tests can let any of them fail or the program die
 * between two of them. Same meaning and errors as in node:fs.
 */
export interface FileCalls {
  open(path: string, flags: 'r' | 'r+' | 'wx', mode?: number): number;
  read(file: number, buffer: Uint8Array): number;
  write(file: number, bytes: Uint8Array, offset: number, length: number): number;
  sync(file: number): void;
  close(file: number): void;
  copy(from: string, to: string): void;
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** null: there is no such file. */
  facts(path: string): Stats | null;
  /** Bytes that may still be written where the path lies; null where the system does not tell. */
  freeBytes(path: string): number | null;
}

export const realFiles: FileCalls = {
  open: (path, flags, mode) => openSync(path, flags, mode),
  read: (file, buffer) => readSync(file, buffer),
  write: (file, bytes, offset, length) => writeSync(file, bytes, offset, length),
  sync: fsyncSync,
  close: closeSync,
  copy: (from, to) => copyFileSync(from, to),
  link: linkSync,
  rename: renameSync,
  remove: (path) => rmSync(path, { force: true }),
  facts: (path) => statSync(path, { throwIfNoEntry: false }) ?? null,
  freeBytes(path) {
    try {
      const { bavail, bsize } = statfsSync(path);
      return bavail * bsize;
    } catch {
      // Some network drives do not answer; the write itself will tell.
      return null;
    }
  },
};

export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** Did this fail because no room was left? */
export const isDiskFull = (error: unknown): boolean => fullCodes.has(codeOf(error));
