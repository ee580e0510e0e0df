import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProjectStore } from '../../electron/storage/projectStore.ts';
import { dataHash } from '../../electron/storage/cleaningLog.ts';
import type { CombineCommand } from '../../shared/commands/combine/catalogue.ts';
import { InputError } from '../../shared/model/errors.ts';
import { newStore, noon, setCell, smallImport, withFolder } from '../electron/support/projects.ts';
import { type GivenColumn, sourceOf, tableOf } from '../electron/support/tables.ts';

const score = fc.option(fc.integer({ min: 1, max: 10 }));
const word = fc.option(fc.constantFrom('好', '差', '中', 'Ａ', ''));

/** Some of the questions s, t, u in any order, with some forms. */
const file = fc.integer({ min: 1, max: 6 }).chain((forms) => {
  const column = <T extends number | string | null>(name: string, values: fc.Arbitrary<T>) =>
    fc.array(values, { minLength: forms, maxLength: forms }).map(
      (given): GivenColumn => ({
        name,
        values: given,
        plan: { type: name === 't' ? 'text' : 'number' },
      }),
    );
  return fc
    .tuple(column('s', score), column('t', word), column('u', score))
    .chain((columns) => fc.shuffledSubarray(columns, { minLength: 1 }));
});

const asText = (columns: readonly GivenColumn[]) => tableOf(columns, 'f.xlsx', 'a'.repeat(64));

function start(folder: string): ProjectStore {
  const store = newStore(join(folder, 'a.db'), 0, null);
  store.import(smallImport([7, 8, 10, 2], ['好', '中', '坏', '无']), noon);
  return store;
}

function combined(store: ProjectStore, columns: readonly GivenColumn[], how: 'stack' | 'join'): boolean {
  const table = asText(columns);
  const source = { file: sourceOf(table), plan: {} };
  const command: CombineCommand =
    how === 'stack'
      ? { type: 'data.stack', ...source, wave: { name: 'wave', label: '期次', before: '1', now: '2' } }
      : { type: 'data.join', ...source, key: { variableId: 't', column: 0 }, repeated: 'leaveBlank' };
  try {
    store.combine(command, table, noon);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

it('stacked files are taken back one by one and done again, across restarts; a refused one leaves no trace', () => {
  let done = 0;
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), (files) =>
      withFolder((folder) => {
        let store = start(folder);
        const hashes = [store.contentHash()];
        for (const columns of files) {
          const before = store.contentHash();
          if (combined(store, columns, 'stack')) hashes.push(store.contentHash());
          else expect(store.contentHash()).toBe(before);
          store.apply(setCell('s', store.rowCount - 1, 3), noon);
          hashes.push(store.contentHash());
        }
        done += hashes.length;
        for (const hash of hashes.slice(0, -1).toReversed()) {
          store.undo();
          expect(store.contentHash()).toBe(hash);
          store.close();
          store = new ProjectStore(join(folder, 'a.db'));
          expect(store.contentHash()).toBe(hash);
        }
        expect(store.undo()).toBeNull();
        for (const hash of hashes.slice(1)) {
          store.redo();
          expect(store.contentHash()).toBe(hash);
        }
        store.close();
      }),
    ),
    { numRuns: 40, seed: 20260101 },
  );
  expect(done).toBeGreaterThan(150);
});

it('the order of the rows of a joined file does not matter', () => {
  let matched = 0;
  const keys = fc.option(fc.constantFrom('好', ' 中', '坏', '无', '别的'));
  const row = fc.tuple(keys, score, word);
  const cases = fc
    .array(row, { minLength: 1, maxLength: 8 })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
  fc.assert(
    fc.property(cases, ([rows, shuffled]) => {
      const results = [rows, shuffled].map((given) =>
        withFolder((folder) => {
          const store = start(folder);
          const ok = combined(
            store,
            ['id', 'x', 'y'].map((name, i) => ({
              name,
              values: given.map((cells) => cells[i] ?? null),
              plan: { type: i === 1 ? 'number' : 'text' },
            })),
            'join',
          );
          const hash = dataHash(store.allEntities, store.allColumns, store.rowCount);
          store.undo();
          const undone = store.contentHash();
          store.close();
          return { ok, hash, undone };
        }),
      );
      if (results[0]!.ok) matched++;
      expect(results[1]).toEqual(results[0]);
    }),
    { numRuns: 60, seed: 20260102 },
  );
  expect(matched).toBeGreaterThan(20);
});
