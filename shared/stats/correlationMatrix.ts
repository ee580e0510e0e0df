import { InputError } from '../model/errors.ts';
import { splitMean } from '../numeric/accurateSum.ts';
import { completeCrossProducts } from '../numeric/crossProducts.ts';
import { completeRows } from './sample.ts';

export interface CorrelationMatrixOptions {
  /** 'pairwise' (default): each pair uses the rows that have both; 'listwise': all use the complete rows. */
  readonly missing?: 'pairwise' | 'listwise';
  readonly weights?: ArrayLike<number> | null;
  /** 'frequency' (default): a row stands for w equal ones. 'survey': inverse selection probabilities. */
  readonly weightKind?: 'frequency' | 'survey';
}

/** k x k numbers each, element (i, j) at i * k + j. */
export interface CorrelationMatrix {
  readonly k: number;
  /** Pearson's r; NaN where a column of the pair does not vary over the pair's rows or fewer than 2 rows remain. The diagonal is 1. */
  readonly r: Float64Array;
  /** Divisor n - 1; with survey weights n/(n - 1) times the weighted mean product. */
  readonly covariance: Float64Array;
  /** Rows of the pair; with frequency weights their sum. */
  readonly n: Float64Array;
  /** Rows of the pair. */
  readonly rows: Float64Array;
  /** Of each column over its own rows, weighted where there are weights; NaN without rows. k numbers. */
  readonly means: Float64Array;
}

/**
 * Pearson correlations of many columns at once. Complete columns without weights go through the blocked products of the covariance matrix;
 * otherwise each pair is corrected for the means of its own rows.
 *
 * @param columns  k columns of equal length, NaN = missing
 * @throws InputError 'stats.shape', 'stats.negativeWeight'
 * Source: as pearson. Checked against R 4.2.2 cor.test: tests/golden correlation; against pearson pair by pair, with gaps and weights:
 * tests/shared/stats/classical.
 */
export function correlationMatrix(
  columns: readonly ArrayLike<number>[],
  options: CorrelationMatrixOptions = {},
): CorrelationMatrix {
  const length = columns[0]?.length ?? 0;
  const weights = options.weights ?? null;
  if (columns.some((column) => column.length !== length) || (weights && weights.length !== length))
    throw new InputError('stats.shape', { rows: length, columns: columns.length });
  if (options.missing === 'listwise') {
    const complete = completeRows(columns, weights);
    return (
      (complete.weights ? null : fromComplete(complete.columns)) ??
      pairwise(complete.columns, complete.weights, options.weightKind ?? 'frequency')
    );
  }
  return (weights ? null : fromComplete(columns)) ?? pairwise(columns, weights, options.weightKind ?? 'frequency');
}

/** null where a value is missing or there are too few rows. */
function fromComplete(columns: readonly ArrayLike<number>[]): CorrelationMatrix | null {
  const k = columns.length;
  const n = columns[0]?.length ?? 0;
  const products = n > 1 ? completeCrossProducts(columns) : null;
  if (!products) return null;
  const covariance = products.sums.data.map((sum) => sum / (n - 1));
  const varies = columns.map((column) => {
    for (let i = 1; i < n; i++) if (column[i] !== column[0]) return true;
    return false;
  });
  const r = new Float64Array(k * k).fill(Number.NaN);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      if (!varies[i]! || !varies[j]!) continue;
      const scale = Math.sqrt(covariance[i * k + i]!) * Math.sqrt(covariance[j * k + j]!);
      r[i * k + j] = i === j ? 1 : clip(covariance[i * k + j]! / scale);
    }
  const counts = new Float64Array(k * k).fill(n);
  return { k, r, covariance, n: counts, rows: counts, means: products.means };
}

const clip = (r: number): number => Math.max(-1, Math.min(1, r));
const blockRows = 512;

interface Prepared {
  /** Deviation from the column's mean, 0 where missing. */
  readonly deviation: Float64Array;
  /** Weight times deviation, weight times its square, weight; 0 where missing. */
  readonly weighted: Float64Array;
  readonly square: Float64Array;
  readonly weight: Float64Array;
  /** 1 = there. */
  readonly mark: Float64Array;
  /** NaN without values. */
  readonly mean: number;
}

