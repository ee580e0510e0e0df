import { renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/contract/errors.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import { bringOver, type Loss, type Source } from './bringOver.ts';
import { mendedCopy } from './brokenFile.ts';
import { carveRows } from './carveRows.ts';
import { type Connection, openDatabase, openForChecking } from './openDatabase.ts';

/** What was brought over, counted in things that are proved by a hash or a seal. */
const proved = `SELECT (SELECT count(*) FROM entity) + (SELECT count(*) FROM blob) + (SELECT count(*) FROM journal)
  + (SELECT count(*) FROM version) + (SELECT count(*) FROM original_block) + (SELECT count(*) FROM raw_chunk)`;

interface Attempt {
  readonly losses: readonly Loss[];
  readonly proved: number;
}

/** @throws AppError 'project.nothingToSalvage' */
function attempt(source: Source, path: string, at: number, label: Bilingual): Attempt {
  const losses: Loss[] = [];
  const target = openDatabase(path);
  try {
    target.transaction(() => bringOver(source, target, at, label, losses))();
    return { losses, proved: target.prepare<[], number>(proved).pluck().get()! };
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Database.SqliteError)) throw error;
    throw new AppError('project.nothingToSalvage');
  } finally {
    target.close();
  }
}

/** The attempt's result, or why there is none. */
function tried(work: () => Attempt): Attempt | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError && error.code !== 'project.newer') return error;
    throw error;
  }
}

/** By way of the file's own list of tables: what is on whole pages that lead to one another. */
function byTables(damaged: string, scratch: string, fresh: string, at: number, label: Bilingual): Attempt {
  mendedCopy(damaged, scratch);
  let source: Connection;
  try {
    source = openForChecking(scratch);
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    throw new AppError('project.nothingToSalvage');
  }
  try {
    return attempt({ connection: source, whole: true }, fresh, at, label);
  } finally {
    source.close();
  }
}

/** Page by page: what the list of tables or a page that leads to others no longer leads to. */
function byPages(damaged: string, scratch: string, fresh: string, at: number, label: Bilingual): Attempt {
  const carved = carveRows(damaged, scratch);
  if (!carved) throw new AppError('project.nothingToSalvage');
  try {
    return attempt(carved, fresh, at, label);
  } finally {
    carved.connection.close();
  }
}

/**
 * Builds a new database from what can still be read and proved in a damaged project file: by its tables, and where that leaves anything
 * out, page by page; the one that brings more is taken. Answers, facts and history carry hashes, so what is brought over is what was
 * saved; blocks without proof are blank and listed. The damaged file is only read.
 *
 * @param scratch  path for a working copy of the damaged file, not yet there; the caller removes it
 * @param fresh  path of the new database, not yet there
 * @throws AppError 'project.notAProject', 'project.newer', 'project.nothingToSalvage'
 */
export function salvage(
  damaged: string,
  scratch: string,
  fresh: string,
  at: number,
  label: Bilingual,
): readonly Loss[] {
  const first = tried(() => byTables(damaged, scratch, fresh, at, label));
  if (!(first instanceof AppError) && first.losses.length === 0) return first.losses;
  const [rows, other] = [`${scratch}.rows`, `${fresh}.rows`];
  try {
    const second = tried(() => byPages(damaged, rows, other, at, label));
    if (second instanceof AppError) {
      if (first instanceof AppError) throw first;
      return first.losses;
    }
    if (!(first instanceof AppError) && first.proved >= second.proved) return first.losses;
    for (const part of sideFiles) rmSync(fresh + part, { force: true });
    renameSync(other, fresh);
    return second.losses;
  } finally {
    for (const base of [rows, other]) for (const part of sideFiles) rmSync(base + part, { force: true });
  }
}

/** What SQLite may leave beside a database, and the database itself. */
const sideFiles = ['', '-wal', '-shm', '-journal'] as const;
