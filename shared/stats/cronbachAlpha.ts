import { InputError } from '../model/errors.ts';
import { fQuantile } from '../numeric/distributions.ts';
import { crossProducts } from '../numeric/crossProducts.ts';
import { at, correlationFromCovariance, sumOfElements, symmetricInverse, type Matrix } from '../numeric/matrix.ts';
import { assertLevel } from './meanInterval.ts';
import { completeRows, kishN } from './sample.ts';
import { splitHalf, type SplitHalf } from './splitHalf.ts';
import { finiteOrNull, notEstimable, type Interval, type Outcome } from './types.ts';

export interface CronbachAlphaOptions {
  /** Level of Feldt's interval. Default 0.95. */
  readonly level?: number;
  /** One per row, non-negative; rows with weight 0 or NaN are left out. */
  readonly weights?: ArrayLike<number> | null;
  /** 'frequency' (default): a row stands for w equal rows; 'survey': w is an inverse selection probability. */
  readonly weightKind?: 'frequency' | 'survey';
}

/** One item seen against the rest of the scale; same order as the items. Null where it cannot be had (k = 2, an item without variance). */
export type AlphaItem = {
  readonly mean: number;
  readonly sd: number;
  /** Correlation of the item with the sum of the others. */
  readonly correctedItemTotal: number | null;
  /** R squared of the item on all others. */
  readonly squaredMultiple: number | null;
  readonly alphaIfDeleted: number | null;
  readonly standardizedAlphaIfDeleted: number | null;
  readonly scaleMeanIfDeleted: number;
  readonly scaleVarianceIfDeleted: number;
};

export type CronbachAlpha = {
  /** Complete rows used. */
  readonly n: number;
  /** Rows left out because an item is missing. */
  readonly nLeftOut: number;
  readonly k: number;
  readonly alpha: number;
  /** Feldt's F interval; it assumes parallel items and normal scores. */
  readonly interval: Interval;
  readonly level: number;
  readonly standardizedAlpha: number | null;
  readonly meanInterItem: number | null;
  readonly items: readonly AlphaItem[];
  readonly scaleMean: number;
  readonly scaleVariance: number;
  readonly scaleSd: number;
  readonly guttman: {
    readonly lambda1: number;
    readonly lambda2: number;
    readonly lambda3: number;
    readonly lambda6: number | null;
  };
  /** First ceil(k/2) items against the others. */
  readonly splitHalf: SplitHalf;
};

/**
 * Cronbach's alpha: internal consistency of a scale.
 *
 * alpha = k/(k-1) * (1 - sum of item variances / variance of row totals); variances divide by n-1.
 * Standardised: k r / (1 + (k-1) r), r = mean correlation between items. Interval (Feldt 1965): 1 - (1 - alpha) F quantiles with n-1
 * and (n-1)(k-1) degrees of freedom; n is the sum of frequencies or Kish's effective n under survey weights.
 *
 * @param items  k >= 2 columns of equal length, same direction (mirror items before), NaN = missing; listwise: a row with any missing
 *               item is left out and counted
 * @returns alpha without unit: at most 1, may be negative when items point in different directions
 * @throws InputError 'stats.shape' when k < 2 or lengths differ; 'stats.negativeWeight', 'stats.level'
 * Not estimable: 'tooFewRows' when fewer than 2 complete rows remain, 'noVariance' when the totals do not vary.
 * Source: Cronbach (1951), Feldt (1965), Guttman (1945). Checked against R psych 2.2.9: tests/golden reliability.
 */
