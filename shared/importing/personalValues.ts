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

/** Kind of personal data most of the column's values look like; null when they do not. */
export function personalKindOfValues(profile: ColumnProfile): PersonalKind | null {
  if (profile.filled === 0) return null;
  const share = (test: (text: string) => boolean): number => {
    let hits = 0;
    for (const { text, count } of profile.words) if (test(text)) hits += count;
    return hits / profile.filled;
  };
  if (
    profile.integers &&
    profile.numbers > 0.5 * profile.filled &&
    profile.min >= 13_000_000_000 &&
    profile.max <= 19_999_999_999
  )
    return 'phone';
  if (share((text) => mobile.test(text)) > 0.3) return 'phone';
  if (share(isIdentityNumber) > 0.3) return 'identity';
  if (share((text) => email.test(text)) > 0.3) return 'email';
  return share((text) => ipv4.test(text)) > 0.3 ? 'ip' : null;
}
