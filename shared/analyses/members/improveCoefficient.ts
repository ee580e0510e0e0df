import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { inLocale } from '../../model/text.ts';
import { lostPointShares } from '../../satisfaction/improvementWays.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import {
  type ImportanceSource,
  improvementData,
  improvementInputs,
  missingImportance,
  sourceOption,
  sourceTitles,
  withImportance,
} from '../improvementData.ts';
import { hasIndex } from '../projectIndex.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type CoefficientValues = {
  readonly source: ImportanceSource;
  readonly points: readonly {
    readonly id: string;
    readonly label: string;
    readonly n: number;
    readonly importance: number;
    /** 0-100 */
    readonly score: number;
    readonly lost: number;
    /** Share of all lost points, 0-1. */
    readonly coefficient: number;
    readonly rank: number;
    /** Share of this and all before it in rank. */
    readonly cumulative: number;
  }[];
  readonly order: readonly number[];
  /** How many of the first together hold half of the lost points. */
  readonly half: number;
};

export const improveCoefficient = defineAnalysis({
  id: 'improve.coefficient',
  version: 1,
  group: 'improve',
  title: { zh: '系数法选择改进对象', en: 'Coefficient: shares of lost points' },
  note: {
    what: {
      zh: '每个指标在全部失分中占多少：越重要、得分越低，占比越大，越先改进。',
      en: 'Each indicator’s share of all points lost: the more important and the lower, the larger the share and the sooner its turn.',
    },
    formula: {
      zh: 'K_i = m_i(100 − S_i) / Σ m_j(100 − S_j)，m 为综合权重（简易）或与指数的相关系数（精确，负值记为 0），S 为 0–100 得分。本工作台的公式。',
      en: 'K_i = m_i (100 - S_i)/sum_j m_j (100 - S_j), m the composite weight (simple) or the correlation with the index (exact, below 0 counts as 0), S the score 0-100. A formula of this workbench.',
    },
    source: 'Martilla and James (1977). Journal of Marketing 41(1).',
  },
  keywords: ['系数法', '改进对象', '失分', '优先级', 'priority', 'improvement'],
  inputs: improvementInputs,
  options: { source: sourceOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<CoefficientValues> {
    const read = improvementData(snapshot, inputs.items, inputs.outcome, [options.source as ImportanceSource]);
    if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
    const source = options.source as ImportanceSource;
    const points = withImportance(read.points, source);
    const warnings = [...read.warnings, ...missingImportance(read.points, source)];
    const { leftOut } = read.data;
    if (points.length === 0) return noEstimate('noCorrelation', 0, leftOut, warnings);
    const shares = lostPointShares(
      points.map((point) => point.importance),
      points.map((point) => point.score),
    );
    const order = points.map((_, place) => place).toSorted((a, b) => shares[b]! - shares[a]! || a - b);
    const cumulative = new Map<number, number>();
    let sum = 0;
    for (const place of order) {
      sum += shares[place]!;
      cumulative.set(place, Math.min(1, sum));
    }
    return {
      status: 'ok',
      reason: null,
      n: Math.max(...points.map((point) => point.n)),
      leftOut,
      warnings,
      values: {
        source,
        points: points.map((point, place) => ({
          id: point.id,
          label: point.label,
          n: point.n,
          importance: point.importance,
          score: point.score,
          lost: 100 - point.score,
          coefficient: shares[place]!,
          rank: order.indexOf(place) + 1,
          cumulative: cumulative.get(place)!,
        })),
        order,
        half: order.findIndex((place) => cumulative.get(place)! >= 0.5 - 1e-12) + 1,
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'coefficients',
        title: { zh: '各指标的失分占比', en: 'Shares of lost points' },
        columns: [
          { key: 'rank', title: { zh: '次序', en: 'Rank' }, format: 'integer' },
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'importance', title: sourceTitles[values.source], format: 'weight' },
          { key: 'score', title: { zh: '得分（0–100）', en: 'Score (0-100)' }, format: 'number2' },
          { key: 'coefficient', title: { zh: '系数 K', en: 'Coefficient K' }, format: 'share1' },
          { key: 'cumulative', title: { zh: '累计', en: 'Cumulative' }, format: 'share1' },
        ],
        rows: values.order.map((place) => {
          const point = values.points[place]!;
          return {
            emphasis: point.rank <= values.half && values.half < values.points.length,
            cells: {
              rank: point.rank,
              label: point.label,
              importance: point.importance,
              score: point.score,
              coefficient: point.coefficient,
              cumulative: point.cumulative,
            },
          };
        }),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    return [
      barWithError({
        id: 'coefficients',
        title: inLocale({ zh: '失分占比，由大到小', en: 'Shares of lost points, largest first' }, locale),
        altText: inLocale(
          {
            zh: `${values.points.length} 个指标的失分占比条形图，由大到小。`,
            en: `Bars of the shares of lost points of ${values.points.length} indicators, largest first.`,
          },
          locale,
        ),
        bars: values.order.map((place) => {
          const point = values.points[place]!;
          return {
            label: point.label,
            value: 100 * point.coefficient,
            interval: null,
            text: formatNumber(point.coefficient, 'share1', locale),
            emphasis: point.rank <= values.half && values.half < values.points.length,
          };
        }),
        valueTitle: inLocale({ zh: '占全部失分的百分比', en: 'Percent of all lost points' }, locale),
        scale: [0, 100],
      }),
    ];
  },
  narrative({ values }, locale) {
    const first = values.order[0]!;
    const sentences = [
      sentence(
        locale,
        'first',
        {
          zh: `失分占比最大的是“{@name}”：得分 {points.${first}.score|number1}，占全部失分的 {points.${first}.coefficient|share1}。`,
          en: `“{@name}” loses most: it scores {points.${first}.score|number1} and holds {points.${first}.coefficient|share1} of all lost points.`,
        },
        { name: values.points[first]!.label },
      ),
    ];
    if (values.points.length > 2 && values.half > 0)
      sentences.push(
        sentence(locale, 'half', {
          zh: '前 {half|integer} 个指标合计占全部失分的一半以上。',
          en: 'The first {half|integer} together hold half of them or more.',
        }),
      );
    return sentences;
  },
  propose: (snapshot) =>
    hasIndex(snapshot)
      ? [
          { analysis: 'improve.coefficient', inputs: {}, options: {} },
          { analysis: 'improve.coefficient', inputs: {}, options: { source: 'exact' } },
        ]
      : [],
});
