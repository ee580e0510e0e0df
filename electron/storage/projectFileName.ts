import { createHash } from 'node:crypto';

export const projectExtension = '.csi';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name that every file system takes, from what the user calls the project. */
export function projectFileName(name: string): string {
  const safe = name
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 80)
    .trim();
  return `${safe === '' || reserved.test(safe) ? `项目 ${safe}`.trim() : safe}${projectExtension}`;
}

/** The same file is always the same project, whoever opens it: id of the working copy, the lock and the recent entry. */
export const projectIdOf = (target: string): string => createHash('sha256').update(target).digest('hex').slice(0, 32);
