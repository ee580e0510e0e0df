import { describe, expect, it } from 'vitest';
import { dropPlace, isWithin, keyMove, visibleNodes, zoneAt } from '../../../renderer/features/indicators/treeMoves.ts';
import { type IndicatorId, indicatorId } from '../../../shared/model/ids.ts';
import type { Indicator } from '../../../shared/model/indicator.ts';
import { indicatorTree } from '../../../shared/satisfaction/indicatorTree.ts';

const node = (id: string, parentId: string | null, order: number): Indicator => ({
  id: indicatorId(id),
  parentId: parentId === null ? null : indicatorId(parentId),
  name: id,
  definition: '',
  weight: 0.5,
  order,
});

// a (a1, a2 (a2x)), b, c (c1)
const tree = indicatorTree([
  node('a', null, 0),
  node('a1', 'a', 0),
  node('a2', 'a', 1),
  node('a2x', 'a2', 0),
  node('b', null, 1),
  node('c', null, 2),
  node('c1', 'c', 0),
]);
const id = (text: string): IndicatorId => indicatorId(text);

describe('moving indicators by keyboard', () => {
  it('moves up and down among siblings and stops at the ends', () => {
    expect(keyMove(tree, id('b'), 'up')).toEqual({ parentId: null, index: 0 });
    expect(keyMove(tree, id('b'), 'down')).toEqual({ parentId: null, index: 2 });
    expect(keyMove(tree, id('a'), 'up')).toBeNull();
    expect(keyMove(tree, id('a2'), 'down')).toBeNull();
  });

  it('moves in under the sibling above, last', () => {
    expect(keyMove(tree, id('b'), 'in')).toEqual({ parentId: 'a', index: 2 });
    expect(keyMove(tree, id('a1'), 'in')).toBeNull();
  });

  it('moves out right behind its parent', () => {
    expect(keyMove(tree, id('a1'), 'out')).toEqual({ parentId: null, index: 1 });
    expect(keyMove(tree, id('a2x'), 'out')).toEqual({ parentId: 'a', index: 2 });
    expect(keyMove(tree, id('c'), 'out')).toBeNull();
  });
});

describe('dropping indicators', () => {
  it('counts the place without the moving indicator', () => {
    expect(dropPlace(tree, id('a'), id('c'), 'above')).toEqual({ parentId: null, index: 1 });
    expect(dropPlace(tree, id('a'), id('c'), 'below')).toEqual({ parentId: null, index: 2 });
    expect(dropPlace(tree, id('c'), id('b'), 'above')).toEqual({ parentId: null, index: 1 });
  });

  it('goes into an indicator as its last child, and onto the whole as the last of the first level', () => {
    expect(dropPlace(tree, id('b'), id('c'), 'inside')).toEqual({ parentId: 'c', index: 1 });
    expect(dropPlace(tree, id('a1'), null, 'inside')).toEqual({ parentId: null, index: 3 });
  });

  it('never goes into itself or below itself, and says when nothing would change', () => {
    expect(dropPlace(tree, id('a'), id('a2x'), 'inside')).toBeNull();
    expect(dropPlace(tree, id('a'), id('a'), 'below')).toBeNull();
    expect(dropPlace(tree, id('b'), id('a'), 'below')).toBeNull();
    expect(dropPlace(tree, id('b'), id('c'), 'above')).toBeNull();
    expect(isWithin(tree, id('a2x'), id('a'))).toBe(true);
    expect(isWithin(tree, id('b'), id('a'))).toBe(false);
  });

  it('divides a row into above, inside and below', () => {
    expect([4, 16, 28].map((offset) => zoneAt(offset, 32))).toEqual(['above', 'inside', 'below']);
  });
});

it('hides what lies under folded indicators', () => {
  expect(visibleNodes(tree, new Set()).map((row) => row.indicator.name)).toEqual([
    'a',
    'a1',
    'a2',
    'a2x',
    'b',
    'c',
    'c1',
  ]);
  expect(visibleNodes(tree, new Set(['a2', 'c'])).map((row) => row.indicator.name)).toEqual([
    'a',
    'a1',
    'a2',
    'b',
    'c',
  ]);
});
