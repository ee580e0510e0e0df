import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../shared/numeric/random.ts';
import { itemMoments, itemRows, momentBuffers, momentsWithout } from '../../../shared/plssem/itemMoments.ts';

const random = randomStream(8);
const latent = Float64Array.from({ length: 400 }, () => random.normal());
const columns = Array.from({ length: 5 }, (_, item) =>
  latent.map((value, row) => (row % (17 + item) === 0 ? Number.NaN : 60 + 12 * (value + random.normal()))),
);
const weights = latent.map((_, row) => 1 + (row % 3));

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
