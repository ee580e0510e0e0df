import { describe, expect, it } from 'vitest';
import { cellNumber, sortedPlaces } from '../../../renderer/reading/sortTable.ts';

const sorted = (cells: readonly string[], direction: 'ascending' | 'descending') =>
  sortedPlaces(cells, direction).map((place) => cells[place]);

describe('sorting a table of an exported page', () => {
  it('reads numbers as they are shown, and no words', () => {
    expect(['1,234.5', '46.2%', '<.001', '-28.1', '−3', '.932', '>.999', '0'].map(cellNumber)).toEqual([
      1234.5, 46.2, 0.001, -28.1, -3, 0.932, 0.999, 0,
    ]);
    expect(['', '–', '甲', '18-25岁', '1月', 'n.a.'].map(cellNumber)).toEqual([null, null, null, null, null, null]);
  });

  it('goes by size, empty cells last both ways, equal ones as they stood', () => {
    expect(sorted(['10.5', '–', '9', '1,000', '', '9'], 'ascending')).toEqual(['9', '9', '10.5', '1,000', '–', '']);
    expect(sorted(['10.5', '–', '9', '1,000'], 'descending')).toEqual(['1,000', '10.5', '9', '–']);
    expect(sortedPlaces(['2', '1', '2', '1'], 'descending')).toEqual([0, 2, 1, 3]);
  });

  it('takes words by the alphabet, after numbers', () => {
    expect(sorted(['b', 'Q10', 'a', 'Q9', '3'], 'ascending')).toEqual(['3', 'a', 'b', 'Q9', 'Q10']);
  });
});
