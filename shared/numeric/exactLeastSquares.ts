import { type ExactTriangle, exactTriangle } from './exactTriangle.ts';
import type { LeastSquares, LeastSquaresTerm } from './leastSquaresFit.ts';
import { narrowSums } from './narrowProducts.ts';
import { minus, type Pair, pairOf, times } from './pairOfDoubles.ts';

/**
 * Least squares of small whole numbers, without weights: sums of products are exact, and the normal equations are solved in pairs of
 * doubles, so that coefficients and sums of squares are right to the last digit. One pass more over the rows makes residuals and leverages.
 *
 * @param y, predictors  of equal length
 * @returns null where a value is missing, not whole or too large, or there is no kernel for such columns
 * Source: the normal equations; Dekker (1971) for pairs of doubles. Checked against leastSquares by QR: tests/shared/numeric/leastSquares.
 */
export function exactLeastSquares(
  y: Float64Array,
  predictors: readonly Float64Array[],
  intercept: boolean,
): LeastSquares | null {
  const found = narrowSums([...predictors, y]);
  if (!found) return null;
  const { n, sum } = found;
  const constant = intercept ? 1 : 0;
  const k = predictors.length;
  // Ones first, y last: what is left of it at the end is what the predictors do not explain.
  const product = (i: number, j: number): number => {
    const [a, b] = [i - constant, j - constant];
    return b >= 0 ? sum(a, b) : sum(k + 1, a >= 0 ? a : k + 1);
  };
  const last = k + constant;
  const triangle = exactTriangle(product, last + 1, intercept);
  const { lower, pivots, squares } = triangle;
  const kept = triangle.kept.filter((column) => column < last);
  const coefficients = solveUp(triangle, kept, last);
  const means = predictors.map((_, j) => (intercept ? sum(k + 1, j) / n : 0));
  const slopes = kept.filter((column) => column >= constant);
  const whitening = inverseRoots(
    slopes.map((row) => slopes.map((column) => (column < row ? lower[row]![column]!.high : 0))),
    slopes.map((column) => pivots[column]!.high),
  );
  const used = slopes.map((column) => predictors[column - constant]!);
  const own = slopes.map((column) => means[column - constant]!);
  const ssTotal = squares[last]!;
  const left = pivots[last]!.high;
  const ssResidual = left > perfectShare * sum(k, k) ? left : 0;
  const b0 = intercept ? coefficients[0]! : pairOf(0);
  return {
    columns: Array.from({ length: last }, (_, place): LeastSquaresTerm => {
      if (place < constant)
        return { place, term: null, values: () => new Float64Array(n).fill(1), shift: 0, squares: 0 };
      const term = place - constant;
      const shift = means[term]!;
      return {
        place,
        term,
        values: () => predictors[term]!.map((value) => value - shift),
        shift,
        squares: squares[place]!,
      };
    }),
    inverse: inverseOf(whitening, intercept ? 1 / n : null),
    condition: 1 / Math.sqrt(Math.min(1, ...slopes.map((column) => pivots[column]!.high / squares[column]!))),
    kept,
    coefficients: Float64Array.from(coefficients, (one) => one.high),
    residuals:
      ssResidual === 0
        ? new Float64Array(n)
        : residualsOf(y, used, b0, coefficients.slice(kept.length - slopes.length)),
    leverages: leveragesOf(used, own, whitening, intercept ? 1 / n : 0),
    ssResidual,
    ssTotal,
    ssRegression: Math.max(0, ssTotal - ssResidual),
  };
}

/** A fit without error leaves rounding only, relative to the sum of squares of y. */
const perfectShare = 1e-28;
/** Size of the whole numbers of narrowSums, amply. */
const largestValue = 2 ** 7;
/** Rows that stay in the processor's nearest cache with all their columns. */
const blockRows = 256;

/** Solves L' b = l of the last row of L. */
function solveUp({ lower }: ExactTriangle, kept: readonly number[], last: number): readonly Pair[] {
  const b: Pair[] = [];
  for (let at = kept.length - 1; at >= 0; at--) {
    let own = lower[last]![kept[at]!]!;
    for (let below = at + 1; below < kept.length; below++)
      own = minus(own, times(lower[kept[below]!]![kept[at]!]!, b[below]!));
    b[at] = own;
  }
  return b;
}

/** Rows of D^-1/2 L^-1. */
function inverseRoots(lower: readonly (readonly number[])[], pivots: readonly number[]): readonly Float64Array[] {
  const k = pivots.length;
  const inverse: Float64Array[] = [];
  for (let i = 0; i < k; i++) {
    const row = new Float64Array(k);
    row[i] = 1;
    for (let m = 0; m < i; m++) for (let j = 0; j <= m; j++) row[j]! -= lower[i]![m]! * inverse[m]![j]!;
    inverse.push(row);
  }
  return inverse.map((row, i) => row.map((value) => value / Math.sqrt(pivots[i]!)));
}

