import type { ChartFigure, JsonObject } from '../../analyses/types.ts';
import type { FigureAxisRange } from '../../model/project.ts';
import { listOf, objectOf } from '../figureParts.ts';
import { categoryAxis, extentAlong, otherAxis, withPart } from './figureAxes.ts';

/** The axis that the values of a figure lie along; null where it has none whose ends may be chosen: planes, counts, shares of a whole. */
function valueAxisOf(figure: ChartFigure): 'x' | 'y' | null {
  const { data } = figure;
  const category = categoryAxis(figure);
  if (category) return figure.layout.barmode === 'stack' ? null : otherAxis(category.key);
  const lines = data.filter((trace) => trace.type === 'scatter' && String(trace.mode).includes('lines'));
  return lines.length > 0 && lines.length === data.length && data.some((trace) => trace.mode === 'lines+markers')
    ? 'y'
    : null;
}

const isBar = (trace: JsonObject): boolean => trace.type === 'bar';

/** Which ends of its axis of values a figure can take; empty where it has no such axis. */
export function axisRanges(figure: ChartFigure): readonly FigureAxisRange[] {
  const key = valueAxisOf(figure);
  if (key === null) return [];
  const standing = figure.data.some((trace) => isBar(trace) && trace.orientation !== 'h');
  return ['zero', ...(figure.scale ? (['scale'] as const) : []), ...(standing ? [] : (['fitted'] as const))];
}

/** The length of a bar misleads where its axis does not begin at 0: lying bars become points, doubtful ones open. */
function asPoint(trace: JsonObject): JsonObject {
  if (!isBar(trace)) return trace;
  const { orientation: _, marker, ...rest } = trace;
  const { pattern, ...own } = objectOf(marker);
  const hatched = listOf(objectOf(pattern).shape);
  return {
    ...rest,
    type: 'scatter',
    mode: 'markers',
    marker: {
      ...own,
      size: 9,
      ...(hatched.some((shape) => shape !== '')
        ? { symbol: hatched.map((shape) => (shape === '' ? 'circle' : 'circle-open')) }
        : {}),
    },
  };
}

/** Share of the axis kept beyond the data: the least, and where values are written behind them. */
const edge = 0.04;
const written = 0.12;

/** A figure with the ends of its axis of values chosen; what it cannot take is passed over. */
export function rangeAxis(figure: ChartFigure, wanted: FigureAxisRange): ChartFigure {
  const key = valueAxisOf(figure);
  if (key === null || !axisRanges(figure).includes(wanted)) return figure;
  const [low, high] = extentAlong(figure, key) ?? [0, 1];
  const bars = figure.data.some(isBar);
  const shown = wanted === 'fitted' && bars ? { ...figure, data: figure.data.map(asPoint) } : figure;
  const ends = ((): readonly [number, number] => {
    if (wanted === 'scale') return [Math.min(low, figure.scale![0]), Math.max(high, figure.scale![1])];
    const from = wanted === 'zero' ? Math.min(0, low) : low;
    const to = wanted === 'zero' ? Math.max(0, high) : high;
    if (to > from) return [from, to];
    const half = Math.max(Math.abs(to) * 0.05, 0.5);
    return wanted === 'zero' ? [0, 1] : [from - half, to + half];
  })();
  const span = ends[1] - ends[0];
  // Nothing is drawn below 0 where the axis begins there.
  const below = ends[0] === 0 || (wanted === 'scale' && ends[0] < low) ? 0 : shown.data.some(isBar) ? written : edge;
  const range = [ends[0] - below * span, ends[1] + written * span];
  const axis = objectOf(figure.layout[`${key}axis`]);
  const reversed = Array.isArray(axis.range) && Number(axis.range[0]) > Number(axis.range[1]);
  return withPart({ ...shown, ends }, `${key}axis`, {
    range: reversed ? range.toReversed() : range,
    autorange: false,
    rangemode: 'normal',
  });
}
