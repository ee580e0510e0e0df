/**
 * Sums that keep their digits: compensated (Neumaier) sums and shifted two-pass moments with the mean held in two parts.
 * No function here skips NaN: a missing value makes the result NaN, so callers drop missing values first.
 * Checked against NIST StRD univariate data (sd of NumAcc3 to 9.5 digits, the limit of the data's own representation).
 */

/** A running compensated sum (Kahan and Babuska, Neumaier 1974): add terms, read value(). */
export interface CompensatedSum {
  add(term: number): void;
  value(): number;
}

export function compensatedSum(): CompensatedSum {
  let sum = 0;
  let correction = 0;
  return {
    add(term) {
      const next = sum + term;
      // Knuth's exact error of an addition: no branch, whichever of the two is larger.
      const kept = next - sum;
      correction += sum - (next - kept) + (term - kept);
      sum = next;
    },
    value: () => sum + correction,
  };
}

/** Sum of the values; 0 for none. */
export function accurateSum(values: ArrayLike<number>): number {
  const total = compensatedSum();
  for (let i = 0; i < values.length; i++) total.add(values[i]!);
  return total.value();
}

/** Sum of a[i] * b[i] with compensated addition. Lengths must agree. */
export function accurateDot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const total = compensatedSum();
  for (let i = 0; i < a.length; i++) total.add(a[i]! * b[i]!);
  return total.value();
}

/** A number in two parts, high + low, so that deviations from it do not lose the low one. */
export interface SplitMean {
  readonly high: number;
  readonly low: number;
}

/** Mean in two parts: high is the nearest double, low what it leaves over. weights: non-negative with a positive sum, or null. */
export function splitMean(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): SplitMean {
  const total = compensatedSum();
  const totalWeight = compensatedSum();
  // Shifting by the first value keeps the leading constant digits of the data out of the products.
  const shift = values.length > 0 ? values[0]! : Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    total.add(weight * (values[i]! - shift));
    totalWeight.add(weight);
  }
  const offset = total.value() / totalWeight.value();
  const high = shift + offset;
  const rest = compensatedSum();
  for (let i = 0; i < values.length; i++) rest.add((weights ? weights[i]! : 1) * (values[i]! - high));
  return { high, low: rest.value() / totalWeight.value() };
}

/** Arithmetic or weighted mean; NaN for no values or a zero sum of weights. */
export function accurateMean(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): number {
  const mean = splitMean(values, weights);
  return mean.high + mean.low;
}

/** Sums of w (x - mean)^power about a centre in two parts, for power 2, 3 and 4. */
export function centralSums(
  values: ArrayLike<number>,
  centre: SplitMean,
  weights: ArrayLike<number> | null = null,
): readonly [number, number, number] {
  const second = compensatedSum();
  const third = compensatedSum();
  const fourth = compensatedSum();
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const deviation = values[i]! - centre.high - centre.low;
    const square = deviation * deviation;
    second.add(weight * square);
    third.add(weight * square * deviation);
    fourth.add(weight * square * square);
  }
  return [second.value(), third.value(), fourth.value()];
}

/** Sum of squared deviations from the mean. */
export function sumOfSquares(values: ArrayLike<number>): number {
  return centralSums(values, splitMean(values))[0];
}

/** Sum of (a - mean a)(b - mean b). Lengths must agree. */
export function sumOfProducts(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const meanA = splitMean(a);
  const meanB = splitMean(b);
  const total = compensatedSum();
  for (let i = 0; i < a.length; i++) total.add((a[i]! - meanA.high - meanA.low) * (b[i]! - meanB.high - meanB.low));
  return total.value();
}

/** Variance with divisor n - 1; NaN for fewer than 2 values. */
export function accurateVariance(values: ArrayLike<number>): number {
  return values.length < 2 ? Number.NaN : sumOfSquares(values) / (values.length - 1);
}

/** Standard deviation with divisor n - 1; NaN for fewer than 2 values. */
export function accurateSd(values: ArrayLike<number>): number {
  return Math.sqrt(accurateVariance(values));
}
