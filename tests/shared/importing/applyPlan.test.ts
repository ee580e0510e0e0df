import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { comparePlan } from '../../../shared/importing/comparePlan.ts';
import { doubtMessages } from '../../../shared/importing/messages.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { sheetOf } from './sheetOf.ts';
import type { Cell } from './sheetOf.ts';

const sheet = sheetOf([
  ['编号', '价格满意度（1-5分）', '城市', '提交时间'],
  [1, 5, '北京', new Date(Date.UTC(2024, 0, 5))],
  [2, '４', ' 上海 ', '2024/1/6'],
  [null, null, '  ', null],
  [3, 99, '北京', 'soon'],
  [4, 7, null, new Date(Date.UTC(2024, 0, 7))],
  [5, 'abc', '北京', new Date(Date.UTC(2024, 0, 8))],
  [6, 3, '北京', new Date(Date.UTC(2024, 0, 8))],
  [7, 3, '北京', new Date(Date.UTC(2024, 0, 8))],
]);

describe('applyPlan', () => {
  const plan = proposePlan(sheet);
  const applied = applyPlan(sheet, plan);

  it('decodes values as coded and skips blank rows, remembering where each form stands', () => {
    expect([...applied.rawRowOfForm]).toEqual([1, 2, 4, 5, 6, 7, 8]);
    expect(applied.summary).toMatchObject({ rows: 7, blankRows: 1, columns: 4, differences: [] });
    const [, rating, city, time] = applied.columns;
    expect(rating).toEqual({ kind: 'numeric', values: Float64Array.of(5, 4, 99, 7, Number.NaN, 3, 3) });
    expect(city).toEqual({ kind: 'text', codes: Int32Array.of(0, 1, 0, -1, 0, 0, 0), dictionary: ['北京', '上海'] });
    expect(time?.kind === 'numeric' && Array.from(time.values.subarray(0, 3))).toEqual([
      Date.UTC(2024, 0, 5),
      Date.UTC(2024, 0, 6),
      Number.NaN,
    ]);
  });

  it('states the facts of each column', () => {
    expect(applied.summary.facts[1]).toEqual({
      column: 1,
      answered: 4,
      blank: 0,
      nonAnswer: 1,
      outOfRange: 1,
      unreadable: 1,
      examples: ['B7: abc'],
      distinct: 3,
      histogram: [
        { label: '3', count: 2 },
        { label: '4', count: 1 },
        { label: '5', count: 1 },
      ],
    });
    expect(applied.summary.facts[2]).toMatchObject({
      blank: 1,
      answered: 6,
      distinct: 2,
      histogram: [
        { label: '北京', count: 5 },
        { label: '上海', count: 1 },
      ],
    });
    expect(applied.summary.facts[3]).toMatchObject({ unreadable: 1, examples: ['D5: soon'] });
  });

  it('counts every form once per column', () => {
    for (const facts of applied.summary.facts) {
      expect(facts.answered + facts.blank + facts.nonAnswer + facts.outOfRange + facts.unreadable).toBe(7);
      expect(facts.histogram.reduce((sum, bar) => sum + bar.count, 0)).toBe(facts.answered);
    }
  });

  it('bins many distinct numbers', () => {
    const ages = sheetOf([['编号', '年龄'], ...Array.from({ length: 60 }, (_, i): Cell[] => [i, 20 + i])]);
    const facts = applyPlan(ages, proposePlan(ages)).summary.facts[1]!;
    expect(facts.histogram).toHaveLength(10);
    expect(facts.histogram.reduce((sum, bar) => sum + bar.count, 0)).toBe(60);
  });

  it('refuses plans that do not fit', () => {
    const first = plan.columns[0]!;
    const change = (over: Partial<ImportPlan>): ImportPlan => ({ ...plan, ...over });
    const codeOf = (bad: ImportPlan): string => {
      try {
        applyPlan(sheet, bad);
      } catch (error) {
        return (error as { code: string }).code;
      }
      return '';
    };
    expect(codeOf(change({ lastDataRow: 99 }))).toBe('import.planRange');
    expect(codeOf(change({ columns: [{ ...first, column: 50 }] }))).toBe('import.planRange');
    expect(codeOf(change({ columns: [first, { ...first, column: 1 }] }))).toBe('import.planName');
    expect(
      codeOf(
        change({
          columns: [{ ...first, scale: { min: 5, max: 5, direction: 'ascending', labels: [], nonAnswers: [] } }],
        }),
      ),
    ).toBe('import.planScale');
    expect(codeOf(change({ columns: plan.columns.map((column) => ({ ...column, include: false })) }))).toBe(
      'import.noColumns',
    );
  });
});

describe('comparePlan', () => {
  const rows = (extra: Cell): Cell[][] =>
    Array.from({ length: 12 }, (_, i): Cell[] => [i + 1, ['满意', '一般', '很满意', '不满意'][i % 4]!, extra]);
  const old = sheetOf([['编号', '价格评价', '城市'], ...rows('北京')]);
  const remembered = proposePlan(old);
  const renamed = {
    ...remembered,
    columns: remembered.columns.map((column) => (column.header === '价格评价' ? { ...column, name: 'PRICE' } : column)),
  };

  it('finds nothing to say about the same questionnaire', () => {
    const compared = comparePlan(renamed, sheetOf([['编号', '价格评价', '城市'], ...rows('上海')]));
    expect(compared.differences).toEqual([]);
    expect(compared.plan.columns.map(({ name }) => name)).toEqual(['编号', 'PRICE', '城市']);
  });

  it('follows moved columns and lists new, missing and differently answered ones', () => {
    const fresh = sheetOf([
      ['新题', '编号', '价格评价'],
      ...Array.from({ length: 12 }, (_, i): Cell[] => [
        i,
        i + 1,
        i === 0 ? '凑合' : ['满意', '一般', '很满意', '不满意'][i % 4]!,
      ]),
    ]);
    const { differences, plan } = comparePlan(renamed, fresh);
    for (const { code } of differences) expect(doubtMessages[code]).toBeDefined();
    expect(differences.map(({ code, details }) => [code, details['header']])).toEqual([
      ['difference.type', '价格评价'],
      ['difference.newWords', '价格评价'],
      ['difference.missing', '城市'],
      ['difference.new', '新题'],
      ['difference.moved', '编号'],
      ['difference.moved', '价格评价'],
    ]);
    expect(plan.columns.map(({ name, column }) => [name, column])).toEqual([
      ['新题', 0],
      ['编号', 1],
      ['PRICE', 2],
    ]);
    expect(applyPlan(fresh, plan, differences).summary.facts[2]).toMatchObject({
      unreadable: 1,
      examples: ['C2: 凑合'],
    });
  });
});

describe('pickSheet', () => {
  const book = (...sheets: ReturnType<typeof sheetOf>[]) => ({
    fileName: 'a.xlsx',
    format: 'xlsx' as const,
    sheets,
    notices: [],
  });
  it('prefers the fullest visible sheet', () => {
    const [cover, hidden] = [
      sheetOf([['说明']], { name: '说明' }),
      sheetOf(
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
        { name: '隐藏', hidden: true },
      ),
    ];
    const data = sheetOf([['a'], [1]], { name: '数据' });
    expect(pickSheet(book(cover, hidden, data))!.name).toBe('数据');
    expect(pickSheet(book(hidden))!.name).toBe('隐藏');
    expect(pickSheet(book(sheetOf([])))).toBeNull();
  });
});
