import { chiSquareUpper } from '../numeric/distributions.ts';
import { groupedSample } from './groupedSample.ts';
import { notEstimable, type Outcome } from './types.ts';
import { weightedRanks } from './weightedRanks.ts';

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
 * @param weights  frequency weights or null
 * @throws InputError 'stats.shape', 'stats.category', 'stats.negativeWeight'
 * Not estimable: 'tooFewGroups' below 2 groups with values, 'noVariance' when all values are equal.
 * Source: Kruskal and Wallis (1952). Checked against R 4.2.2 kruskal.test: tests/golden anova_oneway.
 */
export function kruskalWallis(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  weights: ArrayLike<number> | null = null,
): Outcome<KruskalWallis> {
  const sample = groupedSample(values, codes, groups, weights);
  const { n } = sample;
  const k = sample.groups.filter((group) => group.values.length > 0).length;
  if (k < 2) return notEstimable('tooFewGroups', n);
  const { ranks, ties } = weightedRanks(sample.values, sample.weights);
  const tieSum = ties.reduce((sum, t) => sum + t * t * t - t, 0);
  const correction = 1 - tieSum / (n * n * n - n);
  if (!(correction > 1e-15)) return notEstimable('noVariance', n);
  let spread = 0;
  let start = 0;
  const meanRanks = sample.groups.map((group) => {
    if (group.values.length === 0) return null;
    let sum = 0;
    for (let i = 0; i < group.values.length; i++, start++)
      sum += ranks[start]! * (group.weights ? group.weights[i]! : 1);
    const mean = sum / group.n;
    spread += group.n * (mean - (n + 1) / 2) ** 2;
    return mean;
  });
  const h = (12 * spread) / (n * (n + 1)) / correction;
  return { status: 'ok', n, nMissing: sample.nMissing, h, df: k - 1, p: chiSquareUpper(h, k - 1), meanRanks };
}
