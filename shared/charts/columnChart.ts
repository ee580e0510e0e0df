import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames, wrapPlotText } from './plotText.ts';
import { designWidth, ink, themedAxis, themedLayout } from './theme.ts';

export interface ColumnOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly categoryTitle: string;
  readonly valueTitle: string;
  /** Ends of the scale the values are measured on. */
  readonly scale?: readonly [number, number];
  readonly columns: readonly {
    readonly label: string;
    readonly value: number;
    readonly text: string;
    readonly emphasis?: boolean;
  }[];
}

/** Standing columns for the answers of one question, in the order of the scale, values above the columns. */
export function columnChart(options: ColumnOptions): ChartFigure {
  const places = options.columns.map((_, index) => index);
  const top = Math.max(0, ...options.columns.map((column) => column.value));
  // In so many lines of the room over each column as a name needs, three at most.
  const room = Math.max(4, Math.floor((designWidth - 110) / Math.max(1, options.columns.length) / 12 - 0.5));
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    ...(options.scale ? { scale: options.scale } : {}),
    aspect: 0.5,
    data: [
      {
        type: 'bar',
        x: places,
        y: options.columns.map((column) => column.value),
        marker: { color: options.columns.map((column) => (column.emphasis ? ink.accent : ink.context)) },
        text: options.columns.map((column) => plotText(column.text)),
        textposition: 'outside',
        cliponaxis: false,
        customdata: options.columns.map((column) => plotText(column.label)),
        hovertemplate: '%{customdata}: %{text}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      bargap: 0.35,
      xaxis: themedAxis({
        title: plotText(options.categoryTitle),
        range: [-0.6, options.columns.length - 0.4],
        extra: {
          tickmode: 'array',
          tickvals: places,
          ticktext: shortNames(
            options.columns.map((column) => column.label),
            3 * room - 2,
          ).map((name) => wrapPlotText(name, room)),
          tickangle: 0,
          ticks: '',
        },
      }),
      yaxis: themedAxis({ title: plotText(options.valueTitle), range: [0, top * 1.14 || 1] }),
    }),
  };
}
