import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anovaOneWay } from '../../../shared/stats/anovaOneWay.ts';
import { columnLetter, compareMeans, compareShares } from '../../../shared/stats/columnComparisons.ts';
import { correlationMatrix } from '../../../shared/stats/correlationMatrix.ts';
import { normalCdf } from '../../../shared/numeric/distributions.ts';
import { cramersVInterval } from '../../../shared/stats/cramersVInterval.ts';
import { crossCounts } from '../../../shared/stats/crossCounts.ts';
import { explore } from '../../../shared/stats/explore.ts';
import { fisherExact, oddsRatio } from '../../../shared/stats/fisherExact.ts';
import { kendall } from '../../../shared/stats/kendall.ts';
import { lagOneAutocorrelation } from '../../../shared/stats/lagOneAutocorrelation.ts';
import { olsRegression } from '../../../shared/stats/olsRegression.ts';
import { orderedAssociation } from '../../../shared/stats/orderedAssociation.ts';
import { partialCorrelation } from '../../../shared/stats/partialCorrelation.ts';
import { pearson } from '../../../shared/stats/pearson.ts';
import { postHoc } from '../../../shared/stats/postHoc.ts';
import { ppsInclusion } from '../../../shared/stats/ppsInclusion.ts';
import { sampleSizeForTwoMeans, sampleSizeForTwoProportions } from '../../../shared/stats/sampleSize.ts';

const answer = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 10 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const rows = fc.array(fc.tuple(answer, answer, answer, fc.integer({ min: 0, max: 3 })), {
  minLength: 1,
  maxLength: 60,
});
const columnsOf = (data: readonly (readonly number[])[], count: number): number[][] =>
  Array.from({ length: count }, (_, column) => data.map((row) => row[column]!));

