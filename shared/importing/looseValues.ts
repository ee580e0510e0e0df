import { powersOfTen } from '../model/powersOfTen.ts';

/**
 * Text as compared with headings, labels and words: full-width letters, digits and signs become half-width, white space and
 * invisible characters go, letters lower-case.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+/g, '')
    .toLowerCase();
}

/** Line breaks and the blanks around them as one blank. Run by run: looking for a break behind any blank is quadratic in a long run of blanks. */
export const onOneLine = (text: string): string => text.replace(/\s+/g, (run) => (/[\r\n]/.test(run) ? ' ' : run));

export interface LooseNumber {
  readonly value: number;
  /** False when the text was not written as a plain half-width number (full-width digits, separators, a unit, spaces). */
  readonly plain: boolean;
}

/** A number in half-width signs, a sign of money before it, and behind it a power of ten or an exponent, and the counting unit. */
const numberWithUnit =
  /^[¥$€£]?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?:([百千万亿])|(e[+-]?\d{1,3}))?(?:分|秒|岁|元|次|星|级|人|年|个|点)?$/i;

/**
 * A number written as text: half- or full-width digits, thousands separators, a power of ten ("1.2万"), one counting unit ("8分", "35岁",
 * "125秒") or a duration ("1分23秒" = 83). null when the text is something else; percentages, ranges and fractions are not numbers here.
 */
export function parseLooseNumber(text: string): LooseNumber | null {
  if (text.length > 40) return null;
  if (/^-?\d+(\.\d+)?$/.test(text)) return { value: Number(text), plain: true };
  if (!/^[\s\u200b-\u200f\ufeff+\-−–—－＋¥￥$€£]*[\d０-９]/.test(text)) return null;
  const half = text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, '')
    .replace(/^[−–—]/, '-');
  const duration = /^(?:(\d{1,3})(?:小时|时))?(?:(\d{1,4})(?:分钟|分))?(?:(\d{1,6})秒)?$/.exec(half);
  if (duration && [duration[1], duration[2], duration[3]].filter((part) => part !== undefined).length >= 2) {
    return {
      value: Number(duration[1] ?? 0) * 3600 + Number(duration[2] ?? 0) * 60 + Number(duration[3] ?? 0),
      plain: false,
    };
  }
  const number = numberWithUnit.exec(half);
  if (!number) return null;
  const [, digits = '', power, exponent = power === undefined ? '' : `e${powersOfTen[power]}`] = number;
  const value = Number(`${digits.replaceAll(',', '')}${exponent}`);
  return Number.isFinite(value) ? { value, plain: false } : null;
}

const longestDate = 60;

/** The hour of the day: 下午 3 = 15, 12 pm = 12, 12 am = 0. */
function halfDay(half: string, hour: number): number {
  if (/^(下午|晚上|中午|pm)$/.test(half)) return hour < 12 && !(half === '中午' && hour > 10) ? hour + 12 : hour;
  return /^(上午|凌晨|am)$/.test(half) && hour === 12 ? 0 : hour;
}

/**
 * A date written as text: 2024-01-05, 2024/1/5, 2024.1.5, 2024年1月5日, each with an optional clock time. Milliseconds since
 * 1970-01-01 UTC of the clock as written, whatever the time zone behind it; null when it is none or names a day that does not exist.
 * Forms that do not begin with the year need to know their order (dateOrder.ts).
 */
export function parseDateText(text: string): number | null {
  // Dates are short; the expression would try every way to part a long run of blanks.
  if (text.length > longestDate || !/^\s*\d/.test(text)) return null;
  const match =
    /^\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]*(上午|下午|早上|晚上|中午|凌晨|am|pm)?\s*(\d{1,2})\s*[:时]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:\.\d+)?\s*秒?|分)?\s*(am|pm)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?\s*$/i.exec(
      text,
    );
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const half = (match[4] ?? match[8] ?? '').toLowerCase();
  const [clock, minute, second] = [Number(match[5] ?? 0), Number(match[6] ?? 0), Number(match[7] ?? 0)];
  const hour = halfDay(half, clock);
  if (year < 1900 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return new Date(ms).getUTCDate() === day ? ms : null;
}

/** "2024-01-05" or "2024-01-05 08:30:00". */
export function formatDateMs(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return '';
  const iso = date.toISOString();
  return ms % 86_400_000 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}
