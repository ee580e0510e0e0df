import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../../shared/format/fillTemplate.ts';
import { formatCell } from '../../../shared/format/formatCell.ts';
import { formatDate, formatDateTime, formatIsoDate } from '../../../shared/format/formatDate.ts';
import { fixedDigits, formatNumber } from '../../../shared/format/formatNumber.ts';
import { sentenceText, valueAt } from '../../../shared/format/sentenceText.ts';

describe('numbers', () => {
  it.each([
    [76.733, 'number2', '76.73'],
    [1.005, 'number2', '1.01'],
    [-0.004, 'number2', '0.00'],
    [1234567.5, 'integer', '1,234,568'],
    [12345.678, 'number1', '12,345.7'],
    [594, 'degrees', '594'],
    [543.24, 'degrees', '543.2'],
    [46.23, 'percent1', '46.2%'],
    [0.5377, 'share1', '53.8%'],
    [0.0004, 'pValue', '<.001'],
    [0.012, 'pValue', '.012'],
    [0.9996, 'pValue', '>.999'],
    [1, 'pValue', '1.000'],
    [0, 'pValue', '<.001'],
    [0.5049, 'coefficient', '.505'],
    [-0.5, 'coefficient', '−.500'],
    [-1234.5, 'number1', '−1,234.5'],
    [-0.123, 'share1', '−12.3%'],
    [-0.001, 'number2', '0.00'],
    [1.25, 'coefficient', '1.250'],
    [0.06, 'weight', '0.060'],
    [1e-9, 'number3', '0.000'],
    [1.5e21, 'number1', '1.5e+21'],
  ] as const)('%f as %s is %s', (value, format, text) => {
    expect(formatNumber(value, format, 'zh-CN')).toBe(text);
  });
  it('shows an en dash for what cannot be had', () => {
    expect(formatNumber(null, 'number2', 'en')).toBe('–');
    expect(formatNumber(Number.NaN, 'number2', 'en')).toBe('–');
    expect(formatCell(null, 'text', 'en')).toBe('–');
  });
  it('rounds half away from zero on both sides', () => {
    expect([2.5, -2.5, 0.125, -0.125].map((value) => fixedDigits(value, 2))).toEqual([
      '2.50',
      '-2.50',
      '0.13',
      '-0.13',
    ]);
  });
});

describe('cells and sentences', () => {
  it('takes texts as they are or by language', () => {
    expect(formatCell('商品', 'text', 'en')).toBe('商品');
    expect(formatCell({ zh: '合计', en: 'Total' }, 'text', 'en')).toBe('Total');
    expect(formatCell(0.1234, 'share1', 'en')).toBe('12.3%');
  });
  it('looks numbers up by their path', () => {
    const values = {
      overall: { index: 76.733 },
      items: [
        { id: 'a', mean: 1 },
        { id: 'b', mean: null },
      ],
    };
    expect(valueAt(values, 'items.0.mean')).toBe(1);
    expect(valueAt(values, 'items.id=b.mean')).toBeNull();
    expect(valueAt(values, 'nothing.here')).toBeUndefined();
    expect(
      sentenceText(
        {
          parts: [
            'CSI ',
            { path: 'overall.index', format: 'number1' },
            '、',
            { path: 'items.1.mean', format: 'number1' },
          ],
        },
        values,
        'zh-CN',
      ),
    ).toBe('CSI 76.7、–');
  });
  it('fills templates and leaves unknown names visible', () => {
    expect(fillTemplate('{count} of {all}', { count: 3 })).toBe('3 of {all}');
  });
});

describe('dates', () => {
  const time = Date.UTC(2026, 0, 31, 14, 5);
  it('shows wall time without a zone', () => {
    expect([formatIsoDate(time), formatDate(time, 'zh-CN'), formatDate(time, 'en'), formatDateTime(time)]).toEqual([
      '2026-01-31',
      '2026年1月31日',
      '31 January 2026',
      '2026-01-31 14:05',
    ]);
    expect(formatDate(null, 'en')).toBe('–');
  });
});