describe('the correlation matrix', () => {
  it('is pearson pair by pair, with gaps and weights', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom<'frequency' | 'survey' | null>('frequency', 'survey', null),
        (data, weightKind) => {
          const [x, y, z, w] = columnsOf(data, 4) as [number[], number[], number[], number[]];
          const options = weightKind ? { weights: w, weightKind } : {};
          const matrix = correlationMatrix([x, y, z], options);
          const [one, other] = [pearson(x, y, options), pearson(y, z, options)];
          for (const [result, place] of [
            [one, 1],
            [other, 5],
          ] as const) {
            if (result.status === 'ok') {
              expect(matrix.r[place]).toBeCloseTo(result.r, 9);
              expect(matrix.covariance[place]).toBeCloseTo(result.covariance, 9);
              expect(matrix.rows[place]).toBe(result.n);
            } else if (result.reason === 'noVariance') expect(matrix.r[place]).toBeNaN();
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('listwise uses the complete rows', () => {
    const matrix = correlationMatrix(
      [
        [1, 2, 3, Number.NaN],
        [2, 4, 7, 1],
        [1, Number.NaN, 2, 3],
      ],
      { missing: 'listwise' },
    );
    expect([...matrix.rows]).toEqual(Array.from({ length: 9 }, () => 2));
    expect(() => correlationMatrix([[1], [1, 2]])).toThrow('stats.shape');
  });
});

describe("Kendall's tau", () => {
  it('counts every pair, with ties and weights', () => {
    fc.assert(
      fc.property(rows, (data) => {
        const [x, y, , w] = columnsOf(data, 4) as [number[], number[], number[], number[]];
        const result = kendall(x, y, { weights: w });
        fc.pre(result.status === 'ok');
        const copies = data.flatMap(([a, b, , weight]) =>
          Number.isNaN(a + b) ? [] : Array.from({ length: weight }, () => [a, b] as const),
        );
        let s = 0;
        copies.forEach(([a, b], i) => {
          for (const [c, d] of copies.slice(i + 1)) s += Math.sign(a - c) * Math.sign(b - d);
        });
        expect(result).toMatchObject({ s });
      }),
      { numRuns: 80 },
    );
  });

  it('takes numbers that hardly repeat the other way', () => {
    const x = Float64Array.from({ length: 1500 }, (_, i) => (i * 7919) % 1499);
    const y = Float64Array.from({ length: 1500 }, (_, i) => (i * 104729) % 1493);
    const result = kendall(x, y);
    let s = 0;
    for (let i = 0; i < 1500; i++)
      for (let j = i + 1; j < 1500; j++) s += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
    expect(result).toMatchObject({ status: 'ok', s });
  });
});

describe('pairs after the analysis of variance', () => {
  it('are antisymmetric in their groups and ordered by strictness', () => {
    const values = [4, 5, 6, 5, 7, 8, 9, 7, 1, 2, 3, 2];
    const codes = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];
    const anova = anovaOneWay(values, codes, 3);
    if (anova.status !== 'ok') throw new Error(anova.reason);
    const pairs = postHoc(anova, 0.95);
    expect(pairs.map(({ a, b }) => [a, b])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    for (const pair of pairs) {
      expect(pair.lsd!.p).toBeLessThanOrEqual(pair.tukey!.p);
      expect(pair.tukey!.p).toBeLessThanOrEqual(pair.bonferroni!.p);
      expect(pair.holm!.p).toBeLessThanOrEqual(pair.bonferroni!.p);
      expect(pair.sidak!.p).toBeLessThanOrEqual(pair.bonferroni!.p);
      expect((pair.tukey!.interval!.lower + pair.tukey!.interval!.upper) / 2).toBeCloseTo(pair.difference, 12);
    }
  });

  it('leaves out what has no variance', () => {
    const anova = anovaOneWay([1, 1, 5, 5], [0, 0, 1, 1], 2);
    if (anova.status !== 'ok') throw new Error(anova.reason);
    expect(postHoc(anova, 0.95)).toMatchObject([{ tukey: null, gamesHowell: null, difference: -4 }]);
  });
});

describe('cross tables', () => {
  it('counts in one pass and refuses what does not fit', () => {
    const counts = crossCounts(
      Int32Array.of(0, 1, 1, -1),
      Int32Array.of(1, 0, 0, 1),
      2,
      2,
      Float64Array.of(2, 1, 1, 5),
    );
    expect(counts).toEqual({
      counts: [
        [0, 2],
        [2, 0],
      ],
      forms: 3,
    });
    expect(() => crossCounts(Int32Array.of(2), Int32Array.of(0), 2, 2)).toThrow('stats.category');
    expect(() => crossCounts(Int32Array.of(0), Int32Array.of(), 2, 2)).toThrow('stats.shape');
  });

  it("Fisher's test agrees with R fisher.test and gives up on what is too large", () => {
    // fisher.test(matrix(c(3, 1, 2, 4, 0, 5, 6, 2, 1), 3))$p.value
    expect(
      fisherExact([
        [3, 4, 6],
        [1, 0, 2],
        [2, 5, 1],
      ])!.p,
    ).toBeCloseTo(0.267175320304945, 12);
    expect(
      fisherExact([
        [10, 2],
        [3, 15],
      ])!.p,
    ).toBeCloseTo(0.000536724119143436, 12);
    expect(
      fisherExact([
        [1.5, 2],
        [3, 4],
      ]),
    ).toBeNull();
    // Far tails that weigh nothing are passed over without moving the answer: R's fisher.test of a large and of a lopsided table.
    expect(
      fisherExact([
        [30_100, 19_900],
        [29_800, 20_200],
      ])!.p,
    ).toBeCloseTo(0.053700810552, 10);
    // A row with few forms has few fillings, so that the whole can be visited although another row is long.
    expect(
      fisherExact([
        [3, 1, 0],
        [190, 200, 210],
      ])!.p,
    ).toBeCloseTo(0.079750385661, 10);
    expect(
      fisherExact(Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_cell, j) => 40 + i + j))),
    ).toBeNull();
    expect(
      oddsRatio(
        [
          [0, 2],
          [3, 4],
        ],
        0.95,
      ),
    ).toBeNull();
  });

  it('ordered measures are 1 on the diagonal and turn their sign with the columns', () => {
    const perfect = orderedAssociation([
      [5, 0, 0],
      [0, 5, 0],
      [0, 0, 5],
    ]);
    expect(perfect.gamma!.value).toBe(1);
    expect(perfect.tauB.value).toBeCloseTo(1, 12);
    expect(perfect.spearman.value).toBeCloseTo(1, 12);
    const [one, turned] = [
      orderedAssociation([
        [5, 2, 1],
        [1, 3, 4],
      ]),
      orderedAssociation([
        [1, 2, 5],
        [4, 3, 1],
      ]),
    ];
    expect(turned.tauB.value).toBeCloseTo(-one.tauB.value, 12);
    expect(turned.tauB.se).toBeCloseTo(one.tauB.se!, 12);
    expect(turned.somersRows.value).toBeCloseTo(-one.somersRows.value, 12);
  });

  it("Cramer's interval on one degree of freedom is that of the normal law", () => {
    // X = (Z + d)^2, so P(X <= x^2) = Phi(x - d) - Phi(-x - d); V = d / sqrt(n) where min(rows, columns) is 2.
    for (const [x, n, level] of [
      [3, 80, 0.95],
      [4.5, 200, 0.9],
      [2.2, 500, 0.99],
    ] as const) {
      const { lower, upper } = cramersVInterval(x * x, 1, n, 2, level);
      const below = (v: number): number => normalCdf(x - v * Math.sqrt(n)) - normalCdf(-x - v * Math.sqrt(n));
      expect(below(upper)).toBeCloseTo((1 - level) / 2, 10);
      if (lower > 0) expect(below(lower)).toBeCloseTo((1 + level) / 2, 10);
      else expect(below(0)).toBeLessThanOrEqual((1 + level) / 2);
    }
  });

  it("Cramer's interval holds 0 for an independent table and shrinks with n", () => {
    expect(cramersVInterval(1, 4, 200, 3, 0.95).lower).toBe(0);
    const [few, many] = [cramersVInterval(20, 4, 100, 3, 0.95), cramersVInterval(2000, 4, 10_000, 3, 0.95)];
    expect(many.upper - many.lower).toBeLessThan((few.upper - few.lower) / 5);
    expect(() => cramersVInterval(1, 4, 200, 3, 1)).toThrow('stats.level');
  });
});

