import { expect, it } from 'vitest';
import { textWidth } from '../../../electron/export/docxPages.ts';
import { textWidthTwips } from '../../../electron/export/docxTables.ts';
import { coverIndent, titleSize } from '../../../electron/export/titleSize.ts';

const room = (textWidthTwips - coverIndent) / 20;
const lines = (title: string, half: number): number => textWidth(title, { size: half / 2, bold: true }) / room;

it.each(['示例超市满意度报告', 'Hotel – evaluation report'])(
  '%s is set as large as usual: it takes one line',
  (title) => {
    expect(titleSize(title)).toBe(56);
    expect(lines(title, 56)).toBeLessThan(1);
  },
);

it.each([
  'airline-zh 顾客满意度指数测评报告',
  '某某物业服务公司业主满意度测评报告',
  'Hotel guest survey – evaluation report',
])('%s is made smaller, so that it takes one line', (title) => {
  expect(lines(title, 56)).toBeGreaterThan(1);
  expect(titleSize(title)).toBeLessThan(56);
  expect(lines(title, titleSize(title))).toBeLessThanOrEqual(1);
});

it('a long title takes two lines, the last of them more than a word or two', () => {
  const title = '某某轨道交通集团有限公司二〇二六年度乘客满意度指数测评报告技术附件';
  expect(lines(title, 56) % 1).toBeLessThan(0.35);
  const set = lines(title, titleSize(title));
  expect(set).toBeGreaterThan(1);
  expect(Math.ceil(set)).toBe(Math.floor(lines(title, 56)));
});

it('never is below the least size', () => {
  for (let length = 1; length < 120; length++) {
    const half = titleSize('满'.repeat(length));
    expect(half).toBeGreaterThanOrEqual(44);
    expect(half).toBeLessThanOrEqual(56);
  }
});
