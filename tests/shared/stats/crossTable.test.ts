import { describe, expect, it } from 'vitest';
import { crossTable } from '../../../shared/stats/crossTable.ts';
import type { OracleCase } from '../../golden/oracle.ts';
import { casesHere, expectAgreement, tableOfCase } from '../../golden/statsOracle.ts';
import { groupCodes, numericColumn } from '../../golden/table.ts';

function countsOf(one: OracleCase): number[][] {
  const inline = one.dataset.inline as { values: number[][] } | undefined;
  if (inline) return inline.values;
  const table = tableOfCase(one);
  const rows = groupCodes(table, String(one.dataset.rows), one.options.row_order as string[]);
  const columns = groupCodes(table, String(one.dataset.cols), one.options.col_order as string[]);
  const weights = one.dataset.weight === undefined ? null : numericColumn(table, one.dataset.weight);
  const counts = rows.labels.map(() => columns.labels.map(() => 0));
  rows.codes.forEach((row, form) => {
    const column = columns.codes[form]!;
    if (row >= 0 && column >= 0) counts[row]![column]! += weights ? weights[form]! : 1;
  });
  return counts;
}

describe.each(casesHere('crosstab'))('$id', (one) => {
  it('agrees with R', () => {
    const result = crossTable(countsOf(one));
    if (result.status !== 'ok') throw new Error('not estimable');
    const percent = (shares: readonly (readonly number[])[]) => shares.map((row) => row.map((share) => 100 * share));
    expectAgreement(
      one.expected,
      {
        n: result.n,
        observed: { rows: one.options.row_order, cols: one.options.col_order, values: result.counts },
        expected: result.expected,
        chisq: result.chiSquare.statistic,
        df: result.chiSquare.df,
        p: result.chiSquare.p,
        log10_p: Math.log10(result.chiSquare.p),
        likelihood_ratio: result.likelihoodRatio.statistic,
        lr_p: result.likelihoodRatio.p,
        pearson_residuals: result.pearsonResiduals,
        adjusted_standardized_residuals: result.adjustedResiduals,
        cells_expected_below_5: result.cellsBelow5,
        min_expected: result.smallestExpected,
        row_pct: percent(result.rowShares),
        col_pct: percent(result.columnShares),
        phi: result.phi,
        cramers_v: result.cramersV,
        contingency_coefficient: result.contingencyCoefficient,
        tschuprow_t: result.tschuprowT,
        cramers_v_bias_corrected: result.cramersVCorrected,
        yates_chisq: result.yates?.statistic,
        yates_p: result.yates?.p,
      },
      { notOurs: /^(lambda|uncertainty_coefficient|ordinal|fisher|odds_ratio|phi_signed)/ },
    );
  });
});

describe('hostile tables', () => {
  it('empty rows and columns take no part', () => {
    const result = crossTable([
      [3, 0, 1],
      [0, 0, 0],
      [1, 0, 3],
    ]);
    expect(result).toMatchObject({
      status: 'ok',
      n: 8,
      rows: [0, 2],
      columns: [0, 2],
      chiSquare: { statistic: 2, df: 1 },
    });
  });

  it('a table without two rows and columns has no test', () => {
    expect(crossTable([])).toEqual({ status: 'notEstimable', reason: 'tooFewGroups', n: 0 });
    expect(crossTable([[4, 5]])).toEqual({ status: 'notEstimable', reason: 'tooFewGroups', n: 9 });
    expect(
      crossTable([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual({ status: 'notEstimable', reason: 'tooFewGroups', n: 0 });
  });

  it('refuses what are no counts', () => {
    expect(() => crossTable([[1], [1, 2]])).toThrow('stats.shape');
    expect(() =>
      crossTable([
        [1, -1],
        [1, 1],
      ]),
    ).toThrow('stats.counts');
    expect(() =>
      crossTable([
        [1, Number.NaN],
        [1, 1],
      ]),
    ).toThrow('stats.counts');
  });

  it('rows may be exchanged', () => {
    const [a, b] = [
      crossTable([
        [3, 9],
        [7, 2],
      ]),
      crossTable([
        [7, 2],
        [3, 9],
      ]),
    ];
    if (a.status !== 'ok' || b.status !== 'ok') throw new Error('not estimable');
    expect(a.chiSquare.statistic).toBeCloseTo(b.chiSquare.statistic, 12);
  });
});