describe('regression', () => {
  it('leaves combinations out, says what is missing, finds what stands out', () => {
    const x = Array.from({ length: 30 }, (_, i) => i % 7);
    const y = x.map((value, i) => 2 * value + ((i * 3) % 5));
    y[29] = 90;
    const result = olsRegression(y, [x, x.map((value) => 3 * value + 1)]);
    if (result.status !== 'ok') throw new Error(result.reason);
    expect(result.coefficients[2]).toMatchObject({ predictor: 1, b: null, vif: null });
    expect(result.rank).toBe(2);
    expect(result.influential[0]!.row).toBe(29);
    expect(olsRegression([1, 2], [[1, 2]])).toMatchObject({ status: 'notEstimable', reason: 'tooFewRows' });
    expect(olsRegression([1, 2, 3], [[1, 1, 1]])).toMatchObject({ status: 'notEstimable', reason: 'noVariance' });
    expect(olsRegression([], [])).toMatchObject({ reason: 'tooFewRows' });
    expect(() => olsRegression([1, 2, 3], [[1, 2]])).toThrow('stats.shape');
  });

  it('the sandwich of equal weights is the plain one', () => {
    const x = Array.from({ length: 40 }, (_, i) => i % 9);
    const y = x.map((value, i) => value + ((i * 7) % 4));
    const result = olsRegression(y, [x], { linearised: true });
    if (result.status !== 'ok') throw new Error(result.reason);
    const mean = x.reduce((sum, value) => sum + value, 0) / 40;
    const sxx = x.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const e = [...result.fit!.residuals];
    const meat = x.reduce((sum, value, i) => sum + ((value - mean) * e[i]!) ** 2, 0);
    expect(result.coefficients[1]!.se).toBeCloseTo(Math.sqrt(((40 / 39) * meat) / (sxx * sxx)), 12);
  });
});

