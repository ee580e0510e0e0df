import type { Json, JsonObject, Sentence } from '../analyses/types.ts';
import type { Locale } from '../model/text.ts';
import { formatNumber } from './formatNumber.ts';
import { isolateName, isolateNames } from './isolateNames.ts';
import { missingMark } from './missingMark.ts';

/**
 * The value at a dotted path, or undefined when the path leads nowhere. A step is a key, a place in a list ("items.3.mean"), or
 * key=value, the first of a list whose key has that value ("nodes.id=ind7.score"): such a path survives a change of order.
 */
export function valueAt(values: JsonObject, path: string): Json | undefined {
  let at: Json | undefined = values;
  for (const step of path.split('.')) {
    if (at === null || at === undefined || typeof at !== 'object') return undefined;
    const selector: RegExpExecArray | null = Array.isArray(at) ? /^(\w+)=(.*)$/.exec(step) : null;
    at = selector
      ? (at as readonly Json[]).find((one) => String((one as JsonObject | null)?.[selector[1]!] ?? '') === selector[2])
      : (at as Readonly<Record<string, Json>>)[step];
  }
  return at;
}

/** A finding as running text: its references looked up in values and shown by their formats. */
export function sentenceText(sentence: Pick<Sentence, 'parts'>, values: JsonObject, locale: Locale): string {
  return sentence.parts
    .map((part) => {
      if (typeof part === 'string') return isolateNames(part);
      const value = valueAt(values, part.path);
      if (typeof value === 'number') return formatNumber(value, part.format, locale);
      return typeof value === 'string' ? isolateName(value) : missingMark;
    })
    .join('');
}
