import { accurateMean } from '../numeric/accurateSum.ts';
import { repeatedCrossProducts } from '../numeric/crossProducts.ts';
import { correlationFromCovariance, at, type Matrix, matrixOf } from '../numeric/matrix.ts';
import { quantile } from '../numeric/quantile.ts';
import { randomStream, type RandomStream } from '../numeric/random.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import { assertLevel } from './meanInterval.ts';
import { relativeImportance } from './relativeImportance.ts';
import { resampleSums, usualMostUnits } from './resampleSums.ts';
import type { Interval } from './types.ts';

/** Shapley values of more predictors take too long for hundreds of replicates; Johnson's weights come close to them. */
const mostToBootstrap = 13;

export interface BootstrapImportanceOptions {
  /** Positive, one per row; null = none. */
  readonly weights?: Float64Array | null;
  readonly weightKind?: 'frequency' | 'survey';
  readonly replicates: number;
  readonly seed: number;
  readonly level?: number;
  readonly control?: RunControl;
}

export type BootstrapImportance = {
  /** Replicates in which every column varied. */
  readonly replicates: number;
  /** Percentile intervals of the shares of R squared (0-1), per predictor; null with fewer than 20 replicates. */
  readonly lmg: readonly (Interval | null)[] | null;
  readonly johnson: readonly (Interval | null)[];
  /** Share of the replicates in which the predictor has the largest share. */
  readonly largest: readonly number[];
};

/** How often each row is drawn. Frequency weights stand for copies: as many draws as copies, each copy equally likely. */
function drawCounts(
  stream: RandomStream,
  counts: Float64Array,
  everyRow: Int32Array,
  cumulative: Float64Array | null,
): void {
  counts.fill(0);
  if (!cumulative) {
    stream.tally(everyRow, counts.length, counts, 1);
    return;
  }
  const total = cumulative.at(-1)!;
  const draws = Math.max(1, Math.round(total));
  for (let draw = 0; draw < draws; draw++) {
    const target = stream.uniform() * total;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > target) high = middle;
      else low = middle + 1;
    }
    counts[low]! += 1;
  }
}

/** Parts a correlation matrix whose last column is the dependent variable: correlations of the k predictors, and theirs with it. */
export function withLastColumn(correlation: Matrix): {
  readonly predictors: Matrix;
  readonly withDependent: Float64Array;
} {
  const p = correlation.rows - 1;
  return {
    predictors: matrixOf(p, p, (i, j) => at(correlation, i, j)),
    withDependent: Float64Array.from({ length: p }, (_, i) => at(correlation, i, p)),
  };
}

/** The correlations of a replicate whose rows are drawn one by one. */
function correlationsOfRows(
  columns: readonly Float64Array[],
  { seed, weights = null, weightKind }: BootstrapImportanceOptions,
): (replicate: number) => Matrix {
  const n = columns[0]!.length;
  const frequencies = weights !== null && weightKind !== 'survey';
  let running = 0;
  const cumulative = frequencies ? weights.map((weight) => (running += weight)) : null;
  const counts = new Float64Array(n);
  const everyRow = new Int32Array(n).map((_, row) => row);
  const productsOf = repeatedCrossProducts(columns);
  return (replicate) => {
    drawCounts(randomStream(seed, replicate), counts, everyRow, cumulative);
    if (weights && !frequencies) for (let row = 0; row < n; row++) counts[row]! *= weights[row]!;
    return correlationFromCovariance(productsOf(counts).sums);
  };
}