export function cronbachAlpha(
  items: readonly ArrayLike<number>[],
  options: CronbachAlphaOptions = {},
): Outcome<CronbachAlpha> {
  const level = options.level ?? 0.95;
  assertLevel(level);
  const k = items.length;
  if (k < 2) throw new InputError('stats.shape', { items: k });
  const { columns, weights, n, nIncomplete, nNoWeight } = completeRows(items, options.weights ?? null);
  if (n < 2) return notEstimable('tooFewRows', n);
  const products = crossProducts(columns, weights);
  const survey = options.weightKind === 'survey';
  const divisor = survey ? (products.totalWeight * (n - 1)) / n : products.totalWeight - 1;
  if (!(divisor > 0)) return notEstimable('tooFewRows', n);
  const covariance: Matrix = { ...products.sums, data: products.sums.data.map((sum) => sum / divisor) };
  const effectiveN = weights ? (survey ? kishN(weights) : products.totalWeight) : n;
  const scaleVariance = sumOfElements(covariance);
  const variances = columns.map((_, j) => at(covariance, j, j));
  const sumOfVariances = variances.reduce((sum, variance) => sum + variance, 0);
  // Totals that are constant leave rounding dust, not a variance.
  if (!(scaleVariance > 1e-13 * sumOfVariances)) return notEstimable('noVariance', n);
  const alpha = alphaOf(k, sumOfVariances, scaleVariance);
  const correlation = correlationFromCovariance(covariance);
  const inverse = symmetricInverse(correlation);
  const squaredMultiple = columns.map((_, j) => (inverse ? 1 - 1 / at(inverse, j, j) : null));
  const means = [...products.means];
  const scaleMean = means.reduce((sum, mean) => sum + mean, 0);
  const rowSums = columns.map((_, j) => columns.reduce((sum, _unused, other) => sum + at(covariance, j, other), 0));
  const meanInterItem = finiteOrNull(meanOffDiagonal(correlation, null));
  let offDiagonalSquares = 0;
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) if (i !== j) offDiagonalSquares += at(covariance, i, j) ** 2;
  const lambda1 = 1 - sumOfVariances / scaleVariance;
  const uniqueVariance = squaredMultiple.reduce<number | null>(
    (sum, value, j) => (sum === null || value === null ? null : sum + variances[j]! * (1 - value)),
    0,
  );
  return {
    status: 'ok',
    n,
    nLeftOut: nIncomplete + nNoWeight,
    k,
    alpha,
    interval: {
      lower: 1 - (1 - alpha) * fQuantile((1 + level) / 2, effectiveN - 1, (effectiveN - 1) * (k - 1)),
      upper: 1 - (1 - alpha) * fQuantile((1 - level) / 2, effectiveN - 1, (effectiveN - 1) * (k - 1)),
    },
    level,
    standardizedAlpha: meanInterItem === null ? null : standardized(k, meanInterItem),
    meanInterItem,
    items: columns.map((_, j) => {
      const withItem = rowSums[j]! - variances[j]!;
      const restVariance = scaleVariance - 2 * rowSums[j]! + variances[j]!;
      return {
        mean: means[j]!,
        sd: Math.sqrt(variances[j]!),
        // Taken from the whole, a rest without variance is left with rounding: nothing can be correlated with that.
        correctedItemTotal:
          restVariance > 1e-12 * scaleVariance
            ? finiteOrNull(withItem / Math.sqrt(variances[j]! * restVariance))
            : null,
        squaredMultiple: squaredMultiple[j]!,
        alphaIfDeleted: k === 2 ? null : finiteOrNull(alphaOf(k - 1, sumOfVariances - variances[j]!, restVariance)),
        standardizedAlphaIfDeleted: k === 2 ? null : standardized(k - 1, meanOffDiagonal(correlation, j)),
        scaleMeanIfDeleted: scaleMean - means[j]!,
        scaleVarianceIfDeleted: restVariance,
      };
    }),
    scaleMean,
    scaleVariance,
    scaleSd: Math.sqrt(scaleVariance),
    guttman: {
      lambda1,
      lambda2: lambda1 + Math.sqrt((k / (k - 1)) * offDiagonalSquares) / scaleVariance,
      lambda3: alpha,
      lambda6: uniqueVariance === null ? null : 1 - uniqueVariance / scaleVariance,
    },
    splitHalf: splitHalf(covariance),
  };
}

function alphaOf(k: number, sumOfVariances: number, totalVariance: number): number {
  return (k / (k - 1)) * (1 - sumOfVariances / totalVariance);
}

/** null where the sum of the standardized items does not vary, but for rounding: opposite items leave nothing to share. */
function standardized(k: number, meanCorrelation: number): number | null {
  const spread = 1 + (k - 1) * meanCorrelation;
  return spread > 1e-12 ? (k * meanCorrelation) / spread : null;
}

function meanOffDiagonal(correlation: Matrix, without: number | null): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < correlation.rows; i++) {
    for (let j = 0; j < i; j++) {
      if (i === without || j === without) continue;
      sum += at(correlation, i, j);
      count++;
    }
  }
  return sum / count;
}
