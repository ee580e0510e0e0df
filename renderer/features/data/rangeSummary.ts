import { missingReasonOf } from '../../../shared/model/decode.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import type { RangeEdges } from './cellRange.ts';
import { blankOf, type CachedColumn } from './packedColumn.ts';

export interface RangeSummary {
  /** Cells that are not blank. */
  readonly filled: number;
  /** Usable answers to questions with numbers (neither dates nor mere names of groups). */
  readonly numbers: number;
  readonly sum: number;
  readonly min: number | null;
  readonly max: number | null;
}

/** What the cells of several areas come to together. */
export function joined(parts: readonly RangeSummary[]): RangeSummary {
  const all = (key: 'filled' | 'numbers' | 'sum'): number => parts.reduce((sum, part) => sum + part[key], 0);
  const ends = parts.filter((part) => part.numbers > 0);
  return {
    filled: all('filled'),
    numbers: all('numbers'),
    sum: all('sum'),
    min: ends.length > 0 ? Math.min(...ends.map((part) => part.min ?? Number.POSITIVE_INFINITY)) : null,
    max: ends.length > 0 ? Math.max(...ends.map((part) => part.max ?? Number.NEGATIVE_INFINITY)) : null,
  };
}

/** What the cells of one area come to. Non-answers and answers out of scale are counted as filled, not as numbers. */
export function summarizeRange(
  columns: readonly { readonly column: CachedColumn | undefined; readonly variable: Variable }[],
  forms: ArrayLike<number>,
  { top, bottom }: Pick<RangeEdges, 'top' | 'bottom'>,
): RangeSummary {
  let [filled, numbers, sum] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { column, variable } of columns) {
    if (!column) continue;
    const { values } = column;
    const blank = blankOf(values);
    const counts = variable.type === 'number' && variable.measure !== 'nominal';
    const { scale } = variable;
    const take = (value: number, count: number): void => {
      filled += count;
      if (!counts || missingReasonOf(value, scale) !== null) return;
      numbers += count;
      sum += value * count;
      if (value < min) min = value;
      if (value > max) max = value;
    };
    if (values instanceof Int8Array) {
      // Most answers are small whole numbers: each is looked at once, however many cells hold it.
      const places = new Int32Array(256);
      for (let row = top; row <= bottom; row++) {
        const value = values[forms[row]!];
        if (value !== undefined) places[value + 128]!++;
      }
      for (let place = 0; place < places.length; place++)
        if (places[place]! > 0 && place - 128 !== blank) take(place - 128, places[place]!);
      continue;
    }
    for (let row = top; row <= bottom; row++) {
      const value = values[forms[row]!];
      if (value !== undefined && value !== blank && !Number.isNaN(value)) take(value, 1);
    }
  }
  return { filled, numbers, sum, min: numbers > 0 ? min : null, max: numbers > 0 ? max : null };
}
