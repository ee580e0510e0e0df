import type { ChartFigure } from '../analyses/types.ts';
import { plotText } from './plotText.ts';
import { ink, themedAxis, themedLayout } from './theme.ts';

export interface PointPlotOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** 'diagonal': y = x over the range; 'zero': y = 0; a pair: the line y = intercept + slope x. */
  readonly reference: 'diagonal' | 'zero' | { readonly intercept: number; readonly slope: number };
  readonly range?: readonly [number, number];
  /** The point the sentence talks about, e.g. the largest gap. */
  readonly mark?: { readonly x: number; readonly y: number; readonly label: string };
}

/** Points against a reference line: P-P, detrended P-P and Q-Q plots. Equal points are drawn once. */
export function ppPlotFigure(options: PointPlotOptions): ChartFigure {
  const seen = new Set<string>();
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < options.x.length; i++) {
    const key = `${options.x[i]} ${options.y[i]}`;
    if (seen.has(key)) continue;
    seen.add(key);
    x.push(options.x[i]!);
    y.push(options.y[i]!);
  }
  const low = options.range?.[0] ?? Math.min(...x);
  const high = options.range?.[1] ?? Math.max(...x);
  const { reference } = options;
  const ends = [low, high].map((at) =>
    reference === 'diagonal' ? at : reference === 'zero' ? 0 : reference.intercept + reference.slope * at,
  );
  const square = reference === 'diagonal';
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: square ? 0.72 : 0.5,
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: [low, high],
        y: ends,
        line: { color: ink.soft, width: 1 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'markers',
        x,
        y,
        marker: { color: ink.accent, size: 5, opacity: 0.75 },
        hovertemplate: '%{x:.3f}, %{y:.3f}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      xaxis: themedAxis({
        title: plotText(options.xTitle),
        ...(options.range ? { range: options.range } : {}),
        extra: square ? { constrain: 'domain' } : {},
      }),
      yaxis: themedAxis({
        title: plotText(options.yTitle),
        ...(options.range && square ? { range: options.range } : {}),
        extra: square ? { scaleanchor: 'x', constrain: 'domain' } : {},
      }),
      annotations: options.mark
        ? [
            {
              x: options.mark.x,
              y: options.mark.y,
              text: plotText(options.mark.label),
              showarrow: true,
              arrowhead: 0,
              arrowcolor: ink.soft,
              ax: options.mark.x > (low + high) / 2 ? -60 : 60,
              ay: square && options.mark.y > options.mark.x ? -36 : 36,
              font: { size: 12, color: ink.text },
            },
          ]
        : [],
    }),
  };
}
