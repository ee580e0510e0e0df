import { chiSquareUpper, normalQuantile } from '../numeric/distributions.ts';
import { anovaOneWay, type FTest } from './anovaOneWay.ts';
import { groupedSample, type GroupedSample, spreadOf } from './groupedSample.ts';
import { notEstimable, type Outcome } from './types.ts';
import { weightedMedian, weightedRanks } from './weightedRanks.ts';

export type SpreadTest = { readonly chiSquare: number; readonly df: number; readonly p: number };

export type VarianceHomogeneity = {
  readonly n: number;
  readonly k: number;
  /** Levene's test on distances from the group's mean, and Brown and Forsythe's on distances from its median; null when they are all equal. */
  readonly leveneMean: FTest | null;
  readonly leveneMedian: FTest | null;
  /** Bartlett's chi-square, for normal data only; null when a group has fewer than 2 values or no variance. */
  readonly bartlett: SpreadTest | null;
  /** Fligner and Killeen's test on normal scores of the ranked distances from the medians; null when the distances are all equal. */
  readonly fligner: SpreadTest | null;
};

/**
 * Are the variances of independent groups equal?
 *
 * @param values, codes, groups  as for anovaOneWay
 * @param weights  frequency weights or null
 * @throws InputError 'stats.shape', 'stats.category', 'stats.negativeWeight'
 * Not estimable: 'tooFewGroups' below 2 groups with values, 'tooFewRows' when n = k.
 * Source: Levene (1960), Brown and Forsythe (1974), Bartlett (1937), Conover, Johnson and Johnson (1981) for Fligner and Killeen.
 * Checked against R car 3.1 leveneTest, bartlett.test and fligner.test: tests/golden variance_homogeneity, anova_oneway.
 */
export function varianceHomogeneity(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  weights: ArrayLike<number> | null = null,
): Outcome<VarianceHomogeneity> {
  const sample = groupedSample(values, codes, groups, weights);
  const { n } = sample;
  const k = sample.groups.filter((group) => group.values.length > 0).length;
  if (k < 2) return notEstimable('tooFewGroups', n);
  if (n <= k) return notEstimable('tooFewRows', n);
  const fromMean = distances(sample, (group) => {
    const { high, low } = spreadOf(group).mean;
    return high + low;
  });
  const fromMedian = distances(sample, (group) => weightedMedian(group.values, group.weights));
  const levene = (column: Float64Array): FTest | null => {
    const result = anovaOneWay(column, fromMean.codes, groups, { weights: sample.weights });
    return result.status === 'ok' ? result.test : null;
  };
  return {
    status: 'ok',
    n,
    k,
    leveneMean: levene(fromMean.column),
    leveneMedian: levene(fromMedian.column),
    bartlett: bartlett(sample, k),
    fligner: fligner(fromMedian.column, fromMedian.codes, sample, k),
  };
}

/** Distance of every value from the centre of its group, in the order of sample.values. */
function distances(
  sample: GroupedSample,
  centreOf: (group: GroupedSample['groups'][number]) => number,
): { readonly column: Float64Array; readonly codes: Int32Array } {
  const column = new Float64Array(sample.rows);
  const codes = new Int32Array(sample.rows);
  let place = 0;
  for (const group of sample.groups) {
    if (group.values.length === 0) continue;
    const centre = centreOf(group);
    for (let i = 0; i < group.values.length; i++, place++) {
      column[place] = Math.abs(group.values[i]! - centre);
      codes[place] = group.group;
    }
  }
  return { column, codes };
}

function bartlett({ groups, n }: GroupedSample, k: number): SpreadTest | null {
  const parts = groups
    .filter((group) => group.values.length > 0)
    .map((group) => ({ df: group.n - 1, variance: spreadOf(group).squares / (group.n - 1) }));
  if (!parts.every((part) => part.df > 0 && part.variance > 0)) return null;
  const pooled = parts.reduce((sum, part) => sum + part.df * part.variance, 0) / (n - k);
  const raw = (n - k) * Math.log(pooled) - parts.reduce((sum, part) => sum + part.df * Math.log(part.variance), 0);
  const correction = 1 + (parts.reduce((sum, part) => sum + 1 / part.df, 0) - 1 / (n - k)) / (3 * (k - 1));
  const chiSquare = Math.max(0, raw / correction);
  return { chiSquare, df: k - 1, p: chiSquareUpper(chiSquare, k - 1) };
}

function fligner(column: Float64Array, codes: Int32Array, sample: GroupedSample, k: number): SpreadTest | null {
  // Distances that differ by rounding alone are ties, as they are for R's rank of the same numbers rounded.
  const { ranks } = weightedRanks(column, sample.weights);
  const n = sample.n;
  const scoreOf = new Map<number, number>();
  const sums = new Float64Array(sample.groups.length);
  let total = 0;
  let squares = 0;
  for (let i = 0; i < column.length; i++) {
    const rank = ranks[i]!;
    let score = scoreOf.get(rank);
    if (score === undefined) {
      score = normalQuantile((1 + rank / (n + 1)) / 2);
      scoreOf.set(rank, score);
    }
    const weight = sample.weights ? sample.weights[i]! : 1;
    sums[codes[i]!]! += weight * score;
    total += weight * score;
    squares += weight * score * score;
  }
  const mean = total / n;
  const variance = (squares - n * mean * mean) / (n - 1);
  if (!(variance > 1e-14 * mean * mean)) return null;
  const between = sample.groups.reduce(
    (sum, group) => (group.n > 0 ? sum + group.n * (sums[group.group]! / group.n - mean) ** 2 : sum),
    0,
  );
  const chiSquare = between / variance;
  return { chiSquare, df: k - 1, p: chiSquareUpper(chiSquare, k - 1) };
}
