import { InputError } from '../../model/errors.ts';
import type { RandomIndexTable } from '../../satisfaction/ahp.ts';
import { ahpGroup } from '../../satisfaction/ahpGroup.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
import { byWeight, heaviestSentence, weightBars, weightTable } from '../weightResult.ts';
import { consistencyWarnings, prioritiesOption, randomIndexOption } from './weightsAhp.ts';

export const weightsAhpGroup = defineAnalysis({
  id: 'weights.ahpGroup',
  version: 1,
  group: 'weights',
  title: { zh: '多位专家的层次分析法', en: 'AHP of several judges' },
  note: {
    what: {
      zh: '把多位专家的判断矩阵合成一组权重。',
      en: 'One set of weights from the judgment matrices of several judges.',
    },
    formula: {
      zh: '判断合成（AIJ）：逐元素取几何平均后求权重；权重合成（AIP）：先求各人权重，再取几何或算术平均。',
      en: 'AIJ: element-wise geometric mean of the judgments, then weights; AIP: weights of each judge, then their geometric or arithmetic mean.',
    },
    source: 'Forman, E., & Peniwati, K. (1998). European Journal of Operational Research, 108, 165-169.',
  },
  keywords: ['AHP', '群决策', '专家打分', 'AIJ', 'AIP', 'group decision'],
  /** The judges' matrices one under the other: k x n rows of n numbers, n labels. */
  inputs: {
    judgments: {
      kind: 'matrix',
      title: { zh: '各位专家的判断矩阵（上下相接）', en: 'Judgment matrices, one under the other' },
    },
  },
  options: {
    aggregate: {
      kind: 'choice',
      title: { zh: '合成方式', en: 'Aggregate' },
      default: 'aij',
      choices: [
        { value: 'aij', title: { zh: '判断的几何平均（AIJ）', en: 'Judgments, geometric mean (AIJ)' } },
        { value: 'aipGeometric', title: { zh: '权重的几何平均（AIP）', en: 'Priorities, geometric mean (AIP)' } },
        { value: 'aipArithmetic', title: { zh: '权重的算术平均（AIP）', en: 'Priorities, arithmetic mean (AIP)' } },
      ],
    },
    priorities: prioritiesOption,
    randomIndex: randomIndexOption,
  },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(_snapshot, { inputs, options }) {
    const { labels, rows } = inputs.judgments!;
    const n = labels.length;
    if (n === 0 || rows.length === 0 || rows.length % n !== 0)
      throw new InputError('ahp.groupShape', { labels: n, rows: rows.length });
    const matrices = Array.from({ length: rows.length / n }, (_, judge) => rows.slice(judge * n, (judge + 1) * n));
    const group = ahpGroup(matrices, { priorities: options.priorities as 'eigenvector' });
    const table = options.randomIndex as RandomIndexTable;
    const chosen =
      options.aggregate === 'aipGeometric'
        ? group.aipGeometric
        : options.aggregate === 'aipArithmetic'
          ? group.aipArithmetic
          : group.aij.weights;
    return {
      status: 'ok',
      reason: null,
      n: group.judges,
      leftOut: [],
      warnings: consistencyWarnings(group.aij, table),
      values: {
        elements: labels.map((label, i) => ({
          label,
          weight: chosen[i]!,
          aij: group.aij.weights[i]!,
          aipGeometric: group.aipGeometric[i]!,
          aipArithmetic: group.aipArithmetic[i]!,
          lowest: Math.min(...group.individual.map((one) => one.weights[i]!)),
          highest: Math.max(...group.individual.map((one) => one.weights[i]!)),
        })),
        order: byWeight(chosen),
        matrix: group.matrix,
        lambdaMax: group.aij.lambdaMax,
        consistencyIndex: group.aij.consistencyIndex,
        consistencyRatio: group.aij.consistencyRatio[table],
        judges: group.individual.map((one, index) => ({
          judge: index + 1,
          lambdaMax: one.lambdaMax,
          consistencyRatio: one.consistencyRatio[table],
          weights: one.weights,
        })),
      },
    };
  },
  tables({ values }) {
    return [
      weightTable({ zh: '合成权重', en: 'Aggregated weights' }, values.elements, [
        { key: 'aij', title: { zh: 'AIJ', en: 'AIJ' }, format: 'weight', value: (one) => one.aij },
        {
          key: 'aipGeometric',
          title: { zh: 'AIP 几何', en: 'AIP geometric' },
          format: 'weight',
          value: (one) => one.aipGeometric,
        },
        {
          key: 'aipArithmetic',
          title: { zh: 'AIP 算术', en: 'AIP arithmetic' },
          format: 'weight',
          value: (one) => one.aipArithmetic,
        },
        { key: 'lowest', title: { zh: '专家最低', en: 'Lowest judge' }, format: 'weight', value: (one) => one.lowest },
        {
          key: 'highest',
          title: { zh: '专家最高', en: 'Highest judge' },
          format: 'weight',
          value: (one) => one.highest,
        },
      ]),
      {
        id: 'judges',
        title: { zh: '各位专家的一致性', en: 'Consistency of each judge' },
        columns: [
          { key: 'judge', title: { zh: '专家', en: 'Judge' }, format: 'integer' },
          { key: 'lambdaMax', title: { zh: 'λ', en: 'lambda' }, format: 'number3' },
          { key: 'consistencyRatio', title: { zh: 'CR', en: 'CR' }, format: 'number3' },
        ],
        rows: values.judges.map((one) => ({
          cells: { judge: one.judge, lambdaMax: one.lambdaMax, consistencyRatio: one.consistencyRatio },
          emphasis: (one.consistencyRatio ?? 0) >= 0.1,
        })),
        notes: [],
      },
    ];
  },
  figures({ values, n }, locale) {
    return [
      weightBars(
        { zh: '合成权重与各位专家的范围', en: 'Aggregated weights and the range of the judges' },
        {
          zh: `${n} 位专家合成权重的条形图，须线为专家间的最低与最高值。`,
          en: `Bars of the weights of ${n} judges; whiskers show the lowest and highest judge.`,
        },
        values.elements,
        locale,
        (one) => [one.lowest, one.highest],
      ),
    ];
  },
  narrative({ values, n }, locale) {
    const doubtful = values.judges.filter((one) => (one.consistencyRatio ?? 0) >= 0.1).length;
    return [
      heaviestSentence(values.elements, locale, { zh: `综合 ${n} 位专家的判断，`, en: `Across ${n} judges, ` }),
      doubtful === 0
        ? sentence(locale, 'consistency', {
            zh: '每位专家的判断一致性均可接受。',
            en: 'Every judge is acceptably consistent.',
          })
        : sentence(
            locale,
            'consistency',
            {
              zh: '有 {@count} 位专家的判断一致性比率不小于 0.10，宜请其复核。',
              en: '{@count} of the judges have a consistency ratio of 0.10 or more and should revisit their judgments.',
            },
            { count: String(doubtful) },
          ),
    ];
  },
  propose: () => [],
});
