import { repeatedCrossProducts } from '../numeric/crossProducts.ts';
import { correlationFromCovariance, at, type Matrix, matrixOf } from '../numeric/matrix.ts';
import { quantile } from '../numeric/quantile.ts';
import { randomStream, type RandomStream } from '../numeric/random.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import { assertLevel } from './meanInterval.ts';
import { relativeImportance } from './relativeImportance.ts';
import type { Interval } from './types.ts';

/** Shapley values of more predictors take too long for hundreds of replicates; Johnson's weights come close to them. */
export const mostToBootstrap = 13;

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

/** The correlations of the first columns among themselves and with the last; null when a column does not vary. */
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

/**
 * Bootstrap of relative importance: rows are drawn with replacement, replicate i from stream (seed, i).
 *
 * @param columns  predictors and, last, the dependent variable; complete rows
 * @throws InputError 'stats.level', 'random.seed'; CancelledError when stopped
 */
export function bootstrapImportance(
  columns: readonly Float64Array[],
  options: BootstrapImportanceOptions,
): BootstrapImportance {
  const { replicates, seed, weights = null, level = 0.95, control = uncontrolled } = options;
  assertLevel(level);
  const p = columns.length - 1;
  const n = columns[0]!.length;
  const frequencies = weights && options.weightKind !== 'survey';
  let running = 0;
  const cumulative = frequencies ? weights.map((weight) => (running += weight)) : null;
  const counts = new Float64Array(n);
  const everyRow = new Int32Array(n).map((_, row) => row);
  const productsOf = repeatedCrossProducts(columns);
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
    drawCounts(randomStream(seed, replicate), counts, everyRow, cumulative);
    if (weights && !frequencies) for (let row = 0; row < n; row++) counts[row]! *= weights[row]!;
    const correlation = correlationFromCovariance(productsOf(counts).sums);
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
