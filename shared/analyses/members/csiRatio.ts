import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import type { Snapshot } from '../../model/dataset.ts';
import { decodeNumeric, decodeScores } from '../../model/decode.ts';
import type { IndicatorId, VariableId } from '../../model/ids.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { compositeWeights } from '../../satisfaction/compositeWeights.ts';
import { indicatorTree } from '../../satisfaction/indicatorTree.ts';
import { leafScoreColumn, respondentIndices } from '../../satisfaction/respondentIndices.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, type DesignRows, mergeLeftOut } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { questionsByLeaf } from '../projectIndex.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

/** C = b/a of forms that have both; expected and perceived in the units asked for. */
type Ratio = {
  readonly n: number;
  readonly expected: number;
  readonly perceived: number;
  readonly ratio: number;
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly verdict: Verdict;
};
/** Of the interval: above 1, holds 1, below 1; 'unknown' without an interval. */
type Verdict = 'high' | 'satisfied' | 'low' | 'unknown';
type RatioValues = {
  readonly level: number;
  readonly unit: 'score' | 'own';
  readonly overall: Ratio;
  readonly rows: readonly (Ratio & { readonly id: string })[];
  /** Places in rows, lowest ratio first. */
  readonly ranked: readonly number[];
};

const verdictTitles: Readonly<Record<Verdict, Bilingual>> = {
  high: { zh: '高度满意', en: 'Highly satisfied' },
  satisfied: { zh: '满意（与期望相当）', en: 'Satisfied (as expected)' },
  low: { zh: '不满意', en: 'Not satisfied' },
  unknown: { zh: '无区间', en: 'No interval' },
};

/**
 * Ratio of two means over the forms that have both, with the interval of its linearisation (b - C a)/mean a.
 * @returns null when no form has both or the expectation is not above 0
 */
function ratioOf(perceived: Float64Array, expected: Float64Array, design: DesignRows, level: number): Ratio | null {
  const both = (column: Float64Array): Float64Array =>
    column.map((value, i) => (Number.isNaN(perceived[i]! + expected[i]!) ? Number.NaN : value));
  const [b, a] = [meanWithInterval(both(perceived), design, level), meanWithInterval(both(expected), design, level)];
  if (b.mean === null || a.mean === null || !(a.mean > 0)) return null;
  const ratio = b.mean / a.mean;
  const mean = a.mean;
  const z = perceived.map((value, i) => (value - ratio * expected[i]!) / mean);
  const spread = meanWithInterval(z, design, level);
  const half = spread.lower === null || spread.upper === null ? null : (spread.upper - spread.lower) / 2;
  const [lower, upper] = half === null ? [null, null] : [ratio - half, ratio + half];
  return {
    n: b.n,
    expected: mean,
    perceived: b.mean,
    ratio,
    se: spread.se,
    lower,
    upper,
    verdict: lower === null ? 'unknown' : lower > 1 ? 'high' : upper! < 1 ? 'low' : 'satisfied',
  };
}

function pairedLeaves(snapshot: Snapshot): boolean {
  const of = (role: string): ReadonlySet<IndicatorId> =>
    new Set(
      snapshot.variables.flatMap((one) =>
        one.role === role && one.indicatorId !== null && one.scale ? [one.indicatorId] : [],
      ),
    );
  const expected = of('expectation');
  return [...of('perception')].some((id) => expected.has(id));
}

