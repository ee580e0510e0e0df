import type { ChartFigure, Json, JsonObject } from '../../analyses/types.ts';
import type { FigureLetters } from '../../model/project.ts';
import { numberOf, objectOf } from '../figureParts.ts';
import { designWidth, titleLines, topMargin } from '../theme.ts';

/** Letters of a figure as against its usual ones. */
export const letterScale: Readonly<Record<FigureLetters, number>> = { small: 0.85, large: 1.25 };

const fonts: ReadonlySet<string> = new Set(['font', 'tickfont', 'textfont', 'insidetextfont', 'outsidetextfont']);
/** Room that letters take. */
const rooms: ReadonlySet<string> = new Set(['standoff', 'ticklabelstandoff']);

const tenth = (size: number): number => Math.round(10 * size) / 10;

function scaled(value: Json, scale: number, key: string): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((one) => scaled(one, scale, ''));
  if (typeof value === 'number') return rooms.has(key) ? Math.round(value * scale) : value;
  if (typeof value !== 'object' || value === null) return value;
  const object = value as JsonObject;
  const inside = Object.entries(object).map(([name, part]): [string, Json] => [name, scaled(part, scale, name)]);
  const size = numberOf(object.size);
  return {
    ...Object.fromEntries(inside),
    ...(fonts.has(key) && size !== null ? { size: tenth(size * scale) } : {}),
  };
}

/**
 * A figure with all its letters larger or smaller, and with room for its title in them. Words drawn as data, whose size says something,
 * stay.
 */
export function sizeLetters(figure: ChartFigure, size: FigureLetters): ChartFigure {
  const scale = letterScale[size];
  const data = figure.data.map((trace) => (trace.mode === 'text' ? trace : (scaled(trace, scale, '') as JsonObject)));
  const layout = scaled(figure.layout, scale, '') as JsonObject;
  const title = objectOf(layout.title);
  const margin = objectOf(layout.margin);
  const count = (text: string): number => (text === '' ? 0 : text.split('<br>').length);
  const before = typeof title.text === 'string' ? title.text : '';
  const text = before === '' ? '' : titleLines(figure.title, scale);
  const top = numberOf(margin.t) ?? 24;
  // What stands above the plot besides the title: a legend.
  const rest = Math.max(0, top - topMargin(count(before)));
  const bottom = numberOf(margin.b) ?? 48;
  const [above, below] = [
    Math.round(topMargin(count(text)) * Math.max(1, scale) + rest * scale),
    Math.round(bottom * Math.max(1, scale)),
  ];
  return {
    ...figure,
    aspect: figure.aspect + (above - top + below - bottom) / designWidth,
    data,
    layout: {
      ...layout,
      title: { ...title, text },
      margin: {
        ...margin,
        t: above,
        b: below,
      },
    },
  };
}
