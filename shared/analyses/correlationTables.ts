import { type CorrelationValues, entry } from './correlationValues.ts';
import type { AnalysisResult, ResultTable } from './types.ts';

/** Correlations of indicators with the index, or the matrix and the pairs of the chosen questions. */
export function correlationTables({ values, labels }: AnalysisResult<CorrelationValues>): readonly ResultTable[] {
  if (values.items.length === 0) {
    return [
      {
        id: 'indicators',
        title: { zh: '各指标与满意度指数的相关', en: 'Correlation of the indicators with the index' },
        columns: [
          { key: 'name', title: { zh: '指标', en: 'Indicator' }, format: 'text' as const },
          { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' as const },
          { key: 'r', title: { zh: '与指数相关', en: 'r with index' }, format: 'coefficient' as const },
          { key: 'corrected', title: { zh: '校正相关', en: 'Corrected r' }, format: 'coefficient' as const },
          { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'coefficient' as const },
          { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'coefficient' as const },
          { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' as const },
        ],
        rows: values.indicators.map((one) => ({
          cells: {
            name: labels[one.id] ?? one.id,
            n: one.n,
            r: one.whole.r,
            corrected: one.corrected.r,
            lower: one.corrected.interval?.lower ?? null,
            upper: one.corrected.interval?.upper ?? null,
            p: one.corrected.p,
          },
        })),
        notes: [
          {
            zh: '校正相关：与不含该指标的指数的相关；区间与 p 属于校正相关。',
            en: 'Corrected: with the index without the indicator; interval and p belong to it.',
          },
        ],
      },
    ];
  }
  const name = (place: number): string => labels[values.items[place]!.id] ?? values.items[place]!.name;
  const matrix = {
    id: 'matrix',
    title: { zh: 'Pearson 相关矩阵', en: 'Pearson correlations' },
    columns: [
      { key: 'name', title: { zh: '题目', en: 'Question' }, format: 'text' as const },
      { key: 'mean', title: { zh: '均值', en: 'Mean' }, format: 'number2' as const },
      { key: 'sd', title: { zh: '标准差', en: 'SD' }, format: 'number2' as const },
      ...values.items.slice(0, 20).map((_, place) => ({
        key: `item${place}`,
        title: { zh: `(${place + 1})`, en: `(${place + 1})` },
        format: 'coefficient' as const,
      })),
    ],
    rows: values.items.map((item, row) => ({
      cells: {
        name: `(${row + 1}) ${name(row)}`,
        mean: item.mean,
        sd: item.sd,
        ...Object.fromEntries(
          values.items.slice(0, 20).map((_, column) => [`item${column}`, entry(values, row, column)]),
        ),
      },
    })),
    notes: [],
  };
  const detailed = values.pairs.length <= 300 ? values.pairs : values.strongest.map((place) => values.pairs[place]!);
  const shows = {
    spearman: detailed.some((pair) => pair.spearman),
    kendall: detailed.some((pair) => pair.kendall),
    partial: detailed.some((pair) => pair.partial),
  };
  const pairs = {
    id: 'pairs',
    title: { zh: '各对题目的相关', en: 'Correlations by pair' },
    columns: [
      { key: 'x', title: { zh: '题目', en: 'Question' }, format: 'text' as const },
      { key: 'y', title: { zh: '与', en: 'with' }, format: 'text' as const },
      { key: 'n', title: { zh: '份数', en: 'n' }, format: 'integer' as const },
      { key: 'r', title: { zh: 'r', en: 'r' }, format: 'coefficient' as const },
      { key: 'lower', title: { zh: '下限', en: 'Lower' }, format: 'coefficient' as const },
      { key: 'upper', title: { zh: '上限', en: 'Upper' }, format: 'coefficient' as const },
      { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' as const },
      ...(shows.spearman
        ? [{ key: 'spearman', title: { zh: 'Spearman ρ', en: 'Spearman' }, format: 'coefficient' as const }]
        : []),
      ...(shows.kendall
        ? [{ key: 'kendall', title: { zh: 'Kendall τ-b', en: 'Kendall tau-b' }, format: 'coefficient' as const }]
        : []),
      ...(shows.partial
        ? [
            { key: 'partial', title: { zh: '偏相关', en: 'Partial r' }, format: 'coefficient' as const },
            { key: 'partialP', title: { zh: '偏相关 p', en: 'Partial p' }, format: 'pValue' as const },
          ]
        : []),
    ],
    rows: detailed.map((pair) => ({
      cells: {
        x: name(pair.x),
        y: name(pair.y),
        n: pair.n,
        r: pair.pearson.r,
        lower: pair.pearson.interval?.lower ?? null,
        upper: pair.pearson.interval?.upper ?? null,
        p: pair.pearson.p,
        ...(shows.spearman ? { spearman: pair.spearman?.r ?? null } : {}),
        ...(shows.kendall ? { kendall: pair.kendall?.r ?? null } : {}),
        ...(shows.partial
          ? { partial: pair.partial?.pearson.r ?? null, partialP: pair.partial?.pearson.p ?? null }
          : {}),
      },
    })),
    notes: [
      ...(values.given.length > 0
        ? [
            {
              zh: `控制：${values.given.map((id) => labels[id] ?? id).join('、')}。`,
              en: `Controlling for ${values.given.map((id) => labels[id] ?? id).join(', ')}.`,
            },
          ]
        : []),
      ...(values.pairs.length > detailed.length
        ? [
            {
              zh: `共 ${values.pairs.length} 对，仅列最强的 ${detailed.length} 对。`,
              en: `The ${detailed.length} strongest of ${values.pairs.length} pairs.`,
            },
          ]
        : []),
      {
        zh: 'p 未作多重比较校正。',
        en: 'p is not corrected for many comparisons.',
      },
    ],
  };
  return [matrix, pairs];
}
