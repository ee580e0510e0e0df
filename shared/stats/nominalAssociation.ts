import { accurateSum } from '../numeric/accurateSum.ts';
import { normalTwoSided } from '../numeric/distributions.ts';
import type { AssociationMeasure } from './orderedAssociation.ts';
import { finiteOrNull } from './types.ts';

/** Value for rows explained by columns, columns explained by rows, and symmetric. */
export type DirectedMeasure = {
  readonly rows: AssociationMeasure;
  readonly columns: AssociationMeasure;
  readonly symmetric: AssociationMeasure;
};

export type NominalAssociation = {
  /** Share of wrong guesses of one question that knowing the other saves. */
  readonly lambda: DirectedMeasure;
  /** The same for guesses in proportion. */
  readonly tauRows: number;
  readonly tauColumns: number;
  /** Share of one question's entropy that the other explains. */
  readonly uncertainty: DirectedMeasure;
};

/**
 * Directed association of two unordered questions from their cross table: Goodman and Kruskal's lambda and tau, Theil's uncertainty.
 *
 * @param counts  at least 2 x 2, without empty rows or columns; numbers of forms or sums of frequency weights
 * Source: Goodman and Kruskal (1954, 1963, 1972), Theil (1970). Checked against R 4.2.2 and PSPP 1.6.2: tests/golden crosstab,
 * pspp_crosstabs.
 */
export function nominalAssociation(counts: readonly (readonly number[])[]): NominalAssociation {
  const turned = counts[0]!.map((_, j) => counts.map((row) => row[j]!));
  return {
    lambda: { rows: lambda(turned), columns: lambda(counts), symmetric: symmetricLambda(counts, turned) },
    tauRows: tau(turned),
    tauColumns: tau(counts),
    uncertainty: uncertainty(counts, turned),
  };
}

const largestAt = (values: readonly number[]): number => values.indexOf(Math.max(...values));
const totalsOf = (counts: readonly (readonly number[])[]): number[] => counts.map((row) => accurateSum(row));

function withTest(value: number, variance1: number, variance0: number): AssociationMeasure {
  const t = finiteOrNull(value / Math.sqrt(variance0));
  return { value, se: Math.sqrt(Math.max(0, variance1)), t, p: t === null ? null : normalTwoSided(t) };
}

/** Columns explained by rows. */
function lambda(counts: readonly (readonly number[])[]): AssociationMeasure {
  const columnTotals = totalsOf(counts[0]!.map((_, j) => counts.map((row) => row[j]!)));
  const n = accurateSum(columnTotals);
  const best = largestAt(columnTotals);
  const rest = n - columnTotals[best]!;
  const saved = accurateSum(counts.map((row) => Math.max(...row))) - columnTotals[best]!;
  const value = saved / rest;
  let [first, zero] = [0, 0];
  for (const row of counts) {
    const own = largestAt(row);
    row.forEach((count, j) => {
      const gain = (j === own ? 1 : 0) - (j === best ? 1 : 0);
      first += count * (gain + (j === best ? value : 0)) ** 2;
      zero += count * gain * gain;
    });
  }
  return withTest(value, (first - n * value * value) / rest ** 2, (zero - (saved * saved) / n) / rest ** 2);
}

function symmetricLambda(
  counts: readonly (readonly number[])[],
  turned: readonly (readonly number[])[],
): AssociationMeasure {
  const [rowTotals, columnTotals] = [totalsOf(counts), totalsOf(turned)];
  const n = accurateSum(rowTotals);
  const [bestRow, bestColumn] = [largestAt(rowTotals), largestAt(columnTotals)];
  const rest = 2 * n - rowTotals[bestRow]! - columnTotals[bestColumn]!;
  const saved =
    accurateSum(counts.map((row) => Math.max(...row))) +
    accurateSum(turned.map((column) => Math.max(...column))) -
    rowTotals[bestRow]! -
    columnTotals[bestColumn]!;
  const value = saved / rest;
  const ownOfColumn = turned.map(largestAt);
  let [first, zero] = [0, 0];
  counts.forEach((row, i) => {
    const own = largestAt(row);
    row.forEach((count, j) => {
      const named = (j === bestColumn ? 1 : 0) + (i === bestRow ? 1 : 0);
      const gain = (j === own ? 1 : 0) + (i === ownOfColumn[j] ? 1 : 0) - named;
      first += count * (gain + value * named) ** 2;
      zero += count * gain * gain;
    });
  });
  return withTest(value, (first - 4 * n * value * value) / rest ** 2, (zero - (saved * saved) / n) / rest ** 2);
}

/** Columns explained by rows. */
function tau(counts: readonly (readonly number[])[]): number {
  const rowTotals = totalsOf(counts);
  const columnTotals = totalsOf(counts[0]!.map((_, j) => counts.map((row) => row[j]!)));
  const n = accurateSum(rowTotals);
  const squares = accurateSum(columnTotals.map((total) => total * total));
  const explained = accurateSum(counts.map((row, i) => accurateSum(row.map((count) => count * count)) / rowTotals[i]!));
  return (n * explained - squares) / (n * n - squares);
}

function uncertainty(counts: readonly (readonly number[])[], turned: readonly (readonly number[])[]): DirectedMeasure {
  const [rowTotals, columnTotals] = [totalsOf(counts), totalsOf(turned)];
  const n = accurateSum(rowTotals);
  const entropy = (values: readonly number[]): number =>
    -accurateSum(values.map((value) => (value > 0 ? (value / n) * Math.log(value / n) : 0)));
  const [ofRows, ofColumns, ofBoth] = [entropy(rowTotals), entropy(columnTotals), entropy(counts.flat())];
  const shared = Math.max(0, ofRows + ofColumns - ofBoth);
  const total = (term: (count: number, row: number, column: number) => number): number =>
    accurateSum(
      counts.flatMap((row, i) =>
        row.map((count, j) => (count > 0 ? count * term(count, rowTotals[i]!, columnTotals[j]!) ** 2 : 0)),
      ),
    );
  const zero = total((count, row, column) => Math.log((row * column) / (n * count))) - n * shared * shared;
  const both = ofRows + ofColumns;
  return {
    rows: withTest(
      shared / ofRows,
      total((count, row, column) => ofRows * Math.log(count / column) + (ofColumns - ofBoth) * Math.log(row / n)) /
        (n * ofRows * ofRows) ** 2,
      zero / (n * ofRows) ** 2,
    ),
    columns: withTest(
      shared / ofColumns,
      total((count, row, column) => ofColumns * Math.log(count / row) + (ofRows - ofBoth) * Math.log(column / n)) /
        (n * ofColumns * ofColumns) ** 2,
      zero / (n * ofColumns) ** 2,
    ),
    symmetric: withTest(
      (2 * shared) / both,
      (4 * total((count, row, column) => ofBoth * Math.log((row * column) / (n * n)) - both * Math.log(count / n))) /
        (n * both * both) ** 2,
      (4 * zero) / (n * both) ** 2,
    ),
  };
}
