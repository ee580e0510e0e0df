import { describe, expect, it } from 'vitest';
import {
  acceptDoubts,
  acceptShared,
  changeColumns,
  columnOfDifference,
  columnsBetween,
  countRoles,
  filterColumns,
  namedDifference,
  ownDoubts,
  separateColumn,
  separated,
  sharedDoubts,
  toWirePlan,
  weightColumn,
  withIndicatorsOf,
} from '../../../renderer/features/import/planTools.ts';
import { importPlan } from '../../../shared/contract/schemas.ts';
import type { ColumnPlan, ImportPlan } from '../../../shared/importing/plan.ts';

const column = (index: number, change: Partial<ColumnPlan> = {}): ColumnPlan => ({
  column: index,
  include: true,
  header: `列 ${index}`,
  name: `Q${index}`,
  label: `题目 ${index}`,
  type: 'number',
  measure: 'scale',
  role: 'perception',
  scale: null,
  valueLabels: [],
  textCodes: [],
  indicatorName: null,
  personal: false,
  doubts: [],
  ...change,
});
const plan = (columns: readonly ColumnPlan[]): ImportPlan => ({
  sheet: '数据',
  headerRows: [0, 0],
  firstDataRow: 1,
  lastDataRow: 10,
  firstColumn: 0,
  lastColumn: columns.length - 1,
  indicatorTemplate: 'supermarket',
  columns,
});

describe('correcting a plan', () => {
  it('changes the chosen columns only and drops doubts that are settled', () => {
    const before = plan([
      column(0, {
        doubts: [
          { code: 'doubt.rangeGuessed', details: { min: 1, max: 10 } },
          { code: 'doubt.formulas', details: { count: 2 } },
        ],
      }),
      column(1),
    ]);
    const scale = { min: 1, max: 5, direction: 'ascending', labels: [], nonAnswers: [] } as const;
    const after = changeColumns(before, new Set([0]), { scale });
    expect(after.columns[0]).toMatchObject({ scale, doubts: [{ code: 'doubt.formulas' }] });
    expect(after.columns[1]).toBe(before.columns[1]);
    expect(before.columns[0]!.scale).toBeNull();
  });

  it('takes the indicator away with a role that has none', () => {
    const after = changeColumns(plan([column(0, { indicatorName: '食品安全' })]), new Set([0]), { role: 'profile' });
    expect(after.columns[0]!.indicatorName).toBeNull();
  });

  it('lets all doubts of columns be accepted', () => {
    const doubts = [{ code: 'doubt.constant', details: { value: 1 } }];
    const after = acceptDoubts(plan([column(0, { doubts }), column(1, { doubts })]), new Set([1]));
    expect(after.columns.map((one) => one.doubts.length)).toEqual([1, 0]);
  });

  it('asks once about a doubt that many columns share', () => {
    const nonAnswer = { code: 'doubt.nonAnswers', details: { codes: '99=无法回答' } };
    const own = { code: 'doubt.constant', details: { value: 1 } };
    const before = plan([
      column(0, { doubts: [nonAnswer] }),
      column(1, { doubts: [nonAnswer, own] }),
      column(2, { doubts: [nonAnswer] }),
      column(3, { doubts: [nonAnswer] }),
      column(4, { doubts: [{ ...nonAnswer, details: { codes: '9=不知道' } }] }),
      column(5, { doubts: [nonAnswer], include: false }),
    ]);
    const shared = sharedDoubts(before);
    expect(shared.map((one) => [one.doubt, one.columns])).toEqual([[nonAnswer, [0, 1, 2, 3]]]);
    expect(before.columns.map((one) => ownDoubts(one, shared).length)).toEqual([0, 1, 0, 0, 1, 0]);
    expect(filterColumns(before, { kind: 'doubt', search: '' }).map((one) => one.column)).toEqual([1, 4]);
    const after = acceptShared(before, shared[0]!);
    expect(after.columns.map((one) => one.doubts.length)).toEqual([0, 1, 0, 0, 1, 0]);
    // Three columns are three questions: each is shown with its column.
    expect(sharedDoubts(plan(before.columns.slice(0, 3)))).toEqual([]);
  });

  it('asks once about cells of many columns, however many each has, and counts them together', () => {
    const texts = (count: number, example: string) => ({ code: 'doubt.numbersAsText', details: { count, example } });
    const outside = (max: number) => ({ code: 'doubt.outOfRange', details: { count: 1, example: 9, min: 1, max } });
    const before = plan([
      ...[5, 4, 4, 3].map((count, index) => column(index, { doubts: [texts(count, `${index}`), outside(index)] })),
      column(4, { doubts: [texts(2, '８')], include: false }),
    ]);
    const shared = sharedDoubts(before);
    expect(shared.map((one) => [one.doubt, one.columns])).toEqual([[texts(16, '0'), [0, 1, 2, 3]]]);
    expect(ownDoubts(before.columns[0]!, shared)).toEqual([outside(0)]);
    expect(acceptShared(before, shared[0]!).columns.map((one) => one.doubts.length)).toEqual([1, 1, 1, 1, 0]);
  });

  it('takes indicators over from another proposal and nothing else', () => {
    const mine = plan([
      column(0, { label: '收银速度', indicatorName: '别的' }),
      column(1, { label: '性别', role: 'profile' }),
    ]);
    const other = {
      indicatorTemplate: null,
      columns: [column(0, { label: 'x', indicatorName: '收银速度' }), column(1, { indicatorName: '食品安全' })],
    };
    const after = withIndicatorsOf(mine, other);
    expect(after.indicatorTemplate).toBeNull();
    expect(after.columns.map((one) => [one.label, one.indicatorName])).toEqual([
      ['收银速度', '收银速度'],
      ['性别', null],
    ]);
  });

  it('offers weights only when one included column holds them', () => {
    expect(weightColumn(plan([column(0), column(1, { role: 'weight' })]))?.column).toBe(1);
    expect(weightColumn(plan([column(0, { role: 'weight' }), column(1, { role: 'weight' })]))).toBeNull();
    expect(weightColumn(plan([column(0, { role: 'weight', include: false })]))).toBeNull();
  });

  it('filters by doubt, role and words', () => {
    const all = plan([
      column(0, { doubts: [{ code: 'doubt.empty', details: {} }] }),
      column(1, { role: 'profile', label: '性别' }),
      column(2, { include: false }),
    ]);
    const found = (kind: Parameters<typeof filterColumns>[1]['kind'], search = '') =>
      filterColumns(all, { kind, search }).map((one) => one.column);
    expect(found('all')).toEqual([0, 1, 2]);
    expect(found('doubt')).toEqual([0]);
    expect(found('left')).toEqual([2]);
    expect(found('profile')).toEqual([1]);
    expect(found('all', ' 性别 ')).toEqual([1]);
  });

  it('selects from one column to another of those shown', () => {
    const shown = [column(2), column(5), column(7)];
    expect(columnsBetween(shown, 7, 2)).toEqual([2, 5, 7]);
    expect(columnsBetween(shown, 99, 5)).toEqual([5]);
  });

  it('counts included columns by role', () => {
    expect(countRoles(plan([column(0), column(1), column(2, { role: 'id' }), column(3, { include: false })]))).toEqual([
      { role: 'perception', count: 2 },
      { role: 'id', count: 1 },
    ]);
  });

  it('sends what the contract takes', () => {
    expect(
      importPlan.safeParse(
        toWirePlan(
          plan([
            column(0, { reading: 'duration', blankTexts: ['(空)'], doubts: [{ code: 'doubt.empty', details: {} }] }),
          ]),
        ),
      ).success,
    ).toBe(true);
  });

  it('does not remember the answers to personal questions', () => {
    const answers = ['张三', '李四'];
    const sent = toWirePlan(plan([column(0, { answers }), column(1, { answers, personal: true })]));
    expect(sent.columns.map((one) => one.answers)).toEqual([answers, undefined]);
  });
});

