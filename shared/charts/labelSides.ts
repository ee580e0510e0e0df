import type { LabelSide, OfficeAxis, OfficePoints, OfficeScatterChart } from './officeTypes.ts';
import { isolateName } from '../format/isolateNames.ts';
import { shortenApart, textWidth } from './plotText.ts';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Size of the area between the axes and of its letters, in one unit. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
  readonly letters: number;
}

const sides: readonly LabelSide[] = ['right', 'left', 'top', 'bottom'];
/** Rounds in which every label may still step aside for the others. */
const rounds = 4;

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

function along({ min, max, reversed }: OfficeAxis, value: number, length: number): number {
  const share = (value - min!) / (max! - min!);
  return (reversed ? 1 - share : share) * length;
}

function boxAt(x: number, y: number, text: string, side: LabelSide, letters: number): Box {
  const [width, height] = [textWidth(text) * letters + 4, letters * 1.3];
  const gap = letters * 0.45;
  const left = side === 'right' ? x + gap : side === 'left' ? x - gap - width : x - width / 2;
  const top = side === 'bottom' ? y + gap : side === 'top' ? y - gap - height : y - height / 2;
  return { left, right: left + width, top, bottom: top + height };
}

/**
 * The points with each label on the side where it covers least: Office draws labels at one of four sides of a point, in letters and axes of
 * its own, where the places worked out for a picture no longer fit. Words of the frame stay. Deterministic; a chart with words in place of
 * numbers, or without fixed ends of its axes, is left as it is.
 */
export const labelSides = (chart: OfficeScatterChart, size: PlotSize): readonly OfficePoints[] =>
  placedLabels(chart, size).series;

interface PlacedLabels {
  readonly series: readonly OfficePoints[];
  /** Some label lies on another, on a foreign point, on a word of the frame or outside. */
  readonly touches: boolean;
}

function placedLabels(chart: OfficeScatterChart, { width, height, letters }: PlotSize): PlacedLabels {
  const { series, xAxis, yAxis, rowNames } = chart;
  if (rowNames.length > 0 || [xAxis.min, xAxis.max, yAxis.min, yAxis.max].includes(null))
    return { series, touches: false };
  const place = (points: OfficePoints, index: number): { readonly x: number; readonly y: number } | null => {
    const [x, y] = [points.x[index], points.y[index]];
    return typeof x === 'number' && typeof y === 'number'
      ? { x: along(xAxis, x, width), y: height - along(yAxis, y, height) }
      : null;
  };
  const markers: Box[] = [];
  const fixed: Box[] = [];
  const lines: Box[] = [];
  const free: {
    readonly points: number;
    readonly index: number;
    readonly x: number;
    readonly y: number;
    readonly text: string;
  }[] = [];
  series.forEach((points, which) => {
    points.x.forEach((_, index) => {
      const at = place(points, index);
      if (!at) return;
      const half = letters * 0.35;
      if (points.marker) markers.push({ left: at.x - half, right: at.x + half, top: at.y - half, bottom: at.y + half });
      const label = points.labels[index];
      if (!label || label.text === '') return;
      if (points.marker) free.push({ points: which, index, ...at, text: label.text });
      else fixed.push(boxAt(at.x, at.y, label.text, label.side, letters));
    });
    // Straight lines along an axis, as of a crosshair.
    const [from, to] = [place(points, 0), place(points, 1)];
    if (points.line && points.x.length === 2 && from && to && (from.x === to.x || from.y === to.y))
      lines.push({
        left: Math.min(from.x, to.x) - 0.5,
        right: Math.max(from.x, to.x) + 0.5,
        top: Math.min(from.y, to.y) - 0.5,
        bottom: Math.max(from.y, to.y) + 0.5,
      });
  });
  const outside = (box: Box): number =>
    Math.max(0, -box.left) + Math.max(0, box.right - width) + Math.max(0, -box.top) + Math.max(0, box.bottom - height);
  const order = free.map((_, at) => at).toSorted((a, b) => free[a]!.y - free[b]!.y || free[a]!.x - free[b]!.x || a - b);
  const chosen = new Map<number, { readonly side: LabelSide; readonly box: Box }>();
  for (let round = 0; round < rounds; round++)
    for (const at of order) {
      const { x, y, text } = free[at]!;
      const others = [...chosen].flatMap(([other, { box }]) => (other === at ? [] : [box]));
      let best: { readonly side: LabelSide; readonly box: Box; readonly cost: number } | null = null;
      for (const side of sides) {
        const box = boxAt(x, y, text, side, letters);
        const cost =
          outside(box) * letters * 2 +
          [...others, ...fixed, ...lines, ...markers].reduce((sum, other) => sum + overlap(box, other), 0);
        if (best === null || cost < best.cost) best = { side, box, cost };
      }
      chosen.set(at, best!);
    }
  // Office sets its axes and letters a little otherwise: what stands this near may touch there.
  const near = letters * 0.15;
  const boxes = [...chosen].map(([at, { box }]) => ({
    at,
    box: { left: box.left - near, right: box.right + near, top: box.top - near, bottom: box.bottom + near },
  }));
  const touches = boxes.some(
    ({ at, box }) =>
      outside(box) > letters ||
      [...fixed, ...markers].some((other) => overlap(box, other) > letters * letters) ||
      boxes.some((other) => other.at !== at && overlap(box, other.box) > 0),
  );
  const placed = series.map((points, which) => ({
    ...points,
    labels: points.labels.map((label, index) => {
      const at = free.findIndex((one) => one.points === which && one.index === index);
      return label && at >= 0 ? { ...label, side: chosen.get(at)!.side } : label;
    }),
  }));
  return { series: placed, touches };
}

