/** Limits of an interval. Methods say themselves whether limits are clipped to the possible range. */
export type Interval = { readonly lower: number; readonly upper: number };

/** The data do not allow the number: a fact, not an error. n is the number of observations that were there. */
export type NotEstimable = { readonly status: 'notEstimable'; readonly reason: NotEstimableReason; readonly n: number };

/** tooFewRows: fewer usable rows than the method needs; tooManyRows: beyond the method's published range; noVariance: all values equal. */
export type NotEstimableReason = 'tooFewRows' | 'tooManyRows' | 'noVariance' | 'noWeight' | 'tooFewGroups';

/** A result, or the reason why there is none. */
export type Outcome<T> = ({ readonly status: 'ok' } & T) | NotEstimable;

/** The result of a statistic that the data do not allow; n: rows that were there to be used. */
export function notEstimable(reason: NotEstimableReason, n: number): NotEstimable {
  return { status: 'notEstimable', reason, n };
}

/** Results hold null where a number cannot be had, never NaN or Infinity. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
