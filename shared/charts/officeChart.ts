import type { ChartFigure, JsonObject } from '../analyses/types.ts';
import {
  axisTitle,
  colourOf,
  coloursOf,
  listOf,
  numberOf,
  numbersOf,
  objectOf,
  rangeOf,
  roundRange,
  textOf,
} from './figureParts.ts';
import { labelsOf, officeBar } from './officeBar.ts';
import { officeScatter } from './officeScatter.ts';
import type {
  OfficeChart,
  OfficeLineChart,
  OfficePieChart,
  OfficeRadarChart,
  OfficeSeries,
  OfficeStyle,
} from './officeTypes.ts';
import { ink, okabeIto } from './theme.ts';

/** Of the letters of a figure that nobody changed. */
const usualLetters = 12;
const text = ink.text.slice(1).toUpperCase();
const wheel = (index: number): string => okabeIto[index % okabeIto.length]!.slice(1).toUpperCase();

const plain = (trace: JsonObject, index: number, values: readonly (number | null)[]): OfficeSeries => ({
  name: textOf(trace.name),
  values,
  colour: colourOf(objectOf(trace.line).color) ?? coloursOf(objectOf(trace.marker).color, wheel(index)).colour,
  pointColours: null,
  errors: null,
  labels: null,
  labelColour: text,
});

const bare = ({ layout }: ChartFigure): boolean =>
  listOf(layout.shapes).length === 0 && listOf(layout.annotations).length === 0;

const sameCategories = (data: readonly JsonObject[], key: string): boolean =>
  data.every((trace) => JSON.stringify(trace[key]) === JSON.stringify(data[0]![key]));

const highest = (series: readonly OfficeSeries[], from: number): number =>
  series.reduce((top, { values }) => values.reduce<number>((most, value) => Math.max(most, value ?? most), top), from);

/** Lines over words, e.g. rounds of a survey. */
function officeLine(figure: ChartFigure): OfficeLineChart | null {
  const { data, layout } = figure;
  const lined = data.every(
    (trace) => trace.type === 'scatter' && typeof trace.mode === 'string' && !trace.mode.includes('text'),
  );
  if (!lined || !bare(figure) || !sameCategories(data, 'x')) return null;
  const lines = data.map((trace, index) => ({
    ...plain(trace, index, numbersOf(trace.y)),
    markers: String(trace.mode).includes('markers'),
    dash: objectOf(trace.line).dash === 'dash' ? ('dash' as const) : ('solid' as const),
  }));
  const axis = objectOf(layout.yaxis);
  const range = rangeOf(axis);
  const values = lines.flatMap((line) => line.values.filter((value) => value !== null));
  const low = range ? Math.min(...range) : Math.min(0, ...values);
  return {
    kind: 'line',
    categories: listOf(data[0]!.x).map(textOf),
    categoryTitle: axisTitle(objectOf(layout.xaxis)),
    lines,
    valueAxis: {
      title: axisTitle(axis),
      ...roundRange(low, range ? Math.max(...range) : highest(lines, low)),
      reversed: range !== null && range[0] > range[1],
      grid: axis.showgrid !== false,
    },
    legend: layout.showlegend === true,
  };
}

function officePie(figure: ChartFigure): OfficePieChart | null {
  const trace = figure.data[0]!;
  if (figure.data.length > 1 || !bare(figure)) return null;
  const values = numbersOf(trace.values);
  const given = listOf(objectOf(trace.marker).colors);
  return {
    kind: 'pie',
    categories: listOf(trace.labels).map(textOf),
    series: {
      ...plain(trace, 0, values),
      pointColours: values.map((_, index) => colourOf(given[index]) ?? wheel(index)),
    },
    hole: Math.min(0.9, Math.max(0, numberOf(trace.hole) ?? 0)),
  };
}

function officeRadar(figure: ChartFigure): OfficeRadarChart | null {
  const { data, layout } = figure;
  if (!data.every((trace) => trace.type === 'scatterpolar') || !bare(figure) || !sameCategories(data, 'theta'))
    return null;
  const around = listOf(data[0]!.theta).map(textOf);
  // Plotly closes the line by naming the first place again at the end; Office closes it by itself.
  const closed = around.length > 2 && around[0] === around.at(-1);
  const last = closed ? -1 : undefined;
  const series = data.map((trace, index) => ({
    ...plain(trace, index, numbersOf(trace.r).slice(0, last)),
    labels: labelsOf(listOf(trace.text).map(textOf).slice(0, last), numbersOf(trace.r).slice(0, last)),
    filled: trace.fill === 'toself',
  }));
  const axis = objectOf(objectOf(layout.polar).radialaxis);
  const range = rangeOf(axis);
  return {
    kind: 'radar',
    categories: around.slice(0, last),
    series,
    valueAxis: {
      title: '',
      ...roundRange(range ? Math.min(...range) : 0, range ? Math.max(...range) : highest(series, 0)),
      reversed: false,
      grid: axis.showgrid !== false,
    },
    legend: layout.showlegend === true,
  };
}

/**
 * A figure as a chart that Office draws and edits itself: bars lying or standing, side by side or stacked, with error bars, level lines and
 * lines over them; lines; pies; radars; points and lines in a plane with labels. Whole labels take the place of those cut for the picture.
 *
 * @returns null for what Office has no chart for (heat maps, boxes, clouds of words) and where something of the picture would be lost:
 *   areas drawn into it, points whose size says something, a curve without a point at every bar
 */
export function officeChart(figure: ChartFigure): OfficeChart | null {
  const chart = plainChart(figure);
  return chart && { ...chart, ...styleOf(figure) };
}

/** Letters and legend as the figure has them. */
function styleOf({ layout }: ChartFigure): OfficeStyle {
  const scale = (numberOf(objectOf(layout.font).size) ?? usualLetters) / usualLetters;
  const legend = objectOf(layout.legend);
  const place = legend.orientation === 'v' ? 'right' : legend.yanchor === 'bottom' && legend.y === 0 ? 'bottom' : null;
  return { ...(scale === 1 ? {} : { letterScale: scale }), ...(place === null ? {} : { legendPlace: place }) };
}

function plainChart(figure: ChartFigure): OfficeChart | null {
  const { data } = figure;
  const kinds = new Set(data.map((trace) => trace.type));
  if (data.length === 0 || listOf(figure.layout.images).length > 0) return null;
  if (kinds.has('bar')) return officeBar(figure);
  if (kinds.has('pie')) return officePie(figure);
  if (kinds.has('scatterpolar')) return officeRadar(figure);
  const words = data.some((trace) => listOf(trace.x).some((place) => typeof place === 'string'));
  return words ? officeLine(figure) : officeScatter(figure);
}
