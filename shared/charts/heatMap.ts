import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames, textWidth } from './plotText.ts';
import { valueNote } from './style/notes.ts';
import { designWidth, ink, themedAxis, themedLayout } from './theme.ts';

export interface HeatMapOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** values[row][column]; null = blank cell. */
  readonly values: readonly (readonly (number | null)[])[];
  /** As the reader sees them. */
  readonly texts: readonly (readonly string[])[];
  /** Limits of the colours, symmetric about 0 for correlations and residuals. */
  readonly limit: number;
  readonly legendTitle: string;
}

/** Largest table whose cells can hold their numbers. */
const mostWritten = 16;
const letterSize = 12;

/** Values by colour, orange below 0, white at 0, blue above: safe for colour-blind readers. Numbers are written into small tables. */
export function heatMap(options: HeatMapOptions): ChartFigure {
  const { rows, columns, values, texts } = options;
  const written = rows.length <= 40 && columns.length <= mostWritten;
  const places = (names: readonly string[]): number[] => names.map((_, index) => index);
  const labels = (names: readonly string[], width: number): string[] => shortNames(names, width).map(plotText);
  // Names lie level where each has room over its own column.
  const slot = (designWidth - 240) / Math.max(1, columns.length);
  const level = shortNames(columns, 10).every((name) => textWidth(name) * letterSize <= slot - 6);
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: Math.min(1.6, Math.max(0.45, (140 + 24 * rows.length) / 720)),
    data: [
      {
        type: 'heatmap',
        x: places(columns),
        y: places(rows),
        z: values.map((row) => [...row]),
        zmin: -options.limit,
        zmax: options.limit,
        colorscale: [
          [0, '#d55e00'],
          [0.25, '#f0b27a'],
          [0.5, '#ffffff'],
          [0.75, '#86b4dd'],
          [1, '#005e9e'],
        ],
        xgap: 1,
        ygap: 1,
        customdata: texts.map((row, i) =>
          row.map((text, j) => plotText(`${rows[i] ?? ''} × ${columns[j] ?? ''}: ${text}`)),
        ),
        hovertemplate: '%{customdata}<extra></extra>',
        colorbar: {
          title: { text: plotText(options.legendTitle), font: { size: 11, color: ink.soft } },
          thickness: 10,
          outlinewidth: 0,
          tickfont: { size: 11 },
        },
      },
    ],
    layout: themedLayout(options.title, {
      xaxis: themedAxis({
        title: '',
        extra: {
          tickmode: 'array',
          tickvals: places(columns),
          ticktext: labels(columns, 10),
          tickangle: level ? 0 : -40,
          ticks: '',
          showline: false,
        },
      }),
      yaxis: themedAxis({
        title: '',
        range: [rows.length - 0.5, -0.5],
        extra: {
          tickmode: 'array',
          tickvals: places(rows),
          ticktext: labels(rows, 16),
          ticks: '',
          showline: false,
          ticklabelstandoff: 6,
        },
      }),
      annotations: written
        ? values.flatMap((row, i) =>
            row.flatMap((value, j) =>
              value === null
                ? []
                : [
                    {
                      name: valueNote,
                      x: j,
                      y: i,
                      text: plotText(texts[i]![j]!),
                      showarrow: false,
                      font: { size: 11, color: Math.abs(value) > 0.7 * options.limit ? '#ffffff' : ink.text },
                    },
                  ],
            ),
          )
        : [],
    }),
  };
}
