import { dumbbell } from '../../charts/dumbbell.ts';
import { radar } from '../../charts/radar.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeScores } from '../../model/decode.ts';
import type { IndicatorId } from '../../model/ids.ts';
import { inLocale } from '../../model/text.ts';
import { studentTTwoSided } from '../../numeric/distributions.ts';
import { indicatorTree } from '../../satisfaction/indicatorTree.ts';
import { leafScoreColumn } from '../../satisfaction/respondentIndices.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { questionsByLeaf } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

/** Scores 0-100; gap = perception - expectation over the forms that answered both. */
type GapRow = {
  readonly id: string;
  readonly n: number;
  readonly expectation: number;
  readonly perception: number;
  readonly gap: number;
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly t: number | null;
  readonly p: number | null;
  /** perception / expectation; null when the expectation is 0. */
  readonly ratio: number | null;
};
type GapValues = {
  readonly level: number;
  readonly rows: readonly GapRow[];
  /** Places in rows by gap, most below expectation first. */
  readonly ranked: readonly number[];
  readonly below: number;
  readonly above: number;
};

function bothAsked(snapshot: Snapshot): readonly IndicatorId[] {
  const roles = new Map<IndicatorId, Set<string>>();
  for (const variable of snapshot.variables) {
    if (variable.indicatorId === null || variable.scale === null) continue;
    const set = roles.get(variable.indicatorId) ?? new Set<string>();
    set.add(variable.role);
    roles.set(variable.indicatorId, set);
  }
  return [...roles].filter(([, set]) => set.has('perception') && set.has('expectation')).map(([id]) => id);
}

const fewestSpokes = 3;
const mostSpokes = 24;

