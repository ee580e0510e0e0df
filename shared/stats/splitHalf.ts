import { at, type Matrix } from '../numeric/matrix.ts';
import { finiteOrNull } from './types.ts';

export type SplitHalf = {
  /** Items in the first part; the second has the rest. */
  readonly firstCount: number;
  readonly correlation: number | null;
  /** 2r/(1+r), as if both parts had k/2 items. */
  readonly spearmanBrownEqual: number | null;
  /** Horst's form for parts of different length; equals the above for parts of the same length. */
  readonly spearmanBrownUnequal: number | null;
  readonly guttman: number | null;
  /** Alpha of each part; 1 for a part of one item, as SPSS prints. */
  readonly alphaFirst: number | null;
  readonly alphaSecond: number | null;
};

/**
 * Split-half reliability of a scale: the first ceil(k/2) items against the others.
 *
 * @param covariance  k x k covariances of the items, k >= 2
 * @returns null where a part does not vary
 * Source: Horst (1951) for unequal parts; SPSS RELIABILITY MODEL=SPLIT. Checked against R: tests/golden reliability.
 */
export function splitHalf(covariance: Matrix): SplitHalf {
  const k = covariance.rows;
  const firstCount = Math.ceil(k / 2);
  const first = Array.from({ length: firstCount }, (_, index) => index);
  const second = Array.from({ length: k - firstCount }, (_, index) => firstCount + index);
  const firstVariance = blockSum(covariance, first, first);
  const secondVariance = blockSum(covariance, second, second);
  const between = blockSum(covariance, first, second);
  const r = between / Math.sqrt(firstVariance * secondVariance);
  const p = firstCount / k;
  const pq = p * (1 - p);
  const square = r * r;
  const unequal =
    Math.abs(r) === 1
      ? r
      : (Math.sqrt(square * square + 4 * square * (1 - square) * pq) - square) / (2 * pq * (1 - square));
  return {
    firstCount,
    correlation: finiteOrNull(r),
    spearmanBrownEqual: finiteOrNull((2 * r) / (1 + r)),
    spearmanBrownUnequal: finiteOrNull(unequal),
    guttman: finiteOrNull((4 * between) / (firstVariance + secondVariance + 2 * between)),
    alphaFirst: partAlpha(covariance, first, firstVariance),
    alphaSecond: partAlpha(covariance, second, secondVariance),
  };
}

function blockSum(covariance: Matrix, rows: readonly number[], columns: readonly number[]): number {
  let sum = 0;
  for (const row of rows) for (const column of columns) sum += at(covariance, row, column);
  return sum;
}

function partAlpha(covariance: Matrix, items: readonly number[], variance: number): number | null {
  const k = items.length;
  if (k === 1) return variance > 0 ? 1 : null;
  const own = items.reduce((sum, item) => sum + at(covariance, item, item), 0);
  return finiteOrNull((k / (k - 1)) * (1 - own / variance));
}