/** Letters of a name in the list of names: the most, and fewer where the list would leave the plot no room. */
const inList = [22, 19, 16, 13, 11, 9] as const;
/** Most of the height that the list may take from the plot, and height of a line of it in its letters. */
const listShare = 0.5;
const listLine = 1.25;

/** Lines of the list of names, as many names in each as fit in so many letters. */
function keyLines(names: readonly string[], room: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const [index, name] of shortenApart(names, most).entries()) {
    const entry = `${index + 1} ${isolateName(name)}`;
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 1 + textWidth(entry) <= room)
      lines[lines.length - 1] = `${last}　${entry}`;
    else lines.push(entry);
  }
  return lines;
}

/**
 * A plane of named points in letters and axes of Office: names on the side where they cover least; where they would still touch, or where the
 * picture bears numbers, the points bear numbers and the names stand in a list under the plot.
 */
export function namedPlane(chart: OfficeScatterChart, size: PlotSize): OfficeScatterChart {
  const all = chart.series.flatMap(({ labels, marker }) => (marker ? labels : []));
  const named = all.flatMap((label) => (label?.name === undefined ? [] : [{ ...label, name: label.name }]));
  const plain = placedLabels(chart, size);
  const numbered = named.some(({ text }, index) => text === String(index + 1) && named.length > 1);
  if (named.length === 0 || named.length !== all.filter(Boolean).length || !(numbered || plain.touches))
    return { ...chart, series: plain.series };
  const names = named.map(({ name }) => name);
  const lists = inList.map((most) => keyLines(names, size.width / size.letters, most));
  const tall = (lines: readonly string[]): number => lines.length * listLine * size.letters;
  const key = lists.find((lines) => tall(lines) <= listShare * size.height) ?? lists.at(-1)!;
  const below = Math.max(size.height / 2, size.height - tall(key));
  let number = 0;
  const series = chart.series.map((points) => ({
    ...points,
    labels: points.labels.map((label) => (label?.name === undefined ? label : { ...label, text: String(++number) })),
  }));
  return { ...chart, key, series: labelSides({ ...chart, series }, { ...size, height: below }) };
}