export const describeExpectationGap = defineAnalysis({
  id: 'describe.expectationGap',
  version: 1,
  group: 'describe',
  title: { zh: '期望与感知', en: 'Expectation against perception' },
  note: {
    what: {
      zh: '每个指标上，顾客的感知比期望高还是低，差多少。',
      en: 'Whether perception lies above or below expectation on every indicator, and by how much.',
    },
    formula: {
      zh: '差 = 感知得分 − 期望得分（同一份问卷），均值的 t 区间与配对 t 检验；有抽样设计时用线性化方差。比 C = 感知/期望。',
      en: 'Gap = perception - expectation of the same form; t interval and paired t test, by linearisation under a design. Ratio C = perception/expectation.',
    },
    source: 'Parasuraman, Zeithaml & Berry (1988), Journal of Retailing 64.',
  },
  keywords: ['期望', '感知', '差距', '配对t', 'SERVQUAL', '哑铃图', 'gap', 'expectation', 'perception'],
  inputs: {},
  options: { level: levelOption },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { options }): Estimate<GapValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const tree = indicatorTree(snapshot.indicators);
    const perception = questionsByLeaf(snapshot, tree, 'perception').byLeaf;
    const expectation = questionsByLeaf(snapshot, tree, 'expectation').byLeaf;
    const scores = (ids: readonly Parameters<typeof decodeScores>[1][]): Float64Array =>
      leafScoreColumn(
        ids.map((id) => decodeScores(snapshot, id, design.rows).values),
        'renormalise',
      );
    const rows = tree.leaves.flatMap((leaf): readonly GapRow[] => {
      const [felt, wanted] = [perception.get(leaf.indicator.id), expectation.get(leaf.indicator.id)];
      if (!felt || !wanted) return [];
      const b = scores(felt);
      const a = scores(wanted);
      const gaps = b.map((value, i) => value - a[i]!);
      const both = (column: Float64Array): Float64Array =>
        column.map((value, i) => (Number.isNaN(gaps[i]!) ? Number.NaN : value));
      const gap = meanWithInterval(gaps, design, options.level);
      const [expected, perceived] = [
        meanWithInterval(both(a), design, options.level).mean,
        meanWithInterval(both(b), design, options.level).mean,
      ];
      if (gap.mean === null || expected === null || perceived === null) return [];
      const t = gap.se !== null && gap.se > 0 ? gap.mean / gap.se : null;
      return [
        {
          id: leaf.indicator.id,
          n: gap.n,
          expectation: expected,
          perception: perceived,
          gap: gap.mean,
          se: gap.se,
          lower: gap.lower,
          upper: gap.upper,
          t,
          p: t === null || gap.df === null ? null : studentTTwoSided(t, gap.df),
          ratio: expected > 0 ? perceived / expected : null,
        },
      ];
    });
    if (rows.length === 0) return noEstimate('noExpectation', 0, design.leftOut, design.warnings);
    return {
      status: 'ok',
      reason: null,
      n: Math.max(...rows.map((row) => row.n)),
      leftOut: design.leftOut,
      warnings: design.warnings,
      values: {
        level: options.level,
        rows,
        ranked: rows.map((_, place) => place).toSorted((a, b) => rows[a]!.gap - rows[b]!.gap || a - b),
        below: rows.filter((row) => row.upper !== null && row.upper < 0).length,
        above: rows.filter((row) => row.lower !== null && row.lower > 0).length,
      },
    };
  },
  tables({ values, labels }) {
    return [
      {
        id: 'gaps',
        title: { zh: '期望与感知', en: 'Expectation and perception' },
        columns: [
          { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'expectation', title: { zh: '期望', en: 'Expectation' }, format: 'number2' },
          { key: 'perception', title: { zh: '感知', en: 'Perception' }, format: 'number2' },
          { key: 'gap', title: { zh: '差（感知 − 期望）', en: 'Gap (perception - expectation)' }, format: 'number2' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
          { key: 't', title: { zh: 't', en: 't' }, format: 'number2' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
          { key: 'ratio', title: { zh: 'C = 感知/期望', en: 'C = perception / expectation' }, format: 'number2' },
        ],
        rows: values.rows.map((row) => ({
          emphasis: row.upper !== null && row.upper < 0,
          cells: {
            indicator: labels[row.id] ?? row.id,
            n: row.n,
            expectation: row.expectation,
            perception: row.perception,
            gap: row.gap,
            lower: row.lower,
            upper: row.upper,
            t: row.t,
            p: row.p,
            ratio: row.ratio,
          },
        })),
        notes: [{ zh: '得分为 0–100 分。', en: 'Scores on 0-100.' }],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const expected = inLocale({ zh: '期望', en: 'expected' }, locale);
    const perceived = inLocale({ zh: '感知', en: 'perceived' }, locale);
    // A profile needs a surface, and its spokes room for their names.
    const profile = values.rows.length >= fewestSpokes && values.rows.length <= mostSpokes;
    return [
      dumbbell({
        id: 'gaps',
        title: inLocale(
          { zh: '期望与感知，差距大者在上', en: 'Expectation and perception, largest shortfall first' },
          locale,
        ),
        altText: inLocale(
          {
            zh: `${values.ranked.length} 个指标的期望与感知得分。`,
            en: `Expectation and perception of ${values.ranked.length} indicators.`,
          },
          locale,
        ),
        valueTitle: inLocale({ zh: '得分（0–100 分）', en: 'Score (0-100)' }, locale),
        scale: [0, 100],
        leftName: expected,
        rightName: perceived,
        rows: values.ranked.map((place) => ({
          label: labels[values.rows[place]!.id] ?? '',
          first: values.rows[place]!.expectation,
          second: values.rows[place]!.perception,
        })),
      }),
      ...(profile
        ? [
            radar({
              id: 'profile',
              title: inLocale({ zh: '期望与感知雷达图', en: 'Profile of expectation and perception' }, locale),
              altText: inLocale(
                {
                  zh: `${values.rows.length} 个指标的期望与感知得分，按指标顺序排成一圈。`,
                  en: `Expectation and perception of ${values.rows.length} indicators around a circle, in their order.`,
                },
                locale,
              ),
              labels: values.rows.map(({ id }) => labels[id] ?? ''),
              series: [
                { name: expected, values: values.rows.map(({ expectation }) => expectation), emphasis: false },
                { name: perceived, values: values.rows.map(({ perception }) => perception), emphasis: true },
              ],
            }),
          ]
        : []),
    ];
  },
  narrative({ values, labels }, locale) {
    const worst = values.ranked[0]!;
    const name = (place: number): string => `“${labels[values.rows[place]!.id] ?? ''}”`;
    const sentences = [
      sentence(
        locale,
        'counts',
        {
          zh:
            values.below + values.above === 0
              ? '在 {@count} 个指标中，感知与期望之差均未超出抽样误差。'
              : values.above === 0
                ? '在 {@count} 个指标中，感知低于期望且超出抽样误差的有 {below|integer} 个，没有明显高于期望的。'
                : values.below === 0
                  ? '在 {@count} 个指标中，感知高于期望且超出抽样误差的有 {above|integer} 个，没有明显低于期望的。'
                  : '在 {@count} 个指标中，感知低于期望且超出抽样误差的有 {below|integer} 个，高于期望且超出抽样误差的有 {above|integer} 个。',
          en:
            values.below + values.above === 0
              ? 'On none of {@count} indicators does perception differ from expectation beyond sampling error.'
              : values.above === 0
                ? 'Perception lies below expectation beyond sampling error on {below|integer} of {@count} indicators, and clearly above it on none.'
                : values.below === 0
                  ? 'Perception lies above expectation beyond sampling error on {above|integer} of {@count} indicators, and clearly below it on none.'
                  : 'Perception lies below expectation on {below|integer} of {@count} indicators and above it on {above|integer}, beyond sampling error.',
        },
        { count: String(values.rows.length) },
      ),
    ];
    if (values.below > 0) {
      const next = values.ranked.slice(1, Math.min(3, values.below));
      sentences.push(
        sentence(
          locale,
          'largest',
          {
            zh: `差距最大的是{@worst}，感知与期望之差为 {rows.${worst}.gap|number1} 分${next.length > 0 ? '，其次是{@next}' : ''}。`,
            en: `The largest shortfall is on {@worst} ({rows.${worst}.gap|number1} points)${next.length > 0 ? ', then {@next}' : ''}.`,
          },
          { worst: name(worst), next: joinNames(next.map(name), locale) },
        ),
      );
    }
    return sentences;
  },
  propose: (snapshot) =>
    bothAsked(snapshot).length > 0 ? [{ analysis: 'describe.expectationGap', inputs: {}, options: {} }] : [],
});
