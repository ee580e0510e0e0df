import { InputError } from '../../model/errors.ts';
import { sharesOf } from '../../satisfaction/scoreMoments.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';
import { byWeight, heaviestSentence, weightBars, weightTable } from '../weightResult.ts';

type PairedValues = {
  readonly elements: readonly {
    readonly label: string;
    readonly weight: number;
    readonly wins: number;
    readonly losses: number;
  }[];
  readonly order: readonly number[];
  readonly comparisons: number;
  /** Triples whose majorities contradict each other. */
  readonly circles: number;
};

export const weightsPairedWins = defineAnalysis({
  id: 'weights.pairedWins',
  version: 1,
  group: 'weights',
  title: { zh: '成对比较法权重', en: 'Paired comparison weights' },
  note: {
    what: {
      zh: '把指标两两比较，按各指标“更重要”的次数分配权重。',
      en: 'Indicators are compared in pairs; each weighs by how often it was called the more important.',
    },
    formula: {
      zh: 'w_i = 胜出次数_i / Σ 胜出次数；可为每个指标加 1 次，使从未胜出者不为 0。',
      en: 'w_i = wins_i / sum of wins; one win may be added to each so that none weighs 0.',
    },
    source: 'Thurstone (1927); David, H. A. (1988). The Method of Paired Comparisons.',
  },
  keywords: ['成对比较', '两两比较', '胜出', 'paired comparison', 'wins'],
  /** Row i, column j: how many judged i more important than j. */
  inputs: {
    wins: {
      kind: 'matrix',
      title: { zh: '胜出次数：行比列重要的人数', en: 'Wins: how many called the row more important than the column' },
    },
  },
  options: {
    plusOne: { kind: 'boolean', title: { zh: '每个指标加 1 次', en: 'Add one win to each' }, default: false },
  },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(_snapshot, { inputs, options }): Estimate<PairedValues> {
    const { labels, rows } = inputs.wins!;
    const k = labels.length;
    if (k < 2 || rows.length !== k || rows.some((row) => row.length !== k))
      throw new InputError('pairedWins.shape', { labels: k, rows: rows.length });
    for (const [i, row] of rows.entries())
      for (const [j, value] of row.entries())
        if (value < 0 || (i === j && value !== 0))
          throw new InputError('pairedWins.value', { row: i + 1, column: j + 1, value });
    const wins = rows.map((row) => row.reduce((sum, value) => sum + value, 0) + (options.plusOne ? 1 : 0));
    const losses = labels.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0));
    const comparisons = losses.reduce((sum, value) => sum + value, 0);
    const weights = sharesOf(wins);
    if (!weights) return noEstimate('noAnswers', 0, []);
    // A circle a > b > c > a says that the majority does not rank the three.
    let circles = 0;
    const beats = (i: number, j: number): boolean => rows[i]![j]! > rows[j]![i]!;
    for (let a = 0; a < k; a++)
      for (let b = a + 1; b < k; b++)
        for (let c = b + 1; c < k; c++)
          if ((beats(a, b) && beats(b, c) && beats(c, a)) || (beats(b, a) && beats(c, b) && beats(a, c))) circles++;
    return {
      status: 'ok',
      reason: null,
      n: k,
      leftOut: [],
      warnings: [],
      values: {
        elements: labels.map((label, i) => ({ label, weight: weights[i]!, wins: wins[i]!, losses: losses[i]! })),
        order: byWeight(weights),
        comparisons,
        circles,
      },
    };
  },
  tables({ values }) {
    return [
      weightTable({ zh: '成对比较的权重', en: 'Weights from paired comparisons' }, values.elements, [
        { key: 'wins', title: { zh: '胜出', en: 'Wins' }, format: 'integer', value: (one) => one.wins },
        { key: 'losses', title: { zh: '落败', en: 'Losses' }, format: 'integer', value: (one) => one.losses },
      ]),
    ];
  },
  figures({ values }, locale) {
    return [
      weightBars(
        { zh: '成对比较的权重', en: 'Weights from paired comparisons' },
        {
          zh: `${values.elements.length} 个指标的权重条形图。`,
          en: `Bars of the weights of ${values.elements.length} indicators.`,
        },
        values.elements,
        locale,
      ),
    ];
  },
  narrative({ values }, locale) {
    return [
      heaviestSentence(values.elements, locale),
      values.circles === 0
        ? sentence(locale, 'circles', {
            zh: '多数意见之间没有循环，可以排出先后。',
            en: 'The majorities form no circle: they rank the indicators.',
          })
        : sentence(locale, 'circles', {
            zh: '有 {circles|integer} 组三个指标的多数意见互相循环，先后并不明确。',
            en: 'The majorities form {circles|integer} circles of three: the order is not clear there.',
          }),
    ];
  },
  propose: () => [],
});
