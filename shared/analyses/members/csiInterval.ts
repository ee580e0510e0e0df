import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { inLocale } from '../../model/text.ts';
import { bootstrapInterval } from '../../stats/bootstrapInterval.ts';
import { resampleSums } from '../../stats/resampleSums.ts';
import {
  indexMissingOption,
  itemsInput,
  itemWeightsOption,
  levelOption,
  resamplesOption,
  seedOption,
} from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { meanWithInterval } from '../designStatistics.ts';
import { hasIndex, projectIndex } from '../projectIndex.ts';
import { sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

/** An index with its interval by design and by bootstrap, 0-100. */
type IntervalRow = {
  /** '' = the whole. */
  readonly id: string;
  readonly n: number;
  readonly index: number;
  readonly se: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly bootstrapSe: number | null;
  readonly bias: number | null;
  readonly percentileLower: number | null;
  readonly percentileUpper: number | null;
  readonly bcaLower: number | null;
  readonly bcaUpper: number | null;
};
type IntervalValues = {
  readonly level: number;
  readonly resamples: number;
  /** Forms, clusters or random groups that were drawn from. */
  readonly units: number;
  readonly overall: IntervalRow;
  readonly rows: readonly IntervalRow[];
  /** Largest distance between the limits by design and by BCa of the whole, in points; null without either. */
  readonly disagreement: number | null;
};

export const csiInterval = defineAnalysis({
  id: 'csi.interval',
  version: 1,
  group: 'index',
  title: { zh: '指数的置信区间（设计与自助法）', en: 'Interval of the index, by design and bootstrap' },
  note: {
    what: {
      zh: '指数的置信区间用三种方法求：按抽样设计的 t 区间、自助法百分位区间、偏差校正的 BCa 区间。',
      en: 'The interval of the index in three ways: t by the sampling design, bootstrap percentile, and bias-corrected BCa.',
    },
    formula: {
      zh: '问卷有放回重抽样（分层内抽 n_h − 1 个、整群为单位；频数权重用泊松抽样），每次由加权和求指数；BCa 的 z₀ 取低于估计值的比例，加速度取各单位影响值的偏度。第 i 次重抽样由（种子, i）决定。',
      en: 'Forms are resampled with replacement (n_h - 1 per stratum, clusters as units, Poisson counts for frequency weights) and the index taken from weighted sums; z0 of BCa from the share below the estimate, acceleration from the skewness of the units’ influence. Resample i follows from (seed, i).',
    },
    source: 'Efron (1987), JASA 82; Rao & Wu (1988), JASA 83.',
  },
  keywords: ['置信区间', '自助法', 'bootstrap', 'BCa', 'percentile', '区间估计'],
  inputs: { items: itemsInput },
  options: {
    weights: itemWeightsOption,
    missing: indexMissingOption,
    level: levelOption,
    resamples: resamplesOption,
    seed: seedOption,
  },
  honours: { weights: 'both', design: true },
  random: true,
  estimate(snapshot, { inputs, options }, control): Estimate<IntervalValues> {
    const design = designRows(snapshot, { weights: 'both', design: true });
    const index = projectIndex(
      snapshot,
      { items: inputs.items, weights: options.weights, missing: options.missing as 'renormalise' },
      design,
    );
    if (!index) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const nodes = [null, ...index.tree.roots.map((root) => root.indicator.id)].flatMap((id) => {
      const values = index.indices.get(id)!;
      const estimate = meanWithInterval(values, design, options.level);
      return estimate.mean === null ? [] : [{ id: id ?? '', values, estimate, mean: estimate.mean }];
    });
    const whole = nodes.find((node) => node.id === '');
    const warnings = [...design.warnings, ...index.warnings];
    const leftOut = mergeLeftOut(design.leftOut, [
      {
        reason: options.missing === 'listwise' ? 'incomplete' : 'blank',
        count: design.rows.length - (whole?.estimate.n ?? 0),
      },
    ]);
    if (!whole) return noEstimate('tooFewRows', 0, leftOut, warnings);
    const frequency = design.weightKind === 'frequency';
    const weightOf = (row: number): number => (design.weights && !frequency ? design.weights[row]! : 1);
    // Two sums per node: who is there, and deviations from the mean, which keep their digits.
    const columns = nodes.flatMap(({ values, mean }) => [
      values.map((value, row) => (Number.isNaN(value) ? 0 : weightOf(row))),
      values.map((value, row) => (Number.isNaN(value) ? 0 : weightOf(row) * (value - mean))),
    ]);
    const drawn = resampleSums(columns, {
      resamples: options.resamples,
      seed: options.seed,
      copies: frequency ? design.weights : null,
      strata: design.strata?.codes ?? null,
      clusters: design.clusters,
      control,
    });
    const rows = nodes.map(({ id, estimate, mean }, place): IntervalRow => {
      const replicates = Float64Array.from({ length: drawn.resamples }, (_, r) => {
        const count = drawn.sums[r * drawn.columns + 2 * place]!;
        return count > 0 ? mean + drawn.sums[r * drawn.columns + 2 * place + 1]! / count : Number.NaN;
      });
      const influence = columns[2 * place + 1]!;
      const interval = estimate.n < 2 ? null : bootstrapInterval(mean, replicates, influence, options.level);
      const found = interval?.status === 'ok' ? interval : null;
      return {
        id,
        n: estimate.n,
        index: mean,
        se: estimate.se,
        lower: estimate.lower,
        upper: estimate.upper,
        bootstrapSe: found?.se ?? null,
        bias: found?.bias ?? null,
        percentileLower: found?.percentile.lower ?? null,
        percentileUpper: found?.percentile.upper ?? null,
        bcaLower: found?.bca?.lower ?? null,
        bcaUpper: found?.bca?.upper ?? null,
      };
    });
    const overall = rows[nodes.indexOf(whole)]!;
    if (overall.n < 30) warnings.push({ code: 'interval.smallSample', details: { n: overall.n } });
    const { lower, upper, bcaLower, bcaUpper } = overall;
    return {
      status: 'ok',
      reason: null,
      n: overall.n,
      leftOut,
      warnings,
      values: {
        level: options.level,
        resamples: drawn.resamples,
        units: drawn.units,
        overall,
        rows: rows.filter((row) => row.id !== ''),
        disagreement:
          lower === null || upper === null || bcaLower === null || bcaUpper === null
            ? null
            : Math.max(Math.abs(lower - bcaLower), Math.abs(upper - bcaUpper)),
      },
    };
  },
  tables({ values, labels }) {
    const cells = (row: IntervalRow, name: string) => ({
      name,
      n: row.n,
      index: row.index,
      lower: row.lower,
      upper: row.upper,
      percentileLower: row.percentileLower,
      percentileUpper: row.percentileUpper,
      bcaLower: row.bcaLower,
      bcaUpper: row.bcaUpper,
    });
    return [
      {
        id: 'intervals',
        title: { zh: '满意度指数的置信区间', en: 'Intervals of the index' },
        columns: [
          { key: 'name', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'index', title: { zh: '指数', en: 'Index' }, format: 'number2' },
          { key: 'lower', title: { zh: 't 下限', en: 't lower' }, format: 'number2' },
          { key: 'upper', title: { zh: 't 上限', en: 't upper' }, format: 'number2' },
          { key: 'percentileLower', title: { zh: '百分位下限', en: 'Percentile lower' }, format: 'number2' },
          { key: 'percentileUpper', title: { zh: '百分位上限', en: 'Percentile upper' }, format: 'number2' },
          { key: 'bcaLower', title: { zh: 'BCa 下限', en: 'BCa lower' }, format: 'number2' },
          { key: 'bcaUpper', title: { zh: 'BCa 上限', en: 'BCa upper' }, format: 'number2' },
        ],
        rows: [
          ...values.rows.map((row) => ({ cells: cells(row, labels[row.id] ?? row.id) })),
          { emphasis: true, cells: cells(values.overall, 'CSI') },
        ],
        notes: [{ zh: `重抽样 ${values.resamples} 次。`, en: `${values.resamples} resamples.` }],
      },
    ];
  },
  figures({ values }, locale) {
    const { overall } = values;
    const bars = [
      { name: { zh: '按设计的 t 区间', en: 't by design' }, lower: overall.lower, upper: overall.upper },
      {
        name: { zh: '自助法百分位', en: 'Percentile' },
        lower: overall.percentileLower,
        upper: overall.percentileUpper,
      },
      { name: { zh: '自助法 BCa', en: 'BCa' }, lower: overall.bcaLower, upper: overall.bcaUpper },
    ];
    const limits = bars.flatMap((bar) => [bar.lower ?? overall.index, bar.upper ?? overall.index]);
    const pad = Math.max(0.5, 0.2 * (Math.max(...limits) - Math.min(...limits)));
    return [
      barWithError({
        id: 'intervals',
        title: inLocale({ zh: '满意度指数的三种置信区间', en: 'Three intervals of the index' }, locale),
        altText: inLocale(
          { zh: '满意度指数及其三种置信区间。', en: 'The index with three kinds of intervals.' },
          locale,
        ),
        shape: 'points',
        bars: bars.map((bar) => ({
          label: inLocale(bar.name, locale),
          value: overall.index,
          interval: bar.lower === null || bar.upper === null ? null : ([bar.lower, bar.upper] as const),
          text:
            bar.lower === null || bar.upper === null
              ? ''
              : `${formatNumber(bar.lower, 'number2', locale)} – ${formatNumber(bar.upper, 'number2', locale)}`,
        })),
        range: [Math.min(...limits) - pad, Math.max(...limits) + 2 * pad],
        valueTitle: inLocale({ zh: '满意度指数（0–100 分）', en: 'Index (0-100)' }, locale),
        scale: [0, 100],
      }),
    ];
  },
  narrative({ values }, locale) {
    const { overall } = values;
    const level = formatNumber(values.level, 'share1', locale).replace('.0%', '%');
    if (overall.lower === null || overall.bcaLower === null)
      return [
        sentence(locale, 'index', {
          zh: '满意度指数为 {overall.index|number2}，问卷太少或没有差异，无法给出区间。',
          en: 'The index is {overall.index|number2}; too few forms, or no variation, for an interval.',
        }),
      ];
    const close = values.disagreement !== null && overall.se !== null && values.disagreement < 0.5 * overall.se;
    return [
      sentence(
        locale,
        'index',
        {
          zh: '满意度指数 {overall.index|number2}，{@level} 置信区间：按设计 {overall.lower|number2} 至 {overall.upper|number2}，BCa {overall.bcaLower|number2} 至 {overall.bcaUpper|number2}。',
          en: 'Index {overall.index|number2}; {@level} interval by design {overall.lower|number2} to {overall.upper|number2}, by BCa {overall.bcaLower|number2} to {overall.bcaUpper|number2}.',
        },
        { level },
      ),
      close
        ? sentence(locale, 'agreement', {
            zh: '两种区间相近，t 区间可用。',
            en: 'The two agree closely: the t interval will do.',
          })
        : sentence(locale, 'agreement', {
            zh: '两种区间相差较大，指数的分布可能偏斜，宜以 BCa 为准。',
            en: 'The two differ: the index may be skewed, so prefer BCa.',
          }),
    ];
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'csi.interval', inputs: {}, options: {} }] : []),
});
