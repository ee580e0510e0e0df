import { constants } from 'node:fs';
import { access, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';

/** Why a file could not be read, in a sentence that names it. */
function unreadable(code: string | undefined, file: string): AppError {
  if (code === 'ENOENT') return new AppError('cli.fileNotFound', { file });
  if (code === 'EISDIR') return new AppError('cli.fileIsFolder', { file });
  return new AppError('cli.fileNotReadable', { file });
}

/** What a schema found wrong, on one line: "expected string at indicators[0].id; …". */
export const problemsOf = (error: z.ZodError): string =>
  z
    .prettifyError(error)
    .replaceAll('✖ ', '')
    .replaceAll(/\n\s*→ at /g, ' at ')
    .replaceAll('\n', '; ');

/** @throws AppError naming the file when it cannot be read */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(path));
  } catch (error) {
    throw unreadable((error as NodeJS.ErrnoException).code, basename(path));
  }
}

/** @throws AppError 'cli.badJson' with the place of the mistake */
export async function readJson(path: string): Promise<unknown> {
  const text = path === '-' ? await readStandardInput() : new TextDecoder().decode(await readInput(path));
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError('cli.badJson', {
      file: path === '-' ? 'standard input' : basename(path),
      problem: error instanceof Error ? error.message : String(error),
    });
  }
}

async function readStandardInput(): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of process.stdin) parts.push(part as Uint8Array);
  return Buffer.concat(parts).toString('utf8');
}

/** What to tell when a folder did not take a file: another folder or other permissions help, but not against a full disk. */
export function cannotWrite(folder: string, error: unknown): AppError {
  const problem = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return problem === 'ENOSPC' || problem === 'EDQUOT'
    ? new AppError('files.diskFull', {})
    : new AppError('cli.cannotWrite', { folder: basename(folder), problem });
}

/**
 * Makes a folder and those above it, one by one: Node's own way never ends where a file system has a folder but will not have one made in it
 * (/proc).
 *
 * @throws AppError 'cli.cannotWrite', 'files.diskFull'
 */
async function makeFolder(folder: string): Promise<void> {
  const missing: string[] = [];
  let at = folder;
  try {
    while (!(await stat(at).catch(() => null)) && dirname(at) !== at) {
      missing.unshift(at);
      at = dirname(at);
    }
    for (const one of missing) await mkdir(one);
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error('a file'), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Writes all files or none: each goes to a temporary name beside its target first, then all are renamed. */
export async function writeOutputs(
  folder: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Promise<string[]> {
  const target = resolve(folder);
  await makeFolder(target);
  const staged = files.map((file) => ({
    file,
    temporary: join(target, `.${file.name}.${process.pid}.part`),
    final: join(target, file.name),
  }));
  try {
    for (const { file, temporary } of staged) await writeFile(temporary, file.bytes);
    for (const { temporary, final } of staged) await rename(temporary, final);
  } catch (error) {
    await Promise.all(staged.map(({ temporary }) => rm(temporary, { force: true })));
    throw cannotWrite(target, error);
  }
  return staged.map(({ final }) => final);
}
