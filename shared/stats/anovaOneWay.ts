import { compensatedSum, splitMean, type SplitMean } from '../numeric/accurateSum.ts';
import { fUpper, studentTTwoSidedQuantile } from '../numeric/distributions.ts';
import { groupedSample, type GroupSample, spreadOf } from './groupedSample.ts';
import { assertLevel } from './meanInterval.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface AnovaOneWayOptions {
  /** Level of the groups' intervals. Default 0.95. */
  readonly level?: number;
  /** Frequency weights: a row stands for w equal forms. Survey weights belong to designGroupTest. */
  readonly weights?: ArrayLike<number> | null;
}

/** A group with fewer than 2 values has no sd and no interval. */
export type AnovaGroup = {
  readonly group: number;
  /** Forms; with frequency weights their sum. */
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly se: number | null;
  readonly interval: Interval | null;
};

/** f is null (and p 0) when groups differ and nothing varies within them. */
export type FTest = { readonly f: number | null; readonly df1: number; readonly df2: number; readonly p: number };

export type AnovaOneWay = {
  readonly n: number;
  /** Rows without value, group or weight. */
  readonly nMissing: number;
  /** Groups with values. */
  readonly k: number;
  readonly groups: readonly AnovaGroup[];
  readonly grandMean: number;
  readonly ssBetween: number;
  readonly ssWithin: number;
  readonly ssTotal: number;
  readonly msBetween: number;
  readonly msWithin: number;
  readonly test: FTest;
  /** Share of the total sum of squares between groups (R squared); omega and epsilon squared are its less biased forms. */
  readonly etaSquared: number;
  readonly omegaSquared: number;
  readonly epsilonSquared: number;
  readonly residualSd: number;
  /** Tests that do not assume equal variances; null when a group has fewer than 2 values or no variance. */
  readonly welch: FTest | null;
  readonly brownForsythe: FTest | null;
};

interface Member {
  readonly group: number;
  readonly n: number;
  readonly mean: SplitMean;
  readonly squares: number;
}

/**
 * One-way analysis of variance: do the means of independent groups differ?
 *
 * @param values  NaN = missing
 * @param codes   group of each row, -1 = none
 * @param groups  how many groups there are; empty ones are listed and not tested
 * @throws InputError 'stats.shape', 'stats.category', 'stats.level', 'stats.negativeWeight'
 * Not estimable: 'tooFewGroups' below 2 groups with values, 'tooFewRows' when n = k, 'noVariance' when all values are equal.
 * Source: Welch (1951), Brown and Forsythe (1974), Olejnik and Algina (2003). Checked against R 4.2.2 and NIST StRD:
 * tests/golden anova_oneway, nist_anova.
 */
export function anovaOneWay(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  groups: number,
  options: AnovaOneWayOptions = {},
): Outcome<AnovaOneWay> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const sample = groupedSample(values, codes, groups, options.weights ?? null);
  const { n, shift } = sample;
  const members = sample.groups.filter((group) => group.values.length > 0).map(memberOf);
  const k = members.length;
  if (k < 2) return notEstimable('tooFewGroups', n);
  if (n <= k) return notEstimable('tooFewRows', n);
  const grand = splitMean(sample.values, sample.weights);
  const fromGrand = (member: Member): number => member.mean.high - grand.high + (member.mean.low - grand.low);
  const between = compensatedSum();
  const within = compensatedSum();
  for (const member of members) {
    between.add(member.n * fromGrand(member) ** 2);
    within.add(member.squares);
  }
  const ssWithin = within.value();
  const equal = sample.values.every((value) => value === sample.values[0]);
  const ssBetween = equal ? 0 : between.value();
  const ssTotal = ssBetween + ssWithin;
  if (!(ssTotal > 0)) return notEstimable('noVariance', n);
  const [df1, df2] = [k - 1, n - k];
  const [msBetween, msWithin] = [ssBetween / df1, ssWithin / df2];
  const robust = members.every((member) => member.n > 1 && member.squares > 0);
  return {
    status: 'ok',
    n,
    nMissing: sample.nMissing,
    k,
    groups: sample.groups.map((group) =>
      groupRow(
        group,
        members.find((member) => member.group === group.group),
        shift,
        level,
      ),
    ),
    grandMean: shift + grand.high + grand.low,
    ssBetween,
    ssWithin,
    ssTotal,
    msBetween,
    msWithin,
    test: fTest(msBetween / msWithin, df1, df2),
    etaSquared: ssBetween / ssTotal,
    omegaSquared: (ssBetween - df1 * msWithin) / (ssTotal + msWithin),
    epsilonSquared: (ssBetween - df1 * msWithin) / ssTotal,
    residualSd: Math.sqrt(msWithin),
    welch: robust ? welch(members) : null,
    brownForsythe: robust ? brownForsythe(members, ssBetween, n) : null,
  };
}

function memberOf(sample: GroupSample): Member {
  return { group: sample.group, n: sample.n, ...spreadOf(sample) };
}

function groupRow(sample: GroupSample, member: Member | undefined, shift: number, level: number): AnovaGroup {
  const { group, n } = sample;
  const mean = member ? shift + member.mean.high + member.mean.low : null;
  if (!member || mean === null || !(n >= 2)) return { group, n, mean, sd: null, se: null, interval: null };
  const sd = Math.sqrt(member.squares / (n - 1));
  const se = sd / Math.sqrt(n);
  const half = studentTTwoSidedQuantile(level, n - 1) * se;
  return { group, n, mean, sd, se, interval: { lower: mean - half, upper: mean + half } };
}

function fTest(f: number, df1: number, df2: number): FTest {
  return Number.isFinite(f) ? { f, df1, df2, p: fUpper(f, df1, df2) } : { f: null, df1, df2, p: 0 };
}

function welch(members: readonly Member[]): FTest {
  const k = members.length;
  const parts = members.map(({ n, mean, squares }) => ({
    n,
    mean: mean.high + mean.low,
    weight: (n * (n - 1)) / squares,
  }));
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const centre = parts.reduce((sum, part) => sum + part.weight * part.mean, 0) / total;
  const spread = parts.reduce((sum, part) => sum + (1 - part.weight / total) ** 2 / (part.n - 1), 0);
  const between = parts.reduce((sum, part) => sum + part.weight * (part.mean - centre) ** 2, 0) / (k - 1);
  return fTest(between / (1 + (2 * (k - 2) * spread) / (k * k - 1)), k - 1, (k * k - 1) / (3 * spread));
}

function brownForsythe(members: readonly Member[], ssBetween: number, n: number): FTest {
  const parts = members.map((member) => ({
    df: member.n - 1,
    share: ((1 - member.n / n) * member.squares) / (member.n - 1),
  }));
  const total = parts.reduce((sum, part) => sum + part.share, 0);
  const df2 = 1 / parts.reduce((sum, part) => sum + (part.share / total) ** 2 / part.df, 0);
  return fTest(ssBetween / total, members.length - 1, df2);
}