describe('differences from a remembered plan', () => {
  const fresh = column(1, { header: '一、商品 / 新鲜度', name: '新鲜', label: '商品新鲜' });
  const own = plan([column(0), fresh]);
  const renamed = { code: 'difference.renamed', details: { from: '一、商品 / 新鲜', to: fresh.header } };

  it('lead to the column they speak of, unless the file has it no more', () => {
    expect(columnOfDifference(own, renamed)).toBe(fresh);
    const range = { code: 'difference.range', details: { header: '列 0', count: 3, min: 1, max: 5 } };
    expect(columnOfDifference(own, range)).toBe(own.columns[0]);
    expect(columnOfDifference(own, { code: 'difference.missing', details: { header: fresh.header } })).toBeNull();
  });

  it('a renamed column becomes a question of its own under a name nobody has', () => {
    const apart = separateColumn(own, fresh, new Set(['新鲜', '新鲜_2']));
    expect(apart.columns[1]).toEqual({ ...fresh, name: '新鲜_3', label: '新鲜度' });
    expect(apart.columns[0]).toBe(own.columns[0]);
    expect(separated(renamed, fresh)).toEqual([
      { code: 'difference.missing', details: { header: '一、商品 / 新鲜' } },
      { code: 'difference.new', details: { header: fresh.header, column: 'B' } },
    ]);
  });
});

describe('differences from a remembered plan', () => {
  const range = (header: string) => ({ code: 'difference.range', details: { header, count: 1 } });

  it('say the question beside a heading that is a mere code', () => {
    const coded = column(1, { header: 'Q1', label: '所在城市' });
    expect(namedDifference(range('Q1'), coded)).toEqual(range('Q1 所在城市'));
    const reworded = { code: 'difference.question', details: { header: 'Q1', from: '城市', to: '所在城市' } };
    expect(namedDifference(reworded, coded)).toBe(reworded);
  });

  it('say a heading that holds the question once, and what has no column as it is', () => {
    const spelled = range('3、所在城市（单选）');
    expect(namedDifference(spelled, column(1, { label: '所在城市' }))).toBe(spelled);
    expect(namedDifference(spelled, null)).toBe(spelled);
  });
});
