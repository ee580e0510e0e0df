import type { Json } from '../../analyses/types.ts';

/** Mail addresses, and runs of digits as long as a telephone or identity number, however parted; a date is none. */
const identifying =
  /[^\s@，。；、]{1,64}@[^\s@.，。；、]+(?:\.[^\s@.，。；、]+)+|(?<![\d.])(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))\+?\d(?:[- ]?\d){6,}[\dXx]?(?![\d.])/gu;

/** A quoted answer without what would tell who gave it. */
export const maskPersonal = (text: string): string => text.replace(identifying, '***');

/** Every text in plain data masked, but those under the keys named. */
export function maskTexts<T extends Json>(value: T, but: ReadonlySet<string> = new Set()): T {
  const masked = (one: Json): Json => {
    if (typeof one === 'string') return maskPersonal(one);
    if (Array.isArray(one)) return one.map(masked);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, but.has(key) ? inner : masked(inner)]));
  };
  return masked(value) as T;
}
