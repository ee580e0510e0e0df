import type { Descriptives } from '../../../shared/stats/descriptives.ts';
import { type OracleCase } from '../oracle.ts';
import { columnNames, snapshotOfCase } from '../statsOracle.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { psppCells, psppTables } from './psppTables.ts';

type Item = Descriptives & { readonly id: string };

function statistics(
  oracleCase: OracleCase,
  analyse: Analyse,
  items: readonly string[],
  percentiles: readonly number[] = [5, 10, 25, 50, 75, 90, 95],
): readonly Item[] {
  return valuesOf<{ items: readonly Item[] }>(
    analyse(snapshotOfCase(oracleCase), {
      analysis: 'describe.statistics',
      inputs: { items },
      options: { percentiles },
    }),
  ).items;
}

export const descriptivesAdapter: Adapter = {
  methods: ['descriptives'],
  analyses: ['describe.statistics'],
  atLeast: 20,
  actual(oracleCase, analyse) {
    const [item] = statistics(oracleCase, analyse, columnNames(oracleCase), oracleCase.options.percentiles as number[]);
    return {
      n: item!.n,
      n_missing: item!.nMissing,
      mean: item!.mean,
      se_mean: item!.meanSe,
      sd: item!.sd,
      variance: item!.variance,
      min: item!.min,
      max: item!.max,
      sum: item!.sum,
      median: item!.median,
      mode_smallest: item!.mode,
      trimmed_mean_5pct_r: item!.trimmedMean5,
      mad: item!.mad,
      percentiles_type6_spss_haverage: item!.percentiles.map((point) => point.type6),
      percentiles_type7_excel_inc: item!.percentiles.map((point) => point.type7),
      skewness: item!.skewness,
      skewness_se: item!.skewnessSe,
      kurtosis_excess: item!.kurtosis,
      kurtosis_se: item!.kurtosisSe,
      skewness_population: item!.skewnessPopulation,
      kurtosis_population_excess: item!.kurtosisPopulation,
    };
  },
};

export const nistUnivariateAdapter: Adapter = {
  methods: ['nist_univariate'],
  analyses: ['describe.statistics', 'describe.explore'],
  atLeast: 4,
  // The decimals of NumAcc3 have no exact double, which leaves its sd 9.5 digits in any program.
  toleranceAt: (path) => ({ relative: path === 'sd' ? 1e-9 : 1e-13, absolute: 0 }),
  actual(oracleCase, analyse) {
    const items = columnNames(oracleCase);
    const [item] = statistics(oracleCase, analyse, items);
    const { questions } = valuesOf<{ questions: readonly { readonly lag1: number }[] }>(
      analyse(snapshotOfCase(oracleCase), { analysis: 'describe.explore', inputs: { items }, options: {} }),
    );
    return { n: item!.n, mean: item!.mean, sd: item!.sd, lag1_autocorrelation: questions[0]!.lag1 };
  },
};

/** PSPP's columns of DESCRIPTIVES and rows of FREQUENCIES. */
function psppStatistics(item: Item): Readonly<Record<string, number | null>> {
  return {
    Mean: item.mean,
    'S.E. Mean': item.meanSe,
    Median: item.median,
    Mode: item.mode,
    'Std Dev': item.sd,
    Variance: item.variance,
    Kurtosis: item.kurtosis,
    'S.E. Kurt': item.kurtosisSe,
    Skewness: item.skewness,
    'S.E. Skew': item.skewnessSe,
    Range: item.max === null || item.min === null ? null : item.max - item.min,
    Minimum: item.min,
    Maximum: item.max,
    Sum: item.sum,
  };
}

const sourceNames = (oracleCase: OracleCase): readonly string[] =>
  Object.keys(oracleCase.dataset.variables as Record<string, string>);

export const psppDescriptivesAdapter: Adapter = {
  methods: ['pspp_descriptives'],
  analyses: ['describe.statistics'],
  atLeast: 30,
  expected: (oracleCase) => psppCells(psppTables(oracleCase)[0]!, 1),
  actual(oracleCase, analyse) {
    const items = statistics(oracleCase, analyse, sourceNames(oracleCase));
    return Object.fromEntries(
      items.flatMap((item) =>
        Object.entries({ N: item.n, ...psppStatistics(item) }).map(([heading, value]) => [
          `${item.id}/${heading}`,
          value,
        ]),
      ),
    );
  },
};

interface FrequencyQuestion {
  readonly rows: readonly {
    readonly value: number | null;
    readonly count: number;
    readonly percent: number;
    readonly validPercent: number;
    readonly cumulativePercent: number;
  }[];
  readonly validCount: number;
}

export const psppFrequenciesAdapter: Adapter = {
  methods: ['pspp_frequencies'],
  analyses: ['describe.statistics', 'describe.frequencies'],
  atLeast: 35,
  expected(oracleCase) {
    const [moments, ...counts] = psppTables(oracleCase);
    return { moments: psppCells(moments!, 2), counts: counts.map((table) => psppCells(table, 2)) };
  },
  actual(oracleCase, analyse) {
    const names = sourceNames(oracleCase);
    const items = statistics(oracleCase, analyse, names, [0, 25, 50, 75, 100]);
    const { questions } = valuesOf<{ questions: readonly FrequencyQuestion[] }>(
      analyse(snapshotOfCase(oracleCase), {
        analysis: 'describe.frequencies',
        inputs: { items: names },
        options: {},
      }),
    );
    return {
      moments: Object.fromEntries(
        items.flatMap((item) => [
          [`N Valid/${item.id}`, item.n],
          [`N Missing/${item.id}`, item.nMissing],
          ...Object.entries(psppStatistics(item)).map(([label, value]) => [`${label}/${item.id}`, value]),
          ...item.percentiles.map((point) => [`Percentiles ${point.percent}/${item.id}`, point.type6]),
        ]),
      ),
      counts: questions.map((question) =>
        Object.fromEntries([
          ...question.rows.flatMap((row) => [
            [`Valid ${row.value}/Frequency`, row.count],
            [`Valid ${row.value}/Percent`, row.percent],
            [`Valid ${row.value}/Valid Percent`, row.validPercent],
            [`Valid ${row.value}/Cumulative Percent`, row.cumulativePercent],
          ]),
          ['Total/Frequency', question.validCount],
          ['Total/Percent', question.rows.reduce((sum, row) => sum + row.percent, 0)],
        ]),
      ),
    };
  },
};
