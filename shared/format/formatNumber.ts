import type { FormatName } from '../analyses/types.ts';
import type { Locale } from '../model/text.ts';
import { formatDate } from './formatDate.ts';
import { withMinus } from './minus.ts';
import { missingMark } from './missingMark.ts';

/**
 * Decimal digits of a number, rounded half away from zero on its shortest decimal form (1.005 -> "1.01", as a spreadsheet shows it).
 * Never "-0.00": a value that rounds to zero has no sign. Below zero a hyphen, as machines read it.
 */
export function fixedDigits(value: number, digits: number): string {
  const size = Math.abs(value);
  const plain = String(size);
  const text =
    plain.includes('e') || plain === 'Infinity'
      ? size.toFixed(digits)
      : (Math.round(Number(`${plain}e${digits}`)) / 10 ** digits).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `-${text}` : text;
}

/** Thousands separated by commas, as in both languages of the workbench. */
function withThousands(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** ".505" for "0.505", "-.2" for "-0.2": numbers that cannot exceed one are set without the zero. */
function withoutLeadingZero(digits: string): string {
  return digits.replace(/^(-?)0\./, '$1.');
}

function formatP(value: number): string {
  if (value < 0.001) return '<.001';
  return value > 0.999 && value < 1 ? '>.999' : withoutLeadingZero(fixedDigits(value, 3));
}

const formatters: Readonly<Record<Exclude<FormatName, 'text' | 'date'>, (value: number) => string>> = {
  integer: (value) => withThousands(fixedDigits(value, 0)),
  degrees: (value) => withThousands(fixedDigits(value, Number.isInteger(value) ? 0 : 1)),
  number1: (value) => withThousands(fixedDigits(value, 1)),
  number2: (value) => withThousands(fixedDigits(value, 2)),
  number3: (value) => withThousands(fixedDigits(value, 3)),
  percent1: (value) => `${fixedDigits(value, 1)}%`,
  share1: (value) => `${fixedDigits(100 * value, 1)}%`,
  pValue: formatP,
  coefficient: (value) => withoutLeadingZero(fixedDigits(value, 3)),
  weight: (value) => fixedDigits(value, 3),
};

/**
 * The only place where digits are rounded: a number as a reader sees it, below zero with the minus sign.
 *
 * @param value  null = cannot be had, shown as an en dash
 * @param format  percent1 takes 0-100, share1 takes 0-1, both show "46.2%"; pValue shows ".012" or "<.001"
 */
export function formatNumber(value: number | null, format: FormatName, locale: Locale): string {
  if (value === null || !Number.isFinite(value)) return missingMark;
  if (format === 'date') return formatDate(value, locale);
  return withMinus(format === 'text' ? String(value) : formatters[format](value));
}
