import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { InputError } from '../../model/errors.ts';
import { inLocale } from '../../model/text.ts';
import type { RandomIndexTable } from '../../satisfaction/ahp.ts';
import { ahpGroup } from '../../satisfaction/ahpGroup.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
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
        order: labels.map((_, i) => i).toSorted((a, b) => chosen[b]! - chosen[a]! || a - b),
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
      {
        id: 'weights',
        title: { zh: '合成权重', en: 'Aggregated weights' },
        columns: [
          { key: 'label', title: { zh: '要素', en: 'Element' }, format: 'text' },
          { key: 'weight', title: { zh: '权重', en: 'Weight' }, format: 'weight' },
          { key: 'aij', title: { zh: 'AIJ', en: 'AIJ' }, format: 'weight' },
          { key: 'aipGeometric', title: { zh: 'AIP 几何', en: 'AIP geometric' }, format: 'weight' },
          { key: 'aipArithmetic', title: { zh: 'AIP 算术', en: 'AIP arithmetic' }, format: 'weight' },
          { key: 'lowest', title: { zh: '专家最低', en: 'Lowest judge' }, format: 'weight' },
          { key: 'highest', title: { zh: '专家最高', en: 'Highest judge' }, format: 'weight' },
        ],
        rows: values.elements.map((one) => ({
          cells: {
            label: one.label,
            weight: one.weight,
            aij: one.aij,
            aipGeometric: one.aipGeometric,
            aipArithmetic: one.aipArithmetic,
            lowest: one.lowest,
            highest: one.highest,
          },
        })),
        notes: [],
      },
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
      barWithError({
        id: 'weights',
        title: inLocale(
          { zh: '合成权重与各位专家的范围', en: 'Aggregated weights and the range of the judges' },
          locale,
        ),
        altText: inLocale(
          {
            zh: `${n} 位专家合成权重的条形图，须线为专家间的最低与最高值。`,
            en: `Bars of the weights of ${n} judges; whiskers show the lowest and highest judge.`,
          },
          locale,
        ),
        bars: values.order.map((i, rank) => {
          const one = values.elements[i]!;
          return {
            label: one.label,
            value: one.weight,
            interval: [one.lowest, one.highest] as const,
            text: formatNumber(one.weight, 'weight', locale),
            emphasis: rank === 0,
          };
        }),
        valueTitle: inLocale({ zh: '权重', en: 'Weight' }, locale),
      }),
    ];
  },
  narrative({ values, n }, locale) {
    const top = values.order[0]!;
    const doubtful = values.judges.filter((one) => (one.consistencyRatio ?? 0) >= 0.1).length;
    return [
      sentence(
        locale,
        {
          zh: `综合 {@n} 位专家的判断，“{@name}”的权重最大，为 {elements.${top}.weight|weight}。`,
          en: `Across {@n} judges, “{@name}” weighs most: {elements.${top}.weight|weight}.`,
        },
        { name: values.elements[top]!.label, n: String(n) },
      ),
      doubtful === 0
        ? sentence(locale, { zh: '每位专家的判断一致性均可接受。', en: 'Every judge is acceptably consistent.' })
        : sentence(
            locale,
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
