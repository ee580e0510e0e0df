import type { Snapshot } from '../../model/dataset.ts';
import { findVariable } from '../../model/decode.ts';
import { sumOfElements } from '../../numeric/matrix.ts';
import { averageVarianceExtracted, compositeReliability, congeneric } from '../../stats/congeneric.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { hasIndex } from '../projectIndex.ts';
import { reliabilityFigures } from '../reliabilityFigures.ts';
import { estimateScales, scaleInputs, type ScaleItems } from '../scales.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type OmegaScale = {
  readonly k: number;
  readonly n: number;
  /** From loadings and variances in the units of the answers, and from standardised items. */
  readonly omega: number | null;
  readonly standardized: number | null;
  readonly alpha: number | null;
  readonly ave: number | null;
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly loading: number;
    readonly sd: number;
    readonly unique: number;
  }[];
  readonly reason: string | null;
};
type OmegaValues = {
  readonly overall: OmegaScale;
  readonly dimensions: readonly (OmegaScale & { readonly id: string })[];
};

const honours = { weights: 'both', design: false } as const;

function without(k: number, n: number, reason: string): OmegaScale {
  return { k, n, omega: null, standardized: null, alpha: null, ave: null, items: [], reason };
}

function omegaOf(snapshot: Snapshot, { ids, name, correlations }: ScaleItems, warnings: Warning[]): OmegaScale {
  const { n, correlation, covariance, sds } = correlations;
  const k = ids.length;
  const factor = congeneric(correlation);
  if (!factor) return without(k, n, 'noCommonFactor');
  const nameOf = (place: number): string => findVariable(snapshot, ids[place]!).name;
  if (!factor.converged) warnings.push({ code: 'omega.notConverged', details: { name } });
  if (factor.heywood.length > 0)
    warnings.push({ code: 'omega.heywood', details: { name, items: factor.heywood.map(nameOf) } });
  const total = sumOfElements(covariance);
  const own = sds.reduce((sum, sd) => sum + sd * sd, 0);
  return {
    k,
    n,
    omega: compositeReliability(factor.loadings, sds),
    standardized: compositeReliability(factor.loadings),
    alpha: total > 1e-13 * own ? (k / (k - 1)) * (1 - own / total) : null,
    ave: averageVarianceExtracted(factor.loadings),
    items: ids.map((id, place) => ({
      id: id as string,
      name: nameOf(place),
      loading: factor.loadings[place]!,
      sd: sds[place]!,
      unique: Math.max(0, 1 - factor.loadings[place]! ** 2),
    })),
    reason: null,
  };
}

