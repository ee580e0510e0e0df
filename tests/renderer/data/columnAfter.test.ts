import { describe, expect, it } from 'vitest';
import { columnAfter } from '../../../renderer/features/data/columnCache.ts';
import { type CachedColumn, contentAt } from '../../../renderer/features/data/packedColumn.ts';
import { variableId } from '../../../shared/model/ids.ts';

const column: CachedColumn = { variableId: 'v', kind: 'numeric', values: Int8Array.of(1, 2, 3), dictionary: [] };
const read = (after: CachedColumn | null) =>
  after ? Array.from(after.values, (_, row) => contentAt(after, row)) : null;

describe('a column after a change', () => {
  it('takes the cells of its own question only', () => {
    const patch = [
      { op: 'cells', variableId: variableId('v'), rows: [0, 2], values: [9, null] },
      { op: 'cells', variableId: variableId('w'), rows: [1], values: [7] },
    ] as const;
    expect(read(columnAfter(column, patch, 3))).toEqual([9, 2, null]);
  });

  it('follows added and removed forms', () => {
    expect(read(columnAfter(column, [{ op: 'addRows', count: 2 }], 5))).toEqual([1, 2, 3, null, null]);
    expect(read(columnAfter(column, [{ op: 'removeRows', count: 1 }], 2))).toEqual([1, 2]);
    const back = [
      { op: 'addRows', count: 1 },
      { op: 'cells', variableId: variableId('v'), rows: [3], values: [4] },
    ] as const;
    expect(read(columnAfter(column, back, 4))).toEqual([1, 2, 3, 4]);
  });

  it('goes with its question', () => {
    expect(columnAfter(column, [{ op: 'put', collection: 'variable', id: 'v', value: null }], 3)).toBeNull();
    expect(columnAfter(column, [{ op: 'put', collection: 'variable', id: 'w', value: null }], 3)).toBe(column);
  });
});
