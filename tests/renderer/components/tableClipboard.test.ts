import { describe, expect, it } from 'vitest';
import { plainTitle } from '../../../renderer/components/fileNames.ts';
import { alignedAtPoint, tableAsHtml, tableAsTsv } from '../../../renderer/components/tableClipboard.ts';
import type { ResultTable } from '../../../shared/analyses/types.ts';

const table: ResultTable = {
  id: 't',
  title: { zh: '得分 <表>', en: 'Scores' },
  columns: [
    { key: 'name', title: { zh: '指标', en: 'Indicator' }, format: 'text' },
    { key: 'score', title: { zh: '得分', en: 'Score' }, format: 'number2' },
    { key: 'p', title: 'p', format: 'pValue' },
  ],
  rows: [
    { cells: { name: '商品', score: 76.733, p: 0.0004 }, emphasis: true },
    { cells: { name: '=1+1\t"价格"', score: null, p: 0.505 }, depth: 1 },
    { cells: { name: '-5', score: -3, p: null } },
  ],
  notes: [{ zh: '注：n = 582', en: 'n = 582' }],
};

describe('a table on the clipboard', () => {
  it('is tab separated, with formulas made harmless and hyphens before negative numbers, as spreadsheets take them', () => {
    expect(tableAsTsv(table, 'zh-CN').split('\r\n')).toEqual([
      '指标\t得分\tp',
      '商品\t76.73\t<.001',
      '\'=1+1 "价格"\t–\t.505',
      '-5\t-3.00\t–',
    ]);
  });

  it('is a three-line table in HTML with texts escaped', () => {
    const html = tableAsHtml(table, 'zh-CN');
    expect(html).toContain('得分 &lt;表&gt;');
    expect(html).toContain('&quot;价格&quot;');
    expect(html).toContain('&lt;.001');
    expect(html).toContain('　=1+1');
    expect(html.match(/border-top:1\.5pt/g)).toHaveLength(3);
    expect(html).toContain('注：n = 582');
    // No formula where the page is pasted into a spreadsheet; numbers stay numbers.
    expect(tableAsHtml({ ...table, rows: [{ cells: { name: '=1+1', score: -3, p: null } }] }, 'en')).toMatch(
      />\u200b=1\+1<.*>-3\.00</,
    );
    expect(tableAsHtml({ ...table, rows: [{ cells: { name: '@SUM(1)', score: 3, p: null } }] }, 'en')).toContain(
      '>\u200b@SUM',
    );
  });
});

describe('numbers at the decimal point', () => {
  it('fills up missing digits, points and percent signs behind the number', () => {
    expect(alignedAtPoint(['1.25', '3', '.5', '<.001', '–'])).toEqual([
      '1.25\u2007',
      '3\u2008\u2007\u2007\u2007',
      '.5\u2007\u2007',
      '<.001',
      '–',
    ]);
    expect(alignedAtPoint(['−1.25', '3.5'])).toEqual(['−1.25', '3.5\u2007']);
    expect(alignedAtPoint(['46.2%', '7'])).toEqual(['46.2%', '7\u2008\u2007\u2004']);
  });

  it('leaves words alone', () => {
    expect(alignedAtPoint(['商品', '1.5'])).toEqual(['商品', '1.5']);
  });
});

it('makes file names every system takes', () => {
  expect(plainTitle('满意度: 72% / "总体"?')).toBe('满意度 72% 总体');
  expect(plainTitle('...')).toBe('figure');
  expect(Array.from(plainTitle('长'.repeat(200)))).toHaveLength(80);
});
