import type { ChartFigure, JsonObject } from '../analyses/types.ts';
import { plotText } from './plotText.ts';
import { cornerNote, pointNote } from './style/notes.ts';
import { namePoints, planeAspect } from './style/pointNames.ts';
import { ink, themedAxis, themedLayout } from './theme.ts';

export interface QuadrantPoint {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Points the sentence talks about take the accent. */
  readonly emphasis: boolean;
  /** Where the point would lie in other samples: half axes and direction of the first (radians from x), in units of the axes. */
  readonly ellipse?: { readonly major: number; readonly minor: number; readonly angle: number };
}

export interface QuadrantOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly QuadrantPoint[];
  /** null = the plane is not cut in four. */
  readonly crosshair: { readonly x: number; readonly y: number } | null;
  /** Further lines, e.g. of equal priority. */
  readonly lines?: readonly {
    readonly from: { readonly x: number; readonly y: number };
    readonly to: { readonly x: number; readonly y: number };
  }[];
  /** Names of the four fields, '' = none: x high / y high, x high / y low, x low / y high, x low / y low. */
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

/** Farthest reach of an ellipse from its centre along x and y. */
function reach(ellipse: NonNullable<QuadrantPoint['ellipse']>): { readonly x: number; readonly y: number } {
  const [cos, sin] = [Math.cos(ellipse.angle), Math.sin(ellipse.angle)];
  return {
    x: Math.hypot(ellipse.major * cos, ellipse.minor * sin),
    y: Math.hypot(ellipse.major * sin, ellipse.minor * cos),
  };
}

/** The outlines of all ellipses as one trace, broken by null between them. */
function ellipseTrace(points: readonly QuadrantPoint[]): JsonObject[] {
  const steps = 48;
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  for (const point of points) {
    if (!point.ellipse) continue;
    const { major, minor, angle } = point.ellipse;
    for (let step = 0; step <= steps; step++) {
      const turn = (2 * Math.PI * step) / steps;
      const [along, across] = [major * Math.cos(turn), minor * Math.sin(turn)];
      x.push(point.x + along * Math.cos(angle) - across * Math.sin(angle));
      y.push(point.y + along * Math.sin(angle) + across * Math.cos(angle));
    }
    x.push(null);
    y.push(null);
  }
  if (x.length === 0) return [];
  return [{ type: 'scatter', mode: 'lines', x, y, line: { color: ink.context, width: 1 }, hoverinfo: 'skip' }];
}

/** The quadrant picture: points with names that do not collide or numbers and a list of names, crosshair, and a quiet name in each corner. */
export function quadrantFigure(options: QuadrantOptions): ChartFigure {
  const { points, crosshair, names } = options;
  const spread = (axis: 'x' | 'y'): readonly number[] => [
    ...points.flatMap((point) => {
      const far = point.ellipse ? reach(point.ellipse)[axis] : 0;
      return [point[axis] - far, point[axis] + far];
    }),
    ...(crosshair ? [crosshair[axis]] : []),
  ];
  const xRange = paddedRange(spread('x'));
  const yRange = paddedRange(spread('y'));
  const straight = (x0: number, y0: number, x1: number, y1: number, dash: string): JsonObject => ({
    type: 'line',
    x0,
    y0,
    x1,
    y1,
    line: { color: ink.soft, width: 1, dash },
  });
  const corner = (text: string, right: boolean, top: boolean) => ({
    name: cornerNote,
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
  const unnamed: ChartFigure = {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: planeAspect,
    data: [
      ...ellipseTrace(points),
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
        ...(crosshair
          ? [
              { ...straight(crosshair.x, 0, crosshair.x, 1, 'dash'), yref: 'paper' },
              { ...straight(0, crosshair.y, 1, crosshair.y, 'dash'), xref: 'paper' },
            ]
          : []),
        ...(options.lines ?? []).map(({ from, to }) => straight(from.x, from.y, to.x, to.y, 'dot')),
      ],
      annotations: [
        ...(
          [
            [names.highHigh, true, true],
            [names.highLow, true, false],
            [names.lowHigh, false, true],
            [names.lowLow, false, false],
          ] as const
        ).flatMap(([text, right, top]) => (text === '' ? [] : [corner(text, right, top)])),
        // Where each name stands is found out below; its colour goes with it.
        ...points.map((point) => ({
          name: pointNote,
          x: point.x,
          y: point.y,
          hovertext: plotText(point.label),
          font: { color: point.emphasis ? ink.accent : ink.text },
        })),
      ],
    }),
  };
  return namePoints(unnamed);
}
