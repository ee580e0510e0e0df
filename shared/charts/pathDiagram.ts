import type { ChartFigure } from '../analyses/types.ts';
import { plotText, shorten, textWidth } from './plotText.ts';
import { ink, themedLayout } from './theme.ts';

/** Half axes of a construct's ellipse, in units of the drawing. */
export const ellipse = { rx: 64, ry: 30 } as const;

export interface DiagramConstruct {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Under the name: "R² .681", the index. */
  readonly facts: string;
  /** One line per item under the ellipse: its name and loading. */
  readonly items: readonly string[];
  readonly emphasis: boolean;
}
export interface DiagramPath {
  readonly from: number;
  readonly to: number;
  /** Coefficient, and how it is written with its stars. */
  readonly coefficient: number;
  readonly text: string;
  /** Drawn dashed: not significant. */
  readonly faint: boolean;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A construct's name as its ellipse holds it: in smaller letters before it is cut. @param size  of the letters of a short name */
export function nameInEllipse(name: string, size: number): { readonly text: string; readonly size: number } {
  const room = 1.65 * ellipse.rx;
  const fitting = Math.max(0.8 * size, Math.min(size, room / textWidth(name)));
  return { text: shorten(name, room / fitting), size: Math.floor(10 * fitting) / 10 };
}

/** Where a line from the centre of one ellipse towards a point leaves it. */
export function edgeOf(from: Point, towards: Point): Point {
  const dx = towards.x - from.x;
  const dy = towards.y - from.y;
  const length = Math.hypot(dx / ellipse.rx, dy / ellipse.ry);
  return length === 0 ? from : { x: from.x + dx / length, y: from.y + dy / length };
}

/** Half the room of a path's number, in units of the drawing. */
const numberRoom = { x: 26, y: 9 } as const;

/** Half the height of a line of items and the width of its letters, in units of the drawing. */
const itemLetters = { halfHeight: 7, width: 11 } as const;

/** A line of items: its middle and half its width. */
export interface ItemLine extends Point {
  readonly halfWidth: number;
}

export const itemLine = (text: string, at: Point): ItemLine => ({
  ...at,
  halfWidth: (itemLetters.width * textWidth(text)) / 2,
});

/** Does the stretch run through the room of a number at a point? */
function runsThrough({ from, to }: Stretch, { x, y }: Point): boolean {
  let [enter, leave] = [0, 1];
  for (const [start, step, middle, room] of [
    [from.x, to.x - from.x, x, numberRoom.x],
    [from.y, to.y - from.y, y, numberRoom.y],
  ] as const) {
    if (step === 0) {
      if (Math.abs(start - middle) > room) return false;
      continue;
    }
    const [one, two] = [(middle - room - start) / step, (middle + room - start) / step];
    enter = Math.max(enter, Math.min(one, two));
    leave = Math.min(leave, Math.max(one, two));
  }
  return enter <= leave;
}

/** A straight line between the middles of two constructs. */
export interface Stretch {
  readonly from: Point;
  readonly to: Point;
}

/**
 * Where the number of a path stands: in its visible stretch, a little before the middle, so that those of crossing paths stand apart;
 * elsewhere on it where a line of items is in the way, or another path, whose number it could be taken for.
 *
 * @param others  the other paths of the drawing; those that share both ends are the path itself
 */
export function labelPlace(
  from: Point,
  to: Point,
  items: readonly ItemLine[] = [],
  others: readonly Stretch[] = [],
): Point {
  const [start, end] = [edgeOf(from, to), edgeOf(to, from)];
  const at = (share: number): Point => ({
    x: start.x + share * (end.x - start.x),
    y: start.y + share * (end.y - start.y),
  });
  const free = ({ x, y }: Point): boolean =>
    items.every(
      (line) =>
        Math.abs(line.x - x) >= line.halfWidth + numberRoom.x ||
        Math.abs(line.y - y) >= itemLetters.halfHeight + numberRoom.y,
    );
  const alone = (place: Point): boolean =>
    others.every((other) => (other.from === from && other.to === to) || !runsThrough(other, place));
  const places = [0.42, 0.5, 0.58, 0.66, 0.34, 0.74, 0.26].map(at);
  return places.find((place) => free(place) && alone(place)) ?? places.find(free) ?? at(0.42);
}

/** Width of a path's line by the size of its coefficient, in pixels. */
export const lineWidth = (coefficient: number): number => 1 + 2.5 * Math.min(1, Math.abs(coefficient));

/** Height of a line of items, in units of the drawing. */
export const lineHeight = 15;
const widestLine = 140;

/**
 * Whether the lines of items of a construct stand below its ellipse or above: where fewer paths and other constructs are in their way.
 * @param lines  how many
 */
export function itemSide(
  constructs: readonly Point[],
  paths: readonly { readonly from: number; readonly to: number }[],
  own: number,
  lines: number,
): 'below' | 'above' {
  const { x, y } = constructs[own]!;
  const height = lineHeight * lines + 6;
  const inTheWay = (top: number): number => {
    const inside = (point: Point): boolean =>
      Math.abs(point.x - x) < widestLine / 2 && point.y > top && point.y < top + height;
    let found = 0;
    constructs.forEach((other, place) => {
      const near = Math.abs(other.x - x) < widestLine / 2 + ellipse.rx;
      if (place !== own && near && other.y + ellipse.ry > top && other.y - ellipse.ry < top + height) found += 20;
    });
    for (const { from, to } of paths) {
      const [start, end] = [constructs[from]!, constructs[to]!];
      for (let step = 0; step <= 40; step++) {
        const share = step / 40;
        if (inside({ x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y) })) found++;
      }
      if (inside(labelPlace(start, end))) found += 6;
    }
    return found;
  };
  return inTheWay(y - ellipse.ry - height) < inTheWay(y + ellipse.ry) ? 'above' : 'below';
}

