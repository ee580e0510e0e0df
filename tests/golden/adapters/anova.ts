import type { PairComparison } from '../../../shared/stats/postHoc.ts';
import type { FTest } from '../../../shared/stats/anovaOneWay.ts';
import { type OracleCase } from '../oracle.ts';
import { pair } from '../statsOracle.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { codedSnapshot, groupOrder, psppOrders, sourceNames } from './coded.ts';
import { psppCells, type PsppTable, psppTables } from './psppTables.ts';
import type { Tolerance } from '../compare.ts';

interface Anova {
  readonly k: number;
  readonly groups: readonly {
    readonly n: number;
    readonly mean: number;
    readonly sd: number;
    readonly se: number;
    readonly lower: number;
    readonly upper: number;
    readonly meanRank: number;
  }[];
  readonly grandMean: number;
  readonly table: {
    readonly ssBetween: number;
    readonly ssWithin: number;
    readonly ssTotal: number;
    readonly msBetween: number;
    readonly msWithin: number;
    readonly dfBetween: number;
    readonly dfWithin: number;
    readonly f: number;
    readonly p: number;
  };
  readonly residualSd: number;
  readonly etaSquared: number;
  readonly omegaSquared: number;
  readonly epsilonSquared: number;
  readonly welch: FTest | null;
  readonly brownForsythe: FTest | null;
  readonly spread: {
    readonly leveneMean: FTest | null;
    readonly leveneMedian: FTest | null;
    readonly bartlett: { readonly chiSquare: number; readonly df: number; readonly p: number } | null;
    readonly fligner: { readonly chiSquare: number; readonly df: number; readonly p: number } | null;
  };
  readonly ranks: { readonly h: number; readonly df: number; readonly p: number };
  readonly pairs: readonly {
    readonly a: number;
    readonly b: number;
    readonly difference: number;
    readonly se: number;
    readonly methods: Omit<PairComparison, 'a' | 'b' | 'difference' | 'se'>;
  }[];
}

function anova(
  oracleCase: OracleCase,
  analyse: Analyse,
  variable: string,
  feature: string,
  order: readonly string[],
): Anova {
  return valuesOf<Anova>(
    analyse(codedSnapshot(oracleCase, { [feature]: order }), {
      analysis: 'influence.anova',
      inputs: { variable, feature },
      options: {},
    }),
  );
}

const asTest = (test: FTest | null) => test && { F: test.f, df1: test.df1, df2: test.df2, p: test.p };

export const anovaAdapter: Adapter = {
  methods: ['anova_oneway'],
  analyses: ['influence.anova'],
  atLeast: 60,
  actual(oracleCase, analyse) {
    const order = groupOrder(oracleCase);
    const result = anova(oracleCase, analyse, oracleCase.dataset.value!, oracleCase.dataset.group!, order);
    const { table, spread, ranks } = result;
    return {
      n: result.groups.reduce((sum, group) => sum + group.n, 0),
      k: result.k,
      groups: result.groups.map((group, place) => ({
        group: order[place],
        n: group.n,
        mean: group.mean,
        sd: group.sd,
        se: group.se,
        ci95: pair(group),
      })),
      ss_between: table.ssBetween,
      df_between: table.dfBetween,
      ms_between: table.msBetween,
      ss_within: table.ssWithin,
      df_within: table.dfWithin,
      ms_within: table.msWithin,
      ss_total: table.ssTotal,
      F: table.f,
      p: table.p,
      log10_p: Math.log10(table.p),
      eta_squared: result.etaSquared,
      omega_squared: result.omegaSquared,
      epsilon_squared: result.epsilonSquared,
      welch: asTest(result.welch),
      brown_forsythe_F: asTest(result.brownForsythe),
      levene_mean: asTest(spread.leveneMean),
      levene_median_brown_forsythe: asTest(spread.leveneMedian),
      bartlett: spread.bartlett && { K2: spread.bartlett.chiSquare, df: spread.bartlett.df, p: spread.bartlett.p },
      fligner_killeen: spread.fligner && {
        chisq: spread.fligner.chiSquare,
        df: spread.fligner.df,
        p: spread.fligner.p,
      },
      kruskal_wallis: {
        H: ranks.h,
        df: ranks.df,
        p: ranks.p,
        mean_ranks: Object.fromEntries(order.map((label, place) => [label, result.groups[place]!.meanRank])),
      },
      post_hoc: result.pairs.map(({ a, b, difference, se, methods }) => ({
        a: order[a],
        b: order[b],
        diff: difference,
        se,
        lsd: { t: methods.lsd!.t, p: methods.lsd!.p, ci95: pair(methods.lsd!.interval) },
        bonferroni: { p: methods.bonferroni!.p, ci95: pair(methods.bonferroni!.interval) },
        sidak: { p: methods.sidak!.p },
        tukey_kramer: { q: methods.tukey!.q, p: methods.tukey!.p, ci95: pair(methods.tukey!.interval) },
        scheffe: { p: methods.scheffe!.p, ci95: pair(methods.scheffe!.interval) },
        games_howell: methods.gamesHowell && {
          se: methods.gamesHowell.se,
          df: methods.gamesHowell.df,
          q: methods.gamesHowell.q,
          p: methods.gamesHowell.p,
          ci95: pair(methods.gamesHowell.interval),
        },
        tamhane_t2: methods.tamhane && { p: methods.tamhane.p },
        holm: { p: methods.holm!.p },
      })),
    };
  },
};

