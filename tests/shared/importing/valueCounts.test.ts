import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countNumbers, ValueCounts } from '../../../shared/importing/valueCounts.ts';

it('counts like a plain map, ascending', () => {
  const value = fc.oneof(
    fc.integer({ min: -200, max: 2000 }),
    fc.double({ noNaN: true, min: -300, max: 3000 }).map((x) => x + 0),
  );
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const counts = new ValueCounts(1e6);
      const plain = new Map<number, number>();
      for (const item of values) {
        counts.add(item);
        plain.set(item, (plain.get(item) ?? 0) + 1);
      }
      expect(counts.entries()).toEqual([...plain].toSorted((a, b) => a[0] - b[0]));
      expect(counts.full).toBe(false);
      expect([counts.min, counts.max]).toEqual([
        values.reduce((least, item) => Math.min(least, item), Number.POSITIVE_INFINITY),
        values.reduce((most, item) => Math.max(most, item), Number.NEGATIVE_INFINITY),
      ]);
      expect(counts.integers).toBe(values.every((item) => Number.isInteger(item)));
      expect(countNumbers(Float64Array.of(Number.NaN, ...values))).toEqual(counts.entries());
    }),
  );
});

it('says when it stopped telling values apart', () => {
  const counts = new ValueCounts(2);
  for (const value of [0.1, 0.2, 0.3, 0.1, 5]) counts.add(value);
  expect(counts.full).toBe(true);
  expect([counts.min, counts.max, counts.integers]).toEqual([0.1, 5, false]);
  expect(counts.entries()).toEqual([
    [0.1, 2],
    [0.2, 1],
    [5, 1],
  ]);
});
