import { barWithError } from '../charts/barWithError.ts';
import { pathDiagram } from '../charts/pathDiagram.ts';
import { shorten } from '../charts/plotText.ts';
import { quadrantFigure } from '../charts/quadrantFigure.ts';
import { formatNumber } from '../format/formatNumber.ts';
import { inLocale, type Locale } from '../model/text.ts';
import { type PlsValues, type Resampled, stars } from './plsValues.ts';
import type { AnalysisResult, ChartFigure } from './types.ts';

/** Most lines of items under an ellipse of the drawing; longer blocks are summed up. */
const mostLines = 6;

/** Of a question of a battery ("Importance / Freshness") what is its own. */
const ownPart = (label: string): string => label.split(' / ').at(-1)!;

/** What stands under an ellipse: each item with its loading. */
export function itemLines(
  values: PlsValues,
  construct: number,
  labels: Readonly<Record<string, string>>,
  locale: Locale,
): readonly string[] {
  const own = values.items.filter((item) => item.construct === construct);
  const loading = (value: number): string => formatNumber(value, 'coefficient', locale);
  if (own.length <= mostLines)
    return own.map((item) => `${shorten(ownPart(labels[item.id] ?? item.id), 10)} ${loading(item.loading)}`);
  const loadings = own.map((item) => item.loading);
  const [low, high] = [loading(Math.min(...loadings)), loading(Math.max(...loadings))];
  return [
    inLocale(
      { zh: `${own.length} 题，载荷 ${low} 至 ${high}`, en: `${own.length} items, loadings ${low} to ${high}` },
      locale,
    ),
  ];
}

/** The drawn model with its numbers, the importance-performance map, paths and indices. */
export function plsFigures({ values, labels }: AnalysisResult<PlsValues>, locale: Locale): readonly ChartFigure[] {
  const between = (one: Resampled): readonly [number, number] | null => (one ? [one.lower, one.upper] : null);
  const indices = barWithError({
    id: 'indices',
    title: inLocale({ zh: '各潜变量的指数', en: 'Indices of the constructs' }, locale),
    altText: inLocale({ zh: '各潜变量 0–100 分的指数。', en: 'Index 0-100 of every construct.' }, locale),
    bars: values.constructs.map((one, place) => ({
      label: one.name,
      value: one.index,
      interval: between(values.structure[place]!.indexResampled),
      text: formatNumber(one.index, 'number1', locale),
      emphasis: place === values.target.place,
    })),
    valueTitle: inLocale({ zh: '指数（0–100 分）', en: 'Index (0-100)' }, locale),
    scale: [0, 100],
  });
  const lines = barWithError({
    id: 'paths',
    title: inLocale({ zh: '路径系数', en: 'Path coefficients' }, locale),
    altText: inLocale(
      {
        zh: `${values.paths.length} 条路径的标准化系数。`,
        en: `Standardised coefficients of ${values.paths.length} paths.`,
      },
      locale,
    ),
    shape: 'points',
    bars: values.paths.map((path) => ({
      label: `${path.from} → ${path.to}`,
      value: path.coefficient,
      interval: between(path.resampled),
      text: formatNumber(path.coefficient, 'coefficient', locale),
      emphasis: path.to === values.target.name,
    })),
    valueTitle: inLocale({ zh: '标准化路径系数', en: 'Standardised path coefficient' }, locale),
    reference: { value: 0, label: '0' },
  });
  const place = (name: string): number => values.constructs.findIndex((one) => one.name === name);
  const diagram = pathDiagram({
    id: 'diagram',
    title: inLocale({ zh: '结构方程模型', en: 'Structural model' }, locale),
    altText: inLocale(
      {
        zh: `${values.constructs.length} 个潜变量与 ${values.paths.length} 条路径，标有路径系数、R² 与载荷${values.resampling ? '；* p < .05，** p < .01，*** p < .001' : ''}。`,
        en: `${values.constructs.length} constructs and ${values.paths.length} paths with coefficients, R2 and loadings${values.resampling ? '; * p < .05, ** p < .01, *** p < .001' : ''}.`,
      },
      locale,
    ),
    constructs: values.constructs.map((one, k) => ({
      name: one.name,
      ...values.places[k]!,
      facts: [
        formatNumber(one.index, 'number1', locale),
        ...(values.structure[k]!.rSquared === null
          ? []
          : [`R² ${formatNumber(values.structure[k]!.rSquared, 'coefficient', locale)}`]),
      ].join(' · '),
      items: itemLines(values, k, labels, locale),
      emphasis: k === values.target.place,
    })),
    paths: values.paths.map(({ from, to, coefficient, resampled }) => ({
      from: place(from),
      to: place(to),
      coefficient,
      text: `${formatNumber(coefficient, 'coefficient', locale)}${stars(resampled?.p)}`,
      faint: resampled !== null && (resampled.p ?? 1) >= 0.05,
    })),
  });
  if (!values.crosshair || values.map.length < 2) return [diagram, lines, indices];
  return [
    diagram,
    quadrantFigure({
      id: 'map',
      title: inLocale(
        { zh: `重要性-绩效图：${values.target.name}`, en: `Importance-performance map: ${values.target.name}` },
        locale,
      ),
      altText: inLocale(
        {
          zh: '各潜变量对目标的总效应与其指数。',
          en: 'Total effect on the target against the index of each construct.',
        },
        locale,
      ),
      xTitle: inLocale({ zh: '重要性（总效应）', en: 'Importance (total effect)' }, locale),
      yTitle: inLocale({ zh: '绩效（0–100 分）', en: 'Performance (0-100)' }, locale),
      points: values.map.map((point) => ({
        label: point.name,
        x: point.importance,
        y: point.performance,
        emphasis: point.quadrant === 'improve',
      })),
      crosshair: { x: values.crosshair.importance, y: values.crosshair.performance },
      names: {
        highHigh: inLocale({ zh: '保持', en: 'Keep' }, locale),
        highLow: inLocale({ zh: '优先改进', en: 'Improve first' }, locale),
        lowHigh: inLocale({ zh: '维持', en: 'Maintain' }, locale),
        lowLow: inLocale({ zh: '其次改进', en: 'Improve later' }, locale),
      },
    }),
    lines,
    indices,
  ];
}
