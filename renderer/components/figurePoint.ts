import { plainText } from '../../shared/charts/plotText.ts';
import type { FigurePoint } from '../../shared/explain/cellOfPoint.ts';

/** What Plotly tells of a point under the pointer, as far as it is looked at. */
export interface PlotlyPoint {
  readonly data?: { readonly type?: string; readonly orientation?: string; readonly name?: string };
  readonly x?: unknown;
  readonly y?: unknown;
  readonly z?: unknown;
  readonly r?: unknown;
  readonly theta?: unknown;
  readonly customdata?: unknown;
  readonly xaxis?: Axis;
  readonly yaxis?: Axis;
}
interface Axis {
  readonly tickmode?: string;
  readonly ticktext?: readonly string[];
  readonly tickvals?: readonly unknown[];
}

/** What stands at a place of an axis of names; null on an axis of numbers. */
function nameAt(axis: Axis | undefined, value: unknown): string | null {
  if (axis?.tickmode !== 'array' || !axis.ticktext || !axis.tickvals) return null;
  return axis.ticktext[axis.tickvals.indexOf(value)] ?? '';
}

/** The point's numbers and names; axes of names are no numbers. */
export function figurePoint({ data, x, y, z, r, theta, customdata, xaxis, yaxis }: PlotlyPoint): FigurePoint {
  const [atX, atY] = [nameAt(xaxis, x), nameAt(yaxis, y)];
  const plane = [...(atX === null ? [x] : []), ...(atY === null ? [y] : [])];
  const measured = z === undefined ? (r === undefined ? plane : [r]) : [z];
  const values = data?.type === 'bar' && data.orientation !== 'h' ? measured.toReversed() : measured;
  const names = [customdata, atX, atY, x, y, theta, data?.name];
  return {
    values: values.filter((one): one is number => typeof one === 'number'),
    names: names.flatMap((one) => (typeof one === 'string' && one !== '' ? [plainText(one)] : [])),
  };
}
