import type { ChartFigure, Json, JsonObject } from '../analyses/types.ts';
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
import { errorsOf } from './officeBar.ts';
import type { LabelSide, OfficeAxis, OfficeDash, OfficePoints, OfficeScatterChart } from './officeTypes.ts';
import { textWidth } from './plotText.ts';
import { keyNote, valueNote } from './style/notes.ts';
import { ink } from './theme.ts';

const accent = ink.accent.slice(1).toUpperCase();
const text = ink.text.slice(1).toUpperCase();

type Label = NonNullable<OfficePoints['labels'][number]>;
type Points = { -readonly [K in keyof OfficePoints]: OfficePoints[K] } & { labels: (Label | null)[] };

const dashOf = (value: Json | undefined): OfficeDash => (value === 'dash' || value === 'dot' ? value : 'solid');

function markerOf(trace: JsonObject): OfficePoints['marker'] {
  const marker = objectOf(trace.marker);
  const symbol = typeof marker.symbol === 'string' ? marker.symbol : 'circle';
  const sizes = numbersOf(marker.size);
  const sizePx =
    numberOf(marker.size) ?? (sizes.length > 0 ? sizes.reduce<number>((a, b) => a + (b ?? 0), 0) / sizes.length : 6);
  return {
    shape: symbol.startsWith('diamond') ? 'diamond' : symbol.startsWith('square') ? 'square' : 'circle',
    sizePx,
    ...coloursOf(marker.color, colourOf(objectOf(trace.line).color) ?? accent),
  };
}

function pointsOf(trace: JsonObject, legend: boolean): Points | null {
  const mode = typeof trace.mode === 'string' ? trace.mode : 'lines';
  if (trace.type !== 'scatter' || mode.includes('text') || (trace.fill !== undefined && trace.fill !== 'none'))
    return null;
  // Sizes that say something are lost in a chart of equal points.
  if (new Set(listOf(objectOf(trace.marker).size)).size > 1) return null;
  const x = listOf(trace.x);
  const y = listOf(trace.y);
  if ([...x, ...y].some((value) => typeof value === 'string')) return null;
  const line = objectOf(trace.line);
  const name = textOf(trace.name);
  return {
    name,
    x: x.map(numberOf),
    y: y.map(numberOf),
    line: mode.includes('lines')
      ? { colour: colourOf(line.color) ?? accent, widthPx: numberOf(line.width) ?? 2, dash: dashOf(line.dash) }
      : null,
    marker: mode.includes('markers') ? markerOf(trace) : null,
    errorsX: errorsOf(trace.error_x),
    errorsY: errorsOf(trace.error_y),
    labels: x.map(() => null),
    listed: legend && name !== '',
  };
}

const finite = (values: readonly (number | null)[]): readonly number[] => values.filter((value) => value !== null);

