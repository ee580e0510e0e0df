import { InputError } from '../model/errors.ts';

/** Values with their weights, without missing ones. weights null = all 1. Not to be changed: the caller's own array where nothing is missing. */
export interface Sample {
  readonly values: Float64Array;
  readonly weights: Float64Array | null;
  /** Rows left out because the value is missing. */
  readonly nMissing: number;
  /** Rows left out because the weight is missing or 0: they stand for nobody. */
  readonly nNoWeight: number;
}

/**
 * Drops missing values (NaN) and rows without weight (NaN or 0).
 * @throws InputError 'stats.shape' when lengths differ, 'stats.negativeWeight' when a weight is below 0
 * Checked: tests/shared/stats/hostileInputs.
 */
export function takeSample(values: ArrayLike<number>, weights: ArrayLike<number> | null = null): Sample {
  if (weights && weights.length !== values.length)
    throw new InputError('stats.shape', { values: values.length, weights: weights.length });
  if (!weights && values instanceof Float64Array && isWhole(values))
    return { values, weights: null, nMissing: 0, nNoWeight: 0 };
  const kept = new Float64Array(values.length);
  const keptWeights = weights ? new Float64Array(values.length) : null;
  let count = 0;
  let nMissing = 0;
  let nNoWeight = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    if (weight < 0) throw new InputError('stats.negativeWeight', { row: i, weight });
    if (!(weight > 0)) nNoWeight++;
    else if (Number.isNaN(values[i]!)) nMissing++;
    else {
      kept[count] = values[i]!;
      if (keptWeights) keptWeights[count] = weight;
      count++;
    }
  }
  return {
    values: kept.slice(0, count),
    weights: keptWeights ? keptWeights.slice(0, count) : null,
    nMissing,
    nNoWeight,
  };
}

function isWhole(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return false;
  return true;
}

/** Columns reduced to their complete rows (listwise). Same errors as takeSample. */
export interface CompleteRows {
  readonly columns: readonly Float64Array[];
  readonly weights: Float64Array | null;
  readonly n: number;
  readonly nIncomplete: number;
  readonly nNoWeight: number;
}

/**
 * Keeps the rows that have a value in every column, and a weight. Errors and checks as for takeSample.
 * @returns the very columns where nothing is left out
 */
export function completeRows(
  columns: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | null = null,
): CompleteRows {
  const length = columns[0]?.length ?? 0;
  if (columns.some((column) => column.length !== length) || (weights && weights.length !== length)) {
    throw new InputError('stats.shape', {
      lengths: [...columns, ...(weights ? [weights] : [])].map((column) => column.length).join(' '),
    });
  }
  // Column by column over a mask: much faster than asking every column at every row.
  const used = new Uint8Array(length).fill(1);
  for (const column of columns) for (let row = 0; row < length; row++) if (Number.isNaN(column[row]!)) used[row] = 0;
  let n = 0;
  let nNoWeight = 0;
  for (let row = 0; row < length; row++) {
    const weight = weights ? weights[row]! : 1;
    if (weight < 0) throw new InputError('stats.negativeWeight', { row, weight });
    if (!(weight > 0)) {
      nNoWeight++;
      used[row] = 0;
    }
    n += used[row]!;
  }
  const pick = (source: ArrayLike<number>): Float64Array => {
    // Nothing to leave out, nothing to copy: no statistic changes its columns.
    if (n === length && source instanceof Float64Array) return source;
    const kept = new Float64Array(n);
    for (let row = 0, next = 0; row < length; row++) if (used[row] === 1) kept[next++] = source[row]!;
    return kept;
  };
  return {
    columns: columns.map(pick),
    weights: weights ? pick(weights) : null,
    n,
    nIncomplete: length - n - nNoWeight,
    nNoWeight,
  };
}

/**
 * Kish's effective number of rows: (sum of w) squared over the sum of squares; n for equal weights. Source: Kish (1965). Checked with
 * designMean: tests/golden survey_estimates.
 */
export function kishN(weights: ArrayLike<number>): number {
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < weights.length; row++) {
    sum += weights[row]!;
    squares += weights[row]! * weights[row]!;
  }
  return (sum * sum) / squares;
}
