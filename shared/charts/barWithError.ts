import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shortNames, textWidth } from './plotText.ts';
import { valueNote } from './style/notes.ts';
import { ink, themedAxis, themedLayout } from './theme.ts';

export interface Bar {
  readonly label: string;
  readonly value: number | null;
  /** Ends of the interval in the units of value; null = none. */
  readonly interval: readonly [number, number] | null;
  /** Value as the reader sees it. */
  readonly text: string;
  readonly emphasis?: boolean;
  /** '#rrggbb' of its own, instead of the usual colour or the emphasis. */
  readonly colour?: string;
  /** Small base or other reason to read with care: the bar is hatched. */
  readonly doubtful?: boolean;
}

export interface BarOptions {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly bars: readonly Bar[];
  /** With unit. */
  readonly valueTitle: string;
  readonly range?: readonly [number, number];
  /** Ends of the scale the values are measured on. */
  readonly scale?: readonly [number, number];
  /** 'points': dots with intervals, for an axis that does not start at 0, where the length of a bar would mislead. Default 'bars'. */
  readonly shape?: 'bars' | 'points';
  /** Counts: no ticks between whole numbers. */
  readonly whole?: boolean;
  /** A vertical line to compare with, e.g. the whole sample. */
  readonly reference?: { readonly value: number; readonly label: string };
}

/** The smallest of 1, 2, 5, 10, 20, 50 … that is at least so much. */
function wholeStep(least: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [ten, 2 * ten, 5 * ten].find((step) => step >= least) ?? 10 * ten;
}

/** Letters of the values, and about how wide the bars may run, in pixels of the picture as it is usually shown. */
const labelSize = 12;
const plotWidth = 540;

/** As many rows as have room for their names in the tallest picture, and how many are drawn from either end where there are more. */
const mostRows = 56;
const rowsOfEnd = 24;

/**
 * Lying bars in the given order, first at the top, with error bars and values written at the bars. Of more than 56 the first and last 24
 * are drawn, and the axis says so ("24 + 24 / 297").
 */
export function barWithError(options: BarOptions): ChartFigure {
  const all = options.bars.filter((bar) => bar.value !== null);
  const cut = all.length > mostRows;
  const bars = cut ? [...all.slice(0, rowsOfEnd), ...all.slice(-rowsOfEnd)] : all;
  const top = Math.max(0, ...bars.map((bar) => bar.interval?.[1] ?? bar.value!));
  const least = Math.min(0, ...bars.map((bar) => bar.interval?.[0] ?? bar.value!));
  // Room for the values at the right, and at the left for a point or the end of an interval.
  const whole = top - least;
  const outwards = options.shape !== 'points';
  const range = options.range ?? [
    least < 0 ? least - (outwards ? 0.12 : 0.04) * whole : 0,
    whole > 0 ? top + 0.12 * whole : 1,
  ];
  const span = range[1] - range[0];
  const labels = shortNames(
    bars.map((bar) => bar.label),
    20,
  ).map(plotText);
  const places = bars.map((_, index) => index);
  /** A bar to the left has its value at its left. */
  const leftwards = (bar: Bar): boolean => outwards && bar.value! < 0;
  /** Where the value is written: behind the bar, or behind the line to compare with where that would run through the number. */
  const labelAt = (bar: Bar): number => {
    if (leftwards(bar)) return bar.interval?.[0] ?? bar.value!;
    const end = bar.interval?.[1] ?? bar.value!;
    const line = options.reference?.value;
    const width = ((textWidth(bar.text) * labelSize + 10) / plotWidth) * span;
    return line !== undefined && line >= end && line <= end + width ? line : end;
  };
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: Math.min(1.4, Math.max(0.32, (110 + 26 * bars.length) / 720)),
    ...(options.scale ? { scale: options.scale } : {}),
    data: [
      {
        ...(options.shape === 'points' ? { type: 'scatter', mode: 'markers' } : { type: 'bar', orientation: 'h' }),
        x: bars.map((bar) => bar.value),
        y: places,
        marker: {
          color: bars.map((bar) => bar.colour ?? (bar.emphasis ? ink.accent : ink.context)),
          ...(options.shape === 'points'
            ? { size: 9 }
            : { pattern: { shape: bars.map((bar) => (bar.doubtful ? '/' : '')), fgcolor: '#ffffff', size: 6 } }),
        },
        error_x: {
          type: 'data',
          symmetric: false,
          array: bars.map((bar) => (bar.interval ? bar.interval[1] - bar.value! : 0)),
          arrayminus: bars.map((bar) => (bar.interval ? bar.value! - bar.interval[0] : 0)),
          visible: bars.some((bar) => bar.interval !== null),
          color: ink.text,
          thickness: 1,
          width: 3,
        },
        customdata: bars.map((bar) => plotText(bar.label)),
        hovertemplate: '%{customdata}: %{x:.2f}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      bargap: 0.35,
      xaxis: themedAxis({
        title: plotText(`${options.valueTitle}${cut ? ` · ${rowsOfEnd} + ${rowsOfEnd} / ${all.length}` : ''}`),
        range: [range[0], range[1] + 0.02 * span],
        extra: options.whole ? { dtick: wholeStep(top / 6) } : {},
      }),
      yaxis: themedAxis({
        title: '',
        range: [bars.length - 0.4, -0.6],
        extra: {
          tickmode: 'array',
          tickvals: places,
          ticktext: labels,
          ticks: '',
          ticklabelstandoff: 6,
          showline: false,
        },
      }),
      annotations: [
        ...bars.map((bar, index) => ({
          name: valueNote,
          x: labelAt(bar),
          y: index,
          text: plotText(bar.text),
          showarrow: false,
          xanchor: leftwards(bar) ? 'right' : 'left',
          xshift: leftwards(bar) ? -6 : 6,
          bgcolor: 'rgba(255,255,255,0.8)',
          borderpad: 0,
          font: { size: labelSize, color: bar.emphasis ? ink.accent : ink.text },
        })),
        ...(options.reference
          ? [
              {
                x: options.reference.value,
                y: 1,
                yref: 'paper',
                yanchor: 'bottom',
                text: plotText(options.reference.label),
                showarrow: false,
                font: { size: 11, color: ink.soft },
              },
            ]
          : []),
      ],
      shapes: options.reference
        ? [
            {
              type: 'line',
              x0: options.reference.value,
              x1: options.reference.value,
              y0: 0,
              y1: 1,
              yref: 'paper',
              line: { color: ink.soft, width: 1, dash: 'dot' },
            },
          ]
        : [],
    }),
  };
}
