import { ahp, type AhpResult, type RandomIndexTable } from '../../satisfaction/ahp.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { InputError } from '../../model/errors.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
import type { MatrixInput, OptionSpec, Warning } from '../types.ts';
import { byWeight, heaviestSentence, weightBars, weightTable } from '../weightResult.ts';

export const prioritiesOption = {
  kind: 'choice',
  title: { zh: '权重算法', en: 'Weights by' },
  default: 'eigenvector',
  choices: [
    { value: 'eigenvector', title: { zh: '特征向量法', en: 'Principal eigenvector' } },
    { value: 'geometricMean', title: { zh: '几何平均法', en: 'Row geometric mean' } },
    { value: 'columnMean', title: { zh: '和积法', en: 'Mean of normalised columns' } },
    { value: 'rowSum', title: { zh: '行和法', en: 'Row sums' } },
  ],
} as const satisfies OptionSpec;

export const randomIndexOption = {
  kind: 'choice',
  title: { zh: '随机一致性指标表', en: 'Table of random indices' },
  default: 'saaty',
  choices: [
    { value: 'saaty', title: { zh: 'Saaty (1980)', en: 'Saaty (1980)' } },
    { value: 'saaty2003', title: { zh: 'Saaty (2003)', en: 'Saaty (2003)' } },
    { value: 'simulated', title: { zh: '模拟值', en: 'Simulated' } },
  ],
} as const satisfies OptionSpec;

/** Names for the elements of a matrix: those given, which must be as many as the elements. @throws InputError 'ahp.labels' */
function elementLabels(input: MatrixInput, n: number): readonly string[] {
  if (input.labels.length !== n) throw new InputError('ahp.labels', { labels: input.labels.length, elements: n });
  return input.labels;
}

export function consistencyWarnings(result: AhpResult, table: RandomIndexTable): readonly Warning[] {
  const ratio = result.consistencyRatio[table];
  const warnings: Warning[] = [];
  if (ratio === null) warnings.push({ code: 'ahp.noRandomIndex', details: { n: result.n } });
  else if (ratio >= 0.1)
    warnings.push({ code: 'ahp.inconsistent', details: { ratio: formatNumber(ratio, 'number3', 'en') } });
  if (!result.converged) warnings.push({ code: 'ahp.notConverged', details: { iterations: result.iterations } });
  return warnings;
}

