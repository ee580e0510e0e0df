import type { AnalysisResult, Sentence } from '../../analyses/types.ts';
import { valueAt } from '../../format/sentenceText.ts';
import { isFew, plainName, withheldOf } from './withheld.ts';

/** Sentences that say of groups only that they are small. */
const onlySizes = 'fewForms';

/**
 * Does a sentence speak of a group that is kept back - names it, or shows a number about it? It is kept back as a whole: who is highest or
 * lowest is told by the words, and what it says of everybody may be the difference to the group.
 */
export function tellsOfFew({ about, parts }: Sentence, result: AnalysisResult, smallest: number): boolean {
  if (about === onlySizes) return false;
  if (parts.some((part) => typeof part !== 'string' && isFew(result, part.path, smallest))) return true;
  const { names } = withheldOf(result, smallest);
  if (names.size === 0) return false;
  const told = parts.map((part) => {
    if (typeof part === 'string') return part;
    const value = valueAt(result.values, part.path);
    return typeof value === 'string' ? `“${value}”` : '';
  });
  return [...told.join('').matchAll(/“([^”]*)”|"([^"]*)"/g)].some(([, zh, en]) => names.has(plainName(zh ?? en ?? '')));
}
