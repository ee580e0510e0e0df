import { barWithError } from '../../charts/barWithError.ts';
import { formatNumber } from '../../format/formatNumber.ts';
import { type Bilingual, inLocale } from '../../model/text.ts';
import { factorability } from '../../stats/factorability.ts';
import { correlationInputs, correlationOptions, correlationSource, matrixRows } from '../correlationSource.ts';
import { defineAnalysis, noEstimate } from '../defineAnalysis.ts';
import { hasIndex } from '../projectIndex.ts';
import { joinNames, relationOf, sentence } from '../sentence.ts';
import type { Estimate, Warning } from '../types.ts';

type FactorabilityValues = {
  readonly n: number;
  readonly k: number;
  readonly kmo: number;
  readonly determinant: number;
  readonly logDeterminant: number;
  readonly bartlett: {
    readonly chiSquare: number | null;
    readonly df: number;
    readonly p: number | null;
    readonly log10P: number | null;
  };
  readonly items: readonly { readonly id: string; readonly name: string; readonly msa: number | null }[];
  /** Partial correlations given all other items, row by row in the order of items. */
  readonly partial: readonly (readonly number[])[];
  /** Places in items with MSA below .5, lowest first. */
  readonly weak: readonly number[];
};

const honours = { weights: 'both', design: false } as const;

/** Kaiser's words for KMO. */
const grades: readonly { readonly from: number; readonly text: Bilingual }[] = [
  { from: 0.9, text: { zh: '非常适合做因子分析', en: 'marvellous for factor analysis' } },
  { from: 0.8, text: { zh: '适合做因子分析', en: 'meritorious' } },
  { from: 0.7, text: { zh: '尚适合做因子分析', en: 'middling' } },
  { from: 0.6, text: { zh: '勉强可做因子分析', en: 'mediocre' } },
  { from: 0.5, text: { zh: '不太适合做因子分析', en: 'miserable' } },
  { from: Number.NEGATIVE_INFINITY, text: { zh: '不适合做因子分析', en: 'unacceptable for factor analysis' } },
];

