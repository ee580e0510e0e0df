import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProjectStore } from '../../../electron/storage/projectStore.ts';
import type { CombineCommand } from '../../../shared/commands/combine/catalogue.ts';
import type { WaveMark } from '../../../shared/commands/combine/wave.ts';
import { isNotAsked } from '../../../shared/model/decode.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { newStore, noon, setCell, smallImport, withFolder } from '../support/projects.ts';
import { type GivenColumn, sourceOf, tableOf } from '../support/tables.ts';

const wave = (now: string, before = '1'): WaveMark => ({ name: 'wave', label: '期次', before, now });
const second: readonly GivenColumn[] = [
  { name: 't', values: ['差', '新话', null] },
  { name: 's', values: [3, null, 9] },
  { name: 'new', values: [1, 2, 3] },
];

function stack(store: ProjectStore, columns: readonly GivenColumn[], mark: WaveMark | null) {
  const table = tableOf(columns);
  const command: CombineCommand = { type: 'data.stack', file: sourceOf(table), plan: {}, wave: mark };
  return store.combine(command, table, noon);
}

function joinTable(
  store: ProjectStore,
  columns: readonly GivenColumn[],
  variableId: string,
  repeated: 'refuse' | 'leaveBlank' = 'refuse',
) {
  const table = tableOf(columns, '客户.csv', 'c'.repeat(64));
  const command: CombineCommand = {
    type: 'data.join',
    file: sourceOf(table),
    plan: {},
    key: { variableId, column: 0 },
    repeated,
  };
  return store.combine(command, table, noon);
}

const named = (store: ProjectStore, name: string): Variable =>
  [...store.allEntities.variable.values()].find((variable) => variable.name === name)!;
const answers = (store: ProjectStore, name: string) => {
  const reader = store.reader();
  return Array.from({ length: store.rowCount }, (_, row) => reader.cell(named(store, name).id, row));
};

function withProject(work: (store: ProjectStore, path: string) => void): void {
  withFolder((folder) => {
    const path = join(folder, 'a.db');
    const store = newStore(path, 0, null);
    store.import(smallImport([7, 8], ['好', '差']), noon);
    work(store, path);
  });
}