export const weightsAhp = defineAnalysis({
  id: 'weights.ahp',
  version: 1,
  group: 'weights',
  title: { zh: '层次分析法权重', en: 'AHP weights' },
  note: {
    what: {
      zh: '由两两比较的判断矩阵求各要素的权重，并检验判断是否前后一致。',
      en: 'Weights of elements from pairwise judgments, with a check whether the judgments agree with one another.',
    },
    formula: {
      zh: '判断矩阵 A（1–9 标度，a_ji = 1/a_ij）的最大特征值 λ 对应的特征向量归一化为权重；CI = (λ − n)/(n − 1)，CR = CI/RI，CR < 0.10 可接受。',
      en: 'Weights: principal eigenvector of the reciprocal matrix A (scale 1-9), normalised; CI = (lambda - n)/(n - 1), CR = CI/RI, acceptable below 0.10.',
    },
    source: 'Saaty, T. L. (1980). The Analytic Hierarchy Process. McGraw-Hill.',
  },
  keywords: ['AHP', '层次分析', '判断矩阵', '一致性比率', 'CR', 'Saaty', 'pairwise comparison'],
  inputs: { judgments: { kind: 'matrix', title: { zh: '判断矩阵', en: 'Judgment matrix' } } },
  options: { priorities: prioritiesOption, randomIndex: randomIndexOption },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(_snapshot, { inputs, options }) {
    const input = inputs.judgments!;
    const result = ahp(input.rows, { priorities: options.priorities as 'eigenvector' });
    const labels = elementLabels(input, result.n);
    const table = options.randomIndex as RandomIndexTable;
    return {
      status: 'ok',
      reason: null,
      n: result.n,
      leftOut: [],
      warnings: consistencyWarnings(result, table),
      values: {
        elements: labels.map((label, i) => ({
          label,
          weight: result.weights[i]!,
          eigenvector: result.eigenvector[i]!,
          geometricMean: result.geometricMean[i]!,
          columnMean: result.columnMean[i]!,
          rowSum: result.rowSum[i]!,
        })),
        order: byWeight(result.weights),
        lambdaMax: result.lambdaMax,
        lambdaFromGeometricMean: result.lambdaFromGeometricMean,
        lambdaFromColumnMean: result.lambdaFromColumnMean,
        consistencyIndex: result.consistencyIndex,
        randomIndex: result.randomIndex[table],
        consistencyRatio: result.consistencyRatio[table],
        randomIndices: { ...result.randomIndex },
        consistencyRatios: { ...result.consistencyRatio },
        geometricConsistencyIndex: result.geometricConsistencyIndex,
        worst: result.worst.slice(0, 3).map((one) => ({
          row: labels[one.row]!,
          column: labels[one.column]!,
          given: one.given,
          implied: one.implied,
          deviation: one.deviation,
        })),
      },
    };
  },
  tables({ values }) {
    return [
      weightTable(
        { zh: '各要素权重', en: 'Weights of the elements' },
        values.elements,
        [
          {
            key: 'eigenvector',
            title: { zh: '特征向量', en: 'Eigenvector' },
            format: 'weight',
            value: (one) => one.eigenvector,
          },
          {
            key: 'geometricMean',
            title: { zh: '几何平均', en: 'Geometric mean' },
            format: 'weight',
            value: (one) => one.geometricMean,
          },
          {
            key: 'columnMean',
            title: { zh: '和积法', en: 'Column mean' },
            format: 'weight',
            value: (one) => one.columnMean,
          },
        ],
        [
          {
            zh: `λ = ${formatNumber(values.lambdaMax, 'number3', 'zh-CN')}，CI = ${formatNumber(values.consistencyIndex, 'number3', 'zh-CN')}，RI = ${formatNumber(values.randomIndex, 'number3', 'zh-CN')}，CR = ${formatNumber(values.consistencyRatio, 'number3', 'zh-CN')}`,
            en: `lambda = ${formatNumber(values.lambdaMax, 'number3', 'en')}, CI = ${formatNumber(values.consistencyIndex, 'number3', 'en')}, RI = ${formatNumber(values.randomIndex, 'number3', 'en')}, CR = ${formatNumber(values.consistencyRatio, 'number3', 'en')}`,
          },
        ],
      ),
      {
        id: 'worst',
        title: { zh: '最值得复核的判断', en: 'Judgments to revisit first' },
        columns: [
          { key: 'row', title: { zh: '要素', en: 'Element' }, format: 'text' },
          { key: 'column', title: { zh: '相对于', en: 'Against' }, format: 'text' },
          { key: 'given', title: { zh: '给出的判断', en: 'Judgment given' }, format: 'number2' },
          { key: 'implied', title: { zh: '权重所示 w_i/w_j', en: 'Implied w_i/w_j' }, format: 'number2' },
        ],
        rows: values.worst.map((one) => ({
          cells: { row: one.row, column: one.column, given: one.given, implied: one.implied },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const first = values.elements[values.order[0]!]!;
    return [
      weightBars(
        { zh: '各要素权重', en: 'Weights of the elements' },
        {
          zh: `${values.elements.length} 个要素的权重条形图，最大为${first.label}。`,
          en: `Bars of the weights of ${values.elements.length} elements; the largest is ${first.label}.`,
        },
        values.elements,
        locale,
      ),
    ];
  },
  narrative({ values }, locale) {
    const sentences = [heaviestSentence(values.elements, locale)];
    if (values.consistencyRatio !== null) {
      const good = values.consistencyRatio < 0.1;
      sentences.push(
        good
          ? sentence(locale, 'consistency', {
              zh: '一致性比率 CR 为 {consistencyRatio|number3}，小于 0.10，判断的一致性可以接受。',
              en: 'The consistency ratio is {consistencyRatio|number3}, below 0.10: the judgments are acceptably consistent.',
            })
          : sentence(
              locale,
              'consistency',
              {
                zh: '一致性比率 CR 为 {consistencyRatio|number3}，不小于 0.10；宜先复核“{@row}”对“{@column}”的判断（给出 {worst.0.given|number2}，权重所示为 {worst.0.implied|number2}）。',
                en: 'The consistency ratio is {consistencyRatio|number3}, not below 0.10; first revisit “{@row}” against “{@column}” (given {worst.0.given|number2}, implied {worst.0.implied|number2}).',
              },
              { row: values.worst[0]?.row ?? '', column: values.worst[0]?.column ?? '' },
            ),
      );
    }
    return sentences;
  },
  propose: () => [],
});
