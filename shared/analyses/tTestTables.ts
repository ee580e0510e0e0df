import { formatNumber } from '../format/formatNumber.ts';
import { capitalised } from '../model/text.ts';
import type { TTestValues } from './tTestValues.ts';
import type { AnalysisResult, ResultTable } from './types.ts';

/** The groups compared, and every test of their difference. */
export function tTestTables({ values, labels }: AnalysisResult<TTestValues>): readonly ResultTable[] {
  const tests = [
    { name: { zh: '抽样设计 t', en: 't under the survey design' }, one: values.design },
    { name: { zh: '单样本 t', en: 'One-sample t' }, one: values.oneSample },
    { name: { zh: 'Welch t（不假定等方差）', en: 'Welch (unequal variances)' }, one: values.welch },
    { name: { zh: '等方差 t', en: 'Pooled (equal variances)' }, one: values.pooled },
  ];
  return [
    {
      id: 'groups',
      title: {
        zh:
          values.feature === null ? values.dependent.zh : `${values.dependent.zh}（按${labels[values.feature] ?? ''}）`,
        en: capitalised(values.dependent.en) + (values.feature === null ? '' : ` by ${labels[values.feature] ?? ''}`),
      },
      columns: [
        { key: 'group', title: { zh: '组别', en: 'Group' }, format: 'text' },
        { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' },
        { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' },
        { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' },
        { key: 'se', title: { zh: '标准误', en: 'SE' }, format: 'number3' },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
      ],
      rows: values.groups.map((row) => ({
        cells: {
          group: row.label === '' ? { zh: '全部', en: 'All' } : row.label,
          n: row.n,
          mean: row.mean,
          sd: row.sd,
          se: row.se,
          lower: row.lower,
          upper: row.upper,
        },
      })),
      notes: [],
    },
    {
      id: 'tests',
      title: { zh: '检验', en: 'Tests' },
      columns: [
        { key: 'test', title: { zh: '检验', en: 'Test' }, format: 'text' },
        { key: 'statistic', title: { zh: '统计量', en: 'Statistic' }, format: 'number3' },
        { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'degrees' },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number2' },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number2' },
      ],
      rows: [
        ...tests.flatMap(({ name, one }, place) =>
          one === null
            ? []
            : [
                {
                  emphasis: place < 3,
                  cells: {
                    test: name,
                    statistic: one.t,
                    df: one.df,
                    p: one.p,
                    lower: one.interval.lower,
                    upper: one.interval.upper,
                  },
                },
              ],
        ),
        ...(values.mannWhitney
          ? [
              {
                cells: {
                  test: { zh: 'Mann-Whitney U（秩和）', en: 'Mann-Whitney U (ranks)' },
                  statistic: values.mannWhitney.uFirst,
                  df: null,
                  p: values.mannWhitney.p,
                  lower: null,
                  upper: null,
                },
              },
            ]
          : []),
        ...(values.levene
          ? [
              {
                cells: {
                  test: { zh: 'Levene（方差齐性）F', en: 'Levene (equal variances) F' },
                  statistic: values.levene.f,
                  df: values.levene.df2,
                  p: values.levene.p,
                  lower: null,
                  upper: null,
                },
              },
            ]
          : []),
      ],
      notes: [
        {
          zh:
            values.hypothesis === null
              ? `均值差 ${formatNumber(values.difference, 'number2', 'zh-CN')}，Cohen d ${formatNumber(values.cohensD, 'number2', 'zh-CN')}，Hedges g ${formatNumber(values.hedgesG, 'number2', 'zh-CN')}；区间属于均值差。`
              : `与 ${formatNumber(values.hypothesis, 'number2', 'zh-CN')} 之差 ${formatNumber(values.difference, 'number2', 'zh-CN')}；区间属于均值。`,
          en:
            values.hypothesis === null
              ? `Difference ${formatNumber(values.difference, 'number2', 'en')}, Cohen’s d ${formatNumber(values.cohensD, 'number2', 'en')}, Hedges’ g ${formatNumber(values.hedgesG, 'number2', 'en')}; intervals are of the difference.`
              : `Difference from ${formatNumber(values.hypothesis, 'number2', 'en')}: ${formatNumber(values.difference, 'number2', 'en')}; the interval is of the mean.`,
        },
      ],
    },
  ];
}
