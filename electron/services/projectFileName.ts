import { createHash } from 'node:crypto';
import { safeFileName } from './safeFileName.ts';

export const projectExtension = '.csi';

/** A file name that every file system takes, from what the user calls the project. */
export const projectFileName = (name: string): string =>
  safeFileName(`${name.replaceAll(/[\\/]/g, ' ').replace(/\s+/g, ' ').trim()}${projectExtension}`);

/** The same file is always the same project, whoever opens it: id of the working copy, the lock and the recent entry. */
export const projectIdOf = (target: string): string => createHash('sha256').update(target).digest('hex').slice(0, 32);
