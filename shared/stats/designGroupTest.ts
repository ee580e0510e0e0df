import { InputError } from '../model/errors.ts';
import { fUpper, studentTTwoSided, studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import type { FTest } from './anovaOneWay.ts';
import { designCovariance, type DesignStructure } from './designCovariance.ts';
import { assertLevel } from './meanInterval.ts';
import { waldStatistic } from './olsRegression.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface DesignGroupTestOptions extends DesignStructure {
  /** Inverse selection probabilities, positive; null = all 1. */
  readonly weights?: ArrayLike<number> | null;
  readonly level?: number;
}

/** One pair of groups under the design; p without correction, and with Bonferroni's. */
export type DesignPair = {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  readonly se: number;
  readonly t: number | null;
  readonly p: number;
  readonly bonferroni: number;
  /** Simultaneous, by Bonferroni. */
  readonly interval: Interval;
};

export type DesignGroupTest = {
  readonly n: number;
  readonly k: number;
  readonly test: FTest;
  readonly pairs: readonly DesignPair[];
};

/**
 * Do the means of groups differ, under survey weights, strata and clusters? Wald's F of the linearised means on k - 1 and
 * units - strata - (k - 1) degrees of freedom; pairs by t on the same, so that of two groups t squared is F.
 *
 * @param values  NaN = missing
 * @param codes   group of each form, -1 = none
 * @param groups  how many groups there are
 * @throws InputError 'stats.shape', 'stats.level', 'stats.populationSize'
 * Not estimable: 'tooFewGroups' below 2 groups with values, 'tooFewRows' without degrees of freedom.
 * Source: Binder (1983); Lumley (2010), ch. 5. Checked against R survey 4.1.1 regTermTest: tests/shared/stats/surveyDesign.
 */
export function designGroupTest(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  options: DesignGroupTestOptions = {},
): Outcome<DesignGroupTest> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const weights = options.weights ?? null;
  if (codes.length !== values.length || (weights && weights.length !== values.length))
    throw new InputError('stats.shape', { values: values.length, codes: codes.length });
  const totals = new Float64Array(groups);
  const sums = new Float64Array(groups);
  let n = 0;
  const inUse = (i: number): boolean => codes[i]! >= 0 && !Number.isNaN(values[i]!);
  for (let i = 0; i < values.length; i++) {
    if (!inUse(i)) continue;
    const weight = weights ? weights[i]! : 1;
    totals[codes[i]!]! += weight;
    sums[codes[i]!]! += weight * values[i]!;
    n++;
  }
  const present = Array.from({ length: groups }, (_, group) => group).filter((group) => totals[group]! > 0);
  const k = present.length;
  if (k < 2) return notEstimable('tooFewGroups', n);
  const means = present.map((group) => sums[group]! / totals[group]!);
  const placeOf = new Map(present.map((group, place) => [group, place]));
  const scores = present.map(() => new Float64Array(values.length));
  for (let i = 0; i < values.length; i++) {
    if (!inUse(i)) continue;
    const place = placeOf.get(codes[i]!)!;
    scores[place]![i] = ((weights ? weights[i]! : 1) * (values[i]! - means[place]!)) / totals[codes[i]!]!;
  }
  const { covariance, df } = designCovariance(scores, options);
  const df2 = df - k + 1;
  if (!(df2 >= 1)) return notEstimable('tooFewRows', n);
  const at = (i: number, j: number): number => covariance[i * k + j]!;
  const others = present.slice(1).map((_, place) => place + 1);
  const wald = waldStatistic(
    others.map((i) => others.map((j) => at(i, j) - at(i, 0) - at(0, j) + at(0, 0))),
    others.map((i) => means[i]! - means[0]!),
  );
  const f = wald / (k - 1);
  const pairs = means.flatMap((_, a) => means.slice(a + 1).map((_mean, next) => [a, a + 1 + next] as const));
  const critical = studentTTwoSidedQuantile(1 - (1 - level) / pairs.length, df2);
  return {
    status: 'ok',
    n,
    k,
    test: Number.isFinite(f)
      ? { f, df1: k - 1, df2, p: fUpper(f, k - 1, df2) }
      : { f: null, df1: k - 1, df2, p: means.every((mean) => mean === means[0]) ? 1 : 0 },
    pairs: pairs.map(([a, b]): DesignPair => {
      const difference = means[a]! - means[b]!;
      const se = Math.sqrt(Math.max(0, at(a, a) + at(b, b) - 2 * at(a, b)));
      const t = difference / se;
      const p = se > 0 ? studentTTwoSided(t, df2) : difference === 0 ? 1 : 0;
      return {
        a: present[a]!,
        b: present[b]!,
        difference,
        se,
        t: Number.isFinite(t) ? t : null,
        p,
        bonferroni: Math.min(1, p * pairs.length),
        interval: { lower: difference - critical * se, upper: difference + critical * se },
      };
    }),
  };
}
