import { barWithError } from '../charts/barWithError.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';
import type { DiscriminantValues, Rates } from './discriminantValues.ts';
import { joinNames, relationOf, sentence } from './sentence.ts';
import type { AnalysisResult, ChartFigure, ResultTable, Sentence, TableColumn } from './types.ts';

function matrixTable(id: string, title: Bilingual, values: DiscriminantValues, rates: Rates): ResultTable {
  return {
    id,
    title,
    columns: [
      { key: 'actual', title: { zh: '实际组', en: 'Actual group' }, format: 'text' },
      ...values.groups.map(
        (group, place): TableColumn => ({
          key: `g${place}`,
          title:
            typeof group.label === 'string'
              ? { zh: `判为 ${group.label}`, en: `Predicted ${group.label}` }
              : { zh: `判为${group.label.zh}`, en: `Predicted ${group.label.en}` },
          format: 'integer',
        }),
      ),
      { key: 'rate', title: { zh: '正确率', en: 'Correct' }, format: 'share1' },
    ],
    rows: [
      ...rates.counts.map((row, actual) => {
        const total = row.reduce((sum, count) => sum + count, 0);
        return {
          cells: {
            actual: values.groups[actual]!.label,
            ...Object.fromEntries(row.map((count, place) => [`g${place}`, count])),
            rate: total > 0 ? row[actual]! / total : null,
          },
        };
      }),
      {
        emphasis: true,
        cells: {
          actual: { zh: '合计', en: 'All' },
          ...Object.fromEntries(
            values.groups.map((_, place) => [`g${place}`, rates.counts.reduce((sum, row) => sum + row[place]!, 0)]),
          ),
          rate: rates.hitRate,
        },
      },
    ],
    notes: [],
  };
}

