import { dividedBy, minus, type Pair, pairOf, times } from './pairOfDoubles.ts';

/**
 * A = L D L' of exact cross products, worked out in pairs of doubles: with 31 digits the squared condition of X'X costs none of the 16
 * that are wanted.
 */
export interface ExactTriangle {
  /** Columns that are not a combination of those before them, rising. */
  readonly kept: readonly number[];
  /** Unit lower triangle: lower[i][j], j < i and j kept. */
  readonly lower: readonly (readonly Pair[])[];
  /** What the columns kept before it leave of each column's square. */
  readonly pivots: readonly Pair[];
  /** Each column's square, about its mean where centred. */
  readonly squares: readonly number[];
}

/**
 * Cholesky's triangle of a matrix of whole numbers, in pairs of doubles.
 *
 * @param product  element (i, j), i >= j, of a symmetric matrix of whole numbers below 2^53
 * @param size     rows of it
 * @param centred  the first column holds ones: of the others it is their squares about the mean that count
 * A column of which its predecessors leave less than 1e-12 of its length is taken for a combination of them.
 * Source: Golub and Van Loan (2013), ch. 4.1; the arithmetic of Dekker (1971). Checked through exactLeastSquares:
 * tests/shared/numeric/leastSquares.
 */
export function exactTriangle(
  product: (i: number, j: number) => number,
  size: number,
  centred: boolean,
): ExactTriangle {
  const rest: Pair[][] = Array.from({ length: size }, (_, i) =>
    Array.from({ length: i + 1 }, (_unused, j) => pairOf(product(i, j))),
  );
  const lower: Pair[][] = Array.from({ length: size }, () => []);
  const squares = rest.map((row) => row.at(-1)!.high);
  const least = squares.map((square) => square * roundingShare);
  const kept: number[] = [];
  for (let j = 0; j < size; j++) {
    const pivot = rest[j]![j]!;
    if (!(pivot.high > Math.max(least[j]!, combinationShare * squares[j]!))) continue;
    kept.push(j);
    for (let i = j + 1; i < size; i++) {
      const factor = dividedBy(rest[i]![j]!, pivot);
      lower[i]![j] = factor;
      for (let m = j + 1; m <= i; m++) rest[i]![m] = minus(rest[i]![m]!, times(factor, rest[m]![j]!));
    }
    if (centred && j === 0) for (let i = 1; i < size; i++) squares[i] = rest[i]![i]!.high;
  }
  return { kept, lower, pivots: rest.map((row) => row.at(-1)!), squares };
}

const combinationShare = 1e-24;
/** What rounding may leave of a square in the course of many steps, amply. */
const roundingShare = 1e-27;
