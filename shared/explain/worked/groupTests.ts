import { significant as s } from '../../format/significant.ts';
import { normalQuantile, normalTwoSided } from '../../numeric/distributions.ts';
import { weightedMedian, weightedRanks } from '../../stats/weightedRanks.ts';
import { groupedForms, groupMoments, valuesByGroup } from './groupedForms.ts';
import { type Given, isObject, mostTerms, numberOf, type Rule, signed, step, sum } from './given.ts';

type Groups = readonly (readonly number[])[];

const meanOf = (values: readonly number[]): number => sum(values) / values.length;
const squaresOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return sum(values.map((value) => (value - mean) ** 2));
};

/** The answers of each group, in the order of the result's groups; null where they do not count as one each. */
function valuesOf(given: Given): Groups | null {
  const forms = groupedForms(given);
  return forms && valuesByGroup(forms);
}

/** Text of a sum over groups, or the sum where there are very many. */
const overGroups = (terms: readonly string[], total: number): string =>
  terms.length <= mostTerms ? terms.join(' + ') : s(total);

/** F of an analysis of variance of the distances from each group's centre: Levene's from the mean, Brown and Forsythe's from the median. */
function* levene(groups: Groups, median: boolean): ReturnType<Rule> {
  const distances = groups.map((values) => {
    const centre = median ? weightedMedian(Float64Array.from(values), null) : meanOf(values);
    return values.map((value) => Math.abs(value - centre));
  });
  const all = distances.flat();
  const [n, k] = [all.length, groups.length];
  const grand = meanOf(all);
  const between = sum(distances.map((one) => one.length * (meanOf(one) - grand) ** 2));
  const within = sum(distances.map(squaresOf));
  const [zh, en] = median ? ['中位数', 'median'] : ['均值', 'mean'];
  yield [
    step(
      `组间平方和：d = |x − 本组${zh}|，Σ n·(本组 d 的均值 − d 的总均值)²`,
      `between: d = |x − ${en} of the group|, Σ n (mean d of the group − mean of all d)²`,
      overGroups(
        distances.map((one) => `${one.length}×(${s(meanOf(one))} − ${s(grand)})²`),
        between,
      ),
      between,
    ),
    step(
      'F = [组间平方和/(k − 1)]/[组内平方和/(n − k)]',
      'F = [between/(k − 1)]/[within/(n − k)]',
      `(${s(between)} / ${k - 1}) / (${s(within)} / ${n - k})`,
      between / (k - 1) / (within / (n - k)),
    ),
  ];
}

function* bartlett(groups: Groups): ReturnType<Rule> {
  const parts = groups.map((values) => ({
    df: values.length - 1,
    variance: squaresOf(values) / (values.length - 1),
  }));
  const df = sum(parts.map((part) => part.df));
  const pooled = sum(parts.map((part) => part.df * part.variance)) / df;
  const logs = sum(parts.map((part) => part.df * Math.log(part.variance)));
  const correction = 1 + (sum(parts.map((part) => 1 / part.df)) - 1 / df) / (3 * (groups.length - 1));
  yield [
    step(
      'C = 1 + (Σ1/(nᵢ − 1) − 1/(n − k))/(3(k − 1))',
      'C = 1 + (Σ1/(nᵢ − 1) − 1/(n − k))/(3(k − 1))',
      `1 + (${overGroups(
        parts.map((part) => `1/${part.df}`),
        sum(parts.map((part) => 1 / part.df)),
      )} − 1/${df}) / (3 × ${groups.length - 1})`,
      correction,
    ),
    step(
      'χ² = [(n − k)·ln s² − Σ(nᵢ − 1)·ln sᵢ²]/C，s² 为合并方差',
      'χ² = [(n − k) ln s² − Σ(nᵢ − 1) ln sᵢ²]/C; s²: pooled variance',
      `(${df} × ln ${s(pooled, 10)} − ${s(logs, 10)}) / ${s(correction)}`,
      Math.max(0, (df * Math.log(pooled) - logs) / correction),
    ),
  ];
}

function* fligner(groups: Groups): ReturnType<Rule> {
  const distances = groups.flatMap((values) => {
    const centre = weightedMedian(Float64Array.from(values), null);
    return values.map((value) => Math.abs(value - centre));
  });
  const n = distances.length;
  const { ranks } = weightedRanks(Float64Array.from(distances), null);
  const scores = [...ranks].map((rank) => normalQuantile((1 + rank / (n + 1)) / 2));
  const means = groups.map((values, place) => {
    const start = sum(groups.slice(0, place).map((one) => one.length));
    return meanOf(scores.slice(start, start + values.length));
  });
  const grand = meanOf(scores);
  const variance = squaresOf(scores) / (n - 1);
  const between = sum(groups.map((values, place) => values.length * (means[place]! - grand) ** 2));
  yield [
    step(
      'χ² = Σ n·(本组得分均值 − 总均值)²/得分方差，得分为 |x − 本组中位数| 的秩 r 的 Φ⁻¹(½ + r/(2(n + 1)))',
      'χ² = Σ n (mean score of the group − mean)²/variance of the scores; score of rank r of |x − median of the group|: Φ⁻¹(½ + r/(2(n + 1)))',
      `(${overGroups(
        groups.map((values, place) => `${values.length}×(${s(means[place]!)} − ${s(grand)})²`),
        between,
      )}) / ${s(variance)}`,
      between / variance,
    ),
  ];
}