export const csiRatio = defineAnalysis({
  id: 'csi.ratio',
  version: 1,
  group: 'index',
  title: { zh: '感知与期望之比 C = b/a', en: 'Ratio of perceived to expected, C = b/a' },
  note: {
    what: {
      zh: '顾客实际感受相当于其期望的多少：大于 1 高度满意，等于 1 满意，小于 1 不满意。',
      en: 'How much of what they expected customers perceive: above 1 highly satisfied, 1 satisfied, below 1 not satisfied.',
    },
    formula: {
      zh: 'C = b/a，a、b 为同时回答两者的问卷上期望与感知的均值；标准误由线性化 (b_i − C·a_i)/ā 得到，有权重、分层、整群时按设计。总比值用各份问卷的期望指数与感知指数。判定以区间是否包含 1 为准。',
      en: 'C = b/a, the means of perceived and expected over the forms with both; standard error by linearisation, (b_i - C a_i)/mean a, honouring weights, strata and clusters. Overall: the forms’ indices of perception and of expectation. The verdict asks whether the interval holds 1.',
    },
    source: 'Cochran (1977). Sampling Techniques, ch. 6',
  },
  keywords: ['C=b/a', '感知', '期望', '比值', '满意度', 'ratio', 'perceived', 'expected'],
  inputs: {},
  options: {
    unit: {
      kind: 'choice',
      title: { zh: '数值', en: 'Values' },
      default: 'score',
      choices: [
        { value: 'score', title: { zh: '0–100 得分', en: 'Scores 0-100' } },
        { value: 'own', title: { zh: '原量表', en: 'As answered' } },
      ],
    },
    level: levelOption,
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { options }): Estimate<RatioValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const tree = indicatorTree(snapshot.indicators);
    const [felt, wanted] = [
      questionsByLeaf(snapshot, tree, 'perception'),
      questionsByLeaf(snapshot, tree, 'expectation'),
    ];
    const warnings: Warning[] = [...design.warnings, ...felt.warnings, ...wanted.warnings];
    const decode = options.unit === 'own' ? decodeNumeric : decodeScores;
    const columns = (ids: readonly VariableId[]): Float64Array =>
      leafScoreColumn(
        ids.map((id) => decode(snapshot, id, design.rows).values),
        'renormalise',
      );
    const leaves = tree.leaves.filter(
      ({ indicator }) => felt.byLeaf.has(indicator.id) && wanted.byLeaf.has(indicator.id),
    );
    if (leaves.length === 0) return noEstimate('noExpectation', 0, design.leftOut, warnings);
    const perceived = new Map(leaves.map(({ indicator }) => [indicator.id, columns(felt.byLeaf.get(indicator.id)!)]));
    const expected = new Map(leaves.map(({ indicator }) => [indicator.id, columns(wanted.byLeaf.get(indicator.id)!)]));
    // An indicator a form left out on one side stays out on the other, so that both indices are over the same indicators.
    for (const { indicator } of leaves) {
      const [b, a] = [perceived.get(indicator.id)!, expected.get(indicator.id)!];
      const there = b.map((value, i) => value + a[i]!);
      perceived.set(
        indicator.id,
        b.map((value, i) => (Number.isNaN(there[i]!) ? Number.NaN : value)),
      );
      expected.set(
        indicator.id,
        a.map((value, i) => (Number.isNaN(there[i]!) ? Number.NaN : value)),
      );
    }
    const weights = compositeWeights(snapshot.indicators);
    const whole = (of: ReadonlyMap<IndicatorId, Float64Array>): Float64Array =>
      respondentIndices(leaves, of, weights, design.rows.length, 'renormalise');
    const overall = ratioOf(whole(perceived), whole(expected), design, options.level);
    if (!overall) return noEstimate('noAnswers', 0, design.leftOut, warnings);
    const rows = leaves.flatMap(({ indicator }): RatioValues['rows'] => {
      const ratio = ratioOf(perceived.get(indicator.id)!, expected.get(indicator.id)!, design, options.level);
      return ratio ? [{ id: indicator.id, ...ratio }] : [];
    });
    return {
      status: 'ok',
      reason: null,
      n: overall.n,
      leftOut: mergeLeftOut(design.leftOut, [{ reason: 'blank', count: design.rows.length - overall.n }]),
      warnings,
      values: {
        level: options.level,
        unit: options.unit as 'score',
        overall,
        rows,
        ranked: rows.map((_, place) => place).toSorted((a, b) => rows[a]!.ratio - rows[b]!.ratio || a - b),
      },
    };
  },
  tables({ values, labels }) {
    const cells = (row: Ratio, name: string | Bilingual) => ({
      indicator: name,
      n: row.n,
      expected: row.expected,
      perceived: row.perceived,
      ratio: row.ratio,
      lower: row.lower,
      upper: row.upper,
      verdict: verdictTitles[row.verdict],
    });
    return [
      {
        id: 'ratios',
        title: { zh: '感知与期望之比', en: 'Ratios of perceived to expected' },
        columns: [
          { key: 'indicator', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'expected', title: { zh: '期望 a', en: 'Expected a' }, format: 'number2' },
          { key: 'perceived', title: { zh: '感知 b', en: 'Perceived b' }, format: 'number2' },
          { key: 'ratio', title: { zh: 'C = b/a', en: 'C = b/a' }, format: 'number3' },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number3' },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number3' },
          { key: 'verdict', title: { zh: '判定', en: 'Verdict' }, format: 'text' },
        ],
        rows: [
          ...values.rows.map((row) => ({
            emphasis: row.verdict === 'low',
            cells: cells(row, labels[row.id] ?? row.id),
          })),
          { emphasis: true, cells: cells(values.overall, { zh: '总体', en: 'Overall' }) },
        ],
        notes: [
          {
            zh: '区间不含 1 时判为高度满意或不满意，含 1 时判为与期望相当。',
            en: 'Highly satisfied or not satisfied where the interval does not hold 1, as expected where it does.',
          },
        ],
      },
    ];
  },
  figures({ values, labels }, locale) {
    const limits = values.rows.flatMap((row) => [row.lower ?? row.ratio, row.upper ?? row.ratio, 1]);
    const pad = 0.12 * (Math.max(...limits) - Math.min(...limits) || 0.1);
    return [
      barWithError({
        id: 'ratios',
        title: inLocale({ zh: '感知与期望之比，由低到高', en: 'Ratio of perceived to expected, lowest first' }, locale),
        altText: inLocale(
          {
            zh: `${values.rows.length} 个指标的 C 值与置信区间，由低到高，竖线为 1。`,
            en: `C with intervals of ${values.rows.length} indicators, lowest first; the line marks 1.`,
          },
          locale,
        ),
        shape: 'points',
        bars: values.ranked.map((place) => {
          const row = values.rows[place]!;
          return {
            label: labels[row.id] ?? row.id,
            value: row.ratio,
            interval: row.lower === null || row.upper === null ? null : ([row.lower, row.upper] as const),
            text: formatNumber(row.ratio, 'number2', locale),
            emphasis: row.verdict === 'low',
          };
        }),
        range: [Math.min(...limits) - pad, Math.max(...limits) + pad],
        valueTitle: inLocale({ zh: 'C = 感知 / 期望', en: 'C = perceived / expected' }, locale),
        reference: { value: 1, label: inLocale({ zh: '与期望相当', en: 'As expected' }, locale) },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const { overall } = values;
    const low = values.ranked.filter((place) => values.rows[place]!.verdict === 'low');
    const high = values.ranked.filter((place) => values.rows[place]!.verdict === 'high');
    const names = (places: readonly number[]): string =>
      joinNames(
        places.map((place) => `“${labels[values.rows[place]!.id] ?? ''}”`),
        locale,
      );
    const verdicts: Readonly<Record<Verdict, Bilingual>> = {
      high: { zh: '顾客总体上高度满意', en: 'customers are highly satisfied on the whole' },
      satisfied: { zh: '总体上与期望相当', en: 'on the whole they get what they expected' },
      low: { zh: '总体上没有达到期望', en: 'on the whole expectations are not met' },
      unknown: { zh: '无法给出区间', en: 'no interval can be had' },
    };
    const sentences = [
      overall.lower === null
        ? sentence(locale, 'overall', {
            zh: '总体 C = {overall.ratio|number3}，无法给出区间。',
            en: 'Overall C = {overall.ratio|number3}; no interval can be had.',
          })
        : sentence(
            locale,
            'overall',
            {
              zh: '总体 C = {overall.ratio|number3}（{overall.lower|number3} 至 {overall.upper|number3}）：{@verdict}。',
              en: 'Overall C = {overall.ratio|number3} ({overall.lower|number3} to {overall.upper|number3}): {@verdict}.',
            },
            { verdict: inLocale(verdicts[overall.verdict], locale) },
          ),
    ];
    if (low.length > 0)
      sentences.push(
        sentence(
          locale,
          'below',
          {
            zh: `低于期望的指标有 {@count} 个，最低的是“{@name}”（{rows.${low[0]}.ratio|number3}）。`,
            en: `${low.length === 1 ? 'One indicator lies' : '{@count} indicators lie'} below expectation; the lowest is “{@name}” ({rows.${low[0]}.ratio|number3}).`,
          },
          { count: String(low.length), name: labels[values.rows[low[0]!]!.id] ?? '' },
        ),
      );
    if (high.length > 0)
      sentences.push(
        sentence(
          locale,
          'above',
          { zh: '{@names}高于期望。', en: 'Above expectation: {@names}.' },
          { names: names(high) },
        ),
      );
    return sentences;
  },
  propose: (snapshot) => (pairedLeaves(snapshot) ? [{ analysis: 'csi.ratio', inputs: {}, options: {} }] : []),
});