/** Lowest and highest of all points with their error bars. */
function extent(series: readonly OfficePoints[], key: 'x' | 'y'): readonly [number, number] {
  const all = series.flatMap((points) => {
    const errors = key === 'x' ? points.errorsX : points.errorsY;
    return finite(
      points[key].flatMap((value, index) =>
        value === null ? [] : [value - (errors?.minus[index] ?? 0), value + (errors?.plus[index] ?? 0)],
      ),
    );
  });
  return all.length === 0 ? [0, 1] : [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
}

function axisOf(
  axis: JsonObject,
  series: readonly OfficePoints[],
  key: 'x' | 'y',
  exact: boolean,
  ends: readonly [number, number] | null,
): OfficeAxis {
  const grid = axis.showgrid === true ? { grid: true } : {};
  const range = rangeOf(axis);
  const title = axisTitle(axis);
  const reversed = range !== null && range[0] > range[1];
  if (exact && range)
    return {
      title,
      min: Math.min(...range),
      max: Math.max(...range),
      step: null,
      format: 'General',
      reversed,
      ...grid,
    };
  if (ends) return { title, ...roundRange(...ends), reversed, ...grid };
  const [low, high] = range ? [Math.min(...range), Math.max(...range)] : extent(series, key);
  return { title, ...roundRange(axis.rangemode === 'tozero' ? Math.min(0, low) : low, high), reversed, ...grid };
}

/** Where a label stands beside its point, from the arrow or the anchors of the annotation. */
function sideOf(note: JsonObject): LabelSide {
  const [ax, ay] = [numberOf(note.ax) ?? 0, numberOf(note.ay) ?? 0];
  if (note.showarrow === true && (ax !== 0 || ay !== 0))
    return Math.abs(ax) > Math.abs(ay) ? (ax > 0 ? 'right' : 'left') : ay > 0 ? 'bottom' : 'top';
  if (note.xanchor === 'left') return 'right';
  if (note.xanchor === 'right') return 'left';
  return note.yanchor === 'top' ? 'bottom' : 'top';
}

const hidden = (x: number, y: number, label: Label): Points => ({
  name: '',
  x: [x],
  y: [y],
  line: null,
  marker: null,
  errorsX: null,
  errorsY: null,
  labels: [label],
  listed: false,
});

/** So near to an end of the axis there is no room for a word. */
const edge = 0.18;
/** Letters beside one another in the width of a plot, in the largest letters a figure has. */
const lettersAcross = 34;

/** A written value is short: above its point it would stand on the row before, so it does only where it truly has no room. */
const edgeOf = (note: JsonObject, said: string): number =>
  note.name === valueNote ? Math.min(edge, (textWidth(said) + 1) / lettersAcross) : edge;

/** The end of an axis that a place on paper is nearer to, moved in by a share of the axis. */
function framePlace({ min, max, reversed }: OfficeAxis, place: number, inset: number): number {
  const span = max! - min!;
  return place > 0.5 !== reversed ? max! - inset * span : min! + inset * span;
}

/** Points and lines in a plane, with labels at points, straight lines and words along the vertical axis. null = not to be had in Office. */
export function officeScatter(figure: ChartFigure): OfficeScatterChart | null {
  const { layout } = figure;
  const legend = layout.showlegend === true;
  const series: Points[] = [];
  for (const trace of figure.data) {
    const points = pointsOf(trace, legend);
    if (!points) return null;
    series.push(points);
  }
  const [xLayout, yLayout] = [objectOf(layout.xaxis), objectOf(layout.yaxis)];
  const rowNames = listOf(yLayout.ticktext).map((name, index) => ({
    at: numbersOf(yLayout.tickvals)[index] ?? index,
    text: textOf(name),
  }));
  if (listOf(xLayout.ticktext).length > 0) return null;
  // Values lie across where words stand along the vertical axis.
  const ends = figure.ends ?? null;
  const xAxis = axisOf(xLayout, series, 'x', false, rowNames.length > 0 ? ends : null);
  const yAxis = axisOf(yLayout, series, 'y', rowNames.length > 0, rowNames.length > 0 ? null : ends);

  const along = (shape: JsonObject, key: 'x' | 'y', end: 0 | 1): number | null => {
    const value = numberOf(shape[`${key}${end}`]);
    if (value === null || shape[`${key}ref`] !== 'paper') return value;
    const axis = key === 'x' ? xAxis : yAxis;
    return axis.min! + value * (axis.max! - axis.min!);
  };
  for (const shape of listOf(layout.shapes).map(objectOf)) {
    const ends = [along(shape, 'x', 0), along(shape, 'x', 1), along(shape, 'y', 0), along(shape, 'y', 1)];
    if (shape.type !== 'line' || ends.includes(null)) return null;
    const line = objectOf(shape.line);
    series.push({
      ...hidden(0, 0, { text: '', side: 'top', colour: text }),
      x: ends.slice(0, 2),
      y: ends.slice(2),
      labels: [null, null],
      line: { colour: colourOf(line.color) ?? text, widthPx: numberOf(line.width) ?? 1, dash: dashOf(line.dash) },
    });
  }

  for (const note of listOf(layout.annotations).map(objectOf)) {
    // The list of names is made anew, by the names of the points.
    if (note.name === keyNote) continue;
    const label: { -readonly [K in keyof Label]: Label[K] } = {
      text: textOf(note.text),
      side: sideOf(note),
      colour: colourOf(objectOf(note.font).color) ?? text,
      ...(typeof note.hovertext === 'string' ? { name: textOf(note.hovertext) } : {}),
    };
    const x = numberOf(note.x);
    const y = numberOf(note.y);
    if (x === null || y === null) return null;
    const onPaper = note.xref === 'paper' || note.yref === 'paper';
    const home = onPaper
      ? undefined
      : series.find(
          (points) =>
            points.marker !== null &&
            points.labels.some((taken, index) => taken === null && points.x[index] === x && points.y[index] === y),
        );
    if (home) {
      // A word beside the first or last of a row would stand on the words of the axis, or outside: it stands above.
      const share = (x - xAxis.min!) / (xAxis.max! - xAxis.min!);
      const near = edgeOf(note, label.text);
      const beyond = label.side === 'left' ? share < near : label.side === 'right' ? share > 1 - near : false;
      if (rowNames.length > 0 && beyond) label.side = 'top';
      const at = home.labels.findIndex((taken, index) => taken === null && home.x[index] === x && home.y[index] === y);
      home.labels = home.labels.with(at, label);
      continue;
    }
    // A word of the frame stands inside it: Office would else push it out over the axes.
    const across = note.xref === 'paper' ? framePlace(xAxis, x, 0) : x;
    const up = note.yref === 'paper' ? framePlace(yAxis, y, 0.03) : y;
    const side = note.xref !== 'paper' ? label.side : x > 0.5 ? 'left' : 'right';
    series.push(hidden(across, up, { ...label, side }));
  }
  return { kind: 'scatter', series, xAxis, yAxis, rowNames, legend: legend && series.some(({ listed }) => listed) };
}
