import { describe, expect, it } from 'vitest';
import {
  chunkRows,
  decodeChunk,
  encodeChunk,
  type Encoding,
  smallestEncoding,
} from '../../../electron/storage/columnChunks.ts';

const samples: readonly (readonly [Encoding, readonly number[]])[] = [
  ['int8', []],
  ['int8', [Number.NaN, Number.NaN]],
  ['int8', [1, 10, Number.NaN, -127, 127]],
  ['int16', [-128, 3]],
  ['int16', [Number.NaN, 32_767, -32_767]],
  ['int32', [32_768]],
  ['int32', [2_147_483_647, -2_147_483_647]],
  ['float64', [-2_147_483_648]],
  ['float64', [0.1, Number.NaN, 1e300]],
  ['float64', [1.7e12]],
  ['float64', [-0]],
];

describe('column chunks', () => {
  it.each(samples)('%s holds %j exactly', (encoding, values) => {
    const column = Float64Array.from(values);
    expect(smallestEncoding(column)).toBe(encoding);
    const chunk = encodeChunk(column);
    expect(chunk.encoding).toBe(encoding);
    const back = new Float64Array(values.length);
    decodeChunk(chunk, back, 0);
    expect([...back].every((value, i) => Object.is(value, values[i]))).toBe(true);
  });

  it('refuses bytes of another length, unknown encodings and chunks that do not fit', () => {
    const chunk = encodeChunk(Float64Array.of(1, 2, 3));
    const target = new Float64Array(3);
    expect(() => decodeChunk({ ...chunk, count: 2 }, target, 0)).toThrow(
      expect.objectContaining({ code: 'project.damaged' }),
    );
    expect(() => decodeChunk({ ...chunk, encoding: 'int64' }, target, 0)).toThrow(
      expect.objectContaining({ code: 'project.damaged' }),
    );
    expect(() => decodeChunk(chunk, target, 1)).toThrow(expect.objectContaining({ code: 'project.damaged' }));
    expect(() => decodeChunk({ ...chunk, count: chunkRows + 1 }, new Float64Array(chunkRows * 2), 0)).toThrow(
      expect.objectContaining({ code: 'project.damaged' }),
    );
    expect(() => decodeChunk({ ...chunk, data: Buffer.from([1, 2, 3]) }, target, 0)).toThrow(
      expect.objectContaining({ code: 'project.damaged' }),
    );
  });
});
