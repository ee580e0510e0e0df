import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { decodeNumeric, findVariable } from '../../model/decode.ts';
import { inLocale } from '../../model/text.ts';
import { type Descriptives, descriptives } from '../../stats/descriptives.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { ratedQuestions } from '../labels.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type StatisticsValues = {
  readonly items: readonly (Descriptives & {
    readonly id: string;
    readonly name: string;
    /** Standard error and interval of the mean under the design. */
    readonly se: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    /** Declared range; null without a scale. */
    readonly scaleMin: number | null;
    readonly scaleMax: number | null;
  })[];
  /** Places in items by mean, lowest first, when all share one declared range; else empty. */
  readonly ranked: readonly number[];
};

export const describeStatistics = defineAnalysis({
  id: 'describe.statistics',
  version: 1,
  group: 'describe',
  title: { zh: '描述统计', en: 'Descriptive statistics' },
  note: {
    what: {
      zh: '每道题的均值、离散程度、分布形状与分位数。',
      en: 'Mean, spread, shape and percentiles of every question.',
    },
    formula: {
      zh: '方差除以 n − 1；偏度与峰度为 SPSS 的修正形式；分位数给出两种定义（SPSS 的 HAVERAGE 与 Excel 的 PERCENTILE.INC）；均值区间为 t 区间，有抽样设计时按线性化方差。',
      en: 'Variance over n - 1; skewness and kurtosis in the bias-adjusted form of SPSS; percentiles of type 6 (SPSS) and 7 (Excel); t interval of the mean, by linearisation under a design.',
    },
    source: 'Joanes & Gill (1998); Hyndman & Fan (1996).',
  },
  keywords: [
    '均值',
    '标准差',
    '中位数',
    '众数',
    '偏度',
    '峰度',
    '分位数',
    'mean',
    'sd',
    'median',
    'percentile',
    'skewness',
  ],
  inputs: {
    items: {
      kind: 'variables',
      title: { zh: '题目', en: 'Questions' },
      min: 1,
      max: 500,
      roles: ['perception', 'expectation', 'importance', 'overallSatisfaction', 'loyalty'],
    },
  },
  options: {
    level: levelOption,
    percentiles: {
      kind: 'numbers',
      title: { zh: '分位数（%）', en: 'Percentiles (%)' },
      default: [5, 10, 25, 50, 75, 90, 95],
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }, control): Estimate<StatisticsValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const missing: Record<string, number> = {};
    const items = inputs.items.map((id, place) => {
      control.throwIfCancelled();
      control.report(place, inputs.items.length, 'describe.statistics');
      const variable = findVariable(snapshot, id);
      const decoded = decodeNumeric(snapshot, id, design.rows);
      for (const [reason, count] of Object.entries(decoded.missing)) missing[reason] = (missing[reason] ?? 0) + count;
      const statistics = descriptives(decoded.values, {
        weights: design.weights,
        weightKind: design.weightKind === 'survey' ? 'survey' : 'frequency',
        percentiles: options.percentiles,
      });
      const { se, lower, upper } = meanWithInterval(decoded.values, design, options.level);
      return {
        ...statistics,
        id: id as string,
        name: variable.name,
        se,
        lower,
        upper,
        scaleMin: variable.scale?.min ?? null,
        scaleMax: variable.scale?.max ?? null,
      };
    });
    const n = Math.max(...items.map((item) => item.n));
    const leftOut = mergeLeftOut(
      design.leftOut,
      Object.entries(missing).map(([reason, count]) => ({ reason: reason as 'blank', count })),
    );
    if (n === 0) return noEstimate('noAnswers', 0, leftOut, design.warnings);
    const comparable =
      items.length > 1 &&
      items.every(
        (item) =>
          item.scaleMin !== null && item.scaleMin === items[0]!.scaleMin && item.scaleMax === items[0]!.scaleMax,
      );
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut,
      warnings: design.warnings,
      values: {
        items,
        ranked: comparable
          ? items
              .flatMap((item, place) => (item.mean === null ? [] : [place]))
              .toSorted((a, b) => items[a]!.mean! - items[b]!.mean! || a - b)
          : [],
      },
    };
  },
  tables({ values, labels }) {
    return [
      {
        id: 'statistics',
        title: { zh: '描述统计', en: 'Descriptive statistics' },
        columns: [
          { key: 'question', title: { zh: '题目', en: 'Question' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'missing', title: { zh: '缺失', en: 'Missing' }, format: 'integer' },
          { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' },
          { key: 'se', title: { zh: '标准误', en: 'SE' }, format: 'number3' },
          { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' },
          { key: 'median', title: { zh: '中位数', en: 'Median' }, format: 'number2' },
          { key: 'min', title: { zh: '最小', en: 'Min' }, format: 'number2' },
          { key: 'max', title: { zh: '最大', en: 'Max' }, format: 'number2' },
          { key: 'skewness', title: { zh: '偏度', en: 'Skewness' }, format: 'number2' },
          { key: 'kurtosis', title: { zh: '峰度', en: 'Kurtosis' }, format: 'number2' },
        ],
        rows: values.items.map((item) => ({
          cells: {
            question: labels[item.id] ?? item.name,
            n: item.n,
            missing: item.nMissing,
            mean: item.mean,
            se: item.se,
            sd: item.sd,
            median: item.median,
            min: item.min,
            max: item.max,
            skewness: item.skewness,
            kurtosis: item.kurtosis,
          },
        })),
        notes: [{ zh: '峰度为超额峰度（正态 = 0）。', en: 'Kurtosis in excess of the normal.' }],
      },
    ];
  },
  figures({ values, labels }, locale) {
    if (values.ranked.length < 2) return [];
    const { scaleMin, scaleMax } = values.items[0]!;
    return [
      barWithError({
        id: 'means',
        title: inLocale({ zh: '各题均值，由低到高', en: 'Means of the questions, lowest first' }, locale),
        altText: inLocale(
          {
            zh: `${values.ranked.length} 道题的均值与置信区间，由低到高。`,
            en: `Means with intervals of ${values.ranked.length} questions, lowest first.`,
          },
          locale,
        ),
        bars: values.ranked.map((place, rank) => {
          const item = values.items[place]!;
          return {
            label: labels[item.id] ?? item.name,
            value: item.mean,
            interval: item.lower === null || item.upper === null ? null : ([item.lower, item.upper] as const),
            text: formatNumber(item.mean, 'number2', locale),
            emphasis: rank === 0,
          };
        }),
        valueTitle: inLocale(
          { zh: `均值（量表 ${scaleMin}–${scaleMax}）`, en: `Mean (scale ${scaleMin}-${scaleMax})` },
          locale,
        ),
        range: [Math.min(scaleMin!, 0), scaleMax! * 1.08],
        scale: [scaleMin!, scaleMax!],
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    if (values.ranked.length >= 2) {
      const low = values.ranked[0]!;
      const high = values.ranked.at(-1)!;
      return [
        sentence(
          locale,
          'means',
          {
            zh: `{@count} 道题中，均值最高的是“{@high}”（{items.${high}.mean|number2}），最低的是“{@low}”（{items.${low}.mean|number2}，标准差 {items.${low}.sd|number2}）。`,
            en: `Of {@count} questions, “{@high}” has the highest mean ({items.${high}.mean|number2}) and “{@low}” the lowest ({items.${low}.mean|number2}, SD {items.${low}.sd|number2}).`,
          },
          {
            count: String(values.items.length),
            high: labels[values.items[high]!.id] ?? '',
            low: labels[values.items[low]!.id] ?? '',
          },
        ),
      ];
    }
    return values.items.slice(0, 3).map((item, place) =>
      sentence(
        locale,
        `mean ${place}`,
        {
          zh: `“{@name}”的均值为 {items.${place}.mean|number2}，标准差 {items.${place}.sd|number2}，中位数 {items.${place}.median|number2}（{items.${place}.n|integer} 份）。`,
          en: `“{@name}”: mean {items.${place}.mean|number2}, SD {items.${place}.sd|number2}, median {items.${place}.median|number2} ({items.${place}.n|integer} forms).`,
        },
        { name: labels[item.id] ?? item.name },
      ),
    );
  },
  propose(snapshot) {
    // What customers experienced comes before what they expected.
    const byRole = new Map<string, string[]>([['perception', []]]);
    for (const variable of ratedQuestions(snapshot))
      byRole.set(variable.role, [...(byRole.get(variable.role) ?? []), variable.id]);
    return [...byRole.values()]
      .filter((items) => items.length > 0)
      .map((items) => ({ analysis: 'describe.statistics', inputs: { items }, options: {} }));
  },
});
