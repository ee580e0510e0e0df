import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { indicatorId } from '../../model/ids.ts';
import { importancePerformance } from '../../plssem/importancePerformance.ts';
import { expectedGains } from '../../satisfaction/expectedGain.ts';
import { itemsInput } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { improvementData } from '../improvementData.ts';
import { modelOf, plsData, plsOptions, runPls } from '../plsRun.ts';
import { targetOption, targetPlace } from '../plsTarget.ts';
import { indexInputs, type ProjectIndex } from '../projectIndex.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type Goal = 'points' | 'index' | 'best';
/** By what a point of an indicator counts: its composite weight in the index, or its total effect in the project's model. */
type Way = 'composite' | 'totalEffect';

type GainValues = {
  readonly goal: Goal;
  /** Points asked for with the goal 'points'. */
  readonly points: number;
  /** Absent in results kept from before there was a choice: composite. */
  readonly way?: Way;
  /** The latent variable that rises, with its index 0-100; null by composite weight. */
  readonly target?: { readonly name: string; readonly index: number } | null;
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
    /** Points of the target's index per point of the indicator; null by composite weight, and where the model does not lead from it. */
    readonly effect?: number | null;
    /** Points of what rises; null where the model says nothing. */
    readonly gain: number | null;
  }[];
  /** Places in indicators with a gain, largest first. */
  readonly order: readonly number[];
};

const goalTitles: Readonly<Record<Goal, Bilingual>> = {
  points: { zh: '各提高同样的分数', en: 'the same number of points each' },
  index: { zh: '提高到总指数的水平', en: 'up to the index' },
  best: { zh: '提高到最好的指标的水平', en: 'up to the best indicator' },
};
const goals: readonly Goal[] = ['points', 'index', 'best'];

type Effects =
  | { readonly ok: true; readonly name: string; readonly index: number; readonly of: (id: string) => number | null }
  | { readonly ok: false; readonly failure: Estimate<GainValues> };

/**
 * What a point more of an indicator does to the target of the project's model: the importance of its questions in the
 * importance-performance map, added up, for all of them rise with it.
 */
function totalEffects(snapshot: Snapshot, index: ProjectIndex, target: string): Effects {
  const given = modelOf(snapshot, null);
  if (!given) return { ok: false, failure: noEstimate<GainValues>('noModel', 0, []) };
  if (given.model.constructs.length < 2)
    return { ok: false, failure: noEstimate<GainValues>('tooFewConstructs', 0, [], given.warnings) };
  const data = plsData(snapshot, given);
  const { specification } = data;
  const place = targetPlace(snapshot, specification, target);
  const outcome = runPls<GainValues>(data, plsOptions({ scheme: 'path', missing: 'mean', tolerance: 1e-10 }));
  if (!outcome.ok) return outcome;
  const map = importancePerformance(specification, outcome.estimate, place);
  const importance = new Map(specification.items.map((id, i) => [id, map.items[i]?.importance ?? null]));
  return {
    ok: true,
    name: specification.constructs[place]!.name,
    index: outcome.estimate.indices[place]!.unstandardised,
    of: (id) => {
      const known = (index.questions.get(indicatorId(id)) ?? []).flatMap((question) => importance.get(question) ?? []);
      return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0);
    },
  };
}

