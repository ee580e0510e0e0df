import type { Locale } from '../model/text.ts';
import { missingMark } from './missingMark.ts';

const two = (value: number): string => String(value).padStart(2, '0');
/** English names of the months, January first. */
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** A moment (milliseconds since 1970-01-01, read as wall time without a zone) as 2026-01-31. */
export function formatIsoDate(time: number | null): string {
  if (time === null || !Number.isFinite(time)) return missingMark;
  const date = new Date(time);
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** 2026年1月31日, or 31 January 2026. */
export function formatDate(time: number | null, locale: Locale): string {
  if (time === null || !Number.isFinite(time)) return missingMark;
  const date = new Date(time);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return locale === 'zh-CN' ? `${year}年${month + 1}月${day}日` : `${day} ${monthNames[month]} ${year}`;
}

/** 2026-01-31 14:05 */
export function formatDateTime(time: number | null): string {
  if (time === null || !Number.isFinite(time)) return missingMark;
  const date = new Date(time);
  return `${formatIsoDate(time)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}
