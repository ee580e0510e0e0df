import { describe, expect, it } from 'vitest';
import {
  accurateDot,
  accurateDots,
  accurateMean,
  accurateSd,
  accurateSum,
  accurateVariance,
  centralSums,
  splitMean,
  squaresAbout,
} from '../../../shared/numeric/accurateSum.ts';
import {
  at,
  columnOf,
  correlationFromCovariance,
  matrixFromRows,
  multiply,
  symmetricEigen,
  symmetricInverse,
  transpose,
} from '../../../shared/numeric/matrix.ts';
import { quantile } from '../../../shared/numeric/quantile.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import { midRanks, sortedCopy } from '../../../shared/numeric/rank.ts';

describe('accurate sums', () => {
  it('keep what plain addition loses', () => {
    expect(accurateSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(accurateSum([])).toBe(0);
    expect(accurateDot([1e100, 3, -1e100], [1, 2, 1])).toBe(6);
  });

  it('mean and variance survive a large offset', () => {
    const offset = 1e9;
    expect(accurateMean([offset + 1, offset + 2, offset + 3])).toBe(offset + 2);
    expect(accurateVariance([offset + 1, offset + 2, offset + 3])).toBe(1);
    expect(accurateVariance([5])).toBeNaN();
    expect(accurateMean([])).toBeNaN();
    expect(accurateSd([0.1, 0.1, 0.1])).toBeLessThan(1e-16);
  });

  it('weights count', () => {
    expect(accurateMean([1, 4], [2, 1])).toBe(2);
    expect(splitMean([1, 4], [0, 1]).high).toBe(4);
    expect(accurateMean([1, 4], [0, 0])).toBeNaN();
  });
});

describe('fast twins of the sums', () => {
  const stream = randomStream(5);
  const columns = Array.from({ length: 8 }, () => Float64Array.from({ length: 301 }, () => 1e6 * stream.normal()));
  const weights = columns[7]!.map(Math.abs);

  it('give the plain ones bit for bit', () => {
    for (let from = 0; from < columns.length; from++)
      expect(accurateDots(columns[0]!, columns, from)).toEqual(
        columns.slice(from).map((column) => accurateDot(columns[0]!, column)),
      );
    for (const used of [null, weights])
      for (const column of columns) {
        const centre = splitMean(column, used);
        expect(squaresAbout(column, centre, used)).toBe(centralSums(column, centre, used)[0]);
      }
  });

  it('pass a missing value on', () => {
    const holed = Float64Array.of(1, Number.NaN, 3);
    expect(accurateDots(holed, [holed, holed, holed, holed])).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect(squaresAbout(holed, { high: 1, low: 0 })).toBeNaN();
  });
});

describe('random streams', () => {
  it('tally the same draws as one call each', () => {
    // Sizes that are powers of two, and sizes that are not, where some draws are thrown away.
    for (const size of [1, 2, 7, 64, 1000, 2048, 3_000_000]) {
      const places = Int32Array.from({ length: size }, (_, place) => size - 1 - place);
      const [one, other] = [randomStream(11, size), randomStream(11, size)];
      const [counts, expected] = [new Float64Array(size), new Float64Array(size)];
      for (const draws of [40, 3]) {
        one.tally(places, draws, counts, 1.5);
        for (let draw = 0; draw < draws; draw++) expected[places[other.integer(size)]!]! += 1.5;
      }
      expect(counts).toEqual(expected);
      expect(one.uniform()).toBe(other.uniform());
    }
    expect(() => randomStream(1).tally(new Int32Array(0), 1, new Float64Array(0), 1)).toThrow(
      expect.objectContaining({ code: 'random.range' }),
    );
  });

  it('one seed and index give one answer', () => {
    const draw = (seed: number, index: number) => {
      const stream = randomStream(seed, index);
      return Array.from({ length: 5 }, () => stream.integer(1_000_000));
    };
    expect(draw(20260101, 3)).toEqual(draw(20260101, 3));
    const first = [0, 1, 2, 3].flatMap((index) => [
      randomStream(1, index).uniform(),
      randomStream(2, index).uniform(),
      randomStream(-1, index).uniform(),
    ]);
    expect(new Set(first).size).toBe(first.length);
  });

  it('is fixed for all time: stored results depend on it', () => {
    const stream = randomStream(20260101, 0);
    expect([stream.integer(1000), stream.integer(1000), stream.integer(1000), stream.integer(1000)]).toEqual([
      857, 120, 189, 592,
    ]);
  });

  it('is uniform, normal and without bias as far as moments tell', () => {
    const stream = randomStream(7, 42);
    const uniform = Float64Array.from({ length: 20_000 }, () => stream.uniform());
    expect(Math.abs(accurateMean(uniform) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 20_000));
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
    const normal = Float64Array.from({ length: 20_000 }, () => stream.normal());
    expect(Math.abs(accurateMean(normal))).toBeLessThan(4 / Math.sqrt(20_000));
    expect(Math.abs(accurateVariance(normal) - 1)).toBeLessThan(4 * Math.sqrt(2 / 20_000));
    const counts = new Int32Array(6);
    for (let i = 0; i < 60_000; i++) counts[stream.integer(6)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(30);
  });

  it('neighbouring streams are not correlated', () => {
    const [a, b] = [randomStream(1, 0), randomStream(1, 1)];
    const products = Float64Array.from({ length: 20_000 }, () => (a.uniform() - 0.5) * (b.uniform() - 0.5) * 12);
    expect(Math.abs(accurateMean(products))).toBeLessThan(4 / Math.sqrt(20_000));
  });

  it('refuses what is no seed or range', () => {
    expect(() => randomStream(0.5)).toThrow('random.seed');
    expect(() => randomStream(1, -1)).toThrow('random.seed');
    expect(() => randomStream(1).integer(0)).toThrow('random.range');
    expect(randomStream(1).integer(1)).toBe(0);
  });
});

describe('ranks and quantiles', () => {
  it('equal values share the mean of their places', () => {
    const { ranks, ties } = midRanks([3, 1, 3, -0, 0, 3]);
    expect([...ranks]).toEqual([5, 3, 5, 1.5, 1.5, 5]);
    expect(ties).toEqual([2, 3]);
    expect(midRanks([])).toEqual({ ranks: new Float64Array(0), ties: [] });
  });

  it('types 6 and 7, clamped at the ends', () => {
    const sorted = [1, 2, 3, 4];
    expect(quantile(sorted, 0.25, 6)).toBe(1.25);
    expect(quantile(sorted, 0.25, 7)).toBe(1.75);
    expect(quantile(sorted, 0.01, 6)).toBe(1);
    expect(quantile(sorted, 1, 6)).toBe(4);
    expect(quantile(sorted, 1, 7)).toBe(4);
    expect(quantile([], 0.5, 7)).toBeNaN();
    expect(quantile([9], 0.3, 6)).toBe(9);
  });

  it('a weight of 2 is two copies', () => {
    for (const p of [0, 0.05, 0.25, 0.4, 0.5, 0.9, 1]) {
      for (const type of [6, 7] as const)
        expect(quantile([1, 5, 8], p, type, [2, 3, 6])).toBe(quantile([1, 1, 5, 8, 8, 8], p, type));
    }
  });
});

describe('matrices', () => {
  const a = matrixFromRows([
    [4, 2],
    [2, 3],
  ]);

  it('multiply, transpose, columns and rows', () => {
    expect(multiply(a, a)).toEqual(
      matrixFromRows([
        [20, 14],
        [14, 13],
      ]),
    );
    expect(transpose(matrixFromRows([[1, 2, 3]]))).toEqual(matrixFromRows([[1], [2], [3]]));
    expect([
      ...columnOf(
        matrixFromRows([
          [1, 3],
          [2, 4],
        ]),
        1,
      ),
    ]).toEqual([3, 4]);
    expect(() => matrixFromRows([[1], [1, 2]])).toThrow('matrix.shape');
    expect(() => multiply(a, matrixFromRows([[1, 2]]))).toThrow('matrix.shape');
  });

  it('eigenvalues fall and rebuild the matrix', () => {
    const { values, vectors } = symmetricEigen(a);
    expect(values[0]! + values[1]!).toBeCloseTo(7, 12);
    expect(values[0]!).toBeGreaterThan(values[1]!);
    const rebuilt = multiply(
      multiply(
        vectors,
        matrixFromRows([
          [values[0]!, 0],
          [0, values[1]!],
        ]),
      ),
      transpose(vectors),
    );
    rebuilt.data.forEach((value, index) => expect(value).toBeCloseTo(a.data[index]!, 12));
  });

  it('inverse, or null when singular', () => {
    const product = multiply(a, symmetricInverse(a)!);
    expect(at(product, 0, 0)).toBeCloseTo(1, 12);
    expect(at(product, 0, 1)).toBeCloseTo(0, 12);
    expect(
      symmetricInverse(
        matrixFromRows([
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toBeNull();
    expect(symmetricInverse(matrixFromRows([[Number.NaN]]))).toBeNull();
  });

  it('correlations from covariances', () => {
    const covariance = matrixFromRows([
      [1, 2, 0],
      [2, 4, 0],
      [0, 0, 0],
    ]);
    const correlation = correlationFromCovariance(covariance);
    expect(at(correlation, 0, 1)).toBe(1);
    expect(at(correlation, 2, 2)).toBeNaN();
  });
});

describe('sortedCopy', () => {
  const plain = (values: readonly number[]): number[] => [...Float64Array.from(values).sort()];
  it.each([
    ['whole answers', Array.from({ length: 500 }, (_, i) => ((i * 7919) % 10) + 1)],
    ['negative whole numbers', Array.from({ length: 500 }, (_, i) => ((i * 7919) % 121) - 60)],
    ['fractions among whole numbers', Array.from({ length: 500 }, (_, i) => ((i * 7919) % 10) + (i === 250 ? 0.5 : 0))],
    ['a wide span', Array.from({ length: 500 }, (_, i) => (i * 7919) % 100_003)],
    ['negative zero', [...Array.from({ length: 100 }, (_, i) => i % 3), -0]],
    ['nothing', []],
  ])('%s: the same as comparing', (_name, values) => {
    const frozen = Object.freeze([...values]);
    expect([...sortedCopy(frozen)]).toEqual(plain(frozen));
  });
});
