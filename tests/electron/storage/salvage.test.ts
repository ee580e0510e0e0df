import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkProjectFile } from '../../../electron/storage/checkProjectFile.ts';
import { cellOf } from '../../../electron/storage/memoryColumn.ts';
import { newestVersion } from '../../../electron/storage/migrations/index.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { writeSealedCopy } from '../../../electron/storage/publish.ts';
import type { Loss } from '../../../electron/storage/bringOver.ts';
import { salvage } from '../../../electron/storage/salvage.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { noon, setCell, smallImport, withFolder } from '../support/projects.ts';

const label = { zh: '抢救', en: 'Salvage' };
const forms = 40_000;

interface Made {
  readonly good: string;
  readonly scores: readonly number[];
  readonly comments: readonly string[];
  readonly hash: string;
}

/** A saved project of an import, a version and a few edits; three chunks per question. */
function makeFile(folder: string): Made {
  const store = new ProjectStore(join(folder, 'work.db'));
  const scores = Array.from({ length: forms }, (_, row) => 1 + ((row * 7919) % 10));
  const comments = Array.from({ length: forms }, (_, row) => `意见 ${(row * 31) % 9000}`);
  store.import(smallImport(scores, comments), noon);
  store.keepVersion('清理前', noon, false);
  for (const row of [3, 20_000, 39_999]) {
    store.apply(setCell('s', row, 10), noon);
    scores[row] = 10;
  }
  const hash = store.contentHash();
  const good = join(folder, 'good.csi');
  writeSealedCopy(store.connection, good);
  store.close();
  return { good, scores, comments, hash };
}

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Salvages and says what every answer became; the damaged file must be as it was. */
function salvaged(folder: string, damaged: string, name: string): { store: ProjectStore; losses: readonly Loss[] } {
  const before = hashOf(damaged);
  const fresh = join(folder, `${name}.db`);
  try {
    const losses = salvage(damaged, join(folder, `${name}.scratch`), fresh, noon, label);
    return { store: new ProjectStore(fresh), losses };
  } finally {
    expect(hashOf(damaged)).toBe(before);
  }
}

/** Every answer is the saved one, or blank and within a listed loss. */
function expectHonest(made: Made, store: ProjectStore, losses: readonly Loss[]): number {
  const variables = [...store.allEntities.variable.keys()];
  let blank = 0;
  const wholeLost = losses.some(({ code }) => code === 'facts');
  for (const [id, truth] of [
    ['s', made.scores],
    ['t', made.comments],
  ] as const) {
    if (!variables.includes(id)) {
      expect(wholeLost).toBe(true);
      continue;
    }
    const column = store.allColumns.get(id)!;
    const { name, label: wording } = store.allEntities.variable.get(id)!;
    // Losses are told in words: the name with the wording.
    const own = losses.filter(({ details }) => details['variable'] === `${name} ${wording}`);
    const spans = own.filter(({ code }) => code === 'answers');
    const texts = own.some(({ code }) => code === 'texts');
    let wrong = 0;
    for (let row = 0; row < store.rowCount; row++) {
      const answer = cellOf(column, row);
      if (answer === truth[row]) continue;
      blank++;
      const listed =
        texts || spans.some(({ details }) => row + 1 >= Number(details['from']) && row + 1 <= Number(details['to']));
      if (answer !== null || !listed) wrong++;
    }
    expect(wrong).toBe(0);
  }
  return blank;
}

