import { describe, expect, it } from 'vitest';
import { accurateMean, accurateSum } from '../../../shared/numeric/accurateSum.ts';
import { completeCrossProducts, crossProducts, repeatedCrossProducts } from '../../../shared/numeric/crossProducts.ts';
import { at } from '../../../shared/numeric/matrix.ts';
import { pairwiseProducts } from '../../../shared/numeric/pairwiseProducts.ts';
import { randomStream } from '../../../shared/numeric/random.ts';

const random = randomStream(7);
const column = (n: number, draw: () => number): Float64Array => Float64Array.from({ length: n }, draw);

/** The plain way: compensated sums over the rows both columns have. */
function plain(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  weights: ArrayLike<number> | null,
): { count: number; total: number; mean: number; largest: number; product: number; square: number } {
  const rows = Array.from(a, (_, row) => row).filter(
    (row) => !Number.isNaN(a[row]!) && !Number.isNaN(b[row]!) && (!weights || weights[row]! > 0),
  );
  const w = rows.map((row) => (weights ? weights[row]! : 1));
  const x = rows.map((row) => a[row]!);
  const y = rows.map((row) => b[row]!);
  const [meanX, meanY] = [accurateMean(x, w), accurateMean(y, w)];
  return {
    count: rows.length,
    total: accurateSum(w),
    mean: meanX,
    largest: Math.max(0, ...x.map(Math.abs)),
    product: accurateSum(x.map((value, i) => w[i]! * (value - meanX) * (y[i]! - meanY))),
    square: accurateSum(x.map((value, i) => w[i]! * (value - meanX) ** 2)),
  };
}

const kinds: Readonly<Record<string, () => number>> = {
  'answers 1-10': () => 1 + random.integer(10),
  'scores 0-100': () => random.integer(101),
  'wide whole numbers': () => random.integer(500_000) - 250_000,
  'real numbers far from 0': () => 1e6 + random.normal(),
  'whole numbers too large to pack': () => 5e9 + random.integer(1000),
};
const weightings: Readonly<Record<string, (n: number) => Float64Array | null>> = {
  none: () => null,
  'whole weights with zeros': (n) => column(n, () => random.integer(4)),
  'real weights': (n) => column(n, () => 0.2 + random.uniform()),
};
const table = Object.keys(kinds).flatMap((kind) => Object.keys(weightings).map((weighting) => ({ kind, weighting })));

