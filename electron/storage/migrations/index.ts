import { sql as initial } from './0001-initial.ts';

/** In order; number n takes a file from user_version n - 1 to n. Append only: a released migration is never edited. */
export const migrations: readonly string[] = [initial];

export const newestVersion = migrations.length;
