import { InputError } from '../model/errors.ts';
import { fUpper } from '../numeric/distributions.ts';
import { notEstimable, type Outcome } from './types.ts';

export interface WelchGroupsOptions {
  /** Positive weights of the rows, or null = all 1. */
  readonly weights?: Float64Array | null;
  /** 'survey' (default): inverse selection probabilities. 'frequency': a row stands for w equal rows. */
  readonly weightKind?: 'survey' | 'frequency';
}

export type WelchGroups = {
  readonly n: number;
  /** Groups that take part: two rows or more, not all alike. */
  readonly k: number;
  /** Every group, also those that do not take part; mean null = empty. */
  readonly groups: readonly { readonly n: number; readonly mean: number | null; readonly se: number | null }[];
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
};

/**
 * Do the means of independent groups differ, when their variances may? Welch's test from means and standard errors:
 *
 * w_g = 1/se_g^2, m = sum w_g m_g / sum w_g, F = sum w_g (m_g - m)^2/(k - 1) / (1 + 2 (k - 2)/(k^2 - 1) L), L = sum (1 - w_g/w)^2/(n_g - 1),
 * df (k - 1, (k^2 - 1)/(3 L)). se_g is s/sqrt(n) without weights, that of sum w rows with frequency weights, and linearised with survey
 * weights: n/(n - 1) sum w^2 (y - m_g)^2 / (sum w)^2. Strata and clusters are not considered.
 *
 * @param values  NaN = missing
 * @param codes   group of each row, -1 = none
 * @throws InputError 'stats.shape' when lengths differ
 * Not estimable: 'tooFewGroups' when fewer than two groups take part.
 * Source: Welch (1951). Checked against R oneway.test, anovaOneWay without weights, and copied rows with frequency weights:
 * tests/shared/stats/manyTests.
 */
export function welchGroups(
  values: Float64Array,
  codes: Int32Array,
  groupCount: number,
  options: WelchGroupsOptions = {},
): Outcome<WelchGroups> {
  const { weights = null, weightKind = 'survey' } = options;
  if (values.length !== codes.length || (weights !== null && weights.length !== values.length))
    throw new InputError('stats.shape', { values: values.length, codes: codes.length });
  const [counts, totals, sums, spreads] = Array.from({ length: 4 }, () => new Float64Array(groupCount)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const code = codes[i]!;
    if (code < 0 || Number.isNaN(value)) continue;
    const weight = weights === null ? 1 : weights[i]!;
    counts[code]!++;
    totals[code]! += weight;
    sums[code]! += weight * value;
  }
  const means = sums.map((sum, group) => sum / totals[group]!);
  const squared = weights !== null && weightKind === 'survey';
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const code = codes[i]!;
    if (code < 0 || Number.isNaN(value)) continue;
    const weight = weights === null ? 1 : weights[i]!;
    const apart = value - means[code]!;
    spreads[code]! += (squared ? weight * weight : weight) * apart * apart;
  }
  const groups = Array.from(counts, (count, group) => {
    if (count === 0) return { n: 0, mean: null, se: null, df: 0 };
    const total = totals[group]!;
    const df = squared || weights === null ? count - 1 : total - 1;
    if (!(df > 0)) return { n: count, mean: means[group]!, se: null, df: 0 };
    const variance = squared ? ((count / df) * spreads[group]!) / (total * total) : spreads[group]! / df / total;
    return { n: count, mean: means[group]!, se: Math.sqrt(variance), df };
  });
  const n = counts.reduce((sum, count) => sum + count, 0);
  const tested = groups.flatMap(({ mean, se, df }) =>
    mean !== null && se !== null && se > 0 ? [{ mean, df, weight: 1 / (se * se) }] : [],
  );
  const k = tested.length;
  if (k < 2) return notEstimable('tooFewGroups', n);
  const weight = tested.reduce((sum, one) => sum + one.weight, 0);
  const middle = tested.reduce((sum, one) => sum + one.weight * one.mean, 0) / weight;
  const between = tested.reduce((sum, one) => sum + one.weight * (one.mean - middle) ** 2, 0) / (k - 1);
  const loss = tested.reduce((sum, one) => sum + (1 - one.weight / weight) ** 2 / one.df, 0);
  const f = between / (1 + ((2 * (k - 2)) / (k * k - 1)) * loss);
  const df2 = (k * k - 1) / (3 * loss);
  return {
    status: 'ok',
    n,
    k,
    groups: groups.map(({ n: count, mean, se }) => ({ n: count, mean, se })),
    f,
    df1: k - 1,
    df2,
    p: fUpper(f, k - 1, df2),
  };
}
