import { accurateSum } from '../numeric/accurateSum.ts';
import { chiSquareUpper, normalTwoSided } from '../numeric/distributions.ts';
import type { ChiSquareTest } from './crossTable.ts';
import { finiteOrNull } from './types.ts';

/** A measure with its standard error (not assuming independence), and value over the standard error under independence. */
export type AssociationMeasure = {
  readonly value: number;
  readonly se: number | null;
  readonly t: number | null;
  readonly p: number | null;
};

export type OrderedAssociation = {
  /** null when all pairs are tied. */
  readonly gamma: AssociationMeasure | null;
  readonly tauB: AssociationMeasure;
  readonly tauC: AssociationMeasure;
  /** Rows explained by columns, columns explained by rows, and their symmetric mean. */
  readonly somersRows: AssociationMeasure;
  readonly somersColumns: AssociationMeasure;
  readonly somersSymmetric: AssociationMeasure;
  /** Pearson's r of the scores 1, 2, 3 ..., and of the mid ranks. */
  readonly pearson: AssociationMeasure;
  readonly spearman: AssociationMeasure;
  /** Mantel-Haenszel: (n - 1) r^2 of the scores. */
  readonly linearByLinear: ChiSquareTest;
};

/**
 * Association of two ordered questions from their cross table.
 *
 * @param counts  at least 2 x 2, without empty rows or columns; numbers of forms or sums of frequency weights
 * Source: Goodman and Kruskal (1954, 1972), Brown and Benedetti (1977), Somers (1962).
 * Checked against R 4.2.2 and PSPP 1.6.2: tests/golden crosstab, pspp_crosstabs.
 */
export function orderedAssociation(counts: readonly (readonly number[])[]): OrderedAssociation {
  const rowTotals = counts.map((row) => accurateSum(row));
  const columnTotals = counts[0]!.map((_, j) => accurateSum(counts.map((row) => row[j]!)));
  const n = accurateSum(rowTotals);
  const { same, opposite } = pairSums(counts);
  const cells = counts.flatMap((row, i) =>
    row.flatMap((count, j) => (count > 0 ? [{ count, i, j, c: same[i]![j]!, d: opposite[i]![j]! }] : [])),
  );
  const total = (term: (cell: (typeof cells)[number]) => number): number => accurateSum(cells.map(term));
  const P = total((cell) => cell.count * cell.c);
  const Q = total((cell) => cell.count * cell.d);
  const s = P - Q;
  const untiedRows = n * n - accurateSum(rowTotals.map((value) => value * value));
  const untiedColumns = n * n - accurateSum(columnTotals.map((value) => value * value));
  // n times the variance of C - D over the forms: 0 when the table says the same everywhere.
  const spread = Math.max(0, total((cell) => cell.count * (cell.c - cell.d) ** 2) - (s * s) / n);
  const t = finiteOrNull(s / (2 * Math.sqrt(spread)));
  const measure = (value: number, variance: number): AssociationMeasure => ({
    value,
    se: finiteOrNull(Math.sqrt(Math.max(0, variance))),
    t,
    p: t === null ? null : normalTwoSided(t),
  });
  const root = Math.sqrt(untiedRows) * Math.sqrt(untiedColumns);
  const tauB = s / root;
  const tauBVariance =
    (total(
      (cell) =>
        cell.count *
        (2 * root * (cell.c - cell.d) +
          tauB * (rowTotals[cell.i]! * untiedColumns + columnTotals[cell.j]! * untiedRows)) **
          2,
    ) -
      n ** 3 * tauB * tauB * (untiedRows + untiedColumns) ** 2) /
    root ** 4;
  const smaller = Math.min(counts.length, columnTotals.length);
  const somers = (untied: number, totals: readonly number[], of: 'i' | 'j'): AssociationMeasure =>
    measure(
      s / untied,
      (4 / untied ** 4) * total((cell) => cell.count * (untied * (cell.c - cell.d) - s * (n - totals[cell[of]]!)) ** 2),
    );
  const scores = (length: number): number[] => Array.from({ length }, (_, place) => place + 1);
  const pearson = scoreCorrelation(counts, scores(counts.length), scores(columnTotals.length), n);
  const linear = (n - 1) * pearson.value ** 2;
  return {
    gamma:
      P + Q > 0
        ? measure(s / (P + Q), (16 / (P + Q) ** 4) * total((cell) => cell.count * (Q * cell.c - P * cell.d) ** 2))
        : null,
    tauB: measure(tauB, tauBVariance),
    tauC: measure((smaller * s) / (n * n * (smaller - 1)), ((2 * smaller) / ((smaller - 1) * n * n)) ** 2 * spread),
    somersRows: somers(untiedColumns, columnTotals, 'j'),
    somersColumns: somers(untiedRows, rowTotals, 'i'),
    somersSymmetric: {
      value: (2 * s) / (untiedRows + untiedColumns),
      se: null,
      t,
      p: t === null ? null : normalTwoSided(t),
    },
    pearson,
    spearman: scoreCorrelation(counts, midRanksOf(rowTotals), midRanksOf(columnTotals), n),
    linearByLinear: { statistic: linear, df: 1, p: chiSquareUpper(linear, 1) },
  };
}

