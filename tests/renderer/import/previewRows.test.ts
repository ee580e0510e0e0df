import { describe, expect, it } from 'vitest';
import { previewRows, previewWidth } from '../../../renderer/features/import/previewRows.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';

const rows = [0, 1, 2, 3, 4, 97, 98].map((row) => ({ row, cells: ['a'] }));
const plan = { headerRows: [1, 2], firstDataRow: 3, lastDataRow: 97 } as unknown as ImportPlan;

describe('the rows of the preview', () => {
  it('are header, data or neither, as the plan has them', () => {
    expect(previewRows(rows, plan).map(({ part }) => part)).toEqual([
      'outside',
      'head',
      'head',
      'data',
      'data',
      'data',
      'outside',
    ]);
    expect(previewRows(rows, null).every(({ part, first }) => part === 'outside' && !first)).toBe(true);
  });

  it('mark where header and data begin, where data end and where rows are not shown', () => {
    const shown = previewRows(rows, plan);
    expect(shown.filter(({ first }) => first).map(({ row }) => row)).toEqual([1, 3]);
    expect(shown.filter(({ last }) => last).map(({ row }) => row)).toEqual([97]);
    expect(shown.filter(({ gap }) => gap).map(({ row }) => row)).toEqual([97]);
  });
});

describe('the width of a column', () => {
  const width = (...texts: string[]): number =>
    previewWidth(
      texts.map((text, row) => ({ row, cells: [text] })),
      0,
    );

  it('follows its longest text, with Chinese signs wider, within bounds', () => {
    expect(width('1', '2')).toBe(56);
    expect(width('总体满意度')).toBe(5 * 12 + 17);
    expect(width('ab', 'overall sat')).toBe(11 * 7 + 17);
    expect(width('很'.repeat(500))).toBe(176);
    expect(previewWidth([{ row: 0, cells: [] }], 3)).toBe(56);
  });
});
