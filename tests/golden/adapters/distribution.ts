import { rake } from '../../../shared/cleaning/raking.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { PpPoint } from '../../../shared/stats/ppPlot.ts';
import type { OracleCase } from '../oracle.ts';
import { columnNames, pair, snapshotOfCase, tableOfCase } from '../statsOracle.ts';
import { ascendingScale, groupCodes, numericColumn, snapshotOf } from '../table.ts';
import { closedFormula, toleranceOf } from '../compare.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';

interface Test {
  readonly statistic: number;
  readonly p: number | null;
}
interface NormalityValues {
  readonly n: number;
  readonly nMissing: number;
  readonly mean: number;
  readonly sd: number;
  readonly variance: number | null;
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly skewness: number | null;
  readonly skewnessSe: number | null;
  readonly kurtosis: number | null;
  readonly kurtosisSe: number | null;
  readonly skewnessPopulation: number | null;
  readonly kurtosisPopulation: number | null;
  readonly tests: Readonly<
    Record<
      'shapiroWilk' | 'shapiroFrancia' | 'lilliefors' | 'andersonDarling' | 'cramerVonMises' | 'jarqueBera',
      Test | null
    >
  >;
  readonly unadjustedKolmogorovP: number | null;
  readonly points: readonly PpPoint[];
}

function normality(oracleCase: OracleCase, analyse: Analyse, position: string): NormalityValues {
  return valuesOf(
    analyse(snapshotOfCase(oracleCase), {
      analysis: 'distribution.normality',
      inputs: { variable: columnNames(oracleCase)[0]! },
      options: { position },
    }),
  );
}

const named = (test: Test | null, statistic: string, p = 'p') => test && { [statistic]: test.statistic, [p]: test.p };

export const normalityAdapter: Adapter = {
  methods: ['normality'],
  analyses: ['distribution.normality'],
  atLeast: 11,
  toleranceAt: toleranceOf(closedFormula),
  actual(oracleCase, analyse) {
    const values = normality(oracleCase, analyse, 'blom');
    const { tests } = values;
    return {
      n: values.n,
      n_missing: values.nMissing,
      mean: values.mean,
      sd: values.sd,
      variance: values.variance,
      median: values.median,
      min: values.min,
      max: values.max,
      skewness: values.skewness,
      skewness_se: values.skewnessSe,
      kurtosis_excess: values.kurtosis,
      kurtosis_se: values.kurtosisSe,
      skewness_population: values.skewnessPopulation,
      kurtosis_population_excess: values.kurtosisPopulation,
      shapiro_wilk: named(tests.shapiroWilk, 'W'),
      shapiro_francia: named(tests.shapiroFrancia, 'W'),
      anderson_darling: named(tests.andersonDarling, 'A'),
      cramer_von_mises: named(tests.cramerVonMises, 'W'),
      jarque_bera: named(tests.jarqueBera, 'JB'),
      lilliefors: named(tests.lilliefors, 'D', 'p_dallal_wilkinson'),
      ks_estimated_parameters: tests.lilliefors && {
        D: tests.lilliefors.statistic,
        p_asymptotic_unadjusted: values.unadjustedKolmogorovP,
      },
    };
  },
};

export const ppPlotAdapter: Adapter = {
  methods: ['pp_plot'],
  analyses: ['distribution.normality'],
  atLeast: 20,
  actual(oracleCase, analyse) {
    const spread = (position: string) =>
      normality(oracleCase, analyse, position).points.flatMap((point) =>
        Array.from({ length: point.count }, () => point),
      );
    const blom = spread('blom');
    const { n, mean, sd } = normality(oracleCase, analyse, 'blom');
    return {
      n,
      mean,
      sd,
      sorted_x: blom.map((point) => point.value),
      observed_cum_prob: {
        blom: blom.map((point) => point.observed),
        rankit: spread('rankit').map((point) => point.observed),
        tukey: spread('tukey').map((point) => point.observed),
        van_der_waerden: spread('vanDerWaerden').map((point) => point.observed),
      },
      expected_cum_prob: blom.map((point) => point.expected),
      detrended_blom: blom.map((point) => point.gap),
      qq_expected_normal_blom: blom.map((point) => point.expectedValue),
    };
  },
};

