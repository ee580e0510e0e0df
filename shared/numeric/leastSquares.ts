import { exactLeastSquares } from './exactLeastSquares.ts';
import type { LeastSquares, LeastSquaresTerm } from './leastSquaresFit.ts';
import {
  applyQ,
  applyQTransposed,
  crossProductInverse,
  householderQr,
  solveLower,
  solveUpper,
  type HouseholderQr,
} from './qr.ts';
import { splitMean } from './accurateSum.ts';
import { decimalRemainders } from './decimalShift.ts';
import { productError } from './productError.ts';

interface Column extends Omit<LeastSquaresTerm, 'values'> {
  /** In two parts. */
  readonly values: Float64Array;
  readonly low: Float64Array | null;
}

/**
 * Least squares in doubles, refined in pairs of doubles: Householder QR of the predictors less a shift near their means, then
 * corrections from residuals computed to twice the digits (Bjorck's refinement of the augmented system), until they settle. Up to 5,000
 * rows y counts as the decimals it was written as, not as their nearest doubles. Many rows of small whole numbers, as answers are, go
 * by their exact sums of products instead (exactLeastSquares), which are as exact and take a fraction of the time.
 *
 * @param y, predictors  of equal length, no NaN
 * @param weights  positive, or null
 * @param degree   with one predictor: powers 1 to degree
 * Source: Bjorck (1967), BIT 7; Dekker (1971). Checked against NIST StRD: tests/golden nist_regression.
 */
export function leastSquares(
  y: Float64Array,
  predictors: readonly Float64Array[],
  options: { readonly intercept: boolean; readonly weights: Float64Array | null; readonly degree: number },
): LeastSquares {
  const n = y.length;
  const { intercept, weights } = options;
  const exact = weights || options.degree > 1 || n < manyRows ? null : exactLeastSquares(y, predictors, intercept);
  if (exact) return exact;
  const roots = weights ? weights.map(Math.sqrt) : null;
  const raw =
    options.degree > 1 && predictors.length === 1
      ? powers(predictors[0]!, options.degree)
      : predictors.map((values) => ({ high: values, low: null }));
  const columns: Column[] = [];
  if (intercept)
    columns.push({ place: 0, term: null, values: new Float64Array(n).fill(1), low: null, shift: 0, squares: 0 });
  raw.forEach(({ high, low }, term) => columns.push(shifted(high, low, term, columns.length, intercept, weights)));
  const scaled = columns.map((column) => (roots ? column.values.map((value, i) => value * roots[i]!) : column.values));
  const qr = householderQr(scaled);
  const kept = qr.kept;
  const used = kept.map((place) => columns[place]!);
  // Solve, then refine: coefficients in two parts, residuals of the weighted system in one.
  const k = kept.length;
  const high = new Float64Array(k);
  const low = new Float64Array(k);
  const residuals = new Float64Array(n);
  const turned = y.map((value, i) => value * (roots ? roots[i]! : 1));
  applyQTransposed(qr, turned);
  high.set(solveUpper(qr, turned));
  turned.fill(0, 0, k);
  applyQ(qr, turned);
  residuals.set(turned);
  const rounds = qr.condition > 100 || n <= 5000 ? 8 : 1;
  const yLow = n <= 5000 ? decimalRemainders(y) : null;
  let last = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const { f, g } = remainders(y, yLow, used, high, low, residuals, roots);
    const h = solveLower(qr, g);
    applyQTransposed(qr, f);
    const difference = Float64Array.from({ length: k }, (_, j) => f[j]! - h[j]!);
    const step = solveUpper(qr, difference);
    for (let j = 0; j < k; j++) f[j] = h[j]!;
    applyQ(qr, f);
    let size = 0;
    for (let j = 0; j < k; j++) {
      // Relative to the coefficient where it has a size, in units of the fit where it is 0.
      size = Math.max(size, Math.abs(step[j]!) / (Math.abs(high[j]!) || 1));
      const sum = high[j]! + step[j]!;
      const kept2 = sum - high[j]!;
      low[j]! += high[j]! - (sum - kept2) + (step[j]! - kept2);
      high[j] = sum;
    }
    for (let i = 0; i < n; i++) residuals[i]! += f[i]!;
    if (!(size > 1e-17) || size >= last) break;
    last = size;
  }
  const plain = roots ? residuals.map((value, i) => value / roots[i]!) : residuals;
  const coefficients = Float64Array.from(used, (column, j) =>
    column.term === null ? unshifted(used, high, low) : high[j]! + low[j]!,
  );
  const squaresOf = (values: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i]! * values[i]!;
    return sum;
  };
  const ssResidual = cleanSquares(squaresOf(residuals), y, roots);
  const ssTotal = weightedSquares(y, intercept, weights);
  return {
    columns: columns.map(({ place, term, values, shift, squares }) => ({
      place,
      term,
      values: () => values,
      shift,
      squares,
    })),
    inverse: crossProductInverse(qr),
    condition: qr.condition,
    kept,
    coefficients,
    residuals: plain,
    leverages: leveragesOf(qr, n),
    ssResidual,
    ssTotal,
    ssRegression: Math.max(0, ssTotal - ssResidual),
  };
}

/** From so many rows on the sums take longer than the pairs of doubles that follow. */
const manyRows = 1000;

