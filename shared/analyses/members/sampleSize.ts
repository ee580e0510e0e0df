import { lineChart } from '../../charts/lineChart.ts';
import { inLocale } from '../../model/text.ts';
import {
  sampleSizeForMean,
  sampleSizeForProportion,
  sampleSizeForTwoMeans,
  sampleSizeForTwoProportions,
} from '../../stats/sampleSize.ts';
import { levelOption } from '../commonOptions.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type Target = 'proportion' | 'mean' | 'twoMeans' | 'twoProportions';
type SizeValues = {
  readonly target: Target;
  readonly level: number;
  readonly power: number | null;
  readonly margin: number;
  readonly populationSize: number | null;
  /** Normal quantile of the level; null for tests of two groups. */
  readonly z: number | null;
  /** Exact and rounded-up size for an unlimited population; forms per group for two groups. */
  readonly unlimited: number;
  readonly unlimitedCeil: number;
  readonly normalApproximation: number | null;
  readonly finite: number | null;
  readonly finiteCeil: number | null;
  readonly finiteSimple: number | null;
  /** Unlimited size times the design effect. */
  readonly withDesign: number | null;
  readonly withDesignCeil: number | null;
  /** Forms wanted and to be sent out, in all. */
  readonly wanted: number;
  readonly toSend: number;
  /** Sizes at other margins (differences), for the picture and the table. */
  readonly scenarios: readonly { readonly margin: number; readonly wanted: number; readonly toSend: number }[];
};

interface Plan {
  readonly target: Target;
  readonly level: number;
  readonly margin: number;
  readonly proportion: number;
  readonly sd: number;
  readonly power: number;
  readonly populationSize: number | null;
  readonly designEffect: number;
  readonly returnRate: number;
}

type Sizes = Omit<SizeValues, 'scenarios' | 'target' | 'level' | 'margin' | 'populationSize'>;

function sizesOf(plan: Plan, margin: number): Sizes {
  const { target, level, power, designEffect, returnRate, populationSize } = plan;
  if (target === 'proportion' || target === 'mean') {
    const options = { level, populationSize, designEffect, returnRate };
    const size =
      target === 'proportion'
        ? sampleSizeForProportion(plan.proportion, margin, options)
        : sampleSizeForMean(plan.sd, margin, options);
    const withDesign = size.unlimited * designEffect;
    return {
      power: null,
      z: size.z,
      unlimited: size.unlimited,
      unlimitedCeil: size.unlimitedCeil,
      normalApproximation: null,
      finite: size.finite,
      finiteCeil: size.finiteCeil,
      finiteSimple: size.finiteSimple,
      withDesign,
      withDesignCeil: Math.ceil(withDesign - 1e-9 * withDesign),
      wanted: size.wantedCeil,
      toSend: size.toSend,
    };
  }
  const size =
    target === 'twoMeans'
      ? sampleSizeForTwoMeans(margin, plan.sd, { level, power })
      : sampleSizeForTwoProportions(plan.proportion, plan.proportion + margin, { level, power });
  const wanted = 2 * Math.ceil(size.perGroup * designEffect - 1e-9 * size.perGroup);
  return {
    power,
    z: null,
    unlimited: size.perGroup,
    unlimitedCeil: size.perGroupCeil,
    normalApproximation: size.normalApproximation,
    finite: null,
    finiteCeil: null,
    finiteSimple: null,
    withDesign: null,
    withDesignCeil: null,
    wanted,
    toSend: Math.ceil(wanted / returnRate - 1e-9 * wanted),
  };
}

const factors = [0.5, 0.6, 0.75, 1, 1.25, 1.5, 2];

