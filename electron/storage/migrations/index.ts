import type Database from 'better-sqlite3';
import { sql as initial } from './0001-initial.ts';
import { moveOriginals } from './0002-original-blocks.ts';
import { findUnreadCells } from './0003-unread-cells.ts';

type Migration = (connection: Database.Database) => void;

/** In order; number n takes a file from user_version n - 1 to n. Append only: a released migration is never edited. */
export const migrations: readonly Migration[] = [
  (connection) => connection.exec(initial),
  moveOriginals,
  findUnreadCells,
];

export const newestVersion = migrations.length;