/** W'W, bordered by the intercept's place where there is one: centred columns have nothing in common with it. */
function inverseOf(whitening: readonly Float64Array[], intercept: number | null): readonly Float64Array[] {
  const k = whitening.length;
  const from = intercept === null ? 0 : 1;
  const rows = Array.from({ length: k + from }, () => new Float64Array(k + from));
  if (intercept !== null) rows[0]![0] = intercept;
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = i; m < k; m++) sum += whitening[m]![i]! * whitening[m]![j]!;
      rows[i + from]![j + from] = sum;
      rows[j + from]![i + from] = sum;
    }
  return rows;
}

/**
 * y - b0 - sum of b x, rounded once: the leading bits of each coefficient lie on one grid on which products with whole numbers and
 * their sums are exact; what is below the grid is summed apart.
 */
function residualsOf(y: Float64Array, columns: readonly Float64Array[], b0: Pair, b: readonly Pair[]): Float64Array {
  const reach = b.reduce((sum, one) => sum + Math.abs(one.high) * largestValue, largestValue + Math.abs(b0.high));
  const grid = 2 ** (Math.ceil(Math.log2(reach)) - 51);
  const split = ({ high, low }: Pair): readonly [number, number] => {
    const leading = Math.round(high / grid) * grid;
    return [leading, high - leading + low];
  };
  const [constant, constantRest] = split(b0);
  const parts = b.map(split);
  const residuals = new Float64Array(y.length);
  const rest = new Float64Array(blockRows);
  for (let from = 0; from < y.length; from += blockRows) {
    const rows = Math.min(blockRows, y.length - from);
    for (let row = 0; row < rows; row++) residuals[from + row] = y[from + row]! - constant;
    rest.fill(-constantRest);
    columns.forEach((column, j) => {
      const [leading, below] = parts[j]!;
      for (let row = 0; row < rows; row++) {
        const x = column[from + row]!;
        residuals[from + row]! -= leading * x;
        rest[row]! -= below * x;
      }
    });
    for (let row = 0; row < rows; row++) residuals[from + row]! += rest[row]!;
  }
  return residuals;
}

/** Share of the intercept plus squared length of W (x - mean) of each row. */
function leveragesOf(
  columns: readonly Float64Array[],
  means: readonly number[],
  whitening: readonly Float64Array[],
  ofIntercept: number,
): Float64Array {
  const n = columns[0]?.length ?? 0;
  const leverages = new Float64Array(n).fill(ofIntercept);
  // Padded to fours: a step takes four columns.
  const k = Math.ceil(columns.length / 4) * 4;
  const centred = Array.from({ length: k }, () => new Float64Array(blockRows));
  const first = new Float64Array(blockRows);
  const second = new Float64Array(blockRows);
  const weightsOf = (row: number): Float64Array => {
    const weights = new Float64Array(k);
    weights.set(whitening[row] ?? []);
    return weights;
  };
  const rowsOfW = Array.from({ length: columns.length + (columns.length % 2) }, (_, row) => weightsOf(row));
  for (let from = 0; from < n; from += blockRows) {
    const rows = Math.min(blockRows, n - from);
    columns.forEach((column, j) => {
      const to = centred[j]!;
      const mean = means[j]!;
      for (let row = 0; row < rows; row++) to[row] = column[from + row]! - mean;
    });
    for (let at = 0; at < columns.length; at += 2) {
      first.fill(0);
      second.fill(0);
      for (let j = 0; j <= at + 1 && j < k; j += 4) addFour(centred, j, rowsOfW[at]!, rowsOfW[at + 1]!, first, second);
      for (let row = 0; row < rows; row++)
        leverages[from + row]! += first[row]! * first[row]! + second[row]! * second[row]!;
    }
  }
  return leverages;
}

/** Adds four columns, by their weights in two rows of W, to two sums. */
function addFour(
  columns: readonly Float64Array[],
  from: number,
  u: Float64Array,
  v: Float64Array,
  first: Float64Array,
  second: Float64Array,
): void {
  const x0 = columns[from]!;
  const x1 = columns[from + 1]!;
  const x2 = columns[from + 2]!;
  const x3 = columns[from + 3]!;
  const u0 = u[from]!;
  const u1 = u[from + 1]!;
  const u2 = u[from + 2]!;
  const u3 = u[from + 3]!;
  const v0 = v[from]!;
  const v1 = v[from + 1]!;
  const v2 = v[from + 2]!;
  const v3 = v[from + 3]!;
  for (let row = 0; row < blockRows; row++) {
    const a = x0[row]!;
    const b = x1[row]!;
    const c = x2[row]!;
    const d = x3[row]!;
    first[row]! += u0 * a + u1 * b + (u2 * c + u3 * d);
    second[row]! += v0 * a + v1 * b + (v2 * c + v3 * d);
  }
}
