import type { ChartFigure, Json, JsonObject } from '../analyses/types.ts';
import type { FigureStyle } from '../model/project.ts';
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

/**
 * A figure with the user's changes: title, and colours by their place in figureColours (missing or empty entries keep the theme's).
 * The same picture on screen, in saved files and in the report.
 */
export function applyFigureStyle(figure: ChartFigure, style: FigureStyle | undefined): ChartFigure {
  if (!style) return figure;
  const changes = new Map<string, string>();
  figureColours(figure).forEach((colour, index) => {
    const wanted = style.colours?.[index];
    if (wanted) changes.set(colour, wanted);
  });
  const data = changes.size === 0 ? figure.data : figure.data.map((trace) => recolourTrace(trace, changes));
  const layout = changes.size === 0 ? figure.layout : recolourLayout(figure.layout, changes);
  if (style.title === undefined) return { ...figure, data, layout };
  const { title: before, margin } = layout;
  const text = titleLines(style.title);
  const title = { ...(isObject(before) ? before : {}), text };
  // A title of more lines than before pushes the plot down.
  const lines = (of: string): number => of.split('<br>').length;
  const grown = isObject(before) && typeof before.text === 'string' ? 20 * (lines(text) - lines(before.text)) : 0;
  const room = isObject(margin) && typeof margin.t === 'number' ? { ...margin, t: margin.t + grown } : margin;
  return {
    ...figure,
    title: style.title,
    altText: `${style.title}. ${figure.altText}`,
    data,
    layout: { ...layout, title, ...(room === undefined ? {} : { margin: room }) },
  };
}