/** Per cell: weight of the cells above left and below right of it (same order), and above right and below left (opposite). */
function pairSums(counts: readonly (readonly number[])[]) {
  const rows = counts.length;
  const columns = counts[0]!.length;
  // Sums of the rectangle from the upper left corner.
  const corner = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      corner[i + 1]![j + 1] = counts[i]![j]! + corner[i]![j + 1]! + corner[i + 1]![j]! - corner[i]![j]!;
  const at = (i: number, j: number): number => corner[i]![j]!;
  const each = (cell: (i: number, j: number) => number): number[][] =>
    counts.map((row, i) => row.map((_, j) => cell(i, j)));
  const same = each((i, j) => at(i, j) + (at(rows, columns) - at(i + 1, columns) - at(rows, j + 1) + at(i + 1, j + 1)));
  const opposite = each((i, j) => at(i, columns) - at(i, j + 1) + (at(rows, j) - at(i + 1, j)));
  return { same, opposite };
}

function midRanksOf(totals: readonly number[]): number[] {
  let below = 0;
  return totals.map((total) => {
    const rank = below + (total + 1) / 2;
    below += total;
    return rank;
  });
}

function scoreCorrelation(
  counts: readonly (readonly number[])[],
  rowScores: readonly number[],
  columnScores: readonly number[],
  n: number,
): AssociationMeasure {
  const cells = counts.flatMap((row, i) => row.map((count, j) => ({ count, x: rowScores[i]!, y: columnScores[j]! })));
  const meanX = accurateSum(cells.map((cell) => cell.count * cell.x)) / n;
  const meanY = accurateSum(cells.map((cell) => cell.count * cell.y)) / n;
  const xx = accurateSum(cells.map((cell) => cell.count * (cell.x - meanX) ** 2));
  const yy = accurateSum(cells.map((cell) => cell.count * (cell.y - meanY) ** 2));
  const xy = accurateSum(cells.map((cell) => cell.count * (cell.x - meanX) * (cell.y - meanY)));
  const root = Math.sqrt(xx) * Math.sqrt(yy);
  const r = Math.max(-1, Math.min(1, xy / root));
  const variance = accurateSum(
    cells.map((cell) => {
      const [dx, dy] = [cell.x - meanX, cell.y - meanY];
      return cell.count * ((dx * dy) / root - (r / 2) * ((dx * dx) / xx + (dy * dy) / yy)) ** 2;
    }),
  );
  const t = finiteOrNull(r * Math.sqrt((n - 2) / ((1 - r) * (1 + r))));
  return { value: r, se: Math.sqrt(variance), t, p: t === null ? null : normalTwoSided(t) };
}