export const nistAnovaAdapter: Adapter = {
  methods: ['nist_anova'],
  analyses: ['influence.anova'],
  atLeast: 9,
  // 13 digits where R has 2 to 10: leading constant digits are taken off as decimals.
  toleranceAt: () => ({ relative: 1e-13, absolute: 0 }),
  actual(oracleCase, analyse) {
    const { value, group } = oracleCase.dataset;
    const result = anova(oracleCase, analyse, value!, group!, groupOrder(oracleCase));
    const { table } = result;
    return {
      n: result.groups.reduce((sum, one) => sum + one.n, 0),
      df_between: table.dfBetween,
      ss_between: table.ssBetween,
      ms_between: table.msBetween,
      F: table.f,
      df_within: table.dfWithin,
      ss_within: table.ssWithin,
      ms_within: table.msWithin,
      r_squared: result.etaSquared,
      residual_sd: result.residualSd,
    };
  },
};

export const varianceHomogeneityAdapter: Adapter = {
  methods: ['variance_homogeneity'],
  analyses: ['influence.anova'],
  atLeast: 9,
  // The published statistics were made in single precision; R's follow from the data as typed.
  actual(oracleCase, analyse) {
    const { spread, table } = anova(oracleCase, analyse, 'y', 'group', groupOrderOf(oracleCase));
    return {
      levene_median: spread.leveneMedian && {
        W: spread.leveneMedian.f,
        df1: spread.leveneMedian.df1,
        df2: spread.leveneMedian.df2,
        p: spread.leveneMedian.p,
      },
      levene_mean: spread.leveneMean && { W: spread.leveneMean.f, p: spread.leveneMean.p },
      bartlett: spread.bartlett && { T: spread.bartlett.chiSquare, df: spread.bartlett.df, p: spread.bartlett.p },
      anova_F: table.f,
    };
  },
};

const groupOrderOf = (oracleCase: OracleCase): readonly string[] =>
  [...new Set((oracleCase.dataset.inline as { group: number[] }).group)].toSorted((a, b) => a - b).map(String);

/** Significances are printed with three decimals; PSPP's studentized range is R's, whose quantiles are good to 1e-7. */
function printed(path: string): Tolerance {
  if (/^pairs\..*\.2$|sig|Sig\./.test(path)) return { relative: 0, absolute: 0.000501 };
  if (/^pairs\.(Games|Tukey)/.test(path)) return { relative: 1e-6, absolute: 1e-7 };
  return { relative: 1e-9, absolute: 1e-11 };
}

