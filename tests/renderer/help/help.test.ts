import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shortcutGroups } from '../../../renderer/features/help/shortcuts.ts';
import { termIds } from '../../../renderer/features/help/terms.ts';

interface HelpTexts {
  readonly groups: Readonly<Record<string, string>>;
  readonly keys: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly terms: Readonly<Record<string, { readonly name: string; readonly text: string }>>;
}
const texts = JSON.parse(
  readFileSync(new URL('../../../resources/locales/en/help.json', import.meta.url), 'utf8'),
) as HelpTexts;

describe('help', () => {
  it('says what every shortcut of every part does, and nothing of others', () => {
    expect(Object.keys(texts.groups)).toEqual(shortcutGroups.map(({ group }) => group));
    for (const { group, keys } of shortcutGroups)
      expect(Object.keys(texts.keys[group] ?? {})).toEqual(keys.map(({ id }) => id));
  });

  it('explains every term, and lists none twice', () => {
    expect(Object.keys(texts.terms)).toEqual([...termIds]);
    const names = Object.values(texts.terms).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
