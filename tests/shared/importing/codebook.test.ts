import { describe, expect, it } from 'vitest';
import { applyCodebook, findCodebooks } from '../../../shared/importing/applyCodebook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { parsePairs, readCodebook } from '../../../shared/importing/codebook.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import type { RawSheet, RawWorkbook } from '../../../shared/importing/rawCells.ts';
import { sheetOf } from './sheetOf.ts';

const workbook = (...sheets: readonly RawSheet[]): RawWorkbook => ({
  fileName: 'a.xlsx',
  format: 'xlsx',
  sheets,
  notices: [],
});

const data = sheetOf([
  ['编号', 'Q1', 'Q2 服务', 'Q3', '电话', 'w'],
  ...Array.from({ length: 30 }, (_, i) => [
    `A${i}`,
    1 + (i % 2),
    i % 10 === 0 ? 99 : 1 + (i % 5),
    ['很好', '一般', '较差'][i % 3]!,
    '有',
    1 + (i % 3) / 10,
  ]),
]);

const book = sheetOf(
  [
    ['编码本（2024 年版）', null, null, null, null, null, null],
    ['变量名', '题目', '类型', '选项', '缺失值', '用途', '指标'],
    ['Q1', '您的性别', '单选', '1=男;2=女', null, '背景', null],
    ['Q2', '对服务的满意程度', '评分', '1-5分（1=非常满意，5=非常不满意）', '99=无法回答', '满意度', '服务质量'],
    ['Q3', '对价格的看法', '单选', '1=较差；2=一般；3=很好', null, '满意度', null],
    ['w', '抽样权重', '数值', null, null, '权重', null],
    ['Q9', '这一题没有', '数值', null, null, null, null],
  ],
  { name: '编码本' },
);

describe('reading a codebook', () => {
  it('reads labels, ranges, missing codes and roles from a sheet with a title above', () => {
    const { entries } = readCodebook(book)!;
    expect(entries.map((entry) => entry.variable)).toEqual(['Q1', 'Q2', 'Q3', 'w', 'Q9']);
    expect(entries[0]).toMatchObject({
      label: '您的性别',
      role: 'profile',
      labels: [
        { value: 1, label: '男' },
        { value: 2, label: '女' },
      ],
    });
    expect(entries[1]).toMatchObject({
      range: { min: 1, max: 5 },
      role: 'perception',
      indicator: '服务质量',
      missing: [{ value: 99, label: '无法回答' }],
      labels: [
        { value: 1, label: '非常满意' },
        { value: 5, label: '非常不满意' },
      ],
    });
    expect(entries[3]).toMatchObject({ role: 'weight', type: 'number', labels: [], range: null });
  });

  it('reads English headings and one row per value', () => {
    const long = sheetOf([
      ['Variable', 'Label', 'Code', 'Meaning', 'Role'],
      ['sex', 'Sex', 1, 'male', 'profile'],
      [null, null, 2, 'female', null],
      ['sat', 'Overall satisfaction', 1, 'bad', 'overall'],
      ['sat', null, 2, 'good', null],
    ]);
    const { entries } = readCodebook(long)!;
    expect(entries.map(({ variable, role, labels }) => [variable, role, labels.map(({ label }) => label)])).toEqual([
      ['sex', 'profile', ['male', 'female']],
      ['sat', 'overallSatisfaction', ['bad', 'good']],
    ]);
  });

  it.each([
    ['1=非常不满意;5=非常满意', [1, 5]],
    ['1：男 2：女', [1, 2]],
    ['1、男\n2、女\n-1、拒答', [-1, 1, 2]],
    ['1=a, 2=b, 3=c', [1, 2, 3]],
    ['(1) 高中 | (2) 大学', [1, 2]],
    ['0=18-25岁;1=26-35岁', [0, 1]],
    ['没有编码', []],
  ])('finds the codes of %s', (text, codes) => {
    expect(parsePairs(text).map(({ value }) => value)).toEqual(codes);
  });

  it.each([
    ['取值标签', '量表'],
    ['值标签', '取值范围'],
    ['取值', '量程'],
    ['Value labels', 'Scale'],
    ['Meaning', 'Range'],
  ])('reads labels under %s beside a range under %s', (values, range) => {
    const { entries } = readCodebook(
      sheetOf([
        ['变量名', values, range],
        ['Q1', '1=北京；2=上海；3=广州', null],
        ['Q2', '1=很差；5=很好', '1-5'],
        ['Q3', null, '1-10分（1=很差，10=很好）'],
      ]),
    )!;
    expect(entries.map(({ labels, range: own }) => [labels.map(({ value }) => value), own])).toEqual([
      [[1, 2, 3], null],
      [[1, 5], { min: 1, max: 5 }],
      [[1, 10], { min: 1, max: 10 }],
    ]);
  });

  it('is no codebook without a column of variables and one of what is said of them', () => {
    for (const rows of [
      [
        ['说明', '内容'],
        ['一', '请如实填写'],
      ],
      [
        ['编号', '性别'],
        ['A1', '男'],
      ],
      [
        ['题目', '选项'],
        ['性别', '1=男'],
      ],
      [['变量名']],
    ])
      expect(readCodebook(sheetOf(rows))).toBeNull();
  });
});