export const reliabilityOmega = defineAnalysis({
  id: 'reliability.omega',
  version: 1,
  group: 'sample',
  title: { zh: '信度（McDonald ω）', en: 'Reliability (McDonald’s omega)' },
  note: {
    what: {
      zh: '允许各题载荷不同的信度：总分方差中由共同因子解释的份额，分维度与总体。',
      en: 'Reliability with items of unequal loadings: the share of the total’s variance that the common factor explains.',
    },
    formula: {
      zh: 'ω = (Σλs)²/((Σλs)² + Σs²(1 − λ²))，λ 为单因子极大似然解的标准化载荷，s 为题目标准差；标准化 ω 取 s = 1。两道题时载荷取 √r。',
      en: 'omega = (sum of lambda s)^2/((sum of lambda s)^2 + sum of s^2 (1 - lambda^2)), lambda the standardised loadings of one factor by maximum likelihood, s the standard deviations; standardised with s = 1. Two items share the root of their correlation.',
    },
    source: 'McDonald (1999), Test Theory; Joereskog (1971), Psychometrika 36.',
  },
  keywords: ['信度', 'omega', 'ω', 'McDonald', '组合信度', '内部一致性', 'reliability'],
  inputs: scaleInputs,
  options: {},
  honours,
  random: false,
  estimate: (snapshot, { inputs }): Estimate<OmegaValues> =>
    estimateScales(snapshot, inputs, honours, (scale, warnings) => omegaOf(snapshot, scale, warnings), without),
  tables({ values, labels }) {
    const cellsOf = (scale: OmegaScale) => ({
      k: scale.k,
      n: scale.n,
      omega: scale.omega,
      standardized: scale.standardized,
      alpha: scale.alpha,
    });
    return [
      {
        id: 'scales',
        title: { zh: '信度系数 ω', en: 'Omega' },
        columns: [
          { key: 'scale', title: { zh: '维度', en: 'Dimension' }, format: 'text' },
          { key: 'k', title: { zh: '题数', en: 'Items' }, format: 'integer' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'omega', title: { zh: 'ω', en: 'omega' }, format: 'coefficient' },
          { key: 'standardized', title: { zh: '标准化 ω', en: 'Standardised' }, format: 'coefficient' },
          { key: 'alpha', title: { zh: 'α', en: 'alpha' }, format: 'coefficient' },
        ],
        rows: [
          ...values.dimensions.map((one) => ({ cells: { scale: labels[one.id] ?? one.id, ...cellsOf(one) } })),
          { emphasis: true, cells: { scale: { zh: '总体', en: 'Overall' }, ...cellsOf(values.overall) } },
        ],
        notes: [],
      },
      {
        id: 'loadings',
        title: { zh: '单因子载荷', en: 'Loadings on one factor' },
        columns: [
          { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
          { key: 'loading', title: { zh: '标准化载荷', en: 'Standardised loading' }, format: 'coefficient' },
          { key: 'unique', title: { zh: '独特方差', en: 'Unique variance' }, format: 'coefficient' },
          { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' },
        ],
        rows: (values.dimensions.length > 0 ? values.dimensions : [values.overall]).flatMap((scale) =>
          scale.items.map((item) => ({
            emphasis: item.loading < 0.4,
            cells: { item: labels[item.id] ?? item.name, loading: item.loading, unique: item.unique, sd: item.sd },
          })),
        ),
        notes:
          values.dimensions.length > 0
            ? [{ zh: '载荷在各维度内估计。', en: 'Loadings are estimated within each dimension.' }]
            : [],
      },
    ];
  },
  figures: ({ values, labels }, locale) =>
    reliabilityFigures(
      values.dimensions.map((one) => ({ label: labels[one.id] ?? one.id, value: one.omega })),
      { value: values.overall.omega },
      {
        title: { zh: '各维度的 ω 系数', en: 'Omega by dimension' },
        altText: { zh: '各维度与总体的 McDonald ω 系数。', en: 'McDonald’s omega by dimension and overall.' },
        valueTitle: { zh: 'ω 系数（0–1）', en: 'Omega (0-1)' },
      },
      locale,
    ),
  narrative({ values, labels }, locale) {
    const sentences = [
      sentence(locale, 'overall', {
        zh: '{overall.k|integer} 道题的 McDonald ω 为 {overall.omega|coefficient}（标准化 {overall.standardized|coefficient}，同一份数据的 α 为 {overall.alpha|coefficient}，{overall.n|integer} 份答全的问卷）。',
        en: 'McDonald’s omega of {overall.k|integer} items is {overall.omega|coefficient} (standardised {overall.standardized|coefficient}, alpha of the same {overall.n|integer} complete forms {overall.alpha|coefficient}).',
      }),
    ];
    if (values.dimensions.length > 0) {
      const low = values.dimensions
        .filter((one) => one.omega !== null && one.omega < 0.7)
        .map((one) => labels[one.id] ?? one.id);
      sentences.push(
        low.length === 0
          ? sentence(locale, 'dimensions', {
              zh: '能够计算的各维度 ω 均不低于 .7。',
              en: 'Omega is .7 or more in every dimension that has one.',
            })
          : sentence(
              locale,
              'dimensions',
              {
                zh: '{@names}的 ω 低于 .7，宜检查其题目。',
                en: 'Omega is below .7 for {@names}: look at their items.',
              },
              { names: joinNames(low, locale) },
            ),
      );
    }
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'reliability.omega', inputs: {}, options: {} }] : []),
});
