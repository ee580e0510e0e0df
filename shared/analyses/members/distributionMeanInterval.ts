import { formatNumber } from '../../format/formatNumber.ts';
import { barWithError } from '../../charts/barWithError.ts';
import { capitalised, inLocale } from '../../model/text.ts';
import { meanInterval } from '../../stats/meanInterval.ts';
import type { Interval } from '../../stats/types.ts';
import { itemWeightsOption, levelOption } from '../commonOptions.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { designRows, mergeLeftOut } from '../design.ts';
import { designOptions, isPlain } from '../designStatistics.ts';
import { designMean } from '../../stats/designMean.ts';
import { asScoreOption, scoreInputs, scoreSource } from '../scoreSource.ts';
import { sentence, subjectOf } from '../sentence.ts';
import { hasIndex } from '../projectIndex.ts';
import type { Estimate, ResultTable, Warning } from '../types.ts';

type MeanIntervalValues = {
  readonly subject: { readonly zh: string; readonly en: string };
  readonly unit: string;
  readonly level: number;
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly se: number;
  readonly df: number;
  /** The interval to report: t, with the design and the finite population where given. */
  readonly interval: Interval;
  readonly margin: number;
  readonly method: 't' | 'finitePopulation' | 'design';
  /** Of a simple random sample with replacement; null under weights, strata or clusters. */
  readonly t: Interval | null;
  readonly z: Interval | null;
  readonly zKnownSigma: Interval | null;
  readonly finitePopulation: Interval | null;
  readonly finitePopulationTextbook: Interval | null;
  readonly variance: Interval | null;
  readonly sdInterval: Interval | null;
  /** Under a design only. */
  readonly weightSum: number | null;
  readonly total: number | null;
  readonly totalSe: number | null;
  readonly designEffect: number | null;
  readonly kishDesignEffect: number | null;
  readonly effectiveN: number | null;
  readonly singletonStrata: number | null;
};

