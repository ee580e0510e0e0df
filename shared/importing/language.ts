export type FileLanguage = 'zh' | 'en';

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
