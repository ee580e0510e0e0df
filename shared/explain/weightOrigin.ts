import type { AnalysisResult } from '../analyses/types.ts';
import { significant as s } from '../format/significant.ts';
import type { DataStep } from '../model/dataset.ts';
import type { Indicator, WeightEntry, Weighting } from '../model/indicator.ts';
import type { Bilingual } from '../model/text.ts';
import { ahp } from '../satisfaction/ahp.ts';
import { lineageOf } from './lineage.ts';
import { isWeightInForce } from './questionsOfImprovement.ts';
import type { Explanation, WorkedStep } from './types.ts';
import { isSame } from './worked/given.ts';

/** The key of the first level's weighting; that of the others is their parent's id. */
const rootKey = 'root';
export const weightingKey = (parentId: string | null): string => parentId ?? rootKey;

/** The last thing that set the weights of the children of one node, as the journal knows it. */
export interface WeightStep {
  readonly key: string;
  readonly step: DataStep;
  /** What the weights were entered as, where they were reached from what people said. */
  readonly entry: WeightEntry['kind'] | null;
}

export interface GivenWeights {
  readonly indicators: readonly Indicator[];
  readonly weightings: ReadonlyMap<string, Weighting>;
  /** Oldest first; may lack what happened before the journal began. */
  readonly steps: readonly WeightStep[];
}

const isWeight = (key: string): key is 'weight' | 'compositeWeight' => key === 'weight' || key === 'compositeWeight';

/** The indicator whose weight in the project the number at a path is, and those it lies under, innermost first; null for any other number. */
export function weightedIndicators(
  result: AnalysisResult,
  path: string | null,
  indicators: readonly Indicator[],
): { readonly key: 'weight' | 'compositeWeight'; readonly chain: readonly Indicator[] } | null {
  if (path === null) return null;
  const { key: name, ancestors } = lineageOf(result.values, path);
  // Analyses of weights compute their own from answers, and show those in force beside them; others take those in force for importance.
  const beside = (result.analysis.startsWith('weights.') && name === 'current') || isWeightInForce(result, path);
  if (!beside && result.analysis !== 'csi.index' && result.analysis !== 'improve.expectedGain') return null;
  const key = beside ? 'compositeWeight' : name;
  const id = ancestors[0]?.object['id'];
  if (!isWeight(key) || typeof id !== 'string') return null;
  const chain: Indicator[] = [];
  for (let at = indicators.find((one) => one.id === id); at && !chain.includes(at); ) {
    chain.push(at);
    const { parentId } = at;
    at = indicators.find((one) => one.id === parentId);
  }
  return chain.length === 0 ? null : { key, chain };
}

const entries: Readonly<Record<WeightEntry['kind'], Bilingual>> = {
  ranking: { zh: '由录入的排序算出', en: 'worked out from the rankings entered' },
  experts: { zh: '由录入的专家打分算出', en: 'worked out from the expert scores entered' },
  wins: { zh: '由录入的成对比较算出', en: 'worked out from the paired comparisons entered' },
};

/** How the weights of an indicator and its siblings came about. */
function wayOf(weighting: Weighting | undefined, last: WeightStep | undefined): Bilingual {
  if (weighting?.method === 'ahp')
    return weighting.priorities === 'eigenvector'
      ? { zh: '层次分析法（判断矩阵，特征向量）', en: 'AHP (judgment matrix, eigenvector)' }
      : { zh: '层次分析法（判断矩阵，几何平均）', en: 'AHP (judgment matrix, geometric means)' };
  if (weighting?.method === 'equal') return { zh: '各指标等权', en: 'equal weights' };
  if (last?.step.type === 'weights.apply') return last.step.label;
  if (last?.step.type === 'indicator.move')
    return { zh: '移动指标时按比例调整', en: 'scaled when an indicator was moved' };
  if (weighting?.method === 'direct')
    return last?.entry ? entries[last.entry] : { zh: '人工录入', en: 'typed by hand' };
  return last?.step.type === 'indicators.replace'
    ? last.step.label
    : { zh: '随指标体系给定，没有另行设置', en: 'given with the indicator system, not set since' };
}

