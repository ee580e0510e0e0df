import type { ChartFigure, Json, JsonObject } from '../../analyses/types.ts';
import { fixedDigits } from '../../format/formatNumber.ts';
import { withMinus } from '../../format/minus.ts';
import { listOf, numberOf, numbersOf, objectOf } from '../figureParts.ts';
import { plotText } from '../plotText.ts';
import { categoryAxis, hasNotes, notesOf, otherAxis, withNotes, withPart } from './figureAxes.ts';
import { pointNote, seriesNote, valueNote } from './notes.ts';
import { atDigits, usualDigits } from './valueDigits.ts';

/** Most values that can be written beside the points of lines. */
const mostAtPoints = 40;

/** How values can be written into a figure: as notes that are there or can be made, as texts of its traces, in the cells of a tree map. */
type Way = 'notes' | 'texts' | 'rows' | 'points' | 'counts' | 'spokes' | 'cells' | 'names';

const markedLines = (trace: JsonObject): boolean => trace.type === 'scatter' && trace.mode === 'lines+markers';
const ink = '#1f2933';

/** How this figure holds values; null where it has none to write. */
function wayOf(figure: ChartFigure): Way | null {
  const { data } = figure;
  if (hasNotes(figure, pointNote)) return 'names';
  if (hasNotes(figure, valueNote)) return 'notes';
  if (data.length === 0) return null;
  if (data.every((trace) => trace.type === 'scatterpolar')) return 'spokes';
  if (data.every((trace) => trace.type === 'treemap')) return 'cells';
  const bars = data.filter((trace) => trace.type === 'bar');
  if (bars.some((trace) => listOf(trace.text).length > 0)) return 'texts';
  if (bars.length === 1 && bars[0]!.orientation !== 'h' && !categoryAxis(figure)) return 'counts';
  if (hasNotes(figure, seriesNote) || data.some((trace) => trace.type === 'box')) return 'rows';
  const lines = data.filter(markedLines);
  const count = lines.reduce((sum, trace) => sum + listOf(trace.x).length, 0);
  return lines.length > 0 && count <= mostAtPoints ? 'points' : null;
}

/** Are values (in a plane: names) written into the figure as it is drawn? null where it can hold none. */
export function hasLabels(figure: ChartFigure): boolean | null {
  const way = wayOf(figure);
  return way === null ? null : way === 'notes' || way === 'texts' || way === 'cells' || way === 'names';
}

/** Are they numbers, so that they have decimals? */
export function hasDigits(figure: ChartFigure): boolean {
  const way = wayOf(figure);
  return way !== null && way !== 'names';
}

const number = (value: Json | undefined): number => numberOf(value) ?? 0;

/** The value a note stands at: of a heat map its cell, else the one of the bar or point at its place. */
function valueAtNote({ data }: ChartFigure, note: JsonObject, key: 'x' | 'y' | null): number | null {
  const map = data.find((trace) => trace.type === 'heatmap');
  if (map) return numberOf(listOf(listOf(map.z)[number(note.y)])[number(note.x)]);
  if (key === null) return null;
  const trace = data[0];
  const at = numbersOf(trace?.[key]).findIndex((place) => place === note[key]);
  return at < 0 ? null : (numbersOf(trace?.[otherAxis(key)])[at] ?? null);
}

function digitsInNotes(figure: ChartFigure, digits: number): ChartFigure {
  const axis = categoryAxis(figure);
  return withNotes(
    figure,
    notesOf(figure).map((note) => {
      if (note.name !== valueNote) return note;
      const value = valueAtNote(figure, note, axis?.key ?? null);
      return value === null ? note : { ...note, text: atDigits(String(note.text), value, digits) };
    }),
  );
}

function digitsInTexts(figure: ChartFigure, digits: number): ChartFigure {
  return {
    ...figure,
    data: figure.data.map((trace) => {
      const texts = listOf(trace.text);
      if (trace.type !== 'bar' || texts.length === 0) return trace;
      const values = numbersOf(trace.orientation === 'h' ? trace.x : trace.y);
      return {
        ...trace,
        text: texts.map((text, place) => atDigits(String(text), values[place] ?? Number.NaN, digits)),
      };
    }),
  };
}

/** A tree map writes values under the names of its leaves and after those of its branches. */
function cells(figure: ChartFigure, shown: boolean, digits: number | undefined): ChartFigure {
  return {
    ...figure,
    data: figure.data.map((trace) => {
      const values = numbersOf(objectOf(trace.marker).colors);
      const before = listOf(trace.text).map(String);
      const text = before.map((one, place) =>
        digits === undefined ? one : atDigits(one, values[place] ?? Number.NaN, digits),
      );
      const labels = listOf(trace.labels).map((label, place) => {
        const own = String(label);
        const end = before[place] ? ` ${before[place]}` : '';
        if (end === '' || !own.endsWith(end)) return own;
        return `${own.slice(0, -end.length)}${shown ? ` ${text[place]}` : ''}`;
      });
      return { ...trace, labels, text, textinfo: shown ? (trace.textinfo ?? 'label+text') : 'label' };
    }),
  };
}

const written = (value: number, digits: number): string => plotText(withMinus(fixedDigits(value, digits)));
const note = (x: number, y: number, text: string, more: JsonObject): JsonObject => ({
  name: valueNote,
  x,
  y,
  text,
  showarrow: false,
  font: { size: 11, color: ink },
  ...more,
});

