import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { parseDuration } from '../../../shared/importing/duration.ts';
import type { ColumnPlan, ImportPlan } from '../../../shared/importing/plan.ts';
import { planFromPlatform, platformOfSheet } from '../../../shared/importing/profiles/planFromPlatform.ts';
import { platformHeadings } from '../../../shared/importing/profiles/questions.ts';
import { wenjuanxing } from '../../../shared/importing/profiles/wenjuanxing.ts';
import type { Grid } from '../../fixtures/imports/platformExports.ts';
import {
  tencentExport,
  wenjuanwangExport,
  wenjuanxingByCode,
  wenjuanxingByText,
} from '../../fixtures/imports/platformExports.ts';
import { merge, sheetOf } from './sheetOf.ts';

const named = (plan: ImportPlan, name: string): ColumnPlan => plan.columns.find((column) => column.name === name)!;

function planned(grid: Grid) {
  const sheet = sheetOf(grid);
  const before = sheet.columns.map((column) => column.kinds.slice());
  const id = platformOfSheet(sheet)!;
  const plan = planFromPlatform(id, sheet, { indicatorNames: ['收银速度', '商品质量', '环境'] });
  const applied = applyPlan(sheet, plan);
  expect(sheet.columns.map((column) => column.kinds)).toEqual(before);
  expect(applied.summary.facts.every((facts) => facts.unreadable === 0)).toBe(true);
  return {
    id,
    plan,
    applied,
    factsOf: (name: string) => applied.summary.facts.find((facts) => facts.column === named(plan, name).column)!,
  };
}

describe('recognition', () => {
  it('names the platform of each export, and none for other sheets', () => {
    const exports = [wenjuanxingByText(), wenjuanxingByCode(), tencentExport(), wenjuanwangExport()];
    expect(exports.map((grid) => platformOfSheet(sheetOf(grid)))).toEqual([
      'wenjuanxing',
      'wenjuanxing',
      'tencent',
      'wenjuanwang',
    ]);
    expect(
      platformOfSheet(
        sheetOf([
          ['编号', '性别', '收银速度'],
          ['A1', '男', 5],
        ]),
      ),
    ).toBeNull();
    expect(
      platformOfSheet(
        sheetOf([
          ['序号', '提交答卷时间', '所用时间', '来源'],
          [1, '2024-1-1', '3秒', '微信'],
        ]),
      ),
    ).toBeNull();
    expect(platformOfSheet(sheetOf([]))).toBeNull();
  });
});

