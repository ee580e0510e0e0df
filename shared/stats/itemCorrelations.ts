import { InputError } from '../model/errors.ts';
import { crossProducts } from '../numeric/crossProducts.ts';
import { at, correlationFromCovariance, type Matrix, matrixOf } from '../numeric/matrix.ts';
import { pairwiseProducts } from '../numeric/pairwiseProducts.ts';
import { completeRows, kishN } from './sample.ts';
import { notEstimable, type Outcome } from './types.ts';

export interface ItemCorrelationsOptions {
  /** One per row, non-negative; rows with weight 0 or NaN are left out. */
  readonly weights?: ArrayLike<number> | null;
  /** 'frequency' (default): a row stands for w equal rows; 'survey': w is an inverse selection probability. */
  readonly weightKind?: 'frequency' | 'survey';
  /** 'listwise' (default): complete rows only; 'pairwise': each correlation over the rows that have both items. */
  readonly missing?: 'listwise' | 'pairwise';
}

export type ItemCorrelations = {
  /** Rows used; pairwise: rows with at least one answer. */
  readonly n: number;
  readonly nLeftOut: number;
  /** The n of tests: sum of frequencies, Kish's effective n under survey weights; pairwise: the smallest of any pair. */
  readonly effectiveN: number;
  /** Places of the items that vary, in their order; everything below is about these. */
  readonly used: readonly number[];
  readonly means: readonly number[];
  readonly sds: readonly number[];
  readonly covariance: Matrix;
  readonly correlation: Matrix;
};

/** Does the column take two different values? */
function varies(column: ArrayLike<number>): boolean {
  let first = Number.NaN;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]!;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return true;
  }
  return false;
}

function listwise(
  columns: readonly ArrayLike<number>[],
  used: readonly number[],
  weights: ArrayLike<number> | null,
  survey: boolean,
): Outcome<ItemCorrelations> {
  const complete = completeRows(
    used.map((place) => columns[place]!),
    weights,
  );
  const { n } = complete;
  if (n < 2) return notEstimable('tooFewRows', n);
  // An item may vary only on rows that another item leaves incomplete.
  const still = used.filter((_, j) => varies(complete.columns[j]!));
  if (still.length < 2) return notEstimable('noVariance', n);
  const kept = complete.columns.filter((column) => varies(column));
  const { means, sums, totalWeight } = crossProducts(kept, complete.weights);
  const divisor = survey ? (totalWeight * (n - 1)) / n : totalWeight - 1;
  if (!(divisor > 0)) return notEstimable('tooFewRows', n);
  const covariance: Matrix = { ...sums, data: sums.data.map((sum) => sum / divisor) };
  return {
    status: 'ok',
    n,
    nLeftOut: complete.nIncomplete + complete.nNoWeight,
    effectiveN: complete.weights ? (survey ? kishN(complete.weights) : totalWeight) : n,
    used: still,
    means: [...means],
    sds: still.map((_, j) => Math.sqrt(at(covariance, j, j))),
    covariance,
    correlation: correlationFromCovariance(covariance),
  };
}

function pairwise(
  columns: readonly ArrayLike<number>[],
  used: readonly number[],
  weights: ArrayLike<number> | null,
  survey: boolean,
): Outcome<ItemCorrelations> {
  const own = used.map((place) => columns[place]!);
  const length = own[0]!.length;
  let n = 0;
  for (let row = 0; row < length; row++) {
    const weight = weights ? weights[row]! : 1;
    if (weight < 0) throw new InputError('stats.negativeWeight', { row, weight });
    if (weight > 0 && own.some((column) => !Number.isNaN(column[row]!))) n++;
  }
  const clean = weights ? Float64Array.from(weights, (weight) => (weight > 0 ? weight : 0)) : null;
  const pairs = pairwiseProducts(own, clean);
  const k = own.length;
  let effectiveN = Number.POSITIVE_INFINITY;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const count = at(pairs.counts, i, j);
      if (count < 2) return notEstimable('tooFewRows', count);
      if (!(at(pairs.squares, i, j) > 0 && at(pairs.squares, j, i) > 0)) return notEstimable('noVariance', count);
      effectiveN = Math.min(effectiveN, clean && !survey ? at(pairs.totalWeights, i, j) : count);
    }
  }
  if (clean && survey) effectiveN = Math.min(effectiveN, kishN(clean.filter((weight) => weight > 0)));
  const correlation = matrixOf(k, k, (i, j) =>
    i === j ? 1 : at(pairs.products, i, j) / Math.sqrt(at(pairs.squares, i, j) * at(pairs.squares, j, i)),
  );
  const sds = used.map((_, j) => {
    const [count, total] = [at(pairs.counts, j, j), at(pairs.totalWeights, j, j)];
    return Math.sqrt(at(pairs.squares, j, j) / (survey && clean ? (total * (count - 1)) / count : total - 1));
  });
  return {
    status: 'ok',
    n,
    nLeftOut: length - n,
    effectiveN,
    used,
    means: used.map((_, j) => at(pairs.means, j, j)),
    sds,
    covariance: matrixOf(k, k, (i, j) => at(correlation, i, j) * sds[i]! * sds[j]!),
    correlation,
  };
}

/**
 * Means, standard deviations and correlations of items for the methods that start from them. Items without two different values are
 * not used.
 *
 * @param columns  k >= 1 columns of equal length, NaN = missing
 * @throws InputError 'stats.shape' when lengths differ, 'stats.negativeWeight'
 * Not estimable: 'noVariance' when fewer than 2 items vary, 'tooFewRows' when fewer than 2 rows (of a pair) remain.
 * Source: as pearson; Kish (1965) for the effective n. Checked by hand: tests/shared/stats/itemScales; copied rows and equal weights:
 * tests/property/multivariate; R through tests/golden efa, reliability.
 */
export function itemCorrelations(
  columns: readonly ArrayLike<number>[],
  options: ItemCorrelationsOptions = {},
): Outcome<ItemCorrelations> {
  const weights = options.weights ?? null;
  const length = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== length) || (weights && weights.length !== length))
    throw new InputError('stats.shape', { columns: columns.length, rows: length });
  const used = Array.from(columns.keys()).filter((place) => varies(columns[place]!));
  if (used.length < 2) return notEstimable(length < 2 ? 'tooFewRows' : 'noVariance', length);
  const survey = options.weightKind === 'survey';
  return options.missing === 'pairwise'
    ? pairwise(columns, used, weights, survey)
    : listwise(columns, used, weights, survey);
}
