import { describe, expect, it } from 'vitest';
import { andersonDarling } from '../../../shared/stats/andersonDarling.ts';
import { cramerVonMises } from '../../../shared/stats/cramerVonMises.ts';
import { cronbachAlpha } from '../../../shared/stats/cronbachAlpha.ts';
import { descriptives } from '../../../shared/stats/descriptives.ts';
import { designMean } from '../../../shared/stats/designMean.ts';
import { frequencies } from '../../../shared/stats/frequencies.ts';
import { groupMeans } from '../../../shared/stats/groupMeans.ts';
import { jarqueBera } from '../../../shared/stats/jarqueBera.ts';
import { kendall } from '../../../shared/stats/kendall.ts';
import { lilliefors } from '../../../shared/stats/lilliefors.ts';
import { mannWhitney } from '../../../shared/stats/mannWhitney.ts';
import { meanInterval } from '../../../shared/stats/meanInterval.ts';
import { pearson } from '../../../shared/stats/pearson.ts';
import { ppPlot } from '../../../shared/stats/ppPlot.ts';
import { proportionInterval } from '../../../shared/stats/proportionInterval.ts';
import { shapiroFrancia } from '../../../shared/stats/shapiroFrancia.ts';
import { shapiroWilk } from '../../../shared/stats/shapiroWilk.ts';
import { spearman } from '../../../shared/stats/spearman.ts';
import { independentTTest, oneSampleTTest, pairedTTest } from '../../../shared/stats/tTest.ts';
import { wilcoxonSignedRank } from '../../../shared/stats/wilcoxonSignedRank.ts';

const nan = Number.NaN;
const reversed = (column: readonly number[]): number[] => column.toReversed();

type Statistic = (column: readonly number[]) => unknown;
const ofOneColumn: Readonly<Record<string, Statistic>> = {
  descriptives: (x) => descriptives(x),
  weightedDescriptives: (x) => descriptives(x, { weights: x.map((_, i) => i % 3), weightKind: 'survey' }),
  meanInterval: (x) => meanInterval(x),
  designMean: (x) =>
    designMean(x, {
      weights: x.map((_, i) => i % 3),
      strata: x.map((_, i) => i % 2),
      clusters: x.map((_, i) => i % 4),
    }),
  groupMeans: (x) =>
    groupMeans(
      x,
      x.map((_, i) => (i % 4) - 1),
      4,
    ),
  shapiroWilk: (x) => shapiroWilk(x),
  shapiroFrancia: (x) => shapiroFrancia(x),
  lilliefors: (x) => lilliefors(x),
  andersonDarling: (x) => andersonDarling(x),
  cramerVonMises: (x) => cramerVonMises(x),
  jarqueBera: (x) => jarqueBera(x),
  ppPlot: (x) => ppPlot(x),
  oneSampleTTest: (x) => oneSampleTTest(x, 3),
  cronbachAlpha: (x) => cronbachAlpha([x, reversed(x), x]),
  pearson: (x) => pearson(x, reversed(x)),
  weightedPearson: (x) => pearson(x, reversed(x), { weights: x.map((_, i) => i % 2) }),
  spearman: (x) => spearman(x, reversed(x)),
  kendall: (x) => kendall(x, reversed(x)),
  independentTTest: (x) => independentTTest(x.slice(0, 2), x.slice(2)),
  pairedTTest: (x) => pairedTTest(x, reversed(x)),
  mannWhitney: (x) => mannWhitney(x.slice(0, 2), x.slice(2)),
  wilcoxonSignedRank: (x) => wilcoxonSignedRank(x, reversed(x)),
};

const columns: Readonly<Record<string, readonly number[]>> = {
  'no rows': [],
  'one row': [4],
  'two rows': [4, 5],
  'two equal rows': [4, 4],
  constant: Array.from({ length: 12 }, () => 7),
  'constant of inexact decimals': Array.from({ length: 12 }, () => 0.1),
  'all missing': [nan, nan, nan, nan],
  'one value among missing': [nan, 3, nan, nan],
  'only two values, many ties': [1, 1, 1, 1, 5, 5, 1, 1, 1, 1, 1, 5],
  'huge offset': Array.from({ length: 12 }, (_, i) => 1e12 + i),
  'far outlier': [1, 2, 3, 4, 5, 6, 7, 8, 9, 1e9],
  'tiny spread': Array.from({ length: 12 }, (_, i) => i * 1e-200),
};

