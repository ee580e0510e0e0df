import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentAt,
  type PackedColumn,
  setCells,
  unpackColumn,
  withRows,
} from '../../../renderer/features/data/packedColumn.ts';

const pack = (
  values: Int8Array | Int16Array | Int32Array | Float64Array,
  encoding: PackedColumn['encoding'],
  dictionary: string[] | null = null,
): PackedColumn => ({
  variableId: 'v',
  kind: dictionary ? 'text' : 'numeric',
  encoding,
  data: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
  dictionary: dictionary ?? [],
});
const contents = (column: ReturnType<typeof unpackColumn>) =>
  Array.from(column.values, (_, row) => contentAt(column, row));

describe('packed columns', () => {
  it('reads every encoding; the smallest value and NaN are blanks', () => {
    expect(contents(unpackColumn(pack(Int8Array.of(1, -128, 99), 'int8')))).toEqual([1, null, 99]);
    expect(contents(unpackColumn(pack(Int16Array.of(300, -32_768), 'int16')))).toEqual([300, null]);
    expect(contents(unpackColumn(pack(Int32Array.of(70_000, -2_147_483_648), 'int32')))).toEqual([70_000, null]);
    expect(contents(unpackColumn(pack(Float64Array.of(1.5, Number.NaN), 'float64')))).toEqual([1.5, null]);
    expect(contents(unpackColumn(pack(Int8Array.of(1, 0, -128), 'int8', ['东', '西'])))).toEqual(['西', '东', null]);
  });

  it('knows no answer beyond the last form', () => {
    expect(contentAt(unpackColumn(pack(Int8Array.of(1), 'int8')), 5)).toBeNull();
  });

  it('sets cells in a copy and leaves the old column as it was', () => {
    const before = unpackColumn(pack(Int8Array.of(1, 2, 3), 'int8'));
    const after = setCells(before, [1], [9]);
    expect(contents(after)).toEqual([1, 9, 3]);
    expect(contents(before)).toEqual([1, 2, 3]);
    expect(after.values).toBeInstanceOf(Int8Array);
  });

  it('widens where a value does not fit and keeps blanks blank', () => {
    const before = unpackColumn(pack(Int8Array.of(1, -128), 'int8'));
    expect(setCells(before, [0], [-128]).values).toBeInstanceOf(Int16Array);
    expect(contents(setCells(before, [0], [40_000]))).toEqual([40_000, null]);
    expect(contents(setCells(before, [0], [0.25]))).toEqual([0.25, null]);
  });

  it('adds new texts to the dictionary', () => {
    const after = setCells(unpackColumn(pack(Int8Array.of(0, -128), 'int8', ['东'])), [0, 1], ['北', '东']);
    expect(contents(after)).toEqual(['北', '东']);
  });

  it('grows with blanks and shrinks', () => {
    const before = unpackColumn(pack(Int8Array.of(1, 2), 'int8'));
    expect(contents(withRows(before, 4))).toEqual([1, 2, null, null]);
    expect(contents(withRows(before, 1))).toEqual([1]);
    expect(withRows(before, 2)).toBe(before);
  });

  it('law: what was set is what is read, for any run of edits', () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.integer({ min: -200, max: 200 }),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), value), { maxLength: 30 }), (edits) => {
        const plain: (number | null)[] = Array.from({ length: 10 }, () => null);
        let column = withRows(unpackColumn(pack(new Int8Array(0), 'int8')), 10);
        for (const [row, content] of edits) {
          plain[row] = content;
          column = setCells(column, [row], [content]);
        }
        expect(contents(column)).toEqual(plain);
      }),
    );
  });
});
