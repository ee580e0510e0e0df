import { InputError } from '../../model/errors.ts';
import { accurateMean, accurateSd } from '../../numeric/accurateSum.ts';
import { sharesOf } from '../../satisfaction/scoreMoments.ts';
import { kendallW } from '../../stats/kendallW.ts';
import { finiteOrNull } from '../../stats/types.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { relationOf, sentence } from '../sentence.ts';
import type { Estimate, InputSpec, MatrixInput, ResultTable } from '../types.ts';
import { byWeight, heaviestSentence, weightBars, weightTable } from '../weightResult.ts';

type ExpertValues = {
  /** Weights by the means of the last round. */
  readonly elements: readonly {
    readonly label: string;
    readonly weight: number;
    readonly lowest: number;
    readonly highest: number;
  }[];
  readonly order: readonly number[];
  readonly rounds: readonly {
    readonly round: number;
    readonly experts: number;
    readonly means: readonly number[];
    readonly sds: readonly (number | null)[];
    readonly weights: readonly number[];
    readonly w: number | null;
    readonly chiSquare: number | null;
    readonly df: number | null;
    readonly p: number | null;
    /** Mean coefficient of variation over the indicators, 0-1; lower = more agreement. */
    readonly spread: number | null;
    /** Largest change of a weight since the round before. */
    readonly largestChange: number | null;
  }[];
  readonly last: number;
};

const roundInput = (round: number, optional: boolean) =>
  ({
    kind: 'matrix',
    title: {
      zh: `第 ${round} 轮：每行一个指标，各列为每位专家的评分`,
      en: `Round ${round}: a line per indicator, a column per expert`,
    },
    optional,
  }) as const satisfies InputSpec;

