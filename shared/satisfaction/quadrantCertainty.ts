import { chiSquareQuantile, normalQuantile } from '../numeric/distributions.ts';
import { type CrosshairRule, quadrant, type Quadrant } from './quadrant.ts';

/** A point with its field and how often resamples leave it there. */
export interface CertainPoint {
  readonly quadrant: Quadrant;
  /** Shares of the resamples, 0-1, sum 1. */
  readonly probabilities: Readonly<Record<Quadrant, number>>;
  /** Half axes and the direction of the first (radians from x) of the ellipse that holds `level` of the point's resamples. */
  readonly ellipse: { readonly major: number; readonly minor: number; readonly angle: number };
  /** Standard deviation of the point's distance from the crosshair on each axis. */
  readonly sdX: number;
  readonly sdY: number;
  /** How many times the present sample would make the field as certain as wanted; 1 = it is; null = it lies on the crosshair. */
  readonly sampleTimes: number | null;
}

export interface CertaintyOptions {
  readonly rule: CrosshairRule;
  /** For 'midpoint' and 'own'. */
  readonly at?: { readonly x: number; readonly y: number };
  /** Share of a point's resamples the ellipse holds, 0-1. */
  readonly level: number;
  /** Wanted probability of the field, 0-1. */
  readonly certainty: number;
}

/**
 * How sure the fields of a quadrant are: every resample has its own points and, for mean and median, its own crosshair.
 *
 * A point is settled on an axis when its distance from the crosshair is z standard deviations; standard deviations shrink with the root of
 * the sample, so the sample must grow by (z sd / distance)^2. z is that of the wanted certainty, of its square root where both axes vary.
 *
 * @param points      of the sample itself
 * @param replicates  x and y of each point per resample: x[point][resample]; resamples with NaN are left out for all points
 * Source: Efron and Tibshirani (1993) for the resamples; the rule for the sample's growth is our own. Checked with a point that is sure and
 * one on the crosshair: tests/shared/analyses/satisfactionMembers.
 */
export function quadrantCertainty(
  points: readonly { readonly x: number; readonly y: number }[],
  replicates: { readonly x: readonly Float64Array[]; readonly y: readonly Float64Array[] },
  options: CertaintyOptions,
): {
  readonly resamples: number;
  readonly crosshair: { readonly x: number; readonly y: number };
  readonly points: readonly CertainPoint[];
} {
  const rule = { rule: options.rule, ...(options.at ? { at: options.at } : {}) };
  const own = quadrant(points, rule);
  const size = replicates.x[0]?.length ?? 0;
  const counts = points.map((): Record<Quadrant, number> => ({ I: 0, II: 0, III: 0, IV: 0 }));
  /** Running sums per point: x, y, xx, yy, xy, and of the distances from the crosshair dx, dxdx, dy, dydy. */
  const sums = points.map(() => new Float64Array(9));
  const places = points.map(() => ({ x: 0, y: 0 }));
  let resamples = 0;
  for (let r = 0; r < size; r++) {
    let whole = true;
    points.forEach((_, i) => {
      const place = places[i]!;
      place.x = replicates.x[i]![r]!;
      place.y = replicates.y[i]![r]!;
      if (Number.isNaN(place.x) || Number.isNaN(place.y)) whole = false;
    });
    if (!whole) continue;
    resamples++;
    const { crosshair, quadrants } = quadrant(places, rule);
    points.forEach((point, i) => {
      counts[i]![quadrants[i]!]++;
      const sum = sums[i]!;
      const place = places[i]!;
      const x = place.x - point.x;
      const y = place.y - point.y;
      const dx = place.x - crosshair.x;
      const dy = place.y - crosshair.y;
      sum[0]! += x;
      sum[1]! += y;
      sum[2]! += x * x;
      sum[3]! += y * y;
      sum[4]! += x * y;
      sum[5]! += dx;
      sum[6]! += dx * dx;
      sum[7]! += dy;
      sum[8]! += dy * dy;
    });
  }
  const scale = Math.sqrt(chiSquareQuantile(options.level, 2));
  const divide = Math.max(1, resamples);
  return {
    resamples,
    crosshair: own.crosshair,
    points: points.map((point, i) => {
      const [x, y, xx, yy, xy, dx, dxdx, dy, dydy] = Array.from(sums[i]!, (sum) => sum / divide) as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const [a, b, c] = [Math.max(0, xx - x * x), Math.max(0, yy - y * y), xy - x * y];
      const spread = Math.hypot((a - b) / 2, c);
      const [first, second] = [(a + b) / 2 + spread, Math.max(0, (a + b) / 2 - spread)];
      const sdX = Math.sqrt(Math.max(0, dxdx - dx * dx));
      const sdY = Math.sqrt(Math.max(0, dydy - dy * dy));
      const share = (field: Quadrant): number => counts[i]![field] / divide;
      const field = own.quadrants[i]!;
      return {
        quadrant: field,
        probabilities: { I: share('I'), II: share('II'), III: share('III'), IV: share('IV') },
        ellipse: {
          major: scale * Math.sqrt(first),
          minor: scale * Math.sqrt(second),
          angle: 0.5 * Math.atan2(2 * c, a - b),
        },
        sdX,
        sdY,
        sampleTimes:
          share(field) >= options.certainty
            ? 1
            : sampleTimes(point.x - own.crosshair.x, point.y - own.crosshair.y, sdX, sdY, options.certainty),
      };
    }),
  };
}

function sampleTimes(dx: number, dy: number, sdX: number, sdY: number, certainty: number): number | null {
  // A weight that is given does not vary: that axis is settled whatever the sample.
  const varying = [
    { distance: Math.abs(dx), sd: sdX },
    { distance: Math.abs(dy), sd: sdY },
  ].filter(({ distance, sd }) => sd > 1e-9 * Math.max(1, distance));
  const z = normalQuantile(varying.length > 1 ? Math.sqrt(certainty) : certainty);
  let times = 1;
  for (const { distance, sd } of varying) {
    if (!(distance > 1e-9 * sd)) return null;
    times = Math.max(times, ((z * sd) / distance) ** 2);
  }
  return times;
}