const testOf = (path: string): string => /^(?:spread\.)?(\w+)\.(?:f|chiSquare)$/.exec(path)?.[1] ?? '';

/** Do the groups spread alike? */
function* spread(given: Given): ReturnType<Rule> {
  const { path } = given;
  const test = testOf(path);
  const wanted = path.startsWith('spread.') || path === 'levene.f';
  if (!wanted || test === '') return;
  const groups = valuesOf(given);
  if (!groups || groups.some((values) => values.length === 0)) return;
  if (test === 'levene' || test === 'leveneMean') yield* levene(groups, false);
  if (test === 'leveneMedian') yield* levene(groups, true);
  if (test === 'bartlett') yield* bartlett(groups);
  if (test === 'fligner') yield* fligner(groups);
}

/** F that pools the variances by what each group leaves to the others. */
function* brownForsythe(given: Given): ReturnType<Rule> {
  const { path, result } = given;
  const forms = path === 'brownForsythe.f' || path === 'brownForsythe.df2' ? groupedForms(given) : null;
  if (!forms) return;
  const between = isObject(result.values['table']) ? numberOf(result.values['table'], 'ssBetween') : null;
  const groups = groupMoments(forms);
  const n = sum(groups.map((one) => one.n));
  const parts = groups.map((one) => ({ ...one, share: (1 - one.n / n) * one.sd ** 2 }));
  const total = sum(parts.map(({ share }) => share));
  const under = step(
    'Σ(1 − nᵢ/n)·sᵢ²',
    'Σ(1 − nᵢ/n) sᵢ²',
    overGroups(
      parts.map((one) => `(1 − ${one.n}/${n})×${s(one.sd)}²`),
      total,
    ),
    total,
  );
  if (path.endsWith('.f') && between !== null)
    yield [
      under,
      step(
        'F = 组间平方和/Σ(1 − nᵢ/n)·sᵢ²',
        'F = sum of squares between/Σ(1 − nᵢ/n) sᵢ²',
        `${s(between)} / ${s(total)}`,
        between / total,
      ),
    ];
  const rest = sum(parts.map((one) => (one.share / total) ** 2 / (one.n - 1)));
  if (path.endsWith('.df2'))
    yield [
      under,
      step(
        'df = 1/Σ(cᵢ²/(nᵢ − 1))，cᵢ 为本组占上一步之和的比例',
        'df = 1/Σ(cᵢ²/(nᵢ − 1)); cᵢ: the group’s share of the sum before',
        `1 / (${overGroups(
          parts.map((one) => `${s(one.share / total)}²/${one.n - 1}`),
          rest,
        )})`,
        1 / rest,
      ),
    ];
}

/** Degrees of freedom of the tests between groups. */
function* groupDegrees(given: Given): ReturnType<Rule> {
  const { key, path } = given;
  if (!/^(?:spread\.\w+|levene|welch|brownForsythe|ranks|table)\.df(?:[12]|Within|Between)?$/.test(path)) return;
  const forms = groupedForms(given);
  const groups = forms ? groupMoments(forms) : [];
  const [n, k] = [sum(groups.map((one) => one.n)), groups.length];
  if (key !== 'df2' && key !== 'dfWithin') yield [step('组数 − 1', 'groups − 1', `${k} − 1`, k - 1)];
  else yield [step('份数 − 组数', 'forms − groups', `${s(n)} − ${k}`, n - k)];
}

interface Ranked {
  readonly n: number;
  /** Sum of the ranks of each group, and how many are in it. */
  readonly groups: readonly { readonly n: number; readonly rankSum: number }[];
  /** Σ(t³ − t) over equal values. */
  readonly ties: number;
}

function ranked(groups: Groups): Ranked {
  const { ranks, ties } = weightedRanks(Float64Array.from(groups.flat()), null);
  return {
    n: ranks.length,
    groups: groups.map((values, place) => {
      const start = sum(groups.slice(0, place).map((one) => one.length));
      return { n: values.length, rankSum: sum(Array.from(ranks.subarray(start, start + values.length))) };
    }),
    ties: sum(ties.map((t) => t ** 3 - t)),
  };
}

