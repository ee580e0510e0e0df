/** Dates of two numbers and a year, as 22/02/2015 (day first) or 2/22/2015 (month first). */
export const dateOrders = ['dayFirst', 'monthFirst'] as const;
export type DateOrder = (typeof dateOrders)[number];

const longestDate = 40;
const written =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[\sT,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?\s*(am|pm)?)?$/i;

interface Parts {
  readonly first: number;
  readonly second: number;
  readonly year: number;
  readonly timeMs: number;
}

function partsOf(text: string): Parts | null {
  if (text.length > longestDate || !/^\d/.test(text)) return null;
  const match = written.exec(text);
  if (!match) return null;
  const short = match[4]!.length === 2;
  const year = Number(match[4]) + (short ? (Number(match[4]) < 70 ? 2000 : 1900) : 0);
  const half = match[8]?.toLowerCase();
  const [clockHour, minute, second] = [Number(match[5] ?? 0), Number(match[6] ?? 0), Number(match[7] ?? 0)];
  if (half && (clockHour < 1 || clockHour > 12)) return null;
  const hour = half ? (clockHour % 12) + (half === 'pm' ? 12 : 0) : clockHour;
  if (year < 1900 || hour > 23 || minute > 59 || second > 59) return null;
  return {
    first: Number(match[1]),
    second: Number(match[3]),
    year,
    timeMs: ((hour * 60 + minute) * 60 + second) * 1000,
  };
}

/** Milliseconds since 1970-01-01 UTC of a date so written; null when it is none or names a day that does not exist. */
export function parseOrderedDate(text: string, order: DateOrder): number | null {
  const parts = partsOf(text);
  if (!parts) return null;
  const [day, month] = order === 'dayFirst' ? [parts.first, parts.second] : [parts.second, parts.first];
  if (month < 1 || month > 12) return null;
  const ms = Date.UTC(parts.year, month - 1, day);
  return new Date(ms).getUTCDate() === day ? ms + parts.timeMs : null;
}

/**
 * Which comes first in a column of such dates: a number above 12 tells. null where none is, where they contradict one another, or where
 * the texts are mostly something else: 3/4/2024 alone may be either.
 */
export function dateOrderOf(texts: readonly string[]): DateOrder | null {
  const parts = texts.map(partsOf).filter((one) => one !== null);
  if (parts.length === 0 || parts.length < 0.8 * texts.length) return null;
  const dayFirst = parts.some(({ first }) => first > 12);
  const monthFirst = parts.some(({ second }) => second > 12);
  if (dayFirst === monthFirst) return null;
  return dayFirst ? 'dayFirst' : 'monthFirst';
}
