import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { chunkRows } from '../../../electron/storage/columnChunks.ts';
import { cellOf } from '../../../electron/storage/memoryColumn.ts';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { cellKind } from '../../../shared/importing/rawCells.ts';
import { firstQuestion, newStore, noon, setCell, smallImport, withFolder } from '../support/projects.ts';

const cell = (store: ProjectStore, id: string, row: number) => cellOf(store.allColumns.get(id)!, row);

describe('an open project', () => {
  it('starts from a template with a question for each lowest-level indicator', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'), 0);
      expect(store.allEntities.indicator.size).toBeGreaterThan(20);
      const perception = [...store.allEntities.variable.values()].filter((variable) => variable.role === 'perception');
      expect(perception).toHaveLength(20);
      expect(perception.every((variable) => variable.indicatorId !== null && variable.scale?.max === 10)).toBe(true);
      store.close();
    }));

  it('keeps undo and redo across reopening, and a new command ends redo', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.db');
      let store = newStore(path);
      const { id } = firstQuestion(store);
      const empty = store.contentHash();
      store.apply(setCell(id, 0, 7), noon);
      const one = store.contentHash();
      store.apply(setCell(id, 1, 9), noon);
      const two = store.contentHash();
      store.close();

      store = new ProjectStore(path);
      expect(store.contentHash()).toBe(two);
      expect(store.undo()?.label.zh).toContain('第 2 份');
      expect(store.contentHash()).toBe(one);
      store.undo();
      expect(store.contentHash()).toBe(empty);
      store.close();

      store = new ProjectStore(path);
      store.redo();
      expect(store.contentHash()).toBe(one);
      expect(store.redoLabel?.zh).toContain('第 2 份');
      store.apply(setCell(id, 2, 5), noon);
      expect(store.redoLabel).toBeNull();
      expect(store.redo()).toBeNull();
      expect(store.history(10).map((entry) => entry.label.zh)).not.toContain('修改第 2 份“商品新鲜度”');
      store.close();
    }));

  it('undoes back to the beginning but not the beginning itself', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'));
      expect(store.undo()?.change.rowCount).toBe(0);
      expect(store.undo()).toBeNull();
      expect(store.allEntities.indicator.size).toBeGreaterThan(0);
      store.close();
    }));

  it('changes nothing when a command is refused', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'));
      const { id } = firstQuestion(store);
      const before = [store.contentHash(), store.revision, store.history(100).length];
      expect(() => store.apply(setCell(id, 0, 11), noon)).toThrow(
        expect.objectContaining({ code: 'cells.valueOutOfScale' }),
      );
      expect(() => store.apply(setCell(id, 4, 1), noon)).toThrow(expect.objectContaining({ code: 'cells.noSuchRow' }));
      expect(() => store.apply(setCell('no', 0, 1), noon)).toThrow(
        expect.objectContaining({ code: 'data.unknownVariable' }),
      );
      expect([store.contentHash(), store.revision, store.history(100).length]).toEqual(before);
      store.close();
    }));

  it('grows and shrinks over the borders of chunks', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.db');
      let store = newStore(path, chunkRows - 1);
      const { id } = firstQuestion(store);
      store.apply(setCell(id, chunkRows - 2, 3), noon);
      store.apply({ type: 'rows.append', count: 2 }, noon);
      store.apply(setCell(id, chunkRows, 8), noon);
      const full = store.contentHash();
      store.undo();
      store.undo();
      store.close();
      store = new ProjectStore(path);
      expect(store.rowCount).toBe(chunkRows - 1);
      expect(cell(store, id, chunkRows - 2)).toBe(3);
      store.redo();
      store.redo();
      expect(store.contentHash()).toBe(full);
      store.close();
      store = new ProjectStore(path);
      expect(store.contentHash()).toBe(full);
      store.close();
    }));
});

