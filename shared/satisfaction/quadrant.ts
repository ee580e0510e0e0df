import { InputError } from '../model/errors.ts';

export type CrosshairRule = 'mean' | 'median' | 'midpoint' | 'own';
/** I high x, high y; II high x, low y; III low x, high y; IV both low. */
export type Quadrant = 'I' | 'II' | 'III' | 'IV';

export interface QuadrantOptions {
  readonly rule?: CrosshairRule;
  /** For 'midpoint': middles of the scales of x and y. For 'own': the values chosen. */
  readonly at?: { readonly x: number; readonly y: number };
}

export interface QuadrantResult {
  readonly crosshair: { readonly x: number; readonly y: number };
  readonly quadrants: readonly Quadrant[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A value equal to the crosshair up to rounding errors of its computation lies on the high side. */
const reaches = (value: number, cut: number): boolean => value >= cut - 1e-12 * Math.max(1, Math.abs(cut));

/**
 * Quadrant method 象限法: each point by whether importance (x) and score (y) reach the crosshair; equality counts as high.
 * Source: Martilla and James (1977). Checked against their published numbers and R: tests/golden ipa.
 *
 * @throws InputError 'quadrant.noPoints'; 'quadrant.noCrosshair' for 'midpoint' or 'own' without at
 */
export function quadrant(
  points: readonly { readonly x: number; readonly y: number }[],
  options: QuadrantOptions = {},
): QuadrantResult {
  const rule = options.rule ?? 'mean';
  if (points.length === 0) throw new InputError('quadrant.noPoints');
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  let crosshair: { x: number; y: number };
  if (rule === 'mean') crosshair = { x: mean(xs), y: mean(ys) };
  else if (rule === 'median') crosshair = { x: median(xs), y: median(ys) };
  else if (options.at) crosshair = { x: options.at.x, y: options.at.y };
  else throw new InputError('quadrant.noCrosshair', { rule });
  return {
    crosshair,
    quadrants: points.map((point) => {
      const high = reaches(point.y, crosshair.y);
      return reaches(point.x, crosshair.x) ? (high ? 'I' : 'II') : high ? 'III' : 'IV';
    }),
  };
}
