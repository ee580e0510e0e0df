import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { expectedGains } from '../../satisfaction/expectedGain.ts';
import { itemsInput } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { improvementData } from '../improvementData.ts';
import { hasIndex } from '../projectIndex.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type Goal = 'points' | 'index' | 'best';

type GainValues = {
  readonly goal: Goal;
  /** Points asked for with the goal 'points'. */
  readonly points: number;
  /** The index from the means of the indicators, 0-100. */
  readonly index: number;
  readonly indicators: readonly {
    readonly id: string;
    readonly label: string;
    readonly n: number;
    readonly compositeWeight: number;
    /** 0-100 */
    readonly score: number;
    readonly goal: number;
    readonly rise: number;
    /** Points of the index. */
    readonly gain: number;
  }[];
  /** Places in indicators, largest gain first. */
  readonly order: readonly number[];
};

const goalTitles: Readonly<Record<Goal, Bilingual>> = {
  points: { zh: '各提高同样的分数', en: 'the same number of points each' },
  index: { zh: '提高到总指数的水平', en: 'up to the index' },
  best: { zh: '提高到最好的指标的水平', en: 'up to the best indicator' },
};
const goals: readonly Goal[] = ['points', 'index', 'best'];

export const improveExpectedGain = defineAnalysis({
  id: 'improve.expectedGain',
  version: 1,
  group: 'improve',
  title: { zh: '改进的预期效果', en: 'Expected gain of improvements' },
  note: {
    what: {
      zh: '某个指标提高到目标、其余不变时，满意度指数预期提高多少。',
      en: 'How much the index is expected to rise when one indicator reaches its goal and the others stay.',
    },
    formula: {
      zh: 'ΔCSI_i = W_i/ΣW · (目标_i − S_i)，W 为综合权重，S 为 0–100 得分；几个指标同时提高时相加。目标不低于现有得分。',
      en: 'Gain_i = W_i/sum W (goal_i - S_i), W the composite weight, S the score 0-100; gains of several indicators add up. A goal is never below the present score.',
    },
    source: 'resources/docs/methods.md, section 8.',
  },
  keywords: ['预期提高', '改进效果', '改进建议', '目标', '情景', 'what if', 'gain', 'improvement', 'simulation'],
  inputs: { items: itemsInput },
  options: {
    goal: {
      kind: 'choice',
      title: { zh: '目标', en: 'Goal' },
      default: 'points',
      choices: goals.map((value) => ({ value, title: goalTitles[value] })),
    },
    points: {
      kind: 'number',
      title: { zh: '提高的分数', en: 'Points' },
      default: 5,
      min: 0.1,
      max: 100,
    },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<GainValues> {
    const read = improvementData(snapshot, inputs.items, null, ['simple']);
    if (!read.ok) return noEstimate(read.reason, 0, read.leftOut, read.warnings);
    const { points } = read;
    const goal = options.goal as Goal;
    const weights = points.map((point) => point.weight);
    const scores = points.map((point) => point.score);
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    if (!(whole > 0)) return noEstimate('noIndicators', 0, read.data.leftOut, read.warnings);
    const index = scores.reduce((sum, score, i) => sum + weights[i]! * score, 0) / whole;
    const best = Math.max(...scores);
    const gains = expectedGains(
      weights,
      scores,
      scores.map((score) =>
        goal === 'points' ? Math.min(100, score + options.points) : goal === 'index' ? index : best,
      ),
    );
    return {
      status: 'ok',
      reason: null,
      n: Math.max(...points.map((point) => point.n)),
      leftOut: read.data.leftOut,
      warnings: read.warnings,
      values: {
        goal,
        points: options.points,
        index,
        indicators: points.map((point, place) => ({
          id: point.id,
          label: point.label,
          n: point.n,
          compositeWeight: point.weight,
          score: point.score,
          goal: gains[place]!.goal,
          rise: gains[place]!.rise,
          gain: gains[place]!.gain,
        })),
        order: points
          .map((_, place) => place)
          .toSorted((a, b) => gains[b]!.gain - gains[a]!.gain || scores[a]! - scores[b]! || a - b),
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'gains',
        title: { zh: '改进的预期效果', en: 'Expected gain of improvements' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'compositeWeight', title: { zh: '综合权重', en: 'Composite weight' }, format: 'weight' },
          { key: 'score', title: { zh: '得分（0–100）', en: 'Score (0-100)' }, format: 'number2' },
          { key: 'goal', title: { zh: '目标', en: 'Goal' }, format: 'number2' },
          { key: 'rise', title: { zh: '提高', en: 'Rise' }, format: 'number2' },
          { key: 'gain', title: { zh: 'CSI 预期提高', en: 'Gain of the index' }, format: 'number2' },
        ],
        rows: values.order.map((place) => {
          const { label, compositeWeight, score, goal, rise, gain } = values.indicators[place]!;
          return { cells: { label, compositeWeight, score, goal, rise, gain } };
        }),
        notes: [
          {
            zh: '只改变一个指标、其余不变时的提高；几个指标同时提高时相加。',
            en: 'When one indicator changes and the others stay; gains of several add up.',
          },
        ],
      },
    ];
  },
  figures({ values }, locale) {
    return [
      barWithError({
        id: 'gains',
        title: inLocale({ zh: 'CSI 预期提高，由大到小', en: 'Expected gain of the index, largest first' }, locale),
        altText: inLocale(
          {
            zh: `${values.indicators.length} 个指标的预期提高条形图，由大到小。`,
            en: `Bars of the expected gains of ${values.indicators.length} indicators, largest first.`,
          },
          locale,
        ),
        bars: values.order.map((place, rank) => {
          const { label, gain } = values.indicators[place]!;
          return {
            label,
            value: gain,
            interval: null,
            text: formatNumber(gain, 'number2', locale),
            emphasis: rank < 3,
          };
        }),
        valueTitle: inLocale({ zh: 'CSI 预期提高（分）', en: 'Expected gain of the index (points)' }, locale),
      }),
    ];
  },
  narrative({ values }, locale) {
    const first = values.order[0];
    if (first === undefined) return [];
    const name = values.indicators[first]!.label;
    return [
      sentence(
        locale,
        {
          zh: `“{@name}”由 {indicators.${first}.score|number1} 分提高到 {indicators.${first}.goal|number1} 分，其余不变时 CSI 预期提高 {indicators.${first}.gain|number2} 分，在各指标中最大。`,
          en: `Raising “{@name}” from {indicators.${first}.score|number1} to {indicators.${first}.goal|number1} is expected to lift the index by {indicators.${first}.gain|number2}, more than any other indicator.`,
        },
        { name },
      ),
    ];
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'improve.expectedGain', inputs: {}, options: {} }] : []),
});