type Limits = { readonly lower: number; readonly upper: number } | null;
interface MeanValues {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly se: number;
  readonly df: number;
  readonly level: number;
  readonly interval: Limits;
  readonly t: Limits;
  readonly z: Limits;
  readonly zKnownSigma: Limits;
  readonly finitePopulation: Limits;
  readonly finitePopulationTextbook: Limits;
  readonly variance: Limits;
  readonly sdInterval: Limits;
  readonly total: number | null;
  readonly totalSe: number | null;
  readonly designEffect: number | null;
}

export const meanIntervalAdapter: Adapter = {
  methods: ['ci_mean'],
  analyses: ['distribution.meanInterval'],
  atLeast: 40,
  actual(oracleCase, analyse) {
    const snapshot = snapshotOfCase(oracleCase);
    const { known_sigma, population_N } = oracleCase.options as { known_sigma: number; population_N: number };
    const results = (oracleCase.expected.intervals as { level: number }[]).map(({ level }) =>
      valuesOf<MeanValues>(
        analyse(snapshot, {
          analysis: 'distribution.meanInterval',
          inputs: { variable: columnNames(oracleCase)[0]! },
          options: { level, knownSigma: known_sigma, populationSize: population_N },
        }),
      ),
    );
    const { n, mean, sd, se } = results[0]!;
    return {
      n,
      mean,
      sd,
      se,
      intervals: results.map((result) => ({
        level: result.level,
        t: pair(result.t),
        z_sample_sd: pair(result.z),
        z_known_sigma: pair(result.zKnownSigma),
        finite_population_t_sqrt_1_minus_n_over_N: pair(result.finitePopulation),
        finite_population_t_sqrt_Nn_over_N1: pair(result.finitePopulationTextbook),
        variance_chisq: pair(result.variance),
        sd_chisq: pair(result.sdInterval),
      })),
    };
  },
};

/** Means, totals, groups and shares under a design. Raking makes weights, which the catalogue does not. */
export const surveyAdapter: Adapter = {
  methods: ['survey_estimates'],
  analyses: ['distribution.meanInterval', 'distribution.proportionInterval', 'index.byFeature'],
  atLeast: 14,
  supports: (oracleCase) => oracleCase.options.rake === undefined,
  actual(oracleCase, analyse) {
    const table = tableOfCase(oracleCase);
    const snapshot = designSnapshot(oracleCase);
    const means = Object.keys(oracleCase.expected)
      .filter((name) => table.columns.has(name))
      .map((variable) => {
        const result = valuesOf<MeanValues>(
          analyse(snapshot, { analysis: 'distribution.meanInterval', inputs: { variable }, options: {} }),
        );
        return [
          variable,
          {
            mean: result.mean,
            se: result.se,
            deff: result.designEffect,
            df: result.df,
            ci95_t: pair(result.interval),
            total: result.total,
            total_se: result.totalSe,
          },
        ];
      });
    const byDomain = oracleCase.expected.by_domain as { variable: string; by: string; level: string[] } | undefined;
    const proportions = oracleCase.expected.proportions as { variable: string; names: string[] } | undefined;
    return {
      ...Object.fromEntries(means),
      by_domain: byDomain && domains(snapshot, byDomain, analyse),
      proportions: proportions && shares(snapshot, proportions, analyse),
    };
  },
};

