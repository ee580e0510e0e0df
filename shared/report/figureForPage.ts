import type { ChartFigure, Json, JsonObject } from '../analyses/types.ts';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A figure for the page: its title stands in the caption below, so the one inside goes and its room with it. */
export function figureForPage(figure: ChartFigure): ChartFigure {
  const { layout } = figure;
  const title = isObject(layout.title) && typeof layout.title.text === 'string' ? layout.title.text : '';
  const lines = title === '' ? 0 : title.split('<br>').length;
  const margin = isObject(layout.margin) ? layout.margin : {};
  const top = typeof margin.t === 'number' ? Math.max(16, margin.t - 20 * lines) : 24;
  return { ...figure, layout: { ...layout, title: { text: '' }, margin: { ...margin, t: top } } };
}
