import type { Json } from '../../analyses/types.ts';

/**
 * Mail addresses, and runs of digits as long as a telephone or identity number, however parted; a date is none. Names that the program
 * gives, of indicators and columns (UUID) and of data (hash), hold such runs and tell of nobody: they are the first group.
 */
const identifying =
  /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?=\d*[a-f])[0-9a-f]{32,}\b)|[^\s@，。；、]{1,64}@[^\s@.，。；、]+(?:\.[^\s@.，。；、]+)+|(?<![\d.])(?!\d{4}-\d{1,2}-\d{1,2}(?!\d))\+?\d(?:[- ]?\d){6,}[\dXx]?(?![\d.])/gu;

/**
 * An amount or a band of amounts, 10000000元 or 5000-9999, and no telephone number: what is followed by a currency, or two numbers of up to
 * six digits, alike in length, the lower one first.
 */
function isAmount(text: string, after: string): boolean {
  const [, from = '', to = ''] = /^([1-9]\d*)(?:-([1-9]\d*))?$/.exec(text) ?? [];
  if (from === '') return false;
  return after === '元' || (to !== '' && to.length <= 6 && to.length - from.length <= 1 && Number(from) < Number(to));
}

/** A quoted answer without what would tell who gave it. */
export const maskPersonal = (text: string): string =>
  text.replace(identifying, (found, name: string | undefined, at: number) =>
    name !== undefined || isAmount(found, text.charAt(at + found.length)) ? found : '***',
  );

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