describe('an import', () => {
  it('keeps raw cells, names their place, and marks what was changed since', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.db');
      let store = newStore(path, 0, null);
      store.import(smallImport([7, 8.5, 10], ['好', '还行', '好']), noon);
      expect(store.origin('s', 1).cell).toEqual({ sheet: '数据', cell: 'A3', raw: '8.5', file: '答卷.xlsx' });
      expect(store.origin('t', 2).cell).toEqual({ sheet: '数据', cell: 'B5', raw: '好', file: '答卷.xlsx' });
      expect(store.changedCells()).toEqual({});

      store.apply(setCell('s', 1, 9), noon + 1);
      store.apply(setCell('s', 1, 4), noon + 2);
      store.apply(setCell('t', 0, '很好'), noon + 3);
      expect(store.changedCells()).toEqual({ s: [1], t: [0] });
      expect(store.origin('s', 1).changes).toEqual([
        { at: noon + 1, from: 8.5, to: 9 },
        { at: noon + 2, from: 9, to: 4 },
      ]);
      store.undo();
      expect(store.changedCells()).toEqual({ s: [1] });
      store.close();
      store = new ProjectStore(path);
      expect(store.changedCells()).toEqual({ s: [1] });
      expect(store.origin('s', 1).cell?.raw).toBe('8.5');
      store.undo();
      store.undo();
      expect(store.changedCells()).toEqual({});
      expect(store.origin('s', 1).changes).toEqual([]);
      // The import itself is a barrier.
      expect(store.undo()).toBeNull();
      expect(store.rowCount).toBe(3);
      store.close();
    }));

  it('keeps a sheet with one cell far out, and nothing of what lies between', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'), 0, null);
      const near = smallImport([7, 8, 9], ['a', 'b', 'c']);
      const [rowCount, columnCount] = [3 * chunkRows, 300];
      const wide = () => ({ kinds: new Uint8Array(rowCount), values: new Float64Array(rowCount).fill(Number.NaN) });
      const table = near.sheet.columns.map(({ kinds, values }) => {
        const column = { ...wide(), formula: null };
        column.kinds.set(kinds);
        column.values.set(values);
        return column;
      });
      const blank = { ...wide(), formula: null };
      const stray = { ...wide(), formula: null };
      [stray.kinds[rowCount - 1], stray.values[rowCount - 1]] = [cellKind.number, 5];
      const columns = Array.from(
        { length: columnCount },
        (_, i) => table[i] ?? (i === columnCount - 1 ? stray : blank),
      );
      const sheet = { ...near.sheet, rowCount, columnCount, columns };
      store.import({ ...near, sheet }, noon);
      const count = store.connection.prepare('SELECT count(*) AS chunks FROM raw_chunk').get();
      expect(count).toEqual({ chunks: 3 });
      const kept = store.importedSheet('imp')!.sheet;
      expect([kept.rowCount, kept.columnCount]).toEqual([rowCount, columnCount]);
      for (const at of [0, 1, 2, columnCount - 1]) expect(kept.columns[at]).toEqual(columns[at]);
      expect(new Set(kept.columns).size).toBe(4);
      store.close();
    }));

  it('refuses marks of changes that are not what was written', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'), 0, null);
      store.import(smallImport([7, 8, 9], ['a', 'b', 'c']), noon);
      store.apply(setCell('s', 1, 3), noon);
      const damage = (data: Buffer): void =>
        void store.connection.prepare('UPDATE original_block SET data = ?').run(data);
      const pack = (value: unknown): Buffer => deflateRawSync(JSON.stringify(value));
      const bad = [
        Buffer.from('no'),
        pack({}),
        pack({ steps: [1, 1], values: [1, 2] }),
        pack({ steps: [0], values: [1] }),
        pack({ steps: [chunkRows + 1], values: [1] }),
        pack({ steps: ['x'], values: [1] }),
      ];
      for (const data of bad) {
        damage(data);
        expect(() => store.changedCells()).toThrow(expect.objectContaining({ code: 'project.damaged' }));
      }
      damage(pack({ steps: [2], values: [8] }));
      expect(store.changedCells()).toEqual({ s: [1] });
      store.close();
    }));

  it('keeps an automatic version first when it replaces, and the version comes back whole', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.db');
      let store = newStore(path, 0, null);
      store.import(smallImport([1, 2, 3], ['a', 'b', 'c']), noon);
      store.apply(setCell('s', 0, 6), noon);
      const before = store.contentHash();
      store.import({ ...smallImport([5, 5], ['x', 'y'], 'imp2'), versionName: '导入前' }, noon + 10);
      expect(store.changedCells()).toEqual({});
      const [version] = store.listVersions();
      expect(version).toMatchObject({ name: '导入前', automatic: true, rows: 3 });
      store.collectGarbage();
      store.close();

      store = new ProjectStore(path);
      store.restoreVersion(
        version!.versionId,
        { before: '恢复前', label: (one) => ({ zh: one.name, en: one.name }) },
        noon + 20,
      );
      expect(store.contentHash()).toBe(before);
      expect(store.changedCells()).toEqual({ s: [0] });
      expect(store.origin('s', 0).changes).toEqual([{ at: noon, from: 1, to: 6 }]);
      expect(store.listVersions().map((one) => one.name)).toEqual(['恢复前', '导入前']);
      store.close();
      store = new ProjectStore(path);
      expect(store.contentHash()).toBe(before);
      store.close();
    }));

  it('takes a restored version back, goes on undoing from there, and redoes it all, over a restart', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.db');
      let store = newStore(path, 0, null);
      const names = { before: '恢复前', label: () => ({ zh: '恢复', en: 'Restore' }) };
      store.import(smallImport([1, 2, 3], ['a', 'b', 'c']), noon);
      const { versionId } = store.keepVersion('清洗前', noon, false);
      const hashes = [store.contentHash()];
      // A question that is gone keeps its answers for undoing.
      store.apply({ type: 'variables.remove', variableIds: ['t'] }, noon);
      hashes.push(store.contentHash());
      store.apply(setCell('s', 0, 6), noon);
      hashes.push(store.contentHash());
      const steps = store.allSteps;
      store.restoreVersion(versionId, names, noon);
      expect(store.contentHash()).toBe(hashes[0]);
      expect(store.allSteps).toEqual([]);
      store.apply(setCell('s', 1, 9), noon);
      hashes.push(store.contentHash());
      store.close();

      store = new ProjectStore(path);
      const back = [hashes[0], hashes[2], hashes[1], hashes[0]];
      for (const hash of back) {
        expect(store.undo()).not.toBeNull();
        expect(store.contentHash()).toBe(hash);
      }
      expect(store.undo()).toBeNull();
      store.collectGarbage();
      store.close();
      store = new ProjectStore(path);
      for (const hash of [hashes[1], hashes[2], hashes[0], hashes[3]]) {
        expect(store.redoLabel).not.toBeNull();
        store.redo();
        expect(store.contentHash()).toBe(hash);
      }
      expect(store.redo()).toBeNull();
      store.undo();
      const undone = store.undo();
      expect(undone).toMatchObject({ label: { zh: '恢复' }, change: { patch: null, rowCount: 3 } });
      expect(store.allSteps).toEqual(steps);
      expect(store.changedCells()).toEqual({ s: [0] });
      store.close();
    }));

  it('stops undoing at a restored version whose way back has been dropped', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'));
      const { versionId } = store.keepVersion('清洗前', noon, false);
      store.restoreVersion(versionId, { before: '恢复前', label: () => ({ zh: '恢复', en: 'Restore' }) }, noon);
      expect(store.undoLabel).toEqual({ zh: '恢复', en: 'Restore' });
      for (let i = 1; i <= 20; i++) store.keepVersion(`自动 ${i}`, noon + i, true);
      expect([store.undoLabel, store.undo()]).toEqual([null, null]);
      store.close();
    }));

  it('keeps at most twenty automatic versions and every kept one', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'));
      for (let i = 0; i < 23; i++) store.keepVersion(`自动 ${i}`, noon + i, true);
      store.keepVersion('初稿', noon, false);
      const versions = store.listVersions();
      expect(versions.filter((version) => version.automatic)).toHaveLength(20);
      expect(versions.map((version) => version.name)).toContain('初稿');
      expect(versions.map((version) => version.name)).not.toContain('自动 2');
      expect(() => store.restoreVersion('none', { before: '', label: () => ({ zh: '', en: '' }) }, noon)).toThrow(
        expect.objectContaining({ code: 'version.unknown' }),
      );
      store.close();
    }));
});

describe('damage', () => {
  it('is found in answers, entities and the journal when they are read', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.db');
      const store = newStore(path);
      store.apply(setCell(firstQuestion(store).id, 0, 7), noon);
      store.connection.prepare("UPDATE journal SET label = '{}' WHERE sequence = 3").run();
      expect(() => store.undo()).toThrow(expect.objectContaining({ code: 'project.damaged' }));
      store.connection.prepare("UPDATE blob SET data = x'00'").run();
      store.close();
      expect(() => new ProjectStore(path)).toThrow(expect.objectContaining({ code: 'project.damaged' }));
    }));

  it('is found in a changed entity', () =>
    withFolder((folder) => {
      const path = join(folder, 'a.db');
      const store = newStore(path);
      store.connection
        .prepare("UPDATE entity SET value = replace(value, '0.4', '0.5') WHERE collection = 'indicator'")
        .run();
      store.close();
      expect(() => new ProjectStore(path)).toThrow(expect.objectContaining({ code: 'project.damaged' }));
    }));
});
