import type { ChartFigure, JsonObject } from '../../analyses/types.ts';
import { listOf, numberOf, objectOf, rangeOf, textOf } from '../figureParts.ts';
import { type Box, placeLabels } from '../placeLabels.ts';
import { plotText, shortenApart, textWidth } from '../plotText.ts';
import { designWidth, ink } from '../theme.ts';
import { notesOf } from './figureAxes.ts';
import { cornerNote, keyNote, pointNote } from './notes.ts';

/** Height over width of a plane without a list of names under it. */
export const planeAspect = 0.72;
/** Pixels that a plane of the design width keeps for its axes and its title. */
const outside = { across: 96, down: 130 } as const;
/** Room under a plane for its axis. */
const axisRoom = 48;
const usual = 12;
/** Most of a name at its point and in the list, in letters. */
const atPoint = 14;
const inList = 17;
/** Of a line of the list, as against its letters. */
const lineHeight = 1.45;
/** Room that a list may count on where a figure is shown narrower than it is designed. */
const listWidth = 600;

interface NamedPoint {
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly colour: string;
}

/** The points of a plane with their whole names; without those that a report keeps back. */
function pointsOf(figure: ChartFigure): readonly NamedPoint[] {
  const trace = figure.data.find((one) => one.mode === 'markers' && listOf(one.customdata).length > 0);
  if (!trace) return [];
  const before = notesOf(figure).filter((note) => note.name === pointNote);
  const [xs, ys] = [listOf(trace.x), listOf(trace.y)];
  return listOf(trace.customdata).flatMap((name, at) => {
    const [x, y] = [numberOf(xs[at]), numberOf(ys[at])];
    const text = textOf(name);
    if (x === null || y === null || text === '') return [];
    const own = before.find((note) => note.x === x && note.y === y && textOf(note.hovertext) === text);
    const colour = objectOf(own?.font).color;
    return [{ x, y, name: text, colour: typeof colour === 'string' ? colour : ink.text }];
  });
}

/** The list of names under a plane whose points bear numbers, in columns from left to right. */
function keyNotes(
  points: readonly NamedPoint[],
  letters: number,
): { readonly notes: readonly JsonObject[]; readonly height: number } {
  const size = letters - 1;
  const names = shortenApart(
    points.map((point) => point.name),
    inList,
  );
  const widest = Math.max(...names.map(textWidth)) + 3.2;
  const columns = Math.max(1, Math.floor(listWidth / (widest * size)));
  const rows = Math.ceil(points.length / columns);
  const line = Math.round(size * lineHeight);
  const notes = names.map(
    (name, index): JsonObject => ({
      name: keyNote,
      xref: 'paper',
      yref: 'paper',
      x: Math.floor(index / rows) / columns,
      y: 0,
      xanchor: 'left',
      yanchor: 'top',
      yshift: -Math.round((axisRoom * letters) / usual) - 4 - (index % rows) * line,
      text: `<b>${index + 1}</b> ${plotText(name)}`,
      hovertext: plotText(points[index]!.name),
      align: 'left',
      showarrow: false,
      font: { size, color: points[index]!.colour },
    }),
  );
  return { notes, height: rows * line + 8 };
}

/**
 * The points of a plane named, so that no name touches another, a foreign point or a word of the frame. Where the names find no such
 * places the points bear numbers, and the names stand in a list under the plane, which grows by it.
 *
 * @param letters  size of the names in pixels
 */
export function namePoints(figure: ChartFigure, letters: number = usual): ChartFigure {
  const points = pointsOf(figure);
  const { layout } = figure;
  const [xRange, yRange] = [rangeOf(objectOf(layout.xaxis)), rangeOf(objectOf(layout.yaxis))];
  const bare = withoutNames(figure);
  if (points.length === 0 || !xRange || !yRange) return bare;
  const scale = letters / usual;
  const width = designWidth - outside.across * Math.max(1, scale);
  const height = designWidth * planeAspect - outside.down * Math.max(1, scale);
  const across = (x: number): number => ((x - xRange[0]) / (xRange[1] - xRange[0])) * width;
  const down = (y: number): number => ((yRange[1] - y) / (yRange[1] - yRange[0])) * height;
  const corners = notesOf(figure).flatMap((note): readonly Box[] => {
    if (note.name !== cornerNote) return [];
    const reach = letters * textWidth(textOf(note.text)) + 8;
    const tall = letters * 1.7;
    return [
      {
        left: note.x === 1 ? width - reach : 0,
        right: note.x === 1 ? width : reach,
        top: note.y === 1 ? 0 : height - tall,
        bottom: note.y === 1 ? tall : height,
      },
    ];
  });
  const lines = listOf(layout.shapes)
    .map(objectOf)
    .flatMap((shape): readonly Box[] => {
      if (shape.yref === 'paper' && typeof shape.x0 === 'number')
        return [{ left: across(shape.x0) - 1, right: across(shape.x0) + 1, top: 0, bottom: height }];
      if (shape.xref === 'paper' && typeof shape.y0 === 'number')
        return [{ left: 0, right: width, top: down(shape.y0) - 1, bottom: down(shape.y0) + 1 }];
      return [];
    });
  const placed = (texts: readonly string[]) =>
    placeLabels(
      points.map((point, index) => ({ x: across(point.x), y: down(point.y), text: texts[index]! })),
      width,
      height,
      letters,
      corners,
      lines,
    );
  const names = shortenApart(
    points.map((point) => point.name),
    atPoint,
  );
  const named = placed(names);
  const numbered = named.some((place) => place.touches);
  const texts = numbered ? points.map((_, index) => String(index + 1)) : names;
  const places = numbered ? placed(texts) : named;
  const notes = points.map((point, index): JsonObject => {
    const { dx, dy, leader } = places[index]!;
    return {
      name: pointNote,
      x: point.x,
      y: point.y,
      ax: dx,
      ay: dy,
      text: plotText(texts[index]!),
      hovertext: plotText(point.name),
      showarrow: true,
      arrowhead: 0,
      arrowwidth: 0.6,
      arrowcolor: leader ? ink.context : 'rgba(0,0,0,0)',
      standoff: 4,
      borderpad: 1,
      bgcolor: 'rgba(255,255,255,0.8)',
      font: { size: letters, color: point.colour },
    };
  });
  const key = numbered ? keyNotes(points, letters) : { notes: [], height: 0 };
  const margin = objectOf(layout.margin);
  return {
    ...bare,
    aspect: planeAspect + key.height / designWidth,
    layout: {
      ...bare.layout,
      margin: { ...margin, b: Math.round(axisRoom * Math.max(1, scale)) + key.height },
      annotations: [...notesOf(bare), ...notes, ...key.notes],
    },
  };
}

/** A plane whose points have no names. */
export function withoutNames(figure: ChartFigure): ChartFigure {
  const margin = objectOf(figure.layout.margin);
  const annotations = notesOf(figure).filter((note) => note.name !== pointNote && note.name !== keyNote);
  return {
    ...figure,
    aspect: planeAspect,
    layout: { ...figure.layout, margin: { ...margin, b: axisRoom }, annotations },
  };
}

/** Is this a plane of named points? */
export const isPlane = (figure: ChartFigure): boolean => notesOf(figure).some((note) => note.name === pointNote);
