import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/numeric/random.ts';
import { itemMoments, itemRows, momentBuffers, momentsWithout } from '../../../shared/plssem/itemMoments.ts';

const random = randomStream(8);
const latent = Float64Array.from({ length: 400 }, () => random.normal());
const columns = Array.from({ length: 5 }, (_, item) =>
  latent.map((value, row) => (row % (17 + item) === 0 ? Number.NaN : 60 + 12 * (value + random.normal()))),
);
const weights = latent.map((_, row) => 1 + (row % 3));

describe('moments', () => {
  it('are means, deviations and correlations of the rows that count, for every number of items and rows', () => {
    for (let items = 1; items <= 5; items++)
      for (let length = 4; length <= 12; length++) {
        const answers = columns.slice(0, items).map((column) => column.slice(20, 20 + length));
        const rows = itemRows(answers, null, 'mean');
        const counts = Float64Array.from({ length }, (_, row) => (row === 0 || row % 4 === 1 ? 0 : 1 + (row % 3)));
        counts[length - 1] = 2.5;
        const copies = [...counts].flatMap((count, row) => (count > 0 ? [{ row, count }] : []));
        const total = copies.reduce((sum, { count }) => sum + count, 0);
        const value = (row: number, item: number): number => rows.deviations[row * items + item]!;
        const mean = (item: number): number =>
          copies.reduce((sum, { row, count }) => sum + count * value(row, item), 0) / total;
        const product = (i: number, j: number): number =>
          copies.reduce(
            (sum, { row, count }) => sum + count * (value(row, i) - mean(i)) * (value(row, j) - mean(j)),
            0,
          );
        const buffers = momentBuffers(items);
        expect(itemMoments(rows, counts, buffers)).toBe(-1);
        for (let i = 0; i < items; i++) {
          expect(buffers.shifts[i]).toBeCloseTo(mean(i), 11);
          expect(buffers.sds[i]).toBeCloseTo(Math.sqrt(product(i, i) / (total - 1)), 11);
          for (let j = 0; j < items; j++)
            expect(buffers.correlations[i * items + j]).toBeCloseTo(
              product(i, j) / Math.sqrt(product(i, i) * product(j, j)),
              11,
            );
        }
      }
  });
});

describe('moments without a row', () => {
  it('are those of the others, whatever part of its weight is left out', () => {
    const rows = itemRows(columns, weights, 'mean');
    const without = momentsWithout(rows);
    const [fast, plain] = [momentBuffers(5), momentBuffers(5)];
    for (let row = 0; row < rows.rows; row += 13)
      for (const amount of [rows.weights[row]!, Math.min(1, rows.weights[row]!)]) {
        const reduced = Float64Array.from(rows.weights);
        reduced[row]! -= amount;
        expect(itemMoments(rows, reduced, plain)).toBe(-1);
        expect(without(row, amount, fast)).toBe(-1);
        for (const part of ['shifts', 'sds', 'correlations'] as const)
          fast[part].forEach((value, place) => expect(value).toBeCloseTo(plain[part][place]!, 11));
      }
  });

  it('name an item that only the row left out made vary, however many rows there are', () => {
    for (const count of [20, 100_000]) {
      const flat = Float64Array.from({ length: count }, (_, row) => (row === 7 ? 30 : 70));
      const rows = itemRows(
        [latent.length < count ? flat.map((_, row) => row % 11) : latent.slice(0, count), flat],
        null,
        'mean',
      );
      const without = momentsWithout(rows);
      expect(without(7, 1, momentBuffers(2))).toBe(1);
      expect(without(8, 1, momentBuffers(2))).toBe(-1);
    }
  });
});
