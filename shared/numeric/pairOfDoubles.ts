import { productError } from './productError.ts';

/**
 * A number as the unevaluated sum of two doubles, to about 31 digits.
 * Source: Dekker (1971). Checked through exactLeastSquares: tests/shared/numeric/leastSquares.
 */
export interface Pair {
  readonly high: number;
  readonly low: number;
}

/** A double as a pair. */
export const pairOf = (high: number): Pair => ({ high, low: 0 });

/** Sum with its rounding error; |high| of the result is the larger part. */
function added(a: number, b: number, rest: number): Pair {
  const sum = a + b;
  const kept = sum - a;
  const low = a - (sum - kept) + (b - kept) + rest;
  const high = sum + low;
  return { high, low: sum - high + low };
}

/** a - b. */
export const minus = (a: Pair, b: Pair): Pair => added(a.high, -b.high, a.low - b.low);

/** a b. */
export function times(a: Pair, b: Pair): Pair {
  const product = a.high * b.high;
  return added(product, 0, productError(a.high, b.high, product) + (a.high * b.low + a.low * b.high));
}

/** a / b; b is not 0. */
export function dividedBy(a: Pair, b: Pair): Pair {
  const first = a.high / b.high;
  const rest = minus(a, times(pairOf(first), b));
  const second = rest.high / b.high;
  const last = minus(rest, times(pairOf(second), b)).high / b.high;
  return added(first, second, last);
}
