import { compensatedSum } from '../numeric/accurateSum.ts';
import { InputError } from '../model/errors.ts';

export type FrequencyRow = {
  /** Index of the category. */
  readonly category: number;
  /** Forms with this answer, unweighted. */
  readonly n: number;
  /** Sum of their weights; n without weights. */
  readonly count: number;
  /** 0-100 of all forms; null when there are none. */
  readonly percent: number | null;
  /** 0-100 of the forms with an answer. */
  readonly validPercent: number | null;
  readonly cumulativePercent: number | null;
};

export type Frequencies = {
  /** Forms with an answer and with weight, unweighted. */
  readonly n: number;
  readonly nMissing: number;
  readonly nNoWeight: number;
  /** Weighted totals. */
  readonly validCount: number;
  readonly missingCount: number;
  readonly rows: readonly FrequencyRow[];
};

/**
 * Counts and percentages of the answers of one question, every category of 0 .. categories - 1 in order, also the empty ones.
 *
 * @param codes       category of each form, -1 = missing
 * @param categories  how many categories there are
 * @param weights     frequency or survey weights (the counts are sums of weights, no standard errors here), or null
 * @throws InputError 'stats.shape', 'stats.negativeWeight', 'stats.category' when a code is out of range
 * Checked against PSPP 1.6.2 FREQUENCIES: tests/golden pspp_frequencies.
 */
export function frequencies(
  codes: ArrayLike<number>,
  categories: number,
  weights: ArrayLike<number> | null = null,
): Frequencies {
  if (weights && weights.length !== codes.length)
    throw new InputError('stats.shape', { codes: codes.length, weights: weights.length });
  const sums = Array.from({ length: categories }, compensatedSum);
  const ns = new Int32Array(categories);
  const missing = compensatedSum();
  let nMissing = 0;
  let nNoWeight = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    const weight = weights ? weights[i]! : 1;
    if (weight < 0) throw new InputError('stats.negativeWeight', { row: i, weight });
    if (!Number.isInteger(code) || code < -1 || code >= categories)
      throw new InputError('stats.category', { row: i, code });
    if (!(weight > 0)) nNoWeight++;
    else if (code === -1) {
      nMissing++;
      missing.add(weight);
    } else {
      ns[code]!++;
      sums[code]!.add(weight);
    }
  }
  const counts = sums.map((sum) => sum.value());
  const valid = compensatedSum();
  for (const count of counts) valid.add(count);
  const validCount = valid.value();
  const missingCount = missing.value();
  const running = compensatedSum();
  const share = (count: number, total: number): number | null => (total > 0 ? (100 * count) / total : null);
  const rows = counts.map((count, category) => {
    running.add(count);
    return {
      category,
      n: ns[category]!,
      count,
      percent: share(count, validCount + missingCount),
      validPercent: share(count, validCount),
      cumulativePercent: share(running.value(), validCount),
    };
  });
  return { n: ns.reduce((sum, n) => sum + n, 0), nMissing, nNoWeight, validCount, missingCount, rows };
}