describe('regression under survey weights', () => {
  const x = Array.from({ length: 40 }, (_, i) => i % 9);
  const z = x.map((value, i) => value + ((i * 5) % 6));
  const y = x.map((value, i) => value - 0.4 * z[i]! + ((i * 7) % 4));
  const weights = x.map((_, i) => 1 + (i % 3));
  const fitted = (unit: number) => {
    const result = olsRegression(y, [x, z], { weights: weights.map((one) => unit * one), weightKind: 'survey' });
    if (result.status !== 'ok') throw new Error(result.reason);
    return result;
  };

  it('has no unit: weights ten times as large give the same', () => {
    const [one, ten] = [fitted(1), fitted(10)];
    for (const [place, { b, se, beta, partial, part, vif }] of one.coefficients.entries()) {
      const other = ten.coefficients[place]!;
      for (const [own, same] of [
        [b, other.b],
        [se, other.se],
        [beta, other.beta],
        [partial, other.partial],
        [part, other.part],
        [vif, other.vif],
      ] as const)
        if (own === null) expect(same).toBeNull();
        else expect(same).toBeCloseTo(own, 10);
    }
    expect(ten.largestCook).toBeCloseTo(one.largestCook!, 10);
    expect(ten.influential.map(({ row }) => row)).toEqual(one.influential.map(({ row }) => row));
  });

  it('the partial correlation is that of what the other predictors leave over; the part is at most it', () => {
    const rest = (column: readonly number[]) => {
      const result = olsRegression(column, [z], { weights, weightKind: 'survey' });
      if (result.status !== 'ok') throw new Error(result.reason);
      return [...result.fit!.residuals];
    };
    const [restX, restY] = [rest(x), rest(y)];
    const total = (values: readonly number[]) => values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
    const [xx, yy, xy] = [restX, restY, restX].map((one, at) =>
      total(one.map((value, i) => value * (at === 2 ? restY : one)[i]!)),
    ) as [number, number, number];
    const { partial, part } = fitted(1).coefficients[1]!;
    expect(partial).toBeCloseTo(xy / Math.sqrt(xx * yy), 10);
    expect(Math.abs(part!)).toBeLessThanOrEqual(Math.abs(partial!));
  });
});

describe('partial correlation', () => {
  it('without controls is the correlation; not estimable when the controls explain all', () => {
    const x = [1, 2, 3, 4, 5, 7];
    const y = [2, 1, 4, 3, 6, 5];
    const plain = pearson(x, y);
    expect(partialCorrelation(x, y, [])).toMatchObject(
      plain.status === 'ok' ? { r: expect.closeTo(plain.r, 12), p: expect.closeTo(plain.p!, 12) } : {},
    );
    expect(partialCorrelation(x, y, [x])).toMatchObject({ reason: 'noVariance' });
    expect(partialCorrelation([1, 2], [2, 1], [])).toMatchObject({ reason: 'tooFewRows' });
  });
});