describe('applying a codebook', () => {
  const plan = proposePlan(data, { indicatorNames: ['服务质量'] });
  const { plan: applied, matched } = applyCodebook(plan, readCodebook(book)!, data, ['服务质量']);
  const column = (name: string) => applied.columns.find((one) => one.header === name)!;

  it('puts its word in place of the proposal', () => {
    expect(matched).toBe(4);
    expect(column('Q1')).toMatchObject({ label: '您的性别', role: 'profile', scale: null });
    expect(column('Q1').valueLabels).toHaveLength(2);
    expect(column('Q2 服务')).toMatchObject({
      role: 'perception',
      indicatorName: '服务质量',
      label: '对服务的满意程度',
    });
    expect(column('Q2 服务').scale).toMatchObject({
      min: 1,
      max: 5,
      direction: 'descending',
      nonAnswers: [{ value: 99, label: '无法回答' }],
    });
    expect(column('w').role).toBe('weight');
    expect(column('电话')).toEqual(plan.columns.find((one) => one.header === '电话'));
  });

  it('codes answers given in the words of the codebook', () => {
    expect(column('Q3')).toMatchObject({ type: 'number', scale: { min: 1, max: 3, direction: 'ascending' } });
    expect(column('Q3').textCodes.toSorted((a, b) => a.code - b.code)).toEqual([
      { text: '较差', code: 1 },
      { text: '一般', code: 2 },
      { text: '很好', code: 3 },
    ]);
    const facts = applyPlan(data, applied).summary.facts;
    expect(facts.reduce((sum, one) => sum + one.unreadable, 0)).toBe(0);
    expect(facts[2]!.nonAnswer).toBe(3);
  });

  it('takes named codes of a customer feature for categories, ratings for steps', () => {
    const sheet = sheetOf([
      ['Q1', 'Q2', 'Q3'],
      ...Array.from({ length: 40 }, (_, i) => [i % 11 ? 1 + (i % 4) : 9, 1 + (i % 3), 1 + (i % 4)]),
    ]);
    const words = sheetOf([
      ['变量名', '取值标签', '缺失值', '用途', '测量水平'],
      ['Q1', '1=北京；2=上海；3=广州；4=成都', '9=拒答', '背景', null],
      ['Q2', '1=差；3=好', null, '满意度', null],
      ['Q3', '1=小学；2=中学；3=大学；4=研究生', null, '背景', '有序'],
    ]);
    const { columns } = applyCodebook(proposePlan(sheet), readCodebook(words)!, sheet).plan;
    expect(columns.map(({ measure }) => measure)).toEqual(['nominal', 'ordinal', 'ordinal']);
    expect(columns[0]!.scale).toMatchObject({ min: 1, max: 4, nonAnswers: [{ value: 9, label: '拒答' }] });
  });

  it('is found among the sheets only where it speaks of this data', () => {
    const other = sheetOf(
      [
        ['变量名', '类型'],
        ['X1', '数值'],
        ['X2', '数值'],
      ],
      { name: '别的' },
    );
    expect(findCodebooks(workbook(data, other, book), plan).map(({ codebook }) => codebook.sheet)).toEqual(['编码本']);
  });

  it('takes the short name where two headings are equal', () => {
    const twice = sheetOf([
      ['Q1', 'Q1'],
      [1, 2],
      [2, 1],
    ]);
    const words = sheetOf(
      [
        ['变量', '选项'],
        ['Q1', '1=a;2=b'],
      ],
      { name: 'b' },
    );
    const own = proposePlan(twice);
    expect(applyCodebook(own, readCodebook(words)!, twice).plan.columns.map((one) => one.valueLabels.length)).toEqual([
      2, 0,
    ]);
  });
});
