import type { ChartFigure } from '../analyses/types.ts';
import { plotText } from './plotText.ts';
import { flatLegend, ink, legendMargin, themedAxis, themedLayout } from './theme.ts';

export interface ScreeOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly rankTitle: string;
  readonly valueTitle: string;
  readonly dataName: string;
  /** Falling eigenvalues; the first kept are marked. */
  readonly eigenvalues: readonly number[];
  readonly kept: number;
  /** Eigenvalues of random data to hold against; null = none. */
  readonly random: { readonly name: string; readonly values: readonly number[] } | null;
  /** Horizontal line, e.g. at 1. */
  readonly limit: { readonly value: number; readonly label: string };
}

/** Eigenvalues by rank with the limit, kept factors filled: where does the slope turn into scree? */
export function screePlot(options: ScreeOptions): ChartFigure {
  const ranks = options.eigenvalues.map((_, place) => place + 1);
  const top = Math.max(options.limit.value, ...options.eigenvalues, ...(options.random?.values ?? []));
  const least = Math.min(0, ...options.eigenvalues);
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: 0.55,
    data: [
      {
        type: 'scatter',
        mode: 'lines+markers',
        name: plotText(options.dataName),
        x: ranks,
        y: options.eigenvalues,
        line: { color: ink.accent, width: 1.5 },
        marker: {
          size: 8,
          color: ranks.map((rank) => (rank <= options.kept ? ink.accent : '#ffffff')),
          line: { color: ink.accent, width: 1.5 },
        },
        hovertemplate: '%{x}: %{y:.3f}<extra></extra>',
      },
      ...(options.random
        ? [
            {
              type: 'scatter',
              mode: 'lines',
              name: plotText(options.random.name),
              x: ranks,
              y: options.random.values,
              line: { color: ink.soft, width: 1.5, dash: 'dash' },
              hovertemplate: '%{x}: %{y:.3f}<extra></extra>',
            },
          ]
        : []),
    ],
    layout: themedLayout(options.title, {
      ...(options.random
        ? {
            showlegend: true,
            legend: flatLegend,
            margin: legendMargin(options.title, [options.dataName, options.random.name]),
          }
        : {}),
      xaxis: themedAxis({
        title: plotText(options.rankTitle),
        range: [0.4, ranks.length + 0.6],
        extra: { dtick: Math.max(1, Math.ceil(ranks.length / 15)), tick0: 1 },
      }),
      yaxis: themedAxis({ title: plotText(options.valueTitle), range: [least * 1.1, top * 1.08] }),
      shapes: [
        {
          type: 'line',
          xref: 'paper',
          x0: 0,
          x1: 1,
          y0: options.limit.value,
          y1: options.limit.value,
          line: { color: ink.context, width: 1, dash: 'dot' },
        },
      ],
      annotations: [
        {
          xref: 'paper',
          x: 1,
          y: options.limit.value,
          xanchor: 'right',
          yanchor: 'bottom',
          text: plotText(options.limit.label),
          showarrow: false,
          font: { size: 11, color: ink.soft },
        },
      ],
    }),
  };
}
