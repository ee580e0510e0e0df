import { InputError } from '../model/errors.ts';
import { accurateSum } from '../numeric/accurateSum.ts';
import { fUpper } from '../numeric/distributions.ts';
import type { FTest } from './anovaOneWay.ts';
import { crossTable } from './crossTable.ts';
import { crossCounts } from './crossCounts.ts';
import { designCovariance, type DesignStructure } from './designCovariance.ts';
import { notEstimable, type Outcome } from './types.ts';

export type RaoScott = {
  /** Forms with both answers. */
  readonly n: number;
  /** Pearson's chi-square of the weighted table scaled to n forms. */
  readonly chiSquare: number;
  readonly df: number;
  /** Mean design effect by which chi-square is divided. */
  readonly designEffect: number;
  /** chi-square / (df x design effect) on df and df x (units - strata) degrees of freedom. */
  readonly test: FTest;
};

/**
 * Independence of two categorical questions under survey weights, strata and clusters: Rao and Scott's first-order correction, from the
 * design effects of the cells and of both margins.
 *
 * @param rowCodes, columnCodes  category of each form, -1 = missing
 * @param weights  positive, or null
 * @throws InputError 'stats.shape', 'stats.category'
 * Not estimable: 'tooFewGroups' when fewer than 2 rows or columns have forms, 'tooFewRows' without degrees of freedom.
 * Source: Rao and Scott (1984), Annals of Statistics 12; Bedrick (1983).
 */
export function raoScott(
  rowCodes: Int32Array,
  columnCodes: Int32Array,
  rows: number,
  columns: number,
  weights: Float64Array | null,
  design: DesignStructure = {},
): Outcome<RaoScott> {
  const length = rowCodes.length;
  if (columnCodes.length !== length) throw new InputError('stats.shape', { rows: length, columns: columnCodes.length });
  const { counts, forms: n } = crossCounts(rowCodes, columnCodes, rows, columns, weights);
  const total = accurateSum(counts.flat());
  const table = crossTable(counts.map((row) => row.map((count) => (total > 0 ? (count * n) / total : 0))));
  if (table.status !== 'ok') return notEstimable(table.reason, n);
  const inUse = (i: number): boolean => rowCodes[i]! >= 0 && columnCodes[i]! >= 0;
  const score = new Float64Array(length);
  let units = 0;
  /** Design effect of the share p of forms that belong to a part of the table. */
  const effect = (belongs: (i: number) => boolean, p: number): number => {
    for (let i = 0; i < length; i++)
      score[i] = inUse(i) ? ((weights ? weights[i]! : 1) * ((belongs(i) ? 1 : 0) - p)) / total : 0;
    const { covariance, df } = designCovariance([score], design);
    units = df;
    return covariance[0]! / ((p * (1 - p)) / n);
  };
  let sum = 0;
  table.rows.forEach((row, i) => {
    const share = table.rowTotals[i]! / table.n;
    sum -= (1 - share) * effect((form) => rowCodes[form] === row, share);
    table.columns.forEach((column, j) => {
      const p = table.counts[i]![j]! / table.n;
      // (1 - p_ij) d_ij in terms of the expected share, as Rao and Scott have it for Pearson's statistic.
      const expected = (table.rowTotals[i]! * table.columnTotals[j]!) / (table.n * table.n);
      if (p > 0 && p < 1)
        sum += ((p * (1 - p)) / expected) * effect((form) => rowCodes[form] === row && columnCodes[form] === column, p);
    });
  });
  table.columns.forEach((column, j) => {
    const share = table.columnTotals[j]! / table.n;
    sum -= (1 - share) * effect((form) => columnCodes[form] === column, share);
  });
  const { statistic, df } = table.chiSquare;
  if (!(units > 0)) return notEstimable('tooFewRows', n);
  const designEffect = Math.max(sum / df, Number.EPSILON);
  const f = statistic / (df * designEffect);
  return {
    status: 'ok',
    n,
    chiSquare: statistic,
    df,
    designEffect,
    test: { f, df1: df, df2: df * units, p: fUpper(f, df, df * units) },
  };
}
