import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkProjectFile } from '../../../electron/storage/checkProjectFile.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { writeSealedCopy } from '../../../electron/storage/publish.ts';
import type { Loss } from '../../../electron/storage/bringOver.ts';
import { salvage } from '../../../electron/storage/salvage.ts';
import { noon, setCell, smallImport, withFolder } from '../support/projects.ts';

const pageBytes = 4096;
/** The first byte of an inner page of a table with row numbers. */
const leadingPage = 5;
const label = { zh: '抢救', en: 'Salvage' };

interface Saved {
  readonly bytes: Buffer;
  readonly hash: string;
}

/** A project of an import, a version and edits, of a few dozen pages: comments that do not compress overflow their pages. */
function savedProject(folder: string): Saved {
  const store = new ProjectStore(join(folder, 'work.db'));
  const scores = Array.from({ length: 3000 }, (_, row) => 1 + ((row * 7919) % 10));
  const comments = Array.from({ length: 3000 }, (_, row) => `意见 ${((row + 1) * 2_654_435_761) % 4_294_967_291}`);
  store.import(smallImport(scores, comments), noon);
  store.keepVersion('清理前', noon, false);
  for (let step = 0; step < 40; step++) store.apply(setCell('s', step * 11, 10), noon);
  const path = join(folder, 'good.csi');
  writeSealedCopy(store.connection, path);
  const hash = store.contentHash();
  store.close();
  return { bytes: readFileSync(path), hash };
}

function codeOf(path: string): string {
  try {
    checkProjectFile(path);
    return 'passed';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

let made = 0;
/** What is had of some bytes: the losses, and whether the answers are those that were saved. */
function salvaged(folder: string, bytes: Buffer): { losses: readonly Loss[]; hash: string; answers: number } {
  const path = join(folder, `damaged-${++made}.csi`);
  writeFileSync(path, bytes);
  const fresh = join(folder, `fresh-${made}.db`);
  const losses = salvage(path, join(folder, `scratch-${made}`), fresh, noon, label);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  const store = new ProjectStore(fresh);
  try {
    const answers = [...store.allColumns.values()].reduce(
      (sum, column) =>
        sum +
        (column.kind === 'text' ? column.codes.filter((code) => code >= 0) : column.values.filter((value) => value > 0))
          .length,
      0,
    );
    return { losses, hash: store.contentHash(), answers };
  } finally {
    store.close();
  }
}

const changed = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};

describe('rows found page by page', () => {
  it('are all there when the page that lists the tables is gone', () =>
    withFolder((folder) => {
      const { bytes, hash } = savedProject(folder);
      for (const [from, to] of [
        [0, pageBytes],
        [100, pageBytes],
        [103, 105],
        [3000, 3001],
      ] as const) {
        const damaged = changed(bytes, (copy) => {
          for (let at = from; at < to; at++) copy[at] = copy[at]! ^ 0x5a;
        });
        const { losses, hash: found } = salvaged(folder, damaged);
        expect(found, `${from}`).toBe(hash);
        // With its beginning the file lost what says how many pages it had, but the seal over the rows still holds.
        expect(losses, `${from}`).toEqual([]);
      }
    }));

  it('are had without the page that leads to theirs, and where a page of theirs is gone that is told', () =>
    withFolder((folder) => {
      const { bytes, hash } = savedProject(folder);
      let leading = 0;
      let told = 0;
      for (let page = 1; page < bytes.length / pageBytes; page++) {
        const damaged = changed(bytes, (copy) => void copy.fill(0, page * pageBytes, (page + 1) * pageBytes));
        if (bytes[page * pageBytes] === leadingPage) {
          // Such a page holds nothing but the way to others.
          expect(salvaged(folder, damaged), `page ${page + 1}`).toMatchObject({ losses: [], hash });
          leading++;
          continue;
        }
        let result: ReturnType<typeof salvaged>;
        try {
          result = salvaged(folder, damaged);
        } catch (error) {
          // The page that held all questions.
          expect(error).toMatchObject({ code: 'project.nothingToSalvage' });
          told++;
          continue;
        }
        if (result.hash === hash) continue;
        expect(result.losses.length, `page ${page + 1}`).toBeGreaterThan(0);
        told++;
      }
      expect(leading).toBeGreaterThan(0);
      expect(told).toBeGreaterThan(0);
    }));

  it('are had of what stands before a cut, and what stood behind it is told', () =>
    withFolder((folder) => {
      const { bytes, hash } = savedProject(folder);
      const answers = [0.5, 0.7, 0.9].map((share) => {
        const result = salvaged(folder, bytes.subarray(0, Math.floor(bytes.length * share)));
        expect(result.losses.length).toBeGreaterThan(0);
        return result.answers;
      });
      expect(answers.every((count, i) => i === 0 || count >= answers[i - 1]!)).toBe(true);
      expect(salvaged(folder, bytes.subarray(0, bytes.length)).hash).toBe(hash);
    }));

  it('are not had from pages that were given back: what stood there was deleted', () =>
    withFolder((folder) => {
      const { bytes } = savedProject(folder);
      const path = join(folder, 'deleted.csi');
      writeFileSync(path, bytes);
      const connection = new Database(path);
      connection.pragma('secure_delete = OFF');
      connection.exec('DELETE FROM entity');
      connection.close();
      expect(() => salvaged(folder, readFileSync(path))).toThrow(
        expect.objectContaining({ code: 'project.nothingToSalvage' }),
      );
    }));
});

describe('what SQLite keeps outside our tables', () => {
  it('is checked: every byte of the header that says something else is found, and no other keeps the file from opening', () =>
    withFolder((folder) => {
      const { bytes, hash } = savedProject(folder);
      const path = join(folder, 'flipped.csi');
      const unseen: number[] = [];
      for (let at = 0; at < 100; at++)
        for (const bit of [1, 2, 0x40, 0xff]) {
          writeFileSync(
            path,
            changed(bytes, (copy) => void (copy[at]! ^= bit)),
          );
          if (codeOf(path) !== 'passed') continue;
          unseen.push(at);
          const store = new ProjectStore(path);
          expect(store.contentHash(), `byte ${at}`).toBe(hash);
          store.close();
        }
      // Counters of changes, the suggested cache and the version of SQLite: nothing of the project depends on them.
      const harmless = (at: number): boolean =>
        [18, 19].includes(at) || (at >= 24 && at < 28) || (at >= 40 && at < 52) || at >= 92;
      expect(unseen.filter((at) => !harmless(at))).toEqual([]);
    }));

  it('and where the journal counts on from, and bytes that are referred to and not there', () =>
    withFolder((folder) => {
      const { bytes } = savedProject(folder);
      const path = join(folder, 'changed.csi');
      for (const sql of [
        'UPDATE sqlite_sequence SET seq = 9223372036854775807',
        'DELETE FROM blob WHERE hash IN (SELECT hash FROM column_chunk)',
      ]) {
        writeFileSync(path, bytes);
        const connection = new Database(path);
        connection.exec(sql);
        connection.close();
        expect(codeOf(path), sql).toBe('project.damaged');
      }
    }));

  it('an empty file is called empty', () =>
    withFolder((folder) => {
      const path = join(folder, 'empty.csi');
      writeFileSync(path, '');
      expect(codeOf(path)).toBe('project.empty');
    }));
});
