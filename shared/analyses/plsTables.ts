import { formatNumber } from '../format/formatNumber.ts';
import { measurementTables } from './plsMeasurement.ts';
import type { PlsValues, Resampled } from './plsValues.ts';
import type { AnalysisResult, ResultTable } from './types.ts';

/** Indices, paths, effects, importance and performance, the measurement, and what resampling says, as tables. */
export function plsTables({ values, labels, options }: AnalysisResult<PlsValues>): readonly ResultTable[] {
  const level = formatNumber(Number(options.level), 'share1', 'zh-CN').replace('.0%', '%');
  const around = values.resampling
    ? [
        { key: 'se', title: { zh: '标准误', en: 'SE' }, format: 'coefficient' as const },
        { key: 't', title: { zh: 't', en: 't' }, format: 'number2' as const },
        { key: 'p', title: { zh: 'p', en: 'p' }, format: 'pValue' as const },
        { key: 'lower', title: { zh: `${level} 下限`, en: `${level} lower` }, format: 'coefficient' as const },
        { key: 'upper', title: { zh: `${level} 上限`, en: `${level} upper` }, format: 'coefficient' as const },
      ]
    : [];
  const aroundOf = (one: Resampled) =>
    values.resampling
      ? {
          se: one?.se ?? null,
          t: one?.t ?? null,
          p: one?.p ?? null,
          lower: one?.lower ?? null,
          upper: one?.upper ?? null,
        }
      : {};
  const resamplingNote = values.resampling
    ? [
        {
          zh: `自助重抽样 ${values.resampling.resamples} 次（失败 ${values.resampling.failed} 次），${values.resampling.interval === 'bca' ? 'BCa' : '百分位'}区间；p 按正态分布，双侧。`,
          en: `${values.resampling.resamples} bootstrap resamples (${values.resampling.failed} failed), ${values.resampling.interval === 'bca' ? 'BCa' : 'percentile'} intervals; p two-sided on the normal distribution.`,
        },
      ]
    : [];
  const consistentColumn = values.consistent
    ? [{ key: 'consistent', title: { zh: 'PLSc', en: 'PLSc' }, format: 'coefficient' as const }]
    : [];
  const text = (key: string, zh: string, en: string) => ({ key, title: { zh, en }, format: 'text' as const });
  const indices: ResultTable = {
    id: 'indices',
    title: { zh: '潜变量指数（0–100）与解释程度', en: 'Indices of the constructs (0-100) and what is explained' },
    columns: [
      text('name', '潜变量', 'Construct'),
      {
        key: 'unstandardised',
        title: { zh: '指数（非标准化权重）', en: 'Index (unstandardised)' },
        format: 'number2',
      },
      { key: 'standardised', title: { zh: '标准化权重', en: 'Standardised' }, format: 'number2' },
      { key: 'equal', title: { zh: '等权', en: 'Equal' }, format: 'number2' },
      ...(values.resampling
        ? [
            { key: 'lower', title: { zh: `${level} 下限`, en: `${level} lower` }, format: 'number2' as const },
            { key: 'upper', title: { zh: `${level} 上限`, en: `${level} upper` }, format: 'number2' as const },
          ]
        : []),
      { key: 'rSquared', title: { zh: 'R²', en: 'R2' }, format: 'coefficient' },
      { key: 'adjusted', title: { zh: '调整后 R²', en: 'Adjusted R2' }, format: 'coefficient' },
      { key: 'q2', title: { zh: 'Q²', en: 'Q2' }, format: 'coefficient' },
      ...consistentColumn.map((column) => ({ ...column, title: { zh: 'R²（PLSc）', en: 'R2 (PLSc)' } })),
    ],
    rows: values.structure.map((one, place) => {
      const own = values.constructs[place]!;
      return {
        emphasis: place === values.target.place,
        cells: {
          name: one.name,
          unstandardised: own.indexUnstandardised,
          standardised: own.indexStandardised,
          equal: own.indexEqual,
          ...(values.resampling
            ? { lower: one.indexResampled?.lower ?? null, upper: one.indexResampled?.upper ?? null }
            : {}),
          rSquared: one.rSquared,
          adjusted: one.adjusted,
          q2: one.q2,
          ...(values.consistent ? { consistent: one.consistentRSquared } : {}),
        },
      };
    }),
    notes: [
      {
        zh: `SRMR ${formatNumber(values.fit.srmr, 'coefficient', 'zh-CN')}，GoF ${formatNumber(values.fit.gof, 'coefficient', 'zh-CN')}。${values.resampling ? '区间属于所选权重的指数。' : ''}`,
        en: `SRMR ${formatNumber(values.fit.srmr, 'coefficient', 'en')}, GoF ${formatNumber(values.fit.gof, 'coefficient', 'en')}.${values.resampling ? ' Intervals are those of the index with the chosen weights.' : ''}`,
      },
    ],
  };
  const pathTable: ResultTable = {
    id: 'paths',
    title: { zh: '路径系数', en: 'Path coefficients' },
    columns: [
      text('from', '从', 'From'),
      text('to', '到', 'To'),
      { key: 'coefficient', title: { zh: '系数', en: 'Coefficient' }, format: 'coefficient' },
      ...around,
      { key: 'f2', title: { zh: 'f²', en: 'f2' }, format: 'coefficient' },
      { key: 'vif', title: { zh: 'VIF', en: 'VIF' }, format: 'number2' },
      ...consistentColumn,
    ],
    rows: values.paths.map((path) => ({
      cells: {
        from: path.from,
        to: path.to,
        coefficient: path.coefficient,
        ...aroundOf(path.resampled),
        f2: path.f2,
        vif: path.vif,
        ...(values.consistent ? { consistent: path.consistent } : {}),
      },
    })),
    notes: [
      ...resamplingNote,
      { zh: 'f² .02、.15、.35 分别为小、中、大的效应。', en: 'f2 of .02, .15, .35: small, medium, large.' },
    ],
  };
  const effects: ResultTable = {
    id: 'effects',
    title: { zh: '直接、间接与总效应', en: 'Direct, indirect and total effects' },
    columns: [
      text('from', '从', 'From'),
      text('to', '到', 'To'),
      { key: 'direct', title: { zh: '直接', en: 'Direct' }, format: 'coefficient' },
      { key: 'indirect', title: { zh: '间接', en: 'Indirect' }, format: 'coefficient' },
      { key: 'total', title: { zh: '总效应', en: 'Total' }, format: 'coefficient' },
      ...around,
    ],
    rows: values.effects.map((one) => ({
      cells: {
        from: one.from,
        to: one.to,
        direct: one.direct,
        indirect: one.indirect,
        total: one.total,
        ...aroundOf(one.resampled),
      },
    })),
    notes: resamplingNote,
  };
  const specific: ResultTable = {
    id: 'specific',
    title: { zh: '特定间接效应', en: 'Specific indirect effects' },
    columns: [
      text('chain', '路径', 'Chain'),
      { key: 'effect', title: { zh: '效应', en: 'Effect' }, format: 'coefficient' },
    ],
    rows: values.specific.map(({ chain, effect }) => ({ cells: { chain: chain.join(' → '), effect } })),
    notes: [],
  };
  const map: ResultTable = {
    id: 'map',
    title: {
      zh: `重要性-绩效（目标：${values.target.name}）`,
      en: `Importance and performance (target: ${values.target.name})`,
    },
    columns: [
      text('name', '潜变量 / 题目', 'Construct / item'),
      {
        key: 'importance',
        title: { zh: '重要性（每 1 分带来的分数）', en: 'Importance (points per point)' },
        format: 'number3',
      },
      { key: 'performance', title: { zh: '绩效（0–100）', en: 'Performance (0-100)' }, format: 'number1' },
    ],
    rows: values.map.flatMap((point) => {
      const place = values.constructs.findIndex(({ name }) => name === point.name);
      return [
        {
          emphasis: point.quadrant === 'improve',
          cells: { name: point.name, importance: point.importance, performance: point.performance },
        },
        ...values.itemMap
          .filter(({ id }) => values.items.find((item) => item.id === id)?.construct === place)
          .map((item) => ({
            depth: 1,
            cells: { name: labels[item.id] ?? item.id, importance: item.importance, performance: item.performance },
          })),
      ];
    }),
    notes: [
      {
        zh: '重要性为非标准化总效应；绩效为指数或题目均值。加粗：重要而偏低，宜优先改进。',
        en: 'Importance: unstandardised total effect; performance: index or mean. Bold: important and low, first to improve.',
      },
    ],
  };
  const resampledItems: ResultTable = {
    id: 'itemsResampled',
    title: { zh: '载荷的重抽样检验', en: 'Loadings resampled' },
    columns: [
      text('item', '题目', 'Item'),
      { key: 'loading', title: { zh: '载荷', en: 'Loading' }, format: 'coefficient' },
      ...around,
    ],
    rows: values.itemsResampled.map(({ loading }, i) => ({
      cells: {
        item: labels[values.items[i]!.id] ?? values.items[i]!.id,
        loading: values.items[i]!.loading,
        ...aroundOf(loading),
      },
    })),
    notes: resamplingNote,
  };
  const resampledRatios: ResultTable = {
    id: 'htmtResampled',
    title: { zh: 'HTMT 的重抽样区间', en: 'Heterotrait-monotrait ratios resampled' },
    columns: [
      text('first', '潜变量', 'Construct'),
      text('second', '与', 'With'),
      { key: 'ratio', title: { zh: 'HTMT', en: 'HTMT' }, format: 'coefficient' },
      // A test against 0 says nothing of a ratio that should lie below 1.
      ...around.filter(({ key }) => key !== 't' && key !== 'p'),
    ],
    rows: values.htmtResampled.map(({ first, second, value }) => {
      const place = (name: string): number => values.constructs.findIndex((one) => one.name === name);
      return {
        emphasis: (value?.upper ?? 0) >= 0.9,
        cells: {
          first,
          second,
          ratio: values.htmt[place(second)]![place(first)]!,
          se: value?.se ?? null,
          lower: value?.lower ?? null,
          upper: value?.upper ?? null,
        },
      };
    }),
    notes: [
      {
        zh: `自助重抽样 ${values.resampling?.resamples ?? 0} 次。上限低于 .90 时两个潜变量可以区分；加粗：上限不低于 .90。`,
        en: `${values.resampling?.resamples ?? 0} bootstrap resamples. Two constructs are distinct when the upper limit lies below .90; bold: it does not.`,
      },
    ],
  };
  return [
    indices,
    pathTable,
    effects,
    ...(values.specific.length > 0 ? [specific] : []),
    ...(values.map.length > 0 ? [map] : []),
    ...measurementTables(values, labels),
    ...(values.resampling ? [resampledItems] : []),
    ...(values.htmtResampled.length > 0 ? [resampledRatios] : []),
  ];
}
