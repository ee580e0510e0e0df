/**
 * Sums that keep their digits: compensated (Neumaier) sums and shifted two-pass moments with the mean held in two parts.
 * No function here skips NaN: a missing value makes the result NaN, so callers drop missing values first. Columns are of n values,
 * weights of the same length. Results are in the unit of the values, sums of squares in its square. Nothing is thrown.
 * Source: Neumaier (1974); Knuth (1998), 4.2.2, for the error of an addition; Chan, Golub and LeVeque (1983) for two passes about the mean.
 * Checked against NIST StRD univariate data (sd of NumAcc3 to 9.5 digits, the limit of the data's own representation): tests/golden
 * nist_univariate; faster twins against the plain ones bit for bit: tests/shared/numeric/numeric.
 */

/** A running compensated sum (Kahan and Babuska, Neumaier 1974): add terms, read value(). */
export interface CompensatedSum {
  add(term: number): void;
  value(): number;
}

/** An empty running sum. */
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
  return sumOfDeviations(values, 0);
}

/** Sum of a[i] * b[i] with compensated addition, the steps of compensatedSum written out. Lengths must agree. */
export function accurateDot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  let correction = 0;
  for (let i = 0; i < a.length; i++) {
    const term = a[i]! * b[i]!;
    const next = sum + term;
    const kept = next - sum;
    correction += sum - (next - kept) + (term - kept);
    sum = next;
  }
  return sum + correction;
}

/**
 * accurateDot of one column with every column of a list from place `from` on, bit for bit: three at a time, because a compensated sum
 * waits for itself and three of them wait together.
 */
export function accurateDots(one: Float64Array, columns: readonly Float64Array[], from = 0): readonly number[] {
  const dots: number[] = [];
  let place = from;
  for (; place + 2 < columns.length; place += 3) {
    const a = columns[place]!;
    const b = columns[place + 1]!;
    const c = columns[place + 2]!;
    let sa = 0;
    let sb = 0;
    let sc = 0;
    let la = 0;
    let lb = 0;
    let lc = 0;
    for (let i = 0; i < one.length; i++) {
      const x = one[i]!;
      const ta = x * a[i]!;
      const tb = x * b[i]!;
      const tc = x * c[i]!;
      const na = sa + ta;
      const nb = sb + tb;
      const nc = sc + tc;
      const ka = na - sa;
      const kb = nb - sb;
      const kc = nc - sc;
      la += sa - (na - ka) + (ta - ka);
      lb += sb - (nb - kb) + (tb - kb);
      lc += sc - (nc - kc) + (tc - kc);
      sa = na;
      sb = nb;
      sc = nc;
    }
    dots.push(sa + la, sb + lb, sc + lc);
  }
  for (; place < columns.length; place++) dots.push(accurateDot(one, columns[place]!));
  return dots;
}

/** A number in two parts, high + low, so that deviations from it do not lose the low one. */
export interface SplitMean {
  readonly high: number;
  readonly low: number;
}

/**
 * Compensated sum of the deviations values[i] - shift. The same steps as compensatedSum, written out: these loops run over every
 * answer of every question, and an object per term costs more than the arithmetic.
 */
function sumOfDeviations(values: ArrayLike<number>, shift: number): number {
  let sum = 0;
  let correction = 0;
  for (let i = 0; i < values.length; i++) {
    const term = values[i]! - shift;
    const next = sum + term;
    const kept = next - sum;
    correction += sum - (next - kept) + (term - kept);
    sum = next;
  }
  return sum + correction;
}

/** Sum of w (values[i] - shift) by plain addition, a third of the time: good enough where the rest is taken up again. */
function roughSumOfDeviations(values: ArrayLike<number>, weights: ArrayLike<number> | null, shift: number): number {
  let sum = 0;
  if (weights) for (let i = 0; i < values.length; i++) sum += weights[i]! * (values[i]! - shift);
  else for (let i = 0; i < values.length; i++) sum += values[i]! - shift;
  return sum;
}

/** As sumOfDeviations, each deviation times its weight. */
function weightedSumOfDeviations(values: ArrayLike<number>, weights: ArrayLike<number>, shift: number): number {
  let sum = 0;
  let correction = 0;
  for (let i = 0; i < values.length; i++) {
    const term = weights[i]! * (values[i]! - shift);
    const next = sum + term;
    const kept = next - sum;
    correction += sum - (next - kept) + (term - kept);
    sum = next;
  }
  return sum + correction;
}

/**
 * Mean in two parts: high is a double near it, low the compensated mean of what that leaves over. weights: non-negative with a positive
 * sum, or null.
 */
export function splitMean(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): SplitMean {
  const totalWeight = weights ? accurateSum(weights) : values.length;
  // Shifting by the first value keeps the leading constant digits of the data out of the products.
  const first = values.length > 0 ? values[0]! : Number.NaN;
  const high = first + roughSumOfDeviations(values, weights, first) / totalWeight;
  const left = weights ? weightedSumOfDeviations(values, weights, high) : sumOfDeviations(values, high);
  return { high, low: left / totalWeight };
}

/** Arithmetic or weighted mean; NaN for no values or a zero sum of weights. */
export function accurateMean(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): number {
  const mean = splitMean(values, weights);
  return mean.high + mean.low;
}

/** Sums of w (x - centre)^power for power 2, 3 and 4, in this order. */
export function centralSums(
  values: ArrayLike<number>,
  centre: SplitMean,
  weights: ArrayLike<number> | null = null,
): readonly [number, number, number] {
  let second = 0;
  let secondLost = 0;
  let third = 0;
  let thirdLost = 0;
  let fourth = 0;
  let fourthLost = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - centre.high - centre.low;
    const square = deviation * deviation;
    const weighted = weights ? weights[i]! * square : square;
    let next = second + weighted;
    let kept = next - second;
    secondLost += second - (next - kept) + (weighted - kept);
    second = next;
    const cube = weighted * deviation;
    next = third + cube;
    kept = next - third;
    thirdLost += third - (next - kept) + (cube - kept);
    third = next;
    const power = weighted * square;
    next = fourth + power;
    kept = next - fourth;
    fourthLost += fourth - (next - kept) + (power - kept);
    fourth = next;
  }
  return [second + secondLost, third + thirdLost, fourth + fourthLost];
}

/** Sum of w (x - centre)^2: the first of centralSums where the others are not wanted, the same steps. */
export function squaresAbout(
  values: ArrayLike<number>,
  centre: SplitMean,
  weights: ArrayLike<number> | null = null,
): number {
  const { high, low } = centre;
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - high - low;
    const square = deviation * deviation;
    const weighted = weights ? weights[i]! * square : square;
    const next = sum + weighted;
    const kept = next - sum;
    lost += sum - (next - kept) + (weighted - kept);
    sum = next;
  }
  return sum + lost;
}

/** Sum of squared deviations from the mean. */
export function sumOfSquares(values: ArrayLike<number>): number {
  return squaresAbout(values, splitMean(values));
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