/** The weight of one child from its siblings' judgments or number, where that gives the very weight. */
function* workedWeight(own: Indicator, weighting: Weighting | undefined): Generator<WorkedStep> {
  const place = weighting?.childIds.indexOf(own.id) ?? -1;
  if (!weighting || place < 0) return;
  const k = weighting.childIds.length;
  if (weighting.method === 'equal')
    yield { formula: { zh: '1/同级指标数', en: '1/number of siblings' }, filled: `1 / ${k}`, value: 1 / k };
  const line = weighting.judgments?.[place];
  if (weighting.method !== 'ahp' || !weighting.judgments || !line) return;
  if (weighting.priorities === 'eigenvector') {
    const { weights, lambdaMax } = ahp(weighting.judgments);
    const terms = line.map((judgment, other) => `${s(judgment)}×${s(weights[other]!)}`).join(' + ');
    yield {
      formula: { zh: 'w = Σ(判断值 × 同级指标的权重)/λmax', en: 'w = Σ(judgment × weight of the sibling)/λmax' },
      filled: `(${terms}) / ${s(lambdaMax)}`,
      value: line.reduce((sum, judgment, other) => sum + judgment * weights[other]!, 0) / lambdaMax,
    };
  } else {
    const product = (row: readonly number[]): number => row.reduce((all, one) => all * one, 1);
    const means = weighting.judgments.map((row) => product(row) ** (1 / k));
    const total = means.reduce((sum, one) => sum + one, 0);
    yield {
      formula: {
        zh: 'w = 本行判断值的几何平均/各行几何平均之和',
        en: 'w = geometric mean of the row/sum of the rows’ geometric means',
      },
      filled: `${s(means[place]!)} / ${s(total)}`,
      value: means[place]! / total,
    };
  }
}

/**
 * The explanation of a number that is a weight of the indicator system: how it was given, not how scores are computed. A weight
 * rests on no answers of the survey (those it may have been computed from are named by the step that took it over).
 * Any other explanation is returned as it is.
 */
export function withWeightOrigin(explanation: Explanation, result: AnalysisResult, given: GivenWeights): Explanation {
  const meant = weightedIndicators(result, explanation.path, given.indicators);
  if (!meant) return explanation;
  const { chain, key } = meant;
  const wayAt = (one: Indicator): Bilingual => {
    const at = weightingKey(one.parentId);
    return wayOf(
      given.weightings.get(at),
      given.steps.findLast((step) => step.key === at),
    );
  };
  const [own] = chain;
  const levels = key === 'weight' ? [own!] : chain.toReversed();
  const shown = (one: Indicator, way: string, colon: string): string => `${one.name} ${s(one.weight, 4)}${colon}${way}`;
  const list = {
    zh: levels.map((one) => shown(one, wayAt(one).zh, '：')).join('；'),
    en: levels.map((one) => shown(one, wayAt(one).en, ': ')).join('; '),
  };
  const worked = [...workedWeight(own!, given.weightings.get(weightingKey(own!.parentId)))];
  return {
    ...explanation,
    method: {
      what:
        key === 'weight'
          ? { zh: '指标体系中该指标在同级指标里的权重。', en: 'The share of this indicator among its siblings.' }
          : {
              zh: '从一级指标到该指标，各级权重之积。',
              en: 'The product of the weights from the first level down to this indicator.',
            },
      formula: { zh: `${list.zh}。`, en: `${list.en}.` },
      source: '',
    },
    worked:
      key === 'compositeWeight'
        ? explanation.worked
        : worked.filter((step) => explanation.value !== null && isSame(step.value, explanation.value)),
    restsOnAnswers: false,
    options: [],
    questions: [],
    group: null,
    counted: [],
  };
}
