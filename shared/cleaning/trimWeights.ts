/** Smallest and largest weight, in multiples of the mean weight: lowest <= 1 <= highest. */
export interface WeightBounds {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Brings weights to mean 1 within the bounds, in place: what is cut off is spread over the others in proportion until all fit.
 * @param weights  NaN = no form of the survey; n = how many are numbers
 * @returns how many lie at a bound
 */
export function trimInProportion(weights: Float64Array, n: number, trim: WeightBounds): number {
  const fixed = new Uint8Array(weights.length);
  let nFixed = 0;
  for (;;) {
    let free = 0;
    let held = 0;
    for (let row = 0; row < weights.length; row++) {
      const weight = weights[row]!;
      if (fixed[row] === 1) held += weight;
      else if (!Number.isNaN(weight)) free += weight;
    }
    if (free === 0) return nFixed;
    const factor = (n - held) / free;
    // One side at a time: fixing a low weight takes from the others, fixing a high one gives to them.
    let [low, high] = [0, 0];
    for (let row = 0; row < weights.length; row++) {
      if (fixed[row] === 1 || Number.isNaN(weights[row]!)) continue;
      weights[row] = weights[row]! * factor;
      low += Math.max(0, trim.lowest - weights[row]!);
      high += Math.max(0, weights[row]! - trim.highest);
    }
    if (low === 0 && high === 0) return nFixed;
    for (let row = 0; row < weights.length; row++) {
      if (fixed[row] === 1 || Number.isNaN(weights[row]!)) continue;
      const bound =
        high >= low
          ? weights[row]! > trim.highest
            ? trim.highest
            : null
          : weights[row]! < trim.lowest
            ? trim.lowest
            : null;
      if (bound === null) continue;
      weights[row] = bound;
      fixed[row] = 1;
      nFixed++;
    }
  }
}

/** Excess below this share of a weight is rounding. */
const settled = 1e-13;
const mostPasses = 100_000;

/**
 * Brings weights within the bounds, in place, as R's survey package does (trimWeights, strict = TRUE): weights outside are set to the bound,
 * the sum of what that takes or gives is shared alike by those that were inside, and so on until none is outside. The sum is kept.
 * Where no weight is inside, R has no answer: the weights are then brought within the bounds in proportion.
 *
 * @param weights  NaN = no form of the survey; the others have mean 1
 * @returns how many lie at a bound
 * Source: the rule as documented by Lumley, survey 4.1 (trimWeights). Checked against it: tests/golden/oracle/cases/raking.json.
 */
export function trimAlike(weights: Float64Array, n: number, { lowest, highest }: WeightBounds): number {
  for (let pass = 0; pass < mostPasses; pass++) {
    let outside = 0;
    let excess = 0;
    let largest = 0;
    for (const weight of weights) {
      const over = weight < lowest ? weight - lowest : weight > highest ? weight - highest : 0;
      if (over === 0) continue;
      outside++;
      excess += over;
      largest = Math.max(largest, Math.abs(over));
    }
    if (outside === n && largest > settled) return trimInProportion(weights, n, { lowest, highest });
    const share = largest > settled ? excess / (n - outside) : 0;
    for (let row = 0; row < weights.length; row++) {
      const weight = weights[row]!;
      weights[row] = weight < lowest ? lowest : weight > highest ? highest : weight + share;
    }
    if (largest <= settled) break;
  }
  let bound = 0;
  for (const weight of weights) if (weight - lowest <= settled || highest - weight <= settled) bound++;
  return bound;
}