/** A fit without error leaves residuals of the size of the rounding of y: they are taken for the 0 they are. */
function cleanSquares(squares: number, y: Float64Array, roots: Float64Array | null): number {
  let rounding = 0;
  for (let i = 0; i < y.length; i++) rounding += (y[i]! * (roots ? roots[i]! : 1) * 2 ** -52) ** 2;
  return squares <= 4 * rounding ? 0 : squares;
}

function weightedSquares(y: Float64Array, centred: boolean, weights: Float64Array | null): number {
  const mean = centred ? splitMean(y, weights) : { high: 0, low: 0 };
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < y.length; i++) {
    const deviation = y[i]! - mean.high - mean.low;
    const term = (weights ? weights[i]! : 1) * deviation * deviation;
    const next = sum + term;
    const kept = next - sum;
    lost += sum - (next - kept) + (term - kept);
    sum = next;
  }
  return sum + lost;
}

/** Powers of x in two parts each. */
function powers(x: Float64Array, degree: number): { readonly high: Float64Array; readonly low: Float64Array | null }[] {
  const all: { high: Float64Array; low: Float64Array }[] = [{ high: x, low: new Float64Array(x.length) }];
  for (let power = 2; power <= degree; power++) {
    const before = all.at(-1)!;
    const high = new Float64Array(x.length);
    const low = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) {
      const product = before.high[i]! * x[i]!;
      const error = productError(before.high[i]!, x[i]!, product) + before.low[i]! * x[i]!;
      high[i] = product + error;
      low[i] = product - high[i]! + error;
    }
    all.push({ high, low });
  }
  return all;
}

function shifted(
  high: Float64Array,
  low: Float64Array | null,
  term: number,
  place: number,
  intercept: boolean,
  weights: Float64Array | null,
): Column {
  const mean = splitMean(high, weights);
  // A shift of few bits leaves most differences exact; without intercept there is nothing to make up for one.
  const shift = intercept ? Math.fround(mean.high) : 0;
  const values = new Float64Array(high.length);
  const rest = new Float64Array(high.length);
  let inexact = false;
  for (let i = 0; i < high.length; i++) {
    const difference = high[i]! - shift;
    const back = difference - high[i]!;
    const error = high[i]! - (difference - back) + (-shift - back) + (low ? low[i]! : 0);
    values[i] = difference + error;
    rest[i] = difference - values[i]! + error;
    if (rest[i] !== 0) inexact = true;
  }
  const constant = high.every((value) => value === high[0]);
  return {
    place,
    term,
    // A constant predictor beside an intercept is aliased whatever its rounding.
    values: intercept && constant ? values.fill(0) : values,
    low: inexact && !(intercept && constant) ? rest : null,
    shift,
    squares: weightedSquares(high, intercept, weights),
  };
}

/** f = y + yLow - r - A x per row and g = -A'r, both of the weighted system and in pairs of doubles. r is not changed. */
function remainders(
  y: Float64Array,
  yLow: Float64Array | null,
  columns: readonly Column[],
  high: Float64Array,
  low: Float64Array,
  r: Float64Array,
  roots: Float64Array | null,
): { readonly f: Float64Array; readonly g: Float64Array } {
  const n = y.length;
  const f = y.slice();
  const lost = yLow ? yLow.slice() : new Float64Array(n);
  const g = new Float64Array(columns.length);
  columns.forEach((column, j) => {
    const b = high[j]!;
    const bLow = low[j]!;
    const { values, low: rest } = column;
    let sum = 0;
    let sumLost = 0;
    for (let i = 0; i < n; i++) {
      const a = values[i]!;
      const product = -a * b;
      const error = productError(-a, b, product) - a * bLow - (rest ? rest[i]! * b : 0);
      const before = f[i]!;
      const next = before + product;
      const kept = next - before;
      f[i] = next;
      lost[i]! += before - (next - kept) + (product - kept) + error;
      const weighted = roots ? r[i]! * roots[i]! : r[i]!;
      const term = a * weighted;
      const termError = productError(a, weighted, term) + (rest ? rest[i]! * weighted : 0);
      const nextSum = sum + term;
      const keptSum = nextSum - sum;
      sumLost += sum - (nextSum - keptSum) + (term - keptSum) + termError;
      sum = nextSum;
    }
    g[j] = -(sum + sumLost);
  });
  for (let i = 0; i < n; i++) {
    const own = f[i]! + lost[i]!;
    const ownLow = f[i]! - own + lost[i]!;
    f[i] = roots ? own * roots[i]! - r[i]! + ownLow * roots[i]! : own - r[i]! + ownLow;
  }
  return { f, g };
}

/** Intercept of the predictors as given: b0 - sum of b_j shift_j, in pairs of doubles. */
function unshifted(columns: readonly Column[], high: Float64Array, low: Float64Array): number {
  let sum = 0;
  let lost = 0;
  columns.forEach((column, j) => {
    const factor = column.term === null ? 1 : -column.shift;
    const term = factor * high[j]!;
    const error = productError(factor, high[j]!, term) + factor * low[j]!;
    const next = sum + term;
    const kept = next - sum;
    lost += sum - (next - kept) + (term - kept) + error;
    sum = next;
  });
  return sum + lost;
}

/** Squared lengths of the rows of Q, column after column. */
function leveragesOf(qr: HouseholderQr, n: number): Float64Array {
  const leverages = new Float64Array(n);
  for (let j = 0; j < qr.packed.length; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    applyQ(qr, unit, j);
    for (let i = 0; i < n; i++) leverages[i]! += unit[i]! * unit[i]!;
  }
  return leverages;
}