describe('stacking a file', () => {
  it('puts its forms below, marks the waves, and says what was not asked', () => {
    withProject((store) => {
      const { created } = stack(store, second, wave('2'));
      expect(answers(store, 's')).toEqual([7, 8, 3, null, 9]);
      expect(answers(store, 't')).toEqual(['好', '差', '差', '新话', null]);
      expect(answers(store, 'new')).toEqual([null, null, 1, 2, 3]);
      expect(answers(store, 'wave')).toEqual([1, 1, 2, 2, 2]);
      expect(named(store, 'wave')).toMatchObject({ role: 'profile', label: '期次', valueLabels: [] });
      const fresh = named(store, 'new');
      expect([0, 1, 2, 3].map((row) => isNotAsked(fresh, row))).toEqual([true, true, false, false]);
      expect(created.map((operation) => operation.op === 'put' && operation.collection)).toEqual([
        'variable',
        'variable',
        'import',
      ]);
      // The third file has neither the comment nor the new question.
      stack(store, [{ name: 's', values: [5] }], wave('3'));
      expect(answers(store, 'wave')).toEqual([1, 1, 2, 2, 2, 3]);
      expect(named(store, 't').notAsked).toEqual([{ first: 5, count: 1 }]);
      expect(named(store, 'new').notAsked).toEqual([
        { first: 0, count: 2 },
        { first: 5, count: 1 },
      ]);
      expect(named(store, 's').notAsked).toBeUndefined();
      store.close();
    });
  });

  it('marks waves in words with the next code, and in the texts of a text question', () => {
    withProject((store) => {
      stack(store, second, wave('2025年', '2024年'));
      expect(named(store, 'wave').valueLabels).toEqual([
        { value: 1, label: '2024年' },
        { value: 2, label: '2025年' },
      ]);
      stack(store, second, wave('2026年'));
      expect(answers(store, 'wave')).toEqual([1, 1, 2, 2, 2, 3, 3, 3]);
      stack(store, second, wave('2025年'));
      expect(answers(store, 'wave').slice(8)).toEqual([2, 2, 2]);
      stack(store, [{ name: 's', values: [1] }], { ...wave('第五期'), name: 't' });
      expect(answers(store, 't').at(-1)).toBe('第五期');
      expect(() => stack(store, second, { ...wave('x'), name: 's' })).toThrow(
        expect.objectContaining({ code: 'stack.waveInFile' }),
      );
      expect(() => stack(store, [{ name: 't', values: ['x'] }], { ...wave('x'), name: 's' })).toThrow(
        expect.objectContaining({ code: 'stack.waveNotPlain' }),
      );
      store.close();
    });
  });

  it('takes numbers into texts, and refuses what does not fit, leaving no trace', () => {
    withProject((store) => {
      const before = store.contentHash();
      const refused = (columns: readonly GivenColumn[], code: string): void =>
        expect(() => stack(store, columns, null)).toThrow(expect.objectContaining({ code }));
      refused([{ name: 's', values: ['好'] }], 'import.typeDiffers');
      refused([{ name: 's', values: [0], plan: { type: 'date' } }], 'import.typeDiffers');
      refused([{ name: 's', values: [] }], 'import.noRows');
      expect(store.contentHash()).toBe(before);
      stack(store, [{ name: 't', values: [8, null] }], null);
      expect(answers(store, 't')).toEqual(['好', '差', '8', null]);
      store.close();
    });
  });

  it('forgets the file of a stack that was undone when it can no longer be redone', () => {
    withProject((store, path) => {
      const sheets = (): number =>
        store.connection.prepare<[], { n: number }>('SELECT count(*) AS n FROM raw_sheet').get()!.n;
      stack(store, second, null);
      store.undo();
      expect(sheets()).toBe(2);
      store.redo();
      expect(store.origin(named(store, 's').id, 2).cell).toMatchObject({ raw: '3' });
      store.undo();
      store.apply(setCell('s', 0, 4), noon);
      expect(sheets()).toBe(1);
      for (const table of ['raw_chunk', 'raw_text_chunk'])
        expect(
          store.connection
            .prepare(`SELECT 1 FROM ${table} WHERE import_id NOT IN (SELECT import_id FROM raw_sheet)`)
            .all(),
        ).toEqual([]);
      store.collectGarbage();
      store.connection.exec('VACUUM');
      store.connection.pragma('wal_checkpoint(TRUNCATE)');
      expect(readFileSync(path).includes('第二期.xlsx')).toBe(false);
      expect(store.origin(named(store, 's').id, 0).cell).toMatchObject({ raw: '7' });

      // A version kept while the file was in still speaks of it.
      stack(store, second, null);
      store.keepVersion('两期', noon, false);
      store.undo();
      store.apply(setCell('s', 0, 5), noon);
      expect(sheets()).toBe(2);
      store.close();
    });
  });

  it('traces every answer to its own file, and takes nothing that came with a file for a change', () => {
    withProject((store, path) => {
      stack(store, second, wave('2'));
      store.apply(setCell('s', 2, 4), noon);
      store.close();
      const later = new ProjectStore(path);
      const origin = (name: string, row: number) => later.origin(named(later, name).id, row);
      expect(origin('s', 0).cell).toMatchObject({ file: '答卷.xlsx', cell: 'A2', raw: '7' });
      expect(origin('s', 2)).toEqual({
        cell: { file: '第二期.xlsx', sheet: '数据', cell: 'B2', raw: '3' },
        changes: [{ at: noon, from: 3, to: 4 }],
      });
      expect(origin('t', 3).cell).toMatchObject({ file: '第二期.xlsx', cell: 'A3', raw: '新话' });
      expect(origin('new', 0)).toEqual({ cell: null, changes: [] });
      expect(origin('wave', 4)).toEqual({ cell: null, changes: [] });
      expect(later.changedCells()).toEqual({ s: [2] });
      later.close();
    });
  });

  it('lists the questions a cleaning step has changed since they were read', () => {
    withProject((store) => {
      store.apply({ type: 'cleaning.reverse', variableIds: ['s'], into: null, where: null }, noon);
      store.apply(setCell('t', 0, '很好'), noon);
      expect(store.cleanedQuestions()).toEqual([
        { variableId: 's', label: expect.objectContaining({ zh: expect.stringContaining('题 s') }) },
      ]);
      store.close();
    });
  });
});

describe('joining a file', () => {
  it('brings columns to the forms with the same key and keeps the names apart', () => {
    withProject((store, path) => {
      joinTable(
        store,
        [
          { name: 'id', values: ['差 ', '没有', '好'] },
          { name: 's', values: [30, 40, 50] },
          { name: 'city', values: ['上海', '北京', null] },
        ],
        't',
      );
      expect(answers(store, 's_2')).toEqual([50, 30]);
      expect(answers(store, 'city')).toEqual([null, '上海']);
      expect(answers(store, 's')).toEqual([7, 8]);
      expect(store.rowCount).toBe(2);
      store.close();
      const later = new ProjectStore(path);
      expect(later.origin(named(later, 's_2').id, 1).cell).toEqual({
        file: '客户.csv',
        sheet: '数据',
        cell: 'B2',
        raw: '30',
      });
      expect(later.origin('s', 1).cell).toMatchObject({ file: '答卷.xlsx' });
      later.close();
    });
  });

  it('refuses keys that occur more than once, or leaves their forms blank', () => {
    withProject((store) => {
      const columns = [
        { name: 'id', values: ['好', '好', '差'] },
        { name: 'x', values: [1, 2, 3] },
      ];
      expect(() => joinTable(store, columns, 't')).toThrow(
        expect.objectContaining({ code: 'join.repeated', details: { count: 1, examples: '好' } }),
      );
      joinTable(store, columns, 't', 'leaveBlank');
      expect(answers(store, 'x')).toEqual([null, 3]);
      expect(() =>
        joinTable(
          store,
          [
            { name: 'id', values: ['无'] },
            { name: 'y', values: [1] },
          ],
          't',
        ),
      ).toThrow(expect.objectContaining({ code: 'join.noMatch' }));
      store.close();
    });
  });
});
