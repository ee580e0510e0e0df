import { expect, it } from 'vitest';
import { sentence } from '../../../shared/analyses/sentence.ts';

it('starts an English sentence with a capital, whatever word comes first', () => {
  const template = { zh: '{@what}有差异。', en: '{@what} differs from {@what}.' };
  const words = { what: 'the index' };
  expect(sentence('en', template, words).parts).toEqual(['The index differs from the index.']);
  expect(sentence('zh-CN', template, words).parts).toEqual(['the index有差异。']);
});

it('cuts very long names, not what the program itself says', () => {
  const long = 'word '.repeat(40).trim();
  const [text] = sentence('en', { zh: '', en: 'a {@name}: {@verdict}' }, { name: long, verdict: long }).parts;
  expect(text).toMatch(/^a [\w ]{60,90}…: /);
  expect(String(text).endsWith(`: ${long}`)).toBe(true);
});
