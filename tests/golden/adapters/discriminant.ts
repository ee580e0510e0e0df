import type { DiscriminantValues } from '../../../shared/analyses/discriminantValues.ts';
import { variableId } from '../../../shared/model/ids.ts';
import type { OracleCase } from '../oracle.ts';
import { columnNames, tableOfCase } from '../statsOracle.ts';
import { groupCodes, numericColumn, snapshotOf, type Table } from '../table.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';

/** The group as a number question, 0, 1, … in the case's order; rows of other groups are blank. */
function tableOf(oracleCase: OracleCase): Table {
  const table = tableOfCase(oracleCase);
  const name = oracleCase.dataset.group!;
  const { codes } = groupCodes(table, name, oracleCase.options.group_order as readonly string[]);
  const columns = new Map(table.columns);
  columns.set(
    name,
    Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code)),
  );
  return { ...table, columns };
}

function run(oracleCase: OracleCase, analyse: Analyse, priors: string): DiscriminantValues {
  const group = oracleCase.dataset.group!;
  return valuesOf<DiscriminantValues>(
    analyse(snapshotOf(tableOf(oracleCase), { measures: { [group]: 'nominal' } }), {
      analysis: 'influence.discriminant',
      inputs: { items: columnNames(oracleCase), group: variableId(group) },
      options: { priors },
    }),
  );
}

/** A list of one is written as a plain value. */
const plain = <T>(list: readonly T[]): T | readonly T[] => (list.length === 1 ? list[0]! : list);

export const discriminantAdapter: Adapter = {
  methods: ['discriminant'],
  analyses: ['influence.discriminant'],
  atLeast: 100,
  actual(oracleCase, analyse) {
    const order = oracleCase.options.group_order as readonly string[];
    const values = run(oracleCase, analyse, 'proportional');
    const equal = run(oracleCase, analyse, 'equal');
    const names = values.items.map((item) => item.id);
    const functions = values.functions.map((_, k) => `LD${k + 1}`);
    const perGroup = (numbers: readonly number[]): Record<string, number> =>
      Object.fromEntries(order.map((label, place) => [label, numbers[place]!]));
    const perFunction = (pick: (item: DiscriminantValues['items'][number]) => readonly number[]) => ({
      rows: names,
      cols: plain(functions),
      values: values.items.map(pick),
    });
    const table = tableOf(oracleCase);
    const codes = numericColumn(table, oracleCase.dataset.group!);
    const columns = names.map((name) => numericColumn(table, name));
    const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter(
      (row) => !Number.isNaN(codes[row]!) && columns.every((column) => !Number.isNaN(column[row]!)),
    );
    const scoresOf = (row: number): readonly number[] =>
      values.functions.map((one, k) =>
        values.items.reduce((sum, item, i) => sum + item.raw[k]! * columns[i]![row]!, one.constant),
      );
    const posteriorOf = (row: number): readonly number[] => {
      const scores = values.classificationConstants.map((constant, group) =>
        values.items.reduce((sum, item, i) => sum + item.classification[group]! * columns[i]![row]!, constant),
      );
      const most = Math.max(...scores);
      const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
      return scores.map((score) => Math.exp(score - most) / total);
    };
    const ratesOf = (own: DiscriminantValues) => ({
      fisher_classification_functions: {
        coefficients: { rows: names, cols: order, values: own.items.map((item) => item.classification) },
        constant: perGroup(own.classificationConstants),
      },
      confusion_rows_actual_cols_predicted: own.inSample.counts,
      hit_rate: own.inSample.hitRate,
      leave_one_out: {
        confusion_rows_actual_cols_predicted: own.leaveOneOut.counts,
        hit_rate: own.leaveOneOut.hitRate,
      },
    });
    return {
      n: values.n,
      group_n: perGroup(values.groups.map((group) => group.n)),
      group_means: {
        rows: order,
        cols: names,
        values: order.map((_, k) => values.items.map((item) => item.means[k]!)),
      },
      pooled_within_covariance: { rows: names, cols: names, values: values.withinCovariance },
      eigenvalue: plain(values.functions.map((one) => one.eigenvalue)),
      canonical_correlation: plain(values.functions.map((one) => one.canonicalCorrelation)),
      wilks_lambda: plain(values.functions.map((one) => one.wilksLambda)),
      chisq: plain(values.functions.map((one) => one.chiSquare)),
      df: plain(values.functions.map((one) => one.df)),
      p: plain(values.functions.map((one) => one.p)),
      unstandardized: perFunction((item) => item.raw),
      constant: plain(values.functions.map((one) => one.constant)),
      standardized: perFunction((item) => item.standardized),
      structure_pooled_within: perFunction((item) => item.structure),
      centroids: {
        rows: order,
        cols: plain(functions),
        values: order.map((_, group) => values.functions.map((one) => one.centroids[group]!)),
      },
      first5_scores: rows.slice(0, 5).map(scoresOf),
      univariate: values.items.map((item) => ({
        variable: item.id,
        wilks_lambda: item.wilksLambda,
        F: item.f,
        df1: item.df1,
        df2: item.df2,
        p: item.p,
      })),
      box_m: values.boxM
        ? { M: values.boxM.m, chisq_approx: values.boxM.chiSquare, df: values.boxM.df, p: values.boxM.p }
        : null,
      priors_proportional: {
        priors: values.groups.map((group) => group.prior),
        ...ratesOf(values),
        posterior_first3: rows.slice(0, 3).map(posteriorOf),
      },
      priors_equal: ratesOf(equal),
      mahalanobis_D2: values.pair?.distance,
      fisher_direction_Sinv_diff: values.pair
        ? Object.fromEntries(names.map((name, i) => [name, values.pair!.direction[i]!]))
        : undefined,
      midpoint_cutoff_on_fisher_direction: values.pair?.midpoint,
      cutoff_on_canonical_score_equal_priors: values.pair?.cut,
      cutoff_weighted: values.pair?.weightedCut,
    };
  },
};
