import { maskDigits } from './digitMask.ts';
import { headingAsksIdentifier } from './headerWords.ts';
import type { PersonalKind } from './headerWords.ts';
import type { ColumnProfile } from './profileColumn.ts';

const mobile = /^(\+?86[- ]?)?1[3-9]\d{9}$/;
const email = /^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/;
const ipv4 = /^(\d{1,3}\.){3}\d{1,3}(\(.*\))?$/;

/** Resident identity number with its check digit (GB 11643). */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]!.toUpperCase();
}

/** Digits as people group them: "6222 0212 3456 7890", "138-0013-8000". */
const ungrouped = (text: string): string => text.normalize('NFKC').replace(/[\s-]+/g, '');

/** Number of a payment card: 16 to 19 digits with the check digit of ISO/IEC 7812 (Luhn). */
function isCardNumber(text: string): boolean {
  const digits = ungrouped(text);
  if (!/^[1-9]\d{15,18}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
  }
  return sum % 10 === 0;
}

/** Kind of personal data most of the column's values look like; null when they do not. */
export function personalKindOfValues(profile: ColumnProfile): PersonalKind | null {
  if (profile.filled === 0) return null;
  const share = (test: (text: string) => boolean): number => {
    let hits = 0;
    for (const { text, count } of profile.words) if (test(text)) hits += count;
    return hits / profile.filled;
  };
  if (share((text) => mobile.test(ungrouped(text))) + profile.mobileNumbers / profile.filled > 0.3) return 'phone';
  if (share(isIdentityNumber) > 0.3) return 'identity';
  if (share(isCardNumber) > 0.3) return 'account';
  if (share((text) => email.test(text)) > 0.3) return 'email';
  return share((text) => ipv4.test(text)) > 0.3 ? 'ip' : null;
}

/** Fewer digits are as likely an amount. */
const severalDigits = 10_000;
/** Numbers of this many digits are not exact. */
const exactDigits = 16;

/** A .csv file keeps 010080 as text and reads 450000 as a number: one width for all says that they are of a kind. */
function isOneWidth(profile: ColumnProfile, width: number, texts: readonly { readonly digits: string }[]): boolean {
  if (width < 3 || profile.max >= 10 ** width || !texts.every(({ digits }) => digits.length === width)) return false;
  const written = new Set(texts.map(({ digits }) => Number(digits)));
  return profile.values?.every(([value]) => value >= 10 ** (width - 1) || written.has(value)) ?? width >= 5;
}

/** Numbers of fewer digits that are shown with zeros are as likely codes of answers: 01, 02, 03. */
const fewestMasked = 3;

/** A format that shows leading zeros or groups the digits says that they are a name: 001234, 138-0013-8000. */
function isMasked({ mask, numbers, filled, integers, min }: ColumnProfile): boolean {
  if (mask === null || !integers || min < 0 || numbers <= 0.5 * filled) return false;
  const digits = maskDigits(mask);
  return digits >= fewestMasked && (/[^0]/.test(mask) || min < 10 ** (digits - 1));
}

/**
 * Are the digits of this column names of something rather than amounts? Telephone, identity and card numbers, postcodes: by their form
 * or their format, or by a heading that asks for them where the numbers are long. Such columns stay texts, so that no digit is rounded, no leading zero
 * lost and nothing averaged.
 */
export function holdsIdentifiers(profile: ColumnProfile, heading: string): boolean {
  const kind = personalKindOfValues(profile);
  if (kind === 'phone' || kind === 'identity' || kind === 'account') return true;
  if (isMasked(profile)) return true;
  const digits = profile.words.flatMap(({ text, count, number }) =>
    number !== null && /^\d+$/.test(ungrouped(text)) ? [{ digits: ungrouped(text), count }] : [],
  );
  const countOf = (some: typeof digits): number => some.reduce((sum, { count }) => sum + count, 0);
  const long = countOf(digits.filter((one) => one.digits.length >= exactDigits)) + profile.longNumbers;
  if (long > (profile.numbers === 0 ? 0 : 0.3 * profile.filled)) return true;
  const padded = digits.filter((one) => /^0\d/.test(one.digits));
  if (
    padded.length > 0 &&
    profile.integers &&
    (profile.numbers === 0 || isOneWidth(profile, padded[0]!.digits.length, digits))
  )
    return true;
  return headingAsksIdentifier(heading) && profile.numbers > 0 && profile.integers && profile.min >= severalDigits;
}
