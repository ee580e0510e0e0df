import type { ChartFigure, Json, JsonObject } from '../../analyses/types.ts';
import { listOf, numberOf, numbersOf, objectOf } from '../figureParts.ts';

/** The axis of words of a figure: bars, points or boxes stand at the places 0, 1, 2 … of it. */
export interface CategoryAxis {
  readonly key: 'x' | 'y';
  readonly count: number;
}

/** The axis of words, or null where there is none or where both axes are words (heat maps). */
export function categoryAxis({ data, layout }: ChartFigure): CategoryAxis | null {
  const found = (['x', 'y'] as const).flatMap((key) => {
    const places = numbersOf(objectOf(layout[`${key}axis`]).tickvals);
    return places.length > 0 && places.every((place, index) => place === index) ? [{ key, count: places.length }] : [];
  });
  return found.length === 1 && data.every((trace) => trace.type !== 'heatmap') ? found[0]! : null;
}

/** Does the trace have one value at each place, in their order? */
export function isAtPlaces(trace: JsonObject, { key, count }: CategoryAxis): boolean {
  const along = numbersOf(trace[key]);
  return along.length === count && along.every((place, index) => place === index);
}

/** The trace whose values stand for the categories: the bars, the boxes, of several rows of points the last, which is what was measured. */
export function leadingTrace({ data }: ChartFigure, axis: CategoryAxis): JsonObject | null {
  const fitting = data.filter((trace) => isAtPlaces(trace, axis));
  return (
    fitting.find((trace) => trace.type === 'bar' || trace.type === 'box') ??
    fitting.findLast((trace) => trace.mode === 'markers') ??
    null
  );
}

/** Values of a trace along its axis of values. */
export const valuesOf = (trace: JsonObject, key: 'x' | 'y'): readonly (number | null)[] =>
  numbersOf(trace.type === 'box' ? trace.median : trace[key]);

export const otherAxis = (key: 'x' | 'y'): 'x' | 'y' => (key === 'x' ? 'y' : 'x');

/** The notes of a figure, each by its name and the rest of it. */
export const notesOf = ({ layout }: ChartFigure): readonly JsonObject[] => listOf(layout.annotations).map(objectOf);

export const hasNotes = (figure: ChartFigure, name: string): boolean =>
  notesOf(figure).some((note) => note.name === name);

/** A figure with other notes. */
export const withNotes = (figure: ChartFigure, notes: readonly JsonObject[]): ChartFigure => ({
  ...figure,
  layout: { ...figure.layout, annotations: notes },
});

/** A figure with more in one part of its layout: an axis, the legend, the margins. */
export const withPart = (figure: ChartFigure, key: string, more: JsonObject): ChartFigure => ({
  ...figure,
  layout: { ...figure.layout, [key]: { ...objectOf(figure.layout[key]), ...more } },
});

/** Lowest and highest of all that a figure draws along an axis: values with their intervals, lines, levels; null where there is nothing. */
export function extentAlong({ data, layout }: ChartFigure, key: 'x' | 'y'): readonly [number, number] | null {
  const ends = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const hold = (value: Json | undefined): void => {
    const number = numberOf(value);
    if (number === null) return;
    ends[0] = Math.min(ends[0]!, number);
    ends[1] = Math.max(ends[1]!, number);
  };
  for (const trace of data) {
    for (const part of [trace[key], trace.lowerfence, trace.upperfence]) for (const value of listOf(part)) hold(value);
    const errors = objectOf(trace[`error_${key}`]);
    if (errors.visible === false) continue;
    const values = numbersOf(trace[key]);
    const plus = numbersOf(errors.array);
    const minus = errors.symmetric === false ? numbersOf(errors.arrayminus) : plus;
    values.forEach((value, index) => {
      if (value === null) return;
      hold(value + (plus[index] ?? 0));
      hold(value - (minus[index] ?? 0));
    });
  }
  for (const shape of listOf(layout.shapes).map(objectOf))
    if (shape[`${key}ref`] !== 'paper') for (const end of [0, 1]) hold(shape[`${key}${end}`]);
  return ends[0]! <= ends[1]! ? [ends[0]!, ends[1]!] : null;
}
