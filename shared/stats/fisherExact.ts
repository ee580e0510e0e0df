import { normalTwoSidedQuantile } from '../numeric/distributions.ts';
import { assertLevel } from './meanInterval.ts';
import type { Interval } from './types.ts';

export type FisherExact = {
  readonly p: number;
  /** 2 x 2 tables: P(first cell as small, as large as observed); null for larger tables. */
  readonly less: number | null;
  readonly greater: number | null;
};

/** Tables that differ from the observed one by rounding alone are as likely as it. */
const alike = 1 + 1e-7;
/** Tables visited before giving up: some ten milliseconds. */
const mostTables = 100_000;

/**
 * Fisher's exact test of independence: total probability, with margins fixed, of the tables that are not more likely than the observed.
 *
 * @param counts  at least 2 x 2, without empty rows or columns
 * @returns null when counts are not whole numbers, or the table is too large to visit all tables with its margins
 * Source: Fisher (1935); Freeman and Halton (1951). Checked against R 4.2.2 fisher.test: tests/golden crosstab.
 */
export function fisherExact(counts: readonly (readonly number[])[]): FisherExact | null {
  if (!counts.every((row) => row.every((count) => Number.isInteger(count)))) return null;
  return counts.length === 2 && counts[0]!.length === 2 ? twoByTwo(counts) : manyCells(counts);
}

/** Logarithms of the factorials up to n; element i is ln i!. Kept, because tables of one survey are of one size. */
function logFactorials(n: number): Float64Array {
  if (n < factorials.length) return factorials;
  const table = new Float64Array(n + 1);
  let lost = 0;
  for (let i = 1; i <= n; i++) {
    // Compensated, so that a table of a million keeps its digits.
    const term = Math.log(i) + lost;
    const next = table[i - 1]! + term;
    lost = term - (next - table[i - 1]!);
    table[i] = next;
  }
  factorials = table;
  return table;
}
let factorials = new Float64Array(0);

function twoByTwo(counts: readonly (readonly number[])[]): FisherExact | null {
  const [[a, b], [c, d]] = counts as readonly [readonly [number, number], readonly [number, number]];
  const n = a + b + c + d;
  if (n > 20_000_000) return null;
  const [row, column] = [a + b, a + c];
  const low = Math.max(0, row + column - n);
  const high = Math.min(row, column);
  const logs = logFactorials(n);
  const logAt = (x: number): number => -(logs[x]! + logs[row - x]! + logs[column - x]! + logs[n - row - column + x]!);
  const peak = Math.min(high, Math.max(low, Math.floor(((row + 1) * (column + 1)) / (n + 2))));
  const shift = logAt(peak);
  const observed = Math.exp(logAt(a) - shift);
  let [total, p, less, greater] = [0, 0, 0, 0];
  // Far from the peak a chance is 0 to the last bit: the tables between are found by halving.
  const weighs = (x: number): boolean => logAt(x) - shift > leastLog;
  const first = firstWhere(low, peak, weighs);
  const last = firstWhere(peak, high + 1, (x) => x > high || !weighs(x)) - 1;
  for (let x = first; x <= last; x++) {
    const chance = Math.exp(logAt(x) - shift);
    total += chance;
    if (chance <= observed * alike) p += chance;
    if (x <= a) less += chance;
    if (x >= a) greater += chance;
  }
  return { p: Math.min(1, p / total), less: Math.min(1, less / total), greater: Math.min(1, greater / total) };
}

/** exp of less is 0. */
const leastLog = -746;

/** The first whole number from `from` that passes, where all after it pass, too; `to` must pass. */
function firstWhere(from: number, to: number, passes: (x: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Visits every table with the observed margins, cell after cell. */
function manyCells(counts: readonly (readonly number[])[]): FisherExact | null {
  // The longer side goes into the depth: fewer free cells per step.
  const table = counts.length >= counts[0]!.length ? counts : counts[0]!.map((_, j) => counts.map((row) => row[j]!));
  const rowTotals = table.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = table[0]!.length;
  const left = table[0]!.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0));
  const n = rowTotals.reduce((sum, total) => sum + total, 0);
  if (n > 2000 || rowTotals.some((total) => fillings(total, left) > mostTables)) return null;
  const logs = logFactorials(n);
  const observed = -table.reduce((sum, row) => sum + row.reduce((part, count) => part + logs[count]!, 0), 0);
  const shift = observed;
  const limit = Math.log(alike);
  let [total, p, visited] = [0, 0, 0];
  const place = (row: number, column: number, rest: number, log: number): void => {
    if (visited > mostTables) return;
    if (row === table.length - 1) {
      visited++;
      let last = log;
      for (let j = 0; j < columns; j++) last -= logs[left[j]!]!;
      const chance = Math.exp(last - shift);
      total += chance;
      if (last - shift <= limit) p += chance;
      return;
    }
    if (column === columns - 1) {
      if (rest > left[column]!) return;
      left[column]! -= rest;
      place(row + 1, 0, rowTotals[row + 1]!, log - logs[rest]!);
      left[column]! += rest;
      return;
    }
    for (let count = Math.min(rest, left[column]!); count >= 0; count--) {
      left[column]! -= count;
      place(row, column + 1, rest - count, log - logs[count]!);
      left[column]! += count;
    }
  };
  place(0, 0, rowTotals[0]!, 0);
  return visited > mostTables ? null : { p: Math.min(1, p / total), less: null, greater: null };
}

/**
 * Ways to fill a row of that total without exceeding the columns' totals. The rows that remain can be filled whatever was chosen, so there
 * are at least as many tables: most that are too many are told without visiting one. 0 where rounding of larger numbers hides the answer.
 */
function fillings(total: number, columnTotals: readonly number[]): number {
  // ways[s]: fillings of the columns so far that sum to s; running sums make a column one pass.
  let ways = new Float64Array(total + 1);
  ways[0] = 1;
  let largest = 1;
  for (const most of columnTotals) {
    const next = new Float64Array(total + 1);
    let window = 0;
    for (let sum = 0; sum <= total; sum++) {
      window += ways[sum]!;
      if (sum > most) window -= ways[sum - most - 1]!;
      next[sum] = window;
      if (window > largest) largest = window;
    }
    ways = next;
  }
  return ways[total]! > 1e-9 * largest ? ways[total]! : 0;
}

export type OddsRatio = { readonly ratio: number; readonly interval: Interval };

/**
 * Odds ratio ad/(bc) of a 2 x 2 table with Woolf's interval; null when a cell is empty.
 * @throws InputError 'stats.level'
 * Source: Woolf (1955). Checked against R 4.2.2: tests/golden crosstab.
 */
export function oddsRatio(counts: readonly (readonly number[])[], level: number): OddsRatio | null {
  assertLevel(level);
  const [a, b, c, d] = counts.flat();
  if (counts.flat().length !== 4 || !(a! > 0 && b! > 0 && c! > 0 && d! > 0)) return null;
  const ratio = (a! * d!) / (b! * c!);
  const half = normalTwoSidedQuantile(level) * Math.sqrt(1 / a! + 1 / b! + 1 / c! + 1 / d!);
  return { ratio, interval: { lower: ratio * Math.exp(-half), upper: ratio * Math.exp(half) } };
}
