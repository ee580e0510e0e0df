import {
  fQuantile,
  fUpper,
  studentizedRangeQuantile,
  studentizedRangeUpper,
  studentTTwoSided,
  studentTTwoSidedQuantile,
} from '../numeric/distributions.ts';
import type { AnovaOneWay } from './anovaOneWay.ts';
import type { Interval } from './types.ts';

/** p of one pair after correction, with the simultaneous interval of the difference where the method has one. */
export type PairTest = { readonly p: number; readonly interval: Interval | null };

/** One pair of groups: mean of a minus mean of b. Tests of the pooled variance are null when nothing varies within groups. */
export type PairComparison = {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
  /** From the pooled variance. */
  readonly se: number;
  readonly lsd: (PairTest & { readonly t: number }) | null;
  readonly bonferroni: PairTest | null;
  readonly sidak: PairTest | null;
  readonly holm: PairTest | null;
  readonly tukey: (PairTest & { readonly q: number }) | null;
  readonly scheffe: PairTest | null;
  /** Without equal variances; null when a group has fewer than 2 values or neither varies. */
  readonly gamesHowell: (PairTest & { readonly q: number; readonly se: number; readonly df: number }) | null;
  readonly tamhane: PairTest | null;
};

/**
 * All pairs of groups after a one-way analysis of variance.
 *
 * @param anova  of groups with values; those without are left out
 * @param level  of the simultaneous intervals, 0-1
 * @returns differences in the unit of the values, adjusted p 0-1
 * Source: Tukey (1953) and Kramer (1956), Games and Howell (1976), Tamhane (1979), Scheffe (1953), Holm (1979), Sidak (1967). Checked
 * against R 4.2.2 (ptukey, pairwise.t.test) and PSPP 1.6.2 ONEWAY: tests/golden anova_oneway, pspp_oneway.
 */
export function postHoc(anova: AnovaOneWay, level: number): readonly PairComparison[] {
  const groups = anova.groups.filter((group) => group.mean !== null);
  const pairs = groups.flatMap((first, place) => groups.slice(place + 1).map((second) => ({ first, second })));
  const count = pairs.length;
  const { k, msWithin } = anova;
  const df = anova.test.df2;
  const t = (adjusted: number): number => studentTTwoSidedQuantile(adjusted, df);
  const critical = {
    lsd: t(level),
    bonferroni: t(1 - (1 - level) / count),
    sidak: t(level ** (1 / count)),
    tukey: studentizedRangeQuantile(level, k, df) / Math.SQRT2,
    scheffe: Math.sqrt((k - 1) * fQuantile(level, k - 1, df)),
  };
  const plain = pairs.map(({ first, second }) => {
    const difference = first.mean! - second.mean!;
    const se = Math.sqrt(msWithin * (1 / first.n + 1 / second.n));
    const ratio = difference / se;
    return { difference, se, t: ratio, p: studentTTwoSided(ratio, df) };
  });
  const holm = holmAdjusted(plain.map((one) => one.p));
  return pairs.map(({ first, second }, place): PairComparison => {
    const one = plain[place]!;
    const interval = (factor: number): Interval => ({
      lower: one.difference - factor * one.se,
      upper: one.difference + factor * one.se,
    });
    const base = { a: first.group, b: second.group, difference: one.difference, se: one.se };
    const unequal = separateVariances(first, second, one.difference, k, count, level);
    if (!(one.se > 0))
      return {
        ...base,
        lsd: null,
        bonferroni: null,
        sidak: null,
        holm: null,
        tukey: null,
        scheffe: null,
        ...unequal,
      };
    const q = Math.abs(one.t) * Math.SQRT2;
    return {
      ...base,
      lsd: { t: one.t, p: one.p, interval: interval(critical.lsd) },
      bonferroni: { p: Math.min(1, count * one.p), interval: interval(critical.bonferroni) },
      sidak: { p: sidak(one.p, count), interval: interval(critical.sidak) },
      holm: { p: holm[place]!, interval: null },
      tukey: { q, p: studentizedRangeUpper(q, k, df), interval: interval(critical.tukey) },
      scheffe: { p: fUpper((one.t * one.t) / (k - 1), k - 1, df), interval: interval(critical.scheffe) },
      ...unequal,
    };
  });
}

/** 1 - (1 - p)^count without the loss of a difference. */
function sidak(p: number, count: number): number {
  return p >= 1 ? 1 : -Math.expm1(count * Math.log1p(-p));
}

function holmAdjusted(ps: readonly number[]): readonly number[] {
  const adjusted = ps.slice();
  let least = 0;
  ps.map((p, place) => ({ p, place }))
    .toSorted((a, b) => a.p - b.p)
    .forEach(({ p, place }, rank) => {
      least = Math.max(least, Math.min(1, (ps.length - rank) * p));
      adjusted[place] = least;
    });
  return adjusted;
}

type Group = AnovaOneWay['groups'][number];

function separateVariances(
  first: Group,
  second: Group,
  difference: number,
  k: number,
  count: number,
  level: number,
): Pick<PairComparison, 'gamesHowell' | 'tamhane'> {
  if (first.sd === null || second.sd === null) return { gamesHowell: null, tamhane: null };
  const [a, b] = [(first.sd * first.sd) / first.n, (second.sd * second.sd) / second.n];
  const variance = a + b;
  if (!(variance > 0)) return { gamesHowell: null, tamhane: null };
  const df = (variance * variance) / ((a * a) / (first.n - 1) + (b * b) / (second.n - 1));
  const t = difference / Math.sqrt(variance);
  const se = Math.sqrt(variance);
  const q = (Math.abs(difference) / se) * Math.SQRT2;
  const half = (studentizedRangeQuantile(level, k, df) * se) / Math.SQRT2;
  return {
    gamesHowell: {
      q,
      se,
      df,
      p: studentizedRangeUpper(q, k, df),
      interval: { lower: difference - half, upper: difference + half },
    },
    tamhane: { p: sidak(studentTTwoSided(t, df), count), interval: null },
  };
}
