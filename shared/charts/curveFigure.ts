import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames } from './plotText.ts';
import { flatLegend, ink, legendMargin, okabeIto, themedAxis, themedLayout } from './theme.ts';

export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** 'lines' for a formula, 'lines+markers' for measured points. */
  readonly mode: 'lines' | 'lines+markers';
  readonly dash?: 'solid' | 'dash' | 'dot';
}

export interface CurveOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  readonly curves: readonly Curve[];
  /** A horizontal line to read against, e.g. 0. */
  readonly level?: number;
}

/** Curves over one axis, named in a flat legend above when there are several. */
export function curveFigure(options: CurveOptions): ChartFigure {
  const many = options.curves.length > 1;
  const names = shortNames(
    options.curves.map((curve) => curve.name),
    14,
  );
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: 0.62,
    data: options.curves.map((curve, index) => ({
      type: 'scatter',
      mode: curve.mode,
      name: plotText(names[index]!),
      x: curve.points.map((point) => point.x),
      y: curve.points.map((point) => point.y),
      line: { width: 2, color: many ? okabeIto[index % okabeIto.length]! : ink.accent, dash: curve.dash ?? 'solid' },
      marker: { size: 7 },
      hovertemplate: '%{fullData.name}: %{x:.2f}, %{y:.2f}<extra></extra>',
    })),
    layout: themedLayout(options.title, {
      ...(many
        ? {
            showlegend: true,
            legend: flatLegend,
            margin: legendMargin(options.title, names),
          }
        : {}),
      xaxis: themedAxis({ title: plotText(options.xTitle), range: options.xRange }),
      yaxis: themedAxis({ title: plotText(options.yTitle), range: options.yRange }),
      shapes:
        options.level === undefined
          ? []
          : [
              {
                type: 'line',
                x0: 0,
                x1: 1,
                xref: 'paper',
                y0: options.level,
                y1: options.level,
                line: { color: ink.rule, width: 1 },
              },
            ],
    }),
  };
}
