import { pearson, type CorrelationOptions } from './pearson.ts';
import { completeRows } from './sample.ts';
import type { Interval, Outcome } from './types.ts';
import { weightedRanks } from './weightedRanks.ts';

export interface SpearmanOptions extends CorrelationOptions {
  /** Frequency weights: a row stands for w equal ones. */
  readonly weights?: ArrayLike<number> | null;
}

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
 * Errors and reasons as for pearson. Source: Spearman (1904). Checked against R 4.2.2 cor.test: tests/golden correlation.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>, options: SpearmanOptions = {}): Outcome<Spearman> {
  const { columns, weights, n: rows, nIncomplete, nNoWeight } = completeRows([x, y], options.weights ?? null);
  const result = pearson(weightedRanks(columns[0]!, weights).ranks, weightedRanks(columns[1]!, weights).ranks, {
    ...options,
    weights,
  });
  if (result.status !== 'ok') return result;
  const { r, df, p, t, interval, level } = result;
  if (df === null || p === null) throw new Error('frequency weights give a test');
  return { status: 'ok', n: rows, nLeftOut: nIncomplete + nNoWeight, rho: r, t, df, p, interval, level };
}
