import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../../shared/contract/errors.ts';
import { safeFileName } from './safeFileName.ts';
import type { FileRegistry, RegisteredFile } from './types.ts';

export interface ClosableRegistry extends FileRegistry {
  /** Removes the temporary files. */
  close(): Promise<void>;
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Files by random handles; temporary ones in a folder of this run, which goes when the program ends (or, after a crash, when the next one starts). */
export async function createFileRegistry(dataFolder: string): Promise<ClosableRegistry> {
  const home = join(dataFolder, 'temporary');
  await mkdir(home, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(home))
    if (!isRunning(Number.parseInt(entry, 10))) await rm(join(home, entry), { recursive: true, force: true });
  const own = join(home, `${process.pid}-${randomBytes(6).toString('hex')}`);
  await mkdir(own, { mode: 0o700 });
  const files = new Map<string, RegisteredFile>();

  async function pathFor(name: string): Promise<string> {
    const folder = join(own, randomBytes(9).toString('hex'));
    await mkdir(folder, { mode: 0o700 });
    return join(folder, safeFileName(name));
  }

  async function adopt(path: string): Promise<RegisteredFile> {
    const absolute = resolve(path);
    const facts = await stat(absolute).catch(() => null);
    if (!facts?.isFile()) throw new AppError('files.missing', { name: basename(absolute) });
    const file: RegisteredFile = {
      handle: randomBytes(16).toString('hex'),
      name: basename(absolute),
      size: facts.size,
      path: absolute,
    };
    files.set(file.handle, file);
    return file;
  }

  return {
    adopt,
    pathFor,
    async store(name, bytes) {
      const path = await pathFor(name);
      await writeFile(path, bytes, { mode: 0o600 });
      return adopt(path);
    },
    get(handle) {
      const file = files.get(handle);
      if (!file) throw new AppError('files.unknownHandle');
      return file;
    },
    close: () => rm(own, { recursive: true, force: true }),
  };
}
