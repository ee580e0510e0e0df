import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepBallast, releaseBallast } from '../../../electron/storage/ballast.ts';
import { applicationId, openDatabase, openForChecking } from '../../../electron/storage/openDatabase.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'csi-open-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a working copy', () => {
  it('has every commit on the disk, overwrites what is deleted, and trusts no schema', () => {
    const connection = openDatabase(join(folder, 'working.csi'));
    const set = (name: string): unknown => connection.pragma(name, { simple: true });
    expect({
      journal: set('journal_mode'),
      synchronous: set('synchronous'),
      foreignKeys: set('foreign_keys'),
      secureDelete: set('secure_delete'),
      trustedSchema: set('trusted_schema'),
      cellSizeCheck: set('cell_size_check'),
      memoryMap: set('mmap_size') ?? 0,
      locking: set('locking_mode'),
      application: set('application_id'),
    }).toEqual({
      journal: 'wal',
      synchronous: 2,
      foreignKeys: 1,
      secureDelete: 1,
      trustedSchema: 0,
      cellSizeCheck: 1,
      memoryMap: 0,
      locking: 'exclusive',
      application: applicationId,
    });
    connection.close();
  });

  it('has a full path without blanks at its ends', () => {
    for (const path of ['working.csi', `${join(folder, 'working.csi')} `, 'file:working.csi'])
      expect(() => openDatabase(path), path).toThrow(/absolute/);
  });
});

describe('a file that may be a stranger’s', () => {
  it('is opened for looking only', () => {
    const path = join(folder, 'foreign.csi');
    openDatabase(path).close();
    const connection = openForChecking(path);
    expect(connection.pragma('trusted_schema', { simple: true })).toBe(0);
    expect(connection.pragma('query_only', { simple: true })).toBe(1);
    expect(() => connection.exec('CREATE TABLE mine (x)')).toThrow(/readonly|read-only/);
    connection.close();
  });
});

describe('room kept for the last edits', () => {
  it('is kept once, for its owner alone, and given up once', () => {
    keepBallast(folder);
    keepBallast(folder);
    const kept = join(folder, 'ballast.bin');
    expect(statSync(kept).size).toBe(16 * 1024 * 1024);
    if (process.platform !== 'win32') expect(statSync(kept).mode & 0o077).toBe(0);
    expect(releaseBallast(folder)).toBe(true);
    expect(existsSync(kept)).toBe(false);
    expect(releaseBallast(folder)).toBe(false);
  });
});
