import type { CrossTable } from '../../../shared/stats/crossTable.ts';
import type { FisherExact, OddsRatio } from '../../../shared/stats/fisherExact.ts';
import type { NominalAssociation } from '../../../shared/stats/nominalAssociation.ts';
import type { AssociationMeasure, OrderedAssociation } from '../../../shared/stats/orderedAssociation.ts';
import type { Tolerance } from '../compare.ts';
import type { OracleCase } from '../oracle.ts';
import { pair, tableOfCase } from '../statsOracle.ts';
import type { Table } from '../table.ts';
import { type Adapter, type Analyse, valuesOf } from './adapter.ts';
import { codedSnapshot, psppOrders } from './coded.ts';
import { type PsppTable, psppTables } from './psppTables.ts';

interface CrossTableValues {
  readonly table: Omit<CrossTable, 'rows' | 'columns'>;
  readonly test: { readonly fisher: FisherExact | null };
  readonly oddsRatio: OddsRatio | null;
  readonly phiSigned: number | null;
  readonly nominal: NominalAssociation;
  readonly ordered: OrderedAssociation;
}

/** A published table as forms: one row per cell, its count as frequency weight. */
function tableOfCounts(oracleCase: OracleCase): Table {
  const { rows, cols, values } = oracleCase.dataset.inline as { rows: string[]; cols: string[]; values: number[][] };
  const cells = values.flatMap((row, i) => row.map((count, j) => ({ row: rows[i]!, column: cols[j]!, count })));
  return {
    names: ['rows', 'columns', 'count'],
    rowCount: cells.length,
    columns: new Map<string, Float64Array | readonly string[]>([
      ['rows', cells.map((cell) => cell.row)],
      ['columns', cells.map((cell) => cell.column)],
      ['count', Float64Array.from(cells, (cell) => cell.count)],
    ]),
  };
}

export const crossTableAdapter: Adapter = {
  methods: ['crosstab'],
  analyses: ['describe.crossTable'],
  atLeast: 40,
  actual(oracleCase, analyse) {
    const { row_order, col_order } = oracleCase.options as { row_order: string[]; col_order: string[] };
    const inline = oracleCase.dataset.inline !== undefined;
    const { rows, cols } = oracleCase.dataset as unknown as { rows: string; cols: string };
    const [rowName, columnName] = inline ? ['rows', 'columns'] : [rows, cols];
    const given = inline ? { ...oracleCase, dataset: { ...oracleCase.dataset, weight: 'count' } } : oracleCase;
    const { table, test, oddsRatio, phiSigned, nominal, ordered } = valuesOf<CrossTableValues>(
      analyse(
        codedSnapshot(
          given,
          { [rowName]: row_order, [columnName]: col_order },
          inline ? tableOfCounts(oracleCase) : tableOfCase(oracleCase),
        ),
        { analysis: 'describe.crossTable', inputs: { rows: rowName, columns: columnName }, options: {} },
      ),
    );
    const percent = (shares: readonly (readonly number[])[]): number[][] =>
      shares.map((row) => row.map((share) => 100 * share));
    const directed = (measure: NominalAssociation['lambda']) => ({
      rows_dependent: measure.rows.value,
      columns_dependent: measure.columns.value,
      symmetric: measure.symmetric.value,
    });
    return {
      n: table.n,
      observed: { rows: row_order, cols: col_order, values: table.counts },
      expected: table.expected,
      chisq: table.chiSquare.statistic,
      df: table.chiSquare.df,
      p: table.chiSquare.p,
      log10_p: Math.log10(table.chiSquare.p),
      likelihood_ratio: table.likelihoodRatio.statistic,
      lr_p: table.likelihoodRatio.p,
      pearson_residuals: table.pearsonResiduals,
      adjusted_standardized_residuals: table.adjustedResiduals,
      cells_expected_below_5: table.cellsBelow5,
      min_expected: table.smallestExpected,
      row_pct: percent(table.rowShares),
      col_pct: percent(table.columnShares),
      phi: table.phi,
      phi_signed: phiSigned ?? undefined,
      cramers_v: table.cramersV,
      contingency_coefficient: table.contingencyCoefficient,
      tschuprow_t: table.tschuprowT,
      cramers_v_bias_corrected: table.cramersVCorrected,
      lambda: directed(nominal.lambda),
      uncertainty_coefficient: directed(nominal.uncertainty),
      yates_chisq: table.yates?.statistic,
      yates_p: table.yates?.p,
      fisher_exact_p: test.fisher?.p,
      fisher_p_two_sided: test.fisher?.p,
      fisher_p_less: test.fisher?.less ?? undefined,
      fisher_p_greater: test.fisher?.greater ?? undefined,
      odds_ratio_sample: oddsRatio?.ratio,
      odds_ratio_ci95_woolf: pair(oddsRatio?.interval),
      ordinal: {
        gamma: ordered.gamma?.value,
        kendall_tau_b: ordered.tauB.value,
        kendall_tau_c: ordered.tauC.value,
        somers_d_rows_dependent: ordered.somersRows.value,
        somers_d_columns_dependent: ordered.somersColumns.value,
        somers_d_symmetric: ordered.somersSymmetric.value,
        pearson_r_of_scores: ordered.pearson.value,
        spearman: ordered.spearman.value,
        linear_by_linear: ordered.linearByLinear.statistic,
        linear_by_linear_p: ordered.linearByLinear.p,
      },
    };
  },
};

