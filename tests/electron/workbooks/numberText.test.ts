import { describe, expect, it } from 'vitest';
import { parseNumberText } from '../../../electron/workbooks/numberText.ts';

const parse = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return parseNumberText(bytes, 0, bytes.length);
};

describe('parseNumberText', () => {
  it.each([
    '0',
    '-0',
    '7',
    '10',
    '1.5',
    '-2.25',
    '0.1',
    '1e3',
    '1E-7',
    '+4',
    ' 5 ',
    '.5',
    '5.',
    '9007199254740991',
    '9007199254740993',
    '0.30000000000000004',
    '123456789012345678',
    '4.9406564584124654e-324',
    '2.2250738585072014E-308',
    '45123.604166666664',
  ])('equals Number for %s', (text) => {
    expect(Object.is(parse(text), Number(text))).toBe(true);
  });

  it.each(['', '-', '.', 'abc', '1,5', '1e', '0x10', 'Infinity', 'NaN', '1e999', '1 2', '--1', '9'.repeat(500)])(
    'refuses %s',
    (text) => {
      expect(parse(text)).toBeNaN();
    },
  );
});
