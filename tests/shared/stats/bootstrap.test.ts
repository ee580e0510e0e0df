import { describe, expect, it } from 'vitest';
import { bootstrapInterval } from '../../../shared/stats/bootstrapInterval.ts';
import { holm } from '../../../shared/stats/holm.ts';
import { kendallW } from '../../../shared/stats/kendallW.ts';
import { meanInterval } from '../../../shared/stats/meanInterval.ts';
import { designMean } from '../../../shared/stats/designMean.ts';
import { type ResampledSums, resampleSums, type ResampleOptions } from '../../../shared/stats/resampleSums.ts';
import { randomStream } from '../../../shared/numeric/random.ts';

const numbers = (count: number, seed: number): Float64Array => {
  const stream = randomStream(seed);
  return Float64Array.from({ length: count }, () => stream.integer(10) + 1);
};
const ones = (count: number): Float64Array => new Float64Array(count).fill(1);

/** Standard deviation and mean of the resampled ratio column 1 / column 0. */
function ratioSpread({ sums, columns, resamples }: ResampledSums): { readonly mean: number; readonly sd: number } {
  const ratios = Array.from({ length: resamples }, (_, r) => sums[r * columns + 1]! / sums[r * columns]!);
  const mean = ratios.reduce((sum, value) => sum + value, 0) / resamples;
  return { mean, sd: Math.sqrt(ratios.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (resamples - 1)) };
}
const meanSpread = (values: Float64Array, options: Partial<ResampleOptions> = {}, weights = ones(values.length)) =>
  ratioSpread(
    resampleSums([weights, values.map((value, i) => value * weights[i]!)], { resamples: 2000, seed: 7, ...options }),
  );
/** 2000 resamples give a standard error to 1/sqrt(2 x 2000), random groups to 1/sqrt(2 x groups); three times both. */
const near = (actual: number, expected: number, groups = Infinity): void =>
  expect(Math.abs(actual / expected - 1), `${actual} for ${expected}`).toBeLessThan(
    3 * Math.sqrt(1 / 4000 + 1 / (2 * groups)),
  );

describe('resampled sums', () => {
  const values = numbers(900, 3);

  it('spread as the standard error says, whatever stands for a row', () => {
    const plain = meanInterval(values);
    if (plain.status !== 'ok') throw new Error('not estimable');
    near(meanSpread(values).sd, plain.se);
    // As many random groups as there are rows divided by three.
    near(meanSpread(values, { mostUnits: 300 }).sd, plain.se, 300);
    expect(resampleSums([values], { resamples: 2, seed: 1, mostUnits: 300 }).units).toBe(300);
  });

  it('strata and clusters as the design says', () => {
    const strata = Int32Array.from(values, (_, i) => i % 3);
    const clusters = Int32Array.from(values, (_, i) => Math.floor(i / 5));
    const shifted = values.map((value, i) => value + 5 * strata[i]! + (clusters[i]! % 4));
    const byStrata = designMean(shifted, { strata });
    const byClusters = designMean(shifted, { clusters });
    if (byStrata.status !== 'ok' || byClusters.status !== 'ok') throw new Error('not estimable');
    near(meanSpread(shifted, { strata }).sd, byStrata.se);
    near(meanSpread(shifted, { strata, mostUnits: 300 }).sd, byStrata.se, 300);
    near(meanSpread(shifted, { clusters }).sd, byClusters.se);
  });

  it('frequencies stand for copies', () => {
    const copies = Float64Array.from(values, (_, i) => 1 + (i % 3));
    const expanded = Float64Array.from(
      [...values].flatMap((value, i) => Array.from({ length: copies[i]! }, () => value)),
    );
    const plain = meanInterval(expanded);
    if (plain.status !== 'ok') throw new Error('not estimable');
    near(meanSpread(values, { copies }).sd, plain.se);
    near(meanSpread(values, { copies, mostUnits: 600 }).sd, plain.se, 600);
    expect(Math.abs(meanSpread(values, { copies }).mean - plain.mean)).toBeLessThan(0.01);
    // One row that stands for very many.
    const heavy = meanSpread(Float64Array.of(1, 0), { copies: Float64Array.of(5000, 5000) });
    near(heavy.sd, 0.5 / 100);
  });

  it('one seed, one answer; replicate i does not ask how many there are', () => {
    const options = { resamples: 40, seed: 11 };
    const first = resampleSums([values], options);
    expect(resampleSums([values], options).sums).toEqual(first.sums);
    expect(resampleSums([values], { ...options, resamples: 80 }).sums.slice(0, 40)).toEqual(first.sums);
    expect(resampleSums([values], { ...options, seed: 12 }).sums).not.toEqual(first.sums);
    // Columns share the draws, also those past the fourth.
    const many = resampleSums(
      Array.from({ length: 7 }, () => values),
      options,
    );
    for (let c = 0; c < 7; c++) expect(many.sums[c]).toBe(first.sums[0]);
  });

  it('a stratum of one form never varies, and lengths must agree', () => {
    const lone = resampleSums([Float64Array.of(1, 2, 3)], { resamples: 50, seed: 1, strata: [0, 1, 2] });
    expect([...lone.sums].every((sum) => sum === 6)).toBe(true);
    expect(() => resampleSums([values, ones(2)], { resamples: 2, seed: 1 })).toThrow(
      expect.objectContaining({ code: 'stats.shape' }),
    );
  });

  it('stops when told to', () => {
    const control = {
      report: () => undefined,
      throwIfCancelled: () => {
        throw new Error('stopped');
      },
    };
    expect(() => resampleSums([values], { resamples: 10, seed: 1, control })).toThrow('stopped');
  });
});

