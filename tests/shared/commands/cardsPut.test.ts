import { describe, expect, it } from 'vitest';
import { applyEntityOperations, invertPatch } from '../../../shared/commands/applyPatch.ts';
import { command, planCommand } from '../../../shared/commands/catalogue.ts';
import { emptyEntities } from '../../../shared/model/project.ts';

const card = (id: string, order: number) => ({
  id,
  analysis: 'csi.index',
  inputs: {},
  options: {},
  title: null,
  pinned: false,
  order,
  figureStyles: {},
});

it('cards.put saves several cards as one step; the last of equal ids counts', () => {
  const input = command.parse({ type: 'cards.put', cards: [card('a', 0), card('b', 1), card('a', 2)] });
  const reader = { entities: emptyEntities(), rowCount: 0, cell: () => null, newId: () => 'x' };
  expect(planCommand(input, reader).patch).toEqual([
    { op: 'put', collection: 'card', id: 'a', value: card('a', 2) },
    { op: 'put', collection: 'card', id: 'b', value: card('b', 1) },
  ]);
});

describe('a list of analyses emptied on purpose', () => {
  const start = () => {
    const entities = emptyEntities();
    const reader = { entities, rowCount: 0, cell: () => null, newId: () => 'x' };
    const apply = (given: unknown): void => {
      const { patch } = planCommand(command.parse(given), reader);
      undo = invertPatch(patch, reader);
      applyEntityOperations(entities, patch);
    };
    let undo: ReturnType<typeof invertPatch> = [];
    return {
      apply,
      undo: () => applyEntityOperations(entities, undo),
      cleared: () => entities.settings.get('main')?.cardsCleared ?? false,
      cards: () => entities.card.size,
    };
  };

  it('stays empty after the last card is removed, until one is added or the removal is undone', () => {
    const project = start();
    project.apply({ type: 'cards.put', cards: [card('a', 0), card('b', 1)] });
    project.apply({ type: 'card.remove', id: 'a' });
    expect(project.cleared()).toBe(false);
    project.apply({ type: 'card.remove', id: 'b' });
    expect([project.cards(), project.cleared()]).toEqual([0, true]);
    project.undo();
    expect([project.cards(), project.cleared()]).toEqual([1, false]);
    project.apply({ type: 'card.remove', id: 'b' });
    project.apply({ type: 'settings.set', level: 0.9 });
    expect(project.cleared()).toBe(true);
    project.apply({ type: 'card.put', card: card('c', 0) });
    expect(project.cleared()).toBe(false);
  });

  it('can be the first thing saved: nothing of the proposed set', () => {
    const project = start();
    project.apply({ type: 'cards.put', cards: [] });
    expect(project.cleared()).toBe(true);
    project.apply({ type: 'cards.put', cards: [card('a', 0)] });
    expect(project.cleared()).toBe(false);
  });
});
