import type { ChartFigure } from '../analyses/types.ts';
import { type Box, placeLabels } from './placeLabels.ts';
import { plotText, shorten, textWidth } from './plotText.ts';
import { designWidth, ink, themedAxis, themedLayout } from './theme.ts';

export interface QuadrantPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Points the sentence talks about take the accent. */
  readonly emphasis: boolean;
}

export interface QuadrantOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly QuadrantPoint[];
  readonly crosshair: { readonly x: number; readonly y: number };
  /** Names of the four fields: x high / y high, x high / y low, x low / y high, x low / y low. */
  readonly names: {
    readonly highHigh: string;
    readonly highLow: string;
    readonly lowHigh: string;
    readonly lowLow: string;
  };
}

function paddedRange(values: readonly number[]): readonly [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const pad = high > low ? 0.12 * (high - low) : Math.max(1, Math.abs(high)) * 0.1;
  return [low - pad, high + pad];
}

/** The quadrant picture: points with labels that do not collide, crosshair, and a quiet name in each corner. */
export function quadrantFigure(options: QuadrantOptions): ChartFigure {
  const { points, crosshair, names } = options;
  const aspect = 0.72;
  const [plotWidth, plotHeight] = [designWidth - 96, designWidth * aspect - 130];
  const xRange = paddedRange([...points.map((point) => point.x), crosshair.x]);
  const yRange = paddedRange([...points.map((point) => point.y), crosshair.y]);
  const pixels = points.map((point) => ({
    x: ((point.x - xRange[0]) / (xRange[1] - xRange[0])) * plotWidth,
    y: ((yRange[1] - point.y) / (yRange[1] - yRange[0])) * plotHeight,
    text: shorten(point.label, 14),
  }));
  const cross = {
    x: ((crosshair.x - xRange[0]) / (xRange[1] - xRange[0])) * plotWidth,
    y: ((yRange[1] - crosshair.y) / (yRange[1] - yRange[0])) * plotHeight,
  };
  const nameBox = (text: string, right: boolean, top: boolean): Box => {
    const width = 12 * textWidth(text) + 8;
    return {
      left: right ? plotWidth - width : 0,
      right: right ? plotWidth : width,
      top: top ? 0 : plotHeight - 20,
      bottom: top ? 20 : plotHeight,
    };
  };
  const places = placeLabels(pixels, plotWidth, plotHeight, 12, [
    { left: cross.x - 1, right: cross.x + 1, top: 0, bottom: plotHeight },
    { left: 0, right: plotWidth, top: cross.y - 1, bottom: cross.y + 1 },
    nameBox(names.highHigh, true, true),
    nameBox(names.highLow, true, false),
    nameBox(names.lowHigh, false, true),
    nameBox(names.lowLow, false, false),
  ]);
  const corner = (text: string, right: boolean, top: boolean) => ({
    xref: 'paper',
    yref: 'paper',
    x: right ? 1 : 0,
    y: top ? 1 : 0,
    xanchor: right ? 'right' : 'left',
    yanchor: top ? 'top' : 'bottom',
    xshift: right ? -4 : 4,
    yshift: top ? -2 : 2,
    text: plotText(text),
    showarrow: false,
    font: { size: 12, color: ink.soft },
  });
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect,
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: points.map((point) => point.x),
        y: points.map((point) => point.y),
        customdata: points.map((point) => plotText(point.label)),
        marker: {
          size: 8,
          color: points.map((point) => (point.emphasis ? ink.accent : ink.context)),
          line: { color: '#ffffff', width: 1 },
        },
        hovertemplate: '%{customdata}<br>%{x:.2f}, %{y:.2f}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      xaxis: themedAxis({ title: plotText(options.xTitle), range: xRange, extra: { mirror: true } }),
      yaxis: themedAxis({ title: plotText(options.yTitle), range: yRange, extra: { mirror: true } }),
      shapes: [
        {
          type: 'line',
          x0: crosshair.x,
          x1: crosshair.x,
          y0: 0,
          y1: 1,
          yref: 'paper',
          line: { color: ink.soft, width: 1, dash: 'dash' },
        },
        {
          type: 'line',
          y0: crosshair.y,
          y1: crosshair.y,
          x0: 0,
          x1: 1,
          xref: 'paper',
          line: { color: ink.soft, width: 1, dash: 'dash' },
        },
      ],
      annotations: [
        corner(names.highHigh, true, true),
        corner(names.highLow, true, false),
        corner(names.lowHigh, false, true),
        corner(names.lowLow, false, false),
        ...points.map((point, index) => ({
          x: point.x,
          y: point.y,
          ax: places[index]!.dx,
          ay: places[index]!.dy,
          text: plotText(pixels[index]!.text),
          showarrow: true,
          arrowhead: 0,
          arrowwidth: 0.6,
          arrowcolor: places[index]!.leader ? ink.context : 'rgba(0,0,0,0)',
          standoff: 4,
          borderpad: 1,
          bgcolor: 'rgba(255,255,255,0.8)',
          font: { size: 12, color: point.emphasis ? ink.accent : ink.text },
        })),
      ],
    }),
  };
}
