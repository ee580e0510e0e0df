import { at, matrixOf } from '../../numeric/matrix.ts';
import { splitHalf, type SplitHalf } from '../../stats/splitHalf.ts';
import { defineAnalysis } from '../defineAnalysis.ts';
import { hasIndex } from '../projectIndex.ts';
import { reliabilityFigures } from '../reliabilityFigures.ts';
import { estimateScales, scaleInputs, type ScaleItems } from '../scales.ts';
import { joinNames, sentence } from '../sentence.ts';
import type { Estimate } from '../types.ts';

type HalvedScale = SplitHalf & {
  readonly k: number;
  readonly n: number;
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly reason: string | null;
};
type SplitHalfValues = {
  readonly overall: HalvedScale;
  readonly dimensions: readonly (HalvedScale & { readonly id: string })[];
};

const honours = { weights: 'both', design: false } as const;

/** Items of the first part, then those of the second, as splitHalf takes them. */
function orderOf(count: number, split: string): readonly number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  return split === 'oddEven'
    ? [...places.filter((place) => place % 2 === 0), ...places.filter((place) => place % 2 === 1)]
    : places;
}

function without(k: number, n: number, reason: string): HalvedScale {
  return {
    k,
    n,
    firstCount: Math.ceil(k / 2),
    correlation: null,
    spearmanBrownEqual: null,
    spearmanBrownUnequal: null,
    guttman: null,
    alphaFirst: null,
    alphaSecond: null,
    first: [],
    second: [],
    reason,
  };
}

function halvesOf({ ids, correlations }: ScaleItems, split: string): HalvedScale {
  const { n, covariance } = correlations;
  const k = ids.length;
  const order = orderOf(k, split);
  const halves = splitHalf(matrixOf(k, k, (i, j) => at(covariance, order[i]!, order[j]!)));
  if (halves.correlation === null) return without(k, n, 'noVariance');
  const names = order.map((place) => ids[place] as string);
  return {
    ...halves,
    k,
    n,
    first: names.slice(0, halves.firstCount),
    second: names.slice(halves.firstCount),
    reason: null,
  };
}

export const reliabilitySplitHalf = defineAnalysis({
  id: 'reliability.splitHalf',
  version: 1,
  group: 'sample',
  title: { zh: '折半信度', en: 'Split-half reliability' },
  note: {
    what: {
      zh: '把题目分成两半，两半总分的相关推算到整份量表的长度。',
      en: 'The correlation of two halves of the items, carried over to the length of the whole scale.',
    },
    formula: {
      zh: 'Spearman-Brown：2r/(1 + r)；题数不等时用 Horst 公式；Guttman：4·协方差/总分方差。',
      en: 'Spearman-Brown 2r/(1 + r); Horst’s form for halves of unequal length; Guttman 4 covariance/variance of the total.',
    },
    source:
      'Spearman (1910); Brown (1910); Horst (1951), Educational and Psychological Measurement 11; Guttman (1945).',
  },
  keywords: ['信度', '折半', 'Spearman-Brown', 'Guttman', '分半', 'split half', 'reliability'],
  inputs: scaleInputs,
  options: {
    split: {
      kind: 'choice',
      title: { zh: '分法', en: 'Split' },
      default: 'firstSecond',
      choices: [
        { value: 'firstSecond', title: { zh: '前一半与后一半', en: 'First half against second' } },
        { value: 'oddEven', title: { zh: '单数题与双数题', en: 'Odd against even items' } },
      ],
    },
  },
  honours,
  random: false,
  estimate: (snapshot, { inputs, options }): Estimate<SplitHalfValues> =>
    estimateScales(snapshot, inputs, honours, (scale) => halvesOf(scale, options.split), without),
  tables({ values, labels }) {
    const cellsOf = (scale: HalvedScale) => ({
      items: `${scale.first.length} + ${scale.second.length}`,
      n: scale.n,
      correlation: scale.correlation,
      equal: scale.spearmanBrownEqual,
      unequal: scale.spearmanBrownUnequal,
      guttman: scale.guttman,
      alphaFirst: scale.alphaFirst,
      alphaSecond: scale.alphaSecond,
    });
    return [
      {
        id: 'halves',
        title: { zh: '折半信度', en: 'Split-half reliability' },
        columns: [
          { key: 'scale', title: { zh: '维度', en: 'Dimension' }, format: 'text' },
          { key: 'items', title: { zh: '题数', en: 'Items' }, format: 'text' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'correlation', title: { zh: '两半相关', en: 'r of halves' }, format: 'coefficient' },
          {
            key: 'equal',
            title: { zh: 'Spearman-Brown（等长）', en: 'Spearman-Brown (equal)' },
            format: 'coefficient',
          },
          {
            key: 'unequal',
            title: { zh: 'Spearman-Brown（不等长）', en: 'Spearman-Brown (unequal)' },
            format: 'coefficient',
          },
          { key: 'guttman', title: { zh: 'Guttman', en: 'Guttman' }, format: 'coefficient' },
          { key: 'alphaFirst', title: { zh: '前半 α', en: 'Alpha, first' }, format: 'coefficient' },
          { key: 'alphaSecond', title: { zh: '后半 α', en: 'Alpha, second' }, format: 'coefficient' },
        ],
        rows: [
          ...values.dimensions.map((one) => ({ cells: { scale: labels[one.id] ?? one.id, ...cellsOf(one) } })),
          { emphasis: true, cells: { scale: { zh: '总体', en: 'Overall' }, ...cellsOf(values.overall) } },
        ],
        notes: [],
      },
    ];
  },
  figures: ({ values, labels }, locale) =>
    reliabilityFigures(
      values.dimensions.map((one) => ({ label: labels[one.id] ?? one.id, value: one.spearmanBrownUnequal })),
      { value: values.overall.spearmanBrownUnequal },
      {
        title: { zh: '各维度的折半信度', en: 'Split-half reliability by dimension' },
        altText: {
          zh: '各维度与总体的 Spearman-Brown 折半信度。',
          en: 'Spearman-Brown split-half reliability by dimension and overall.',
        },
        valueTitle: { zh: '折半信度（0–1）', en: 'Split-half reliability (0-1)' },
      },
      locale,
    ),
  narrative({ values, labels }, locale) {
    const sentences = [
      sentence(locale, 'overall', {
        zh: '{overall.k|integer} 道题的两半相关为 {overall.correlation|coefficient}，折半信度（Spearman-Brown）为 {overall.spearmanBrownUnequal|coefficient}，Guttman 系数 {overall.guttman|coefficient}（{overall.n|integer} 份答全的问卷）。',
        en: 'The halves of {overall.k|integer} items correlate {overall.correlation|coefficient}: split-half reliability (Spearman-Brown) {overall.spearmanBrownUnequal|coefficient}, Guttman {overall.guttman|coefficient} ({overall.n|integer} complete forms).',
      }),
    ];
    const low = values.dimensions
      .filter((one) => one.spearmanBrownUnequal !== null && one.spearmanBrownUnequal < 0.7)
      .map((one) => labels[one.id] ?? one.id);
    if (low.length > 0)
      sentences.push(
        sentence(
          locale,
          'dimensions',
          {
            zh: '{@names}的折半信度低于 .7，宜检查其题目。',
            en: 'Split-half reliability is below .7 for {@names}: look at their items.',
          },
          { names: joinNames(low, locale) },
        ),
      );
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'reliability.splitHalf', inputs: {}, options: {} }] : []),
});
