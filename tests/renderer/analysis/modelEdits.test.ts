import { describe, expect, it } from 'vitest';
import {
  added,
  emptyModel,
  renamed,
  withItems,
  withoutConstruct,
  withPath,
} from '../../../renderer/features/analysis/model/modelEdits.ts';
import type { StructuralModel } from '../../../shared/model/structuralModel.ts';

const one = (name: string, items: readonly string[] = []) => ({ name, items, mode: 'A' as const, x: 0, y: 0 });
const model: StructuralModel = {
  constructs: [one('a', ['q1']), one('b', ['q2']), one('c')],
  paths: [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
  ],
};

describe('edits of a drawn model', () => {
  it('refuses loops with the names on them, doubles and paths to itself', () => {
    expect(withPath(model, 'c', 'a')).toEqual({ code: 'loop', names: ['c', 'a', 'b', 'c'] });
    expect(withPath(model, 'a', 'b')).toEqual({ code: 'pathTwice' });
    expect(withPath(model, 'a', 'a')).toEqual({ code: 'selfPath' });
    expect(withPath(model, 'a', 'c')).toMatchObject({ paths: [...model.paths, { from: 'a', to: 'c' }] });
  });

  it('renames in paths, too, and keeps names apart', () => {
    expect(renamed(model, 'b', 'x')).toMatchObject({
      paths: [
        { from: 'a', to: 'x' },
        { from: 'x', to: 'c' },
      ],
    });
    expect(renamed(model, 'b', 'c')).toEqual({ code: 'nameTaken' });
  });

  it('moves a question from the construct that had it', () => {
    const moved = withItems(model, 'b', ['q2', 'q1']);
    expect(moved.constructs.map(({ items }) => items)).toEqual([[], ['q2', 'q1'], []]);
  });

  it('removes a construct with its paths, and finds free names for new ones', () => {
    expect(withoutConstruct(model, 'b')).toEqual({ constructs: [model.constructs[0], model.constructs[2]], paths: [] });
    const first = added(emptyModel, 'L');
    expect(first.name).toBe('L1');
    const taken: StructuralModel = { constructs: [one('L2')], paths: [] };
    expect(added(taken, 'L').name).toBe('L3');
  });
});