export const weightsExpertRounds = defineAnalysis({
  id: 'weights.expertRounds',
  version: 1,
  group: 'weights',
  title: { zh: '专家打分（德尔菲法）权重', en: 'Expert scores over rounds (Delphi)' },
  note: {
    what: {
      zh: '专家多轮打分，看意见是否趋于一致，以最后一轮的平均分求权重。',
      en: 'Experts score the indicators over rounds: do they come to agree? Weights follow from the last round.',
    },
    formula: {
      zh: 'w_i = 最后一轮平均分_i / Σ 平均分；协调系数 W = 12S/(m²(k³ − k) − mΣT)，χ² = m(k − 1)W，自由度 k − 1。',
      en: 'w_i = mean score of the last round / sum of means; concordance W = 12 S/(m^2 (k^3 - k) - m sum T), chi-square = m (k - 1) W with k - 1 degrees of freedom.',
    },
    source: 'Dalkey & Helmer (1963), Management Science 9; Kendall & Babington Smith (1939).',
  },
  keywords: ['德尔菲', 'Delphi', '专家打分', '协调系数', 'Kendall W', 'expert'],
  inputs: {
    round1: roundInput(1, false),
    round2: roundInput(2, true),
    round3: roundInput(3, true),
    round4: roundInput(4, true),
  },
  options: {},
  honours: { weights: 'none', design: false },
  random: false,
  estimate(_snapshot, { inputs }): Estimate<ExpertValues> {
    const given = [inputs.round1, inputs.round2, inputs.round3, inputs.round4].flatMap((matrix, index) =>
      matrix === null ? [] : [{ matrix, round: index + 1 }],
    );
    const labels = given[0]!.matrix.labels;
    for (const { matrix, round } of given) checkRound(matrix, labels, round);
    const rounds: ExpertValues['rounds'][number][] = [];
    for (const { matrix, round } of given) {
      const experts = matrix.rows[0]!.length;
      const means = matrix.rows.map((row) => accurateMean(row));
      const weights = sharesOf(means);
      if (!weights) return noEstimate('noPositiveBasis', experts, []);
      const sds = matrix.rows.map((row) => finiteOrNull(accurateSd(row)));
      const concordance = kendallW(
        Array.from({ length: experts }, (_, expert) => matrix.rows.map((row) => row[expert]!)),
      );
      const agreed = concordance.status === 'ok' ? concordance : null;
      const spreads = means.flatMap((mean, i) => (mean > 0 && sds[i] !== null ? [sds[i]! / mean] : []));
      const before = rounds.at(-1)?.weights;
      rounds.push({
        round,
        experts,
        means,
        sds,
        weights,
        w: agreed?.w ?? null,
        chiSquare: agreed?.chiSquare ?? null,
        df: agreed?.df ?? null,
        p: agreed?.p ?? null,
        spread: spreads.length === 0 ? null : accurateMean(spreads),
        largestChange: before ? Math.max(...weights.map((weight, i) => Math.abs(weight - before[i]!))) : null,
      });
    }
    const last = rounds.at(-1)!;
    // How far single experts are from each other: each expert's own scores as shares.
    const scores = given.at(-1)!.matrix.rows;
    const shares = Array.from({ length: last.experts }, (_, expert) =>
      sharesOf(scores.map((row) => row[expert]!)),
    ).flatMap((one) => (one === null ? [] : [one]));
    return {
      status: 'ok',
      reason: null,
      n: last.experts,
      leftOut: [],
      warnings: last.experts < 5 ? [{ code: 'experts.few', details: { n: last.experts } }] : [],
      values: {
        elements: labels.map((label, i) => ({
          label,
          weight: last.weights[i]!,
          lowest: Math.min(last.weights[i]!, ...shares.map((one) => one[i]!)),
          highest: Math.max(last.weights[i]!, ...shares.map((one) => one[i]!)),
        })),
        order: byWeight(last.weights),
        rounds,
        last: rounds.length - 1,
      },
    };
  },
  tables({ values }) {
    const perRound = values.rounds.flatMap(({ round }, index) => [
      {
        key: `mean${round}`,
        title: { zh: `第 ${round} 轮均分`, en: `Round ${round} mean` },
        format: 'number2' as const,
        index,
        of: 'means' as const,
      },
      {
        key: `sd${round}`,
        title: { zh: `第 ${round} 轮标准差`, en: `Round ${round} sd` },
        format: 'number2' as const,
        index,
        of: 'sds' as const,
      },
    ]);
    const indexOf = new Map(values.elements.map((element, place) => [element, place]));
    const agreement: ResultTable = {
      id: 'rounds',
      title: { zh: '各轮意见的协调程度', en: 'Agreement by round' },
      columns: [
        { key: 'round', title: { zh: '轮次', en: 'Round' }, format: 'integer' },
        { key: 'experts', title: { zh: '专家数', en: 'Experts' }, format: 'integer' },
        { key: 'w', title: { zh: '协调系数 W', en: 'Kendall’s W' }, format: 'number3' },
        { key: 'chiSquare', title: { zh: 'χ²', en: 'Chi-square' }, format: 'number2' },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        { key: 'spread', title: { zh: '平均变异系数', en: 'Mean CV' }, format: 'number3' },
        { key: 'largestChange', title: { zh: '权重最大变动', en: 'Largest change of a weight' }, format: 'number3' },
      ],
      rows: values.rounds.map((one) => ({
        cells: {
          round: one.round,
          experts: one.experts,
          w: one.w,
          chiSquare: one.chiSquare,
          p: one.p,
          spread: one.spread,
          largestChange: one.largestChange,
        },
      })),
      notes: [],
    };
    return [
      weightTable(
        { zh: '专家打分的权重', en: 'Weights from expert scores' },
        values.elements,
        perRound.map((column) => ({
          key: column.key,
          title: column.title,
          format: column.format,
          value: (one: ExpertValues['elements'][number]) => values.rounds[column.index]![column.of][indexOf.get(one)!]!,
        })),
      ),
      agreement,
    ];
  },
  figures({ values }, locale) {
    return [
      weightBars(
        { zh: '专家打分的权重与各位专家的范围', en: 'Weights from experts and the range of single experts' },
        {
          zh: `${values.elements.length} 个指标的权重条形图，须线为专家间的最低与最高值。`,
          en: `Bars of the weights of ${values.elements.length} indicators; whiskers show the lowest and highest expert.`,
        },
        values.elements,
        locale,
        (one) => [one.lowest, one.highest],
      ),
    ];
  },
  narrative({ values }, locale) {
    const last = values.rounds[values.last]!;
    const sentences = [
      heaviestSentence(values.elements, locale, {
        zh: `第 ${last.round} 轮 ${last.experts} 位专家打分，`,
        en: `In round ${last.round} of ${last.experts} experts, `,
      }),
    ];
    if (last.w !== null && last.p !== null)
      sentences.push(
        sentence(
          locale,
          'agreement',
          {
            zh: `协调系数 W 为 {rounds.${values.last}.w|number3}（p {@relation}{rounds.${values.last}.p|pValue}），${last.p < 0.05 ? '专家意见有显著的一致性' : '尚不能认定专家意见一致'}。`,
            en: `Kendall’s W is {rounds.${values.last}.w|number3} (p {@relation}{rounds.${values.last}.p|pValue}): ${last.p < 0.05 ? 'the experts agree beyond chance' : 'agreement beyond chance is not shown'}.`,
          },
          { relation: relationOf(last.p) },
        ),
      );
    const first = values.rounds[0]!;
    if (values.rounds.length > 1 && first.w !== null && last.w !== null)
      sentences.push(
        sentence(locale, 'rounds', {
          zh: `与第一轮（W = {rounds.0.w|number3}）相比，意见${last.w > first.w ? '更趋一致' : '没有更趋一致'}；最后一轮权重最大变动 {rounds.${values.last}.largestChange|number3}。`,
          en: `Against round one (W = {rounds.0.w|number3}) the opinions ${last.w > first.w ? 'came closer' : 'did not come closer'}; the largest change of a weight in the last round is {rounds.${values.last}.largestChange|number3}.`,
        }),
      );
    return sentences;
  },
  propose: () => [],
});

/** @throws InputError 'experts.shape', 'experts.labels', 'experts.value' {round …} */
function checkRound(matrix: MatrixInput, labels: readonly string[], round: number): void {
  const experts = matrix.rows[0]?.length ?? 0;
  if (matrix.rows.length !== matrix.labels.length || experts === 0 || matrix.rows.some((row) => row.length !== experts))
    throw new InputError('experts.shape', { round, labels: matrix.labels.length, rows: matrix.rows.length });
  if (matrix.labels.length !== labels.length || matrix.labels.some((label, i) => label !== labels[i]))
    throw new InputError('experts.labels', { round });
  for (const [i, row] of matrix.rows.entries())
    if (row.some((value) => value < 0)) throw new InputError('experts.value', { round, indicator: labels[i]! });
}
