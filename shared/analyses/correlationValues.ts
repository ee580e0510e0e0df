import type { Interval } from '../stats/types.ts';

/** r with its test and interval; null where it cannot be had. */
export type Coefficient = {
  readonly r: number | null;
  readonly t: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly interval: Interval | null;
};
export type RankCoefficient = {
  readonly r: number;
  readonly z: number | null;
  readonly p: number;
  readonly interval: Interval | null;
};
export type PartialValues = {
  readonly pearson: Coefficient & { readonly semipartial: number; readonly zeroOrder: number; readonly n: number };
  readonly spearman: Coefficient;
};
export type PairValues = {
  readonly x: number;
  readonly y: number;
  readonly n: number;
  readonly covariance: number | null;
  readonly pearson: Coefficient;
  readonly spearman: RankCoefficient | null;
  readonly kendall: RankCoefficient | null;
  readonly partial: PartialValues | null;
};
export type IndicatorValues = {
  readonly id: string;
  readonly n: number;
  readonly whole: Coefficient;
  /** With the index of all other indicators. */
  readonly corrected: Coefficient;
};
/** Indicators against the index, or every pair of the chosen questions. */
export type CorrelationValues = {
  readonly level: number;
  readonly method: string;
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly n: number;
    readonly mean: number | null;
    readonly sd: number | null;
  }[];
  readonly given: readonly string[];
  readonly pairs: readonly PairValues[];
  /** Places in pairs of the strongest, by the size of r. */
  readonly strongest: readonly number[];
  readonly indicators: readonly IndicatorValues[];
  /** Places in indicators, highest corrected correlation first. */
  readonly ranked: readonly number[];
};

/** r of two items by their places; 1 on the diagonal. Pairs are stored row by row above it. */
export function entry(values: CorrelationValues, row: number, column: number): number | null {
  if (row === column) return values.items[row]!.sd === null || values.items[row]!.sd === 0 ? null : 1;
  const [x, y] = row < column ? [row, column] : [column, row];
  const k = values.items.length;
  return values.pairs[x * k - (x * (x + 1)) / 2 + (y - x - 1)]!.pearson.r;
}
