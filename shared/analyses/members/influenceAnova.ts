import { isolateName } from '../../format/isolateNames.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { capitalised, type Bilingual, inLocale } from '../../model/text.ts';
import { anovaOneWay } from '../../stats/anovaOneWay.ts';
import { designGroupTest } from '../../stats/designGroupTest.ts';
import { groupMeans } from '../../stats/groupMeans.ts';
import { kruskalWallis } from '../../stats/kruskalWallis.ts';
import { type PairComparison, postHoc } from '../../stats/postHoc.ts';
import type { Interval } from '../../stats/types.ts';
import { tallyCells } from '../../stats/tallyCells.ts';
import { varianceHomogeneity } from '../../stats/varianceHomogeneity.ts';
import { itemWeightsOption, levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { designOptions } from '../designStatistics.ts';
import { featureQuestions, groupColumn, inBoth, mostComparedGroups, numbersOf, smallBase } from '../groupColumns.ts';
import { hasIndex } from '../projectIndex.ts';
import { asScoreOption, scoreInputs, scoreSource } from '../scoreSource.ts';
import { joinNames, relationOf, sentence, subjectOf } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';
import { anovaTables } from '../anovaTables.ts';
import { type AnovaGroupValues, type PairValues, type AnovaValues, methodNames } from '../anovaValues.ts';

function effectWord(etaSquared: number): Bilingual {
  if (etaSquared >= 0.14) return { zh: '较大', en: 'large' };
  if (etaSquared >= 0.06) return { zh: '中等', en: 'medium' };
  return etaSquared >= 0.01 ? { zh: '较小', en: 'small' } : { zh: '很小', en: 'very small' };
}

function reportedPair(
  pair: PairComparison,
  method: AnovaValues['postHoc'],
): { readonly p: number; readonly interval: Interval | null } | null {
  return pair[method];
}

/** Forms with a value in each group, and those in a group without one; in a plain loop, as a callback per form costs more than the tests. */
function formsByGroup(
  values: Float64Array,
  codes: Int32Array,
  groups: number,
): { readonly forms: Int32Array; readonly blank: number } {
  const forms = new Int32Array(groups);
  let blank = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < 0) continue;
    if (Number.isNaN(values[i]!)) blank++;
    else forms[code]!++;
  }
  return { forms, blank };
}

