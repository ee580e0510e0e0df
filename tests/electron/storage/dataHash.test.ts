import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectStore } from '../../../electron/storage/projectStore.ts';
import { command } from '../../../shared/commands/catalogue.ts';
import { firstQuestion, newStore, noon, setCell, withFolder } from '../support/projects.ts';

/** What an analysis would read otherwise: each has to move the hash that a replayed log is held against. */
const changes: Readonly<Record<string, (store: ProjectStore) => object>> = {
  'an answer': (store) => setCell(firstQuestion(store).id, 1, 4),
  'the words of a question': (store) => ({
    type: 'variables.update',
    updates: [{ variableId: firstQuestion(store).id, changes: { label: '换了说法' } }],
  }),
  'the scale of a question': (store) => {
    const { id, scale } = firstQuestion(store);
    return { type: 'variables.update', updates: [{ variableId: id, changes: { scale: { ...scale!, max: 7 } } }] };
  },
  'the role of a question': (store) => ({
    type: 'variables.update',
    updates: [{ variableId: firstQuestion(store).id, changes: { role: 'none', indicatorId: null } }],
  }),
  'a form left out': () => ({ type: 'forms.exclude', rows: [2], code: 'other', note: '' }),
  'the weights of indicators': (store) => {
    const children = [...store.allEntities.indicator.values()].filter(({ parentId }) => parentId === null);
    return {
      type: 'weights.set',
      parentId: null,
      method: 'direct',
      weights: children.map(({ id }, place) => ({ id, weight: place === 0 ? 1 : 0 })),
      judgments: null,
      priorities: 'eigenvector',
      randomIndex: 'saaty',
    };
  },
  'a rule of the checks': (store) => ({
    type: 'rule.put',
    id: null,
    name: '规则',
    rule: { kind: 'formula', when: `[${firstQuestion(store).name}] = 1`, must: `[${firstQuestion(store).name}] < 3` },
  }),
  'more forms': () => ({ type: 'rows.append', count: 1 }),
};

describe('the hash of the data', () => {
  it.each(Object.entries(changes))('moves with %s, and back', (_name, commandOf) =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'));
      const before = store.dataHash();
      store.apply(command.parse(commandOf(store)), noon);
      const after = store.dataHash();
      expect(after).not.toBe(before);
      store.undo();
      expect(store.dataHash()).toBe(before);
      store.redo();
      expect(store.dataHash()).toBe(after);
      store.close();
    }),
  );

  it('does not move with what is shown of the data', () =>
    withFolder((folder) => {
      const store = newStore(join(folder, 'a.db'));
      const before = store.dataHash();
      const card = {
        analysis: 'csi.index',
        inputs: {},
        options: {},
        title: null,
        pinned: true,
        order: 0,
        figureStyles: {},
      };
      store.apply(command.parse({ type: 'cards.put', cards: [{ id: 'a', ...card }] }), noon);
      store.keepVersion('版本', noon, false);
      expect(store.dataHash()).toBe(before);
      store.close();
    }));
});
