import { InputError } from '../model/errors.ts';
import { exactTriangle } from '../numeric/exactTriangle.ts';
import { narrowSums } from '../numeric/narrowProducts.ts';
import { singularValues, type SingularValues, singularValuesOfTriangle } from '../numeric/singularValues.ts';

export type CollinearityDimension = {
  /** Largest singular value over this one: from 10 on dependencies begin to matter, from 30 on they are strong. */
  readonly conditionIndex: number;
  /** Share of the variance of each column's coefficient that lies in this dimension (0-1; over the dimensions they sum to 1). */
  readonly shares: readonly number[];
};

/**
 * Collinearity diagnostics: condition indices of the columns of a regression, scaled to length 1 and not centred, with the variance
 * proportions of their coefficients. Two shares above 0.5 in one dimension of a high index name the columns that depend on each other.
 *
 * phi_jk = v_jk^2 / d_k^2 of the singular value decomposition X = U D V'; share_jk = phi_jk / sum over k of phi_jk.
 *
 * @param columns  k >= 1 columns of equal length without missing values, the intercept's ones among them where there is one
 * @param weights  per row, > 0; null = equal
 * @returns dimensions by growing condition index; null when a column is a combination of others or there are fewer rows than columns
 * @throws InputError 'stats.shape' when lengths differ
 * Source: Belsley, Kuh and Welsch (1980), ch. 3. Checked against R's perturb::colldiag on Longley's data: tests/shared/stats/collinearity.
 */
export function collinearity(
  columns: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | null = null,
): readonly CollinearityDimension[] | null {
  const rows = columns[0]?.length ?? 0;
  if (columns.length === 0 || columns.some((column) => column.length !== rows) || (weights && weights.length !== rows))
    throw new InputError('stats.shape', { rows, columns: columns.length });
  if (rows < columns.length) return null;
  const found = (weights ? null : fromExactSums(columns)) ?? singularValues(scaledColumns(columns, weights));
  if (!found || found === 'combination') return null;
  const { values, vectors } = found;
  const parts = vectors.map((vector, at) => vector.map((share) => (share / values[at]!) ** 2));
  const totals = columns.map((_, column) => parts.reduce((sum, part) => sum + part[column]!, 0));
  return parts.map((part, at) => ({
    conditionIndex: values[0]! / values[at]!,
    shares: Array.from(part, (value, column) => value / totals[column]!),
  }));
}

function scaledColumns(
  columns: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | null,
): readonly ArrayLike<number>[] {
  return columns.map((column) => {
    const weighted = Float64Array.from(column);
    if (weights) for (let row = 0; row < weighted.length; row++) weighted[row]! *= Math.sqrt(weights[row]!);
    let squares = 0;
    for (let row = 0; row < weighted.length; row++) squares += weighted[row]! * weighted[row]!;
    const length = Math.sqrt(squares);
    if (length > 0) for (let row = 0; row < weighted.length; row++) weighted[row]! /= length;
    return weighted;
  });
}

/**
 * From the exact sums of products of many small whole numbers, whose triangle in pairs of doubles is that of QR to the last digit, in a
 * fraction of the time. null where the columns are not such numbers.
 */
function fromExactSums(columns: readonly ArrayLike<number>[]): SingularValues | 'combination' | null {
  const arrays = columns.filter((column) => column instanceof Float64Array);
  if (arrays.length < columns.length || arrays[0]!.length < manyRows) return null;
  const sums = narrowSums(arrays);
  if (!sums) return null;
  const { kept, lower, pivots } = exactTriangle(sums.sum, columns.length, false);
  if (kept.length < columns.length) return 'combination';
  return singularValuesOfTriangle(columns.length, (row, column) => {
    const root = Math.sqrt(pivots[row]!.high) / Math.sqrt(sums.sum(column, column));
    return row === column ? root : root * lower[column]![row]!.high;
  });
}

/** From so many rows on the sums take longer than the pairs of doubles that follow. */
const manyRows = 1000;
