import { accurateSum } from '../numeric/accurateSum.ts';
import { InputError } from '../model/errors.ts';
import { isConstant, sharesOf } from './scoreMoments.ts';

export interface EntropyOptions {
  /** 'raw' (default): the scores themselves. 'minmax': (x - min)/(max - min) of the answers seen, turned round where less is better. */
  readonly normalise?: 'raw' | 'minmax';
  /** Added after min-max so that no share is 0. Default 0: 0 ln 0 counts as 0. */
  readonly shift?: number;
  /** 1 = more is better, -1 = less is better; for 'minmax' only. Default all 1. */
  readonly directions?: readonly (1 | -1)[];
  /** Positive weights of the rows, a weight of 2 is two rows; null = all 1. */
  readonly weights?: Float64Array | null;
}

export interface EntropyWeights {
  /** 0-1; 1 where a column does not vary. */
  readonly entropy: readonly number[];
  /** 1 - entropy */
  readonly redundancy: readonly number[];
  /** Sum 1; null when no column varies. */
  readonly weights: readonly number[] | null;
}

/**
 * Columns from 0 (worst seen) to 1 (best seen); a column that does not vary is all 0.
 * @throws InputError 'weights.directions' when directions are not one per column
 * Checked with the weights that begin with it: tests/golden entropy_weights.
 */
export function minMaxColumns(
  columns: readonly Float64Array[],
  directions: readonly (1 | -1)[] = columns.map(() => 1),
): readonly Float64Array[] {
  if (directions.length !== columns.length)
    throw new InputError('weights.directions', { directions: directions.length, columns: columns.length });
  return columns.map((column, place) => {
    let low = Infinity;
    let high = -Infinity;
    for (let row = 0; row < column.length; row++) {
      const value = column[row]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const out = new Float64Array(column.length);
    if (!(high > low)) return out;
    const [turned, range] = [directions[place] === -1, high - low];
    for (let row = 0; row < column.length; row++)
      out[row] = (turned ? high - column[row]! : column[row]! - low) / range;
    return out;
  });
}

/**
 * Entropy weights 熵权: indicators on which customers differ more weigh more.
 *
 * p_ij = x_ij / sum_i x_ij, e_j = -sum_i p ln p / ln n, w_j = (1 - e_j) / sum (1 - e).
 *
 * @param columns  complete, values >= 0, equal length of at least 2 rows (or a weight above 1)
 * @throws InputError 'weights.entropyNegative' when a raw value is below 0; as minMaxColumns
 * Source: Shannon (1948). Checked against R 4.2.2: tests/golden/oracle/cases/entropy_weights.json.
 */
export function entropyWeights(columns: readonly Float64Array[], options: EntropyOptions = {}): EntropyWeights {
  const rows = columns[0]?.length ?? 0;
  const weights = options.weights ?? null;
  const count = weights ? accurateSum(weights) : rows;
  const raw = (options.normalise ?? 'raw') === 'raw';
  const shift = raw ? 0 : (options.shift ?? 0);
  const used = raw ? columns : minMaxColumns(columns, options.directions);
  const entropy = used.map((column, place) => {
    const source = columns[place]!;
    // A column without differences holds no information whatever its level.
    if (!(count > 1) || isConstant(source)) return 1;
    const terms = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = column[row]! + shift;
      if (!(value >= 0)) throw new InputError('weights.entropyNegative', { column: place + 1, value });
      terms[row] = (weights ? weights[row]! : 1) * value;
    }
    const sum = accurateSum(terms);
    for (let row = 0; row < rows; row++) {
      const p = (column[row]! + shift) / sum;
      terms[row] = p > 0 ? (weights ? weights[row]! : 1) * p * Math.log(p) : 0;
    }
    return Math.min(1, -accurateSum(terms) / Math.log(count));
  });
  const redundancy = entropy.map((value) => 1 - value);
  return { entropy, redundancy, weights: sharesOf(redundancy) };
}
