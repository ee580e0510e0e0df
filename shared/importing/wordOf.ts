import { normaliseText } from './looseValues.ts';

/** An answer as lists of words know it: without a number or letter before it, without signs and white space, in lower case. */
export const wordOf = (text: string): string =>
  normaliseText(text)
    .replace(/^[（(]?[a-z0-9]{1,2}[)）.、:：=-]/, '')
    .replace(/[_。．.!！、,，;；:：“”"'’()（）]/g, '');
