import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../shared/charts/plotText.ts';
import { leastRoom, shareWidths } from '../../../shared/report/columnWidths.ts';

const right = (head: string, ...cells: readonly string[]) => ({ head, cells, align: 'right' as const });
const left = (head: string, ...cells: readonly string[]) => ({ head, cells, align: 'left' as const });
const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

describe('widths of columns', () => {
  it('fill the room, in a table of any size', () => {
    for (const columns of [
      [left('a')],
      [left('指标', '商品'), right('得分', '72.93')],
      Array.from({ length: 14 }, () => right('95% 上限', '1,234.56')),
    ])
      for (const room of [300, 453, 9070]) expect(sum(shareWidths(columns, room, 9, 10))).toBe(room);
  });

  it('keep the words of heads whole where the numbers leave room', () => {
    const columns = [
      left('Indicator', 'Freshness'),
      ...Array.from({ length: 5 }, () => right('Expectation of all', '0.9')),
    ];
    const widths = shareWidths(columns, 453, 7.5, 6);
    for (const width of widths.slice(1)) expect(width - 6).toBeGreaterThanOrEqual(textWidth('Expectation') * 7.5);
  });

  it('let one endless word take no more than its part', () => {
    expect(leastRoom([left('x'.repeat(200), 'y'.repeat(300)), right('n', '1')], 9, 10)).toBeLessThan(20 * 9);
  });

  it('break heads of numbers rather than every one of the names', () => {
    const names = Array.from(
      { length: 20 },
      (_, index) => `The staff told me clearly which papers are needed ${index}`,
    );
    const heads = ['Weight', 'Composite weight', 'Score (0-100)', '95% lower', '95% upper', 'Satisfied', 'n'];
    const table = [left('Indicator', ...names), ...heads.map((head) => right(head, '69.43'))];
    const widths = shareWidths(table, 482, 9, 10);
    // Three lines a name; with the heads in one line each it would be five.
    expect(widths[0]! - 10).toBeGreaterThanOrEqual((textWidth(names[0]!) * 9) / 3);
    for (const width of widths.slice(1)) expect(width - 10).toBeGreaterThanOrEqual(textWidth('69.43') * 9);
  });

  it('break only the longest texts', () => {
    const columns = [
      left('题号', 'A1'),
      left('题目', '很长的题目'.repeat(12)),
      left('量表', '1–10 分（非常不满意–非常满意）'),
    ];
    const [, question, scale] = shareWidths(columns, 453, 9, 10);
    expect(scale! - 10).toBeGreaterThanOrEqual(textWidth(columns[2]!.cells[0]!) * 9 - 1);
    expect(question).toBeGreaterThan(scale!);
  });
});