function psppAnova(oracleCase: OracleCase, analyse: Analyse): Anova {
  const [[feature, order]] = Object.entries(psppOrders(oracleCase)) as [[string, readonly string[]]];
  const variable = Object.values(sourceNames(oracleCase)).find((name) => name !== feature)!;
  return anova(oracleCase, analyse, variable, feature, order);
}

const families: Readonly<Record<string, keyof PairComparison>> = {
  LSD: 'lsd',
  'Tukey HSD': 'tukey',
  Bonferroni: 'bonferroni',
  Scheffé: 'scheffe',
  'Games-Howell': 'gamesHowell',
  Šidák: 'sidak',
};

/** PSPP's table of pairs: family, I, J, then difference, standard error, significance and limits. */
function psppPairs(table: PsppTable): Readonly<Record<string, readonly number[]>> {
  let [family, first] = ['', 0];
  return Object.fromEntries(
    table.rows.slice(2).map((row) => {
      if (row[0] !== '') family = String(row[0]);
      if (row[1] !== '') first = Number(row[1]);
      return [`${family} ${first} ${row[2]}`, row.slice(3).map(Number)];
    }),
  );
}

export const psppOnewayAdapter: Adapter = {
  methods: ['pspp_oneway'],
  analyses: ['influence.anova'],
  atLeast: 100,
  toleranceAt: (path) => (/^pairs\..*\.2$|Sig\.|sig$/.test(path) ? { relative: 0, absolute: 0.000501 } : printed(path)),
  expected(oracleCase) {
    const [descriptives, homogeneity, table, pairs] = psppTables(oracleCase);
    const groups = descriptives!.rows.slice(2, -1).map((row) => row.slice(2, 8).map(Number));
    const [, between, within, total] = table!.rows;
    return {
      groups,
      levene: {
        f: homogeneity!.rows[1]![1],
        df1: homogeneity!.rows[1]![2],
        df2: homogeneity!.rows[1]![3],
        sig: homogeneity!.rows[1]![4],
      },
      table: [between!.slice(2, 6), within!.slice(2, 5), total!.slice(2, 4)],
      sig: between![6],
      pairs: psppPairs(pairs!),
    };
  },
  actual(oracleCase, analyse) {
    const result = psppAnova(oracleCase, analyse);
    const { table } = result;
    const levene = result.spread.leveneMean!;
    const pairs = Object.entries(families).flatMap(([family, key]) =>
      result.pairs.flatMap((one) => {
        const method = one.methods[key as 'tukey'] ?? null;
        if (method === null || method.interval === null) return [];
        const { lower, upper } = method.interval;
        return [
          [`${family} ${one.a + 1} ${one.b + 1}`, [one.difference, one.se, method.p, lower, upper]],
          [`${family} ${one.b + 1} ${one.a + 1}`, [-one.difference, one.se, method.p, -upper, -lower]],
        ];
      }),
    );
    return {
      groups: result.groups.map((group) => [group.n, group.mean, group.sd, group.se, group.lower, group.upper]),
      levene: { f: levene.f, df1: levene.df1, df2: levene.df2, sig: levene.p },
      table: [
        [table.ssBetween, table.dfBetween, table.msBetween, table.f],
        [table.ssWithin, table.dfWithin, table.msWithin],
        [table.ssTotal, table.dfBetween + table.dfWithin],
      ],
      sig: table.p,
      pairs: Object.fromEntries(pairs),
    };
  },
};

export const psppNparAdapter: Adapter = {
  methods: ['pspp_npar'],
  analyses: ['influence.anova'],
  atLeast: 9,
  toleranceAt: printed,
  expected(oracleCase) {
    const [ranks, statistics] = psppTables(oracleCase);
    return {
      ranks: ranks!.rows.slice(1, -1).map((row) => row[3]),
      statistics: psppCells({ title: '', rows: [['', 'value'], ...statistics!.rows.slice(1)] }, 1),
    };
  },
  actual(oracleCase, analyse) {
    const { groups, ranks } = psppAnova(oracleCase, analyse);
    return {
      ranks: groups.map((group) => group.meanRank),
      statistics: { 'Chi-Square/value': ranks.h, 'df/value': ranks.df, 'Asymp. Sig./value': ranks.p },
    };
  },
};
