import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, realFiles } from './fileCalls.ts';

/** Room kept for the last edits on a full disk. */
const ballastBytes = 16 * 1024 * 1024;
/** Kept only where there is this much room beside it. */
const roomNeeded = 16 * ballastBytes;

const pathOf = (folder: string): string => join(folder, 'ballast.bin');

/** Lays a file into the program's folder, on the disk of the working copies, that can be given up when the disk is full. Does nothing where room is short. */
export function keepBallast(folder: string): void {
  const path = pathOf(folder);
  if (existsSync(path) || (realFiles.freeBytes(folder) ?? 0) < roomNeeded) return;
  try {
    // Not zeros: some file systems would not take room for them.
    writeFileSync(path, Buffer.alloc(ballastBytes, 0xa5), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (codeOf(error) === '') throw error;
    rmSync(path, { force: true });
  }
}

/** Gives the room back; false when there was none kept. */
export function releaseBallast(folder: string): boolean {
  const path = pathOf(folder);
  if (!existsSync(path)) return false;
  rmSync(path, { force: true });
  return true;
}
