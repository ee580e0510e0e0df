import { noncentralChiSquareCdf } from '../numeric/distributions.ts';
import { assertLevel } from './meanInterval.ts';
import type { Interval } from './types.ts';

/**
 * Interval of Cramer's V in the population: the shifts of the noncentral chi-square law under which the observed statistic is just not too
 * large and not too small, as V = sqrt(shift / (n (min(rows, columns) - 1))). The sample's V is biased upwards by about sqrt(df / (n (min -
 * 1))), so that in large, nearly independent tables it may lie above the interval.
 *
 * @param chiSquare  Pearson's, on df degrees of freedom
 * @param smaller  number of rows or columns, whichever is less, at least 2
 * @param level    0-1
 * @throws InputError 'stats.level'
 * Source: Smithson (2003), ch. 5. Checked against the closed form of the law on one degree of freedom, Phi(x - d) - Phi(-x - d), and the
 * law itself against R 4.2.2 pchisq(ncp =): tests/shared/stats/classical, tests/shared/numeric/leastSquares.
 */
export function cramersVInterval(chiSquare: number, df: number, n: number, smaller: number, level: number): Interval {
  assertLevel(level);
  const tail = (1 - level) / 2;
  const toV = (shift: number): number => Math.min(1, Math.sqrt(shift / (n * (smaller - 1))));
  return { lower: toV(shiftFor(chiSquare, df, 1 - tail)), upper: toV(shiftFor(chiSquare, df, tail)) };
}

/** Shift with P(X <= chiSquare) = p; 0 when even the central law gives less. */
export function shiftFor(chiSquare: number, df: number, p: number): number {
  const distance = (shift: number): number => noncentralChiSquareCdf(chiSquare, df, shift) - p;
  if (distance(0) <= 0) return 0;
  let [low, atLow] = [0, distance(0)];
  let [high, atHigh] = [Math.max(1, chiSquare), distance(Math.max(1, chiSquare))];
  while (atHigh > 0) [low, atLow, high, atHigh] = [high, atHigh, 2 * high, distance(2 * high)];
  // Regula falsi, the end that stays put halved (Illinois).
  let side = 0;
  for (let round = 0; round < 100 && high - low > 1e-12 * high; round++) {
    const next = low + ((high - low) * atLow) / (atLow - atHigh);
    const value = distance(next);
    if (Math.abs(value) < 1e-14) return next;
    if (value > 0) {
      [low, atLow] = [next, value];
      if (side > 0) atHigh /= 2;
      side = 1;
    } else {
      [high, atHigh] = [next, value];
      if (side < 0) atLow /= 2;
      side = -1;
    }
  }
  return (low + high) / 2;
}
