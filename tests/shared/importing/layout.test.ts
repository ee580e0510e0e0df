import { describe, expect, it } from 'vitest';
import { readHeadings } from '../../../shared/importing/headings.ts';
import { findLayout } from '../../../shared/importing/layout.ts';
import { SheetReader } from '../../../shared/importing/sheetReader.ts';
import type { RawSheet } from '../../../shared/importing/rawCells.ts';
import { merge, sheetOf } from './sheetOf.ts';

const layoutOf = (sheet: RawSheet) => {
  const reader = new SheetReader(sheet);
  const layout = findLayout(reader);
  return { ...layout, headings: readHeadings(reader, layout).map(({ header }) => header) };
};
const data = (rows: number, ...shape: (string | number)[]): (string | number)[][] =>
  Array.from({ length: rows }, () => shape);

describe('findLayout', () => {
  it('ends the data above a small table that blank rows part from it, and at forms that merely stop early', () => {
    const head = ['序号', '窗口', '效率', '态度', '环境', '建议'];
    const forms = data(12, 1, '社保', 5, 4, 5, '无');
    const below = sheetOf([head, ...forms, [], ['窗口', '份数'], ['社保', 7], ['税务', 5]]);
    expect(layoutOf(below)).toMatchObject({ firstDataRow: 1, lastDataRow: 12, notesFrom: 14 });
    const short = sheetOf([head, ...forms, [13, '税务'], [14, '社保']]);
    expect(layoutOf(short)).toMatchObject({ lastDataRow: 14, notesFrom: null });
    const gap = sheetOf([head, ...forms, [], [13, '税务', 5, 4, 5, '快'], [14, '社保', 3, 3, 3, '慢']]);
    expect(layoutOf(gap)).toMatchObject({ lastDataRow: 15, notesFrom: null });
  });

  it('ends the data above another table with a heading of its own, and at no answers after a blank row', () => {
    const forms = data(12, 1, 5, 4);
    const stores = [['门店', '样本量', '平均分'], ...data(3, '东门店', 5, 3.2)];
    const two = sheetOf([['编号', '服务', '价格'], ...forms, [], [], ...stores]);
    expect(layoutOf(two)).toMatchObject({ firstDataRow: 1, lastDataRow: 12, notesFrom: 15 });
    const parted = sheetOf([
      ['编号', '服务', '价格'],
      ...forms,
      [],
      ...data(9, 2, 3, 4),
      [],
      ['甲', '好', '好'],
      ['乙', '好', '差'],
    ]);
    expect(layoutOf(parted).lastDataRow).toBeGreaterThanOrEqual(22);
    const words = sheetOf([
      ['姓名', '服务', '价格'],
      ...data(12, '甲', '满意', '满意'),
      [],
      ['乙', '满意', '一般'],
      ['丙', '一般', '满意'],
    ]);
    expect(layoutOf(words)).toMatchObject({ lastDataRow: 15, notesFrom: null });
  });

  it('leaves out the heading where it stands again, as on every printed page', () => {
    const head = ['门店', '编号', '服务', '价格'];
    const page = data(8, '东', 1, 5, 4);
    const sheet = sheetOf([head, ...page, head, ...page, ['小计', null, 40, 32], head, ...page]);
    expect(layoutOf(sheet)).toMatchObject({ firstDataRow: 1, lastDataRow: 27, leftOutRows: [9, 18, 19] });
  });

  it('leaves out subtotals in the middle of the data, and no answers that read like them', () => {
    const head = ['编号', '门店', '效率', '态度', '环境', '建议'];
    const forms = (from: number): (string | number)[][] =>
      Array.from({ length: 9 }, (_, i) => [`A${from + i}`, '东门店', 5, 4, 3, '无']);
    const sheet = sheetOf([
      head,
      ...forms(1),
      ['小计', null, 45, 36, 27],
      ...forms(10),
      ['西门店 小计：', 9],
      ...forms(19),
      ['合计', 27],
    ]);
    expect(layoutOf(sheet)).toMatchObject({ firstDataRow: 1, lastDataRow: 29, leftOutRows: [10, 20], notesFrom: 30 });
    // A first column of answers in such words, with whole forms behind them.
    const words = Array.from({ length: 20 }, (_, i) => [i % 5 === 0 ? '平均' : '偏高', '社保', 5, 4, 5, '无']);
    expect(layoutOf(sheetOf([head, ...words])).leftOutRows).toEqual([]);
    // Few columns: a word and a number may be a form.
    expect(layoutOf(sheetOf([['水平', '得分'], ...data(8, '偏高', 3), ['平均', 3], ['偏高', 4]])).leftOutRows).toEqual(
      [],
    );
  });

  it('finds a single heading row in the first row', () => {
    expect(layoutOf(sheetOf([['编号', 'Q1', 'Q2'], ...data(5, 1, 2, 3)]))).toMatchObject({
      headerRows: [0, 0],
      firstDataRow: 1,
      lastDataRow: 5,
      headings: ['编号', 'Q1', 'Q2'],
    });
  });

  it('skips title rows and blank rows above and stops before notes and totals below', () => {
    const sheet = sheetOf(
      [
        ['2024年满意度调查', null, null, null],
        ['调查时间：9月'],
        [],
        ['编号', 'Q1', 'Q2', 'Q3'],
        ...data(6, 1, 2, 3, 4),
        ['合计', 12, 18, 24],
        [],
        ['注：99表示无法回答'],
      ],
      { merges: [merge(0, 0, 0, 3)] },
    );
    expect(layoutOf(sheet)).toMatchObject({ headerRows: [3, 3], firstDataRow: 4, lastDataRow: 9, notesFrom: 10 });
  });

  it('joins a merged group row with the row below', () => {
    const sheet = sheetOf(
      [['编号', '感知', null, '期望', null], [null, '质量', '价格', '质量', '价格'], ...data(5, 1, 2, 3, 4, 5)],
      {
        merges: [merge(0, 0, 1, 0), merge(0, 1, 0, 2), merge(0, 3, 0, 4)],
      },
    );
    expect(layoutOf(sheet)).toMatchObject({
      headerRows: [0, 1],
      firstDataRow: 2,
      headings: ['编号', '感知 / 质量', '感知 / 价格', '期望 / 质量', '期望 / 价格'],
    });
  });

  it('carries an unmerged group heading to the right', () => {
    const sheet = sheetOf([
      [null, '感知', null, '期望', null],
      ['编号', '质量', '价格', '质量', '价格'],
      ...data(5, 1, 2, 3, 4, 5),
    ]);
    expect(layoutOf(sheet)).toMatchObject({
      headerRows: [0, 1],
      headings: ['编号', '感知 / 质量', '感知 / 价格', '期望 / 质量', '期望 / 价格'],
    });
  });

  it('takes a row of codes above a row of questions as numbers, not as groups', () => {
    const sheet = sheetOf([['Q1', 'Q2', 'Q3'], ['您的年龄', '对质量满意吗', '对价格满意吗'], ...data(8, 30, 8, 9)]);
    const layout = layoutOf(sheet);
    expect(layout.headerRows).toEqual([0, 1]);
    const reader = new SheetReader(sheet);
    expect(readHeadings(reader, layout).map(({ own, group }) => [own, group])).toEqual([
      ['Q1 您的年龄', ''],
      ['Q2 对质量满意吗', ''],
      ['Q3 对价格满意吗', ''],
    ]);
  });

  it('does not take a first form answered in words for a second heading row', () => {
    const rows = Array.from({ length: 8 }, (_, i) => [`C${i}`, i % 2 ? '满意' : '一般', i % 3 ? '很满意' : '不满意']);
    expect(layoutOf(sheetOf([['编号', '质量', '价格'], ...rows]))).toMatchObject({
      headerRows: [0, 0],
      firstDataRow: 1,
    });
  });

  it('knows a table without headings', () => {
    expect(layoutOf(sheetOf(data(6, 1, 2, 3)))).toMatchObject({
      headerRows: [0, -1],
      firstDataRow: 0,
      lastDataRow: 5,
      headings: ['', '', ''],
    });
  });

  it('leaves out empty columns at both sides', () => {
    expect(layoutOf(sheetOf([[null, 'a', 'b', null], ...data(4, '', 1, 2, '')]))).toMatchObject({
      firstColumn: 1,
      lastColumn: 2,
    });
  });
});
