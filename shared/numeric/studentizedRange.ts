import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';

/** Step of the rule over z. Halving it changes no digit that a double holds, for 2 to 100 groups. */
const step = 0.125;
const lowest = -9;
/** Beyond this range the tail is below 1e-300. */
const widest = 74;

interface NormalGrid {
  readonly cdf: Float64Array;
  readonly density: Float64Array;
}
let grid: NormalGrid | null = null;

/** The normal law on the fixed grid of z. */
function normalGrid(): NormalGrid {
  if (grid) return grid;
  const length = Math.ceil((widest / 2 + 10 - lowest) / step) + 1;
  const z = (index: number): number => lowest + index * step;
  grid = {
    cdf: Float64Array.from({ length }, (_, index) => 0.5 * erfc(-z(index) * Math.SQRT1_2)),
    density: Float64Array.from({ length }, (_, index) => 0.3989422804014327 * Math.exp(-0.5 * z(index) ** 2)),
  };
  return grid;
}

/** a^m - (a - b)^m for 0 <= b <= a without the loss of a difference. */
function lossOfPower(a: number, b: number, m: number): number {
  if (m > 12) return -(a ** m) * Math.expm1(m * Math.log1p(-b / a));
  // b (a^(m-1) + a^(m-2) (a - b) + ... + (a - b)^(m-1))
  const rest = a - b;
  let sum = 1;
  let power = 1;
  for (let i = 1; i < m; i++) {
    power *= rest;
    sum = sum * a + power;
  }
  return b * sum;
}

/** Distance of the nodes of the tabulated log tail, which bends the more the more groups there are. */
const nodeStepOf = (groups: number): number => (groups <= 3 ? 1 / 8 : groups <= 8 ? 1 / 16 : 1 / 32);
/** How many nodes one value is interpolated from. */
const stencil = 12;
/** (-1)^j C(stencil - 1, j): barycentric weights of evenly spaced nodes. */
const nodeWeights = Float64Array.from({ length: stencil }, (_, j) => {
  let weight = 1;
  for (let i = 1; i <= j; i++) weight *= -(stencil - i) / i;
  return weight;
});
/** Log tails at the nodes by number of groups, NaN until needed. */
const tables = new Map<number, Float64Array>();

/**
 * rangeUpper by interpolation of its logarithm, which is analytic: a hundred times as fast, and good to 1e-12. All pairs of sixty
 * groups want some hundred thousand values of the same function.
 */
function tabulatedRangeUpper(width: number, groups: number): number {
  if (width <= 0) return 1;
  const nodeStep = nodeStepOf(groups);
  const last = Math.floor(widest / nodeStep) - 1;
  if (width >= last * nodeStep) return 0;
  let table = tables.get(groups);
  if (!table) tables.set(groups, (table = new Float64Array(last + 1).fill(Number.NaN)));
  const place = width / nodeStep;
  const first = Math.max(0, Math.min(last + 1 - stencil, Math.floor(place) - stencil / 2 + 1));
  let [above, below] = [0, 0];
  for (let j = 0; j < stencil; j++) {
    let value = table[first + j]!;
    if (Number.isNaN(value)) {
      value = Math.log(rangeUpper((first + j) * nodeStep, groups));
      table[first + j] = value;
    }
    const distance = place - first - j;
    if (distance === 0) return Math.exp(value);
    const share = nodeWeights[j]! / distance;
    above += share * value;
    below += share;
  }
  return Math.exp(above / below);
}

/**
 * P(range of `groups` standard normal values > width): groups times the integral of phi(z) [Phi(z)^m - (Phi(z) - Phi(z - width))^m],
 * m = groups - 1. The trapezoidal rule converges faster than any power here.
 */
function rangeUpper(width: number, groups: number): number {
  if (width <= 0) return 1;
  if (width >= widest) return 0;
  const { cdf, density } = normalGrid();
  const first = Math.max(0, Math.floor((width / 2 - 9 - lowest) / step));
  const last = Math.min(cdf.length - 1, Math.ceil((width / 2 + 9 - lowest) / step));
  let sum = 0;
  for (let index = first; index <= last; index++) {
    const beyond = 0.5 * erfc((width - lowest - index * step) * Math.SQRT1_2);
    sum += density[index]! * lossOfPower(cdf[index]!, beyond, groups - 1);
  }
  return Math.min(1, groups * step * sum);
}

