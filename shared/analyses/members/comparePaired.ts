import { dumbbell } from '../../charts/dumbbell.ts';
import { decodeNumeric, decodeScores, findVariable } from '../../model/decode.ts';
import { inLocale } from '../../model/text.ts';
import { studentTTwoSided } from '../../numeric/distributions.ts';
import { pairedTTest, type TTest } from '../../stats/tTest.ts';
import { wilcoxonSignedRank } from '../../stats/wilcoxonSignedRank.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { asScoreOption } from '../scoreSource.ts';
import { relationOf, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type PairedValues = {
  readonly level: number;
  readonly first: string;
  readonly second: string;
  readonly n: number;
  readonly firstMean: number;
  readonly secondMean: number;
  /** First minus second. */
  readonly difference: number;
  readonly sdDifference: number;
  readonly test: TTest;
  /** Mean difference over its standard deviation. */
  readonly cohensD: number | null;
  readonly wilcoxon: {
    readonly positive: number;
    readonly negative: number;
    readonly nZero: number;
    readonly z: number;
    readonly p: number;
  } | null;
};

export const comparePaired = defineAnalysis({
  id: 'compare.paired',
  version: 1,
  group: 'influence',
  title: { zh: '配对比较（配对 t、符号秩检验）', en: 'Paired comparison (paired t, signed ranks)' },
  note: {
    what: {
      zh: '同一批顾客对两道题的回答是否不同，如期望与感知、两个项目、前后两次。',
      en: 'Do the same customers answer two questions differently: expected and perceived, two services, before and after?',
    },
    formula: {
      zh: 't = d̄/(s_d/√n)，d 为每份问卷两题之差；并列 Wilcoxon 符号秩检验（差为 0 的不排秩）。缺任一题的问卷剔除；抽样权重或分层、整群设计下按线性化标准误。',
      en: 't = mean d/(s_d/sqrt n), d the difference within each form; Wilcoxon’s signed ranks beside it (zero differences are not ranked). Forms without both answers are left out; under survey weights, strata or clusters the standard error is linearised.',
    },
    source: 'Student (1908); Wilcoxon (1945).',
  },
  keywords: ['配对t检验', '符号秩', 'Wilcoxon', '前后比较', 'paired t test'],
  inputs: {
    first: { kind: 'variable', title: { zh: '第一题', en: 'First question' }, roles: ['perception'] },
    second: { kind: 'variable', title: { zh: '第二题', en: 'Second question' }, roles: ['expectation'] },
  },
  options: { level: levelOption, asScore: asScoreOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<PairedValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const warnings: Warning[] = [...design.warnings];
    const [x, y] = [inputs.first!, inputs.second!].map(
      (id) =>
        (options.asScore ? decodeScores(snapshot, id, design.rows) : decodeNumeric(snapshot, id, design.rows)).values,
    ) as [Float64Array, Float64Array];
    const frequency = design.weightKind === 'frequency' ? design.weights : null;
    const plain = pairedTTest(x, y, { level: options.level, weights: frequency });
    const together = (own: Float64Array): Float64Array =>
      own.map((value, i) => (Number.isNaN(x[i]! + y[i]!) ? Number.NaN : value));
    const means = [x, y, x.map((value, i) => value - y[i]!)].map((column) =>
      meanWithInterval(together(column), design, options.level),
    );
    const n = means[2]!.n;
    const leftOut = mergeLeftOut(design.leftOut, [{ reason: 'incomplete', count: design.rows.length - n }]);
    if (plain.status !== 'ok') return noEstimate(plain.reason, n, leftOut, warnings);
    const byDesign = design.weightKind === 'survey' || design.strata !== null || design.clusters !== null;
    const difference = means[2]!;
    if (byDesign && (difference.se === null || difference.df === null))
      return noEstimate('tooFewRows', n, leftOut, warnings);
    const t = byDesign ? difference.mean! / difference.se! : plain.t;
    const ranks = byDesign ? null : wilcoxonSignedRank(x, y, frequency);
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        first: inputs.first! as string,
        second: inputs.second! as string,
        n,
        firstMean: means[0]!.mean!,
        secondMean: means[1]!.mean!,
        difference: byDesign ? difference.mean! : plain.meanDifference,
        sdDifference: byDesign ? difference.sd! : plain.sdDifference,
        test: byDesign
          ? {
              t: t !== null && Number.isFinite(t) ? t : null,
              df: difference.df!,
              p: t !== null && Number.isFinite(t) ? studentTTwoSided(t, difference.df!) : 0,
              se: difference.se!,
              interval: { lower: difference.lower!, upper: difference.upper! },
            }
          : { t: plain.t, df: plain.df, p: plain.p, se: plain.se, interval: plain.interval },
        cohensD: byDesign ? null : plain.meanDifference / plain.sdDifference,
        wilcoxon:
          ranks?.status === 'ok'
            ? { positive: ranks.positive, negative: ranks.negative, nZero: ranks.nZero, z: ranks.z, p: ranks.p }
            : null,
      },
    };
  },
  tables({ values, labels }) {
    return [
      {
        id: 'paired',
        title: { zh: '配对比较', en: 'Paired comparison' },
        columns: [
          { key: 'test', title: { zh: '比较', en: 'Comparison' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'first', title: { zh: '第一题均值', en: 'Mean, first' }, format: 'number2' },
          { key: 'second', title: { zh: '第二题均值', en: 'Mean, second' }, format: 'number2' },
          { key: 'difference', title: { zh: '差', en: 'Difference' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
          { key: 'statistic', title: { zh: 't / z', en: 't / z' }, format: 'number3' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        ],
        rows: [
          {
            emphasis: true,
            cells: {
              test: { zh: '配对 t', en: 'Paired t' },
              n: values.n,
              first: values.firstMean,
              second: values.secondMean,
              difference: values.difference,
              lower: values.test.interval.lower,
              upper: values.test.interval.upper,
              statistic: values.test.t,
              p: values.test.p,
            },
          },
          ...(values.wilcoxon
            ? [
                {
                  cells: {
                    test: { zh: 'Wilcoxon 符号秩', en: 'Wilcoxon signed ranks' },
                    n: values.n - values.wilcoxon.nZero,
                    first: null,
                    second: null,
                    difference: null,
                    lower: null,
                    upper: null,
                    statistic: values.wilcoxon.z,
                    p: values.wilcoxon.p,
                  },
                },
              ]
            : []),
        ],
        notes: [
          {
            zh: `第一题：${labels[values.first] ?? values.first}；第二题：${labels[values.second] ?? values.second}。`,
            en: `First: ${labels[values.first] ?? values.first}; second: ${labels[values.second] ?? values.second}.`,
          },
        ],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const [first, second] = [labels[values.first] ?? values.first, labels[values.second] ?? values.second];
    return [
      dumbbell({
        id: 'means',
        title: inLocale({ zh: '两题均值', en: 'Means of the two questions' }, locale),
        altText: inLocale({ zh: `${first}与${second}的均值。`, en: `Means of ${first} and ${second}.` }, locale),
        valueTitle: inLocale({ zh: '均值', en: 'Mean' }, locale),
        leftName: second,
        rightName: first,
        rows: [{ label: '', first: values.secondMean, second: values.firstMean }],
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const clear = values.test.p < 1 - values.level;
    const words = {
      first: labels[values.first] ?? values.first,
      second: labels[values.second] ?? values.second,
      relation: relationOf(values.test.p),
    };
    return [
      clear
        ? sentence(
            locale,
            'difference',
            {
              zh: `“{@first}”的均值${values.difference > 0 ? '高于' : '低于'}“{@second}”（{firstMean|number2} 对 {secondMean|number2}，差 {difference|number2}，p {@relation}{test.p|pValue}，{n|integer} 份）。`,
              en: `“{@first}” lies ${values.difference > 0 ? 'above' : 'below'} “{@second}” ({firstMean|number2} against {secondMean|number2}, difference {difference|number2}, p {@relation}{test.p|pValue}, {n|integer} forms).`,
            },
            words,
          )
        : sentence(
            locale,
            'difference',
            {
              zh: '“{@first}”与“{@second}”的均值之差未超出抽样误差（{firstMean|number2} 对 {secondMean|number2}，p {@relation}{test.p|pValue}，{n|integer} 份）。',
              en: '“{@first}” and “{@second}” do not differ beyond sampling error ({firstMean|number2} against {secondMean|number2}, p {@relation}{test.p|pValue}, {n|integer} forms).',
            },
            words,
          ),
    ];
  },
  propose(snapshot) {
    const overall = snapshot.variables
      .filter((variable) => variable.role === 'overallSatisfaction' && variable.scale !== null)
      .toSorted((a, b) => a.order - b.order);
    // Two questions on overall satisfaction on one scale, e.g. this round and the last.
    return overall.slice(1).flatMap((variable, place) => {
      const before = findVariable(snapshot, overall[place]!.id);
      return before.scale!.min === variable.scale!.min && before.scale!.max === variable.scale!.max
        ? [
            {
              analysis: 'compare.paired',
              inputs: { first: variable.id as string, second: before.id as string },
              options: {},
            },
          ]
        : [];
    });
  },
});
