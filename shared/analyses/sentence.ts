import type { FormatName, Sentence, SentencePart } from './types.ts';
import { type Bilingual, inLocale, type Locale } from '../model/text.ts';

/**
 * A finding from a template in both languages. {path|format} stays a reference to a number of the result, {@key} takes a word from
 * words (an indicator's name, a group's label), everything else is text.
 */
export function sentence(locale: Locale, template: Bilingual, words: Readonly<Record<string, string>> = {}): Sentence {
  const parts: SentencePart[] = [];
  const text = inLocale(template, locale);
  let at = 0;
  let literal = '';
  for (const match of text.matchAll(/\{(?:@(\w+)|([\w.]+)\|(\w+))\}/g)) {
    literal += text.slice(at, match.index);
    at = match.index + match[0].length;
    if (match[1] !== undefined) {
      literal += words[match[1]] ?? '';
    } else {
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push({ path: match[2]!, format: match[3] as FormatName });
    }
  }
  literal += text.slice(at);
  if (literal !== '') parts.push(literal);
  return { parts };
}

/** Names joined for a sentence: 甲、乙和丙 / A, B and C. */
export function joinNames(names: readonly string[], locale: Locale): string {
  if (names.length <= 1) return names[0] ?? '';
  const last = names.at(-1)!;
  const rest = names.slice(0, -1);
  return locale === 'zh-CN' ? `${rest.join('、')}和${last}` : `${rest.join(', ')} and ${last}`;
}