function prepare(column: ArrayLike<number>, weights: ArrayLike<number> | null): Prepared {
  const length = column.length;
  const kept: number[] = [];
  const keptWeights: number[] = [];
  for (let i = 0; i < length; i++) {
    const weight = weights ? weights[i]! : 1;
    if (weight < 0) throw new InputError('stats.negativeWeight', { row: i, weight });
    if (weight > 0 && !Number.isNaN(column[i]!)) {
      kept.push(column[i]!);
      keptWeights.push(weight);
    }
  }
  const mean = splitMean(kept, weights ? keptWeights : null);
  const [deviation, weighted, square, weight, mark] = Array.from({ length: 5 }, () => new Float64Array(length));
  for (let i = 0; i < length; i++) {
    const own = weights ? weights[i]! : 1;
    if (!(own > 0) || Number.isNaN(column[i]!)) continue;
    const from = column[i]! - mean.high - mean.low;
    deviation![i] = from;
    weighted![i] = own * from;
    square![i] = own * from * from;
    weight![i] = own;
    mark![i] = 1;
  }
  return {
    deviation: deviation!,
    weighted: weighted!,
    square: square!,
    weight: weight!,
    mark: mark!,
    mean: kept.length > 0 ? mean.high + mean.low : Number.NaN,
  };
}

function pairwise(
  columns: readonly ArrayLike<number>[],
  weights: ArrayLike<number> | null,
  kind: 'frequency' | 'survey',
): CorrelationMatrix {
  const k = columns.length;
  const length = columns[0]?.length ?? 0;
  const prepared = columns.map((column) => prepare(column, weights));
  const result = {
    k,
    r: new Float64Array(k * k).fill(Number.NaN),
    covariance: new Float64Array(k * k).fill(Number.NaN),
    n: new Float64Array(k * k),
    rows: new Float64Array(k * k),
    means: Float64Array.from(prepared, ({ mean }) => mean),
  };
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      const sums = pairSums(prepared[i]!, prepared[j]!, length);
      const observations = kind === 'survey' ? sums.rows : sums.weight;
      for (const place of [i * k + j, j * k + i]) {
        result.rows[place] = sums.rows;
        result.n[place] = observations;
      }
      if (!(observations > 1)) continue;
      const covariance = sums.xy - (sums.x * sums.y) / sums.weight;
      const varianceX = sums.xx - (sums.x * sums.x) / sums.weight;
      const varianceY = sums.yy - (sums.y * sums.y) / sums.weight;
      const scaled = (covariance / sums.weight) * (observations / (observations - 1));
      const varies = variesOverPair(columns[i]!, prepared[j]!) && variesOverPair(columns[j]!, prepared[i]!);
      const r = i === j ? 1 : clip(covariance / (Math.sqrt(varianceX) * Math.sqrt(varianceY)));
      for (const place of [i * k + j, j * k + i]) {
        result.covariance[place] = scaled;
        if (varies && varianceX > 0 && varianceY > 0) result.r[place] = r;
      }
    }
  return result;
}

/** Does the column take two different values on the rows where the other one is there? */
function variesOverPair(column: ArrayLike<number>, other: Prepared): boolean {
  let first = Number.NaN;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (other.mark[i] === 0 || Number.isNaN(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return true;
  }
  return false;
}

function pairSums(x: Prepared, y: Prepared, length: number) {
  const total = { xy: 0, x: 0, y: 0, xx: 0, yy: 0, weight: 0, rows: 0 };
  for (let from = 0; from < length; from += blockRows) {
    const to = Math.min(length, from + blockRows);
    let [xy, sx, sy, xx, yy, weight, rows] = [0, 0, 0, 0, 0, 0, 0];
    for (let i = from; i < to; i++) {
      const markX = x.mark[i]!;
      const markY = y.mark[i]!;
      const weighted = x.weighted[i]!;
      xy += weighted * y.deviation[i]!;
      sx += weighted * markY;
      sy += y.weighted[i]! * markX;
      xx += x.square[i]! * markY;
      yy += y.square[i]! * markX;
      weight += x.weight[i]! * markY;
      rows += markX * markY;
    }
    total.xy += xy;
    total.x += sx;
    total.y += sy;
    total.xx += xx;
    total.yy += yy;
    total.weight += weight;
    total.rows += rows;
  }
  return total;
}
