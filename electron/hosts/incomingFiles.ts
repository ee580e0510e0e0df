import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Most file systems take 255 bytes; a suffix may still be added. */
const nameCapBytes = 200;

/** The longest beginning that fits into so many bytes of UTF-8, never cutting a character. */
function firstBytes(text: string, cap: number): string {
  let end = 0;
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > cap) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/**
 * A file name that is safe on every system: no folders, control or bidirectional characters, no characters Windows refuses, no device
 * names, no leading or trailing dots or spaces, at most 200 bytes with its extension kept. 'file' when nothing is left.
 */
export function safeFileName(name: string): string {
  const flat = basename(name.replaceAll('\\', '/'))
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[<>:"|?*/]/g, '_')
    .toWellFormed()
    .replace(/^[. ]+|[. ]+$/g, '');
  if (flat === '') return 'file';
  const dot = flat.lastIndexOf('.');
  const extension = dot > 0 ? firstBytes(flat.slice(dot), 40) : '';
  const whole = firstBytes(dot > 0 ? flat.slice(0, dot) : flat, nameCapBytes - Buffer.byteLength(extension)) + extension;
  return reserved.test(whole) ? `_${whole}` : whole;
}

/** A folder of the running program for files on their way in; goes with it. Folders of programs that no longer run are removed at the start. */
export interface IncomingFiles {
  /** An unused absolute path that ends in the (made safe) name. */
  pathFor(name: string): string;
  removeAll(): void;
}

export function createIncomingFiles(dataFolder: string): IncomingFiles {
  const home = join(dataFolder, 'incoming');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(home)) {
    if (!isRunning(Number.parseInt(entry, 10))) rmSync(join(home, entry), { recursive: true, force: true });
  }
  const own = join(home, `${process.pid}-${randomBytes(6).toString('hex')}`);
  mkdirSync(own, { mode: 0o700 });
  return {
    pathFor(name) {
      const folder = join(own, randomBytes(9).toString('hex'));
      mkdirSync(folder, { mode: 0o700 });
      return join(folder, safeFileName(name));
    },
    removeAll: () => rmSync(own, { recursive: true, force: true }),
  };
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