/** Functions, coefficients, groups, hits and the test of equal covariances. */
export function discriminantTables({ values, labels }: AnalysisResult<DiscriminantValues>): readonly ResultTable[] {
  const numbers = Array.from(values.functions.keys());
  const suffix = (k: number): string => (values.functions.length > 1 ? ` ${k + 1}` : '');
  const perFunction = (key: string, zh: string, en: string): readonly TableColumn[] =>
    numbers.map((k) => ({
      key: `${key}${k}`,
      title: { zh: `${zh}${suffix(k)}`, en: `${en}${suffix(k)}` },
      format: 'number3',
    }));
  return [
    {
      id: 'functions',
      title: { zh: '典型判别函数', en: 'Canonical functions' },
      columns: [
        { key: 'function', title: { zh: '函数', en: 'Function' }, format: 'integer' },
        { key: 'eigenvalue', title: { zh: '特征值', en: 'Eigenvalue' }, format: 'number3' },
        { key: 'share', title: { zh: '占比', en: 'Share' }, format: 'share1' },
        { key: 'canonical', title: { zh: '典型相关', en: 'Canonical r' }, format: 'coefficient' },
        { key: 'lambda', title: { zh: 'Wilks Λ', en: 'Wilks’ lambda' }, format: 'coefficient' },
        { key: 'chiSquare', title: { zh: 'χ²', en: 'Chi-square' }, format: 'number2' },
        { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'integer' },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
      ],
      rows: values.functions.map((one, k) => ({
        cells: {
          function: k + 1,
          eigenvalue: one.eigenvalue,
          share: one.share,
          canonical: one.canonicalCorrelation,
          lambda: one.wilksLambda,
          chiSquare: one.chiSquare,
          df: one.df,
          p: one.p,
        },
      })),
      notes: values.boxM
        ? [
            {
              zh: `Box M = ${formatNumber(values.boxM.m, 'number2', 'zh-CN')}，p ${relationOf(values.boxM.p)}${formatNumber(values.boxM.p, 'pValue', 'zh-CN')}。`,
              en: `Box’s M = ${formatNumber(values.boxM.m, 'number2', 'en')}, p ${relationOf(values.boxM.p)}${formatNumber(values.boxM.p, 'pValue', 'en')}.`,
            },
          ]
        : [],
    },
    {
      id: 'items',
      title: { zh: '判别系数', en: 'Coefficients' },
      columns: [
        { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
        ...values.groups.map(
          (group, index): TableColumn => ({
            key: `mean${index}`,
            title:
              typeof group.label === 'string'
                ? { zh: `${group.label} 均值`, en: `Mean, ${group.label}` }
                : { zh: `${group.label.zh}组均值`, en: `Mean, ${group.label.en}` },
            format: 'number2',
          }),
        ),
        { key: 'f', title: { zh: 'F', en: 'F' }, format: 'number2' },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        ...perFunction('raw', '原始系数', 'Raw'),
        ...perFunction('std', '标准化系数', 'Standardised'),
        ...perFunction('str', '结构系数', 'Structure'),
      ],
      rows: [
        ...values.ranked.map((place) => {
          const item = values.items[place]!;
          return {
            cells: {
              item: labels[item.id] ?? item.name,
              ...Object.fromEntries(item.means.map((mean, index) => [`mean${index}`, mean])),
              f: item.f,
              p: item.p,
              ...Object.fromEntries(
                numbers.flatMap((k) => [
                  [`raw${k}`, item.raw[k]!],
                  [`std${k}`, item.standardized[k]!],
                  [`str${k}`, item.structure[k]!],
                ]),
              ),
            },
          };
        }),
        {
          emphasis: true,
          cells: {
            item: { zh: '常数', en: 'Constant' },
            ...Object.fromEntries(values.groups.map((_, index) => [`mean${index}`, null])),
            f: null,
            p: null,
            ...Object.fromEntries(numbers.flatMap((k) => [[`std${k}`, null] as const, [`str${k}`, null] as const])),
            ...Object.fromEntries(numbers.map((k) => [`raw${k}`, values.functions[k]!.constant])),
          },
        },
      ],
      notes: [{ zh: '按结构系数的大小排列。', en: 'By size of the structure coefficient.' }],
    },
    {
      id: 'groups',
      title: { zh: '各组的重心', en: 'Group centroids' },
      columns: [
        { key: 'group', title: { zh: '组', en: 'Group' }, format: 'text' },
        { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
        { key: 'prior', title: { zh: '先验概率', en: 'Prior' }, format: 'share1' },
        ...perFunction('centroid', '重心', 'Centroid'),
      ],
      rows: values.groups.map((group, index) => ({
        cells: {
          group: group.label,
          n: group.n,
          prior: group.prior,
          ...Object.fromEntries(numbers.map((k) => [`centroid${k}`, values.functions[k]!.centroids[index]!])),
        },
      })),
      notes: values.pair
        ? [
            {
              zh: `判别得分的分界为 ${formatNumber(values.pair.cutWithPriors, 'number3', 'zh-CN')}（两重心中点 ${formatNumber(values.pair.cut, 'number3', 'zh-CN')}）。`,
              en: `The cut on the score is ${formatNumber(values.pair.cutWithPriors, 'number3', 'en')} (half way between the centroids: ${formatNumber(values.pair.cut, 'number3', 'en')}).`,
            },
          ]
        : [],
    },
    matrixTable(
      'leaveOneOut',
      { zh: '判别结果（留一法）', en: 'Classification (leaving one out)' },
      values,
      values.leaveOneOut,
    ),
    matrixTable('inSample', { zh: '判别结果（样本内）', en: 'Classification (in sample)' }, values, values.inSample),
  ];
}

/** How the items tell the groups apart. */
export function discriminantFigures(
  { values, labels }: AnalysisResult<DiscriminantValues>,
  locale: Locale,
): readonly ChartFigure[] {
  const top = values.ranked.slice(0, 20);
  return [
    barWithError({
      id: 'structure',
      title: inLocale(
        {
          zh: '各题目对分组的区分力（结构系数）',
          en: 'How the items tell the groups apart (structure coefficients)',
        },
        locale,
      ),
      altText: inLocale(
        {
          zh: `${top.length} 道题与判别函数的相关，由大到小。`,
          en: `Correlations of ${top.length} items with the discriminant function, largest first.`,
        },
        locale,
      ),
      bars: top.map((place) => {
        const item = values.items[place]!;
        return {
          label: labels[item.id] ?? item.name,
          value: item.structure[0]!,
          interval: null,
          text: formatNumber(item.structure[0]!, 'coefficient', locale),
          emphasis: Math.abs(item.structure[0]!) >= 0.5,
        };
      }),
      valueTitle: inLocale(
        { zh: '与判别函数的相关（组内）', en: 'Within-group correlation with the function' },
        locale,
      ),
    }),
  ];
}

/** Whether the groups differ, how well they are told apart, and by what. */
export function discriminantNarrative(
  { values, labels }: AnalysisResult<DiscriminantValues>,
  locale: Locale,
): readonly Sentence[] {
  const name = (place: number): string => `“${labels[values.items[place]!.id] ?? values.items[place]!.name}”`;
  const strong = values.ranked.slice(0, Math.min(3, values.ranked.length));
  const better = values.leaveOneOut.hitRate > values.chance;
  return [
    sentence(
      locale,
      'functions',
      {
        zh: '按{@dependent}分组的{@significance}（Wilks Λ = {functions.0.wilksLambda|coefficient}，p {@relation}{functions.0.p|pValue}，典型相关 {functions.0.canonicalCorrelation|coefficient}，{n|integer} 份）。',
        en: 'The groups by {@dependent} {@significance} (Wilks’ lambda {functions.0.wilksLambda|coefficient}, p {@relation}{functions.0.p|pValue}, canonical correlation {functions.0.canonicalCorrelation|coefficient}, {n|integer} forms).',
      },
      {
        dependent: inLocale(values.dependent, locale),
        relation: relationOf(values.functions[0]!.p),
        significance: inLocale(
          values.functions[0]!.p < 0.05
            ? { zh: '各组差异显著', en: 'differ beyond chance' }
            : { zh: '各组差异不显著', en: 'do not differ beyond chance' },
          locale,
        ),
      },
    ),
    sentence(
      locale,
      'hitRate',
      better
        ? {
            zh: '留一法判别正确率为 {leaveOneOut.hitRate|share1}（样本内 {inSample.hitRate|share1}），高于全部判入最大组的 {chance|share1}。',
            en: 'Leaving one out, {leaveOneOut.hitRate|share1} are put where they belong ({inSample.hitRate|share1} in sample), against {chance|share1} for always guessing the largest group.',
          }
        : {
            zh: '留一法判别正确率为 {leaveOneOut.hitRate|share1}（样本内 {inSample.hitRate|share1}），不高于全部判入最大组的 {chance|share1}，判别函数没有用处。',
            en: 'Leaving one out, {leaveOneOut.hitRate|share1} are put where they belong ({inSample.hitRate|share1} in sample), no more than the {chance|share1} of always guessing the largest group: the function is of no use.',
          },
    ),
    sentence(
      locale,
      'strongest',
      {
        zh: '区分力最强的是{@names}；这是关联，不等于因果。',
        en: '{@names} tell the groups apart best; this is association, not cause.',
      },
      { names: joinNames(strong.map(name), locale) },
    ),
  ];
}