/** Kruskal and Wallis: mean ranks of the groups and H. */
function* kruskal(given: Given): ReturnType<Rule> {
  const place = /^groups\.(\d+)\.meanRank$/.exec(given.path);
  if (!place && given.path !== 'ranks.h') return;
  const groups = valuesOf(given);
  if (!groups || groups.some((values) => values.length === 0)) return;
  const { n, groups: parts, ties } = ranked(groups);
  if (place) {
    const own = parts[Number(place[1])]!;
    yield [
      step(
        '本组各份在全部份数中的秩之和/本组份数',
        'sum of the group’s ranks among all forms/forms of the group',
        `${s(own.rankSum, 9)} / ${own.n}`,
        own.rankSum / own.n,
      ),
    ];
    return;
  }
  const middle = (n + 1) / 2;
  const spreadOfRanks = sum(parts.map((one) => one.n * (one.rankSum / one.n - middle) ** 2));
  const correction = 1 - ties / (n ** 3 - n);
  yield [
    step(
      '结的校正 c = 1 − Σ(t³ − t)/(n³ − n)',
      'correction for ties c = 1 − Σ(t³ − t)/(n³ − n)',
      `1 − ${s(ties)} / (${n}³ − ${n})`,
      correction,
    ),
    step(
      'H = 12/(n(n + 1))·Σ nᵢ·(平均秩 − (n + 1)/2)²/c',
      'H = 12/(n(n + 1)) · Σ nᵢ (mean rank − (n + 1)/2)²/c',
      `12 / (${n} × ${n + 1}) × (${overGroups(
        parts.map((one) => `${one.n}×(${s(one.rankSum / one.n)} − ${s(middle)})²`),
        spreadOfRanks,
      )}) / ${s(correction, 9)}`,
      (12 * spreadOfRanks) / (n * (n + 1)) / correction,
    ),
  ];
}

/** Mann and Whitney: U, its z and p. */
function* mannWhitney(given: Given): ReturnType<Rule> {
  const { key, path } = given;
  if (!path.startsWith('mannWhitney.')) return;
  const groups = valuesOf(given);
  if (groups?.length !== 2) return;
  const { n, groups: parts, ties } = ranked(groups);
  const [a, b] = parts as [Ranked['groups'][number], Ranked['groups'][number]];
  const u = a.rankSum - (a.n * (a.n + 1)) / 2;
  const pairs = a.n * b.n;
  const first = step(
    'U₁ = 第一组秩和 − n₁(n₁ + 1)/2',
    'U₁ = rank sum of the first group − n₁(n₁ + 1)/2',
    `${s(a.rankSum, 9)} − ${a.n} × ${a.n + 1} / 2`,
    u,
  );
  if (key === 'uFirst') yield [first];
  if (key === 'uSmaller')
    yield [
      first,
      step('min(U₁, n₁n₂ − U₁)', 'min(U₁, n₁n₂ − U₁)', `min(${s(u, 9)}, ${s(pairs - u, 9)})`, Math.min(u, pairs - u)),
    ];
  if (key === 'superiority') yield [first, step('U₁/(n₁n₂)', 'U₁/(n₁n₂)', `${s(u, 9)} / (${a.n} × ${b.n})`, u / pairs)];
  const se = Math.sqrt((pairs / 12) * (n + 1 - ties / (n * (n - 1))));
  const spreadStep = step(
    'σ = √(n₁n₂/12·(n + 1 − Σ(t³ − t)/(n(n − 1))))',
    'σ = √(n₁n₂/12 · (n + 1 − Σ(t³ − t)/(n(n − 1))))',
    `√(${a.n} × ${b.n} / 12 × (${n + 1} − ${s(ties)} / (${n} × ${n - 1})))`,
    se,
  );
  const z = (u - pairs / 2) / se;
  const zStep = step('z = (U₁ − n₁n₂/2)/σ', 'z = (U₁ − n₁n₂/2)/σ', `(${s(u, 9)} − ${s(pairs / 2, 9)}) / ${s(se)}`, z);
  if (key === 'z') yield [first, spreadStep, zStep];
  if (key === 'p')
    yield [zStep, step('p = 2·P(Z ≥ |z|)', 'p = 2 P(Z ≥ |z|)', `2 × P(Z ≥ ${s(Math.abs(z))})`, normalTwoSided(z))];
  const corrected = Math.max(0, Math.abs(u - pairs / 2) - 0.5) / se;
  if (key === 'pWithContinuity')
    yield [
      step(
        'z = (|U₁ − n₁n₂/2| − ½)/σ',
        'z = (|U₁ − n₁n₂/2| − ½)/σ',
        `(|${signed(u - pairs / 2)}| − 0.5) / ${s(se)}`,
        corrected,
      ),
      step('p = 2·P(Z ≥ z)', 'p = 2 P(Z ≥ z)', `2 × P(Z ≥ ${s(corrected)})`, normalTwoSided(corrected)),
    ];
}

export const groupTestRules: Readonly<Record<string, readonly Rule[]>> = {
  'compare.tTest': [spread, groupDegrees, mannWhitney],
  'influence.anova': [spread, brownForsythe, groupDegrees, kruskal],
};
