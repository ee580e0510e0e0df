import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkProjectFile } from '../../../electron/storage/checkProjectFile.ts';
import { chunkRows } from '../../../electron/storage/columnChunks.ts';
import { manifestOf } from '../../../electron/storage/manifest.ts';
import { sql as initial } from '../../../electron/storage/migrations/0001-initial.ts';
import { migrations, newestVersion } from '../../../electron/storage/migrations/index.ts';
import { applicationId, expectedSchema, migrate, schemaOf } from '../../../electron/storage/openDatabase.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { fingerprintOf, publish, writeSealedCopy } from '../../../electron/storage/publish.ts';
import { createEntityStore } from '../../../electron/storage/entityStore.ts';
import { planImport } from '../../../electron/services/importPlanning.ts';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { salvage } from '../../../electron/storage/salvage.ts';
import { firstQuestion, newStore, noon, setCell, smallImport, withFolder } from '../support/projects.ts';

const refuses = (path: string, code: string) =>
  expect(() => checkProjectFile(path)).toThrow(expect.objectContaining({ code }));

describe('migrations', () => {
  it('lead from an empty file to the newest version, one by one as at once', () => {
    const stepwise = new Database(':memory:');
    for (let version = 1; version <= migrations.length; version++) {
      migrate(stepwise, version);
      expect(stepwise.pragma('user_version', { simple: true })).toBe(version);
    }
    expect(schemaOf(stepwise)).toBe(expectedSchema(newestVersion));
    expect(stepwise.pragma('application_id', { simple: true })).toBe(applicationId);
    stepwise.close();
  });

  it('move originals of version 1, a row each, into blocks; the file of version 1 passes its check before', () =>
    withFolder((folder) => {
      const work = join(folder, 'work.db');
      const forms = chunkRows + 3;
      const scores = Array.from({ length: forms }, (_, row) => 1 + (row % 9));
      const comments = Array.from({ length: forms }, (_, row) => `意见 ${row % 50}`);
      let store = newStore(work, 0, null);
      store.import(smallImport(scores, comments), noon);
      for (const row of [chunkRows + 1, 0, 7]) store.apply(setCell('s', row, 10), noon);
      store.apply(setCell('t', chunkRows, null), noon);
      const version = store.keepVersion('清理后', noon, false);
      const changed = { s: [0, 7, chunkRows + 1], t: [chunkRows] };
      expect(store.changedCells()).toEqual(changed);
      store.close();
      const old = join(folder, 'old.csi');
      copyFileSync(work, old);
      const connection = new Database(old);
      connection.exec(
        `DROP TABLE original_block; ${/CREATE TABLE original [^;]+;/.exec(initial)![0]} PRAGMA user_version = 1; PRAGMA journal_mode = DELETE`,
      );
      const put = connection.prepare('INSERT INTO original VALUES (?, ?, ?)');
      for (const row of changed.s) put.run('s', row, String(scores[row]));
      put.run('t', chunkRows, JSON.stringify(comments[chunkRows]));
      const kept = connection.prepare<[], { contents: Buffer }>('SELECT contents FROM version').get()!;
      const blob = connection.prepare<[Buffer], { data: Buffer }>('SELECT data FROM blob WHERE hash = ?');
      const contents = JSON.parse(inflateRawSync(blob.get(kept.contents)!.data).toString('utf8')) as object;
      const originals = changed.s.map((row) => ['s', row, scores[row]]);
      const data = deflateRawSync(JSON.stringify({ ...contents, originals }));
      const hash = createHash('sha256').update(data).digest();
      connection.prepare('INSERT INTO blob VALUES (?, ?)').run(hash, data);
      connection.prepare('UPDATE version SET contents = ?').run(hash);
      connection.prepare("INSERT INTO meta VALUES ('manifest', ?)").run(manifestOf(connection));
      connection.close();
      checkProjectFile(old);

      const salvaged = join(folder, 'salvaged.db');
      salvage(old, join(folder, 'scratch.db'), salvaged, noon, { zh: '抢救', en: 'Salvage' });
      for (const path of [salvaged, old]) {
        store = new ProjectStore(path);
        expect(store.changedCells()).toEqual(changed);
        expect(schemaOf(store.connection)).toBe(expectedSchema(newestVersion));
        store.apply(setCell('s', 0, 9), noon);
        store.undo();
        expect(store.changedCells()).toEqual(changed);
        const label = (one: { readonly name: string }) => ({ zh: one.name, en: one.name });
        store.restoreVersion(version.versionId, { before: '恢复前', label }, noon);
        expect(store.changedCells()).toEqual({ s: changed.s });
        store.close();
      }
    }));

  it('find in the sheets of version 2 which cells their questions could not take', async () => {
    await withFolder(async (folder) => {
      const work = join(folder, 'work.db');
      const text = [
        '编号,到店次数',
        ...Array.from({ length: 12 }, (_, i) => `${i + 1},${i === 4 ? '很多次' : i}`),
      ].join('\n');
      const sheet = (await readWorkbook('答卷.csv', Buffer.from(text))).sheets[0]!;
      const plan = proposePlan(sheet);
      const applied = applyPlan(sheet, plan);
      const columns = applied.columns.map((column, planIndex) => ({
        planIndex,
        column,
        unread: applied.unread[planIndex]!,
      }));
      const decoded = { plan, fileName: '答卷.csv', sha256: '00', sheet, columns, formRows: applied.rawRowOfForm };
      const first = newStore(work, 0, null);
      const state = { project: first.reader(), template: null, importedAt: '2025-03-01T00:00:00.000Z' };
      first.import(planImport(state, decoded), noon);
      const told = first.unreadCells();
      expect(told).toMatchObject([{ row: 4, cell: 'B6', raw: '很多次', file: '答卷.csv' }]);
      first.close();

      const connection = new Database(work);
      const entities = createEntityStore(connection);
      for (const [id, variable] of entities.load().variable) {
        const { unread: _unread, ...older } = variable;
        entities.put('variable', id, older);
      }
      connection.pragma('user_version = 2');
      connection.close();
      const opened = new ProjectStore(work);
      expect(opened.connection.pragma('user_version', { simple: true })).toBe(newestVersion);
      expect(opened.unreadCells()).toEqual(told);
      opened.close();
    });
  });

  it('refuse a file of a newer program', () => {
    const newer = new Database(':memory:');
    newer.pragma(`user_version = ${newestVersion + 1}`);
    expect(() => migrate(newer)).toThrow(expect.objectContaining({ code: 'project.newer' }));
    newer.close();
  });
});

