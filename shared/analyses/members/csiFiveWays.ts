import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { isSatisfied } from '../../satisfaction/satisfactionMeasures.ts';
import { ownWeightIndices } from '../../satisfaction/statedImportance.ts';
import { itemsInput, levelOption, statedReadingOption, thresholdOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { meanOf, meanWithInterval } from '../designStatistics.ts';
import { hasIndex } from '../projectIndex.ts';
import { reasonTexts } from '../reasonTexts.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';
import { indicesUnder, outcomeInput, outcomeWords, overallQuestions, weightData } from '../weightData.ts';
import { weightsBy } from '../weightWays.ts';

const ways = ['simple', 'doubleRating', 'ownImportance', 'improved', 'regression', 'pls', 'current'] as const;
type Way = (typeof ways)[number];

type FiveWaysValues = {
  /** How the simple way was taken: overall-satisfaction questions, or equal weights where there are none. */
  readonly simple: 'overall' | 'equal';
  readonly outcome: 'variable' | 'overall' | 'index';
  readonly ways: readonly {
    readonly way: Way;
    readonly n: number;
    /** 0-100 */
    readonly index: number;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly satisfiedShare: number;
    /** By indicator; null where the way has no common weights. */
    readonly weights: readonly number[] | null;
  }[];
  readonly elements: readonly { readonly id: string; readonly label: string; readonly score: number }[];
  readonly refused: readonly { readonly way: Way; readonly reason: string }[];
  readonly lowest: number;
  readonly highest: number;
  /** Places in ways. */
  readonly main: number;
};

const wayTitles: Readonly<Record<Way, Bilingual>> = {
  simple: { zh: '简单方法', en: 'Simple' },
  doubleRating: { zh: '双重评价法', en: 'Double rating' },
  ownImportance: { zh: '双重评价法（逐份）', en: 'Double rating, form by form' },
  improved: { zh: '双重评价改进法', en: 'Improved double rating' },
  regression: { zh: '线性回归法', en: 'Linear regression' },
  pls: { zh: '结构方程法（PLS）', en: 'Structural model (PLS)' },
  current: { zh: '现行权重', en: 'Weights in force' },
};

export const csiFiveWays = defineAnalysis({
  id: 'csi.fiveWays',
  version: 2,
  group: 'index',
  title: { zh: '各种方法计算的满意度指数', en: 'The index in different ways' },
  note: {
    what: {
      zh: '同一份数据用不同方法计算满意度指数，并列比较，看结论是否依赖方法。',
      en: 'The index of the same survey worked out in different ways, side by side: does the finding hang on the way?',
    },
    formula: {
      zh: '简单：总体满意度题的平均（没有则等权）；双重评价：权重 = 平均重要度占比，逐份为 Σ(m·s)/Σm；改进：权重 ∝ √(陈述重要度 × max(r, 0))；回归：标准化系数占比，负值记 0；结构方程：PLS 模型中各方面指向满意度，权重 ∝ 外部权重 × 总效应，负值记 0。每种都以各份问卷的指数求均值与区间。',
      en: 'Simple: mean of the overall-satisfaction questions (equal weights without them); double rating: weights are shares of mean importance, form by form sum(m s)/sum m; improved: weights in proportion to sqrt(stated x max(r, 0)); regression: shares of standardised coefficients, negatives count as 0; structural model: dimensions point at satisfaction in a PLS model, weights in proportion to outer weight x total effect, negatives count as 0. Mean and interval over the forms’ indices throughout.',
    },
    source:
      'Fornell, Johnson, Anderson, Cha and Bryant (1996). Journal of Marketing 60(4); Saaty (1980). The Analytic Hierarchy Process.',
  },
  keywords: ['五种方法', '简单方法', '双重评价', '线性回归', '结构方程', 'PLS', 'CSI', 'five ways'],
  inputs: { items: itemsInput, outcome: outcomeInput },
  options: { reading: statedReadingOption, level: levelOption, threshold: thresholdOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<FiveWaysValues> {
    const read = weightData(snapshot, inputs.items, inputs.outcome);
    if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
    const { data } = read;
    const results: FiveWaysValues['ways'][number][] = [];
    const refused: FiveWaysValues['refused'][number][] = [];
    const warnings: Warning[] = [...data.warnings];
    const enter = (way: Way, indices: Float64Array, weights: readonly number[] | null): void => {
      const estimate = meanWithInterval(indices, data.design, options.level);
      if (estimate.mean === null) {
        refused.push({ way, reason: 'tooFewRows' });
        return;
      }
      const marks = indices.map((value) =>
        Number.isNaN(value) ? value : isSatisfied(value, options.threshold) ? 1 : 0,
      );
      results.push({
        way,
        n: estimate.n,
        index: estimate.mean,
        lower: estimate.lower,
        upper: estimate.upper,
        satisfiedShare: meanOf(marks, data.design.weights)!,
        weights,
      });
    };
    const simple = overallQuestions(snapshot).length > 0 || data.outcome.kind === 'variable' ? 'overall' : 'equal';
    const equal = data.ids.map(() => 1 / data.ids.length);
    if (simple === 'overall' && data.outcome.kind !== 'index' && inScores(data.outcome.values))
      enter('simple', data.outcome.values, null);
    else enter('simple', indicesUnder(data, equal), equal);
    for (const [way, name] of [
      ['stated', 'doubleRating'],
      ['improved', 'improved'],
      ['regression', 'regression'],
      ['pls', 'pls'],
    ] as const) {
      const result = weightsBy(way, data, { reading: way === 'stated' ? 'raw' : (options.reading as 'raw') });
      if (result.weights === null) refused.push({ way: name, reason: result.reason ?? 'noVariance' });
      else {
        enter(name, indicesUnder(data, result.weights), result.weights);
        if (result.negative.length > 0)
          warnings.push({
            code: 'weights.negativeBasis',
            details: {
              count: result.negative.length,
              names: result.negative.map((place) => data.labels[place]!),
            },
          });
      }
      if (way === 'stated') {
        if (data.stated.some((column) => column === null))
          refused.push({ way: 'ownImportance', reason: 'noStatedImportance' });
        else enter('ownImportance', ownWeightIndices(data.stated as readonly Float64Array[], data.scores), null);
      }
    }
    enter('current', indicesUnder(data, data.current), data.current);
    if (results.length === 0) return noEstimate('tooFewRows', 0, data.leftOut, warnings);
    if (data.outcome.kind === 'index') warnings.push({ code: 'weights.partOfIndex', details: {} });
    const indices = results.map((one) => one.index);
    const main = results.findIndex((one) => one.way === 'improved');
    return {
      status: 'ok',
      reason: null,
      n: Math.max(...results.map((one) => one.n)),
      leftOut: data.leftOut,
      warnings,
      values: {
        simple: results.some((one) => one.way === 'simple' && one.weights === null) ? 'overall' : 'equal',
        outcome: data.outcome.kind,
        ways: results,
        elements: data.ids.map((id, place) => ({
          id,
          label: data.labels[place]!,
          score: meanOf(data.scores[place]!, data.design.weights)!,
        })),
        refused,
        lowest: Math.min(...indices),
        highest: Math.max(...indices),
        main: main >= 0 ? main : results.length - 1,
      },
    };
  },
  tables({ values }) {
    const weighted = values.ways.flatMap((one, index) =>
      one.weights === null ? [] : [{ ...one, index, weights: one.weights }],
    );
    return [
      {
        id: 'ways',
        title: { zh: '各种方法的满意度指数', en: 'The index in different ways' },
        columns: [
          { key: 'way', title: { zh: '方法', en: 'Way' }, format: 'text' },
          { key: 'index', title: { zh: 'CSI', en: 'CSI' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
          { key: 'satisfied', title: { zh: '满意率', en: 'Satisfied' }, format: 'share1' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
        ],
        rows: values.ways.map((one, place) => ({
          emphasis: place === values.main,
          cells: {
            way: wayTitles[one.way],
            index: one.index,
            lower: one.lower,
            upper: one.upper,
            satisfied: one.satisfiedShare,
            n: one.n,
          },
        })),
        notes: [
          values.simple === 'overall'
            ? {
                zh: `简单方法为${outcomeWords[values.outcome].zh}的平均得分。`,
                en: `Simple: the mean score of ${outcomeWords[values.outcome].en}.`,
              }
            : {
                zh: '没有总体满意度题，简单方法为等权。',
                en: 'Simple: equal weights, as there is no overall question.',
              },
          ...values.refused.map(({ way, reason }) => ({
            zh: `${wayTitles[way].zh}：${reasonTexts[reason]?.zh ?? reason}。`,
            en: `${wayTitles[way].en}: ${reasonTexts[reason]?.en ?? reason}.`,
          })),
        ],
      },
      {
        id: 'weights',
        title: { zh: '各种方法的权重', en: 'Weights of the ways' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'score', title: { zh: '得分', en: 'Score' }, format: 'number2' },
          ...weighted.map((one) => ({ key: one.way, title: wayTitles[one.way], format: 'weight' as const })),
        ],
        rows: values.elements.map((element, place) => ({
          cells: {
            label: element.label,
            score: element.score,
            ...Object.fromEntries(weighted.map((one) => [one.way, one.weights[place]!])),
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const limits = values.ways.flatMap((one) => [one.lower ?? one.index, one.upper ?? one.index]);
    const pad = Math.max(1, 0.15 * (Math.max(...limits) - Math.min(...limits)));
    return [
      barWithError({
        id: 'ways',
        title: inLocale({ zh: '各种方法的满意度指数', en: 'The index in different ways' }, locale),
        altText: inLocale(
          {
            zh: `${values.ways.length} 种方法的满意度指数与置信区间。`,
            en: `Index with intervals in ${values.ways.length} ways.`,
          },
          locale,
        ),
        shape: 'points',
        bars: values.ways.map((one, place) => ({
          label: inLocale(wayTitles[one.way], locale),
          value: one.index,
          interval: one.lower === null || one.upper === null ? null : ([one.lower, one.upper] as const),
          text: formatNumber(one.index, 'number1', locale),
          emphasis: place === values.main,
        })),
        range: [Math.min(...limits) - pad, Math.max(...limits) + pad],
        valueTitle: inLocale({ zh: '满意度指数（0–100 分）', en: 'Index (0-100)' }, locale),
        scale: [0, 100],
      }),
    ];
  },
  narrative({ values }, locale) {
    const main = values.ways[values.main]!;
    const inside =
      main.lower !== null &&
      main.upper !== null &&
      values.ways.every((one) => one.index >= main.lower! && one.index <= main.upper!);
    return [
      sentence(
        locale,
        'ways',
        {
          zh: `{@name}的满意度指数为 {ways.${values.main}.index|number2}；{@count} 种方法的结果在 {lowest|number2} 至 {highest|number2} 之间。`,
          en: `{@name} gives an index of {ways.${values.main}.index|number2}; over {@count} ways it lies between {lowest|number2} and {highest|number2}.`,
        },
        { name: inLocale(wayTitles[main.way], locale), count: String(values.ways.length) },
      ),
      inside
        ? sentence(locale, 'agreement', {
            zh: '各种方法的结果都在该方法的置信区间之内，结论不依赖方法。',
            en: 'All of them lie within the interval of that way: the finding does not depend on the way.',
          })
        : sentence(locale, 'agreement', {
            zh: '有的方法的结果在该方法的置信区间之外，报告中应写明所用方法。',
            en: 'Some of them lie outside the interval of that way: a report should say which way it took.',
          }),
    ];
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'csi.fiveWays', inputs: {}, options: {} }] : []),
});

/** A mean of an outcome counts as an index only when its values are scores. */
function inScores(values: Float64Array): boolean {
  return values.every((value) => Number.isNaN(value) || (value >= 0 && value <= 100));
}
