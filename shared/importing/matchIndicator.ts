import { englishTerms, termMatcher } from './englishTerms.ts';
import type { ColumnHeading } from './headings.ts';
import { normaliseText } from './looseValues.ts';

const separators = /[-—–_:：/|·.、,，;；\s()（）【】[\]“”"'‘’《》<>?？]+/;
const han = /\p{Script=Han}/u;

/** Other wordings for an indicator, by its name. */
export type IndicatorWordings = ReadonlyMap<string, readonly string[]>;

/** Finds lowest-level indicator names in question texts. */
export interface IndicatorMatcher {
  /** The indicator the text measures: a whole part between separators first, else the longest name contained in it; null for none. */
  match(text: string): string | null;
}

interface Known {
  readonly name: string;
  readonly wording: string;
}

const strip = (text: string): string =>
  normaliseText(text).replace(/[-—–_:：/|·.、,，;；()（）【】[\]“”"'‘’《》<>?？的]/g, '');

/** Names whose words are not parted by blanks: letters in a row. */
function unpartedMatcher(names: readonly Known[]): IndicatorMatcher {
  const known = names
    .map(({ name, wording }) => ({ name, key: strip(wording) }))
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

/** Chinese names are found as letters in a row, names in letters by their words. */
export function indicatorMatcher(names: readonly string[], wordings: IndicatorWordings = new Map()): IndicatorMatcher {
  const known = names.flatMap((name) => [name, ...(wordings.get(name) ?? [])].map((wording) => ({ name, wording })));
  const inWords = known.filter(({ wording }) => !han.test(wording) && englishTerms(wording).length > 0);
  const unparted = unpartedMatcher(known.filter((entry) => !inWords.includes(entry)));
  const worded = termMatcher(inWords);
  return { match: (text) => unparted.match(text) ?? worded.match(text) };
}

/** How many of the names occur in the headings, each alone or below its group: which template fits a file best. */
export function countIndicatorMatches(
  headings: readonly Pick<ColumnHeading, 'own' | 'group'>[],
  names: readonly string[],
  wordings?: IndicatorWordings,
): number {
  const matcher = indicatorMatcher(names, wordings);
  const found = headings.map(({ own, group }) => matcher.match(own) ?? matcher.match(`${group} ${own}`));
  return new Set(found.filter((name) => name !== null)).size;
}
