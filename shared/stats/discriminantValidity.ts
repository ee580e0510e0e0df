import { at, type Matrix } from '../numeric/matrix.ts';
import { finiteOrNull } from './types.ts';

export type DiscriminantValidity = {
  /** Correlations of the unit-weighted sums of the standardised items of two blocks; null where a sum does not vary. */
  readonly correlations: readonly (readonly (number | null)[])[];
  /** Heterotrait-monotrait ratios; null on the diagonal and for blocks whose items do not correlate. */
  readonly htmt: readonly (readonly (number | null)[])[];
};

/**
 * Are blocks of items distinct? Correlations of the blocks' sums (to hold against the roots of AVE: Fornell and Larcker 1981) and HTMT =
 * mean |r| between the blocks over the geometric mean of the mean |r| within them (Henseler, Ringle and Sarstedt 2015; a block of one item
 * counts as 1 within).
 *
 * @param correlation  of all items, k x k
 * @param blocks       places of each block's items, from 0
 * @returns blocks x blocks, without unit
 * Checked by hand: tests/shared/stats/itemScales; HTMT as in the PLS packages: tests/golden pls_sem.
 */
export function discriminantValidity(
  correlation: Matrix,
  blocks: readonly (readonly number[])[],
): DiscriminantValidity {
  const sumOf = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, i) => sum + b.reduce((inner, j) => inner + at(correlation, i, j), 0), 0);
  const meanSize = (a: readonly number[], b: readonly number[]): number => {
    let sum = 0;
    let count = 0;
    for (const i of a) {
      for (const j of b) {
        if (i === j) continue;
        sum += Math.abs(at(correlation, i, j));
        count++;
      }
    }
    return count === 0 ? 1 : sum / count;
  };
  const variances = blocks.map((block) => sumOf(block, block));
  const within = blocks.map((block) => meanSize(block, block));
  return {
    correlations: blocks.map((a, row) =>
      blocks.map((b, column) =>
        row === column ? 1 : finiteOrNull(sumOf(a, b) / Math.sqrt(variances[row]! * variances[column]!)),
      ),
    ),
    htmt: blocks.map((a, row) =>
      blocks.map((b, column) =>
        row === column ? null : finiteOrNull(meanSize(a, b) / Math.sqrt(within[row]! * within[column]!)),
      ),
    ),
  };
}
