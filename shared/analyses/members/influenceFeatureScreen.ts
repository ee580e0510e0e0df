import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories, findVariable } from '../../model/decode.ts';
import type { Variable } from '../../model/variable.ts';
import { inLocale } from '../../model/text.ts';
import { benjaminiHochberg } from '../../stats/benjaminiHochberg.ts';
import { designGroupTest } from '../../stats/designGroupTest.ts';
import { holm } from '../../stats/holm.ts';
import { welchGroups } from '../../stats/welchGroups.ts';
import { indexMissingOption, levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { type DesignRows, designRows, missingLeftOut, mergeLeftOut } from '../design.ts';
import { designOptions } from '../designStatistics.ts';
import { flatItems, hasIndex, projectIndex } from '../projectIndex.ts';
import { relationOf, sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type GroupEnd = { readonly label: string; readonly n: number; readonly mean: number };
type ScreenTest = {
  readonly feature: string;
  /** Indicator, or null = the index itself. */
  readonly node: string | null;
  readonly n: number;
  readonly groups: number;
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
  /** Corrected for all tests of the table. */
  readonly holm: number;
  readonly bh: number;
  /** Of the groups with 30 forms or more: the lowest and highest mean 0-100, and how far apart; null below two such groups. */
  readonly lowest: GroupEnd | null;
  readonly highest: GroupEnd | null;
  readonly spread: number | null;
};
type ScreenValues = {
  readonly level: number;
  readonly tested: number;
  /** Tests below 1 - level after correction by Holm, by Benjamini and Hochberg, and without correction. */
  readonly clear: number;
  readonly likely: number;
  readonly uncorrected: number;
  /** By p, smallest first. */
  readonly tests: readonly ScreenTest[];
};

const smallBase = 30;
const mostGroups = 60;

/** Features that groups can be made of. */
export function featureVariables(snapshot: Snapshot): readonly Variable[] {
  return snapshot.variables
    .filter((variable) => variable.role === 'profile' && variable.measure !== 'scale' && !variable.personal)
    .toSorted((a, b) => a.order - b.order);
}

type TestOfDifference = Pick<ScreenTest, 'f' | 'df1' | 'df2' | 'p'>;

/** Welch's test, or Wald's under strata or clusters; null where the design leaves no degrees of freedom. */
function differenceTest(
  values: Float64Array,
  codes: Int32Array,
  groups: number,
  welch: TestOfDifference,
  design: DesignRows,
  level: number,
): TestOfDifference | null {
  if (!design.strata && !design.clusters) return { f: welch.f, df1: welch.df1, df2: welch.df2, p: welch.p };
  const { strata, clusters, populationSizes } = designOptions(design, level);
  const wald = designGroupTest(values, codes, groups, {
    level,
    weights: design.weights,
    strata,
    clusters,
    populationSizes,
  });
  if (wald.status !== 'ok') return null;
  const { f, df1, df2, p } = wald.test;
  return f === null ? null : { f, df1, df2, p };
}

export const influenceFeatureScreen = defineAnalysis({
  id: 'influence.featureScreen',
  version: 2,
  group: 'influence',
  title: { zh: '特征筛查（多重检验校正）', en: 'Screening of features (corrected for many tests)' },
  note: {
    what: {
      zh: '在所有顾客特征与所有指标之间逐一检验，并对检验次数作校正：哪些差异不只是碰巧。',
      en: 'Every customer feature against every indicator, corrected for the number of tests: which differences are more than chance.',
    },
    formula: {
      zh: '每个特征 × 每个指标（及总指数）作 Welch 方差分析（有权重时用线性化标准误）；对全部 p 值作 Holm 校正（控制任一误判的概率）与 Benjamini-Hochberg 校正（控制误判所占比例）。有分层或整群时改用按设计线性化的 Wald F。最高、最低组只在 30 份以上的组中取。',
      en: 'Welch’s analysis of variance of every feature with every indicator and the index (linearised standard errors with weights); all p corrected by Holm (chance of any false finding) and by Benjamini and Hochberg (share of false findings). Under strata or clusters Wald’s F of the means linearised by the design. Highest and lowest group among those with 30 forms or more.',
    },
    source: 'Welch (1951); Binder (1983); Holm (1979); Benjamini & Hochberg (1995).',
  },
  keywords: [
    '特征',
    '筛查',
    '多重比较',
    '差异',
    'Holm',
    'Benjamini',
    'FDR',
    '方差分析',
    'screening',
    'multiple testing',
  ],
  inputs: {
    features: {
      kind: 'variables',
      title: { zh: '特征（空 = 全部背景题）', en: 'Features (none = all profile questions)' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      min: 1,
      max: 100,
      optional: true,
    },
  },
  options: { level: levelOption, missing: indexMissingOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }, control): Estimate<ScreenValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const items = hasIndex(snapshot) ? [] : flatItems(snapshot.variables);
    const index = projectIndex(
      snapshot,
      { items, weights: [], missing: options.missing === 'listwise' ? 'listwise' : 'renormalise' },
      design,
    );
    if (!index) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const features =
      inputs.features.length > 0 ? inputs.features.map((id) => findVariable(snapshot, id)) : featureVariables(snapshot);
    const warnings = [...design.warnings, ...index.warnings];
    const found: Omit<ScreenTest, 'holm' | 'bh'>[] = [];
    let leftOut = design.leftOut;
    features.forEach((feature, done) => {
      control.throwIfCancelled();
      control.report(done, features.length, 'influence.featureScreen');
      const { codes, labels, missing } = decodeCategories(snapshot, feature.id, design.rows);
      if (labels.length > mostGroups) {
        warnings.push({ code: 'group.tooMany', details: { count: labels.length } });
        return;
      }
      if (features.length === 1) leftOut = mergeLeftOut(leftOut, missingLeftOut(missing));
      for (const [node, values] of index.indices) {
        const test = welchGroups(values, codes, labels.length, {
          weights: design.weights,
          weightKind: design.weightKind === 'frequency' ? 'frequency' : 'survey',
        });
        if (test.status !== 'ok') continue;
        const tested = differenceTest(values, codes, labels.length, test, design, options.level);
        if (!tested) continue;
        const large = test.groups
          .flatMap(({ n, mean }, group) =>
            mean !== null && n >= smallBase ? [{ label: labels[group]!, n, mean }] : [],
          )
          .toSorted((a, b) => a.mean - b.mean);
        const [lowest, highest] = large.length > 1 ? [large[0]!, large.at(-1)!] : [null, null];
        found.push({
          feature: feature.id,
          node,
          n: test.n,
          groups: test.k,
          ...tested,
          lowest,
          highest,
          spread: lowest && highest ? highest.mean - lowest.mean : null,
        });
      }
    });
    const n = Math.max(0, ...found.map((one) => one.n));
    if (found.length === 0) return noEstimate('noGroups', n, leftOut, warnings);
    const [byHolm, byBh] = [holm(found.map((one) => one.p)), benjaminiHochberg(found.map((one) => one.p))];
    const alpha = 1 - options.level;
    const tests = found
      .map((one, place): ScreenTest => ({ ...one, holm: byHolm[place]!, bh: byBh[place]! }))
      .toSorted((a, b) => a.p - b.p);
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        tested: tests.length,
        clear: tests.filter((one) => one.holm < alpha).length,
        likely: tests.filter((one) => one.bh < alpha).length,
        uncorrected: tests.filter((one) => one.p < alpha).length,
        tests,
      },
    };
  },
  tables({ values, labels }) {
    return [
      {
        id: 'tests',
        title: { zh: '特征与指标逐一检验', en: 'Features against indicators' },
        columns: [
          { key: 'feature', title: { zh: '特征', en: 'Feature' }, format: 'text' },
          { key: 'node', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'groups', title: { zh: '组数', en: 'Groups' }, format: 'integer' },
          { key: 'f', title: { zh: 'F（Welch）', en: 'F (Welch)' }, format: 'number2' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
          { key: 'holm', title: { zh: 'p（Holm）', en: 'p (Holm)' }, format: 'pValue' },
          { key: 'bh', title: { zh: 'p（BH）', en: 'p (BH)' }, format: 'pValue' },
          { key: 'lowest', title: { zh: '最低的组', en: 'Lowest group' }, format: 'text' },
          { key: 'low', title: { zh: '最低得分', en: 'Lowest score' }, format: 'number1' },
          { key: 'highest', title: { zh: '最高的组', en: 'Highest group' }, format: 'text' },
          { key: 'high', title: { zh: '最高得分', en: 'Highest score' }, format: 'number1' },
        ],
        rows: values.tests.map((one) => ({
          emphasis: one.holm < 1 - values.level,
          cells: {
            feature: labels[one.feature] ?? one.feature,
            node: one.node === null ? { zh: '满意度指数', en: 'Index' } : (labels[one.node] ?? one.node),
            groups: one.groups,
            f: one.f,
            p: one.p,
            holm: one.holm,
            bh: one.bh,
            lowest: one.lowest?.label ?? '',
            low: one.lowest?.mean ?? null,
            highest: one.highest?.label ?? '',
            high: one.highest?.mean ?? null,
          },
        })),
        notes: [
          {
            zh: `共 ${values.tested} 次检验；校正后仍显著的加粗（Holm）。`,
            en: `${values.tested} tests; those still significant after Holm’s correction are set off.`,
          },
        ],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const whole = values.tests.filter((one) => one.node === null && one.spread !== null);
    if (whole.length === 0) return [];
    return [
      barWithError({
        id: 'spread',
        title: inLocale({ zh: '各特征下指数的组间差距', en: 'How far apart the groups of each feature are' }, locale),
        altText: inLocale(
          {
            zh: '各特征中指数最高组与最低组之差；校正后显著的突出显示。',
            en: 'Highest minus lowest group’s index for each feature; significant after correction set off.',
          },
          locale,
        ),
        valueTitle: inLocale({ zh: '最高组 − 最低组（分）', en: 'Highest - lowest group (points)' }, locale),
        bars: whole
          .toSorted((a, b) => b.spread! - a.spread!)
          .map((one) => ({
            label: labels[one.feature] ?? one.feature,
            value: one.spread,
            interval: null,
            text: formatNumber(one.spread, 'number1', locale),
            emphasis: one.holm < 1 - values.level,
          })),
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const sentences = [
      sentence(
        locale,
        'counts',
        values.clear > 0
          ? {
              zh: '{tested|integer} 次检验中，{clear|integer} 项差异经 Holm 校正后仍显著（未校正时有 {uncorrected|integer} 项）。',
              en: 'Of {tested|integer} tests, {clear|integer} stay significant after Holm’s correction ({uncorrected|integer} without it).',
            }
          : {
              zh: '{tested|integer} 次检验中，没有一项差异经 Holm 校正后仍显著（未校正时有 {uncorrected|integer} 项，可能只是碰巧）。',
              en: 'Of {tested|integer} tests none stays significant after Holm’s correction ({uncorrected|integer} without it, which may be chance).',
            },
      ),
    ];
    values.tests.slice(0, 3).forEach((one, place) => {
      if (one.holm >= 1 - values.level || !one.lowest || !one.highest) return;
      sentences.push(screenSentence(locale, values.tests[place]!, place, labels));
    });
    return sentences;
  },
  propose: (snapshot) =>
    hasIndex(snapshot) && featureVariables(snapshot).length > 0
      ? [{ analysis: 'influence.featureScreen', inputs: {}, options: {} }]
      : [],
});

/** One difference as a sentence; the paths lead into the values of this analysis. */
export function screenSentence(
  locale: Parameters<typeof sentence>[0],
  test: {
    readonly feature: string;
    readonly node: string | null;
    readonly lowest: GroupEnd | null;
    readonly highest: GroupEnd | null;
    readonly holm: number | null;
  },
  place: number,
  labels: Readonly<Record<string, string>>,
) {
  return sentence(
    locale,
    `differs ${test.feature} ${test.node ?? ''}`,
    {
      zh: `不同“{@feature}”的顾客对{@node}的评价不同：{@lowest}最低（{tests.${place}.lowest.mean|number1}），{@highest}最高（{tests.${place}.highest.mean|number1}），校正后 p {@relation}{tests.${place}.holm|pValue}。`,
      en: `Customers differ by “{@feature}” on {@node}: {@lowest} lowest ({tests.${place}.lowest.mean|number1}), {@highest} highest ({tests.${place}.highest.mean|number1}), corrected p {@relation}{tests.${place}.holm|pValue}.`,
    },
    {
      feature: labels[test.feature] ?? test.feature,
      node:
        test.node === null
          ? inLocale({ zh: '总体（指数）', en: 'the whole (index)' }, locale)
          : `“${labels[test.node] ?? test.node}”`,
      relation: relationOf(test.holm),
      lowest: test.lowest?.label ?? '',
      highest: test.highest?.label ?? '',
    },
  );
}
