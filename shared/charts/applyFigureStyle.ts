import type { ChartFigure, Json, JsonObject } from '../analyses/types.ts';
import type { FigureAxisRange, FigureLegend, FigureOrder, FigureStyle } from '../model/project.ts';
import { gridLines, hasGrid } from './style/axisGrid.ts';
import { axisRanges, rangeAxis } from './style/axisRange.ts';
import { legendOf, placeLegend } from './style/legendPlace.ts';
import { letterScale, sizeLetters } from './style/letterSize.ts';
import { canOrder, orderCategories } from './style/orderCategories.ts';
import { withoutOwnOrder } from './style/orderWords.ts';
import { isPlane, namePoints, withoutNames } from './style/pointNames.ts';
import { hasDigits, hasLabels, labelValues } from './style/valueLabels.ts';
import { titleLines } from './theme.ts';

const isColour = (value: Json | undefined): value is string => typeof value === 'string' && /^(#|rgb)/.test(value);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Words drawn as data, as in a word cloud, not labels beside it. */
const isText = (trace: JsonObject): boolean => trace.mode === 'text';

/** Places of a trace that carry the colour a reader connects with the data. Outlines, error bars and labels keep the theme's ink. */
function coloursOfTrace(trace: JsonObject): readonly string[] {
  const { marker, line, fillcolor, textfont, colorscale } = trace;
  const found: string[] = [];
  const add = (value: Json | undefined): void => {
    if (isColour(value)) found.push(value);
    else if (Array.isArray(value)) for (const one of value as readonly Json[]) if (isColour(one)) found.push(one);
  };
  // A scale is a list of pairs: place from 0 to 1, colour.
  const addScale = (scale: Json | undefined): void => {
    if (Array.isArray(scale)) for (const step of scale as readonly Json[]) add(Array.isArray(step) ? step[1] : step);
  };
  if (isObject(marker)) {
    add(marker.color);
    add(marker.colors);
    addScale(marker.colorscale);
  }
  addScale(colorscale);
  if (isText(trace) && isObject(textfont)) add(textfont.color);
  if (isObject(line)) add(line.color);
  add(fillcolor);
  return found;
}

/** The distinct colours of a figure's data in trace order: what a user can change, one by one. */
export function figureColours(figure: ChartFigure): readonly string[] {
  return [...new Set(figure.data.flatMap(coloursOfTrace))];
}

function recolour(value: Json, changes: ReadonlyMap<string, string>): Json {
  if (isColour(value)) return changes.get(value) ?? value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => recolour(one, changes));
  return value;
}

function recolourTrace(trace: JsonObject, changes: ReadonlyMap<string, string>): JsonObject {
  const within = (part: Json | undefined, keys: readonly string[]): Json | undefined =>
    isObject(part)
      ? Object.fromEntries(
          Object.entries(part).map(([key, value]) => [key, keys.includes(key) ? recolour(value, changes) : value]),
        )
      : part;
  const next: Record<string, Json> = { ...trace };
  const marker = within(trace.marker, ['color', 'colors', 'colorscale']);
  const line = within(trace.line, ['color']);
  if (marker !== undefined) next.marker = marker;
  if (line !== undefined) next.line = line;
  if (trace.fillcolor !== undefined) next.fillcolor = recolour(trace.fillcolor, changes);
  if (trace.colorscale !== undefined) next.colorscale = recolour(trace.colorscale, changes);
  const textfont = isText(trace) ? within(trace.textfont, ['color']) : undefined;
  if (textfont !== undefined) next.textfont = textfont;
  return next;
}

/** Written on dark cells, whatever the data's own white becomes. */
const white = '#ffffff';