function assertJson(value: unknown, path: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${path} is ${value}`);
  if (value === undefined) throw new Error(`${path} is undefined`);
  if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) assertJson(inner, `${path}.${key}`);
}

describe.each(Object.entries(ofOneColumn))('%s', (_name, statistic) => {
  it.each(Object.entries(columns))('%s: a result in JSON or a reason, and the input unchanged', (_case, column) => {
    const frozen = Object.freeze([...column]);
    const typed = Float64Array.from(column);
    const result = statistic(frozen);
    assertJson(result, 'result');
    if (result !== null && typeof result === 'object' && 'status' in result && result.status !== 'ok')
      expect(result).toHaveProperty('reason', expect.stringMatching(/^(tooFewRows|noVariance|noWeight)$/));
    expect(JSON.stringify(result)).toBe(JSON.stringify(statistic(typed as unknown as readonly number[])));
    expect(typed).toEqual(Float64Array.from(column));
  });
});

describe('reasons', () => {
  it('says why', () => {
    expect(shapiroWilk([1, 2])).toEqual({ status: 'notEstimable', reason: 'tooFewRows', n: 2 });
    expect(shapiroWilk(Array.from({ length: 5001 }, (_, i) => i))).toEqual({
      status: 'notEstimable',
      reason: 'tooManyRows',
      n: 5001,
    });
    expect(shapiroWilk([5, 5, 5, nan])).toEqual({ status: 'notEstimable', reason: 'noVariance', n: 3 });
    expect(
      cronbachAlpha([
        [1, 2, 3],
        [3, 2, 1],
      ]),
    ).toEqual({ status: 'notEstimable', reason: 'noVariance', n: 3 });
    // Without the first item two opposite ones are left: their standardized sum varies by rounding only, in any order of the rows.
    for (const order of [
      [0, 1, 2, 3, 4],
      [3, 0, 4, 2, 1],
      [4, 3, 1, 0, 2],
    ]) {
      const column = (values: readonly number[]): number[] => order.map((row) => values[row]!);
      const first = column([2, 7, 1, 8, 3]);
      const second = column([0.1, 0.7, 1.3, 2.9, 3.1]);
      const alpha = cronbachAlpha([first, second, second.map((value) => 1 - value / 3)]);
      expect(alpha).toMatchObject({ status: 'ok', items: [{ standardizedAlphaIfDeleted: null }, {}, {}] });
    }
    expect(designMean([1, 2, 3], { weights: [0, 0, nan] })).toEqual({
      status: 'notEstimable',
      reason: 'noWeight',
      n: 0,
    });
    expect(designMean([1, 2], { strata: [0, 1] })).toEqual({ status: 'notEstimable', reason: 'tooFewRows', n: 2 });
    expect(proportionInterval(0, 0)).toEqual({ status: 'notEstimable', reason: 'tooFewRows', n: 0 });
    expect(meanInterval([3])).toEqual({ status: 'notEstimable', reason: 'tooFewRows', n: 1 });
  });

  it('a constant has a mean and an interval of no width, but no skewness', () => {
    expect(meanInterval([2, 2, 2])).toMatchObject({ status: 'ok', mean: 2, sd: 0, t: { lower: 2, upper: 2 } });
    expect(descriptives([2, 2, 2])).toMatchObject({
      mean: 2,
      sd: 0,
      skewness: null,
      kurtosis: null,
      mode: 2,
      modeCount: 1,
    });
  });

  it('counts missing values and rows without weight apart', () => {
    expect(descriptives([1, nan, 3, 4], { weights: [1, 1, 0, 2] })).toMatchObject({
      n: 2,
      nMissing: 1,
      nNoWeight: 1,
      weightSum: 3,
      mean: 3,
    });
    expect(frequencies([0, 1, -1, 1, 0], 3, [2, 1, 1, 0, nan])).toMatchObject({
      n: 2,
      nMissing: 1,
      nNoWeight: 2,
      validCount: 3,
      rows: [
        { category: 0, n: 1, count: 2, percent: 50 },
        { category: 1, n: 1, count: 1, percent: 25, cumulativePercent: 100 },
        { category: 2, n: 0, count: 0, percent: 0, cumulativePercent: 100 },
      ],
    });
    expect(frequencies([], 1).rows[0]).toMatchObject({
      count: 0,
      percent: null,
      validPercent: null,
      cumulativePercent: null,
    });
  });

  it('names the smallest mode and how many there are', () => {
    expect(descriptives([5, 1, 5, 1, 9])).toMatchObject({ mode: 1, modeCount: 2 });
  });
});

describe('misuse', () => {
  it.each([
    ['stats.shape', () => pearson([1, 2], [1])],
    ['stats.shape', () => descriptives([1, 2], { weights: [1] })],
    ['stats.shape', () => cronbachAlpha([[1, 2]])],
    ['stats.shape', () => designMean([1, 2], { strata: [0] })],
    ['stats.shape', () => groupMeans([1, 2], [0], 1)],
    ['stats.shape', () => frequencies([0], 1, [1, 1])],
    ['stats.negativeWeight', () => descriptives([1, 2], { weights: [1, -1] })],
    ['stats.negativeWeight', () => designMean([1, 2], { weights: [1, -1] })],
    ['stats.negativeWeight', () => frequencies([0], 1, [-1])],
    ['stats.category', () => frequencies([3], 2)],
    ['stats.category', () => groupMeans([1], [2], 1)],
    ['stats.level', () => meanInterval([1, 2], { level: 1 })],
    ['stats.level', () => meanInterval([1, 2], { level: 95 })],
    ['stats.sigma', () => meanInterval([1, 2], { knownSigma: 0 })],
    ['stats.populationSize', () => meanInterval([1, 2, 3], { populationSize: 2 })],
    ['stats.populationSize', () => designMean([1, 2, 3], { populationSizes: [2] })],
    ['stats.proportion', () => proportionInterval(3, 2)],
    ['stats.hypothesis', () => oneSampleTTest([1, 2], nan)],
  ])('%s', (code, call) => {
    expect(call).toThrow(code);
  });
});

describe('designs', () => {
  it('a stratum taken completely adds no sampling error', () => {
    expect(designMean([1, 2, 3, 8, 9], { strata: [0, 0, 0, 1, 1], populationSizes: [3, 2] })).toMatchObject({
      se: 0,
      df: 3,
      singletonStrata: 0,
    });
  });

  it('a stratum with a single unit is counted and measured from the overall mean', () => {
    const result = designMean([1, 2, 3, 9], { strata: [0, 0, 0, 1] });
    expect(result).toMatchObject({ status: 'ok', singletonStrata: 1, df: 2 });
  });

  it('clusters of equal forms: as many observations as clusters', () => {
    const [means, values, clusters] = [[3, 5, 10], [] as number[], [] as number[]];
    means.forEach((mean, cluster) => {
      for (let copy = 0; copy < 4; copy++) {
        values.push(mean);
        clusters.push(cluster);
      }
    });
    const [clustered, plain] = [designMean(values, { clusters }), meanInterval(means)];
    if (clustered.status !== 'ok' || plain.status !== 'ok') throw new Error('not estimable');
    expect(clustered.se).toBeCloseTo(plain.se, 12);
    expect(clustered.df).toBe(2);
    expect(clustered.designEffect).toBeNull();
  });

  it('the same cluster number in two strata is two clusters', () => {
    expect(
      designMean([1, 2, 3, 4, 5, 6, 7, 8], { strata: [0, 0, 0, 0, 1, 1, 1, 1], clusters: [0, 0, 1, 1, 0, 0, 1, 1] }),
    ).toMatchObject({ df: 2 });
  });
});
