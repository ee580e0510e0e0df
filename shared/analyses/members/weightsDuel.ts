import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { adviceMargin } from '../../satisfaction/adviceMargin.ts';
import { itemsInput, levelOption, statedReadingOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { meanOf, meanWithInterval } from '../designStatistics.ts';
import { hasIndex } from '../projectIndex.ts';
import { reasonTexts } from '../reasonTexts.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';
import { indicesUnder, outcomeInput, weightData } from '../weightData.ts';
import { byWeight } from '../weightResult.ts';
import { type WeightWay, weightsBy, weightWays, weightWayTitles } from '../weightWays.ts';

/** Index 0-100, weights and margins 0-1. */
type DuelValues = {
  readonly elements: readonly { readonly id: string; readonly label: string; readonly score: number }[];
  readonly ways: readonly {
    readonly way: 'current' | WeightWay;
    readonly index: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly weights: readonly number[];
    /** 1 = heaviest. */
    readonly ranks: readonly number[];
    /** Place of the indicator with the largest share of lost points, its share, the smallest weight that overturns it and to whom. */
    readonly first: number | null;
    readonly share: number | null;
    readonly margin: number | null;
    readonly next: number | null;
  }[];
  readonly refused: readonly { readonly way: WeightWay; readonly reason: string }[];
  readonly band: { readonly lower: number; readonly upper: number } | null;
  /** Places of the indicators some way puts first, with how many ways do. */
  readonly firsts: readonly { readonly place: number; readonly count: number }[];
  /** Largest span of ranks of an indicator over the ways. */
  readonly widest: { readonly place: number; readonly best: number; readonly worst: number };
};

const wayTitle = (way: 'current' | WeightWay): Bilingual =>
  way === 'current' ? { zh: '现行权重', en: 'In force' } : weightWayTitles[way];

export const weightsDuel = defineAnalysis({
  id: 'weights.duel',
  version: 2,
  group: 'weights',
  title: { zh: '各种权重的比较', en: 'Weights side by side' },
  note: {
    what: {
      zh: '换一种权重，指数和首要改进对象会不会变；要移动多少权重才会变。',
      en: 'Would the index and the first advice change under other weights, and how much weight must move for that?',
    },
    formula: {
      zh: '每种权重下的指数为各份问卷指数的均值；首要改进对象为失分占比 K_i = W_i(100 − S_i)/Σ W_j(100 − S_j) 最大者；从首位 f 移到 j 的权重 d = (W_f L_f − W_j L_j)/(L_f + L_j)（L = 100 − S）中的最小者即为改变首位所需的最小变动。',
      en: 'Index under each set of weights: mean of the forms’ indices. First advice: the largest share of lost points K_i = W_i (100 - S_i)/sum_j W_j (100 - S_j). The smallest d = (W_f L_f - W_j L_j)/(L_f + L_j) over j, L = 100 - S, is the least weight moved from the first f that overturns it.',
    },
    source: 'Triantaphyllou and Sánchez (1997). Decision Sciences 28(1).',
  },
  keywords: ['权重比较', '敏感性', '稳健性', 'sensitivity', 'robustness', '名次变化'],
  inputs: { items: itemsInput, outcome: outcomeInput },
  options: { reading: statedReadingOption, level: levelOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<DuelValues> {
    const read = weightData(snapshot, inputs.items, inputs.outcome);
    if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
    const { data } = read;
    const scores = data.scores.map((column) => meanOf(column, data.design.weights)!);
    const refused: DuelValues['refused'][number][] = [];
    const ways: DuelValues['ways'][number][] = [];
    const enter = (way: 'current' | WeightWay, weights: readonly number[]): void => {
      const under =
        way === 'current'
          ? data.parts.currentMean(options.level)
          : meanWithInterval(indicesUnder(data, weights), data.design, options.level);
      const ranks = weights.map(() => 0);
      byWeight(weights).forEach((place, rank) => {
        ranks[place] = rank + 1;
      });
      const advice = adviceMargin(weights, scores);
      ways.push({
        way,
        index: under.mean,
        lower: under.lower,
        upper: under.upper,
        weights,
        ranks,
        first: advice.first,
        share: advice.first === null ? null : advice.shares[advice.first]!,
        margin: advice.margin,
        next: advice.next,
      });
    };
    enter('current', data.current);
    for (const way of weightWays) {
      const result = weightsBy(way, data, { reading: options.reading as 'raw' });
      if (result.weights === null) refused.push({ way, reason: result.reason ?? 'noVariance' });
      else enter(way, result.weights);
    }
    const indices = ways.flatMap((one) => (one.index === null ? [] : [one.index]));
    if (indices.length === 0) return noEstimate('tooFewRows', 0, data.leftOut, data.warnings);
    const counts = new Map<number, number>();
    for (const { first } of ways) if (first !== null) counts.set(first, (counts.get(first) ?? 0) + 1);
    const spans = data.ids.map((_, place) => {
      const ranks = ways.map((one) => one.ranks[place]!);
      return { place, best: Math.min(...ranks), worst: Math.max(...ranks) };
    });
    return {
      status: 'ok',
      reason: null,
      n: data.parts.currentMean(options.level).n,
      leftOut: data.leftOut,
      warnings: [
        ...data.warnings,
        ...(data.outcome.kind === 'index' ? [{ code: 'weights.partOfIndex', details: {} }] : []),
      ],
      values: {
        elements: data.ids.map((id, place) => ({ id, label: data.labels[place]!, score: scores[place]! })),
        ways,
        refused,
        band: { lower: Math.min(...indices), upper: Math.max(...indices) },
        firsts: [...counts]
          .map(([place, count]) => ({ place, count }))
          .toSorted((a, b) => b.count - a.count || a.place - b.place),
        widest: spans.toSorted((a, b) => b.worst - b.best - (a.worst - a.best) || a.place - b.place)[0]!,
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'ways',
        title: { zh: '各种权重下的指数与首要改进对象', en: 'Index and first advice under each set of weights' },
        columns: [
          { key: 'way', title: { zh: '权重', en: 'Weights' }, format: 'text' },
          { key: 'index', title: { zh: 'CSI', en: 'CSI' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
          { key: 'first', title: { zh: '首要改进对象', en: 'First advice' }, format: 'text' },
          { key: 'share', title: { zh: '失分占比 K', en: 'Share of lost points' }, format: 'share1' },
          {
            key: 'margin',
            title: { zh: '改变首位的最小权重变动', en: 'Overturned by' },
            format: 'number3',
          },
          { key: 'next', title: { zh: '取而代之', en: 'Then first' }, format: 'text' },
        ],
        rows: values.ways.map((one) => ({
          emphasis: one.way === 'current',
          cells: {
            way: wayTitle(one.way),
            index: one.index,
            lower: one.lower,
            upper: one.upper,
            first: one.first === null ? null : values.elements[one.first]!.label,
            share: one.share,
            margin: one.margin,
            next: one.next === null ? null : values.elements[one.next]!.label,
          },
        })),
        notes: values.refused.map(({ way, reason }) => ({
          zh: `${weightWayTitles[way].zh}：${reasonTexts[reason]?.zh ?? reason}。`,
          en: `${weightWayTitles[way].en}: ${reasonTexts[reason]?.en ?? reason}.`,
        })),
      },
      {
        id: 'weights',
        title: { zh: '各指标的权重', en: 'Weights of the indicators' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'score', title: { zh: '得分', en: 'Score' }, format: 'number2' },
          ...values.ways.map((one) => ({ key: one.way, title: wayTitle(one.way), format: 'weight' as const })),
        ],
        rows: values.elements.map((element, place) => ({
          cells: {
            label: element.label,
            score: element.score,
            ...Object.fromEntries(values.ways.map((one) => [one.way, one.weights[place]!])),
          },
        })),
        notes: [],
      },
      {
        id: 'ranks',
        title: { zh: '各指标权重的名次', en: 'Ranks of the weights' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          ...values.ways.map((one) => ({ key: one.way, title: wayTitle(one.way), format: 'integer' as const })),
        ],
        rows: values.elements.map((element, place) => ({
          cells: {
            label: element.label,
            ...Object.fromEntries(values.ways.map((one) => [one.way, one.ranks[place]!])),
          },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const current = values.ways[0]!;
    return [
      barWithError({
        id: 'index',
        title: inLocale({ zh: '各种权重下的满意度指数', en: 'The index under each set of weights' }, locale),
        altText: inLocale(
          {
            zh: `${values.ways.length} 种权重下的满意度指数与置信区间。`,
            en: `Index with intervals under ${values.ways.length} sets of weights.`,
          },
          locale,
        ),
        shape: 'points',
        range: pointRange(values.ways.flatMap((one) => [one.index, one.lower, one.upper])),
        bars: values.ways.map((one) => ({
          label: inLocale(wayTitle(one.way), locale),
          value: one.index,
          interval: one.lower === null || one.upper === null ? null : ([one.lower, one.upper] as const),
          text: formatNumber(one.index, 'number1', locale),
          emphasis: one.way === 'current',
        })),
        valueTitle: inLocale({ zh: '满意度指数（0–100 分）', en: 'Index (0-100)' }, locale),
        scale: [0, 100],
        ...(current.index === null
          ? {}
          : {
              reference: {
                value: current.index,
                label: `${inLocale(wayTitle('current'), locale)} ${formatNumber(current.index, 'number1', locale)}`,
              },
            }),
      }),
    ];
  },
  narrative({ values }, locale) {
    const sentences = [
      sentence(
        locale,
        'band',
        {
          zh: '换用 {@count} 种权重，满意度指数在 {band.lower|number2} 至 {band.upper|number2} 之间。',
          en: 'Under {@count} sets of weights the index lies between {band.lower|number2} and {band.upper|number2}.',
        },
        { count: String(values.ways.length) },
      ),
    ];
    const current = values.ways[0]!;
    if (current.first !== null) {
      const name = values.elements[current.first]!.label;
      sentences.push(
        values.firsts.length === 1
          ? sentence(
              locale,
              'first',
              {
                zh: '无论用哪种权重，首要改进对象都是“{@name}”。',
                en: 'Whatever the weights, “{@name}” comes first among what to improve.',
              },
              { name },
            )
          : sentence(
              locale,
              'first',
              {
                zh: '首要改进对象因权重而异：{@names}。',
                en: 'What to improve first depends on the weights: {@names}.',
              },
              {
                names: joinNames(
                  values.firsts.map(({ place, count }) =>
                    locale === 'zh-CN'
                      ? `${values.elements[place]!.label}（${count} 种）`
                      : `${values.elements[place]!.label} (${count})`,
                  ),
                  locale,
                ),
              },
            ),
      );
      if (current.margin !== null && current.next !== null)
        sentences.push(
          sentence(
            locale,
            'margin',
            {
              zh: '现行权重下，只要有 {ways.0.margin|number3} 的权重由“{@name}”移到“{@other}”，首位就会改变。',
              en: 'Under the weights in force, moving {ways.0.margin|number3} of weight from “{@name}” to “{@other}” changes what comes first.',
            },
            { name, other: values.elements[current.next]!.label },
          ),
        );
    }
    if (values.widest.worst > values.widest.best)
      sentences.push(
        sentence(
          locale,
          'widest',
          {
            zh: '名次变化最大的是“{@name}”：权重名次由第 {widest.best|integer} 到第 {widest.worst|integer}。',
            en: 'The rank of “{@name}” moves most: from {widest.best|integer} to {widest.worst|integer}.',
          },
          { name: values.elements[values.widest.place]!.label },
        ),
      );
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'weights.duel', inputs: {}, options: {} }] : []),
});

/** Room around points on an axis that does not start at 0. */
function pointRange(values: readonly (number | null)[]): readonly [number, number] {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const pad = Math.max(1, 0.15 * (high - low));
  return [low - pad, high + pad];
}
