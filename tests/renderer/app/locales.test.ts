import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { roles } from '../../../shared/model/variable.ts';
import { measureWords, roleWords, typeWords } from '../../../shared/model/variableWords.ts';

const folder = new URL('../../../resources/locales/', import.meta.url);
const own = readdirSync(new URL('zh-CN/', folder)).map((file) => file.replace(/\.json$/, ''));

/** Keys as i18next looks them up: without plural endings. */
function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path.replace(/_(one|other)$/, '')];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key));
}
const read = (locale: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${locale}/${name}.json`, folder), 'utf8'));
const textsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(textsOf);

describe('locale files', () => {
  it.each(own)('%s says the same things in both languages', (name) => {
    expect([...new Set(keysOf(read('en', name)))].toSorted()).toEqual(
      [...new Set(keysOf(read('zh-CN', name)))].toSorted(),
    );
  });

  it.each(own)('%s has no empty text and no Chinese left in English', (name) => {
    for (const text of textsOf(read('en', name))) expect(text).toMatch(/^[^\u4e00-\u9fff]+$/);
    for (const text of textsOf(read('zh-CN', name))) expect(text.trim()).not.toBe('');
  });

  it.each(own)('%s puts the same facts into both languages', (name) => {
    const namesIn = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, fact]) => fact!).toSorted((a, b) => a.localeCompare(b));
    const factsOf = (value: unknown, path = ''): [string, string[]][] =>
      typeof value === 'string'
        ? [[path.replace(/_other$/, ''), namesIn(value)]]
        : Object.entries(value as object)
            // The singular, which Chinese has not, may say "one" in words or name the one there is.
            .filter(([key]) => !key.endsWith('_one'))
            .flatMap(([key, inner]) => factsOf(inner, `${path}.${key}`));
    expect(Object.fromEntries(factsOf(read('en', name)))).toEqual(Object.fromEntries(factsOf(read('zh-CN', name))));
  });

  it('has the words of files for roles, types and measures', () => {
    for (const [locale, language] of [
      ['zh-CN', 'zh'],
      ['en', 'en'],
    ] as const) {
      const words = read(locale, 'common') as Record<'roles' | 'types' | 'measures', Record<string, string>>;
      const inFiles = (given: Readonly<Record<string, { readonly zh: string; readonly en: string }>>) =>
        Object.fromEntries(Object.entries(given).map(([key, label]) => [key, label[language]]));
      expect(words).toMatchObject({
        roles: inFiles(roleWords),
        types: inFiles(typeWords),
        measures: inFiles(measureWords),
      });
    }
  });

  it('has a word for every role', () => {
    expect(keysOf((read('zh-CN', 'common') as { roles: object }).roles).toSorted()).toEqual([...roles].toSorted());
  });

  it('has the same namespaces for every language', () => {
    const names = (locale: string) => readdirSync(new URL(`${locale}/`, folder)).toSorted();
    expect(names('en')).toEqual(names('zh-CN'));
  });
});
