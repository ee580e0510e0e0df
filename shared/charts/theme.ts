import type { JsonObject } from '../analyses/types.ts';
import { textWidth, wrapPlotText } from './plotText.ts';

/** Same families as the screen and the exported page, so that a figure looks the same in all three. */
export const fontFamily = '"Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/** Ink, context and the one accent (contrast 5.6:1 on white). */
export const ink = {
  text: '#1f2933',
  soft: '#5b6673',
  rule: '#d5dae0',
  context: '#a3adb8',
  accent: '#0b6bcb',
  good: '#007a5a',
  bad: '#b3400a',
} as const;

/** Okabe and Ito's colour-blind safe set, in the order in which series take them. */
export const okabeIto = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#d55e00',
  '#56b4e9',
  '#cc79a7',
  '#f0e442',
  '#000000',
] as const;

/** Ordered answers from bad to good: orange through grey to blue, safe for colour-blind readers and in grey print. */
export function orderedColours(count: number): readonly string[] {
  const stops: readonly (readonly [number, number, number])[] = [
    [213, 94, 0],
    [240, 178, 122],
    [222, 226, 230],
    [134, 180, 221],
    [0, 94, 158],
  ];
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? stops.length - 1 : (index * (stops.length - 1)) / (count - 1);
    const low = stops[Math.floor(at)]!;
    const high = stops[Math.min(stops.length - 1, Math.floor(at) + 1)]!;
    const share = at - Math.floor(at);
    const mixed = low.map((value, channel) => Math.round(value + share * (high[channel]! - value)));
    return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
  });
}

/** Width in pixels for which label positions and title breaks are worked out. */
export const designWidth = 720;

const axis = {
  automargin: true,
  showgrid: false,
  zeroline: false,
  showline: true,
  linecolor: ink.context,
  linewidth: 1,
  ticks: 'outside',
  ticklen: 4,
  tickcolor: ink.context,
  tickfont: { size: 12, color: ink.text },
} as const satisfies JsonObject;

export interface AxisOptions {
  /** With its unit; already escaped. */
  readonly title: string;
  readonly range?: readonly [number, number];
  readonly extra?: JsonObject;
}

/** An axis of the house: outer ticks, no grid, title with unit. */
export function themedAxis(options: AxisOptions): JsonObject {
  return {
    ...axis,
    title: { text: options.title, font: { size: 12, color: ink.soft }, standoff: 10 },
    ...(options.range ? { range: options.range, autorange: false } : {}),
    ...options.extra,
  };
}

/** A figure's title in lines that fit beside the widest labels of an axis, escaped; "" for none. letters: as against the usual size. */
export const titleLines = (title: string, letters = 1): string => wrapPlotText(title, 36 / letters);

/** Room above the plot for a title of so many lines. */
export const topMargin = (lines: number): number => (lines === 0 ? 16 : 24 + 20 * lines);

/** Layout common to all figures: white ground, CJK fonts, title at the left, margins that grow with labels. extra wins. */
export function themedLayout(title: string, extra: JsonObject = {}): JsonObject {
  const text = titleLines(title);
  const lines = text === '' ? 0 : text.split('<br>').length;
  return {
    font: { family: fontFamily, size: 12, color: ink.text },
    paper_bgcolor: '#ffffff',
    plot_bgcolor: '#ffffff',
    colorway: okabeIto,
    title: {
      text,
      x: 0,
      xref: 'paper',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { t: 12, b: 8 },
      font: { size: 15, color: ink.text },
    },
    margin: { l: 56, r: 24, t: topMargin(lines), b: 48 },
    showlegend: false,
    hovermode: 'closest',
    hoverlabel: { font: { family: fontFamily, size: 12 } },
    ...extra,
  };
}

/**
 * Room above the plot for a title and, under it, the flat legend of these names; a legend wider than the figure takes more lines.
 * A name takes its letters and about four more for the sample of its line.
 */
export function legendMargin(title: string, names: readonly string[]): JsonObject {
  const lines = title === '' ? 0 : titleLines(title).split('<br>').length;
  return { l: 56, r: 24, t: topMargin(lines) + 8 + 19 * legendRows(names), b: 48 };
}

/** Lines of a flat legend of these names: in columns as wide as the longest where they do not fit into one line. */
export function legendRows(names: readonly string[]): number {
  const room = designWidth - 96;
  const widths = names.map((name) => 12 * (textWidth(name) + 4));
  if (widths.reduce((sum, width) => sum + width, 0) <= room) return 1;
  return Math.ceil(names.length / Math.max(1, Math.floor(room / Math.max(...widths))));
}

/** A legend laid flat above the plot, for the few figures where direct labels cannot do. */
export const flatLegend = {
  orientation: 'h',
  x: 0,
  xanchor: 'left',
  y: 1.02,
  yanchor: 'bottom',
  font: { size: 12 },
  traceorder: 'normal',
} as const satisfies JsonObject;