export const distributionMeanInterval = defineAnalysis({
  id: 'distribution.meanInterval',
  version: 1,
  group: 'distribution',
  title: { zh: '均值的区间估计', en: 'Interval of a mean' },
  note: {
    what: {
      zh: '总体均值（满意度指数或某题）的置信区间。',
      en: 'Confidence interval of the population mean of the index or of a question.',
    },
    formula: {
      zh: '均值 ± t·s/√n；总体规模 N 已知时标准误乘 √(1 − n/N)；有权重、分层或整群时 V = Σ_h (1 − f_h) n_h/(n_h − 1) Σ (z_hi − z̄_h)²，z = w(y − ȳ)/Σw，自由度 = 初级单元数 − 层数。',
      en: 'mean +- t s/sqrt(n); with a known population size the standard error takes sqrt(1 - n/N); under weights, strata or clusters V = sum_h (1 - f_h) n_h/(n_h - 1) sum (z_hi - zbar_h)^2, z = w (y - ybar)/sum w, df = units - strata.',
    },
    source: 'Cochran (1977), Sampling Techniques; Lumley (2010), Complex Surveys; Kish (1965).',
  },
  keywords: ['区间估计', '置信区间', '有限总体', '设计效应', '有效样本量', 'confidence interval', 'deff', 'stratified'],
  inputs: scoreInputs,
  options: {
    level: levelOption,
    populationSize: {
      kind: 'number',
      title: { zh: '总体规模 N（0 = 按项目设计或未知）', en: 'Population size N (0 = as in the design, or unknown)' },
      default: 0,
      min: 0,
      integer: true,
    },
    knownSigma: {
      kind: 'number',
      title: { zh: '已知的总体标准差（0 = 未知）', en: 'Known standard deviation (0 = unknown)' },
      default: 0,
      min: 0,
    },
    weights: itemWeightsOption,
    asScore: { ...asScoreOption, when: { given: ['variable'] } },
  },
  honours: { weights: 'both', design: true },
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<MeanIntervalValues> {
    const read = designRows(snapshot, { weights: 'both', design: true });
    const design = options.populationSize > 0 ? { ...read, populationSize: options.populationSize } : read;
    const source = scoreSource(snapshot, inputs.variable, inputs.items, options.weights, options.asScore, design);
    if (!source) return noEstimate('noIndicators', 0, design.leftOut, design.warnings);
    const leftOut = mergeLeftOut(design.leftOut, source.leftOut);
    const warnings: Warning[] = [...design.warnings, ...source.warnings];
    const subject = typeof source.label === 'string' ? { zh: source.label, en: source.label } : { ...source.label };
    const plain = meanInterval(source.values, {
      level: options.level,
      knownSigma: options.knownSigma > 0 ? options.knownSigma : null,
      populationSize: design.populationSize,
      weights: design.weightKind === 'frequency' ? design.weights : null,
    });
    if (isPlain({ ...design, populationSize: null })) {
      if (plain.status !== 'ok') return noEstimate(plain.reason, plain.n, leftOut, warnings);
      if (plain.n < 30) warnings.push({ code: 'interval.smallSample', details: { n: plain.n } });
      const interval = plain.finitePopulation ?? plain.t;
      const { status: _status, frequency: _frequency, nMissing: _nMissing, ...numbers } = plain;
      return {
        status: 'ok',
        reason: null,
        n: plain.n,
        leftOut,
        warnings,
        values: {
          subject,
          unit: source.unit,
          ...numbers,
          interval,
          margin: (interval.upper - interval.lower) / 2,
          method: plain.finitePopulation ? 'finitePopulation' : 't',
          weightSum: null,
          total: null,
          totalSe: null,
          designEffect: null,
          kishDesignEffect: null,
          effectiveN: null,
          singletonStrata: null,
        },
      };
    }
    const result = designMean(source.values, designOptions(design, options.level));
    if (result.status !== 'ok') return noEstimate(result.reason, result.n, leftOut, warnings);
    if (result.effectiveN < 30)
      warnings.push({ code: 'design.effectiveSmall', details: { effective: Math.round(result.effectiveN) } });
    return {
      status: 'ok',
      reason: null,
      n: result.n,
      leftOut,
      warnings,
      values: {
        subject,
        unit: source.unit,
        level: options.level,
        n: result.n,
        mean: result.mean,
        sd: result.sd,
        se: result.se,
        df: result.df,
        interval: result.interval,
        margin: (result.interval.upper - result.interval.lower) / 2,
        method: 'design',
        t: null,
        z: null,
        zKnownSigma: null,
        finitePopulation: null,
        finitePopulationTextbook: null,
        variance: null,
        sdInterval: null,
        weightSum: result.weightSum,
        total: result.total,
        totalSe: result.totalSe,
        designEffect: result.designEffect,
        kishDesignEffect: result.kishDesignEffect,
        effectiveN: result.effectiveN,
        singletonStrata: result.singletonStrata,
      },
    };
  },
  tables({ values }) {
    const row = (zh: string, en: string, interval: Interval | null, emphasis = false) =>
      interval
        ? [{ emphasis, cells: { method: { zh, en }, mean: values.mean, lower: interval.lower, upper: interval.upper } }]
        : [];
    const intervals: ResultTable = {
      id: 'intervals',
      title: { zh: '均值的置信区间', en: 'Intervals of the mean' },
      columns: [
        { key: 'method', title: { zh: '方法', en: 'Method' }, format: 'text' },
        { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
      ],
      rows: [
        ...(values.method === 'design' ? row('按抽样设计', 'Design-based', values.interval, true) : []),
        ...row('t 区间', 't', values.t, values.method === 't'),
        ...row(
          '有限总体修正 √(1 − n/N)',
          'Finite population, sqrt(1 - n/N)',
          values.finitePopulation,
          values.method === 'finitePopulation',
        ),
        ...row(
          '有限总体修正 √((N − n)/(N − 1))',
          'Finite population, sqrt((N - n)/(N - 1))',
          values.finitePopulationTextbook,
        ),
        ...row('正态近似 z', 'Normal z', values.z),
        ...row('总体标准差已知', 'Known sigma', values.zKnownSigma),
      ],
      notes: [
        {
          zh: `n = ${values.n}，标准差 ${formatNumber(values.sd, 'number3', 'zh-CN')}，标准误 ${formatNumber(values.se, 'number3', 'zh-CN')}，自由度 ${formatNumber(values.df, 'integer', 'zh-CN')}${values.kishDesignEffect === null ? '' : `，Kish 设计效应 ${formatNumber(values.kishDesignEffect, 'number2', 'zh-CN')}，有效样本量 ${formatNumber(values.effectiveN, 'number1', 'zh-CN')}`}。`,
          en: `n = ${values.n}, SD ${formatNumber(values.sd, 'number3', 'en')}, SE ${formatNumber(values.se, 'number3', 'en')}, df ${formatNumber(values.df, 'integer', 'en')}${values.kishDesignEffect === null ? '' : `, Kish deff ${formatNumber(values.kishDesignEffect, 'number2', 'en')}, effective n ${formatNumber(values.effectiveN, 'number1', 'en')}`}.`,
        },
      ],
    };
    return [intervals];
  },
  figures({ values }, locale) {
    if (values.method === 'design') return [];
    const bars = [
      { label: 't', interval: values.t },
      { label: inLocale({ zh: '有限总体修正', en: 'Finite population' }, locale), interval: values.finitePopulation },
      { label: 'z', interval: values.z },
    ].filter((one) => one.interval !== null);
    const low = Math.min(...bars.map((bar) => bar.interval!.lower));
    const high = Math.max(...bars.map((bar) => bar.interval!.upper));
    const pad = (high - low || 1) * 0.6;
    return [
      barWithError({
        id: 'intervals',
        title: inLocale({ zh: '均值与置信区间', en: 'Mean and intervals' }, locale),
        altText: inLocale({ zh: '各种方法的均值置信区间。', en: 'Intervals of the mean by method.' }, locale),
        bars: bars.map((bar, place) => ({
          label: bar.label,
          value: values.mean,
          interval: [bar.interval!.lower, bar.interval!.upper] as const,
          text: formatNumber(values.mean, 'number2', locale),
          emphasis: place === 0,
        })),
        valueTitle: `${capitalised(inLocale(values.subject, locale))}${values.unit === 'score' ? inLocale({ zh: '（0–100 分）', en: ' (0-100)' }, locale) : ''}`,
        range: [low - pad, high + pad],
        ...(values.unit === 'score' ? { scale: [0, 100] as const } : {}),
        shape: 'points',
      }),
    ];
  },
  narrative({ values }, locale) {
    const level = formatNumber(values.level, 'share1', locale).replace('.0%', '%');
    return [
      sentence(
        locale,
        'mean',
        {
          zh: '{@subject}的均值为 {mean|number2}，{@level} 置信区间 {interval.lower|number2} 至 {interval.upper|number2}（{n|integer} 份，误差 ±{margin|number2}）。',
          en: 'The mean of {@subject} is {mean|number2}, {@level} interval {interval.lower|number2} to {interval.upper|number2} ({n|integer} forms, ±{margin|number2}).',
        },
        { subject: subjectOf(values.subject, locale), level },
      ),
    ];
  },
  propose: (snapshot) =>
    hasIndex(snapshot) ? [{ analysis: 'distribution.meanInterval', inputs: {}, options: {} }] : [],
});