/**
 * Mean of g(s) over the law of s = sqrt(chi-square / df), by the trapezoidal rule in t = ln s around the peak of the integrand.
 *
 * @param df     above 0, or Infinity: g(1)
 * @param bend   about minus the second derivative of ln g over t where g bends most, 0 for a flat g: it sets the step
 * @param start  a value of t where g is well above 0
 * @param g      non-negative
 * Source: Trefethen and Weideman (2014) for the rule. Checked through the laws made of it: studentizedRangeUpper, noncentralTUpper.
 */
export function meanOverChi(df: number, bend: number, start: number, g: (s: number) => number): number {
  if (df === Infinity) return g(1);
  const weight = (t: number): number => Math.exp(df * (t - Math.expm1(2 * t) / 2));
  const whole = trapezoid(Math.min(0.14, 0.45 / Math.sqrt(2 * df)), 0, weight);
  const part = trapezoid(Math.min(0.14, 0.45 / Math.sqrt(2 * df + bend)), start, (t) => {
    const share = weight(t);
    return share > 0 ? share * g(Math.exp(t)) : 0;
  });
  return part / whole;
}

/** Sum of a function with one peak times the step, outwards from its largest value until nothing is added. */
function trapezoid(h: number, start: number, f: (t: number) => number): number {
  let centre = start;
  let sum = f(start);
  let largest = sum;
  // Towards the peak, in steps of the rule, so that the points passed are summed already.
  for (const direction of [-1, 1]) {
    for (let index = 1; index < 4000; index++) {
      const value = f(start + direction * index * h);
      sum += value;
      if (value > largest) [largest, centre] = [value, start + direction * index * h];
      if (value <= 1e-18 * sum && (centre - start) * direction <= index * h - 4 * h) break;
    }
  }
  return h * sum;
}

/**
 * P(Q > q) of the studentized range of `groups` means with df degrees of freedom: Tukey's HSD and Games-Howell.
 * @returns NaN unless groups is a whole number >= 2 and df > 0
 * Source: Hochberg and Tamhane (1987): range of normal values, averaged over the law of s.
 * Checked against R 4.2.2 ptukey (good to 1e-8) and, for two groups, against t: P(Q > q) = P(|T| > q/sqrt 2) to 1e-12.
 */
export function studentizedRangeUpper(q: number, groups: number, df: number): number {
  if (!(Number.isInteger(groups) && groups >= 2 && df > 0) || Number.isNaN(q)) return Number.NaN;
  if (q <= 0) return 1;
  if (q === Infinity) return 0;
  const start = Math.min(0, Math.log(12 / q));
  return Math.min(
    1,
    meanOverChi(df, Math.min(q * q, 2 * df + 100), start, (s) => tabulatedRangeUpper(q * s, groups)),
  );
}

/** q with P(Q <= q) = p, NaN outside the domain. Checked against R 4.2.2 qtukey and by leading back: tests/shared/numeric/leastSquares. */
export function studentizedRangeQuantile(p: number, groups: number, df: number): number {
  if (!(p >= 0 && p < 1 && Number.isInteger(groups) && groups >= 2 && df > 0)) return Number.NaN;
  if (p === 0) return 0;
  const target = Math.log(1 - p);
  const distance = (logQ: number): number => Math.log(studentizedRangeUpper(Math.exp(logQ), groups, df)) - target;
  let from = Math.log(firstGuess(p, groups, df));
  let atFrom = distance(from);
  let to = from + (atFrom > 0 ? 0.02 : -0.02);
  // Secant steps on the log tail over ln q, which falls and bends downwards throughout.
  for (let round = 0; round < 100; round++) {
    const atTo = distance(to);
    if (Math.abs(atTo) < 1e-14 || atTo === atFrom) break;
    const move = Math.max(-1, Math.min(1, (-atTo * (to - from)) / (atTo - atFrom)));
    [from, atFrom, to] = [to, atTo, to + move];
    if (Math.abs(move) < 1e-14) break;
  }
  return Math.exp(to);
}

/** A start for the search, within a few hundredths for usual levels (the form of Lund and Lund 1983). */
function firstGuess(p: number, groups: number, df: number): number {
  const z = -Math.SQRT2 * erfcinv(1 + p);
  const t = z + (z ** 3 + z) / (4 * df);
  const share = 0.8832 - 0.2368 * t - 1.214 / df + (1.208 * t) / df;
  const guess = t * (share * Math.log(groups - 1) + Math.SQRT2);
  return df > 5 && guess > 0.3 ? guess : 4;
}