describe('salvage', () => {
  it('brings everything over from a whole file', () =>
    withFolder((folder) => {
      const made = makeFile(folder);
      const { store, losses } = salvaged(folder, made.good, 'a');
      expect(losses).toEqual([]);
      expect(store.contentHash()).toBe(made.hash);
      expect(store.origin('s', 20_000).cell).toMatchObject({ cell: 'A20002', raw: String(1 + ((20_000 * 7919) % 10)) });
      expect(store.changedCells()['s']).toEqual([3, 20_000, 39_999].filter((row) => 1 + ((row * 7919) % 10) !== 10));
      expect(store.listVersions().map(({ name }) => name)).toEqual(['清理前']);
      // Undo does not go back into a history that may have holes.
      expect(store.undo()).toBeNull();
      const sealed = join(folder, 'sealed.csi');
      writeSealedCopy(store.connection, sealed);
      store.close();
      checkProjectFile(sealed);
    }));

  it('brings over what stands before and after the damage, from truncated and overwritten files', () =>
    withFolder((folder) => {
      const made = makeFile(folder);
      const bytes = readFileSync(made.good);
      let brought = 0;
      for (const share of [0.5, 0.7, 0.9, 0.97]) {
        const path = join(folder, `cut-${share}.csi`);
        writeFileSync(path, bytes.subarray(0, Math.floor(bytes.length * share)));
        expect(() => checkProjectFile(path)).toThrow(InputError);
        let result: ReturnType<typeof salvaged>;
        try {
          result = salvaged(folder, path, `cut-${share}`);
        } catch (error) {
          expect(error).toMatchObject({ code: 'project.nothingToSalvage' });
          continue;
        }
        expect(result.losses.length).toBeGreaterThan(0);
        expectHonest(made, result.store, result.losses);
        brought++;
        result.store.close();
      }
      expect(brought).toBeGreaterThan(0);

      // One block of answers overwritten: the others are all there.
      const database = new Database(made.good, { readonly: true });
      const hash = database
        .prepare<[], { hash: Buffer }>("SELECT hash FROM column_chunk WHERE variable_id = 's' AND chunk = 1")
        .get()!.hash;
      const { data } = database.prepare<[Buffer], { data: Buffer }>('SELECT data FROM blob WHERE hash = ?').get(hash)!;
      database.close();
      const at = bytes.indexOf(data.subarray(0, 64));
      expect(at).toBeGreaterThan(0);
      const path = join(folder, 'overwritten.csi');
      const changed = Buffer.from(bytes);
      changed.fill(0x5a, at + 8, at + 40);
      writeFileSync(path, changed);
      expect(() => checkProjectFile(path)).toThrow(expect.objectContaining({ code: 'project.damaged' }));
      const { store, losses } = salvaged(folder, path, 'overwritten');
      expect(losses).toContainEqual({ code: 'answers', details: { variable: 's 题 s', from: 16_385, to: 32_768 } });
      expect(expectHonest(made, store, losses)).toBe(16_384);
      store.close();
    }));

  it(
    'detects every one of 500 flipped bytes that says anything, and never makes up an answer',
    () =>
      withFolder((folder) => {
        const made = makeFile(folder);
        const bytes = readFileSync(made.good);
        let detected = 0;
        for (let round = 0; round < 500; round++) {
          const flipped = Buffer.from(bytes);
          // A third of the rounds hits the small tables, which a random place in a file of blobs seldom does.
          const span = round % 3 === 0 ? Math.min(bytes.length, 60_000) : bytes.length;
          const at = Number((BigInt(round) * 2_654_435_761n + 97n) % BigInt(span));
          flipped[at] = flipped[at]! ^ (1 << (round % 8));
          const path = join(folder, 'flipped.csi');
          writeFileSync(path, flipped);
          try {
            checkProjectFile(path);
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^project\./) });
            detected++;
            if (detected % 6 !== 0) continue;
            try {
              const { store, losses } = salvaged(folder, path, `flipped-${round}`);
              expectHonest(made, store, losses);
              store.close();
            } catch (refusal) {
              expect(refusal).toMatchObject({
                code: expect.stringMatching(/^project\.(nothingToSalvage|newer|notAProject)$/),
              });
            }
            continue;
          }
          const again = new ProjectStore(path);
          expect(again.contentHash()).toBe(made.hash);
          again.close();
        }
        expect(detected).toBeGreaterThan(250);
      }),
    120_000,
  );

  it('leaves foreign objects behind, and never runs them', () =>
    withFolder((folder) => {
      const made = makeFile(folder);
      const change = (name: string, sql: string): string => {
        const path = join(folder, name);
        writeFileSync(path, readFileSync(made.good));
        const connection = new Database(path);
        connection.exec(sql);
        connection.close();
        expect(() => checkProjectFile(path)).toThrow(expect.objectContaining({ code: 'project.damaged' }));
        return path;
      };
      const hostile = change(
        'hostile.csi',
        'CREATE TABLE extra (x); CREATE VIEW spy AS SELECT * FROM meta; CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM blob; END',
      );
      const { store, losses } = salvaged(folder, hostile, 'hostile');
      expect(losses).toEqual([{ code: 'foreignObjects', details: { count: 3 } }]);
      expect(store.contentHash()).toBe(made.hash);
      store.close();
      // A view in the place of a table could be anything, an endless one included.
      const view = change(
        'view.csi',
        'DROP TABLE entity; CREATE VIEW entity AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS collection, i AS id, i AS value, i AS hash FROM n',
      );
      expect(() => salvaged(folder, view, 'view')).toThrow(
        expect.objectContaining({ code: 'project.nothingToSalvage' }),
      );
    }));

  it('refuses what is no project, and files of a newer program', () =>
    withFolder((folder) => {
      const made = makeFile(folder);
      const other = join(folder, 'other.csi');
      writeFileSync(
        other,
        'PK\u0003\u0004 a workbook under a wrong name, longer than the header of a database'.padEnd(200),
      );
      expect(() => salvaged(folder, other, 'other')).toThrow(expect.objectContaining({ code: 'project.notAProject' }));
      writeFileSync(other, '');
      expect(() => salvaged(folder, other, 'empty')).toThrow(expect.objectContaining({ code: 'project.notAProject' }));
      const newer = join(folder, 'newer.csi');
      const bytes = readFileSync(made.good);
      bytes.writeUInt32BE(newestVersion + 1, 60);
      writeFileSync(newer, bytes);
      expect(() => salvaged(folder, newer, 'newer')).toThrow(expect.objectContaining({ code: 'project.newer' }));
      expect(existsSync(join(folder, 'newer.csi.bak'))).toBe(false);
    }));
});
