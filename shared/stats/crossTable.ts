import { InputError } from '../model/errors.ts';
import { compensatedSum } from '../numeric/accurateSum.ts';
import { chiSquareUpper } from '../numeric/distributions.ts';
import { notEstimable, type Outcome } from './types.ts';

export type ChiSquareTest = { readonly statistic: number; readonly df: number; readonly p: number };

/** Cells are [row][column] over the rows and columns that have counts; shares are 0-1. */
export type CrossTable = {
  readonly n: number;
  /** Places of the non-empty rows and columns among those given. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly counts: readonly (readonly number[])[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  readonly expected: readonly (readonly number[])[];
  readonly rowShares: readonly (readonly number[])[];
  readonly columnShares: readonly (readonly number[])[];
  readonly totalShares: readonly (readonly number[])[];
  /** (observed - expected)/sqrt(expected), and over its standard error: beyond +-1.96 a cell stands out. */
  readonly pearsonResiduals: readonly (readonly number[])[];
  readonly adjustedResiduals: readonly (readonly number[])[];
  readonly smallestExpected: number;
  /** Cells expected below 5: with more than a fifth of them the chi-square law is rough. */
  readonly cellsBelow5: number;
  readonly chiSquare: ChiSquareTest;
  readonly likelihoodRatio: ChiSquareTest;
  /** With Yates' continuity correction, 2 x 2 tables only. */
  readonly yates: ChiSquareTest | null;
  readonly phi: number;
  readonly cramersV: number;
  /** Bergsma's form, which does not grow with the size of the table alone. */
  readonly cramersVCorrected: number;
  readonly contingencyCoefficient: number;
  readonly tschuprowT: number;
};

/**
 * Cross table of two questions with the tests of independence.
 *
 * @param counts  rows of equal length; numbers of forms, or sums of frequency weights, >= 0. Sums of survey weights give the right
 *                percentages and wrong tests.
 * @throws InputError 'stats.shape' when rows differ in length, 'stats.counts' when a count is negative or not finite
 * Not estimable: 'tooFewGroups' when fewer than 2 rows or columns have counts.
 * Source: Agresti (2013), ch. 3; Bergsma (2013). Checked against R 4.2.2 chisq.test: tests/golden crosstab.
 */
export function crossTable(counts: readonly (readonly number[])[]): Outcome<CrossTable> {
  const width = counts[0]?.length ?? 0;
  if (counts.some((row) => row.length !== width))
    throw new InputError('stats.shape', { rows: counts.length, columns: width });
  if (counts.some((row) => row.some((count) => !(count >= 0 && count < Infinity))))
    throw new InputError('stats.counts', {});
  const rows = counts.flatMap((row, place) => (row.some((count) => count > 0) ? [place] : []));
  const columns = Array.from({ length: width }, (_, place) => place).filter((place) =>
    counts.some((row) => row[place]! > 0),
  );
  const kept = rows.map((row) => columns.map((column) => counts[row]![column]!));
  const rowTotals = kept.map(sum);
  const columnTotals = columns.map((_, column) => sum(kept.map((row) => row[column]!)));
  const n = sum(rowTotals);
  if (rows.length < 2 || columns.length < 2) return notEstimable('tooFewGroups', n);
  const map = (cell: (count: number, row: number, column: number) => number): number[][] =>
    kept.map((row, i) => row.map((count, j) => cell(count, i, j)));
  const expected = map((_, i, j) => (rowTotals[i]! * columnTotals[j]!) / n);
  const at = (i: number, j: number): number => expected[i]![j]!;
  const df = (rows.length - 1) * (columns.length - 1);
  const test = (statistic: number): ChiSquareTest => ({ statistic, df, p: chiSquareUpper(statistic, df) });
  const chiSquare = sum(map((count, i, j) => (count - at(i, j)) ** 2 / at(i, j)).flat());
  const ratio = 2 * sum(map((count, i, j) => (count === 0 ? 0 : count * Math.log(count / at(i, j)))).flat());
  const phiSquared = chiSquare / n;
  const [r, c] = [rows.length, columns.length];
  return {
    status: 'ok',
    n,
    rows,
    columns,
    counts: kept,
    rowTotals,
    columnTotals,
    expected,
    rowShares: map((count, i) => count / rowTotals[i]!),
    columnShares: map((count, _, j) => count / columnTotals[j]!),
    totalShares: map((count) => count / n),
    pearsonResiduals: map((count, i, j) => (count - at(i, j)) / Math.sqrt(at(i, j))),
    adjustedResiduals: map(
      (count, i, j) => (count - at(i, j)) / Math.sqrt(at(i, j) * (1 - rowTotals[i]! / n) * (1 - columnTotals[j]! / n)),
    ),
    smallestExpected: Math.min(...expected.flat()),
    cellsBelow5: expected.flat().filter((value) => value < 5).length,
    chiSquare: test(chiSquare),
    likelihoodRatio: test(Math.max(0, ratio)),
    yates: r === 2 && c === 2 ? test(yates(kept, expected)) : null,
    phi: Math.sqrt(phiSquared),
    cramersV: Math.sqrt(phiSquared / (Math.min(r, c) - 1)),
    cramersVCorrected: correctedV(phiSquared, n, r, c),
    contingencyCoefficient: Math.sqrt(chiSquare / (chiSquare + n)),
    tschuprowT: Math.sqrt(phiSquared / Math.sqrt(df)),
  };
}

function sum(values: readonly number[]): number {
  const total = compensatedSum();
  for (const value of values) total.add(value);
  return total.value();
}

/** The correction is never larger than the distance itself (as R does). */
function yates(counts: readonly (readonly number[])[], expected: readonly (readonly number[])[]): number {
  return sum(
    counts.flatMap((row, i) =>
      row.map((count, j) => Math.max(0, Math.abs(count - expected[i]![j]!) - 0.5) ** 2 / expected[i]![j]!),
    ),
  );
}

function correctedV(phiSquared: number, n: number, r: number, c: number): number {
  if (!(n > 1)) return 0;
  const phi = Math.max(0, phiSquared - ((r - 1) * (c - 1)) / (n - 1));
  const smaller = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
  return smaller > 0 ? Math.sqrt(phi / smaller) : 0;
}
