import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProjectStore } from '../../electron/storage/projectStore.ts';
import type { Command } from '../../shared/commands/catalogue.ts';
import { InputError } from '../../shared/model/errors.ts';
import { newStore, noon, smallImport, withFolder } from '../electron/support/projects.ts';

/** Commands that mostly fit a project with the questions s (1-10) and t (text) and few forms; some do not and are refused. */
const score = fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant(null), fc.constantFrom(0, 2.5, 11));
const words = fc.oneof(fc.constantFrom('好', '很好', '', 'a', '价格贵'), fc.constant(null));
const row = fc.integer({ min: 0, max: 9 });
const edit = fc.oneof(
  fc.record({ variableId: fc.constant('s'), row, value: score }),
  fc.record({ variableId: fc.constant('t'), row, value: words }),
);
const commandOf: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('cells.set' as const), edits: fc.array(edit, { minLength: 1, maxLength: 6 }) }),
  fc.record({ type: fc.constant('rows.append' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    type: fc.constant('forms.exclude' as const),
    rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    code: fc.constant('byHand'),
    note: fc.constant(''),
  }),
  fc.record({ type: fc.constant('forms.include' as const), rows: fc.array(row, { minLength: 1, maxLength: 3 }) }),
  fc.record({ type: fc.constant('settings.set' as const), satisfiedThreshold: fc.integer({ min: 50, max: 90 }) }),
  fc.record({
    type: fc.constant('indicator.add' as const),
    id: fc.constantFrom('n1', 'n2', 'n3'),
    parentId: fc.constantFrom(null, 'n1', 'n2'),
    name: fc.constantFrom('质量', '服务'),
    definition: fc.constant(''),
  }),
  fc.record({
    type: fc.constant('indicator.move' as const),
    id: fc.constantFrom('n1', 'n2', 'n3'),
    parentId: fc.constantFrom(null, 'n1', 'n2', 'n3'),
    index: fc.integer({ min: 0, max: 2 }),
  }),
  fc.record({ type: fc.constant('indicator.remove' as const), id: fc.constantFrom('n1', 'n2', 'n3') }),
  fc.record({
    type: fc.constant('variables.update' as const),
    updates: fc
      .constantFrom('n1', 'n2', null)
      .map((indicatorId) => [{ variableId: 's', changes: { indicatorId, label: `题 ${indicatorId}` } }]),
  }),
  fc.record({
    type: fc.constant('filter.set' as const),
    conditions: fc.constantFrom<{ variableId: string; values: string[] }[]>([], [{ variableId: 't', values: ['好'] }]),
  }),
);

function tried(store: ProjectStore, command: Command): boolean {
  try {
    store.apply(command, noon);
    return true;
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

it('every command is taken back by its inverse and done again by redo, across a restart; a refused one leaves no trace', () => {
  fc.assert(
    fc.property(fc.array(commandOf, { minLength: 1, maxLength: 12 }), (commands) =>
      withFolder((folder) => {
        const path = join(folder, 'a.db');
        let store = newStore(path, 0, null);
        store.import(smallImport([7, 8, 10], ['好', '还行', '好']), noon);
        const hashes = [store.contentHash()];
        for (const command of commands) {
          const before = store.contentHash();
          if (tried(store, command)) hashes.push(store.contentHash());
          else expect(store.contentHash()).toBe(before);
        }
        store.close();
        store = new ProjectStore(path);
        expect(store.contentHash()).toBe(hashes.at(-1));
        for (const hash of hashes.slice(0, -1).toReversed()) {
          store.undo();
          expect(store.contentHash()).toBe(hash);
        }
        expect(store.undo()).toBeNull();
        store.close();
        store = new ProjectStore(path);
        for (const hash of hashes.slice(1)) {
          store.redo();
          expect(store.contentHash()).toBe(hash);
        }
        expect(store.redo()).toBeNull();
        store.close();
      }),
    ),
    { numRuns: 60, seed: 20250301 },
  );
});
