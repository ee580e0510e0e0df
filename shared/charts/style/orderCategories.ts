import type { ChartFigure, Json, JsonObject } from '../../analyses/types.ts';
import type { FigureOrder } from '../../model/project.ts';
import { listOf, numberOf, numbersOf, objectOf, textOf } from '../figureParts.ts';
import {
  type CategoryAxis,
  categoryAxis,
  isAtPlaces,
  leadingTrace,
  notesOf,
  otherAxis,
  valuesOf,
} from './figureAxes.ts';
import { seriesNote } from './notes.ts';

/** Of stacked shares from bad to good: how far to the good end the answers lie, as their mean place. */
function meanPlaces(traces: readonly JsonObject[], key: 'x' | 'y', count: number): readonly (number | null)[] {
  const columns = traces.map((trace) => numbersOf(trace[key]));
  return Array.from({ length: count }, (_, place) => {
    const whole = columns.reduce((sum, values) => sum + (values[place] ?? 0), 0);
    const lean = columns.reduce((sum, values, answer) => sum + answer * (values[place] ?? 0), 0);
    return whole > 0 ? lean / whole : null;
  });
}

/** What the categories are ordered by, null where one has no value; null as a whole where a figure has no categories to order. */
function orderValues(figure: ChartFigure, axis: CategoryAxis): readonly (number | null)[] | null {
  const key = otherAxis(axis.key);
  const bars = figure.data.filter((trace) => trace.type === 'bar');
  if (bars.length > 1) return bars.every((trace) => isAtPlaces(trace, axis)) ? meanPlaces(bars, key, axis.count) : null;
  const leading = leadingTrace(figure, axis);
  return leading ? valuesOf(leading, key) : null;
}

/** Old places in their new order; equal values stay as they were, missing ones go last. */
function ranked(values: readonly (number | null)[], order: FigureOrder): readonly number[] {
  const sign = order === 'descending' ? -1 : 1;
  return values
    .map((_, place) => place)
    .toSorted((a, b) => {
      const [first, second] = [values[a] ?? null, values[b] ?? null];
      if (first === null || second === null) return Number(first === null) - Number(second === null) || a - b;
      return sign * (first - second) || a - b;
    });
}

/** Everything in a trace that has one entry a category, in the new order. */
function permuted(value: Json, order: readonly number[], fixed: string | null): Json {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return list.length === order.length ? order.map((place) => list[place]!) : list;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, key === fixed ? part : permuted(part, order, null)]),
  );
}

function ordered(figure: ChartFigure, axis: CategoryAxis, order: readonly number[]): ChartFigure {
  const { key } = axis;
  const rank = new Map(order.map((place, at) => [place, at]));
  const moved = (value: Json | undefined): Json => {
    const place = numberOf(value);
    return place === null ? (value ?? null) : (rank.get(place) ?? place);
  };
  const data = figure.data.map((trace) =>
    isAtPlaces(trace, axis)
      ? (permuted(trace, order, key) as JsonObject)
      : { ...trace, ...(trace[key] === undefined ? {} : { [key]: listOf(trace[key]).map(moved) }) },
  );
  const axisKey = `${key}axis`;
  const words = objectOf(figure.layout[axisKey]);
  const shown = { ...figure, data };
  // The names of the series stand at the first row, whichever that is now.
  const first = (name: string): number | null => {
    const trace = data.find((one) => textOf(one.name) === name);
    return trace ? (numbersOf(trace[otherAxis(key)])[0] ?? null) : null;
  };
  const names = notesOf(figure).flatMap((note) => (note.name === seriesNote ? [textOf(note.text)] : []));
  const annotations = notesOf(shown).map((note): JsonObject => {
    if (note.name === seriesNote) {
      const at = first(textOf(note.text));
      const own = names.indexOf(textOf(note.text));
      // Of equal values the later one is named at the right.
      const right = names.every((name, other) => {
        const value = first(name) ?? 0;
        return other === own || at === null || at > value || (at === value && own > other);
      });
      return at === null ? note : { ...note, x: at, xanchor: right ? 'left' : 'right' };
    }
    return note[`${key}ref`] === undefined ? { ...note, [key]: moved(note[key]) } : note;
  });
  return {
    ...shown,
    layout: {
      ...figure.layout,
      [axisKey]: { ...words, ticktext: order.map((place) => listOf(words.ticktext)[place] ?? '') },
      ...(figure.layout.annotations === undefined ? {} : { annotations }),
    },
  };
}

const isRadar = ({ data }: ChartFigure): boolean =>
  data.length > 0 && data.every((trace) => trace.type === 'scatterpolar' && listOf(trace.theta).length > 3);

/** The spokes of a radar by what was measured; its lines are closed, so the first spoke stands again at their ends. */
function orderedSpokes(figure: ChartFigure, order: FigureOrder): ChartFigure {
  const count = listOf(figure.data[0]!.theta).length;
  const measured = figure.data.findLast((trace) => objectOf(trace.line).dash !== 'dash') ?? figure.data.at(-1)!;
  const turn = ranked(numbersOf(measured.r).slice(0, -1), order);
  const closed = [...turn, turn[0]!];
  return {
    ...figure,
    data: figure.data.map((trace) =>
      listOf(trace.theta).length === count ? (permuted(trace, closed, null) as JsonObject) : trace,
    ),
  };
}

/** Has the figure categories that may stand in another order? */
export function canOrder(figure: ChartFigure): boolean {
  if (isRadar(figure)) return true;
  const axis = categoryAxis(figure);
  return axis !== null && axis.count > 1 && orderValues(figure, axis) !== null;
}

/** The categories of a figure by their value, the first at the top, at the left or on the first spoke. */
export function orderCategories(figure: ChartFigure, order: FigureOrder): ChartFigure {
  if (isRadar(figure)) return orderedSpokes(figure, order);
  const axis = categoryAxis(figure);
  const values = axis && orderValues(figure, axis);
  return axis && values ? ordered(figure, axis, ranked(values, order)) : figure;
}
