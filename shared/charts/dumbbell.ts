import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames } from './plotText.ts';
import { seriesNote } from './style/notes.ts';
import { ink, themedAxis, themedLayout } from './theme.ts';

export interface DumbbellOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly valueTitle: string;
  /** Ends of the scale the values are measured on. */
  readonly scale?: readonly [number, number];
  readonly leftName: string;
  readonly rightName: string;
  /** first: grey point (expected), second: accent point (perceived). */
  readonly rows: readonly { readonly label: string; readonly first: number; readonly second: number }[];
}

/** Two values per row joined by a line: expectation against perception. First row at the top; the top row names the points. */
export function dumbbell(options: DumbbellOptions): ChartFigure {
  const { rows } = options;
  const places = rows.map((_, index) => index);
  const top = rows[0];
  const name = (at: number, text: string, colour: string, right: boolean) => ({
    name: seriesNote,
    x: at,
    y: 0,
    text: plotText(text),
    showarrow: false,
    yshift: 15,
    xanchor: right ? 'left' : 'right',
    font: { size: 12, color: colour },
  });
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    ...(options.scale ? { scale: options.scale } : {}),
    aspect: Math.min(1.4, Math.max(0.32, (120 + 26 * rows.length) / 720)),
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: rows.flatMap((row) => [row.first, row.second, null]),
        y: rows.flatMap((_, index) => [index, index, null]),
        line: { color: ink.rule, width: 4 },
        hoverinfo: 'skip',
      },
      ...(['first', 'second'] as const).map((key) => ({
        type: 'scatter',
        mode: 'markers',
        name: plotText(key === 'first' ? options.leftName : options.rightName),
        x: rows.map((row) => row[key]),
        y: places,
        marker: {
          size: 10,
          color: key === 'first' ? ink.soft : ink.accent,
          symbol: key === 'first' ? 'circle-open' : 'circle',
          line: { width: 2 },
        },
        customdata: rows.map((row) => plotText(row.label)),
        hovertemplate: '%{customdata}: %{x:.2f}<extra>%{fullData.name}</extra>',
      })),
    ],
    layout: themedLayout(options.title, {
      xaxis: themedAxis({ title: plotText(options.valueTitle) }),
      yaxis: themedAxis({
        title: '',
        range: [rows.length - 0.4, -0.9],
        extra: {
          tickmode: 'array',
          tickvals: places,
          ticktext: shortNames(
            rows.map((row) => row.label),
            20,
          ).map(plotText),
          ticks: '',
          ticklabelstandoff: 6,
          showline: false,
        },
      }),
      annotations: top
        ? [
            name(top.first, options.leftName, ink.soft, top.first > top.second),
            name(top.second, options.rightName, ink.accent, top.second >= top.first),
          ]
        : [],
    }),
  };
}