describe('cross products', () => {
  it.each(table)('$kind, weights $weighting: as compensated sums', ({ kind, weighting }) => {
    for (const [k, n] of [
      [1, 1],
      [2, 3],
      [4, 700],
      [7, 2000],
    ] as const) {
      const columns = Array.from({ length: k }, () => column(n, kinds[kind]!));
      const weights = weightings[weighting]!(n)?.map((weight, row) => (row === 0 ? 1 : weight)) ?? null;
      const copies = columns.map((one) => one.slice());
      const { sums, means, totalWeight } = crossProducts(columns, weights);
      expect(columns).toEqual(copies);
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          const want = plain(columns[i]!, columns[j]!, weights);
          const size = Math.sqrt(want.square * plain(columns[j]!, columns[i]!, weights).square);
          expect(Math.abs(at(sums, i, j) - want.product)).toBeLessThanOrEqual(1e-12 * size);
          if (i === j) {
            expect(totalWeight).toBeCloseTo(want.total, 9);
            expect(Math.abs(means[i]! - want.mean)).toBeLessThanOrEqual(4e-16 * want.largest);
          }
        }
      }
    }
  });

  it.each(table)('$kind, weights $weighting, with gaps: every pair over its own rows', ({ kind, weighting }) => {
    const [k, n] = [5, 900];
    const gap = (draw: () => number) => () => (random.uniform() < 0.1 ? Number.NaN : draw());
    const columns = Array.from({ length: k }, (_, j) => column(n, j === 1 ? kinds[kind]! : gap(kinds[kind]!)));
    columns[4]!.fill(Number.NaN);
    const weights = weightings[weighting]!(n);
    const pairs = pairwiseProducts(columns, weights);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        const want = plain(columns[i]!, columns[j]!, weights);
        expect(at(pairs.counts, i, j)).toBe(want.count);
        expect(at(pairs.totalWeights, i, j)).toBeCloseTo(want.total, 9);
        if (want.count === 0) continue;
        const size = Math.sqrt(want.square * plain(columns[j]!, columns[i]!, weights).square);
        expect(Math.abs(at(pairs.means, i, j) - want.mean)).toBeLessThanOrEqual(4e-16 * want.largest);
        expect(Math.abs(at(pairs.squares, i, j) - want.square)).toBeLessThanOrEqual(1e-11 * want.square);
        expect(Math.abs(at(pairs.products, i, j) - want.product)).toBeLessThanOrEqual(1e-11 * size);
      }
    }
  });

  it('without gaps both ways agree', () => {
    const columns = Array.from({ length: 6 }, () => column(1300, () => 1 + random.integer(5)));
    const whole = crossProducts(columns);
    const pairs = pairwiseProducts(columns);
    expect(pairs.products.data).toEqual(whole.sums.data);
    expect(pairs.counts.data.every((count) => count === 1300)).toBe(true);
  });

  it('of the same columns under weight after weight are those under each', () => {
    for (const kind of Object.values(kinds)) {
      const columns = Array.from({ length: 4 }, () => column(900, kind));
      const under = repeatedCrossProducts(columns);
      for (let draw = 0; draw < 3; draw++) {
        const weights = column(900, () => random.integer(4));
        const [found, wanted] = [under(weights), crossProducts(columns, weights)];
        expect(found.totalWeight).toBe(wanted.totalWeight);
        for (let i = 0; i < 4; i++) {
          const size = Math.sqrt(at(wanted.sums, i, i));
          expect(Math.abs(found.means[i]! - wanted.means[i]!)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted.means[i]!));
          for (let j = 0; j <= i; j++)
            expect(Math.abs(at(found.sums, i, j) - at(wanted.sums, i, j))).toBeLessThanOrEqual(
              1e-11 * size * Math.sqrt(at(wanted.sums, j, j)),
            );
        }
      }
    }
    expect(() => repeatedCrossProducts([[1], [1, 2]])).toThrow(expect.objectContaining({ code: 'matrix.shape' }));
  });

  it('of complete columns only, and null with one gap', () => {
    const columns = Array.from({ length: 3 }, () => column(700, () => 1 + random.integer(10)));
    expect(completeCrossProducts(columns)).toEqual(crossProducts(columns));
    columns[2]![699] = Number.NaN;
    expect(completeCrossProducts(columns)).toBeNull();
  });

  it('sums of answers do not depend on the order of the rows', () => {
    const columns = Array.from({ length: 5 }, () => column(3000, () => 1 + random.integer(10)));
    const backwards = columns.map((one) => one.toReversed());
    expect(crossProducts(backwards).sums.data).toEqual(crossProducts(columns).sums.data);
  });

  it('a constant varies with nothing, a missing value shows, lengths must agree', () => {
    const x = [1, 2, 4];
    expect(crossProducts([[0.1, 0.1, 0.1], x]).sums.data).toEqual(Float64Array.of(0, 0, 0, 14 / 3));
    expect(crossProducts([[1, Number.NaN, 3], x]).sums.data[1]).toBeNaN();
    expect(
      crossProducts([
        [5, 5, 5],
        [1, Number.NaN, 3],
      ]).sums.data[1],
    ).toBeNaN();
    expect(() => crossProducts([x, [1, 2]])).toThrow(expect.objectContaining({ code: 'matrix.shape' }));
    expect(() => crossProducts([x], [1])).toThrow(expect.objectContaining({ code: 'matrix.shape' }));
    expect(() => pairwiseProducts([x, [1, 2]])).toThrow(expect.objectContaining({ code: 'matrix.shape' }));
  });
});
