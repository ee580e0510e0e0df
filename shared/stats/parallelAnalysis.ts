import { correlationFromCovariance, matrixOf } from '../numeric/matrix.ts';
import { quantile } from '../numeric/quantile.ts';
import { randomStream, type RandomStream } from '../numeric/random.ts';
import { symmetricEigenvalues } from '../numeric/symmetricEigen.ts';
import { type RunControl, uncontrolled } from '../model/runControl.ts';
import { InputError } from '../model/errors.ts';

export interface ParallelAnalysisOptions {
  readonly replicates: number;
  readonly seed: number;
  /** Quantile of the random eigenvalues to compare with, 0-1. Default 0.95. */
  readonly share?: number;
  readonly control?: RunControl;
}

export type ParallelAnalysis = {
  readonly replicates: number;
  /** Mean and quantile of each eigenvalue, in falling order of the eigenvalues. */
  readonly means: readonly number[];
  readonly quantiles: readonly number[];
};

/** A chi-square number by Marsaglia and Tsang's (2000) rejection from a cubed normal. df a whole number >= 1. */
function chiSquareDraw(stream: RandomStream, df: number): number {
  if (df === 1) return stream.normal() ** 2;
  const d = df / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - stream.uniform()) < (x * x) / 2 + d * (1 - v + Math.log(v))) return 2 * d * v;
  }
}

/**
 * Sums of products of df independent standard normal rows: Bartlett's decomposition, whose cost does not depend on the number of rows;
 * fewer rows than columns are drawn as they are.
 */
function wishart(stream: RandomStream, df: number, p: number): Float64Array {
  const width = Math.min(df, p);
  const rows = Array.from({ length: p }, () => new Float64Array(width));
  for (let i = 0; i < p; i++) {
    if (df < p) for (let j = 0; j < df; j++) rows[i]![j] = stream.normal();
    else {
      for (let j = 0; j < i; j++) rows[i]![j] = stream.normal();
      rows[i]![i] = Math.sqrt(chiSquareDraw(stream, df - i));
    }
  }
  const sums = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      const last = df < p ? width : j + 1;
      for (let k = 0; k < last; k++) sum += rows[i]![k]! * rows[j]![k]!;
      sums[i * p + j] = sum;
      sums[j * p + i] = sum;
    }
  }
  return sums;
}

/**
 * Eigenvalues of correlations of n rows of p independent normal variables, in falling order: a list over the replicates for each.
 *
 * @throws InputError 'stats.shape', 'random.seed'; CancelledError when stopped
 * Source and checks as for parallelAnalysis.
 */
export function randomEigenvalues(
  n: number,
  p: number,
  { replicates, seed, control = uncontrolled }: ParallelAnalysisOptions,
): readonly Float64Array[] {
  if (!(n >= 3) || p < 2 || replicates < 1) throw new InputError('stats.shape', { rows: n, columns: p, replicates });
  const df = Math.floor(n) - 1;
  const drawn = Array.from({ length: p }, () => new Float64Array(replicates));
  for (let replicate = 0; replicate < replicates; replicate++) {
    if (replicate % 16 === 0) {
      control.throwIfCancelled();
      control.report(replicate, replicates, 'parallelAnalysis');
    }
    const sums = wishart(randomStream(seed, replicate), df, p);
    const eigenvalues = symmetricEigenvalues(correlationFromCovariance(matrixOf(p, p, (i, j) => sums[i * p + j]!)));
    for (let k = 0; k < p; k++) drawn[k]![replicate] = eigenvalues[k]!;
  }
  return drawn;
}

/**
 * Horn's parallel analysis: eigenvalues of correlations of n rows of p independent normal variables.
 *
 * @param n  rows, >= 3   @param p  columns, >= 2
 * @throws as randomEigenvalues
 * Source: Horn (1965), Glorfeld (1995) for the 95th percentile; Bartlett (1933) for the draws.
 * Checked against eigenvalues of drawn data: tests/shared/stats/factorAnalysis.
 */
export function parallelAnalysis(n: number, p: number, options: ParallelAnalysisOptions): ParallelAnalysis {
  const { replicates, share = 0.95 } = options;
  const drawn = randomEigenvalues(n, p, options);
  return {
    replicates,
    means: drawn.map((values) => values.reduce((sum, value) => sum + value, 0) / replicates),
    quantiles: drawn.map((values) => quantile(values.toSorted(), share, 7)),
  };
}

/** How many leading eigenvalues are larger than those of random data: the count ends at the first that is not. Source: Horn (1965). */
export function factorsAbove(eigenvalues: readonly number[], limits: readonly number[]): number {
  const first = eigenvalues.findIndex((value, k) => !(value > limits[k]!));
  return first < 0 ? eigenvalues.length : first;
}