function designSnapshot(oracleCase: OracleCase): Snapshot {
  const table = tableOfCase(oracleCase);
  const stratum = oracleCase.options.strata === 'none' ? null : String(oracleCase.options.strata);
  const populationSizes: Record<string, number> = {};
  if (stratum) {
    const { codes, labels } = groupCodes(table, stratum);
    labels.forEach((label, code) => {
      populationSizes[label] = numericColumn(table, 'fpc')[codes.indexOf(code)]!;
    });
  }
  return snapshotOf(table, {
    // The API score runs to 1000: its 0-100 form is a tenth of it.
    scales: { api00: ascendingScale(0, 1000) },
    design: {
      weight: { variableId: variableId(String(oracleCase.options.weights)), kind: 'survey' },
      stratum: stratum ? variableId(stratum) : null,
      populationSizes,
    },
  });
}

function domains(snapshot: Snapshot, wanted: { variable: string; by: string; level: string[] }, analyse: Analyse) {
  const { groups } = valuesOf<{ groups: readonly { label: string; index: number; se: number }[] }>(
    analyse(snapshot, {
      analysis: 'index.byFeature',
      inputs: { feature: wanted.by, items: [wanted.variable] },
      options: {},
    }),
  );
  const ordered = wanted.level.map((label) => groups.find((group) => group.label === label)!);
  return {
    variable: wanted.variable,
    by: wanted.by,
    level: ordered.map((group) => group.label),
    mean: ordered.map((group) => 10 * group.index),
    se: ordered.map((group) => 10 * group.se),
  };
}

function shares(snapshot: Snapshot, wanted: { variable: string; names: string[] }, analyse: Analyse) {
  const { rows } = valuesOf<{ rows: readonly { label: { en: string }; proportion: number; se: number }[] }>(
    analyse(snapshot, {
      analysis: 'distribution.proportionInterval',
      inputs: { variable: wanted.variable },
      options: {},
    }),
  );
  const ordered = wanted.names.map((name) => rows.find((row) => `${wanted.variable}${row.label.en}` === name)!);
  return {
    variable: wanted.variable,
    names: ordered.map((row) => `${wanted.variable}${row.label.en}`),
    p: ordered.map((row) => row.proportion),
    se: ordered.map((row) => row.se),
  };
}

interface RakedCase {
  readonly rake: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly start_weights: string;
  readonly strata: string;
}

/**
 * Weights raked to known margins by the cleaning room, then a mean under the stratified design. R's standard error also takes account
 * of the raking (residuals from the margins); ours treats the weights as given, so it is not compared. R stops when no margin is off by
 * more than one school, which leaves its weights five digits.
 */
export const rakedAdapter: Adapter = {
  methods: ['survey_estimates'],
  analyses: ['distribution.meanInterval'],
  atLeast: 7,
  toleranceAt: () => ({ relative: 2e-5, absolute: 0 }),
  supports: (oracleCase) => oracleCase.options.rake !== undefined,
  actual(oracleCase, analyse) {
    const table = tableOfCase(oracleCase);
    const { rake: margins, start_weights, strata } = oracleCase.options as unknown as RakedCase;
    const raked = rake(
      Object.entries(margins).map(([name, targets]) => {
        const labels = Object.keys(targets);
        return { name, labels, targets: Object.values(targets), categories: groupCodes(table, name, labels).codes };
      }),
      { base: numericColumn(table, start_weights) },
    );
    const population = Object.values(margins[strata]!).reduce((sum, size) => sum + size, 0);
    const weights = raked.weights.map((weight) => (weight * population) / raked.n);
    const result = valuesOf<MeanValues>(
      analyse(
        snapshotOf(
          { ...table, names: [...table.names, 'raked'], columns: new Map([...table.columns, ['raked', weights]]) },
          {
            design: {
              weight: { variableId: variableId('raked'), kind: 'survey' },
              stratum: variableId(strata),
              populationSizes: margins[strata]!,
            },
          },
        ),
        { analysis: 'distribution.meanInterval', inputs: { variable: 'api00' }, options: {} },
      ),
    );
    return {
      api00: { mean: result.mean },
      weights_first5: [...weights.subarray(0, 5)],
      weight_sum: weights.reduce((sum, weight) => sum + weight, 0),
    };
  },
};