/** Percentages are printed with one decimal, residuals with two, significances with three. */
function printed(path: string): Tolerance {
  if (path.includes('%')) return { relative: 0, absolute: 0.0501 };
  if (path.includes('Residual')) return { relative: 0, absolute: 0.00501 };
  if (path.endsWith('sig')) return { relative: 0, absolute: 0.000501 };
  return { relative: 1e-9, absolute: 1e-11 };
}

type Cells = Readonly<Record<string, unknown>>;

/** Name, value, standard error, T and significance of the measures, whatever columns PSPP left blank. */
function psppMeasures(table: PsppTable, nameColumns: number): Readonly<Record<string, Cells>> {
  const above: string[] = [];
  return Object.fromEntries(
    table.rows.slice(1).flatMap((row) => {
      for (let column = 0; column < nameColumns; column++)
        if (row[column] !== '') {
          above[column] = String(row[column]);
          above.length = column + 1;
        }
      const [value, se, t, sig] = row.slice(nameColumns);
      if (typeof value !== 'number' || above[0]!.startsWith('N of')) return [];
      const number = (cell: unknown, key: string) => (typeof cell === 'number' ? { [key]: cell } : {});
      const direction = above.at(-1)!.endsWith(' Dependent') ? above.at(-1)!.split(' ')[0]! : '';
      const name = direction === '' ? above.slice(1).join(' ') : `${above.slice(1, -1).join(' ')} of ${direction}`;
      return [[name, { value, ...number(se, 'se'), ...number(t, 't'), ...number(sig, 'sig') }] as const];
    }),
  );
}

function psppNames(oracleCase: OracleCase): readonly string[] {
  const { codes } = oracleCase.dataset as unknown as { codes: Record<string, unknown> };
  return Object.keys(codes);
}

