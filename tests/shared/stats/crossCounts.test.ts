import { describe, expect, it } from 'vitest';
import { noAnswer, packBytes, packPlaces } from '../../../shared/model/answerBytes.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { crossByteCounts, crossCounts } from '../../../shared/stats/crossCounts.ts';

const drawn = (length: number, seed: number, value: (share: number) => number): Float64Array => {
  const stream = randomStream(seed);
  return Float64Array.from({ length }, () => value(stream.uniform()));
};

describe('answers in a byte each', () => {
  it('are the whole numbers 0 to 254; gaps become 255', () => {
    for (const length of [0, 1, 3, 4, 5, 8, 13, 1001])
      for (const most of [2, 31, 32, 254]) {
        const values = drawn(length, most, (share) => (share > 0.9 ? Number.NaN : Math.floor(share * (most + 1))));
        const packed = packBytes(values, Number.isNaN)!;
        expect([...packed.bytes]).toEqual(Array.from(values, (value) => (Number.isNaN(value) ? noAnswer : value)));
        const there = new Set(values.filter((value) => !Number.isNaN(value)));
        expect(packed.seen).toEqual([...there].toSorted((a, b) => a - b));
        expect(packed.complete).toBe(!values.some(Number.isNaN));
      }
  });

  it('are refused where one is neither', () => {
    for (const wrong of [0.5, -1, 255, 256, 2 ** 31, 2 ** 32 + 1, Infinity])
      for (const place of [0, 2, 7, 8, 9]) {
        const values = new Float64Array(10).fill(3);
        values[place] = wrong;
        expect(packBytes(values, Number.isNaN), `${wrong} at ${place}`).toBeNull();
        const asNone = packBytes(values, (value) => value === wrong)!;
        expect([...asNone.bytes]).toEqual(Array.from(values, (value) => (value === wrong ? noAnswer : value)));
        expect(asNone.seen).toEqual([3]);
        expect(asNone.complete).toBe(false);
      }
  });

  it('are the places of words, too', () => {
    const packed = packPlaces(Int32Array.of(3, -1, 254, 0, 3));
    expect([...packed.bytes]).toEqual([3, noAnswer, 254, 0, 3]);
    expect(packed).toMatchObject({ seen: [0, 3, 254], complete: false });
  });
});

describe('cross counts of bytes', () => {
  it('are those of the codes, for few categories and many, with gaps and without', () => {
    for (const length of [0, 3, 4, 1003])
      for (const [rows, columns] of [
        [2, 3],
        [15, 15],
        [16, 15],
        [200, 5],
        [255, 255],
      ] as const)
        for (const gaps of [0, 0.2]) {
          const value = (most: number) => (share: number) =>
            share < gaps ? Number.NaN : Math.floor(((share - gaps) / (1 - gaps)) * most);
          const side = (values: Float64Array) => {
            const { bytes, seen } = packBytes(values, Number.isNaN)!;
            return { bytes, order: seen.toReversed() };
          };
          const a = side(drawn(length, 1, value(rows)));
          const b = side(drawn(length, 2, value(columns)));
          const codes = ({ bytes, order }: typeof a): Int32Array =>
            Int32Array.from(bytes, (byte) => order.indexOf(byte));
          expect(crossByteCounts(a, b)).toEqual(crossCounts(codes(a), codes(b), a.order.length, b.order.length));
        }
  });

  it('needs columns of one length', () => {
    const side = (length: number) => ({ bytes: new Uint8Array(length), order: [0] });
    expect(() => crossByteCounts(side(4), side(8))).toThrowError('stats.shape');
  });
});
