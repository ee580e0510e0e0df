import type { ResultTable, TableColumn, AnalysisResult } from './types.ts';
import type { FactorItem, FactorValues } from './factorAnalysisValues.ts';

/** Loadings, variance explained, eigenvalues and how the factors meet the indicators. */
export function factorAnalysisTables({ values, labels }: AnalysisResult<FactorValues>): readonly ResultTable[] {
  const factorTitle = (r: number): string => `F${r + 1}`;
  const factorColumns = Array.from(
    { length: values.factors },
    (_, r): TableColumn => ({ key: `f${r}`, title: factorTitle(r), format: 'coefficient' }),
  );
  const shown = (loading: number): number | null => (Math.abs(loading) >= values.blank ? loading : null);
  const nameOf = (item: FactorItem): string => labels[item.id] ?? item.name;
  const loadings: ResultTable = {
    id: 'loadings',
    title: values.oblique
      ? { zh: '因子载荷（模式矩阵）', en: 'Loadings (pattern matrix)' }
      : { zh: '因子载荷', en: 'Loadings' },
    columns: [
      { key: 'item', title: { zh: '题目', en: 'Item' }, format: 'text' },
      ...(values.match
        ? [{ key: 'dimension', title: { zh: '所属指标', en: 'Indicator' }, format: 'text' as const }]
        : []),
      ...factorColumns,
      { key: 'communality', title: { zh: '共同度', en: 'Communality' }, format: 'coefficient' },
    ],
    rows: byFactor(values.items).map((place) => {
      const item = values.items[place]!;
      const dimension = item.dimension === null ? undefined : values.match?.dimensions[item.dimension];
      return {
        emphasis: item.misplaced,
        cells: {
          item: nameOf(item),
          ...(values.match ? { dimension: dimension === undefined ? null : (labels[dimension] ?? dimension) } : {}),
          ...Object.fromEntries(item.loadings.map((loading, r) => [`f${r}`, shown(loading)])),
          communality: item.communality,
        },
      };
    }),
    notes: [
      {
        zh: '按因子和载荷大小排列；“–”为绝对值小于选项所定界限的载荷。',
        en: 'By factor and size of the loading; “–” marks loadings below the limit of the options.',
      },
      ...(values.match
        ? [
            {
              zh: '突出显示的题目所在因子对应另一个指标。',
              en: 'Highlighted items load on the factor of another indicator.',
            },
          ]
        : []),
    ],
  };
  const variance: ResultTable = {
    id: 'variance',
    title: { zh: '解释的方差', en: 'Variance explained' },
    columns: [
      { key: 'rank', title: { zh: '因子', en: 'Factor' }, format: 'integer' },
      { key: 'value', title: { zh: '特征值', en: 'Eigenvalue' }, format: 'number3' },
      { key: 'share', title: { zh: '方差 %', en: '% of variance' }, format: 'percent1' },
      { key: 'cumulative', title: { zh: '累计 %', en: 'Cumulative %' }, format: 'percent1' },
      { key: 'random', title: { zh: '随机数据 95% 分位', en: 'Random data, 95th pct' }, format: 'number3' },
      { key: 'extracted', title: { zh: '提取后', en: 'Extracted' }, format: 'number3' },
      { key: 'rotated', title: { zh: '旋转后', en: 'Rotated' }, format: 'number3' },
      { key: 'rotatedShare', title: { zh: '旋转后方差 %', en: 'Rotated % of variance' }, format: 'percent1' },
      { key: 'rotatedCumulative', title: { zh: '旋转后累计 %', en: 'Rotated cumulative %' }, format: 'percent1' },
    ],
    rows: values.eigenvalues.map((one, place) => {
      const kept = values.variance[place];
      return {
        emphasis: kept !== undefined,
        cells: {
          rank: place + 1,
          value: one.value,
          share: one.share,
          cumulative: one.cumulative,
          random: one.randomQuantile,
          extracted: kept?.unrotated ?? null,
          rotated: kept?.rotated ?? null,
          rotatedShare: kept?.rotatedShare ?? null,
          rotatedCumulative: kept?.cumulative ?? null,
        },
      };
    }),
    notes: values.oblique
      ? [
          {
            zh: '斜交旋转：各因子的贡献为模式载荷与结构载荷乘积之和。',
            en: 'Oblique rotation: a factor’s part is the sum of pattern times structure loadings.',
          },
        ]
      : [],
  };
  const correlations: ResultTable[] = values.factorCorrelations
    ? [
        {
          id: 'factorCorrelations',
          title: { zh: '因子之间的相关', en: 'Factor correlations' },
          columns: [{ key: 'factor', title: { zh: '因子', en: 'Factor' }, format: 'text' }, ...factorColumns],
          rows: values.factorCorrelations.map((cells, r) => ({
            cells: { factor: factorTitle(r), ...Object.fromEntries(cells.map((cell, c) => [`f${c}`, cell])) },
          })),
          notes: [],
        },
      ]
    : [];
  const fit: ResultTable[] = values.fit
    ? [
        {
          id: 'fit',
          title: { zh: '拟合（极大似然）', en: 'Fit (maximum likelihood)' },
          columns: [
            { key: 'chiSquare', title: { zh: 'χ²', en: 'Chi-square' }, format: 'number2' },
            { key: 'df', title: { zh: '自由度', en: 'df' }, format: 'integer' },
            { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' },
          ],
          rows: [{ cells: { chiSquare: values.fit.chiSquare, df: values.fit.df, p: values.fit.p } }],
          notes: [],
        },
      ]
    : [];
  return [loadings, variance, ...correlations, ...fit];
}

/** Items by factor, the largest loading first: the order in which a loading table shows its structure. */
function byFactor(items: readonly FactorItem[]): readonly number[] {
  const size = (place: number): number => Math.abs(items[place]!.loadings[items[place]!.factor]!);
  return Array.from(items.keys()).toSorted((a, b) => items[a]!.factor - items[b]!.factor || size(b) - size(a) || a - b);
}