describe('column comparisons', () => {
  it('letters run on after Z', () => {
    expect([0, 25, 26, 27, 51, 52].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA']);
  });

  it('name clear differences only, and no small column', () => {
    expect(
      compareShares(
        [
          { share: 0.6, base: 200 },
          { share: 0.3, base: 200 },
          { share: 0.1, base: 20 },
          { share: null, base: 0 },
        ],
        0.95,
      ),
    ).toEqual([[1], [], [], []]);
    expect(
      compareMeans(
        [
          { mean: 80, sd: 10, base: 100 },
          { mean: 79, sd: 10, base: 100 },
          { mean: 60, sd: 12, base: 50 },
        ],
        0.95,
      ),
    ).toEqual([[2], [2], []]);
    expect(
      compareMeans(
        [
          { mean: 1, sd: 0, base: 50 },
          { mean: 2, sd: 0, base: 50 },
        ],
        0.95,
      ),
    ).toEqual([[], [0]]);
  });

  it('are corrected over all pairs of the row, each by its own pooled share and degrees of freedom', () => {
    const shares = (...columns: readonly (readonly [share: number, base: number])[]) =>
      compareShares(
        columns.map(([share, base]) => ({ share, base })),
        0.95,
      );
    // R's prop.test(correct = FALSE): .0437 for this pair; with the plain mean of both shares .0506.
    expect(shares([0.5, 40], [0.34, 400])).toEqual([[1], []]);
    // .0109 of one pair, of three (.033), of six (.065).
    expect(shares([0.6, 100], [0.42, 100])).toEqual([[1], []]);
    expect(shares([0.6, 100], [0.42, 100], [0.5, 100])).toEqual([[1], [], []]);
    expect(shares([0.6, 100], [0.42, 100], [0.5, 100], [0.5, 100])).toEqual([[], [], [], []]);
    // R's t.test: .0325 and .0842.
    const first = { mean: 7.2, sd: 1.5, base: 60 };
    expect(compareMeans([first, { mean: 6.6, sd: 1.4, base: 50 }], 0.95)).toEqual([[1], []]);
    expect(compareMeans([first, { mean: 6.7, sd: 1.9, base: 80 }], 0.95)).toEqual([[], []]);
  });
});

describe('exploring', () => {
  it('hinges, fences and trimmed mean of a textbook sample', () => {
    const result = explore([1, 2, 3, 4, 5, 6, 7, 8, 9, 50]);
    expect(result).toMatchObject({
      lowerHinge: 3,
      median: 5.5,
      upperHinge: 8,
      upperFence: 9,
      lowerFence: 1,
      nOutside: 1,
    });
    // Half of the first and the last value goes.
    expect(result.trimmedMean).toBeCloseTo((0.5 + 44 + 25) / 9, 12);
    expect(result.highest[0]).toEqual({ row: 9, value: 50 });
    expect(explore([Number.NaN])).toMatchObject({ n: 0, median: null, highest: [] });
  });

  it('autocorrelation is null without variance', () => {
    expect(lagOneAutocorrelation([1, 1, 1])).toBeNull();
    expect(lagOneAutocorrelation([2])).toBeNull();
    expect(lagOneAutocorrelation([1, -1, 1, -1])).toBeCloseTo(-0.75, 12);
  });
});

describe('planning', () => {
  it('two groups, against R power.t.test and power.prop.test', () => {
    expect(sampleSizeForTwoProportions(0.5, 0.6).perGroup).toBeCloseTo(387.338516695594, 6);
    expect(sampleSizeForTwoMeans(5, 15).perGroupCeil).toBe(143);
    expect(sampleSizeForTwoMeans(1000, 1)).toMatchObject({ perGroup: 2 });
    expect(() => sampleSizeForTwoMeans(0, 1)).toThrow('sample.difference');
    expect(() => sampleSizeForTwoMeans(1, 0)).toThrow('sample.sd');
    expect(() => sampleSizeForTwoProportions(0.5, 1)).toThrow('sample.proportion');
    expect(() => sampleSizeForTwoProportions(0.5, 0.5)).toThrow('sample.difference');
    expect(() => sampleSizeForTwoProportions(0.5, 0.6, { power: 0.01 })).toThrow('sample.power');
  });

  it('chances by size sum to the draws and never exceed 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, share) => {
          const n = 1 + Math.floor(share * (sizes.length - 1));
          const { probabilities, certain } = ppsInclusion(sizes, n);
          expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(n, 9);
          expect(Math.max(...probabilities)).toBeLessThanOrEqual(1);
          for (const place of certain) expect(probabilities[place]).toBe(1);
        },
      ),
    );
    expect(ppsInclusion([100, 1, 1], 2)).toMatchObject({ probabilities: [1, 0.5, 0.5], certain: [0] });
    expect(() => ppsInclusion([1, 0], 1)).toThrow('sample.pps');
  });
});
