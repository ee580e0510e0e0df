import type { FormatName, Sentence, SentencePart } from './types.ts';
import { shorten } from '../charts/plotText.ts';
import { type Bilingual, capitalised, inLocale, type Locale } from '../model/text.ts';

/** Longest label in a sentence, in widths of a Chinese character: a question of three hundred characters is shortened. */
const longestWord = 48;
/** Never cut: names joined by joinNames, each shortened by itself, and phrases of the program's own. */
const whole: ReadonlySet<string> = new Set(['names', 'next', 'verdict', 'reason', 'pattern', 'subject']);

/**
 * A finding from a template in both languages; about: see Sentence. {path|format} stays a reference to a number of the result, {@key} takes a word from
 * words (an indicator's name, a group's label; shortened when very long), everything else is text.
 */
export function sentence(
  locale: Locale,
  about: string,
  template: Bilingual,
  words: Readonly<Record<string, string>> = {},
): Sentence {
  const parts: SentencePart[] = [];
  const text = inLocale(template, locale);
  let at = 0;
  let literal = '';
  for (const match of text.matchAll(/\{(?:@(\w+)|([\w.]+)\|(\w+))\}/g)) {
    literal += text.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[1] !== undefined) {
      const word = words[match[1]] ?? '';
      const short = whole.has(match[1]) ? word : shorten(word, longestWord);
      literal += at === match[0].length && locale === 'en' ? capitalised(short) : short;
    } else {
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push({ path: match[2]!, format: match[3] as FormatName });
    }
  }
  literal += text.slice(at);
  if (literal !== '') parts.push(literal);
  return { about, parts };
}

/** What stands between "p" and its number: the format writes "<.001" and ">.999" itself. */
export function relationOf(p: number | null): string {
  return p !== null && p >= 0.001 && p <= 0.999 ? '= ' : '';
}

/**
 * What a sentence is about: a question in quotation marks (its label is the same in both languages), or a quantity of the program by its
 * name, in English with the article. Key 'subject' in a template.
 */
export function subjectOf(label: Bilingual, locale: Locale): string {
  if (label.zh === label.en) return `“${shorten(label.zh, longestWord)}”`;
  return locale === 'zh-CN' ? label.zh : `the ${label.en}`;
}

const shortName = (name: string): string =>
  /^“.*”$/.test(name) ? `“${shorten(name.slice(1, -1), longestWord)}”` : shorten(name, longestWord);

/** Names in a row that goes on behind them: 甲、乙、丙 / A, B, C. */
export const listNames = (names: readonly string[], locale: Locale): string =>
  names.map(shortName).join(locale === 'zh-CN' ? '、' : ', ');

/** Names joined for a sentence: 甲、乙和丙 / A, B and C. */
export function joinNames(names: readonly string[], locale: Locale): string {
  if (names.length <= 1) return listNames(names, locale);
  const rest = listNames(names.slice(0, -1), locale);
  return `${rest}${locale === 'zh-CN' ? '和' : ' and '}${shortName(names.at(-1)!)}`;
}
