import { InputError } from '../model/errors.ts';
import { accurateMean } from '../numeric/accurateSum.ts';
import { crossProducts } from '../numeric/crossProducts.ts';
import { at } from '../numeric/matrix.ts';
import { completeRows } from './sample.ts';
import { independentTTest } from './tTest.ts';
import { finiteOrNull, notEstimable, type Outcome } from './types.ts';

export type AnalysedItem = {
  readonly upperMean: number;
  readonly lowerMean: number;
  readonly difference: number;
  /** Critical ratio: t of upper against lower group; null when neither varies. Welch when Levene's test finds unequal variances. */
  readonly criticalRatio: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly levene: number | null;
  readonly equalVariances: boolean;
  /** Correlation with the total, and with the total of the others. */
  readonly itemTotal: number | null;
  readonly correctedItemTotal: number | null;
};

export type ItemAnalysis = {
  readonly n: number;
  readonly nLeftOut: number;
  readonly k: number;
  readonly share: number;
  readonly lowerCut: number;
  readonly upperCut: number;
  readonly nLower: number;
  readonly nUpper: number;
  readonly items: readonly AnalysedItem[];
};

/**
 * Item analysis by extreme groups: do the highest and the lowest totals differ on every item?
 *
 * The upper group are the rows whose total is at least that of the row at ceil(share n) from the top, the lower group likewise from
 * the bottom: ties at a cut go in.
 *
 * @param items  k >= 2 columns, same direction, NaN = missing (listwise)
 * @param share  0 < share <= 0.5. Default 0.27 (Kelley 1939)
 * @throws InputError 'stats.shape', 'stats.share'
 * Not estimable: 'tooFewRows' when a group would have fewer than 2 rows, 'noVariance' when the cuts meet.
 * Source: Kelley (1939); Ebel (1965). Checked by hand, a tie at the cut included: tests/shared/stats/itemScales.
 */
export function itemAnalysis(items: readonly ArrayLike<number>[], share = 0.27): Outcome<ItemAnalysis> {
  const k = items.length;
  if (k < 2) throw new InputError('stats.shape', { items: k });
  if (!(share > 0 && share <= 0.5)) throw new InputError('stats.share', { share });
  const { columns, n, nIncomplete } = completeRows(items);
  const totals = new Float64Array(n);
  for (const column of columns) for (let row = 0; row < n; row++) totals[row]! += column[row]!;
  const sorted = totals.toSorted();
  const size = Math.ceil(share * n - 1e-9);
  if (n < 4 || size < 2) return notEstimable('tooFewRows', n);
  const lowerCut = sorted[size - 1]!;
  const upperCut = sorted[n - size]!;
  if (!(lowerCut < upperCut)) return notEstimable('noVariance', n);
  const lower = placesWhere(totals, (total) => total <= lowerCut);
  const upper = placesWhere(totals, (total) => total >= upperCut);
  const sums = crossProducts([...columns, totals]).sums;
  const totalSquares = at(sums, k, k);
  return {
    status: 'ok',
    n,
    nLeftOut: nIncomplete,
    k,
    share,
    lowerCut,
    upperCut,
    nLower: lower.length,
    nUpper: upper.length,
    items: columns.map((column, j) => {
      const high = taken(column, upper);
      const low = taken(column, lower);
      const upperMean = accurateMean(high);
      const lowerMean = accurateMean(low);
      const test = independentTTest(high, low);
      // Levene's test of two groups is the pooled t test of the distances from their means.
      const spread = independentTTest(
        high.map((value) => Math.abs(value - upperMean)),
        low.map((value) => Math.abs(value - lowerMean)),
      );
      const levene = spread.status === 'ok' ? spread.pooled.p : null;
      const equalVariances = levene === null || levene >= 0.05;
      const chosen = test.status === 'ok' ? (equalVariances ? test.pooled : test.welch) : null;
      const own = at(sums, j, j);
      const withTotal = at(sums, j, k);
      return {
        upperMean,
        lowerMean,
        difference: upperMean - lowerMean,
        criticalRatio: chosen?.t ?? null,
        df: chosen?.df ?? null,
        p: chosen?.p ?? null,
        levene,
        equalVariances,
        itemTotal: finiteOrNull(withTotal / Math.sqrt(own * totalSquares)),
        correctedItemTotal: finiteOrNull((withTotal - own) / Math.sqrt(own * (totalSquares - 2 * withTotal + own))),
      };
    }),
  };
}

function placesWhere(values: Float64Array, holds: (value: number) => boolean): Int32Array {
  const places = new Int32Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++) if (holds(values[row]!)) places[count++] = row;
  return places.slice(0, count);
}

function taken(column: Float64Array, places: Int32Array): Float64Array {
  const values = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) values[i] = column[places[i]!]!;
  return values;
}