/** The correlations of a replicate from the products of deviations, summed over random groups of rows that are drawn whole. */
function correlationsOfGroups(
  columns: readonly Float64Array[],
  { seed, replicates, weights = null, weightKind, control = uncontrolled }: BootstrapImportanceOptions,
): (replicate: number) => Matrix {
  const k = columns.length;
  const n = columns[0]!.length;
  const survey = weights !== null && weightKind === 'survey';
  const centres = columns.map((column) => accurateMean(column, weights));
  const scratch = new Float64Array(n);
  const product = (i: number, j: number | null) => (): Float64Array => {
    const [a, b] = [columns[i]!, j === null ? null : columns[j]!];
    const [centreA, centreB] = [centres[i]!, j === null ? 0 : centres[j]!];
    for (let row = 0; row < n; row++) {
      const value = b ? (a[row]! - centreA) * (b[row]! - centreB) : a[row]! - centreA;
      scratch[row] = survey ? value * weights[row]! : value;
    }
    return scratch;
  };
  const pairs = columns.flatMap((_, i) => Array.from({ length: i + 1 }, (_unused, j) => [i, j] as const));
  const drawn = resampleSums(
    [
      survey ? weights : new Float64Array(n).fill(1),
      ...columns.map((_, i) => product(i, null)),
      ...pairs.map(([i, j]) => product(i, j)),
    ],
    { resamples: replicates, seed, copies: weights !== null && !survey ? weights : null, control },
  );
  return (replicate) => {
    const sums = drawn.sums.subarray(replicate * drawn.columns, (replicate + 1) * drawn.columns);
    const covariance = new Float64Array(k * k);
    pairs.forEach(([i, j], place) => {
      const squares = sums[1 + k + place]!;
      const sum = squares - (sums[1 + i]! * sums[1 + j]!) / sums[0]!;
      // What rounding leaves of a column that does not vary in this replicate is no variance.
      const found = i === j && sum <= 1e-12 * squares ? 0 : sum;
      covariance[i * k + j] = found;
      covariance[j * k + i] = found;
    });
    return correlationFromCovariance({ rows: k, columns: k, data: covariance });
  };
}

/**
 * Bootstrap of relative importance: rows are drawn with replacement, replicate i from stream (seed, i). Beyond 2048 rows, rows are first
 * put together at random into groups, whose sums of products are drawn (resampleSums).
 *
 * @param columns  predictors and, last, the dependent variable; complete rows
 * @returns percentile intervals of the shares of R squared (0-1)
 * @throws InputError 'stats.level', 'random.seed'; CancelledError when stopped
 * Source: Efron and Tibshirani (1993), ch. 13; Azen and Budescu (2003) for the bootstrap of dominance. Checked against the shares
 * themselves, copies of rows and the width by the root of n: tests/shared/stats/relativeImportance.
 */
export function bootstrapImportance(
  columns: readonly Float64Array[],
  options: BootstrapImportanceOptions,
): BootstrapImportance {
  const { replicates, level = 0.95, control = uncontrolled } = options;
  assertLevel(level);
  const p = columns.length - 1;
  const n = columns[0]!.length;
  const correlationOf =
    n > usualMostUnits ? correlationsOfGroups(columns, options) : correlationsOfRows(columns, options);
  const lmg = Array.from({ length: p }, (): number[] => []);
  const johnson = Array.from({ length: p }, (): number[] => []);
  const largest = new Float64Array(p);
  const shapley = p <= mostToBootstrap;
  let done = 0;
  for (let replicate = 0; replicate < replicates; replicate++) {
    if (replicate % 16 === 0) {
      control.throwIfCancelled();
      control.report(replicate, replicates, 'bootstrap');
    }
    const correlation = correlationOf(replicate);
    if (correlation.data.some(Number.isNaN)) continue;
    const { predictors, withDependent } = withLastColumn(correlation);
    const drawn = relativeImportance(predictors, withDependent, { shapley, bySize: false });
    if (!(drawn.rSquared > 0)) continue;
    done++;
    const leading = drawn.lmg ?? drawn.johnson;
    largest[leading.indexOf(Math.max(...leading))]! += 1;
    for (let i = 0; i < p; i++) {
      if (drawn.lmg) lmg[i]!.push(drawn.lmg[i]! / drawn.rSquared);
      johnson[i]!.push(drawn.johnson[i]! / drawn.rSquared);
    }
  }
  const interval = (values: readonly number[]): Interval | null => {
    if (values.length < 20) return null;
    const sorted = Float64Array.from(values).toSorted();
    return { lower: quantile(sorted, (1 - level) / 2, 7), upper: quantile(sorted, (1 + level) / 2, 7) };
  };
  return {
    replicates: done,
    lmg: lmg[0]!.length > 0 ? lmg.map(interval) : null,
    johnson: johnson.map(interval),
    largest: Array.from(largest, (count) => (done > 0 ? count / done : 0)),
  };
}