describe('问卷星', () => {
  it('plans answers in words', () => {
    const { plan, applied, factsOf } = planned(wenjuanxingByText());
    expect(plan.columns.map((column) => column.role)).toEqual([
      'id',
      'time',
      'time',
      'none',
      'none',
      'none',
      'profile',
      'profile',
      'multipleResponse',
      'perception',
      'perception',
      'loyalty',
      'openComment',
      'none',
    ]);
    expect(plan.columns.slice(6).map((column) => column.name)).toEqual([
      'Q1',
      'Q2',
      'Q3',
      'Q4_1',
      'Q4_2',
      'Q5',
      'Q6',
      '总分',
    ]);
    expect(named(plan, 'Q1')).toMatchObject({ header: '1、您的性别:', label: '您的性别' });
    expect(named(plan, '来自IP').personal).toBe(true);
    expect(named(plan, '总分').doubts.map(({ code }) => code)).toEqual(['doubt.platformScore']);
    expect(named(plan, 'Q4_1')).toMatchObject({ label: '收银速度', indicatorName: '收银速度', type: 'number' });
    expect(named(plan, 'Q4_1').scale).toMatchObject({ min: 1, max: 5, nonAnswers: [{ value: -3, label: '跳过' }] });
    expect(named(plan, 'Q4_2').scale!.nonAnswers).toEqual([{ value: -2, label: '未填' }]);
    expect(named(plan, 'Q5').scale).toMatchObject({ min: 0, max: 10, nonAnswers: [{ value: -3, label: '跳过' }] });
    expect(named(plan, 'Q3').blankTexts).toEqual(['(跳过)']);
    expect([factsOf('Q3').nonAnswer, factsOf('Q4_1').nonAnswer, factsOf('Q6').nonAnswer]).toEqual([6, 6, 30]);
    const seconds = applied.columns[2]!;
    expect(seconds.kind === 'numeric' ? Array.from(seconds.values.subarray(0, 3)) : null).toEqual([60, 121, 182]);
  });

  it('plans answers in codes: ticks, letters, rows, -3 and -2', () => {
    const { plan, factsOf } = planned(wenjuanxingByCode());
    expect(named(plan, 'Q2_1')).toMatchObject({ role: 'multipleResponse', label: '您买过哪些商品？ / 食品' });
    expect(named(plan, 'Q2_1').scale).toMatchObject({
      min: 0,
      max: 1,
      labels: [
        { value: 0, label: '未选' },
        { value: 1, label: '选中' },
      ],
      nonAnswers: [{ value: -3, label: '跳过' }],
    });
    // Everyone who was asked ticked it.
    expect(named(plan, 'Q2_3').role).toBe('multipleResponse');
    expect([named(plan, 'Q3_A').role, named(plan, 'Q3_B').role]).toEqual(['multipleResponse', 'multipleResponse']);
    expect(named(plan, 'Q4_1')).toMatchObject({ role: 'perception', label: '您对下列各项的满意程度 / 1' });
    expect(named(plan, 'Q4_1').scale).toMatchObject({ min: 1, max: 5, nonAnswers: [{ value: -2, label: '未填' }] });
    expect([factsOf('Q2_1').nonAnswer, factsOf('Q4_1').nonAnswer, factsOf('Q4_1').outOfRange]).toEqual([8, 5, 0]);
  });

  it('plans options and rows that stand in a heading row of their own, below a title', () => {
    const [, ...rows] = wenjuanxingByCode();
    const upper = ['序号', '提交答卷时间', '所用时间', '来源', '来源详情', '来自IP', '1、您的性别'];
    const sheet = sheetOf(
      [
        ['某超市顾客满意度调查', ...Array<null>(14).fill(null)],
        [
          ...upper,
          '2、您买过哪些商品？（多选题）',
          null,
          null,
          '3、您从哪里知道本店？',
          null,
          '4、请评价',
          null,
          '总分',
        ],
        [...upper.map(() => null), '食品', '日用品', '生鲜', '朋友', '广告', '收银速度', '员工态度', null],
        ...rows,
      ],
      { merges: [merge(0, 0, 0, 14), merge(1, 7, 1, 9), merge(1, 10, 1, 11), merge(1, 12, 1, 13)] },
    );
    const plan = planFromPlatform(platformOfSheet(sheet)!, sheet);
    expect(plan.columns.slice(6).map(({ name, label, role }) => [name, label, role])).toEqual([
      ['Q1', '您的性别', 'profile'],
      ['Q2_1', '您买过哪些商品？（多选题） / 食品', 'multipleResponse'],
      ['Q2_2', '您买过哪些商品？（多选题） / 日用品', 'multipleResponse'],
      ['Q2_3', '您买过哪些商品？（多选题） / 生鲜', 'multipleResponse'],
      ['Q3_1', '您从哪里知道本店？ / 朋友', 'multipleResponse'],
      ['Q3_2', '您从哪里知道本店？ / 广告', 'multipleResponse'],
      ['Q4_1', '收银速度', 'perception'],
      ['Q4_2', '员工态度', 'perception'],
      ['总分', '总分', 'none'],
    ]);
  });

  it('takes negative numbers for answers where others than the marks occur', () => {
    const grid = wenjuanxingByCode(10).map((row, i) =>
      i === 0 ? row : [...row.slice(0, 12), i % 2 ? -1 : -3, row[13]!, row[14]!],
    );
    const { plan } = planned(grid);
    const scale = named(plan, 'Q4_1').scale;
    expect(scale?.nonAnswers.some(({ label }) => label === '跳过') ?? false).toBe(false);
  });

  it('divides a heading only where its sisters share a beginning that ends at a mark', () => {
    const heading = (header: string) => ({ header, group: '', own: header });
    const parts = platformHeadings(wenjuanxing, [
      heading('7、收银(快)'),
      heading('8、收银台—速度'),
      heading('8、收银台—态度'),
      heading('9、甲乙'),
      heading('9、甲丙'),
    ]);
    expect(parts.map(({ stem, part }) => [stem, part])).toEqual([
      ['收银(快)', ''],
      ['收银台', '速度'],
      ['收银台', '态度'],
      ['甲乙', ''],
      ['甲丙', ''],
    ]);
  });
});

describe('other platforms', () => {
  it('plans 腾讯问卷 with clocks and dashes', () => {
    const { plan, applied, factsOf } = planned(tencentExport());
    expect(named(plan, 'Q3_1')).toMatchObject({ role: 'perception', label: '商品质量', indicatorName: '商品质量' });
    expect(named(plan, 'Q3_1').scale).toMatchObject({ min: 1, max: 10, nonAnswers: [{ value: -3, label: '跳过' }] });
    expect(named(plan, 'Q2_2').role).toBe('multipleResponse');
    expect(factsOf('Q3_1').nonAnswer).toBe(5);
    const seconds = applied.columns[3]!;
    expect(seconds.kind === 'numeric' ? Array.from(seconds.values.subarray(0, 2)) : null).toEqual([60, 121]);
  });

  it('plans 问卷网 with numbered parts', () => {
    const { plan, factsOf } = planned(wenjuanwangExport());
    expect(named(plan, 'Q2_1')).toMatchObject({ role: 'multipleResponse', label: '您关注什么 / 价格' });
    expect(named(plan, 'Q3_1')).toMatchObject({ role: 'perception', indicatorName: '环境' });
    expect(factsOf('Q3_1').nonAnswer).toBe(7);
  });

  it('can be told to be another platform, or none, without failing', () => {
    const sheet = sheetOf(tencentExport());
    for (const id of ['wenjuanxing', 'tencent', 'wenjuanwang'] as const)
      expect(applyPlan(sheet, planFromPlatform(id, sheet)).summary.rows).toBe(40);
  });
});

describe('lengths of time', () => {
  it.each([
    ['123秒', 123],
    ['2分3秒', 123],
    ['2分', 120],
    ['5分钟', 300],
    ['1小时5分', 3900],
    ['00:02:03', 123],
    ['1:02:03', 3723],
    ['2天1小时', 176_400],
    ['2:03', 123],
    ['１２３秒', 123],
    ['45', 45],
    ['2m 3s', 123],
  ])('%s', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['', '秒', '昨天', '2024-01-01', '1:2', '-5秒', '很久'])('%s is none', (text) =>
    expect(parseDuration(text)).toBeNull(),
  );
});