export const sampleSize = defineAnalysis({
  id: 'sample.size',
  version: 1,
  group: 'sample',
  title: { zh: '样本量', en: 'Sample size' },
  note: {
    what: {
      zh: '要多少份有效问卷、发出多少份，才能达到给定的精度或检验功效。',
      en: 'How many valid forms, and how many sent out, reach a given precision or power.',
    },
    formula: {
      zh: '比例 n₀ = z²p(1 − p)/e²，均值 n₀ = z²s²/e²；有限总体 n = n₀/(1 + (n₀ − 1)/N)；再乘设计效应，除以预期有效率。两组均值之差用非中心 t 分布，两组比例之差用正态近似。',
      en: 'Proportion n0 = z^2 p(1 - p)/e^2, mean n0 = z^2 s^2/e^2; finite population n = n0/(1 + (n0 - 1)/N); times the design effect, over the expected return rate. Two means by the noncentral t law, two shares by the normal law.',
    },
    source: 'Cochran (1977), ch. 4; Krejcie and Morgan (1970); Cohen (1988); Fleiss (1981).',
  },
  keywords: ['样本量', '抽样', '误差', '功效', 'sample size', 'margin of error', 'power'],
  inputs: {},
  options: {
    target: {
      kind: 'choice',
      title: { zh: '要估计或比较什么', en: 'To estimate or compare' },
      default: 'proportion',
      choices: [
        { value: 'proportion', title: { zh: '一个比例', en: 'a proportion' } },
        { value: 'mean', title: { zh: '一个均值', en: 'a mean' } },
        { value: 'twoMeans', title: { zh: '两组均值之差', en: 'two means' } },
        { value: 'twoProportions', title: { zh: '两组比例之差', en: 'two proportions' } },
      ],
    },
    level: levelOption,
    margin: {
      kind: 'number',
      title: { zh: '允许误差（两组时为要发现的差异）', en: 'Margin of error (two groups: difference to find)' },
      default: 0.05,
      min: 1e-6,
      step: 0.01,
    },
    proportion: {
      when: { is: { target: ['proportion', 'twoProportions'] } },
      kind: 'number',
      title: { zh: '预计比例（0–1）', en: 'Expected proportion (0-1)' },
      default: 0.5,
      min: 0.0001,
      max: 0.9999,
      step: 0.05,
    },
    sd: {
      when: { is: { target: ['mean', 'twoMeans'] } },
      kind: 'number',
      title: { zh: '预计标准差', en: 'Expected standard deviation' },
      default: 20,
      min: 1e-6,
      step: 1,
    },
    populationSize: {
      when: { is: { target: ['proportion', 'mean'] } },
      kind: 'number',
      title: { zh: '总体人数（0 = 很大或不知道）', en: 'Population size (0 = very large or unknown)' },
      default: 0,
      min: 0,
      step: 100,
      integer: true,
    },
    designEffect: {
      kind: 'number',
      title: { zh: '设计效应', en: 'Design effect' },
      default: 1,
      min: 0.1,
      max: 20,
      step: 0.1,
    },
    returnRate: {
      kind: 'number',
      title: { zh: '预计有效回收率（0–1）', en: 'Expected return rate (0-1)' },
      default: 1,
      min: 0.01,
      max: 1,
      step: 0.05,
    },
    power: {
      when: { is: { target: ['twoMeans', 'twoProportions'] } },
      kind: 'number',
      title: { zh: '检验功效（两组时）', en: 'Power (two groups)' },
      default: 0.8,
      min: 0.05,
      max: 0.999,
      step: 0.05,
    },
  },
  honours: { weights: 'none', design: false },
  random: false,
  estimate(_snapshot, { options }): Estimate<SizeValues> {
    const target = options.target as Target;
    const populationSize = options.populationSize > 0 ? options.populationSize : null;
    const plan: Plan = { ...options, target, populationSize };
    const sizes = sizesOf(plan, options.margin);
    const fits = (margin: number): boolean =>
      target === 'proportion'
        ? margin < 1
        : target !== 'twoProportions' || (options.proportion + margin > 0 && options.proportion + margin < 1);
    const scenarios = factors
      .map((factor) => Number((factor * options.margin).toPrecision(12)))
      .filter(fits)
      .map((margin) => {
        const { wanted, toSend } = sizesOf(plan, margin);
        return { margin, wanted, toSend };
      });
    const warnings: Warning[] = options.returnRate === 1 ? [{ code: 'sampleSize.noLoss', details: {} }] : [];
    return {
      status: 'ok',
      reason: null,
      n: sizes.wanted,
      leftOut: [],
      warnings,
      values: { ...sizes, target, level: options.level, margin: options.margin, populationSize, scenarios },
    };
  },
  tables({ values }) {
    const shares = values.target === 'proportion' || values.target === 'twoProportions';
    const two = values.target === 'twoMeans' || values.target === 'twoProportions';
    const rows = [
      {
        name: two
          ? { zh: '每组份数', en: 'Forms per group' }
          : { zh: '总体很大时的份数 n₀', en: 'Unlimited population, n0' },
        exact: values.unlimited,
        whole: values.unlimitedCeil,
      },
      ...(values.finite === null
        ? []
        : [
            { name: { zh: '有限总体修正后', en: 'Finite population' }, exact: values.finite, whole: values.finiteCeil },
          ]),
      { name: { zh: '需要的有效问卷（合计）', en: 'Valid forms wanted, in all' }, exact: null, whole: values.wanted },
      { name: { zh: '应发出的问卷', en: 'Forms to send out' }, exact: null, whole: values.toSend },
    ];
    return [
      {
        id: 'size',
        title: { zh: '样本量', en: 'Sample size' },
        columns: [
          { key: 'name', title: { zh: '项目', en: 'Item' }, format: 'text' },
          { key: 'exact', title: { zh: '计算值', en: 'Exact' }, format: 'number2' },
          { key: 'whole', title: { zh: '份数', en: 'Forms' }, format: 'integer' },
        ],
        rows: rows.map((row, place) => ({
          emphasis: place === rows.length - 1,
          cells: { name: row.name, exact: row.exact, whole: row.whole },
        })),
        notes: [],
      },
      {
        id: 'scenarios',
        title: two
          ? { zh: '不同差异所需的份数', en: 'Forms for other differences' }
          : { zh: '不同误差所需的份数', en: 'Forms for other margins' },
        columns: [
          {
            key: 'margin',
            title: two ? { zh: '差异', en: 'Difference' } : { zh: '误差 ±', en: 'Margin ±' },
            format: shares ? 'share1' : 'number2',
          },
          { key: 'wanted', title: { zh: '有效问卷', en: 'Valid forms' }, format: 'integer' },
          { key: 'toSend', title: { zh: '发出', en: 'To send' }, format: 'integer' },
        ],
        rows: values.scenarios.map((one) => ({
          emphasis: one.margin === values.margin,
          cells: { margin: one.margin, wanted: one.wanted, toSend: one.toSend },
        })),
        notes: [],
      },
    ];
  },
  figures({ values }, locale) {
    const shares = values.target === 'proportion' || values.target === 'twoProportions';
    const two = values.target === 'twoMeans' || values.target === 'twoProportions';
    return [
      lineChart({
        id: 'curve',
        title: inLocale({ zh: '精度越高，需要的问卷越多', en: 'More precision takes more forms' }, locale),
        altText: inLocale(
          { zh: '不同允许误差下需要的有效问卷数。', en: 'Valid forms wanted at different margins.' },
          locale,
        ),
        xTitle: `${inLocale(
          two ? { zh: '要发现的差异', en: 'Difference to find' } : { zh: '允许误差', en: 'Margin of error' },
          locale,
        )}${shares ? inLocale({ zh: '（百分点）', en: ' (percentage points)' }, locale) : ''}`,
        yTitle: inLocale({ zh: '有效问卷（份）', en: 'Valid forms' }, locale),
        lines: [
          {
            name: inLocale({ zh: '有效问卷', en: 'Valid forms' }, locale),
            x: values.scenarios.map((one) => (shares ? 100 * one.margin : one.margin)),
            y: values.scenarios.map((one) => one.wanted),
          },
        ],
      }),
    ];
  },
  narrative({ values }, locale) {
    const shares = values.target === 'proportion' || values.target === 'twoProportions';
    const margin = shares ? '{margin|share1}' : '{margin|number2}';
    return [
      values.power === null
        ? sentence(locale, 'size', {
            zh: `在 {level|share1} 的置信水平下，要使误差不超过 ±${margin}，需要 {wanted|integer} 份有效问卷，应发出 {toSend|integer} 份。`,
            en: `At {level|share1} confidence a margin of ±${margin} takes {wanted|integer} valid forms; send out {toSend|integer}.`,
          })
        : sentence(locale, 'size', {
            zh: `要以 {power|share1} 的把握发现两组相差 ${margin}，每组需要 {unlimitedCeil|integer} 份，合计 {wanted|integer} 份有效问卷，应发出 {toSend|integer} 份。`,
            en: `To find a difference of ${margin} between two groups with power {power|share1} takes {unlimitedCeil|integer} forms per group, {wanted|integer} in all; send out {toSend|integer}.`,
          }),
    ];
  },
  propose: () => [],
});