/** Shapes and written values in a colour of the data go with it: the ovals of a path diagram, the number at an emphasised bar. */
function recolourLayout(layout: JsonObject, changes: ReadonlyMap<string, string>): JsonObject {
  const part = (value: Json | undefined): JsonObject =>
    isObject(value) && isColour(value.color) && value.color !== white
      ? { ...value, color: recolour(value.color, changes) }
      : {};
  const each = (list: Json | undefined, change: (one: JsonObject) => JsonObject): Json | undefined =>
    Array.isArray(list) ? (list as readonly Json[]).map((one) => (isObject(one) ? change(one) : one)) : list;
  const shapes = each(layout.shapes, (shape) => ({
    ...shape,
    ...(isObject(shape.line) ? { line: { ...shape.line, ...part(shape.line) } } : {}),
    ...(isColour(shape.fillcolor) ? { fillcolor: recolour(shape.fillcolor, changes) } : {}),
  }));
  const annotations = each(layout.annotations, (note) => ({
    ...note,
    ...(isObject(note.font) ? { font: { ...note.font, ...part(note.font) } } : {}),
  }));
  return {
    ...layout,
    ...(shapes === undefined ? {} : { shapes }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function withTitle(figure: ChartFigure, title: string): ChartFigure {
  const { title: before, margin } = figure.layout;
  const text = titleLines(title);
  // A title of more lines than before pushes the plot down.
  const lines = (of: string): number => of.split('<br>').length;
  const grown = isObject(before) && typeof before.text === 'string' ? 20 * (lines(text) - lines(before.text)) : 0;
  const room = isObject(margin) && typeof margin.t === 'number' ? { ...margin, t: margin.t + grown } : margin;
  return {
    ...figure,
    title,
    layout: {
      ...figure.layout,
      title: { ...(isObject(before) ? before : {}), text },
      ...(room === undefined ? {} : { margin: room }),
    },
  };
}

const retitled = (figure: ChartFigure, title: string): ChartFigure => ({
  ...withTitle(figure, title),
  altText: `${title}. ${figure.altText}`,
});

/** In another order than its own, of which its words no longer tell. */
function ordered(figure: ChartFigure, order: FigureOrder): ChartFigure {
  if (!canOrder(figure)) return figure;
  const title = withoutOwnOrder(figure.title);
  const told = title === figure.title ? figure : withTitle(figure, title);
  return orderCategories({ ...told, altText: withoutOwnOrder(figure.altText) }, order);
}

function recoloured(figure: ChartFigure, colours: readonly string[]): ChartFigure {
  const changes = new Map<string, string>();
  figureColours(figure).forEach((colour, index) => {
    const wanted = colours[index];
    if (wanted) changes.set(colour, wanted);
  });
  if (changes.size === 0) return figure;
  return {
    ...figure,
    data: figure.data.map((trace) => recolourTrace(trace, changes)),
    layout: recolourLayout(figure.layout, changes),
  };
}

/** Letters of the names in a plane, in pixels. */
const nameSize = 12;

/**
 * A figure with the author's changes: title, colours by their place in figureColours (missing or empty entries keep the theme's), written
 * values and their decimals, order of the categories, letters, legend, ends of the axis, grid lines. What the figure cannot take is passed
 * over. The one place where a style meets a figure: the same picture on screen, in saved files, in the report and in Office's own charts.
 */
export function applyFigureStyle(figure: ChartFigure, style: FigureStyle | undefined): ChartFigure {
  if (!style) return figure;
  const { title, colours, labels, digits, order, letters, legend, axis, grid } = style;
  const plane = isPlane(figure);
  let made = colours === undefined ? figure : recoloured(figure, colours);
  if (order !== undefined) made = ordered(made, order);
  if (title !== undefined) made = retitled(made, title);
  if (axis !== undefined) made = rangeAxis(made, axis);
  if (labels !== undefined || digits !== undefined) {
    made = labelValues(made, labels, digits);
    // Values at the points leave no room for the names of their series there.
    if (labels === true && legend === undefined && legendOf(made) === 'none') made = placeLegend(made, 'top');
  }
  if (grid !== undefined) made = gridLines(made, grid);
  if (legend !== undefined) made = placeLegend(made, legend);
  if (letters !== undefined) made = sizeLetters(made, letters);
  if (!plane) return made;
  if (labels === false) return withoutNames(made);
  return letters === undefined ? made : namePoints(made, nameSize * letterScale[letters]);
}

/** What of a style a figure can take, and how it is drawn without: what a form of styles offers. */
export interface FigureChoices {
  /** Written as it is drawn? null = it holds none. */
  readonly labels: boolean | null;
  readonly names: boolean;
  readonly digits: boolean;
  readonly order: boolean;
  readonly legend: FigureLegend | null;
  readonly axis: readonly FigureAxisRange[];
  readonly grid: boolean | null;
}

export function figureChoices(figure: ChartFigure): FigureChoices {
  return {
    labels: hasLabels(figure),
    names: isPlane(figure),
    digits: hasDigits(figure),
    order: canOrder(figure),
    legend: legendOf(figure),
    axis: axisRanges(figure),
    grid: hasGrid(figure),
  };
}