export const psppCrosstabsAdapter: Adapter = {
  methods: ['pspp_crosstabs'],
  analyses: ['describe.crossTable'],
  atLeast: 60,
  toleranceAt: printed,
  expected(oracleCase) {
    const tables = psppTables(oracleCase);
    const named = (title: string): PsppTable => tables.find((table) => table.title === title)!;
    const cells: Record<string, readonly unknown[]> = {};
    let label = '';
    for (const row of tables[1]!.rows.slice(2)) {
      if (row[0] !== '' || row[1] !== '') label = row[0] === 'Total' ? 'Total' : String(row[1]);
      // The margins of the expected counts are printed as shares of n.
      const numbers = row.slice(3).filter((cell) => typeof cell === 'number');
      if (label !== 'Total' || row[2] !== 'Expected')
        cells[`${label} ${row[2]}`] = row[2] === 'Expected' ? numbers.slice(0, -1) : numbers;
    }
    return {
      cells,
      tests: Object.fromEntries(
        named('Chi-Square Tests')
          .rows.slice(1)
          .map((row) => [
            row[0],
            row[0] === "Fisher's Exact Test"
              ? { two: { sig: row[4] }, one: { sig: row[5] } }
              : { value: row[1], ...(typeof row[2] === 'number' ? { df: row[2], sig: row[3] } : {}) },
          ]),
      ),
      symmetric: psppMeasures(named('Symmetric Measures'), 2),
      directional: psppMeasures(named('Directional Measures'), 3),
    };
  },
  actual(oracleCase, analyse) {
    const { table, test, nominal, ordered } = psppCrossTable(oracleCase, analyse);
    const [rowName, columnName] = psppNames(oracleCase) as [string, string];
    const cells: Record<string, readonly number[]> = {};
    const { counts, rowTotals, columnTotals, n } = table;
    counts.forEach((row, i) => {
      cells[`${i + 1} Count`] = [...row, rowTotals[i]!];
      cells[`${i + 1} Expected`] = table.expected[i]!;
      cells[`${i + 1} Row %`] = [...table.rowShares[i]!.map((share) => 100 * share), 100];
      cells[`${i + 1} Column %`] = [...table.columnShares[i]!.map((share) => 100 * share), (100 * rowTotals[i]!) / n];
      cells[`${i + 1} Adjusted Residual`] = table.adjustedResiduals[i]!;
    });
    cells['Total Count'] = [...columnTotals, n];
    cells['Total Row %'] = [...columnTotals.map((total) => (100 * total) / n), 100];
    cells['Total Column %'] = [...columnTotals.map(() => 100), 100];
    const chi = (one: { statistic: number; df: number; p: number } | null | undefined) =>
      one ? { value: one.statistic, df: one.df, sig: one.p } : undefined;
    const measure = (one: AssociationMeasure | null) =>
      one ? { value: one.value, se: one.se ?? undefined, t: one.t ?? undefined, sig: one.p ?? undefined } : undefined;
    const both = (name: string, one: NominalAssociation['lambda']) => ({
      [`${name} Symmetric`]: measure(one.symmetric),
      [`${name} of ${rowName}`]: measure(one.rows),
      [`${name} of ${columnName}`]: measure(one.columns),
    });
    return {
      cells,
      tests: {
        'Pearson Chi-Square': chi(table.chiSquare),
        'Likelihood Ratio': chi(table.likelihoodRatio),
        'Linear-by-Linear Association': chi(ordered.linearByLinear),
        'Continuity Correction': chi(table.yates),
        'N of Valid Cases': { value: n },
        "Fisher's Exact Test": test.fisher
          ? {
              two: { sig: test.fisher.p },
              one: { sig: Math.min(test.fisher.less ?? 1, test.fisher.greater ?? 1) },
            }
          : undefined,
      },
      symmetric: {
        Phi: { value: table.phi },
        "Cramer's V": { value: table.cramersV },
        'Contingency Coefficient': { value: table.contingencyCoefficient },
        "Kendall's tau-b": measure(ordered.tauB),
        "Kendall's tau-c": measure(ordered.tauC),
        Gamma: measure(ordered.gamma),
        'Spearman Correlation': measure(ordered.spearman),
        "Pearson's R": measure(ordered.pearson),
      },
      directional: {
        ...both('Lambda', nominal.lambda),
        ...both('Uncertainty Coefficient', nominal.uncertainty),
        [`Goodman and Kruskal tau of ${rowName}`]: { value: nominal.tauRows },
        [`Goodman and Kruskal tau of ${columnName}`]: { value: nominal.tauColumns },
        "Somers' d Symmetric": measure(ordered.somersSymmetric),
        [`Somers' d of ${rowName}`]: measure(ordered.somersRows),
        [`Somers' d of ${columnName}`]: measure(ordered.somersColumns),
      },
    };
  },
};

function psppCrossTable(oracleCase: OracleCase, analyse: Analyse): CrossTableValues {
  const orders = psppOrders(oracleCase);
  const [rows, columns] = Object.keys(orders) as [string, string];
  return valuesOf<CrossTableValues>(
    analyse(codedSnapshot(oracleCase, orders), {
      analysis: 'describe.crossTable',
      inputs: { rows, columns },
      options: {},
    }),
  );
}