/** Where each line of items stands, from the top one down: the height of its middle over or under the centre of the ellipse. */
export const itemOffsets = (side: 'below' | 'above', lines: number): readonly number[] =>
  Array.from({ length: lines }, (_, line) =>
    side === 'below' ? ellipse.ry + 10 + lineHeight * line : -ellipse.ry - 10 - lineHeight * (lines - 1 - line),
  );

/** A structural model as it is drawn: ellipses, arrows with coefficients, items with loadings. */
export function pathDiagram(options: {
  readonly id: string;
  readonly title: string;
  readonly altText: string;
  readonly constructs: readonly DiagramConstruct[];
  readonly paths: readonly DiagramPath[];
}): ChartFigure {
  const { constructs, paths } = options;
  const left = Math.min(...constructs.map(({ x }) => x)) - ellipse.rx - 16;
  const right = Math.max(...constructs.map(({ x }) => x)) + ellipse.rx + 16;
  const offsets = constructs.map(({ items }, place) =>
    itemOffsets(itemSide(constructs, paths, place, items.length), items.length),
  );
  const reach = constructs.flatMap(({ y }, place) => [
    y - ellipse.ry,
    y + ellipse.ry,
    ...offsets[place]!.map((offset) => y + offset),
  ]);
  const top = Math.min(...reach) - 14;
  const bottom = Math.max(...reach) + 14;
  const stretches = paths.map(({ from, to }) => ({ from: constructs[from]!, to: constructs[to]! }));
  const lines = constructs.flatMap(({ x, y, items }, place) =>
    items.map((item, line) => itemLine(item, { x, y: y + offsets[place]![line]! })),
  );
  const hidden = { visible: false, fixedrange: true } as const;
  return {
    id: options.id,
    title: options.title,
    altText: options.altText,
    aspect: Math.min(1.5, Math.max(0.4, (bottom - top) / (right - left) + 0.1)),
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: constructs.map(({ x }) => x),
        y: constructs.map(({ y }) => y),
        marker: { size: 2, color: ink.accent, opacity: 0 },
        customdata: constructs.map(({ name, facts }) => plotText(`${name} ${facts}`)),
        hovertemplate: '%{customdata}<extra></extra>',
      },
    ],
    layout: themedLayout(options.title, {
      showlegend: false,
      xaxis: { ...hidden, range: [left, right] },
      yaxis: { ...hidden, range: [bottom, top] },
      shapes: constructs.map(({ x, y, emphasis }) => ({
        type: 'circle',
        x0: x - ellipse.rx,
        x1: x + ellipse.rx,
        y0: y - ellipse.ry,
        y1: y + ellipse.ry,
        fillcolor: '#ffffff',
        line: { color: emphasis ? ink.accent : ink.soft, width: emphasis ? 2 : 1.2 },
      })),
      annotations: [
        ...paths.map(({ from, to, faint, coefficient }) => {
          const start = edgeOf(constructs[from]!, constructs[to]!);
          const end = edgeOf(constructs[to]!, constructs[from]!);
          return {
            x: end.x,
            y: end.y,
            ax: start.x,
            ay: start.y,
            axref: 'x',
            ayref: 'y',
            text: '',
            showarrow: true,
            arrowhead: 2,
            arrowwidth: lineWidth(coefficient),
            arrowsize: 1 / Math.sqrt(lineWidth(coefficient)),
            arrowcolor: faint ? ink.context : ink.text,
          };
        }),
        ...constructs.map(({ x, y, name, facts, emphasis }) => {
          const { text, size } = nameInEllipse(name, 12);
          return {
            x,
            y,
            text: `${plotText(text)}<br><span style="font-size:10px">${plotText(facts)}</span>`,
            showarrow: false,
            font: { size, color: emphasis ? ink.accent : ink.text },
          };
        }),
        ...constructs.flatMap(({ x, y, items }, place) =>
          items.map((item, line) => ({
            x,
            y: y + offsets[place]![line]!,
            text: plotText(item),
            showarrow: false,
            bgcolor: 'rgba(255,255,255,0.8)',
            borderpad: 0,
            font: { size: 10, color: ink.soft },
          })),
        ),
        ...paths.map(({ from, to, text }) => {
          return {
            ...labelPlace(constructs[from]!, constructs[to]!, lines, stretches),
            text: plotText(text),
            showarrow: false,
            bgcolor: '#ffffff',
            borderpad: 1,
            font: { size: 11, color: ink.text },
          };
        }),
      ],
    }),
  };
}
