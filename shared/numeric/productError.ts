/** Splits a double into two halves of 26 bits, so that products of halves are exact. */
const splitter = 2 ** 27 + 1;

/** Error of the rounded product a b: the exact product less the rounded one. Source: Dekker (1971). Checked through exactLeastSquares. */
export function productError(a: number, b: number, product: number): number {
  const aShifted = splitter * a;
  const aHigh = aShifted - (aShifted - a);
  const aLow = a - aHigh;
  const bShifted = splitter * b;
  const bHigh = bShifted - (bShifted - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