export const influenceAnova = defineAnalysis({
  id: 'influence.anova',
  version: 2,
  group: 'influence',
  title: { zh: '方差分析', en: 'Analysis of variance' },
  note: {
    what: {
      zh: '不同层（组）顾客的均值是否不同，哪些组之间不同；各组的离散程度是否不同。',
      en: 'Do the means of the strata (groups) differ, and which from which? Do they differ in spread?',
    },
    formula: {
      zh: 'F = 组间均方/组内均方；η² = SS组间/SS总，ω² 为其偏差较小的形式。方差齐性用 Levene（均值、中位数）、Bartlett、Fligner-Killeen 检验；方差不齐时以 Welch 检验和 Games-Howell 多重比较为准，否则用 F 检验和 Tukey HSD；并列 Kruskal-Wallis 秩检验。抽样权重或分层、整群设计下，各组均值用线性化方差，总检验为 Wald F，多重比较用 Bonferroni。',
      en: 'F = mean square between / within; eta squared = SS between / SS total, omega squared less biased. Equal variances by Levene (mean, median), Bartlett, Fligner-Killeen; where they are unequal, Welch’s test and Games-Howell are reported, otherwise F and Tukey’s HSD; Kruskal-Wallis on ranks beside them. Under survey weights, strata or clusters: linearised means, Wald F, Bonferroni.',
    },
    source:
      'Fisher (1925); Welch (1951); Brown and Forsythe (1974); Tukey (1953); Games and Howell (1976); Kruskal and Wallis (1952); Lumley (2010).',
  },
  keywords: ['方差分析', '方差齐性', '多重比较', 'ANOVA', 'Tukey', 'Welch', 'Levene', 'Kruskal-Wallis', 'F检验'],
  inputs: {
    ...scoreInputs,
    feature: {
      kind: 'variable',
      title: { zh: '分组（层、顾客特征）', en: 'Groups (stratum, customer feature)' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile', 'stratum'],
    },
  },
  options: {
    level: levelOption,
    postHoc: {
      kind: 'choice',
      title: { zh: '多重比较', en: 'Pairs compared by' },
      default: 'auto',
      choices: [
        { value: 'auto', title: { zh: '按方差齐性选择', en: 'chosen by the equality of variances' } },
        { value: 'tukey', title: methodNames.tukey },
        { value: 'gamesHowell', title: methodNames.gamesHowell },
        { value: 'bonferroni', title: methodNames.bonferroni },
      ],
    },
    asScore: { ...asScoreOption, when: { given: ['variable'] } },
    weights: itemWeightsOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<AnovaValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const source = scoreSource(snapshot, inputs.variable, inputs.items, options.weights, options.asScore, design);
    if (!source) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const groups = groupColumn(snapshot, inputs.feature!, design);
    const warnings: Warning[] = [...design.warnings, ...source.warnings];
    const count = groups.labels.length;
    const answered = formsByGroup(source.values, groups.codes, count);
    const leftOut = mergeLeftOut(design.leftOut, groups.leftOut, [{ reason: 'blank', count: answered.blank }]);
    if (count > mostComparedGroups) warnings.push({ code: 'group.tooMany', details: { count } });
    const byDesign = design.weightKind === 'survey' || design.strata !== null || design.clusters !== null;
    const survey = design.weightKind === 'survey';
    const scale = survey ? design.rows.length / design.weights!.reduce((sum, weight) => sum + weight, 0) : 1;
    // Survey weights scaled to the number of forms: sums of squares and shares of variance as weighted, tests by the design.
    const weights = survey ? design.weights!.map((weight) => weight * scale) : design.weights;
    // Answers of a scale take few values: everything that knows frequency weights works on their numbers by group.
    const cells = (survey ? null : tallyCells(source.values, groups.codes, count, weights)) ?? {
      values: source.values,
      codes: groups.codes,
      weights,
    };
    const anova = anovaOneWay(cells.values, cells.codes, count, { level: options.level, weights: cells.weights });
    if (anova.status !== 'ok') return noEstimate(anova.reason, anova.n, leftOut, warnings);
    const ranks = survey ? null : kruskalWallis(cells.values, cells.codes, count, cells.weights);
    const spread = survey ? null : varianceHomogeneity(cells.values, cells.codes, count, cells.weights);
    const wald = byDesign
      ? designGroupTest(source.values, groups.codes, count, {
          level: options.level,
          weights: design.weights,
          strata: design.strata?.codes ?? null,
          clusters: design.clusters,
          populationSizes: designOptions(design, options.level).populationSizes,
        })
      : null;
    if (wald && wald.status !== 'ok') return noEstimate(wald.reason, wald.n, leftOut, warnings);
    const means = byDesign
      ? groupMeans(source.values, groups.codes, count, designOptions(design, options.level)).groups
      : null;
    const rows = anova.groups.map((group, code): AnovaGroupValues => {
      const mean = means?.[code];
      const linearised = mean?.status === 'ok' ? mean : null;
      const n = answered.forms[code]!;
      if (n > 0 && n < smallBase)
        warnings.push({ code: 'group.smallBase', details: { group: groups.labels[code]!, n } });
      return {
        label: groups.labels[code]!,
        n,
        mean: linearised?.mean ?? group.mean,
        sd: linearised?.sd ?? group.sd,
        se: linearised?.se ?? (byDesign ? null : group.se),
        lower: linearised?.interval.lower ?? (byDesign ? null : (group.interval?.lower ?? null)),
        upper: linearised?.interval.upper ?? (byDesign ? null : (group.interval?.upper ?? null)),
        meanRank: ranks?.status === 'ok' ? ranks.meanRanks[code]! : null,
        small: n < smallBase,
      };
    });
    const homogeneity = spread?.status === 'ok' ? numbersOf(spread) : null;
    const unequal = (homogeneity?.leveneMedian?.p ?? 1) < 1 - options.level;
    const method: AnovaValues['postHoc'] = byDesign
      ? 'bonferroni'
      : options.postHoc === 'auto'
        ? unequal && anova.welch
          ? 'gamesHowell'
          : 'tukey'
        : (options.postHoc as AnovaValues['postHoc']);
    const reported = wald ? 'wald' : unequal && anova.welch ? 'welch' : 'f';
    if (unequal && !byDesign)
      warnings.push({ code: 'anova.unequalVariances', details: { p: withRelation(homogeneity!.leveneMedian!.p) } });
    const alpha = 1 - options.level;
    const pairs: readonly PairValues[] =
      count > mostComparedGroups
        ? []
        : wald
          ? wald.pairs.map((pair) => ({
              a: pair.a,
              b: pair.b,
              difference: pair.difference,
              se: pair.se,
              p: pair.bonferroni,
              interval: pair.interval,
              clear: pair.bonferroni < alpha,
              methods: null,
            }))
          : postHoc(anova, options.level).map((pair) => {
              const { a, b, difference, se, ...methods } = pair;
              const shown = reportedPair(pair, method);
              return {
                a,
                b,
                difference,
                se,
                p: shown?.p ?? null,
                interval: shown?.interval ?? null,
                clear: shown !== null && shown.p < alpha,
                methods,
              };
            });
    const withMean = rows.flatMap((row, place) => (row.mean === null ? [] : [place]));
    const withSpread = rows.flatMap((row, place) => (row.sd === null ? [] : [place]));
    const most = (places: readonly number[], better: (place: number, best: number) => boolean): number =>
      places.reduce((best, place) => (better(place, best) ? place : best), places[0]!);
    const clear = pairs.flatMap((pair, place) => (pair.clear ? [place] : []));
    const p = wald ? wald.test.p : reported === 'welch' ? anova.welch!.p : anova.test.p;
    return {
      status: 'ok',
      reason: null,
      n: rows.reduce((sum, row) => sum + row.n, 0),
      leftOut,
      warnings,
      values: {
        level: options.level,
        feature: inputs.feature! as string,
        dependent: inBoth(source.label),
        unit: source.unit,
        kind: byDesign ? 'design' : 'plain',
        k: anova.k,
        groups: rows,
        grandMean: anova.grandMean,
        table: {
          ssBetween: anova.ssBetween,
          ssWithin: anova.ssWithin,
          ssTotal: anova.ssTotal,
          msBetween: anova.msBetween,
          msWithin: anova.msWithin,
          dfBetween: anova.test.df1,
          dfWithin: anova.test.df2,
          f: wald ? wald.test.f : anova.test.f,
          p: wald ? wald.test.p : anova.test.p,
        },
        residualSd: anova.residualSd,
        etaSquared: anova.etaSquared,
        omegaSquared: anova.omegaSquared,
        epsilonSquared: anova.epsilonSquared,
        welch: byDesign ? null : anova.welch,
        brownForsythe: byDesign ? null : anova.brownForsythe,
        wald: wald ? wald.test : null,
        spread: homogeneity,
        ranks: ranks?.status === 'ok' ? { h: ranks.h, df: ranks.df, p: ranks.p } : null,
        reported,
        p,
        postHoc: method,
        pairs,
        largest:
          clear.length > 0
            ? most(clear, (place, best) => Math.abs(pairs[place]!.difference) > Math.abs(pairs[best]!.difference))
            : null,
        lowest: most(withMean, (place, best) => rows[place]!.mean! < rows[best]!.mean!),
        highest: most(withMean, (place, best) => rows[place]!.mean! > rows[best]!.mean!),
        widest: withSpread.length > 0 ? most(withSpread, (place, best) => rows[place]!.sd! > rows[best]!.sd!) : null,
      },
    };
  },
  tables: anovaTables,
  figures({ values, labels }, locale) {
    const feature = isolateName(labels[values.feature] ?? values.feature);
    const dependent = isolateName(inLocale(values.dependent, locale));
    const shown = values.groups.flatMap((row) => (row.mean === null ? [] : [row])).slice(0, 40);
    const ends = shown.flatMap((row) => [row.lower ?? row.mean!, row.upper ?? row.mean!]);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const room = (high - low || Math.abs(high) || 1) * 0.12;
    return [
      barWithError({
        id: 'means',
        title: inLocale(
          { zh: `${dependent}：按${feature}的均值`, en: `${capitalised(dependent)}: means by ${feature}` },
          locale,
        ),
        altText: inLocale(
          { zh: `${feature}各组的均值与置信区间。`, en: `Means with intervals by ${feature}.` },
          locale,
        ),
        bars: shown.map((row) => ({
          label: `${isolateName(row.label)} (${row.n})`,
          value: row.mean,
          interval: row.lower === null || row.upper === null ? null : ([row.lower, row.upper] as const),
          text: formatNumber(row.mean, 'number2', locale),
          emphasis: row === values.groups[values.lowest] && values.largest !== null,
          doubtful: row.small,
        })),
        valueTitle:
          values.unit === 'score'
            ? inLocale({ zh: '均值（0–100 分；括号内为份数）', en: 'Mean (0-100; forms in brackets)' }, locale)
            : inLocale(
                { zh: '均值（题目原单位；括号内为份数）', en: 'Mean (units of the question; forms in brackets)' },
                locale,
              ),
        range: [low - room, high + 2 * room],
        ...(values.unit === 'score' ? { scale: [0, 100] as const } : {}),
        shape: 'points',
        reference: { value: values.grandMean, label: formatNumber(values.grandMean, 'number2', locale) },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const feature = labels[values.feature] ?? values.feature;
    const subject = subjectOf(values.dependent, locale);
    const relation = relationOf(values.p);
    const [low, high] = [values.groups[values.lowest]!, values.groups[values.highest]!];
    const significant = values.p < 1 - values.level;
    const sentences = [
      significant
        ? sentence(
            locale,
            'difference',
            {
              zh: `“{@feature}”各组的{@subject}有差异（p {@relation}{p|pValue}），分组解释了 {etaSquared|share1} 的差异，效应{@size}。`,
              en: `{@subject} differs between the groups of “{@feature}” (p {@relation}{p|pValue}); they explain {etaSquared|share1} of its variance, a {@size} effect.`,
            },
            { feature, subject, relation, size: inLocale(effectWord(values.etaSquared), locale) },
          )
        : sentence(
            locale,
            'difference',
            {
              zh: '“{@feature}”各组的{@subject}之差未超出抽样误差（p {@relation}{p|pValue}）。',
              en: 'The groups of “{@feature}” do not differ in {@subject} beyond sampling error (p {@relation}{p|pValue}).',
            },
            { feature, subject, relation },
          ),
    ];
    if (significant && low !== high)
      sentences.push(
        sentence(
          locale,
          'extremes',
          {
            zh: `“{@low}”的均值最低（{groups.${values.lowest}.mean|number2}），“{@high}”最高（{groups.${values.highest}.mean|number2}）。`,
            en: `“{@low}” has the lowest mean ({groups.${values.lowest}.mean|number2}), “{@high}” the highest ({groups.${values.highest}.mean|number2}).`,
          },
          { low: low.label, high: high.label },
        ),
      );
    if (values.largest !== null) {
      const clear = values.pairs.filter((pair) => pair.clear);
      const pair = values.pairs[values.largest]!;
      const [first, second] = pair.difference < 0 ? [pair.a, pair.b] : [pair.b, pair.a];
      sentences.push(
        sentence(
          locale,
          'pairs',
          {
            zh: `经多重比较校正（{@method}），{@count} 对组之间的差异明确，最大的是“{@first}”低于“{@second}”（相差 {pairs.${values.largest}.difference|number2}，p {@relation}{pairs.${values.largest}.p|pValue}）。`,
            en: `After correction for many comparisons ({@method}) {@count} pairs of groups differ; the largest: “{@first}” below “{@second}” (difference {pairs.${values.largest}.difference|number2}, p {@relation}{pairs.${values.largest}.p|pValue}).`,
          },
          {
            method: inLocale(methodNames[values.postHoc], locale),
            count: String(clear.length),
            relation: relationOf(pair.p),
            first: values.groups[first]!.label,
            second: values.groups[second]!.label,
          },
        ),
      );
    }
    if (values.reported === 'welch' && values.widest !== null)
      sentences.push(
        sentence(
          locale,
          'spread',
          {
            zh: `各组方差不齐（Levene p {@relation}{spread.leveneMedian.p|pValue}），“{@widest}”的意见最分散（标准差 {groups.${values.widest}.sd|number2}）；以上以 Welch 检验为准。`,
            en: `The groups differ in spread (Levene p {@relation}{spread.leveneMedian.p|pValue}); opinions vary most in “{@widest}” (SD {groups.${values.widest}.sd|number2}), so Welch’s test is reported.`,
          },
          {
            widest: values.groups[values.widest]!.label,
            relation: relationOf(values.spread?.leveneMedian?.p ?? null),
          },
        ),
      );
    const small = values.groups.filter((row) => row.small && row.n > 0).map((row) => `“${row.label}”`);
    if (small.length > 0)
      sentences.push(
        sentence(
          locale,
          'fewForms',
          {
            zh: '{@names}不足 30 份，涉及的比较仅供参考。',
            en: '{@names} have fewer than 30 forms: read their comparisons with care.',
          },
          { names: joinNames(small.slice(0, 5), locale) },
        ),
      );
    return sentences;
  },
  propose: (snapshot) =>
    hasIndex(snapshot)
      ? featureQuestions(snapshot).map((variable) => ({
          analysis: 'influence.anova',
          inputs: { feature: variable.id as string },
          options: {},
        }))
      : [],
});

/** For the warning's sentence, which has no format of its own. */
const withRelation = (p: number): string => `${relationOf(p)}${formatNumber(p, 'pValue', 'zh-CN')}`;
