import { expect, it } from 'vitest';
import { firstBytes, neutralText, shortened, workbookText } from '../../../electron/export/dataText.ts';

it.each([
  '=1+1',
  '+86',
  '-2',
  '@sum',
  '＝1',
  '＋1',
  '－1',
  '＠a',
  '  =1',
  '\u3000=1',
  '\t5',
  '\r5',
  '\n5',
  '\t=1',
  ' -2',
])('a spreadsheet does not run %j', (text) => {
  expect(neutralText(text)).toBe(`'${text}`);
});

it.each(['', '很好', '5', '5=5', 'a-b', '3 - 2', ' 5', "'quoted", '（-）'])('%j is left as it is', (text) => {
  expect(neutralText(text)).toBe(text);
});

it('cuts no character in two', () => {
  expect(shortened('ab😀', 3)).toBe('ab');
  expect(shortened('ab😀', 4)).toBe('ab😀');
  expect(firstBytes('满意', 5)).toBe('满');
  expect(firstBytes('满意', 6)).toBe('满意');
});

it('writes what XML cannot hold, and its own escapes, so that they are read back', () => {
  expect(workbookText('a\u0000b\u001f')).toBe('a_x0000_b_x001F_');
  expect(workbookText('_x0041_')).toBe('_x005F_x0041_');
  expect(workbookText('\ud83d')).toBe('_xD83D_');
  expect(workbookText('两行\n一题\t')).toBe('两行\n一题\t');
});
