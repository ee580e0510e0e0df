import { expect, it } from 'vitest';
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
