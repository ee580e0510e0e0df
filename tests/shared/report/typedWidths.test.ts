import { describe, expect, it } from 'vitest';
import type { ResolvedCell } from '../../../shared/report/resolved.ts';
import { typedWidths } from '../../../shared/report/typedWidths.ts';

const cell = (colwidth: readonly number[] | null, colspan = 1): ResolvedCell => ({
  header: true,
  colspan,
  rowspan: 1,
  colwidth,
  content: [],
});
const rounded = (widths: readonly number[] | null): readonly number[] | undefined =>
  widths?.map((one) => Math.round(one * 1000) / 1000);

describe('widths of the columns of a typed table', () => {
  it('are nobody’s where none was dragged', () => {
    expect(typedWidths([cell(null), cell([0, 0], 2)])).toBeNull();
    expect(typedWidths([])).toBeNull();
  });

  it('are shares of the whole where all were dragged, also below a head over several columns', () => {
    expect(typedWidths([cell([120]), cell([360])])).toEqual([0.25, 0.75]);
    expect(typedWidths([cell([100, 300], 2), cell([100])])).toEqual([0.2, 0.6, 0.2]);
  });

  it('of columns not dragged are what is left of the page, shared evenly', () => {
    // The text is 160 mm wide: 604.7 pixels.
    expect(rounded(typedWidths([cell([302.36]), cell(null), cell(null)]))).toEqual([0.5, 0.25, 0.25]);
    expect(rounded(typedWidths([cell([0, 151.18], 2), cell(null)]))).toEqual([0.375, 0.25, 0.375]);
  });

  it('are never nothing, however wide the dragged ones are', () => {
    expect(rounded(typedWidths([cell([360]), cell([400]), cell(null)]))).toEqual([0.45, 0.5, 0.05]);
  });
});