describe('bootstrap intervals', () => {
  it('without bias and skewness BCa is the percentile interval', () => {
    const replicates = Float64Array.from({ length: 1001 }, (_, i) => i / 1000);
    const result = bootstrapInterval(0.5, replicates, [-1, 1], 0.9);
    if (result.status !== 'ok') throw new Error('not estimable');
    expect(result.percentile.lower).toBeCloseTo(0.05, 12);
    expect(result.percentile.upper).toBeCloseTo(0.95, 12);
    expect(result.bca!.lower).toBeCloseTo(0.05, 10);
    expect(result.bca!.upper).toBeCloseTo(0.95, 10);
    expect(result.bias).toBeCloseTo(0, 12);
  });

  it('moves with bias and acceleration by Efron’s formula', () => {
    const replicates = Float64Array.from({ length: 10_001 }, (_, i) => i / 10_000);
    // 60 % below: z0 = .2533471; one unit alone has influence: a = 1/6.
    const influence = [1, 0, 0];
    const result = bootstrapInterval(0.6, replicates, influence, 0.95);
    if (result.status !== 'ok') throw new Error('not estimable');
    const [z0, a, z] = [0.2533471031, 1 / 6, 1.9599639845];
    const cdf = (x: number): number => {
      // Phi by its series, good to 1e-12 for these arguments.
      let [term, sum] = [x, x];
      for (let k = 1; k < 80; k++) {
        term *= (x * x) / (2 * k + 1);
        sum += term;
      }
      return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
    };
    expect(result.bca!.lower).toBeCloseTo(cdf(z0 + (z0 - z) / (1 - a * (z0 - z))), 3);
    expect(result.bca!.upper).toBeCloseTo(cdf(z0 + (z0 + z) / (1 - a * (z0 + z))), 3);
  });

  it('no BCa when every replicate lies above, none at all below 20', () => {
    const above = bootstrapInterval(
      -1,
      Float64Array.from({ length: 30 }, (_, i) => i),
      [],
      0.95,
    );
    expect(above).toMatchObject({ status: 'ok', bca: null });
    expect(bootstrapInterval(0, new Float64Array(19), [], 0.95)).toMatchObject({ reason: 'tooFewRows' });
    const constant = bootstrapInterval(5, new Float64Array(50).fill(5), [0, 0], 0.95);
    expect(constant).toMatchObject({ se: 0, bca: { lower: 5, upper: 5 } });
  });
});

describe('Holm and Kendall', () => {
  it('adjusts as R p.adjust does', () => {
    // p.adjust(c(.01, .04, .03, .005), 'holm')
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p!.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([null, 0.5, 0.6])).toEqual([null, 1, 1]);
    expect(holm([])).toEqual([]);
  });

  it('W: full agreement 1, opposite judges 0, ties corrected', () => {
    expect(
      kendallW([
        [1, 2, 3],
        [10, 20, 30],
        [4, 5, 6],
      ]),
    ).toMatchObject({ w: 1, df: 2, chiSquare: 6, meanSpearman: 1 });
    expect(
      kendallW([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ).toMatchObject({ w: 0, meanSpearman: -1 });
    // Rank sums 8, 7, 3, 12 about 7.5: S = 41; 12 * 41 / (9 * 60 - 3 * 6) with one tie of two in one judge's ranking.
    const tied = kendallW([
      [2, 3, 1, 4],
      [3, 2, 1, 4],
      [3.5, 2, 1, 3.5],
    ]);
    expect(tied).toMatchObject({ status: 'ok', n: 3 });
    if (tied.status === 'ok') {
      const sums = [8.5, 7, 3, 11.5];
      const s = sums.reduce((total, sum) => total + (sum - 7.5) ** 2, 0);
      expect(tied.w).toBeCloseTo((12 * s) / (9 * 60 - 3 * 6), 12);
    }
    expect(
      kendallW([
        [1, 1, 1],
        [2, 2, 2],
      ]),
    ).toMatchObject({ reason: 'noVariance' });
    expect(
      kendallW([
        [1, 2, Number.NaN],
        [1, 2, 3],
      ]),
    ).toMatchObject({ reason: 'tooFewRows' });
    expect(() => kendallW([[1, 2], [1]])).toThrow(expect.objectContaining({ code: 'stats.shape' }));
  });
});
