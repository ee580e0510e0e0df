import type { AnalysisResult } from '../analyses/types.ts';
import { valueAt } from '../format/sentenceText.ts';
import { inLocale, type Locale } from '../model/text.ts';
import { bannerPlace } from './bannerPlaces.ts';
import { isTreeLevel } from './besideNumbers.ts';
import { lineageOf } from './lineage.ts';
import { quantityNames } from './quantityNames.ts';

/** Of whom or what a number is: the names that the parts of the result around it carry, innermost first. */
export function subjectOf(result: AnalysisResult, path: string): readonly string[] {
  const { ancestors } = lineageOf(result.values, path);
  const names = ancestors.slice(0, -1).flatMap(({ object }) => {
    for (const key of ['label', 'name', 'group', 'feature', 'id', 'node', 'item', 'variable']) {
      const value = object[key];
      const { id } = object;
      // A question is called by its wording, not by the name of its column.
      if (key === 'name' && typeof id === 'string' && result.labels[id]) return [result.labels[id]];
      if (typeof value === 'string' && value !== '') return [result.labels[value] ?? value];
    }
    return [];
  });
  return [...new Set(names)];
}

/** What quantity a number is and how it is usually shown, by the key it stands under; null = its key has no name of its own. */
export function quantityOf(result: AnalysisResult, path: string): NonNullable<(typeof quantityNames)[string]> | null {
  const { key } = lineageOf(result.values, path);
  const value = valueAt(result.values, path);
  const inBanner = { mean: 'mean', answer: 'share' }[String(bannerPlace(result, path)?.row?.['kind'])];
  return typeof value === 'number' && !isTreeLevel(key, value) ? (quantityNames[inBanner ?? key] ?? null) : null;
}

/** A number in words: of whom or what, and which quantity. Empty where neither has a name. */
export function nameOfNumber(result: AnalysisResult, path: string, locale: Locale): string {
  const quantity = quantityOf(result, path);
  const { group } = bannerPlace(result, path) ?? {};
  const column = group ? [group.label] : [];
  return [
    ...column,
    ...subjectOf(result, path).toReversed(),
    ...(quantity ? [inLocale(quantity.name, locale)] : []),
  ].join(' · ');
}
