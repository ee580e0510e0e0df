import { isolateName } from '../format/isolateNames.ts';
import { formatNumber } from '../format/formatNumber.ts';
import type { CrossTableValues } from './crossTableValues.ts';
import type { AnalysisResult, ResultTable } from './types.ts';

/** Counts, shares, residuals and tests. */
export function crossTableTables({ values }: AnalysisResult<CrossTableValues>): readonly ResultTable[] {
  const { table, rows, columns, test } = values;
  const percents =
    values.percent === 'row' ? table.rowShares : values.percent === 'column' ? table.columnShares : table.totalShares;
  const whole = !values.weighted;
  const cellKey = (kind: string, column: number): string => `${kind}${column}`;
  const block = (
    id: string,
    title: { readonly zh: string; readonly en: string },
    format: 'integer' | 'number1' | 'number2' | 'share1',
    cells: readonly (readonly (number | null)[])[],
    sums: readonly (number | null)[] | null,
  ) => ({
    id,
    cellCounts: [
      ...table.counts.map((counts, row) => [...counts, table.rowTotals[row]!]),
      [...table.columnTotals, table.n],
    ].map((counts) =>
      Object.fromEntries(counts.map((count, at) => [at === columns.labels.length ? 'sum' : cellKey('c', at), count])),
    ),
    title: {
      zh: `${isolateName(rows.title.zh)} × ${isolateName(columns.title.zh)}：${title.zh}`,
      en: `${isolateName(rows.title.en)} by ${isolateName(columns.title.en)}: ${title.en}`,
    },
    columns: [
      { key: 'row', title: rows.title, format: 'text' as const },
      ...columns.labels.map((label, column) => ({ key: cellKey('c', column), title: label, format })),
      ...(sums ? [{ key: 'sum', title: { zh: '合计', en: 'Total' }, format }] : []),
    ],
    rows: [
      ...rows.labels.map((label, row) => ({
        cells: {
          row: label,
          ...Object.fromEntries(columns.labels.map((_, column) => [cellKey('c', column), cells[row]![column]!])),
          ...(sums ? { sum: sums[row]! } : {}),
        },
      })),
      ...(sums && sums.length > rows.labels.length
        ? [
            {
              emphasis: true,
              cells: {
                row: { zh: '合计', en: 'Total' },
                ...Object.fromEntries(
                  columns.labels.map((_, column) => [cellKey('c', column), cells[rows.labels.length]![column]!]),
                ),
                sum: sums[rows.labels.length]!,
              },
            },
          ]
        : []),
    ],
    notes: [],
  });
  const percentTitle =
    values.percent === 'row'
      ? { zh: '行百分比', en: 'percent of the row' }
      : values.percent === 'column'
        ? { zh: '列百分比', en: 'percent of the column' }
        : { zh: '总百分比', en: 'percent of the total' };
  const margin =
    values.percent === 'column' ? table.columnTotals.map(() => 1) : table.columnTotals.map((sum) => sum / table.n);
  const sums =
    values.percent === 'row'
      ? [...table.rowTotals.map(() => 1), 1]
      : [...table.rowTotals.map((sum) => sum / table.n), 1];
  const tests = [
    {
      name: { zh: 'Pearson χ²', en: 'Pearson chi-square' },
      statistic: table.chiSquare.statistic,
      df: table.chiSquare.df,
      p: values.test.raoScott ? null : table.chiSquare.p,
    },
    ...(values.test.raoScott
      ? [
          {
            name: { zh: 'Rao-Scott F（抽样设计）', en: 'Rao-Scott F (survey design)' },
            statistic: values.test.raoScott.f,
            df: values.test.raoScott.df1,
            p: values.test.raoScott.p,
          },
        ]
      : [
          {
            name: { zh: '似然比 G²', en: 'Likelihood ratio' },
            statistic: table.likelihoodRatio.statistic,
            df: table.likelihoodRatio.df,
            p: table.likelihoodRatio.p,
          },
        ]),
    ...(table.yates && !values.test.raoScott
      ? [
          {
            name: { zh: 'Yates 连续性校正 χ²', en: 'With Yates’ correction' },
            statistic: table.yates.statistic,
            df: table.yates.df,
            p: table.yates.p,
          },
        ]
      : []),
    ...(test.fisher
      ? [{ name: { zh: 'Fisher 精确检验', en: 'Fisher’s exact test' }, statistic: null, df: null, p: test.fisher.p }]
      : []),
    ...(values.ordered && !values.test.raoScott
      ? [
          {
            name: { zh: '线性趋势 χ²', en: 'Linear-by-linear' },
            statistic: values.ordered.linearByLinear.statistic,
            df: 1,
            p: values.ordered.linearByLinear.p,
          },
        ]
      : []),
  ];
  const { nominal, ordered } = values;
  const measures = [
    {
      name: { zh: 'Cramér V', en: 'Cramer’s V' },
      value: table.cramersV,
      lower: values.cramersVInterval?.lower ?? null,
      upper: values.cramersVInterval?.upper ?? null,
    },
    { name: { zh: 'Cramér V（偏差校正）', en: 'Cramer’s V, bias corrected' }, value: table.cramersVCorrected },
    { name: { zh: '列联系数', en: 'Contingency coefficient' }, value: table.contingencyCoefficient },
    ...(values.oddsRatio
      ? [
          {
            name: { zh: '比数比（OR）', en: 'Odds ratio' },
            value: values.oddsRatio.ratio,
            lower: values.oddsRatio.interval.lower,
            upper: values.oddsRatio.interval.upper,
          },
        ]
      : []),
    { name: { zh: 'λ（由行预测列）', en: 'Lambda, columns from rows' }, value: nominal.lambda.columns.value },
    { name: { zh: 'λ（由列预测行）', en: 'Lambda, rows from columns' }, value: nominal.lambda.rows.value },
    {
      name: { zh: 'Goodman-Kruskal τ（由行预测列）', en: 'Goodman-Kruskal tau, columns from rows' },
      value: nominal.tauColumns,
    },
    { name: { zh: '不确定系数（对称）', en: 'Uncertainty coefficient' }, value: nominal.uncertainty.symmetric.value },
    ...(ordered
      ? [
          ...(ordered.gamma ? [{ name: { zh: 'γ', en: 'Gamma' }, value: ordered.gamma.value }] : []),
          { name: { zh: 'Kendall τ-b', en: 'Kendall’s tau-b' }, value: ordered.tauB.value },
          {
            name: { zh: 'Somers d（列为因变量）', en: 'Somers’ d, columns dependent' },
            value: ordered.somersColumns.value,
          },
        ]
      : []),
  ];
  return [
    block(
      'counts',
      { zh: values.weighted ? '加权份数' : '份数', en: values.weighted ? 'weighted counts' : 'counts' },
      whole ? 'integer' : 'number1',
      [...table.counts, table.columnTotals],
      [...table.rowTotals, table.n],
    ),
    block('percents', percentTitle, 'share1', [...percents, margin], sums),
    block('residuals', { zh: '校正残差', en: 'adjusted residuals' }, 'number2', table.adjustedResiduals, null),
    {
      id: 'tests',
      title: { zh: '独立性检验', en: 'Tests of independence' },
      columns: [
        { key: 'name', title: { zh: '检验', en: 'Test' }, format: 'text' },
        { key: 'statistic', title: { zh: '统计量', en: 'Statistic' }, format: 'number3' },
        { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'degrees' },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
      ],
      rows: tests.map((one) => ({ cells: { name: one.name, statistic: one.statistic, df: one.df, p: one.p } })),
      notes:
        table.cellsBelow5 > 0
          ? [
              {
                zh: `期望频数小于 5 的格子 ${table.cellsBelow5} 个，最小期望频数 ${formatNumber(table.smallestExpected, 'number2', 'zh-CN')}。`,
                en: `${table.cellsBelow5} cells are expected below 5; the smallest expected count is ${formatNumber(table.smallestExpected, 'number2', 'en')}.`,
              },
            ]
          : [],
    },
    {
      id: 'measures',
      title: { zh: '关联程度', en: 'Strength of the relation' },
      columns: [
        { key: 'name', title: { zh: '系数', en: 'Measure' }, format: 'text' },
        { key: 'value', title: { zh: '值', en: 'Value' }, format: 'number3' },
        { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'number3' },
        { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'number3' },
      ],
      rows: measures.map((one) => ({
        cells: {
          name: one.name,
          value: one.value,
          lower: 'lower' in one ? one.lower : null,
          upper: 'upper' in one ? one.upper : null,
        },
      })),
      notes: [],
    },
  ];
}
