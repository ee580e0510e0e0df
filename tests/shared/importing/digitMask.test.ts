import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digitMask } from '../../../electron/workbooks/numberFormats.ts';
import { maskedNumber } from '../../../shared/importing/digitMask.ts';

describe('numbers under a mask of digits', () => {
  it.each([
    [1234, '000000', '001234'],
    [0, '000', '000'],
    [1_234_567, '000', '1234567'],
    [13_800_138_000, '000-0000-0000', '138-0013-8000'],
    [12_345_678_901_234, '000-0000-0000', '123456-7890-1234'],
    [-7, '000', '-007'],
    [7, '店000', '店007'],
    [1.5, '000', '1.5'],
    [1e20, '000', '100000000000000000000'],
  ])('%d by %s is %s', (value, mask, shown) => expect(maskedNumber(value, mask)).toBe(shown));

  it('keeps every digit of the number', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 999_999_999_999 }),
        fc.array(fc.constantFrom('0', '0', '-', ' ', '号'), { minLength: 2, maxLength: 14 }),
        (value, signs) => {
          const mask = `0${signs.join('')}0`;
          expect(Number(maskedNumber(value, mask).replace(/\D/g, ''))).toBe(value);
        },
      ),
    );
  });

  it.each([
    ['000000', '000000'],
    ['000000;-000000;0', '000000'],
    ['000\\-0000\\-0000', '000-0000-0000'],
    ['"NO."0000', 'NO.0000'],
    ['(00) 0000', '(00) 0000'],
  ])('the format %s shows digits by %s', (code, mask) => expect(digitMask(code)).toBe(mask));

  it.each([
    '',
    '0',
    'General',
    '0.00',
    '#,##0',
    '0%',
    '000.0',
    '00E+00',
    'yyyy',
    '[Red]000',
    '@',
    '"a',
    '"10"000',
    '0'.repeat(60),
  ])('the format %s does not', (code) => expect(digitMask(code)).toBeNull());
});
