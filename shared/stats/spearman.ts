import { midRanks } from '../numeric/rank.ts';
import { correlationTest, pearson, type CorrelationOptions } from './pearson.ts';
import { completeRows } from './sample.ts';
import type { Interval, Outcome } from './types.ts';

export type Spearman = {
  readonly n: number;
  readonly nLeftOut: number;
  readonly rho: number;
  readonly t: number | null;
  readonly df: number;
  /** By t with n - 2 degrees of freedom, as SPSS does. */
  readonly p: number;
  /** Fisher's interval on the ranks, as SPSS gives it; null below 4 rows. */
  readonly interval: Interval | null;
  readonly level: number;
};

/**
 * Spearman's rank correlation: Pearson's r of the mid ranks.
 *
 * @param x, y  columns of equal length, NaN = missing: rows with either missing are left out
 * Errors and reasons as for pearson. Checked against R 4.2.2: tests/golden correlation.
 */
export function spearman(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: CorrelationOptions = {},
): Outcome<Spearman> {
  const { columns, n, nIncomplete } = completeRows([x, y]);
  const result = pearson(midRanks(columns[0]!).ranks, midRanks(columns[1]!).ranks, options);
  if (result.status !== 'ok') return result;
  const test = correlationTest(result.r, n);
  return {
    status: 'ok',
    n,
    nLeftOut: nIncomplete,
    rho: result.r,
    ...test,
    interval: result.interval,
    level: result.level,
  };
}
