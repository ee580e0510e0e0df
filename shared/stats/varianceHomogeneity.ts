import { accurateMean, accurateVariance } from '../numeric/accurateSum.ts';
import { chiSquareUpper } from '../numeric/distributions.ts';
import { medianOfSorted } from '../numeric/quantile.ts';
import { sortedCopy } from '../numeric/rank.ts';
import { anovaOneWay, splitByGroup, type FTest } from './anovaOneWay.ts';
import { notEstimable, type Outcome } from './types.ts';

export type VarianceHomogeneity = {
  readonly n: number;
  readonly k: number;
  /** Levene's test on distances from the group's mean, and Brown and Forsythe's on distances from its median; null when they are all equal. */
  readonly leveneMean: FTest | null;
  readonly leveneMedian: FTest | null;
  /** Bartlett's chi-square, for normal data only; null when a group has fewer than 2 values or no variance. */
  readonly bartlett: { readonly chiSquare: number; readonly df: number; readonly p: number } | null;
};

/**
 * Are the variances of independent groups equal?
 *
 * @param values, codes, groups  as for anovaOneWay
 * @throws InputError 'stats.shape', 'stats.category'
 * Not estimable: 'tooFewGroups' below 2 groups with values, 'tooFewRows' when n = k.
 * Source: Levene (1960), Brown and Forsythe (1974), Bartlett (1937). Checked against R car 3.1 leveneTest and bartlett.test.
 */
export function varianceHomogeneity(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
): Outcome<VarianceHomogeneity> {
  const members = splitByGroup(values, codes, groups).groups.filter((group) => group.length > 0);
  const k = members.length;
  const n = members.reduce((sum, group) => sum + group.length, 0);
  if (k < 2) return notEstimable('tooFewGroups', n);
  if (n <= k) return notEstimable('tooFewRows', n);
  return {
    status: 'ok',
    n,
    k,
    leveneMean: levene(members, (group) => accurateMean(group)),
    leveneMedian: levene(members, (group) => medianOfSorted(sortedCopy(group))),
    bartlett: bartlett(members, n),
  };
}

function levene(members: readonly Float64Array[], centreOf: (group: Float64Array) => number): FTest | null {
  const centres = members.map(centreOf);
  const distances = members.flatMap((group, code) => Array.from(group, (value) => Math.abs(value - centres[code]!)));
  const codes = members.flatMap((group, code) => Array.from(group, () => code));
  const result = anovaOneWay(distances, codes, members.length);
  return result.status === 'ok' ? result.test : null;
}

function bartlett(members: readonly Float64Array[], n: number): VarianceHomogeneity['bartlett'] {
  const k = members.length;
  const parts = members.map((group) => ({ df: group.length - 1, variance: accurateVariance(group) }));
  if (!parts.every((part) => part.df > 0 && part.variance > 0)) return null;
  const pooled = parts.reduce((sum, part) => sum + part.df * part.variance, 0) / (n - k);
  const raw = (n - k) * Math.log(pooled) - parts.reduce((sum, part) => sum + part.df * Math.log(part.variance), 0);
  const correction = 1 + (parts.reduce((sum, part) => sum + 1 / part.df, 0) - 1 / (n - k)) / (3 * (k - 1));
  const chiSquare = Math.max(0, raw / correction);
  return { chiSquare, df: k - 1, p: chiSquareUpper(chiSquare, k - 1) };
}
