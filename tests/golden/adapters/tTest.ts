import type { FTest } from '../../../shared/stats/anovaOneWay.ts';
import type { TTest } from '../../../shared/stats/tTest.ts';
import type { OracleCase } from '../oracle.ts';
import { columnNames, pair, snapshotOfCase } from '../statsOracle.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { codedSnapshot } from './coded.ts';
import { psppTables } from './psppTables.ts';

interface TwoGroups {
  readonly groups: readonly { readonly n: number; readonly mean: number; readonly sd: number; readonly se: number }[];
  readonly difference: number;
  readonly pooled: TTest;
  readonly welch: TTest;
  readonly oneSample: TTest;
  readonly cohensD: number;
  readonly hedgesG: number;
  readonly varianceRatio: number;
  readonly levene: FTest;
  readonly mannWhitney: {
    readonly uFirst: number;
    readonly uSmaller: number;
    readonly p: number;
    readonly pWithContinuity: number;
  };
}

const asTest = (test: TTest) => ({ t: test.t, df: test.df, p: test.p, ci95: pair(test.interval) });

function twoGroups(
  oracleCase: OracleCase,
  analyse: Analyse,
  variable: string,
  feature: string,
  order: readonly string[],
) {
  return valuesOf<TwoGroups>(
    analyse(codedSnapshot(oracleCase, { [feature]: order }), {
      analysis: 'compare.tTest',
      inputs: { variable, feature },
      options: { first: '1', second: '2' },
    }),
  );
}

export const tTestAdapter: Adapter = {
  methods: ['t_test'],
  analyses: ['compare.tTest'],
  atLeast: 16,
  actual(oracleCase, analyse) {
    const { value, group } = oracleCase.dataset;
    const order = oracleCase.options.group_order as string[];
    const result = twoGroups(oracleCase, analyse, value!, group!, order);
    return {
      pooled: asTest(result.pooled),
      welch: asTest(result.welch),
      mean_diff: result.difference,
      cohens_d: result.cohensD,
      hedges_g: result.hedgesG,
      variance_ratio_F: result.varianceRatio,
      mann_whitney: {
        U_first_group: result.mannWhitney.uFirst,
        U_smaller: result.mannWhitney.uSmaller,
        p_normal_no_continuity: result.mannWhitney.p,
        p_normal_with_continuity: result.mannWhitney.pWithContinuity,
      },
    };
  },
};

export const pairedAdapter: Adapter = {
  methods: ['t_test_paired'],
  analyses: ['compare.paired', 'compare.tTest'],
  atLeast: 14,
  actual(oracleCase, analyse) {
    const [first, second] = columnNames(oracleCase) as [string, string];
    const snapshot = snapshotOfCase(oracleCase);
    const paired = valuesOf<{
      readonly n: number;
      readonly difference: number;
      readonly sdDifference: number;
      readonly test: TTest;
      readonly wilcoxon: { readonly positive: number; readonly p: number };
    }>(analyse(snapshot, { analysis: 'compare.paired', inputs: { first, second }, options: {} }));
    const { oneSample } = valuesOf<TwoGroups>(
      analyse(snapshot, {
        analysis: 'compare.tTest',
        inputs: { variable: first },
        options: { hypothesis: Number(oracleCase.options.mu_one_sample_first) },
      }),
    );
    return {
      n: paired.n,
      mean_diff: paired.difference,
      sd_diff: paired.sdDifference,
      ...asTest(paired.test),
      one_sample: { t: oneSample.t, df: oneSample.df, p: oneSample.p, ci95_mean: pair(oneSample.interval) },
      wilcoxon_signed_rank: { V: paired.wilcoxon.positive, p_normal_no_continuity: paired.wilcoxon.p },
    };
  },
};

export const psppTTestAdapter: Adapter = {
  methods: ['pspp_ttest'],
  analyses: ['compare.tTest'],
  atLeast: 22,
  // Significances are printed with three decimals.
  toleranceAt: (path) =>
    path.endsWith('sig') ? { relative: 0, absolute: 0.000501 } : { relative: 1e-9, absolute: 1e-11 },
  expected(oracleCase) {
    const [groups, tests] = psppTables(oracleCase);
    const [pooled, welch] = tests!.rows.slice(3);
    const test = (row: readonly (string | number)[]) => ({
      numbers: [row[4], row[5], row[7], row[8], row[9], row[10]],
      sig: row[6],
    });
    return {
      groups: groups!.rows.slice(1).map((row) => row.slice(2)),
      levene: { f: pooled![2], sig: pooled![3] },
      pooled: test(pooled!),
      welch: test(welch!),
    };
  },
  actual(oracleCase, analyse) {
    const [value, group] = Object.keys(
      (oracleCase.dataset as unknown as { variables: Record<string, string> }).variables,
    ) as [string, string];
    const { groups, difference, levene, pooled, welch } = twoGroups(oracleCase, analyse, value, group, ['1', '2']);
    const test = (one: TTest) => ({
      numbers: [one.t, one.df, difference, one.se, one.interval.lower, one.interval.upper],
      sig: one.p,
    });
    return {
      groups: groups.map((one) => [one.n, one.mean, one.sd, one.se]),
      levene: { f: levene.f, sig: levene.p },
      pooled: test(pooled),
      welch: test(welch),
    };
  },
};
