import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AllocationRule, allocation } from '../../../shared/stats/allocation.ts';
import { anovaOneWay, type FTest } from '../../../shared/stats/anovaOneWay.ts';
import { kruskalWallis } from '../../../shared/stats/kruskalWallis.ts';
import { sampleSizeForMean, sampleSizeForProportion } from '../../../shared/stats/sampleSize.ts';
import { varianceHomogeneity } from '../../../shared/stats/varianceHomogeneity.ts';
import { digitsInAgreement } from '../../golden/compare.ts';
import type { OracleCase } from '../../golden/oracle.ts';
import { casesHere, expectAgreement, pair, tableOfCase } from '../../golden/statsOracle.ts';
import { groupCodes, numericColumn } from '../../golden/table.ts';

function groupsOf(one: OracleCase) {
  const table = tableOfCase(one);
  const order = one.options.group_order as string[] | undefined;
  const { codes, labels } = groupCodes(table, one.dataset.group!, order);
  return { values: numericColumn(table, one.dataset.value!), codes, labels };
}

const asTest = (test: FTest | null) => test && { F: test.f, df1: test.df1, df2: test.df2, p: test.p };

describe.each(casesHere('anova_oneway'))('$id', (one) => {
  it('agrees with R', () => {
    const { values, codes, labels } = groupsOf(one);
    const anova = anovaOneWay(values, codes, labels.length);
    const spread = varianceHomogeneity(values, codes, labels.length);
    const ranks = kruskalWallis(values, codes, labels.length);
    if (anova.status !== 'ok' || spread.status !== 'ok' || ranks.status !== 'ok') throw new Error('not estimable');
    expectAgreement(
      one.expected,
      {
        n: anova.n,
        k: anova.k,
        groups: anova.groups.map((group) => ({
          group: labels[group.group],
          n: group.n,
          mean: group.mean,
          sd: group.sd,
          se: group.se,
          ci95: pair(group.interval),
        })),
        ss_between: anova.ssBetween,
        df_between: anova.test.df1,
        ms_between: anova.msBetween,
        ss_within: anova.ssWithin,
        df_within: anova.test.df2,
        ms_within: anova.msWithin,
        ss_total: anova.ssTotal,
        F: anova.test.f,
        p: anova.test.p,
        log10_p: Math.log10(anova.test.p),
        eta_squared: anova.etaSquared,
        omega_squared: anova.omegaSquared,
        epsilon_squared: anova.epsilonSquared,
        welch: asTest(anova.welch),
        brown_forsythe_F: asTest(anova.brownForsythe),
        levene_mean: asTest(spread.leveneMean),
        levene_median_brown_forsythe: asTest(spread.leveneMedian),
        bartlett: spread.bartlett && { K2: spread.bartlett.chiSquare, df: spread.bartlett.df, p: spread.bartlett.p },
        kruskal_wallis: {
          H: ranks.h,
          df: ranks.df,
          p: ranks.p,
          mean_ranks: Object.fromEntries(labels.map((label, code) => [label, ranks.meanRanks[code]])),
        },
      },
      { notOurs: /^(post_hoc|fligner_killeen)/ },
    );
  });
});

describe.each(casesHere('nist_anova'))('$id', (one) => {
  it('reaches the certified digits', () => {
    const { values, codes, labels } = groupsOf(one);
    const result = anovaOneWay(values, codes, labels.length);
    if (result.status !== 'ok') throw new Error('not estimable');
    // With 13 leading constant digits the data themselves carry about 3; R reaches 4.6 on SmLs07.
    const least = one.id.endsWith('SmLs07') ? 2.5 : one.id.endsWith('SmLs04') ? 8 : 12.5;
    expect(digitsInAgreement(result.test.f!, Number(one.expected.F))).toBeGreaterThanOrEqual(least);
    expect([result.n, result.test.df1, result.test.df2]).toEqual([
      one.expected.n,
      one.expected.df_between,
      one.expected.df_within,
    ]);
  });
});

describe('groups with little in them', () => {
  it('says why', () => {
    expect(anovaOneWay([1, 2], [0, 0], 2)).toEqual({ status: 'notEstimable', reason: 'tooFewGroups', n: 2 });
    expect(anovaOneWay([1, 2], [0, 1], 2)).toEqual({ status: 'notEstimable', reason: 'tooFewRows', n: 2 });
    expect(anovaOneWay([3, 3, 3, 3], [0, 0, 1, 1], 2)).toEqual({ status: 'notEstimable', reason: 'noVariance', n: 4 });
    expect(kruskalWallis([3, 3, 3, 3], [0, 0, 1, 1], 2)).toEqual({
      status: 'notEstimable',
      reason: 'noVariance',
      n: 4,
    });
    expect(anovaOneWay([1, 1, 5, 5], [0, 0, 1, 1], 3)).toMatchObject({
      test: { f: null, p: 0 },
      welch: null,
      groups: [{}, {}, { n: 0, mean: null }],
    });
    expect(varianceHomogeneity([1, 1, 5, 9], [0, 0, 1, 1], 2)).toMatchObject({ status: 'ok', bartlett: null });
    expect(() => anovaOneWay([1], [4], 2)).toThrow('stats.category');
    expect(() => anovaOneWay([1], [], 2)).toThrow('stats.shape');
  });
});

