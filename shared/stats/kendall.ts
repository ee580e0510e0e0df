import { normalTwoSided, normalTwoSidedQuantile } from '../numeric/distributions.ts';
import { accurateSum } from '../numeric/accurateSum.ts';
import { assertLevel } from './meanInterval.ts';
import type { CorrelationOptions } from './pearson.ts';
import { completeRows } from './sample.ts';
import { notEstimable, type Interval, type Outcome } from './types.ts';

export interface KendallOptions extends CorrelationOptions {
  /** Frequency weights: a row stands for w equal ones. */
  readonly weights?: ArrayLike<number> | null;
}

export type Kendall = {
  readonly n: number;
  readonly nLeftOut: number;
  readonly tau: number;
  /** Pairs in the same order minus pairs in opposite order. */
  readonly s: number;
  readonly z: number;
  /** Normal approximation with the variance corrected for ties, without continuity correction. */
  readonly p: number;
  /** By Fisher's z with variance 0.437/(n - 4), as SPSS gives it; null below 5 rows. */
  readonly interval: Interval | null;
  readonly level: number;
};

/**
 * Kendall's tau-b with correction for ties. Rows are first counted into the different pairs of values, of which two rating questions
 * have at most a hundred, so that the work after one pass over the rows does not grow with them.
 *
 * @param x, y  columns of equal length, NaN = missing: rows with either missing are left out
 * @throws InputError 'stats.shape', 'stats.negativeWeight', 'stats.level'
 * Not estimable: 'tooFewRows' below 3 rows, 'noVariance' when x or y is constant.
 * Source: Kendall (1970); Fieller, Hartley and Pearson (1957) for the interval. Checked against R 4.2.2 cor.test(exact = FALSE):
 * tests/golden correlation.
 */
export function kendall(x: ArrayLike<number>, y: ArrayLike<number>, options: KendallOptions = {}): Outcome<Kendall> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const { columns, weights, n: rows, nIncomplete, nNoWeight } = completeRows([x, y], options.weights ?? null);
  const n = weights ? accurateSum(weights) : rows;
  if (!(n >= 3)) return notEstimable('tooFewRows', rows);
  const cells = cellsOf(columns[0]!, columns[1]!, weights);
  const pairs = (n * (n - 1)) / 2;
  const tiesX = tieSums(cells.totalsX);
  const tiesY = tieSums(cells.totalsY);
  if (cells.totalsX.length < 2 || cells.totalsY.length < 2) return notEstimable('noVariance', rows);
  const s = concordance(cells);
  const variance =
    (n * (n - 1) * (2 * n + 5) - tiesX.cubic - tiesY.cubic) / 18 +
    (tiesX.pairs * tiesY.pairs * 4) / (2 * n * (n - 1)) +
    (tiesX.triples * tiesY.triples) / (9 * n * (n - 1) * (n - 2));
  const z = s / Math.sqrt(variance);
  const tau = Math.max(-1, Math.min(1, s / (Math.sqrt(pairs - tiesX.pairs) * Math.sqrt(pairs - tiesY.pairs))));
  return {
    status: 'ok',
    n: rows,
    nLeftOut: nIncomplete + nNoWeight,
    tau,
    s,
    z,
    p: normalTwoSided(z),
    interval: intervalOf(tau, n, level),
    level,
  };
}

function intervalOf(tau: number, n: number, level: number): Interval | null {
  if (n < 5) return null;
  const centre = Math.atanh(tau);
  if (!Number.isFinite(centre)) return { lower: tau, upper: tau };
  const half = normalTwoSidedQuantile(level) * Math.sqrt(0.437 / (n - 4));
  return { lower: Math.tanh(centre - half), upper: Math.tanh(centre + half) };
}

/** The different pairs of values, in rising order of x and then y, with their weights; totals per different value. */
interface Cells {
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly weight: Float64Array;
  readonly totalsX: Float64Array;
  readonly totalsY: Float64Array;
}

function cellsOf(x: Float64Array, y: Float64Array, weights: Float64Array | null): Cells {
  const [codesX, codesY] = [rankCodes(x), rankCodes(y)];
  const totalsX = new Float64Array(codesX.count);
  const totalsY = new Float64Array(codesY.count);
  const { dense, sparse } = countPairs(codesX, codesY, weights, totalsX, totalsY);
  if (dense) {
    const places: number[] = [];
    for (let place = 0; place < dense.length; place++) if (dense[place]! > 0) places.push(place);
    return {
      x: Int32Array.from(places, (place) => Math.floor(place / codesY.count)),
      y: Int32Array.from(places, (place) => place % codesY.count),
      weight: Float64Array.from(places, (place) => dense[place]!),
      totalsX,
      totalsY,
    };
  }
  const order = Float64Array.from(sparse!.keys()).sort();
  return {
    x: Int32Array.from(order, (key) => Math.floor(key / codesY.count)),
    y: Int32Array.from(order, (key) => key % codesY.count),
    weight: Float64Array.from(order, (key) => sparse!.get(key)!),
    totalsX,
    totalsY,
  };
}

interface Codes {
  readonly codes: Int32Array;
  readonly count: number;
}

/** Place of each value among the different values. */
function rankCodes(values: Float64Array): Codes {
  const different = Float64Array.from(new Set(values)).sort();
  const codeOf = new Map<number, number>();
  different.forEach((value, code) => codeOf.set(value, code));
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) codes[i] = codeOf.get(values[i]!)!;
  return { codes, count: different.length };
}

const denseCells = 1 << 20;

function countPairs(x: Codes, y: Codes, weights: Float64Array | null, totalsX: Float64Array, totalsY: Float64Array) {
  const dense = x.count * y.count <= denseCells ? new Float64Array(x.count * y.count) : null;
  const sparse = dense ? null : new Map<number, number>();
  for (let i = 0; i < x.codes.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const [a, b] = [x.codes[i]!, y.codes[i]!];
    totalsX[a]! += weight;
    totalsY[b]! += weight;
    const place = a * y.count + b;
    if (dense) dense[place]! += weight;
    else sparse!.set(place, (sparse!.get(place) ?? 0) + weight);
  }
  return { dense, sparse };
}

/** Concordant minus discordant pairs: for each cell the weight below it to the left minus the weight above it to the left. */
function concordance({ x, y, weight, totalsY }: Cells): number {
  const size = totalsY.length;
  const tree = new Float64Array(size + 1);
  const below = (code: number): number => {
    let sum = 0;
    for (let place = code; place > 0; place -= place & -place) sum += tree[place]!;
    return sum;
  };
  let [s, total] = [0, 0];
  for (let first = 0; first < x.length; ) {
    let next = first;
    for (; next < x.length && x[next] === x[first]; next++) {
      const code = y[next]!;
      s += weight[next]! * (below(code) - (total - below(code + 1)));
    }
    for (; first < next; first++) {
      total += weight[first]!;
      for (let place = y[first]! + 1; place <= size; place += place & -place) tree[place]! += weight[first]!;
    }
  }
  return s;
}

function tieSums(totals: Float64Array): {
  readonly pairs: number;
  readonly triples: number;
  readonly cubic: number;
} {
  let [pairs, triples, cubic] = [0, 0, 0];
  for (const t of totals) {
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    cubic += t * (t - 1) * (2 * t + 5);
  }
  return { pairs, triples, cubic };
}
