import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { inLocale } from '../../model/text.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { hasIndex } from '../projectIndex.ts';
import {
  measurementTables,
  measurementValues,
  type MeasurementValues,
  measurementWarnings,
} from '../plsMeasurement.ts';
import { plsData, plsMissingOption, plsOptions, runPls, toleranceOption } from '../plsRun.ts';
import { joinNames, sentence } from '../sentence.ts';
import { treeModel } from '../treeModel.ts';
import type { Estimate } from '../types.ts';

export const modelMeasurement = defineAnalysis({
  id: 'model.measurement',
  version: 1,
  group: 'model',
  title: { zh: '测量模型（指标体系的验证）', en: 'Measurement model (the indicator tree confirmed)' },
  note: {
    what: {
      zh: '把一级指标当作潜变量，检验题目是否测到了所属的指标：载荷、交叉载荷、信度、AVE、HTMT。',
      en: 'First-level indicators as latent variables: do the questions measure the indicator they stand under? Loadings, cross-loadings, reliability, AVE, HTMT.',
    },
    formula: {
      zh: '各一级指标以其下全部感知题为反映型题目（模式 A），彼此两两相连，用因子加权方案（与方向无关）估计。',
      en: 'Every first-level indicator with all perception questions below it (mode A), each joined to each, factorial scheme, which knows no direction.',
    },
    source: 'Fornell and Larcker (1981); Henseler, Ringle and Sarstedt (2015).',
  },
  keywords: ['效度', '验证性', '收敛效度', '区分效度', 'AVE', 'HTMT', '交叉载荷', 'CFA', 'validity', 'measurement'],
  inputs: {},
  options: { missing: plsMissingOption, tolerance: toleranceOption },
  honours: { weights: 'both', design: false },
  random: false,
  estimate(snapshot, { options }): Estimate<MeasurementValues> {
    const model = treeModel(snapshot);
    if (model.constructs.length < 2) return noEstimate('tooFewConstructs', 0, []);
    const data = plsData(snapshot, { model, warnings: [] });
    const outcome = runPls<MeasurementValues>(data, plsOptions({ ...options, scheme: 'factorial' }));
    if (!outcome.ok) return outcome.failure;
    const values = measurementValues(data, outcome.estimate, 'unstandardised');
    return {
      status: 'ok',
      reason: null,
      n: outcome.estimate.n,
      leftOut: outcome.leftOut,
      warnings: [...data.warnings, ...measurementWarnings(data, outcome.estimate, values)],
      values,
    };
  },
  tables: ({ values, labels }) => measurementTables(values, labels),
  figures({ values, labels }, locale) {
    return [
      barWithError({
        id: 'loadings',
        title: inLocale({ zh: '题目的载荷', en: 'Loadings of the items' }, locale),
        altText: inLocale(
          {
            zh: `${values.items.length} 道题的载荷，参考线为 .7。`,
            en: `Loadings of ${values.items.length} items; line at .7.`,
          },
          locale,
        ),
        bars: values.items.map((item) => ({
          label: labels[item.id] ?? item.id,
          value: item.loading,
          interval: null,
          text: formatNumber(item.loading, 'coefficient', locale),
          emphasis: item.loading < 0.7,
        })),
        valueTitle: inLocale({ zh: '载荷', en: 'Loading' }, locale),
        reference: { value: 0.7, label: '.7' },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const low = values.items.filter(({ loading }) => loading < 0.4);
    const misplaced = values.items.filter((item) =>
      item.crossLoadings.some((value, k) => k !== item.construct && (value ?? 0) > item.loading),
    );
    const weak = values.constructs.filter(({ ave, items }) => items > 1 && (ave ?? 0) < 0.5);
    const named = (items: readonly { readonly id: string }[]): string =>
      joinNames(
        items.slice(0, 5).map(({ id }) => `“${labels[id] ?? id}”`),
        locale,
      );
    return [
      weak.length === 0
        ? sentence(locale, 'convergence', {
            zh: '各指标的 AVE 均不低于 .5，收敛效度达到通常要求。',
            en: 'AVE is .5 or more for every indicator: convergent validity meets the usual demand.',
          })
        : sentence(
            locale,
            'convergence',
            {
              zh: '{@names}的 AVE 低于 .5，收敛效度不足。',
              en: 'AVE is below .5 for {@names}: convergent validity is weak.',
            },
            {
              names: joinNames(
                weak.map(({ name }) => `“${name}”`),
                locale,
              ),
            },
          ),
      misplaced.length === 0
        ? sentence(locale, 'placement', {
            zh: '每道题与所属指标的相关都高于与其他指标的相关。',
            en: 'Every item correlates more with its own indicator than with any other.',
          })
        : sentence(
            locale,
            'placement',
            {
              zh: '{@names}与其他指标的相关高于与所属指标的相关，请检查归属。',
              en: `{@names} ${misplaced.length === 1 ? 'correlates more with another indicator than with its own: check where it belongs' : 'correlate more with another indicator than with their own: check where they belong'}.`,
            },
            { names: named(misplaced) },
          ),
      ...(low.length > 0
        ? [
            sentence(
              locale,
              'loadings',
              {
                zh: '{@names}的载荷低于 .4，宜删去或改写。',
                en: 'Loadings are below .4 for {@names}: take out or reword.',
              },
              { names: named(low) },
            ),
          ]
        : []),
    ];
  },
  propose: (snapshot) =>
    hasIndex(snapshot) && treeModel(snapshot).constructs.length >= 2
      ? [{ analysis: 'model.measurement', inputs: {}, options: {} }]
      : [],
});
