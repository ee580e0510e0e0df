import { monthNames } from '../../format/formatDate.ts';
import type { Locale } from '../../model/text.ts';

/** When a survey was made, as far as its name tells. */
export interface Period {
  readonly year?: number;
  readonly month?: number;
  /** 1-4 */
  readonly quarter?: number;
  /** 1 or 2 */
  readonly half?: number;
}

const chinese: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 上: 1, 下: 2 };
const numberOf = (text: string): number => chinese[text] ?? Number(text);
const monthOf = (word: string): number =>
  monthNames.findIndex((name) => name.slice(0, 3).toLowerCase() === word.slice(0, 3).toLowerCase()) + 1;

type Read = (found: RegExpExecArray) => Period;

/** The ways names write a time, the fullest first. Digits alone are one only where nothing but separators stands beside them. */
const ways: readonly (readonly [RegExp, Read])[] = [
  [
    /(20\d\d)年(1[0-2]|0?[1-9])月(?:\d{1,2}日|份)?/u,
    ([, year, month]) => ({ year: Number(year), month: Number(month) }),
  ],
  [/(20\d\d)年?第?([一二三四1-4])季度/u, ([, year, quarter]) => ({ year: Number(year), quarter: numberOf(quarter!) })],
  [/(20\d\d)年?([上下])半年/u, ([, year, half]) => ({ year: Number(year), half: numberOf(half!) })],
  [/(20\d\d)(?:年度|年|财年)/u, ([, year]) => ({ year: Number(year) })],
  [/(?<!\d)(1[0-2]|[1-9])月份?/u, ([, month]) => ({ month: Number(month) })],
  [/第?([一二三四1-4])季度/u, ([, quarter]) => ({ quarter: numberOf(quarter!) })],
  [/([上下])半年/u, ([, half]) => ({ half: numberOf(half!) })],
  [
    /(?<![\p{L}\d])(20\d\d)[-_ ]?Q([1-4])(?![\p{L}\d])/iu,
    ([, year, quarter]) => ({ year: Number(year), quarter: Number(quarter) }),
  ],
  [
    /(?<![\p{L}\d])Q([1-4])[-_ ]?(20\d\d)?(?![\p{L}\d])/iu,
    ([, quarter, year]) => ({ ...(year ? { year: Number(year) } : {}), quarter: Number(quarter) }),
  ],
  [
    /(?<![\p{L}\d])(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)[-_. ]{0,2}(20\d\d)(?![\p{L}\d])/iu,
    ([, month, year]) => ({ year: Number(year), month: monthOf(month!) }),
  ],
  [
    /(?<![\p{L}\d])(20\d\d)[-_. ]?(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)(?![\p{L}\d])/iu,
    ([, year, month]) => ({ year: Number(year), month: monthOf(month!) }),
  ],
  [
    /(?<!\d)(20\d\d)(?:[-./](1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?|_?(1[0-2]|0[1-9])(?:_?(?:3[01]|[12]\d|0[1-9]))?)(?!\d)/u,
    ([, year, month, joined]) => ({ year: Number(year), month: Number(month ?? joined) }),
  ],
  [/(?<!\d)(?:FY)?(20\d\d)(?![\d级届型款号室])/u, ([, year]) => ({ year: Number(year) })],
];

/** The time a name tells of and the name without it; at: where it stood. null: it tells of none. */
export function findPeriod(
  name: string,
): { readonly period: Period; readonly before: string; readonly after: string } | null {
  for (const [way, read] of ways) {
    const found = way.exec(name);
    if (found)
      return {
        period: read(found),
        before: name.slice(0, found.index),
        after: name.slice(found.index + found[0].length),
      };
  }
  return null;
}

/** 2026年9月, 2026年第三季度, 9月 / September 2026, third quarter of 2026, September. */
export function periodText({ year, month, quarter, half }: Period, locale: Locale): string {
  if (locale === 'zh-CN') {
    const part =
      month !== undefined
        ? `${month}月`
        : quarter !== undefined
          ? `第${'一二三四'[quarter - 1]}季度`
          : half !== undefined
            ? `${half === 1 ? '上' : '下'}半年`
            : '';
    return `${year === undefined ? '' : `${year}年`}${part}`;
  }
  if (month !== undefined) return [monthNames[month - 1], year].filter((one) => one !== undefined).join(' ');
  const part =
    quarter !== undefined
      ? `${['first', 'second', 'third', 'fourth'][quarter - 1]} quarter`
      : half !== undefined
        ? `${half === 1 ? 'first' : 'second'} half`
        : '';
  if (part === '') return String(year);
  return year === undefined ? part : `${part} of ${year}`;
}
