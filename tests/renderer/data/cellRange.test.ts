import { describe, expect, it } from 'vitest';
import {
  cellCount,
  edgesOf,
  fillTarget,
  jumpAlong,
  moveHead,
  nextInBlock,
} from '../../../renderer/features/data/cellRange.ts';

const range = { anchor: { row: 5, column: 3 }, head: { row: 2, column: 4 } };

describe('the selected range', () => {
  it('has edges whichever way it was drawn', () => {
    expect(edgesOf(range)).toEqual({ top: 2, bottom: 5, left: 3, right: 4 });
    expect(cellCount(edgesOf(range))).toBe(8);
  });

  it('moves its head and stays in the sheet', () => {
    const size = { rows: 6, columns: 5 };
    expect(moveHead(range, 1, 0, size)).toEqual({ anchor: range.anchor, head: { row: 3, column: 4 } });
    expect(moveHead(range, -10, 10, size).head).toEqual({ row: 0, column: 4 });
  });

  it('jumps to the end of a run, over blanks, to the edge', () => {
    const filled = [true, true, true, false, false, true, false, false];
    const jump = (from: number, step: 1 | -1): number => jumpAlong(from, step, filled.length, (at) => !filled[at]);
    expect(jump(0, 1)).toBe(2);
    expect(jump(2, 1)).toBe(5);
    expect(jump(5, 1)).toBe(7);
    expect(jump(7, 1)).toBe(7);
    expect(jump(7, -1)).toBe(5);
    expect(jump(5, -1)).toBe(2);
    expect(jump(2, -1)).toBe(0);
  });

  it('goes round in a block, down with Enter and across with Tab, and back', () => {
    const block = { top: 2, bottom: 3, left: 1, right: 2 };
    const walk = (along: 'down' | 'across', step: 1 | -1): string[] => {
      const places = ['2,1'];
      let place = { row: 2, column: 1 };
      for (let i = 0; i < 4; i++) {
        place = nextInBlock(block, place, step, along);
        places.push(`${place.row},${place.column}`);
      }
      return places;
    };
    expect(walk('down', 1)).toEqual(['2,1', '3,1', '2,2', '3,2', '2,1']);
    expect(walk('across', 1)).toEqual(['2,1', '2,2', '3,1', '3,2', '2,1']);
    expect(walk('down', -1)).toEqual(['2,1', '3,2', '2,2', '3,1', '2,1']);
    expect(walk('across', -1)).toEqual(['2,1', '3,2', '3,1', '2,2', '2,1']);
  });

  it('fills along the longer way, and not inside itself', () => {
    const source = edgesOf(range);
    expect(fillTarget(source, { row: 4, column: 3 })).toBeNull();
    expect(fillTarget(source, { row: 9, column: 5 })).toEqual({
      direction: 'down',
      edges: { top: 6, bottom: 9, left: 3, right: 4 },
    });
    expect(fillTarget(source, { row: 0, column: 4 })).toEqual({
      direction: 'up',
      edges: { top: 0, bottom: 1, left: 3, right: 4 },
    });
    expect(fillTarget(source, { row: 3, column: 0 })?.edges).toEqual({ top: 2, bottom: 5, left: 0, right: 2 });
  });
});
