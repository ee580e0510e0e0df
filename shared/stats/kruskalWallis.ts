import { chiSquareUpper } from '../numeric/distributions.ts';
import { midRanks } from '../numeric/rank.ts';
import { splitByGroup } from './anovaOneWay.ts';
import { notEstimable, type Outcome } from './types.ts';

export type KruskalWallis = {
  readonly n: number;
  readonly nMissing: number;
  /** H with the correction for ties. */
  readonly h: number;
  readonly df: number;
  readonly p: number;
  /** Per group; null for an empty one. */
  readonly meanRanks: readonly (number | null)[];
};

/**
 * Kruskal-Wallis test: do independent groups differ in location, by ranks?
 *
 * @param values, codes, groups  as for anovaOneWay
 * @throws InputError 'stats.shape', 'stats.category'
 * Not estimable: 'tooFewGroups' below 2 groups with values, 'noVariance' when all values are equal.
 * Source: Kruskal and Wallis (1952). Checked against R 4.2.2 kruskal.test.
 */
export function kruskalWallis(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
): Outcome<KruskalWallis> {
  const split = splitByGroup(values, codes, groups);
  const all = split.groups.flatMap((group) => [...group]);
  const n = all.length;
  const k = split.groups.filter((group) => group.length > 0).length;
  if (k < 2) return notEstimable('tooFewGroups', n);
  const { ranks, ties } = midRanks(all);
  const tieSum = ties.reduce((sum, t) => sum + t * t * t - t, 0);
  const correction = 1 - tieSum / (n * n * n - n);
  if (!(correction > 0)) return notEstimable('noVariance', n);
  let spread = 0;
  let start = 0;
  const meanRanks = split.groups.map((group) => {
    if (group.length === 0) return null;
    let sum = 0;
    for (let i = start; i < start + group.length; i++) sum += ranks[i]!;
    start += group.length;
    const mean = sum / group.length;
    spread += group.length * (mean - (n + 1) / 2) ** 2;
    return mean;
  });
  const h = (12 * spread) / (n * (n + 1)) / correction;
  return { status: 'ok', n, nMissing: split.nMissing, h, df: k - 1, p: chiSquareUpper(h, k - 1), meanRanks };
}
