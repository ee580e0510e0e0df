import { normaliseText } from './looseValues.ts';

const separators = /[-—–_:：/|·.、,，;；\s()（）【】[\]“”"'‘’《》<>?？]+/;

/** Finds lowest-level indicator names in question texts. */
export interface IndicatorMatcher {
  /** The indicator the text measures: a whole part between separators first, else the longest name contained in it; null for none. */
  match(text: string): string | null;
}

const strip = (text: string): string =>
  normaliseText(text).replace(/[-—–_:：/|·.、,，;；()（）【】[\]“”"'‘’《》<>?？的]/g, '');

export function indicatorMatcher(names: readonly string[]): IndicatorMatcher {
  const known = names
    .map((name) => ({ name, key: strip(name) }))
    .filter((entry) => entry.key !== '')
    .toSorted((a, b) => b.key.length - a.key.length);
  const exact = new Map(known.toReversed().map((entry) => [entry.key, entry.name]));
  return {
    match(text) {
      if (known.length === 0) return null;
      let best: string | null = null;
      let bestLength = 0;
      for (const part of text.split(separators)) {
        const key = strip(part);
        const name = exact.get(key);
        if (name !== undefined && key.length > bestLength) [best, bestLength] = [name, key.length];
      }
      if (best !== null) return best;
      const whole = strip(text);
      return known.find((entry) => entry.key.length >= 2 && whole.includes(entry.key))?.name ?? null;
    },
  };
}

/** How many of the names occur in the headings: which template fits a file best. */
export function countIndicatorMatches(headings: readonly string[], names: readonly string[]): number {
  const matcher = indicatorMatcher(names);
  return new Set(headings.map((heading) => matcher.match(heading)).filter((name) => name !== null)).size;
}