export const validityFactorability = defineAnalysis({
  id: 'validity.factorability',
  version: 1,
  group: 'sample',
  title: { zh: '因子分析适用性（KMO 与 Bartlett）', en: 'Factorability (KMO and Bartlett)' },
  note: {
    what: {
      zh: '题目之间的相关是否足以归结为少数因子：KMO 取样适当性、各题 MSA、Bartlett 球形检验。',
      en: 'Whether the correlations of the items come down to a few factors: KMO, MSA per item, Bartlett’s sphericity.',
    },
    formula: {
      zh: 'KMO = Σr²/(Σr² + Σq²)（i ≠ j，q 为偏相关），MSA 为单题的同一比值；χ² = −(n − 1 − (2p + 5)/6)·ln|R|，自由度 p(p − 1)/2。加权时 n 为频数之和或有效样本量。',
      en: 'KMO = sum r^2/(sum r^2 + sum q^2) over i != j, q partial correlations; MSA the same for one item; chi-square = -(n - 1 - (2p + 5)/6) ln|R| with p(p - 1)/2 df. With weights n is the sum of frequencies or the effective n.',
    },
    source: 'Kaiser (1970), Psychometrika 35; Kaiser & Rice (1974); Bartlett (1951), Biometrika 38.',
  },
  keywords: ['效度', 'KMO', 'MSA', 'Bartlett', '球形检验', '取样适当性', '因子分析', 'sphericity', 'factorability'],
  inputs: correlationInputs,
  options: correlationOptions,
  honours,
  random: false,
  estimate(snapshot, { inputs, options }): Estimate<FactorabilityValues> {
    const source = correlationSource(snapshot, inputs, options, honours);
    if (source.status !== 'ok') return noEstimate(source.reason, source.n, source.leftOut, source.warnings);
    const { items, correlation, n, effectiveN } = source;
    const k = items.length;
    if (n <= k) return noEstimate('moreItemsThanForms', n, source.leftOut, source.warnings);
    const result = factorability(correlation, effectiveN);
    if (result.kmo === null || result.partial === null || result.logDeterminant === null)
      return noEstimate('singular', n, source.leftOut, source.warnings);
    const warnings: Warning[] = [...source.warnings];
    if (effectiveN < 5 * k)
      warnings.push({ code: 'factor.smallSample', details: { n: Math.round(effectiveN), items: k } });
    return {
      status: 'ok',
      reason: null,
      n,
      leftOut: source.leftOut,
      warnings,
      values: {
        n,
        k,
        kmo: result.kmo,
        determinant: result.determinant,
        logDeterminant: result.logDeterminant,
        bartlett: result.bartlett,
        items: items.map((item, place) => ({ ...item, msa: result.msa[place]! })),
        partial: matrixRows(result.partial),
        weak: Array.from(items.keys())
          .filter((place) => result.msa[place] !== null && result.msa[place]! < 0.5)
          .toSorted((a, b) => result.msa[a]! - result.msa[b]! || a - b),
      },
    };
  },
  tables({ values, labels }) {
    return [
      {
        id: 'tests',
        title: { zh: 'KMO 与 Bartlett 检验', en: 'KMO and Bartlett’s test' },
        columns: [
          { key: 'k', title: { zh: '题数', en: 'Items' }, format: 'integer' },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
          { key: 'kmo', title: { zh: 'KMO', en: 'KMO' }, format: 'coefficient' },
          { key: 'chiSquare', title: { zh: 'Bartlett χ²', en: 'Bartlett chi-square' }, format: 'number2' },
          { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'integer' },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        ],
        rows: [
          {
            cells: {
              k: values.k,
              n: values.n,
              kmo: values.kmo,
              chiSquare: values.bartlett.chiSquare,
              df: values.bartlett.df,
              p: values.bartlett.p,
            },
          },
        ],
        notes: [],
      },
      {
        id: 'items',
        title: { zh: '各题的取样适当性', en: 'Sampling adequacy per item' },
        columns: [
          { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
          { key: 'msa', title: { zh: 'MSA', en: 'MSA' }, format: 'coefficient' },
        ],
        rows: values.items.map((item, place) => ({
          emphasis: values.weak.includes(place),
          cells: { item: labels[item.id] ?? item.name, msa: item.msa },
        })),
        notes: [{ zh: 'MSA 低于 .5 的题目宜先剔除再做因子分析。', en: 'Items with MSA below .5 are better left out.' }],
      },
    ];
  },
  figures({ values, labels }, locale) {
    return [
      barWithError({
        id: 'msa',
        title: inLocale({ zh: '各题的取样适当性（MSA）', en: 'Sampling adequacy per item (MSA)' }, locale),
        altText: inLocale(
          { zh: `${values.k} 道题的 MSA，界限 0.5。`, en: `MSA of ${values.k} items against the limit of 0.5.` },
          locale,
        ),
        bars: values.items.map((item, place) => ({
          label: labels[item.id] ?? item.name,
          value: item.msa,
          interval: null,
          text: formatNumber(item.msa, 'coefficient', locale),
          emphasis: values.weak.includes(place),
        })),
        valueTitle: inLocale({ zh: 'MSA（0–1）', en: 'MSA (0-1)' }, locale),
        range: [0, 1.08],
        scale: [0, 1],
        reference: { value: 0.5, label: '.5' },
      }),
    ];
  },
  narrative({ values, labels }, locale) {
    const grade = grades.find((one) => values.kmo >= one.from)!;
    const correlated = values.bartlett.p !== null && values.bartlett.p < 0.05;
    const sentences = [
      sentence(
        locale,
        'kmo',
        {
          zh: '{k|integer} 道题、{n|integer} 份问卷的 KMO 为 {kmo|coefficient}，{@grade}；Bartlett 球形检验 χ² = {bartlett.chiSquare|number2}（自由度 {bartlett.df|integer}，p {@relation}{bartlett.p|pValue}），{@verdict}。',
          en: 'KMO of {k|integer} items over {n|integer} forms is {kmo|coefficient}: {@grade}. Bartlett’s chi-square is {bartlett.chiSquare|number2} ({bartlett.df|integer} df, p {@relation}{bartlett.p|pValue}): {@verdict}.',
        },
        {
          grade: inLocale(grade.text, locale),
          relation: relationOf(values.bartlett.p),
          verdict: inLocale(
            correlated
              ? { zh: '题目之间存在相关', en: 'the items are correlated' }
              : { zh: '未见题目之间存在相关', en: 'no correlation among the items is shown' },
            locale,
          ),
        },
      ),
    ];
    if (values.weak.length > 0)
      sentences.push(
        sentence(
          locale,
          'weak',
          {
            zh: '{@names}的 MSA 低于 .5，与其他题目共同成分太少，宜先剔除。',
            en: 'MSA is below .5 for {@names}: they share too little with the other items and are better left out first.',
          },
          {
            names: joinNames(
              values.weak.map((place) => `“${labels[values.items[place]!.id] ?? values.items[place]!.name}”`),
              locale,
            ),
          },
        ),
      );
    return sentences;
  },
  propose: (snapshot) => (hasIndex(snapshot) ? [{ analysis: 'validity.factorability', inputs: {}, options: {} }] : []),
});
