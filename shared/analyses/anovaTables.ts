import { isolateName } from '../format/isolateNames.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { type Bilingual, inLocale } from '../model/text.ts';
import type { FTest } from '../stats/anovaOneWay.ts';
import { type AnovaValues, methodNames } from './anovaValues.ts';
import type { AnalysisResult, ResultTable } from './types.ts';

/** Group means, the table of variance, checks and pairs of groups. */
export function anovaTables({ values, labels }: AnalysisResult<AnovaValues>): readonly ResultTable[] {
  const feature = isolateName(labels[values.feature] ?? values.feature);
  const about = (title: Bilingual): Bilingual => ({
    zh: `${title.zh}：${isolateName(inLocale(values.dependent, 'zh-CN'))}（按${feature}）`,
    en: `${title.en}: ${isolateName(inLocale(values.dependent, 'en'))} by ${feature}`,
  });
  const test = (id: string, name: Bilingual, one: FTest | null) =>
    one === null ? [] : [{ cells: { test: name, statistic: one.f, df1: one.df1, df2: one.df2, p: one.p }, id }];
  const spread = values.spread;
  const checks = [
    ...test('wald', { zh: 'Wald F（抽样设计）', en: 'Wald F (survey design)' }, values.wald),
    ...test('welch', { zh: 'Welch 检验（均值）', en: 'Welch (means)' }, values.welch),
    ...test('brownForsythe', { zh: 'Brown-Forsythe 检验（均值）', en: 'Brown-Forsythe (means)' }, values.brownForsythe),
    ...(values.ranks
      ? [
          {
            id: 'kruskalWallis',
            cells: {
              test: { zh: 'Kruskal-Wallis H（秩）', en: 'Kruskal-Wallis H (ranks)' },
              statistic: values.ranks.h,
              df1: values.ranks.df,
              df2: null,
              p: values.ranks.p,
            },
          },
        ]
      : []),
    ...test(
      'leveneMean',
      { zh: 'Levene 检验（均值）：方差', en: 'Levene (mean): variances' },
      spread?.leveneMean ?? null,
    ),
    ...test(
      'leveneMedian',
      { zh: 'Levene 检验（中位数）：方差', en: 'Levene (median): variances' },
      spread?.leveneMedian ?? null,
    ),
    ...(['bartlett', 'fligner'] as const).flatMap((id) => {
      const one = spread?.[id] ?? null;
      const name = id === 'bartlett' ? 'Bartlett' : 'Fligner-Killeen';
      return one === null
        ? []
        : [
            {
              id,
              cells: {
                test: { zh: `${name} 检验：方差`, en: `${name}: variances` },
                statistic: one.chiSquare,
                df1: one.df,
                df2: null,
                p: one.p,
              },
            },
          ];
    }),
  ];
  const byMethod = methodNames[values.postHoc];
  return [
    {
      id: 'groups',
      title: about({ zh: '各组均值', en: 'Means of the groups' }),
      columns: [
        { key: 'group', title: { zh: '组别', en: 'Group' }, format: 'text' as const },
        { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' as const },
        { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' as const },
        { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' as const },
        { key: 'se', title: { zh: '标准误', en: 'SE' }, format: 'number3' as const },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' as const },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' as const },
        { key: 'meanRank', title: { zh: '平均秩', en: 'Mean rank' }, format: 'number1' as const },
      ],
      rows: values.groups.map((row, place) => ({
        emphasis: place === values.lowest && values.largest !== null,
        cells: {
          group: row.small && row.n > 0 ? `${row.label}*` : row.label,
          n: row.n,
          mean: row.mean,
          sd: row.sd,
          se: row.se,
          lower: row.lower,
          upper: row.upper,
          meanRank: row.meanRank,
        },
      })),
      notes: values.groups.some((row) => row.small)
        ? [{ zh: '* 少于 30 份，结果仅供参考。', en: '* Fewer than 30 forms: read with care.' }]
        : [],
    },
    {
      id: 'anova',
      title: { zh: '方差分析表', en: 'Analysis of variance' },
      columns: [
        { key: 'source', title: { zh: '来源', en: 'Source' }, format: 'text' as const },
        { key: 'ss', title: { zh: '平方和', en: 'Sum of squares' }, format: 'number2' as const },
        { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'integer' as const },
        { key: 'ms', title: { zh: '均方', en: 'Mean square' }, format: 'number2' as const },
        { key: 'f', title: { zh: 'F', en: 'F' }, format: 'number2' as const },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' as const },
      ],
      rows: [
        {
          cells: {
            source: { zh: '组间', en: 'Between groups' },
            ss: values.table.ssBetween,
            df: values.table.dfBetween,
            ms: values.table.msBetween,
            f: values.table.f,
            p: values.table.p,
          },
        },
        {
          cells: {
            source: { zh: '组内', en: 'Within groups' },
            ss: values.table.ssWithin,
            df: values.table.dfWithin,
            ms: values.table.msWithin,
            f: null,
            p: null,
          },
        },
        {
          emphasis: true,
          cells: {
            source: { zh: '总计', en: 'Total' },
            ss: values.table.ssTotal,
            df: values.table.dfBetween + values.table.dfWithin,
            ms: null,
            f: null,
            p: null,
          },
        },
      ],
      notes: [
        {
          zh: `η² = ${formatNumber(values.etaSquared, 'coefficient', 'zh-CN')}，ω² = ${formatNumber(values.omegaSquared, 'coefficient', 'zh-CN')}。${values.kind === 'design' ? 'F 与 p 为考虑抽样设计的 Wald 检验。' : ''}`,
          en: `Eta squared ${formatNumber(values.etaSquared, 'coefficient', 'en')}, omega squared ${formatNumber(values.omegaSquared, 'coefficient', 'en')}.${values.kind === 'design' ? ' F and p are Wald’s test under the survey design.' : ''}`,
        },
      ],
    },
    ...(checks.length > 0
      ? [
          {
            id: 'tests',
            title: { zh: '稳健检验与方差齐性', en: 'Robust tests and equality of variances' },
            columns: [
              { key: 'test', title: { zh: '检验', en: 'Test' }, format: 'text' as const },
              { key: 'statistic', title: { zh: '统计量', en: 'Statistic' }, format: 'number3' as const },
              { key: 'df1', title: { zh: '自由度 1', en: 'df 1' }, format: 'degrees' as const },
              { key: 'df2', title: { zh: '自由度 2', en: 'df 2' }, format: 'degrees' as const },
              { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' as const },
            ],
            rows: checks.map(({ cells }) => ({ cells })),
            notes: [],
          },
        ]
      : []),
    ...(values.pairs.length > 0
      ? [
          {
            id: 'pairs',
            title: { zh: `多重比较（${byMethod.zh}）`, en: `Pairs of groups (${byMethod.en})` },
            columns: [
              { key: 'a', title: { zh: '组别', en: 'Group' }, format: 'text' as const },
              { key: 'b', title: { zh: '比较组', en: 'against' }, format: 'text' as const },
              { key: 'difference', title: { zh: '均值差', en: 'Difference' }, format: 'number2' as const },
              { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' as const },
              { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' as const },
              { key: 'p', title: { zh: '校正后 p', en: 'Adjusted p' }, format: 'pValue' as const },
            ],
            rows: values.pairs.map((pair) => ({
              emphasis: pair.clear,
              cells: {
                a: values.groups[pair.a]!.label,
                b: values.groups[pair.b]!.label,
                difference: pair.difference,
                lower: pair.interval?.lower ?? null,
                upper: pair.interval?.upper ?? null,
                p: pair.p,
              },
            })),
            notes: [],
          },
        ]
      : []),
  ];
}
