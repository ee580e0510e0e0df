import { indicesUnder, type WeightData, weightData } from '../../analyses/weightData.ts';
import { weightWays } from '../../analyses/weightWays.ts';
import { significant as s } from '../../format/significant.ts';
import { type VariableId, variableId } from '../../model/ids.ts';
import { ownWeightIndices } from '../../satisfaction/statedImportance.ts';
import type { WorkedStep } from '../types.ts';
import type { FormColumn } from './formColumns.ts';
import { formMean, formShare, meanBound, meanStep } from './formMeans.ts';
import { type Given, numberOf, numbersIn, objectsOf, type Rule, step, sum } from './given.ts';

const indexOfForm = { zh: '各份的指数', en: 'index of the form' };

/** The index of every form under one way, and how that of the first form is put together. */
interface Formed {
  readonly values: Float64Array;
  readonly first: readonly WorkedStep[];
  readonly shown: FormColumn['shown'];
}

/** How the index of the first form is put together from its scores. */
function firstForm(
  data: WeightData,
  values: Float64Array,
  weightsOf: (row: number) => readonly number[],
): readonly WorkedStep[] {
  const row = values.findIndex((value) => !Number.isNaN(value));
  if (row < 0) return [];
  const terms = data.scores.flatMap((scores, place): [number, number][] => {
    const [weight, score] = [weightsOf(row)[place]!, scores[row]!];
    return Number.isNaN(weight + score) || weight === 0 ? [] : [[weight, score]];
  });
  const weight = sum(terms.map(([one]) => one));
  if (!(weight > 0)) return [];
  const form = data.design.rows[row]! + 1;
  return [
    step(
      `每份问卷 = Σ(权重 × 得分)/Σ权重；如第 ${form} 份`,
      `each form = Σ(weight × score)/Σ weight; form ${form}, for one`,
      `(${terms.map(([one, score]) => `${s(one, 4)}×${s(score, 5)}`).join(' + ')}) / ${s(weight)}`,
      sum(terms.map(([one, score]) => one * score)) / weight,
    ),
  ];
}

function formed(data: WeightData, way: unknown, weights: readonly number[] | null): Formed | null {
  if (weights) {
    const values = indicesUnder(data, weights);
    return { values, first: firstForm(data, values, () => weights), shown: indexOfForm };
  }
  if (way === 'ownImportance') {
    if (data.stated.some((column) => column === null)) return null;
    const stated = data.stated as readonly Float64Array[];
    const values = ownWeightIndices(stated, data.scores);
    return {
      values,
      first: firstForm(data, values, (row) => stated.map((column) => column[row]!)),
      shown: indexOfForm,
    };
  }
  const { values } = data.outcome;
  return { values, first: [], shown: { zh: '各份的总体满意度得分', en: 'overall satisfaction of the form' } };
}

/** What a request for weights or ways reads. */
function dataOf({ snapshot, result }: Given): WeightData | null {
  const { items, outcome } = result.inputs;
  const read = weightData(
    snapshot,
    (items ?? []) as readonly VariableId[],
    typeof outcome === 'string' ? variableId(outcome) : null,
  );
  return read.ok ? read.data : null;
}

const columnOf = ({ values, shown }: Formed, { design }: WeightData): FormColumn => ({
  values,
  weights: design.weights,
  design,
  shown,
});

/** The mean of the forms' indices, or a bound of it. */
function* meanOfForms({ result }: Given, data: WeightData, found: Formed, which: string): ReturnType<Rule> {
  const column = columnOf(found, data);
  const [toMean, mean] = [meanStep(column), formMean(column)];
  const { level } = result.options;
  if (which === 'index' && toMean) yield [...found.first, toMean];
  if ((which === 'lower' || which === 'upper') && mean && typeof level === 'number')
    yield meanBound(mean, level, which === 'upper');
}

/** The index under the weights of one way, or under those in force. */
function* indexUnderWeights(given: Given): ReturnType<Rule> {
  const which = /^index(Lower|Upper|Current)?$/.exec(given.path);
  const data = which ? dataOf(given) : null;
  if (!which || !data) return;
  const name = which[1] === 'Current' ? 'current' : 'weight';
  const weights = objectsOf(given.result.values['elements']).map((one) => numberOf(one, name) ?? 0);
  const found = weights.length === data.ids.length ? formed(data, null, weights) : null;
  const end = which[1] === 'Lower' || which[1] === 'Upper' ? which[1].toLowerCase() : 'index';
  if (found) yield* meanOfForms(given, data, found, end);
}

/** The index of one way of weighting, with its interval and the share of satisfied forms. */
function* indexOfWay(given: Given): ReturnType<Rule> {
  const { key, path, ancestors, result } = given;
  if (!/^ways\.\d+\.(?:index|lower|upper|satisfiedShare|n)$/.test(path)) return;
  const own = ancestors[0]!.object;
  const data = dataOf(given);
  const found = data && formed(data, own['way'], numbersIn(own['weights']));
  if (!data || !found) return;
  yield* meanOfForms(given, data, found, key);
  const { threshold } = result.options;
  const there = found.values.filter((value) => !Number.isNaN(value)).length;
  if (key === 'n')
    yield [
      step(
        '使用的份数 − 得不到指数的份数',
        'forms in use − forms without an index',
        `${found.values.length} − ${found.values.length - there}`,
        there,
      ),
    ];
  if (key !== 'satisfiedShare' || typeof threshold !== 'number') return;
  const marks = found.values.map((value) => (Number.isNaN(value) ? value : Number(value >= threshold - 1e-9)));
  const shown = { zh: `达到 ${s(threshold)} 分`, en: `forms at ${s(threshold)} or above` };
  const share = formShare({ ...columnOf(found, data), values: marks, shown });
  if (share) yield [...found.first, share.steps.share];
}

/** The score of an indicator beside the ways. */
function* elementScore(given: Given): ReturnType<Rule> {
  const { path, snapshot, result } = given;
  const place = /^elements\.(\d+)\.score$/.exec(path)?.[1];
  if (place === undefined) return;
  const read = weightData(snapshot, (result.inputs['items'] ?? []) as readonly VariableId[], null);
  const id = objectsOf(result.values['elements'])[Number(place)]?.['id'];
  if (!read.ok || typeof id !== 'string') return;
  const { design, ids, scores } = read.data;
  const values = scores[ids.findIndex((one) => one === id)];
  const toMean =
    values && meanStep({ values, weights: design.weights, design, shown: { zh: '指标得分', en: 'indicator score' } });
  if (toMean) yield [toMean];
}

export const wayRules: Readonly<Record<string, readonly Rule[]>> = {
  'csi.fiveWays': [indexOfWay, elementScore],
  'weights.duel': [indexOfWay, elementScore],
  ...Object.fromEntries(weightWays.map((way) => [`weights.${way}`, [indexUnderWeights]])),
};
