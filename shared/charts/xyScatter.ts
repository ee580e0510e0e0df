import type { ChartFigure } from '../analyses/types.ts';
import { plotText } from './plotText.ts';
import { ink, themedAxis, themedLayout } from './theme.ts';

export interface XyScatterOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Size of each point, for points that stand for many; absent = all alike. */
  readonly sizes?: readonly number[];
  /** A level line to compare with. */
  readonly level?: number;
}

/** Points in a plane, e.g. residuals against fitted values. */
export function xyScatter(options: XyScatterOptions): ChartFigure {
  const largest = Math.max(1, ...(options.sizes ?? [1]));
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: 0.6,
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: [...options.x],
        y: [...options.y],
        marker: {
          color: ink.accent,
          opacity: 0.65,
          size: options.sizes ? options.sizes.map((size) => 4 + 12 * Math.sqrt(size / largest)) : 6,
          line: { width: 0 },
        },
        hovertemplate: '%{x:.2f}, %{y:.2f}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      xaxis: themedAxis({ title: plotText(options.xTitle) }),
      yaxis: themedAxis({ title: plotText(options.yTitle) }),
      shapes:
        options.level === undefined
          ? []
          : [
              {
                type: 'line',
                xref: 'paper',
                x0: 0,
                x1: 1,
                y0: options.level,
                y1: options.level,
                line: { color: ink.soft, width: 1, dash: 'dot' },
              },
            ],
    }),
  };
}