describe('sample size', () => {
  it.each([
    [Number.NaN, 385],
    [500, 218],
    [1000, 278],
    [2000, 323],
    [10_000, 370],
  ])('of a proportion within 5 points from %d members is %d', (members, expected) => {
    const result = sampleSizeForProportion(0.5, 0.05, { populationSize: Number.isNaN(members) ? null : members });
    expect(result.finiteCeil ?? result.unlimitedCeil).toBe(expected);
  });

  it.each(casesHere('sample_size').filter((one) => /proportion|mean_margin/.test(one.id)))(
    '$id agrees with R',
    (one) => {
      const given = one.dataset.inline as {
        p?: number;
        sigma?: number;
        margin: number;
        level: number;
        N?: number | null;
        deff?: number;
      };
      const options = { level: given.level, populationSize: given.N ?? null };
      if (given.sigma !== undefined) {
        const result = sampleSizeForMean(given.sigma, given.margin, options);
        expectAgreement(
          one.expected,
          { n0: result.unlimited, n0_ceil: result.unlimitedCeil, n_finite: result.finiteSimple ?? undefined },
          { notOurs: given.N ? /^$/ : /^n_finite$/ },
        );
        return;
      }
      const result = sampleSizeForProportion(given.p!, given.margin, options);
      const inflated = sampleSizeForProportion(given.p!, given.margin, {
        level: given.level,
        designEffect: given.deff ?? 1,
      });
      expectAgreement(one.expected, {
        z: result.z,
        n_infinite: result.unlimited,
        n_infinite_ceil: result.unlimitedCeil,
        n_finite_cochran: result.finite,
        n_finite_ceil: result.finiteCeil,
        n_finite_same_as: result.finite,
        n_finite_simple_n0_over_1_plus_n0_N: result.finiteSimple,
        n_with_deff: inflated.wanted,
        n_with_deff_ceil: inflated.wantedCeil,
      });
    },
  );

  it('sends more than it wants and never asks for more than there are', () => {
    expect(sampleSizeForProportion(0.5, 0.05, { returnRate: 0.5 }).toSend).toBe(769);
    expect(sampleSizeForProportion(0.5, 0.01, { populationSize: 20, designEffect: 3 }).wantedCeil).toBe(20);
    expect(() => sampleSizeForProportion(1, 0.05)).toThrow('sample.proportion');
    expect(() => sampleSizeForProportion(0.5, 0)).toThrow('sample.margin');
    expect(() => sampleSizeForMean(0, 1)).toThrow('sample.sd');
    expect(() => sampleSizeForMean(1, 1, { returnRate: 0 })).toThrow('sample.returnRate');
    expect(() => sampleSizeForMean(1, 1, { designEffect: 0 })).toThrow('sample.designEffect');
    expect(() => sampleSizeForMean(1, 1, { populationSize: 0 })).toThrow('sample.populationSize');
  });
});

describe('allocation', () => {
  it.each(casesHere('allocation'))('$id agrees with R', (one) => {
    const { N, S, cost, n } = one.dataset.inline as { N: number[]; S: number[]; cost: number[]; n: number };
    const strata = N.map((size, h) => ({ size, sd: S[h]!, cost: cost[h]! }));
    const of = (rule: AllocationRule) => allocation(strata, n, rule);
    expectAgreement(one.expected, {
      proportional: of('proportional').exact,
      neyman: of('neyman').exact,
      cost_optimal: of('costOptimal').exact,
      equal: of('equal').exact,
      variance_of_mean_proportional: of('proportional').variance,
      variance_of_mean_neyman: of('neyman').variance,
    });
  });

  it('whole forms sum to n within their limits', () => {
    const stratum = fc.record({
      size: fc.integer({ min: 1, max: 500 }),
      sd: fc.integer({ min: 0, max: 50 }),
      cost: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.array(stratum, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom<AllocationRule>('proportional', 'neyman', 'costOptimal', 'equal'),
        (strata, share, rule) => {
          fc.pre(strata.some((one) => one.sd > 0));
          const [least, most] = [
            strata.reduce((sum, one) => sum + Math.min(2, one.size), 0),
            strata.reduce((sum, one) => sum + one.size, 0),
          ];
          const n = Math.round(least + share * (most - least));
          const { forms } = allocation(strata, n, rule);
          expect(forms.reduce((sum, value) => sum + value, 0)).toBe(n);
          forms.forEach((value, h) => {
            expect(value).toBeGreaterThanOrEqual(Math.min(2, strata[h]!.size));
            expect(value).toBeLessThanOrEqual(strata[h]!.size);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('refuses what cannot be', () => {
    expect(() => allocation([], 5, 'equal')).toThrow('allocation.strata');
    expect(() => allocation([{ size: 10, sd: 1, cost: 0 }], 5, 'equal')).toThrow('allocation.strata');
    expect(() => allocation([{ size: 10, sd: 1, cost: 1 }], 11, 'equal')).toThrow('allocation.total');
    expect(() => allocation([{ size: 10, sd: 0, cost: 1 }], 5, 'neyman')).toThrow('allocation.noSpread');
  });
});
