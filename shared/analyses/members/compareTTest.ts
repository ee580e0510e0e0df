import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeCategories } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { VariableId } from '../../model/ids.ts';
import { capitalised, inLocale } from '../../model/text.ts';
import { studentTTwoSided } from '../../numeric/distributions.ts';
import { designGroupTest } from '../../stats/designGroupTest.ts';
import { mannWhitney } from '../../stats/mannWhitney.ts';
import { independentTTest, oneSampleTTest, type TTest } from '../../stats/tTest.ts';
import { varianceHomogeneity } from '../../stats/varianceHomogeneity.ts';
import { itemWeightsOption, levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { designOptions, type MeanEstimate, meanWithInterval } from '../designStatistics.ts';
import { ownDesign } from '../featureGroups.ts';
import { featureQuestions, groupColumn, inBoth, smallBase } from '../groupColumns.ts';
import { hasIndex } from '../projectIndex.ts';
import { asScoreOption, scoreInputs, scoreSource } from '../scoreSource.ts';
import { relationOf, sentence, subjectOf } from '../sentence.ts';
import { tTestTables } from '../tTestTables.ts';
import type { TTestGroup, TTestValues } from '../tTestValues.ts';
import type { Estimate, Warning } from '../types.ts';

function effectWord(d: number): { readonly zh: string; readonly en: string } {
  const size = Math.abs(d);
  if (size >= 0.8) return { zh: '大', en: 'large' };
  if (size >= 0.5) return { zh: '中等', en: 'medium' };
  return size >= 0.2 ? { zh: '小', en: 'small' } : { zh: '很小', en: 'very small' };
}

/** Places in labels of the two groups to compare: those named, else the first two. */
function chosenGroups(labels: readonly string[], first: string, second: string): readonly [number, number] {
  const place = (name: string, otherwise: number): number => {
    if (name === '') return otherwise;
    const at = labels.indexOf(name);
    if (at < 0) throw new InputError('analysis.unknownGroup', { group: name, allowed: labels.slice(0, 30).join(', ') });
    return at;
  };
  const a = place(first, second !== '' && labels.indexOf(second) === 0 ? 1 : 0);
  return [a, place(second, a === 1 ? 0 : 1)];
}

export const compareTTest = defineAnalysis({
  id: 'compare.tTest',
  version: 2,
  group: 'influence',
  title: { zh: '两组比较（t 检验、秩和检验）', en: 'Two groups (t test, rank-sum test)' },
  note: {
    what: {
      zh: '两组顾客的均值是否不同，差多少；不选分组时，均值是否等于给定的值。',
      en: 'Do two groups of customers differ in mean, and by how much? Without groups: does the mean equal a given value?',
    },
    formula: {
      zh: 'Welch t = (x̄₁ − x̄₂)/√(s₁²/n₁ + s₂²/n₂)（默认），并列等方差 t、Levene 检验、Mann-Whitney U；效应量 Cohen d、Hedges g。抽样权重或分层、整群设计下按线性化标准误。',
      en: 'Welch’s t = (mean1 - mean2)/sqrt(s1^2/n1 + s2^2/n2) (reported), with pooled t, Levene’s test and Mann-Whitney U beside it; Cohen’s d, Hedges’ g. Under survey weights, strata or clusters the standard error is linearised.',
    },
    source: 'Student (1908); Welch (1947); Mann and Whitney (1947); Hedges (1981).',
  },
  keywords: ['t检验', '独立样本', '单样本', '秩和检验', 'Mann-Whitney', 'Welch', 't test', 'Cohen'],
  inputs: {
    ...scoreInputs,
    feature: {
      kind: 'variable',
      title: { zh: '分组（空 = 与给定值比较）', en: 'Groups (none = against a given value)' },
      measures: ['nominal', 'ordinal'],
      roles: ['profile'],
      optional: true,
    },
  },
  options: {
    level: levelOption,
    first: { kind: 'text', title: { zh: '第一组（空 = 首个）', en: 'First group (none = the first)' }, default: '' },
    second: { kind: 'text', title: { zh: '第二组（空 = 次个）', en: 'Second group (none = the next)' }, default: '' },
    hypothesis: {
      when: { notGiven: ['feature'] },
      kind: 'number',
      title: { zh: '与之比较的值', en: 'Value to compare with' },
      default: 80,
      step: 1,
    },
    asScore: { ...asScoreOption, when: { given: ['variable'] } },
    weights: itemWeightsOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<TTestValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const source = scoreSource(snapshot, inputs.variable, inputs.items, options.weights, options.asScore, design);
    if (!source) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const { level } = options;
    const warnings: Warning[] = [...design.warnings, ...source.warnings];
    const structure = designOptions(design, level);
    const byDesign = design.weightKind === 'survey' || structure.strata !== null || structure.clusters !== null;
    const frequency = design.weightKind === 'frequency' ? design.weights : null;
    const base = {
      level,
      dependent: inBoth(source.label),
      unit: source.unit,
      pooled: null,
      welch: null,
      oneSample: null,
      design: null,
      cohensD: null,
      hedgesG: null,
      varianceRatio: null,
      levene: null,
      mannWhitney: null,
    };
    if (inputs.feature === null) {
      const leftOut = mergeLeftOut(design.leftOut, source.leftOut);
      const plain = oneSampleTTest(source.values, options.hypothesis, { level, weights: frequency });
      const mean = meanWithInterval(source.values, design, level);
      if (plain.status !== 'ok') return noEstimate(plain.reason, plain.n, leftOut, warnings);
      const survey = byDesign ? designTest(mean, options.hypothesis) : null;
      if (byDesign && survey === null) return noEstimate('tooFewRows', mean.n, leftOut, warnings);
      const shown = survey ?? plain;
      return {
        status: 'ok',
        reason: null,
        n: mean.n,
        leftOut,
        warnings,
        values: {
          ...base,
          feature: null,
          groups: [{ label: '', ...pickMean(mean) }],
          difference: mean.mean! - options.hypothesis,
          hypothesis: options.hypothesis,
          oneSample: byDesign ? null : { t: plain.t, df: plain.df, p: plain.p, se: plain.se, interval: plain.interval },
          design: survey,
          cohensD: byDesign ? null : (plain.mean - options.hypothesis) / plain.sd,
          reported: byDesign ? 'design' : 'oneSample',
          p: shown.p,
          interval: shown.interval,
        },
      };
    }
    const groups = groupColumn(snapshot, inputs.feature, design);
    const leftOut = mergeLeftOut(design.leftOut, groups.leftOut);
    if (groups.labels.length < 2) return noEstimate('tooFewGroups', 0, leftOut, warnings);
    const [a, b] = chosenGroups(groups.labels, options.first, options.second);
    const places = [a, b].map((code) => Int32Array.from(groups.codes.keys()).filter((i) => groups.codes[i] === code));
    const columns = places.map((at) => Float64Array.from(at, (i) => source.values[i]!));
    const weights = places.map((at) => (frequency ? Float64Array.from(at, (i) => frequency[i]!) : null));
    const pair = [weights[0]!, weights[1]!] as const;
    const test = independentTTest(columns[0]!, columns[1]!, { level, weights: [pair[0], pair[1]] });
    const others = groups.codes.reduce((sum, code) => sum + (code >= 0 && code !== a && code !== b ? 1 : 0), 0);
    const blank = columns.reduce((sum, column) => sum + column.filter((value) => Number.isNaN(value)).length, 0);
    const left = mergeLeftOut(leftOut, [
      { reason: 'filtered', count: others },
      { reason: 'blank', count: blank },
    ]);
    if (test.status !== 'ok') return noEstimate(test.reason, test.n, left, warnings);
    // Codes 0 and 1 for the two groups, -1 for everybody else.
    const codes = groups.codes.map((code) => (code === a ? 0 : code === b ? 1 : -1));
    const ranks = byDesign ? null : mannWhitney(columns[0]!, columns[1]!, pair);
    const spread = byDesign ? null : varianceHomogeneity(source.values, codes, 2, frequency);
    const wald = byDesign
      ? designGroupTest(source.values, codes, 2, {
          level,
          weights: design.weights,
          strata: structure.strata,
          clusters: structure.clusters,
          populationSizes: structure.populationSizes,
        })
      : null;
    if (wald && wald.status !== 'ok') return noEstimate(wald.reason, wald.n, left, warnings);
    const [only] = wald ? wald.pairs : [];
    const survey: TTest | null = only
      ? { t: only.t, df: wald!.test.df2, p: only.p, se: only.se, interval: only.interval }
      : null;
    const rows = [a, b].map((code, place) => {
      // Under strata or clusters a group is a part of the whole sample, whose units stay in the design.
      const apart = ownDesign(design, places[place]!);
      const inGroup = (value: number, i: number): number => (groups.codes[i] === code ? value : Number.NaN);
      const own = apart
        ? meanWithInterval(columns[place]!, apart, level)
        : meanWithInterval(source.values.map(inGroup), design, level);
      if (own.n < smallBase)
        warnings.push({ code: 'group.smallBase', details: { group: groups.labels[code]!, n: own.n } });
      return { label: groups.labels[code]!, ...pickMean(own) };
    });
    const shown = survey ?? test.welch;
    return {
      status: 'ok',
      reason: null,
      n: rows[0]!.n + rows[1]!.n,
      leftOut: left,
      warnings,
      values: {
        ...base,
        feature: inputs.feature as string,
        groups: rows,
        difference: only ? only.difference : test.difference,
        hypothesis: null,
        pooled: byDesign ? null : test.pooled,
        welch: byDesign ? null : test.welch,
        design: survey,
        cohensD: byDesign ? null : test.cohensD,
        hedgesG: byDesign ? null : test.hedgesG,
        varianceRatio: byDesign ? null : test.varianceRatio,
        levene: spread?.status === 'ok' ? spread.leveneMean : null,
        mannWhitney:
          ranks?.status === 'ok'
            ? {
                uFirst: ranks.uFirst,
                uSmaller: ranks.uSmaller,
                z: ranks.z,
                p: ranks.p,
                pWithContinuity: ranks.pWithContinuity,
                superiority: ranks.uFirst / (ranks.n1 * ranks.n2),
              }
            : null,
        reported: byDesign ? 'design' : 'welch',
        p: shown.p,
        interval: shown.interval,
      },
    };
  },
  tables: tTestTables,
  figures({ values }, locale) {
    const shown = values.groups.filter((row) => row.mean !== null);
    const ends = shown.flatMap((row) => [
      row.lower ?? row.mean!,
      row.upper ?? row.mean!,
      values.hypothesis ?? row.mean!,
    ]);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const room = 0.15 * (high - low || Math.abs(high) || 1);
    return [
      barWithError({
        id: 'means',
        title: capitalised(inLocale(values.dependent, locale)),
        altText: inLocale({ zh: '各组均值与置信区间。', en: 'Means with intervals.' }, locale),
        bars: shown.map((row) => ({
          label: `${row.label === '' ? inLocale({ zh: '全部', en: 'All' }, locale) : row.label} (${row.n})`,
          value: row.mean,
          interval: row.lower === null || row.upper === null ? null : ([row.lower, row.upper] as const),
          text: formatNumber(row.mean, 'number2', locale),
          doubtful: row.n < smallBase,
        })),
        valueTitle: inLocale({ zh: '均值（括号内为份数）', en: 'Mean (forms in brackets)' }, locale),
        range: [low - room, high + 2 * room],
        shape: 'points',
        ...(values.hypothesis === null
          ? {}
          : {
              reference: { value: values.hypothesis, label: formatNumber(values.hypothesis, 'number1', locale) },
            }),
      }),
    ];
  },
  narrative({ values }, locale) {
    const clear = values.p < 1 - values.level;
    const subject = subjectOf(values.dependent, locale);
    const relation = relationOf(values.p);
    if (values.hypothesis !== null) {
      const above = values.difference > 0;
      return [
        sentence(
          locale,
          'difference',
          {
            zh: `{@subject}的均值为 {groups.0.mean|number2}，${clear ? `明确${above ? '高于' : '低于'}` : '与'} {hypothesis|number2}${clear ? '' : ' 之差未超出抽样误差'}（p {@relation}{p|pValue}）。`,
            en: `The mean of {@subject} is {groups.0.mean|number2}, ${clear ? `clearly ${above ? 'above' : 'below'}` : 'not clearly different from'} {hypothesis|number2} (p {@relation}{p|pValue}).`,
          },
          { subject, relation },
        ),
      ];
    }
    const [high, low] = values.difference >= 0 ? [0, 1] : [1, 0];
    const words = {
      subject,
      relation,
      high: values.groups[high]!.label,
      low: values.groups[low]!.label,
      size: values.cohensD === null ? '' : inLocale(effectWord(values.cohensD), locale),
    };
    const effect = {
      zh: values.cohensD === null ? '' : '，效应量 d = {cohensD|number2}（{@size}）',
      en: values.cohensD === null ? '' : ', effect size d = {cohensD|number2} ({@size})',
    };
    return [
      clear
        ? sentence(
            locale,
            'difference',
            {
              zh: `“{@high}”的{@subject}（{groups.${high}.mean|number2}）高于“{@low}”（{groups.${low}.mean|number2}），超出抽样误差（p {@relation}{p|pValue}）${effect.zh}。`,
              en: `“{@high}” ({groups.${high}.mean|number2}) lies above “{@low}” ({groups.${low}.mean|number2}) in {@subject}, beyond sampling error (p {@relation}{p|pValue})${effect.en}.`,
            },
            words,
          )
        : sentence(
            locale,
            'difference',
            {
              zh: `“{@high}”与“{@low}”的{@subject}之差未超出抽样误差（{groups.${high}.mean|number2} 对 {groups.${low}.mean|number2}，p {@relation}{p|pValue}）。`,
              en: `“{@high}” and “{@low}” do not differ in {@subject} beyond sampling error ({groups.${high}.mean|number2} against {groups.${low}.mean|number2}, p {@relation}{p|pValue}).`,
            },
            words,
          ),
    ];
  },
  propose(snapshot) {
    if (!hasIndex(snapshot)) return [];
    const all = Int32Array.from({ length: snapshot.rowCount }, (_, row) => row);
    const two = featureQuestions(snapshot).filter((variable) => categoryCount(snapshot, variable.id, all) === 2);
    return two.map((variable) => ({
      analysis: 'compare.tTest',
      inputs: { feature: variable.id as string },
      options: {},
    }));
  },
});

const categoryCount = (snapshot: Snapshot, id: VariableId, rows: Int32Array): number =>
  decodeCategories(snapshot, id, rows).labels.length;

const pickMean = (mean: MeanEstimate): Omit<TTestGroup, 'label'> => ({
  n: mean.n,
  mean: mean.mean,
  sd: mean.sd,
  se: mean.se,
  lower: mean.lower,
  upper: mean.upper,
});

/** t of a linearised mean against a value; the interval is that of the mean. */
function designTest(mean: MeanEstimate, hypothesis: number): TTest | null {
  if (mean.mean === null || mean.se === null || mean.df === null || mean.lower === null || mean.upper === null)
    return null;
  const t = (mean.mean - hypothesis) / mean.se;
  return {
    t: Number.isFinite(t) ? t : null,
    df: mean.df,
    p: Number.isFinite(t) ? studentTTwoSided(t, mean.df) : 0,
    se: mean.se,
    interval: { lower: mean.lower, upper: mean.upper },
  };
}