/** What rises, as sentences and headings name it. */
const risen = ({ target }: Pick<GainValues, 'target'>): { readonly zh: string; readonly en: string } =>
  target ? { zh: `“${target.name}”指数`, en: `the index of “${target.name}”` } : { zh: 'CSI ', en: 'the index' };

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
      zh: 'ΔCSI_i = W_i/ΣW · (目标_i − S_i)，W 为综合权重，S 为 0–100 得分；几个指标同时提高时相加。目标不低于现有得分。按总效应时，Δ目标潜变量指数_i = T_i · (目标_i − S_i)，T_i 为该指标各题的非标准化总效应之和（潜变量的总效应 × 题目权重）。',
      en: 'Gain_i = W_i/sum W (goal_i - S_i), W the composite weight, S the score 0-100; gains of several indicators add up. A goal is never below the present score. By total effect: rise of the target’s index_i = T_i (goal_i - S_i), T_i the sum of the unstandardised total effects of the indicator’s questions (of the construct times the weight of the question).',
    },
    source:
      'Ringle and Sarstedt (2016). Importance-performance map analysis. Industrial Management and Data Systems 116(9).',
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
      when: { is: { goal: ['points'] } },
      kind: 'number',
      title: { zh: '提高的分数', en: 'Points' },
      default: 5,
      min: 0.1,
      max: 100,
    },
    way: {
      kind: 'choice',
      title: { zh: '按什么推算', en: 'Reckoned by' },
      default: 'composite',
      choices: [
        { value: 'composite', title: { zh: '综合权重（CSI）', en: 'Composite weight (the index)' } },
        {
          value: 'totalEffect',
          title: {
            zh: '总效应（项目中画好的结构方程模型）',
            en: 'Total effect (the structural model drawn in the project)',
          },
        },
      ],
    },
    target: { ...targetOption, when: { is: { way: ['totalEffect'] } } },
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
    const way = options.way as Way;
    const effects = way === 'totalEffect' ? totalEffects(snapshot, read.data.index, options.target) : null;
    if (effects && !effects.ok) return effects.failure;
    const gains = expectedGains(
      weights,
      scores,
      scores.map((score) =>
        goal === 'points' ? Math.min(100, score + options.points) : goal === 'index' ? index : best,
      ),
    );
    const effectOf = points.map((point) => effects?.of(point.id) ?? null);
    const gainOf = points.map((_, place): number | null => {
      if (!effects) return gains[place]!.gain;
      const effect = effectOf[place]!;
      return effect === null ? null : effect * gains[place]!.rise;
    });
    const missing = points.flatMap((point, place) => (gainOf[place] === null ? [point.label] : []));
    if (missing.length === points.length) return noEstimate('noIndicators', 0, read.data.leftOut, read.warnings);
    return {
      status: 'ok',
      reason: null,
      n: Math.max(...points.map((point) => point.n)),
      leftOut: read.data.leftOut,
      warnings: [
        ...read.warnings,
        ...(missing.length > 0 ? [{ code: 'gain.notInModel', details: { names: missing } }] : []),
      ],
      values: {
        goal,
        points: options.points,
        way,
        target: effects && { name: effects.name, index: effects.index },
        index,
        indicators: points.map((point, place) => ({
          id: point.id,
          label: point.label,
          n: point.n,
          compositeWeight: point.weight,
          score: point.score,
          goal: gains[place]!.goal,
          rise: gains[place]!.rise,
          effect: effectOf[place]!,
          gain: gainOf[place]!,
        })),
        order: points
          .flatMap((_, place) => (gainOf[place] === null ? [] : [place]))
          .toSorted((a, b) => gainOf[b]! - gainOf[a]! || scores[a]! - scores[b]! || a - b),
      },
    };
  },
  tables({ values }) {
    return [
      {
        id: 'gains',
        title: values.target
          ? { zh: '改进的预期效果（按总效应）', en: 'Expected gain of improvements, by total effect' }
          : { zh: '改进的预期效果', en: 'Expected gain of improvements' },
        columns: [
          { key: 'label', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          values.target
            ? {
                key: 'effect',
                title: { zh: '总效应（每提高 1 分）', en: 'Total effect (per point)' },
                format: 'number3' as const,
              }
            : { key: 'compositeWeight', title: { zh: '综合权重', en: 'Composite weight' }, format: 'weight' as const },
          { key: 'score', title: { zh: '得分（0–100）', en: 'Score (0-100)' }, format: 'number2' },
          { key: 'goal', title: { zh: '目标', en: 'Goal' }, format: 'number2' },
          { key: 'rise', title: { zh: '提高', en: 'Rise' }, format: 'number2' },
          {
            key: 'gain',
            title: { zh: `${risen(values).zh}预期提高`, en: `Gain of ${risen(values).en}` },
            format: 'number2',
          },
        ],
        rows: values.order.map((place) => {
          const { label, compositeWeight, effect = null, score, goal, rise, gain } = values.indicators[place]!;
          return { cells: { label, ...(values.target ? { effect } : { compositeWeight }), score, goal, rise, gain } };
        }),
        notes: [
          {
            zh: '只改变一个指标、其余不变时的提高；几个指标同时提高时相加。这是推算，不是对改进效果的预测。',
            en: 'When one indicator changes and the others stay; gains of several add up. This is reckoning, not a forecast of what a measure will do.',
          },
          ...(values.target
            ? [
                {
                  zh: `按项目中结构方程模型的非标准化总效应推算的是“${values.target.name}”的指数，不是 CSI；模型中没有或不通向它的指标不列。`,
                  en: `What rises by the unstandardised total effects of the project’s structural model is the index of “${values.target.name}”, not the CSI; indicators that are not in the model or do not lead there are not listed.`,
                },
              ]
            : []),
        ],
      },
    ];
  },
  figures({ values }, locale) {
    return [
      barWithError({
        id: 'gains',
        title: inLocale(
          { zh: `${risen(values).zh}预期提高，由大到小`, en: `Expected gain of ${risen(values).en}, largest first` },
          locale,
        ),
        altText: inLocale(
          {
            zh: `${values.order.length} 个指标的预期提高条形图，由大到小。`,
            en: `Bars of the expected gains of ${values.order.length} indicators, largest first.`,
          },
          locale,
        ),
        bars: values.order.map((place, rank) => {
          const { label, gain } = values.indicators[place]!;
          return {
            label,
            value: gain!,
            interval: null,
            text: formatNumber(gain!, 'number2', locale),
            emphasis: rank < 3,
          };
        }),
        valueTitle: inLocale(
          { zh: `${risen(values).zh}预期提高（分）`, en: `Expected gain of ${risen(values).en} (points)` },
          locale,
        ),
      }),
    ];
  },
  narrative({ values }, locale) {
    const first = values.order[0];
    if (first === undefined) return [];
    const name = values.indicators[first]!.label;
    const second = values.order[1];
    const tied = second !== undefined && values.indicators[first]!.gain! - values.indicators[second]!.gain! < 1e-9;
    const rank = tied
      ? { zh: '没有其他指标更多', en: 'and no other indicator by more' }
      : { zh: '在各指标中最大', en: 'more than any other indicator' };
    if (values.target)
      return [
        sentence(
          locale,
          'largest',
          {
            zh: `“{@name}”由 {indicators.${first}.score|number1} 分提高到 {indicators.${first}.goal|number1} 分，其余不变时，按结构方程模型的总效应，“{@target}”的指数预期提高 {indicators.${first}.gain|number2} 分，${rank.zh}。`,
            en: `By the total effects of the structural model, raising “{@name}” from {indicators.${first}.score|number1} to {indicators.${first}.goal|number1} is expected to lift the index of “{@target}” by {indicators.${first}.gain|number2}, ${rank.en}.`,
          },
          { name, target: values.target.name },
        ),
      ];
    return [
      sentence(
        locale,
        'largest',
        {
          zh: `“{@name}”由 {indicators.${first}.score|number1} 分提高到 {indicators.${first}.goal|number1} 分，其余不变时指数预期提高 {indicators.${first}.gain|number2} 分，${rank.zh}。`,
          en: `Raising “{@name}” from {indicators.${first}.score|number1} to {indicators.${first}.goal|number1} is expected to lift the index by {indicators.${first}.gain|number2}, ${rank.en}.`,
        },
        { name },
      ),
    ];
  },
  propose: (snapshot) => {
    const inputs = indexInputs(snapshot);
    return inputs ? [{ analysis: 'improve.expectedGain', inputs, options: {} }] : [];
  },
});
