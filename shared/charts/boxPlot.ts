import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames } from './plotText.ts';
import { ink, themedAxis, themedLayout } from './theme.ts';

export interface Box {
  readonly label: string;
  readonly lowerFence: number;
  readonly lowerHinge: number;
  readonly median: number;
  readonly upperHinge: number;
  readonly upperFence: number;
  readonly mean: number | null;
  /** Values beyond the fences. */
  readonly outside: readonly number[];
}

export interface BoxPlotOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly valueTitle: string;
  /** Ends of the scale the values are measured on. */
  readonly scale?: readonly [number, number];
  readonly boxes: readonly Box[];
}

/** Lying boxes from hinge to hinge with the median, whiskers to the fences, values beyond them as points, means as diamonds. */
export function boxPlot(options: BoxPlotOptions): ChartFigure {
  const { boxes } = options;
  const places = boxes.map((_, index) => index);
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    ...(options.scale ? { scale: options.scale } : {}),
    aspect: Math.min(1.4, Math.max(0.32, (110 + 34 * boxes.length) / 720)),
    data: [
      {
        type: 'box',
        orientation: 'h',
        y: places,
        q1: boxes.map((box) => box.lowerHinge),
        median: boxes.map((box) => box.median),
        q3: boxes.map((box) => box.upperHinge),
        lowerfence: boxes.map((box) => box.lowerFence),
        upperfence: boxes.map((box) => box.upperFence),
        fillcolor: '#d5e3f1',
        line: { color: ink.accent, width: 1.5 },
        width: 0.5,
        hoverinfo: 'x',
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: boxes.flatMap((box) => [...box.outside]),
        y: boxes.flatMap((box, index) => box.outside.map(() => index)),
        marker: { size: 5, color: ink.soft, symbol: 'circle-open' },
        hovertemplate: '%{x}<extra></extra>',
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: boxes.flatMap((box) => (box.mean === null ? [] : [box.mean])),
        y: boxes.flatMap((box, index) => (box.mean === null ? [] : [index])),
        marker: { size: 8, color: ink.bad, symbol: 'diamond' },
        hovertemplate: '%{x:.2f}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      xaxis: themedAxis({ title: plotText(options.valueTitle) }),
      yaxis: themedAxis({
        title: '',
        range: [boxes.length - 0.4, -0.6],
        extra: {
          tickmode: 'array',
          tickvals: places,
          ticktext: shortNames(
            boxes.map((box) => box.label),
            20,
          ).map(plotText),
          ticks: '',
          ticklabelstandoff: 6,
          showline: false,
        },
      }),
    }),
  };
}