describe('a saved project file', () => {
  it('is whole, alone in its folder, and passes the check', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'work.db'));
      const target = join(folder, '测评.csi');
      const first = publish(store.connection, target, folder, null, noon);
      expect(first.conflictKept).toBeNull();
      checkProjectFile(target);
      store.apply(setCell(firstQuestion(store).id, 0, 7), noon);
      const second = publish(store.connection, target, folder, first.fingerprint, noon);
      expect(second.conflictKept).toBeNull();
      store.close();
      checkProjectFile(target);
      checkProjectFile(`${target}.bak`);
      expect(readdirSync(folder).toSorted()).toEqual(['work.db', '测评.csi', '测评.csi.bak']);
    }));

  it('keeps what somebody else wrote over it meanwhile', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'work.db'));
      const target = join(folder, 'a.csi');
      const { fingerprint } = publish(store.connection, target, folder, null, noon);
      writeFileSync(target, 'written by a sync client');
      const { conflictKept } = publish(store.connection, target, folder, fingerprint, noon);
      store.close();
      expect(conflictKept).toBe('a (2025-03-01 120000).csi');
      expect(readFileSync(join(folder, conflictKept!), 'utf8')).toBe('written by a sync client');
      checkProjectFile(target);
    }));

  it('leaves the old file as it was when the folder cannot be written', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'work.db'));
      const target = join(folder, 'gone', 'a.csi');
      expect(() => publish(store.connection, target, folder, null, noon)).toThrow(
        expect.objectContaining({ code: 'project.targetUnwritable' }),
      );
      expect(existsSync(target)).toBe(false);
      store.close();
      expect(readdirSync(folder)).toEqual(['work.db']);
      expect(fingerprintOf(target)).toBeNull();
    }));

  it('is refused with a reason when it is something else', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.csi');
      refuses(path, 'project.missing');
      writeFileSync(path, 'PK');
      refuses(path, 'project.notAProject');
      const store = newStore(join(folder, 'work.db'));
      const good = join(folder, 'good.csi');
      writeSealedCopy(store.connection, good);
      store.close();
      symlinkSync(good, join(folder, 'link.csi'));
      refuses(join(folder, 'link.csi'), 'project.notAProject');

      const change = (name: string, sql: string): string => {
        const changed = join(folder, name);
        writeFileSync(changed, readFileSync(good));
        const connection = new Database(changed);
        connection.exec(sql);
        connection.close();
        return changed;
      };
      refuses(change('other.csi', 'PRAGMA application_id = 1'), 'project.notAProject');
      refuses(change('newer.csi', `PRAGMA user_version = ${newestVersion + 1}`), 'project.newer');
      refuses(change('view.csi', 'CREATE VIEW spy AS SELECT * FROM meta'), 'project.damaged');
      refuses(
        change('trigger.csi', 'CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM blob; END'),
        'project.damaged',
      );
      refuses(change('rows.csi', "UPDATE meta SET value = '3' WHERE key = 'rowCount'"), 'project.damaged');
      refuses(change('chunk.csi', "UPDATE column_chunk SET encoding = 'int16'"), 'project.damaged');
      refuses(change('blob.csi', "UPDATE blob SET data = x'00'"), 'project.damaged');
      refuses(change('undone.csi', 'UPDATE journal SET undone = 1'), 'project.damaged');
      checkProjectFile(good);
    }));

  it('never passes with a flipped byte that changes what it says', { timeout: 120_000 }, () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'work.db'), 300);
      const { id } = firstQuestion(store);
      store.apply(
        {
          type: 'cells.set',
          edits: Array.from({ length: 300 }, (_, row) => ({ variableId: id, row, value: 1 + ((row * 7) % 10) })),
        },
        noon,
      );
      const wanted = store.contentHash();
      const good = join(folder, 'good.csi');
      writeSealedCopy(store.connection, good);
      store.close();
      const bytes = readFileSync(good);
      let found = 0;
      for (let round = 0; round < 300; round++) {
        const flipped = Buffer.from(bytes);
        const at = (round * 7919 + 13) % bytes.length;
        flipped[at] = flipped[at]! ^ (1 << (round % 8));
        const path = join(folder, 'flipped.csi');
        writeFileSync(path, flipped);
        try {
          checkProjectFile(path);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^project\./) });
          found++;
          continue;
        }
        // What passes is unused space of a page: the contents are the same.
        const again = new ProjectStore(path);
        expect(again.contentHash()).toBe(wanted);
        again.close();
      }
      expect(found).toBeGreaterThan(50);
    }),
  );
});