/** Values beside the points of a row: the lower one's at its left, the higher one's at its right; of boxes the median above it. */
function rowNotes(figure: ChartFigure, digits: number | undefined): readonly JsonObject[] {
  const boxes = figure.data.filter((trace) => trace.type === 'box');
  if (boxes.length > 0)
    return boxes.flatMap((trace) => {
      const medians = numbersOf(trace.median);
      const places = digits ?? usualDigits(medians.filter((one) => one !== null));
      return medians.flatMap((median, row) =>
        median === null ? [] : [note(median, row - 0.27, written(median, places), { yanchor: 'bottom' })],
      );
    });
  const rows = figure.data.filter((trace) => trace.mode === 'markers');
  const values = rows.map((trace) => numbersOf(trace.x));
  const places = digits ?? usualDigits(values.flat().filter((one) => one !== null));
  return values.flatMap((own, which) =>
    own.flatMap((value, row) => {
      if (value === null) return [];
      const others = values.flatMap((other, index) => (index === which ? [] : [other[row] ?? value]));
      const right = others.every((other) => value > other || (value === other && which > 0));
      return [
        note(
          value,
          row,
          written(value, places),
          right ? { xanchor: 'left', xshift: 8 } : { xanchor: 'right', xshift: -8 },
        ),
      ];
    }),
  );
}

function pointNotes(figure: ChartFigure, digits: number | undefined): readonly JsonObject[] {
  const lines = figure.data.filter(markedLines);
  const places = digits ?? usualDigits(lines.flatMap((trace) => numbersOf(trace.y).filter((one) => one !== null)));
  // The highest line at a place has its value above it, the others below.
  const highest = (place: Json | undefined, y: number): boolean =>
    lines.every((trace) => {
      const at = listOf(trace.x).indexOf(place ?? null);
      return at < 0 || (numbersOf(trace.y)[at] ?? y) <= y;
    });
  return lines.flatMap((trace) => {
    const x = listOf(trace.x);
    return numbersOf(trace.y).flatMap((y, at) =>
      y === null || typeof x[at] !== 'number'
        ? []
        : [
            note(
              x[at],
              y,
              written(y, places),
              highest(x[at], y) ? { yanchor: 'bottom', yshift: 6 } : { yanchor: 'top', yshift: -6 },
            ),
          ],
    );
  });
}

/** Counts over the columns of a histogram, with room for the tallest. */
function counts(figure: ChartFigure, digits: number | undefined): ChartFigure {
  const top = Math.max(...figure.data.flatMap((trace) => numbersOf(trace.y).map((one) => one ?? 0)));
  const data = figure.data.map((trace) => {
    if (trace.type !== 'bar') return trace;
    const values = numbersOf(trace.y);
    const places = digits ?? usualDigits(values.filter((one) => one !== null));
    return {
      ...trace,
      text: values.map((value) => (value === null ? '' : written(value, places))),
      textposition: 'outside',
      textangle: 0,
      textfont: { size: 11, color: ink },
      cliponaxis: false,
    };
  });
  // Words at the curve stand clear of the counts.
  const raised = withNotes(
    { ...figure, data },
    notesOf(figure).map((one) => (one.showarrow === true ? { ...one, ay: number(one.ay) - 16 } : one)),
  );
  return withPart(raised, 'yaxis', { range: [0, top > 0 ? top * 1.12 : 1], autorange: false });
}

function spokes(figure: ChartFigure, digits: number | undefined): ChartFigure {
  const all = figure.data.flatMap((trace) => numbersOf(trace.r).filter((one) => one !== null));
  const places = digits ?? usualDigits(all);
  // Of what was measured only: two numbers at one place of a spoke would lie on one another.
  const measured = figure.data.findLast((trace) => objectOf(trace.line).dash !== 'dash') ?? figure.data.at(-1);
  return {
    ...figure,
    data: figure.data.map((trace) =>
      trace === measured
        ? {
            ...trace,
            mode: 'lines+markers+text',
            // The line is closed: its first value stands again at the end.
            text: numbersOf(trace.r).map((value, at, list) =>
              value === null || at === list.length - 1 ? '' : written(value, places),
            ),
            textposition: 'top center',
            textfont: { size: 11, color: ink },
          }
        : trace,
    ),
  };
}

/**
 * A figure with its values written or not, and with so many decimals.
 *
 * @param shown  undefined = as the figure is drawn
 * @param digits  undefined = as they are written, or as many as the values need
 */
export function labelValues(figure: ChartFigure, shown: boolean | undefined, digits: number | undefined): ChartFigure {
  const way = wayOf(figure);
  const wanted = shown ?? hasLabels(figure) ?? false;
  if (way === null || way === 'names') return figure;
  if (way === 'cells') return cells(figure, wanted, digits);
  if (way === 'notes')
    return wanted
      ? digits === undefined
        ? figure
        : digitsInNotes(figure, digits)
      : withNotes(
          figure,
          notesOf(figure).filter((one) => one.name !== valueNote),
        );
  if (way === 'texts') {
    if (wanted) return digits === undefined ? figure : digitsInTexts(figure, digits);
    return {
      ...figure,
      data: figure.data.map((trace) =>
        trace.type === 'bar' ? { ...trace, text: listOf(trace.text).map(() => '') } : trace,
      ),
    };
  }
  if (!wanted) return figure;
  if (way === 'counts') return counts(figure, digits);
  if (way === 'spokes') return spokes(figure, digits);
  const made = way === 'rows' ? rowNotes(figure, digits) : pointNotes(figure, digits);
  return withNotes(figure, [...notesOf(figure), ...made]);
}
