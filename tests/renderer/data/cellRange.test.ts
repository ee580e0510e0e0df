import { describe, expect, it } from 'vitest';
import {
  asOneBlock,
  cellCount,
  countIn,
  disjoint,
  edgesOf,
  fillTarget,
  holds,
  jumpAlong,
  moveHead,
  nextInBlock,
  nextInBlocks,
  type RangeEdges,
  without,
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

describe('several ranges', () => {
  const area = (top: number, left: number, bottom: number, right: number): RangeEdges => ({ top, left, bottom, right });
  const cellsOf = (areas: readonly RangeEdges[]): readonly string[] =>
    areas.flatMap((one) =>
      Array.from({ length: 8 }, (_, row) => row).flatMap((row) =>
        Array.from({ length: 8 }, (_unused, column) => column)
          .filter((column) => holds(one, row, column))
          .map((column) => `${row},${column}`),
      ),
    );

  it('hold each cell once, however they overlap', () => {
    // Every pair of rectangles in a sheet of 3 x 3 cells.
    const all = [0, 1, 2].flatMap((top) =>
      [0, 1, 2].flatMap((left) =>
        [0, 1, 2].flatMap((bottom) =>
          [0, 1, 2].flatMap((right) => (bottom >= top && right >= left ? [area(top, left, bottom, right)] : [])),
        ),
      ),
    );
    expect(all).toHaveLength(36);
    for (const a of all)
      for (const b of all) {
        const parts = disjoint([a, b]);
        const cells = cellsOf(parts);
        expect(cells.toSorted()).toEqual([...new Set([...cellsOf([a]), ...cellsOf([b])])].toSorted());
        expect(countIn(parts)).toBe(cells.length);
        expect(cellsOf(without(a, b)).toSorted()).toEqual(
          cellsOf([a])
            .filter((cell) => !cellsOf([b]).includes(cell))
            .toSorted(),
        );
      }
  });

  it('make one block where every selected row meets every selected column', () => {
    expect(asOneBlock([area(0, 3, 1, 3), area(0, 0, 1, 1)])).toEqual({ rows: [0, 1], columns: [0, 1, 3] });
    expect(asOneBlock([area(4, 2, 5, 3), area(1, 2, 1, 3)])).toEqual({ rows: [1, 4, 5], columns: [2, 3] });
    expect(asOneBlock([area(0, 0, 0, 0), area(0, 2, 0, 2), area(2, 0, 2, 0), area(2, 2, 2, 2)])).toEqual({
      rows: [0, 2],
      columns: [0, 2],
    });
    expect(asOneBlock(disjoint([area(0, 0, 2, 2), area(1, 1, 3, 2)]))).toBeNull();
    expect(asOneBlock([area(0, 0, 0, 0), area(1, 1, 1, 1)])).toBeNull();
    expect(asOneBlock([])).toEqual({ rows: [], columns: [] });
  });

  it('are gone through one after another', () => {
    const blocks = [area(0, 0, 1, 0), area(3, 2, 3, 3)];
    const walk = (step: 1 | -1, along: 'down' | 'across'): string[] => {
      let place = { row: 0, column: 0 };
      return Array.from({ length: 4 }, () => {
        place = nextInBlocks(blocks, place, step, along);
        return `${place.row},${place.column}`;
      });
    };
    expect(walk(1, 'down')).toEqual(['1,0', '3,2', '3,3', '0,0']);
    expect(walk(-1, 'across')).toEqual(['3,3', '3,2', '1,0', '0,0']);
    expect(nextInBlocks(blocks, { row: 7, column: 7 }, 1, 'down')).toEqual({ row: 0, column: 0 });
  });
});
