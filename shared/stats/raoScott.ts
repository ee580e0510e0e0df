import { InputError } from '../model/errors.ts';
import { accurateSum } from '../numeric/accurateSum.ts';
import { fUpper } from '../numeric/distributions.ts';
import { at, matrixOf, symmetricInverse } from '../numeric/matrix.ts';
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
 * Independence of two categorical questions under survey weights, strata and clusters: Pearson's chi-square divided by the mean design
 * effect of the contrasts of its cells (Rao and Scott's first-order correction).
 *
 * @param rowCodes, columnCodes  category of each form, -1 = missing
 * @param weights  positive, or null
 * @throws InputError 'stats.shape', 'stats.category'
 * Not estimable: 'tooFewGroups' when fewer than 2 rows or columns have forms, 'tooFewRows' without degrees of freedom.
 * Source: Rao and Scott (1984), Annals of Statistics 12. Checked against R survey 4.1.1 svychisq:
 * tests/shared/stats/surveyDesign.
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
  const [r, c] = [table.rows.length, table.columns.length];
  const rowPlace = placesOf(table.rows, rows);
  const columnPlace = placesOf(table.columns, columns);
  // Contrasts of the cells without the margins, (1(i) - 1/r)(1(j) - 1/c), one per degree of freedom.
  const contrasts = Array.from({ length: (r - 1) * (c - 1) }, (_, at) => {
    const [row, column] = [Math.floor(at / (c - 1)), at % (c - 1)];
    return (i: number, j: number): number => ((i === row ? 1 : 0) - 1 / r) * ((j === column ? 1 : 0) - 1 / c);
  });
  const shares = table.counts.map((cells) => cells.map((count) => count / table.n));
  const { covariance, df: units } = designCovariance(
    contrasts.map((contrast) => {
      const ofCell = shares.map((cells, i) => cells.map((share, j) => (share > 0 ? contrast(i, j) / share : 0)));
      // Their weighted mean: not 0 when cells are empty.
      const mean = accurateSum(shares.flatMap((cells, i) => cells.map((share, j) => share * ofCell[i]![j]!)));
      return Float64Array.from(rowCodes, (row, form) => {
        const column = columnCodes[form]!;
        if (row < 0 || column < 0) return 0;
        return ((weights ? weights[form]! : 1) * (ofCell[rowPlace[row]!]![columnPlace[column]!]! - mean)) / total;
      });
    }),
    design,
  );
  // Under simple random sampling their covariance would be this over n.
  const simple = symmetricInverse(
    matrixOf(contrasts.length, contrasts.length, (a, b) =>
      accurateSum(
        shares.flatMap((cells, i) =>
          cells.map((share, j) => (share > 0 ? (contrasts[a]!(i, j) * contrasts[b]!(i, j)) / share : 0)),
        ),
      ),
    ),
  );
  if (!simple) return notEstimable('noVariance', n);
  let sum = 0;
  for (let i = 0; i < contrasts.length; i++)
    for (let j = 0; j < contrasts.length; j++) sum += n * at(simple, i, j) * covariance[j * contrasts.length + i]!;
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

/** Where each category stands among those that have forms. */
function placesOf(kept: readonly number[], categories: number): Int32Array {
  const places = new Int32Array(categories).fill(-1);
  kept.forEach((category, place) => {
    places[category] = place;
  });
  return places;
}
