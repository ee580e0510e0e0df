/** The languages the workbench speaks; Chinese first. */
export type Locale = 'zh-CN' | 'en';

/** A short text in both languages. Everything a user can read that is not their own words has this shape or a locale key. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Either a bilingual program text or the user's own words (a question label, an indicator name), the same in every language. */
export type Label = Bilingual | string;

/** The words of a label in a language; the user's own words are the same in both. */
export function inLocale(label: Label, locale: Locale): string {
  if (typeof label === 'string') return label;
  return locale === 'zh-CN' ? label.zh : label.en;
}

/** With a capital first letter, for the start of an English title or sentence. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
