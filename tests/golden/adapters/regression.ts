import type { OlsCoefficient, OlsRegression } from '../../../shared/stats/olsRegression.ts';
import { digitsInAgreement, type Tolerance } from '../compare.ts';
import { asList, type OracleCase } from '../oracle.ts';
import { columnNames, pair, snapshotOfCase } from '../statsOracle.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { psppTables } from './psppTables.ts';

type Regression = Omit<OlsRegression, 'coefficients'> & {
  readonly coefficients: readonly (OlsCoefficient & { readonly id: string | null })[];
  readonly residualsFirst: readonly number[];
};

const regress = (
  oracleCase: OracleCase,
  analyse: Analyse,
  dependent: string,
  predictors: readonly string[],
  options: { readonly intercept?: boolean; readonly degree?: number } = {},
): Regression =>
  valuesOf<Regression>(
    analyse(snapshotOfCase(oracleCase), {
      analysis: 'influence.regression',
      inputs: { dependent, predictors },
      options,
    }),
  );

export const olsAdapter: Adapter = {
  methods: ['ols'],
  analyses: ['influence.regression'],
  atLeast: 40,
  // Below 1e-300 R writes p as 0.
  toleranceAt: (path) => ({ relative: 1e-9, absolute: path === 'p' ? 1e-300 : 1e-12 }),
  actual(oracleCase, analyse) {
    const { dependent, predictors } = oracleCase.options as { dependent: string; predictors: string | string[] };
    const result = regress(oracleCase, analyse, dependent, asList(predictors));
    return {
      n: result.n,
      r: result.r,
      r_squared: result.rSquared,
      adj_r_squared: result.adjustedRSquared,
      residual_sd: result.residualSd,
      F: result.test.f,
      df1: result.test.df1,
      df2: result.test.df2,
      p: result.test.p,
      ss_regression: result.ssRegression,
      ss_residual: result.ssResidual,
      coefficients: result.coefficients.map((one) => ({
        term: one.id ?? '(Intercept)',
        b: one.b,
        se: one.se,
        t: one.t,
        p: one.p,
        ci95: pair(one.interval),
        beta: one.beta,
        vif: one.vif,
        tolerance: one.tolerance,
        partial_r: one.partial,
        part_r: one.part,
      })),
      durbin_watson: result.durbinWatson,
      residuals_first5: result.residualsFirst,
      cooks_distance_max: result.largestCook,
      leverage_max: result.largestLeverage,
      aic_r: result.aic,
      loglik: result.logLikelihood,
    };
  },
};

/** Certified values have 15 digits; standard errors follow from R alone, without refinement. */
const certified = (path: string): Tolerance => ({
  relative: path.startsWith('standard_errors') ? 1e-10 : 1e-13,
  absolute: 0,
});

export const nistRegressionAdapter: Adapter = {
  methods: ['nist_regression'],
  analyses: ['influence.regression'],
  atLeast: 9,
  toleranceAt: certified,
  actual(oracleCase, analyse) {
    const [dependent, ...predictors] = columnNames(oracleCase);
    const { intercept, polynomial_degree } = oracleCase.options as {
      intercept: boolean;
      polynomial_degree: number | null;
    };
    const result = regress(oracleCase, analyse, dependent!, predictors, {
      intercept,
      degree: polynomial_degree ?? 1,
    });
    const named = (pick: (one: OlsCoefficient) => number | null): Record<string, number | null> =>
      Object.fromEntries(
        result.coefficients.map((one) => [`B${one.predictor === null ? 0 : one.predictor + 1}`, pick(one)]),
      );
    const coefficients = named((one) => one.b);
    const expected = oracleCase.expected.coefficients as Record<string, number>;
    // At least as many digits as R gives on each set.
    const least = { Longley: 13, Wampler1: 9.8, Wampler4: 7.5 }[oracleCase.id.split('/')[1]!] ?? 12;
    const digits = Math.min(...Object.entries(expected).map(([name, b]) => digitsInAgreement(coefficients[name]!, b)));
    if (digits < least) throw new Error(`${digits} digits, ${least} are the least`);
    return {
      n: result.n,
      coefficients,
      standard_errors: named((one) => one.se),
      residual_sd: result.residualSd,
      r_squared: result.rSquared,
      df_regression: result.test.df1,
      ss_regression: result.ssRegression,
      ms_regression: result.ssRegression / result.test.df1,
      F: result.test.f,
      df_residual: result.test.df2,
      ss_residual: result.ssResidual,
      ms_residual: result.residualSd ** 2,
    };
  },
};

export const psppRegressionAdapter: Adapter = {
  methods: ['pspp_regression'],
  analyses: ['influence.regression'],
  atLeast: 60,
  toleranceAt: (path) =>
    path.endsWith('sig') ? { relative: 0, absolute: 0.00101 } : { relative: 1e-9, absolute: 1e-11 },
  expected(oracleCase) {
    const [model, table, coefficients] = psppTables(oracleCase);
    const [regression, residual, total] = table!.rows.slice(1);
    return {
      model: model!.rows[1],
      table: [regression!.slice(1, 5), residual!.slice(1, 4), total!.slice(1, 3)],
      sig: regression![5],
      coefficients: coefficients!.rows.slice(2).map((row) => ({
        b: row[1],
        se: row[2],
        ...(row[0] === '(Constant)' ? {} : { beta: row[3], tolerance: row[8], vif: row[9] }),
        t: row[4],
        sig: row[5],
        lower: row[6],
        upper: row[7],
      })),
    };
  },
  actual(oracleCase, analyse) {
    const names = Object.keys((oracleCase.dataset as unknown as { variables: Record<string, string> }).variables);
    const result = regress(oracleCase, analyse, names[0]!, names.slice(1));
    const { df1, df2 } = result.test;
    return {
      model: [result.r, result.rSquared, result.adjustedRSquared, result.residualSd],
      table: [
        [result.ssRegression, df1, result.ssRegression / df1, result.test.f],
        [result.ssResidual, df2, result.residualSd ** 2],
        [result.ssRegression + result.ssResidual, df1 + df2],
      ],
      sig: result.test.p,
      coefficients: result.coefficients.map((one) => ({
        b: one.b,
        se: one.se,
        ...(one.predictor === null ? {} : { beta: one.beta, tolerance: one.tolerance, vif: one.vif }),
        t: one.t,
        sig: one.p,
        lower: one.interval?.lower,
        upper: one.interval?.upper,
      })),
    };
  },
};
