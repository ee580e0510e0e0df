import { normalTwoSided } from '../numeric/distributions.ts';
import { midRanks } from '../numeric/rank.ts';
import { completeRows } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';

export type Kendall = {
  readonly n: number;
  readonly nLeftOut: number;
  readonly tau: number;
  /** Pairs in the same order minus pairs in opposite order. */
  readonly s: number;
  readonly z: number;
  /** Normal approximation with the variance corrected for ties, without continuity correction. */
  readonly p: number;
};

/**
 * Kendall's tau-b with correction for ties, in n log n (Knight 1966).
 *
 * @param x, y  columns of equal length, NaN = missing: rows with either missing are left out
 * @throws InputError 'stats.shape'
 * Not estimable: 'tooFewRows' below 3 rows, 'noVariance' when x or y is constant.
 * Source: Kendall (1970). Checked against R 4.2.2 cor.test(exact = FALSE): tests/golden correlation.
 */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>): Outcome<Kendall> {
  const { columns, n, nIncomplete } = completeRows([x, y]);
  if (n < 3) return notEstimable('tooFewRows', n);
  const rankX = midRanks(columns[0]!);
  const rankY = midRanks(columns[1]!);
  const pairs = (n * (n - 1)) / 2;
  const tiesX = tieSums(rankX.ties);
  const tiesY = tieSums(rankY.ties);
  if (tiesX.pairs === pairs || tiesY.pairs === pairs) return notEstimable('noVariance', n);
  const order = Array.from({ length: n }, (_, i) => i).toSorted(
    (a, b) => rankX.ranks[a]! - rankX.ranks[b]! || rankY.ranks[a]! - rankY.ranks[b]!,
  );
  const sortedY = Float64Array.from(order, (i) => rankY.ranks[i]!);
  let both = 0;
  for (let first = 0; first < n; ) {
    let next = first + 1;
    while (next < n && sortedY[next] === sortedY[first] && rankX.ranks[order[next]!] === rankX.ranks[order[first]!])
      next++;
    both += ((next - first) * (next - first - 1)) / 2;
    first = next;
  }
  const s = pairs - tiesX.pairs - tiesY.pairs + both - 2 * inversions(sortedY);
  const variance =
    (n * (n - 1) * (2 * n + 5) - tiesX.cubic - tiesY.cubic) / 18 +
    (tiesX.pairs * tiesY.pairs * 4) / (2 * n * (n - 1)) +
    (tiesX.triples * tiesY.triples) / (9 * n * (n - 1) * (n - 2));
  const z = s / Math.sqrt(variance);
  return {
    status: 'ok',
    n,
    nLeftOut: nIncomplete,
    tau: s / Math.sqrt((pairs - tiesX.pairs) * (pairs - tiesY.pairs)),
    s,
    z,
    p: normalTwoSided(z),
  };
}

function tieSums(ties: readonly number[]): {
  readonly pairs: number;
  readonly triples: number;
  readonly cubic: number;
} {
  let [pairs, triples, cubic] = [0, 0, 0];
  for (const t of ties) {
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    cubic += t * (t - 1) * (2 * t + 5);
  }
  return { pairs, triples, cubic };
}

/** Pairs i < j with values[i] > values[j], by merging. values is used up as working space. */
function inversions(values: Float64Array): number {
  let source = values;
  let target = new Float64Array(values.length);
  let count = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      let [left, right] = [start, middle];
      for (let k = start; k < end; k++) {
        if (left < middle && (right >= end || source[left]! <= source[right]!)) target[k] = source[left++]!;
        else {
          count += middle - left;
          target[k] = source[right++]!;
        }
      }
    }
    [source, target] = [target, source as Float64Array<ArrayBuffer>];
  }
  return count;
}
