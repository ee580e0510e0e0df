import { beforeEach, describe, expect, it } from 'vitest';
import { rangeOfEdges, type RangeEdges } from '../../../renderer/features/data/cellRange.ts';
import {
  addRange,
  selectedAreas,
  selectRange,
  takeOut,
  useGridRange,
} from '../../../renderer/features/data/gridRange.ts';

/** Whole forms of a sheet of four questions. */
const form = (row: number): RangeEdges => ({ top: row, bottom: row, left: 0, right: 3 });

describe('taking cells out of the selection', () => {
  beforeEach(() => {
    selectRange(rangeOfEdges({ top: 2, bottom: 5, left: 0, right: 3 }));
    addRange(rangeOfEdges(form(8)));
  });

  it('leaves the forms around a form that is pressed again', () => {
    expect(takeOut(form(3))).toBe(true);
    expect(selectedAreas()).toEqual([form(2), { ...form(4), bottom: 5 }, form(8)]);
    expect(takeOut(form(8))).toBe(true);
    expect(selectedAreas()).toEqual([form(2), { ...form(4), bottom: 5 }]);
  });

  it('leaves alone what is selected in part only, and never leaves nothing', () => {
    const before = useGridRange.getState();
    expect(takeOut({ ...form(8), bottom: 9 })).toBe(false);
    expect(takeOut({ top: 0, bottom: 9, left: 0, right: 0 })).toBe(false);
    expect(useGridRange.getState()).toBe(before);
    selectRange(rangeOfEdges(form(1)));
    expect(takeOut(form(1))).toBe(false);
    expect(selectedAreas()).toEqual([form(1)]);
  });

  it('leaves the columns beside a column that overlaps two ranges', () => {
    selectRange(rangeOfEdges({ top: 0, bottom: 9, left: 0, right: 1 }));
    addRange(rangeOfEdges({ top: 0, bottom: 9, left: 1, right: 2 }));
    expect(takeOut({ top: 0, bottom: 9, left: 1, right: 1 })).toBe(true);
    expect(selectedAreas()).toEqual([
      { top: 0, bottom: 9, left: 0, right: 0 },
      { top: 0, bottom: 9, left: 2, right: 2 },
    ]);
  });
});
