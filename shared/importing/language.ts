import type { ColumnHeading } from './headings.ts';
import type { RawSheet } from './rawCells.ts';

/** What a file speaks: labels the program adds to its codes are in the same language. */
export type FileLanguage = 'zh' | 'en';

/** So many texts tell the language of a file whose headings are codes. */
const textsAsked = 2000;

const han = /[\u3400-\u9fff\uf900-\ufaff]/;
/** A word, and no code such as Q12 or CUSA1. */
const plainWord = /(?:^|[^A-Za-z])[A-Za-z]?[a-z]{3,}/;

/**
 * The language labels that the program adds should be in: Chinese where any text is, else English where there are words at all; texts
 * that are only codes leave it at Chinese.
 */
export function languageOf(texts: Iterable<string>): FileLanguage {
  let words = false;
  for (const text of texts) {
    if (han.test(text)) return 'zh';
    words ||= plainWord.test(text);
  }
  return words ? 'en' : 'zh';
}

/** The language of a sheet: of its headings, and of its answers where the headings do not say. */
export function languageOfFile(sheet: RawSheet, headings: readonly ColumnHeading[]): FileLanguage {
  return languageOf([...headings.map(({ header }) => header), ...sheet.texts.slice(0, textsAsked)]);
}

/** Labels that stand where the file has no word of its own. */
export const addedLabels: Readonly<
  Record<FileLanguage, { readonly noAnswer: string; readonly notChosen: string; readonly chosen: string }>
> = {
  zh: { noAnswer: '无法回答', notChosen: '未选', chosen: '选中' },
  en: { noAnswer: 'No answer', notChosen: 'Not chosen', chosen: 'Chosen' },
};
