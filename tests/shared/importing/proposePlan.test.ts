import { describe, expect, it } from 'vitest';
import { decodeColumn } from '../../../shared/importing/decodeColumn.ts';
import { comparePlan } from '../../../shared/importing/comparePlan.ts';
import { doubtMessages } from '../../../shared/importing/messages.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { guessRange } from '../../../shared/importing/proposeScale.ts';
import { doubts, planOf } from './planOf.ts';
import { columnOf, merge, sheetOf } from './sheetOf.ts';
import type { Cell } from './sheetOf.ts';

const range = (plan: ColumnPlan): number[] | null => plan.scale && [plan.scale.min, plan.scale.max];

describe('scales', () => {
  it('takes the stated range, whatever was answered', () => {
    const plan = planOf('价格满意度（1-10分）', [3, 4, 5, 5]);
    expect(range(plan)).toEqual([1, 10]);
    expect(doubts(plan)).not.toContain('doubt.rangeGuessed');
  });

  it.each([
    [
      [2, 3, 4],
      [1, 5],
    ],
    [
      [1, 6, 7],
      [1, 7],
    ],
    [
      [3, 8, 9],
      [1, 10],
    ],
    [
      [0, 8, 10],
      [0, 10],
    ],
    [
      [55, 80, 90.5],
      [0, 100],
    ],
    [
      [-60, -20, 40],
      [-60, 60],
    ],
    [
      [0, 1, 1],
      [0, 1],
    ],
  ])('guesses the smallest usual range for %j', (values, expected) => {
    const plan = planOf('价格满意度', values);
    expect(range(plan)).toEqual(expected);
    expect(doubts(plan)).toContain('doubt.rangeGuessed');
  });

  it('lets sister questions tell what one question alone does not', () => {
    const rows = Array.from({ length: 30 }, (_, i): Cell[] => [1 + (i % 5), 1 + (i % 10)]);
    const plan = proposePlan(sheetOf([['价格满意度', '质量满意度'], ...rows]));
    expect(plan.columns.map(range)).toEqual([
      [1, 10],
      [1, 10],
    ]);
  });

  it('does not stretch the range for slips of the keyboard, but counts them', () => {
    const plan = planOf('价格满意度', [...Array.from({ length: 99 }, (_, i) => 1 + (i % 5)), 55]);
    expect(range(plan)).toEqual([1, 5]);
    expect(plan.doubts).toContainEqual({
      code: 'doubt.outOfRange',
      details: { count: 1, min: 1, max: 5, example: 55 },
    });
  });

  /** So many answers of each value. */
  const answered = (counts: Readonly<Record<number, number>>): readonly number[] =>
    Object.entries(counts).flatMap(([value, count]) => Array.from({ length: count }, () => Number(value)));
  const five = { 1: 3, 2: 4, 3: 9, 4: 12, 5: 8 };
  const codesOf = (plan: ColumnPlan): readonly number[] => plan.scale!.nonAnswers.map(({ value }) => value);

  it.each([
    ['one 9 is a slip', { ...five, 9: 1 }, [1, 5], [], 1],
    ['a tenth of 9 is a code', { ...five, 9: 4 }, [1, 5], [9], 0],
    ['8 and 9 are codes', { ...five, 8: 3, 9: 4 }, [1, 5], [8, 9], 0],
    ['9 beside 99 is a slip', { ...five, 9: 1, 99: 3 }, [1, 5], [99], 1],
    ['one 0 is a slip', { ...five, 0: 1 }, [1, 5], [], 1],
    ['more 0 than 1 is a code', { ...five, 0: 4 }, [1, 5], [0], 0],
    ['fewer 0 than 1 are steps', { ...five, 0: 2 }, [0, 5], [], 0],
    ['two 10 are slips', { ...five, 10: 2 }, [1, 5], [], 2],
    ['6 and 7 are steps', { ...five, 6: 3, 7: 2 }, [1, 7], [], 0],
    ['9 beside seven steps is a code', { ...five, 6: 3, 7: 2, 9: 3 }, [1, 7], [9], 0],
    ['9 without 8 on a scale that is not filled is a step', { 4: 3, 5: 4, 6: 9, 7: 12, 9: 3 }, [1, 10], [], 0],
    ['many 10 are steps', { ...five, 10: 8 }, [1, 10], [], 0],
  ] as const)('parts slips and codes from steps: %s', (_, counts, expected, codes, outside) => {
    const plan = planOf('价格满意度', answered(counts));
    expect(range(plan)).toEqual(expected);
    expect(codesOf(plan)).toEqual(codes);
    expect(doubts(plan)).toContain('doubt.rangeGuessed');
    expect(plan.doubts.find(({ code }) => code === 'doubt.outOfRange')?.details['count'] ?? 0).toBe(outside);
  });

  it('does not see the end of a scale in few answers', () => {
    const few = [1, 2, 3, 4, 5, 9].map((value) => [value, 2] as const);
    expect(guessRange(new Map(few))).toEqual({ min: 1, max: 10 });
    expect(guessRange(new Map([...few, [4, 9]]))).toEqual({ min: 1, max: 5 });
  });

  it('takes 9 for a code beside a stated small scale, too, and in the sisters of a question that tells', () => {
    expect(codesOf(planOf('价格满意度（1-5分）', answered({ ...five, 9: 4 })))).toEqual([9]);
    expect(codesOf(planOf('价格满意度（1-10分）', answered({ ...five, 9: 4 })))).toEqual([]);
    const told = answered({ ...five, 9: 6 });
    const rows = told.map((value, i): Cell[] => [value, i === 3 ? 9 : 1 + (i % 5)]);
    const plan = proposePlan(sheetOf([['价格满意度', '质量满意度'], ...rows]));
    expect(plan.columns.map(range)).toEqual([
      [1, 5],
      [1, 5],
    ]);
    expect(plan.columns.map(codesOf)).toEqual([[9], [9]]);
  });

  it('gives a list of neighbours that fill a small scale its own, beside ratings up to 10', () => {
    const rows = Array.from({ length: 50 }, (_, i): Cell[] => [
      ...[0, 1, 2].map((k) => 1 + ((i + k) % 5)),
      ...[0, 1, 2].map((k) => 1 + ((i + k) % 10)),
      1 + (i % 5),
    ]);
    const headings = ['价格', '质量', '种类', '环境', '服务', '速度', '停车'].map((word) => `${word}满意度`);
    const ranges = proposePlan(sheetOf([headings, ...rows])).columns.map(range);
    expect(ranges).toEqual([...Array(3).fill([1, 5]), ...Array(4).fill([1, 10])]);
  });

  it('begins the question about recommending at 0 where somebody answered 0', () => {
    const ten = { 0: 1, 5: 3, 6: 5, 7: 12, 8: 20, 9: 12, 10: 9 };
    expect(range(planOf('您向朋友推荐我们的可能性', answered(ten)))).toEqual([0, 10]);
    expect(range(planOf('How likely are you to recommend us', answered(ten)))).toEqual([0, 10]);
    expect(range(planOf('您再次购买的可能性', answered(ten)))).toEqual([1, 10]);
  });

  it('takes usual codes outside the range and words for non-answers', () => {
    expect(planOf('价格满意度（1-10分）', [3, 9, 99, -1]).scale!.nonAnswers.map(({ value }) => value)).toEqual([
      -1, 99,
    ]);
    expect(planOf('价格满意度（0-100分）', [30, 90, 99, 88]).scale!.nonAnswers).toEqual([]);
    const words = planOf('价格满意度（1-10分）', [3, 9, 8, 7, 6, 5, 4, '不清楚']);
    expect(words.textCodes).toEqual([{ text: '不清楚', code: 99 }]);
    expect(words.scale!.nonAnswers).toEqual([{ value: 99, label: '不清楚' }]);
    const hundred = planOf('价格满意度（0-100分）', [30, 90, 99, 88, 70, 60, '无法回答']);
    expect(hundred.scale!.nonAnswers).toEqual([{ value: 999, label: '无法回答' }]);
  });

  it('gives every word for no answer a code of its own, and none to words among amounts', () => {
    const plan = planOf('价格满意度（1-10分）', [3, 9, 8, 7, 6, 5, 4, 2, 10, 99, 8, 7, '不清楚', '没用过', '不 清 楚']);
    expect(plan.textCodes).toEqual([
      { text: '不清楚', code: 98 },
      { text: '没用过', code: 97 },
      { text: '不 清 楚', code: 98 },
    ]);
    expect(plan.scale!.nonAnswers).toEqual([
      { value: 99, label: '无法回答' },
      { value: 98, label: '不清楚' },
      { value: 97, label: '没用过' },
    ]);
    const sheet = columnOf('消费金额（元）', [12.5, 300, 41, 55, 62.5, 80, '不清楚'], 70);
    const amounts = proposePlan(sheet);
    expect(amounts.columns[0]).toMatchObject({
      type: 'number',
      blankTexts: ['不清楚'],
      textCodes: [],
      valueLabels: [],
    });
    expect(doubts(amounts.columns[0]!)).not.toContain('doubt.unreadable');
    const { column, facts } = decodeColumn(
      sheet,
      amounts.columns[0]!,
      Int32Array.from({ length: 7 }, (_, i) => i + 1),
    );
    expect(facts).toMatchObject({ answered: 6, nonAnswer: 1, unreadable: 0 });
    expect(column.kind === 'numeric' && [...column.values]).toEqual([12.5, 300, 41, 55, 62.5, 80, Number.NaN]);
  });

  it('mirrors a scale whose labels fall', () => {
    expect(planOf('价格满意度（1=非常满意，5=非常不满意）', [1, 2, 3]).scale).toMatchObject({
      min: 1,
      max: 5,
      direction: 'descending',
    });
  });

  it('codes answers in words by the words of all sisters', () => {
    const rows = Array.from({ length: 30 }, (_, i): Cell[] => [
      i % 2 ? '满意' : '很满意',
      ['很不满意', '不满意', '一般', '满意', '很满意'][i % 5]!,
    ]);
    const plan = proposePlan(sheetOf([['价格评价', '质量评价'], ...rows]));
    expect(plan.columns.map((column) => [column.type, column.role, range(column)])).toEqual([
      ['number', 'perception', [1, 5]],
      ['number', 'perception', [1, 5]],
    ]);
    expect(plan.columns[0]!.textCodes).toContainEqual({ text: '满意', code: 4 });
  });

  it('codes Kano answers and yes/no', () => {
    const kano = planOf('如果没有停车场，您觉得', ['我喜欢这样', '它必须这样', '我无所谓', '我能够忍受', '我讨厌这样']);
    expect(kano).toMatchObject({ role: 'kanoDysfunctional', type: 'number', scale: { min: 1, max: 5 } });
    expect(planOf('是否会员', ['是', '否'])).toMatchObject({
      role: 'profile',
      type: 'number',
      valueLabels: [
        { value: 0, label: '否' },
        { value: 1, label: '是' },
      ],
    });
  });

  it('follows the number before a word, not the word; ends named by extremes state the range', () => {
    const rows = Array.from({ length: 20 }, (_, i): Cell[] => [
      ['1 - Not at all important', '3 - Somewhat important', 4, 9, '9 - Extremely important'][i % 5]!,
      [4, 5, '7 - Very important', 8][i % 4]!,
    ]);
    const plan = proposePlan(sheetOf([['F1_importance', 'F2_importance'], ...rows]));
    expect(plan.columns.map((column) => [column.name, range(column)])).toEqual([
      ['F1_importance', [1, 9]],
      ['F2_importance', [1, 9]],
    ]);
    expect(plan.columns[0]!.textCodes).toContainEqual({ text: '3 - Somewhat important', code: 3 });
    expect(planOf('价格评价', ['1.非常满意', '2.满意', '3.一般', '5.非常不满意']).scale).toMatchObject({
      min: 1,
      max: 5,
      direction: 'descending',
    });
  });

  it('codes words of frequency and of certainty', () => {
    expect(planOf('您多久来一次', ['从不', '很少', '有时', '经常']).textCodes).toContainEqual({
      text: '经常',
      code: 4,
    });
    expect(planOf('您会推荐给朋友吗', ['一定会', '可能会', '不确定', '一定不会'])).toMatchObject({
      role: 'loyalty',
      scale: { min: 1, max: 5 },
    });
  });

  it('reads "5=非常满意" by its number', () => {
    const plan = planOf('价格满意度', ['5=非常满意', '4=满意', '3=一般', '2=不满意']);
    expect(plan).toMatchObject({ type: 'number', role: 'perception', scale: { min: 1, max: 5 } });
    expect(plan.textCodes).toContainEqual({ text: '5=非常满意', code: 5 });
  });
});

describe('types and roles', () => {
  it('reads numbers stored as text, with a doubt', () => {
    const plan = planOf('价格满意度（1-10分）', ['８', '7', 6, '9']);
    expect(plan).toMatchObject({ type: 'number', role: 'perception' });
    expect(doubts(plan)).toContain('doubt.numbersAsText');
  });

  it('keeps codes with leading zeros and long digit strings as text', () => {
    expect(planOf('问卷编号', ['001', '002', '003'])).toMatchObject({ type: 'text', role: 'id' });
    expect(planOf('卡号', ['6222021234567890123', '6222021234567890124']).type).toBe('text');
  });

  it('knows dates in cells and in text', () => {
    expect(planOf('提交时间', [new Date(Date.UTC(2024, 0, 5))])).toMatchObject({
      type: 'date',
      role: 'time',
      measure: 'scale',
    });
    expect(planOf('开始答题时间', ['2024/1/5 8:30', '2024/1/6 9:00'])).toMatchObject({ type: 'date', role: 'time' });
    expect(planOf('所用时间', ['125秒', '80秒'])).toMatchObject({ type: 'number', role: 'time' });
  });

  it('proposes profile, comment, multiple response and weight', () => {
    expect(planOf('性别', ['男', '女'])).toMatchObject({ type: 'text', role: 'profile', measure: 'nominal' });
    expect(planOf('性别（1=男，2=女）', [1, 2])).toMatchObject({
      type: 'number',
      role: 'profile',
      valueLabels: [
        { value: 1, label: '男' },
        { value: 2, label: '女' },
      ],
    });
    expect(
      planOf(
        '年龄',
        Array.from({ length: 30 }, (_, i) => 20 + i),
      ),
    ).toMatchObject({ role: 'profile', measure: 'scale' });
    expect(
      planOf(
        '您的建议',
        Array.from({ length: 30 }, (_, i) => `希望多开几个收银台${i}`),
      ),
    ).toMatchObject({ role: 'openComment', type: 'text' });
    expect(
      planOf(
        '您期望的改进',
        Array.from({ length: 30 }, (_, i) => `希望多开几个收银台${i}`),
      ),
    ).toMatchObject({ role: 'openComment', scale: null });
    expect(planOf('购买渠道（多选）', ['门店┋官网', '官网', '门店'])).toMatchObject({
      role: 'multipleResponse',
      type: 'text',
    });
    expect(planOf('权重', [0.8, 1.2])).toMatchObject({ role: 'weight', measure: 'scale' });
    const options = proposePlan(
      sheetOf([
        ['6、买过什么[食品]', '6、买过什么[日用品]', '总分'],
        ...Array.from({ length: 20 }, (_, i): Cell[] => [i % 2, i % 3 ? 0 : 1, i]),
      ]),
    );
    expect(options.columns.map(({ role }) => role)).toEqual(['multipleResponse', 'multipleResponse', 'none']);
  });

  const five = Array.from({ length: 60 }, (_, i) => 1 + ((i * 7 + (i >> 2)) % 5));
  it.each([
    '请您回想一下最近半年来在我们门店购物的全部经历，收银员在您结账的时候是否能够做到快速、准确并且主动地提供购物袋和小票',
    '当您在本小区居住期间遇到水管漏水、电路跳闸等紧急情况并拨打物业服务热线之后，维修人员上门的及时程度',
    '在过去的十二个月里，您所在的部门领导能够及时对您的工作给予指导和反馈，并在您需要帮助的时候伸出援手',
    '您认为本航空公司经济舱位的座椅在长时间飞行中提供的腿部空间和舒适度怎么样（如果没有乘坐过请跳过）',
    'Thinking about your last visit to our store, the cashier was able to check out your items quickly and accurately',
  ])('takes a sentence that judges for a rating, though it mentions a shop or a family: %s', (heading) => {
    expect(planOf(heading, five)).toMatchObject({ role: 'perception', scale: { min: 1, max: 5 } });
    const words = five.map((code) => ['非常不同意', '不同意', '一般', '同意', '非常同意'][code - 1]!);
    expect(planOf(heading, words)).toMatchObject({ role: 'perception', scale: { min: 1, max: 5 } });
  });

  it('takes a row of long statements for ratings', () => {
    const statements = [
      '物业公司定期公布小区公共收益的收支情况，并就小区内重大事项征求业主意见',
      '小区保安人员对进出人员和车辆进行认真的登记和检查，让我住得非常安心',
      '小区内的电梯运行平稳，出现故障以后维修人员及时到场处理并张贴通知',
      '小区绿化带的花草树木有专人养护，四季景观都让家庭成员的心情舒畅愉快',
    ];
    const rows = five.map((value, i): Cell[] => statements.map((_, k) => 1 + ((value + k + (i >> 3)) % 5)));
    const { columns } = proposePlan(sheetOf([statements, ...rows]));
    expect(columns.map(({ role }) => role)).toEqual(Array(4).fill('perception'));
  });

  it.each([
    '请问您的家庭平均每个月的总收入（包括工资、奖金、投资收益等在内的全部税前收入）大概是多少？',
    '请问您目前居住在我市的哪一个城市区域？（如果不在本市居住请选择其他）',
    '请问在过去的三个月当中，您本人平均每个月到我们门店购物的次数大约是',
    '您在本公司现在这个岗位上所担任的工作的岗位类别属于以下哪一种',
    'Which of the following income brackets best describes your household before tax?',
    '您的文化程度',
  ])('takes a long question for a fact for what it is: %s', (heading) => {
    expect(planOf(heading, five)).toMatchObject({ role: 'profile', scale: null });
  });

  it('takes a question nobody answered low for a rating among ratings on its scale, not by itself', () => {
    const roles = (columns: readonly ((i: number) => number)[]) =>
      proposePlan(
        sheetOf([
          columns.map((_, c) => `X${c + 1}`),
          ...Array.from({ length: 40 }, (_, i) => columns.map((of) => of(i))),
        ]),
      ).columns.map(({ role }) => role);
    const [spread, high] = [(i: number) => 1 + (i % 10), (i: number) => 4 + (i % 7)];
    expect(new Set(roles([high, spread, spread, high, spread, spread]))).toEqual(new Set(['perception']));
    expect(new Set(roles([high, high, high, high]))).toEqual(new Set(['none']));
    expect(new Set(roles([high, spread, high, spread]))).toEqual(new Set(['none']));
  });

  it('takes a question whose heading gives points for a rating, whatever its words', () => {
    const values = Array.from({ length: 30 }, (_, i) => 1 + (i % 10));
    expect(planOf('环境（1-10分）', values)).toMatchObject({ role: 'perception', scale: { min: 1, max: 10 } });
    expect(planOf('排队（五级）', [1, 2, 3, 4, 5])).toMatchObject({ role: 'perception', scale: { min: 1, max: 5 } });
    // Named steps may be categories; what asks for a feature of the customer stays one; two answers are no rating.
    expect(planOf('水平（1=本科，2=硕士，3=博士，4=其他）', [1, 2, 3, 4]).role).not.toBe('perception');
    expect(planOf('年龄段（1-5）', [1, 2, 3, 4, 5]).role).toBe('profile');
    expect(planOf('环境', values).role).toBe('none');
  });

  it.each<readonly [string, readonly Cell[], boolean, string]>([
    ['您的回访号', [13800138000, 13911112222, 15922223333], true, '13800138000'],
    ['回访', ['138-0013-8000', '139 1111 2222'], true, '138-0013-8000'],
    ['号码', [13800138000, 13911112222, 400, 15922223333], true, '13800138000'],
    ['证号', ['11010519491231002X', '440524188001010014'], true, '11010519491231002X'],
    ['付款卡', ['6222 0212 3456 7894', '4111111111111111'], true, '6222 0212 3456 7894'],
    ['付款卡', ['4111111111111111', 13], true, '4111111111111111'],
    ['邮编', [100080, 200030, 518000], false, '100080'],
    ['寄往', ['010080', '021000', 450000], false, '010080'],
    ['门店代码', ['007', '012', '105'], false, '007'],
    ['订单', ['20260131000012345', '20260131000012346'], false, '20260131000012345'],
  ])('keeps the digits of %s as texts: %j', (heading, values, personal, first) => {
    const sheet = columnOf(heading, values);
    const plan = proposePlan(sheet).columns[0]!;
    expect(plan).toMatchObject({ type: 'text', measure: 'nominal', scale: null, personal });
    const { column } = decodeColumn(sheet, plan, Int32Array.of(1));
    expect(column).toMatchObject({ kind: 'text', dictionary: [first] });
  });

  it('takes the ticks of an option for ticks though it names a telephone', () => {
    expect(planOf('信息渠道（多选） / 管家电话', ['√', null, '√', null])).toMatchObject({
      type: 'number',
      role: 'multipleResponse',
      valueLabels: [{ value: 0 }, { value: 1, label: '√' }],
    });
  });

  it('takes amounts for amounts, however long, and says where a spreadsheet has lost digits', () => {
    const typeOf = (heading: string, values: readonly Cell[]): string => planOf(heading, values).type;
    expect(typeOf('手机话费（元）', [88, 128, 1299])).toBe('number');
    expect(typeOf('年收入（元）', [120000, 85000, 300000])).toBe('number');
    expect(typeOf('消费金额', [12, 340, '007', 5600])).toBe('number');
    expect(typeOf('电话服务满意度（1-10分）', [8, 9])).toBe('number');
    const lost = planOf('银行卡号', [6_222_021_234_567_890, 6_222_021_234_567_890]);
    expect(lost.type).toBe('text');
    expect(doubts(lost)).toContain('doubt.digitsLost');
  });

  it('marks personal data by heading or by value, not questions that only mention it', () => {
    expect(
      planOf(
        '手机号',
        Array.from({ length: 20 }, (_, i) => 13_800_000_000 + i),
      ).personal,
    ).toBe(true);
    expect(
      planOf(
        '备用',
        Array.from({ length: 20 }, (_, i) => `1380000000${i % 10}`),
      ).personal,
    ).toBe(true);
    const names = planOf('姓名', ['张三', '李四']);
    expect(names).toMatchObject({ personal: true, role: 'none' });
    expect(doubts(names).map((code) => doubtMessages[code]?.zh)).toContain('可能含有个人信息（姓名），默认不导出。');
    expect(planOf('电话服务满意度（1-10分）', [8, 9])).toMatchObject({ personal: false, role: 'perception' });
  });

  it('attaches indicators and gives an unworded rating the role of perception', () => {
    const names = ['商品新鲜度', '收银速度'];
    expect(planOf('商品新鲜度', [8, 9, 10, 3], names)).toMatchObject({
      role: 'perception',
      indicatorName: '商品新鲜度',
    });
    expect(planOf('收银速度-重要度', [8, 9, 10, 3], names)).toMatchObject({
      role: 'importance',
      indicatorName: '收银速度',
    });
    expect(planOf('年龄', [30, 40], names).indicatorName).toBeNull();
  });

  it('takes role and range from the group heading', () => {
    const rows = Array.from({ length: 20 }, (_, i): Cell[] => [i + 1, 3, 4, 5, 5]);
    const plan = proposePlan(
      sheetOf(
        [['编号', '期望（1-10分）', null, '满意（1-10分）', null], [null, '质量', '价格', '质量', '价格'], ...rows],
        {
          merges: [merge(0, 0, 1, 0), merge(0, 1, 0, 2), merge(0, 3, 0, 4)],
        },
      ),
      { indicatorNames: ['质量', '价格'], templateId: 't' },
    );
    expect(plan.indicatorTemplate).toBe('t');
    expect(
      plan.columns.slice(1).map(({ role, indicatorName, name, label }) => [role, indicatorName, name, label]),
    ).toEqual([
      ['expectation', '质量', '期望_质量', '期望 / 质量'],
      ['expectation', '价格', '期望_价格', '期望 / 价格'],
      ['perception', '质量', '满意_质量', '满意 / 质量'],
      ['perception', '价格', '满意_价格', '满意 / 价格'],
    ]);
    expect(plan.columns.slice(1).map(range)).toEqual(Array.from({ length: 4 }, () => [1, 10]));
  });
});

describe('names and doubts', () => {
  it.each([
    ['性别（1=男，2=女）', '性别'],
    ['总体满意度（1-10分）', '总体满意度'],
    ['总体满意度（1分—10分，99=不清楚）', '总体满意度'],
    ['Service (1-5)', 'Service'],
    ['购买次数（近3个月）', '购买次数_近3个月'],
    ['（1-5分）', 'Q1_5分'],
  ])('names %s without its scale', (heading, name) => {
    expect(planOf(heading, [1, 2, 3, 4, 5])).toMatchObject({ name, header: heading });
  });

  it('gives every column a name of its own', () => {
    const plan = proposePlan(
      sheetOf([
        ['Q1 价格', 'q1 质量', '年龄', '年龄', '', '这是一个没有题号而且非常非常长长长长长长的问题标题'],
        ...Array.from({ length: 5 }, (_, i): Cell[] => [1, 2, 30 + i, 40, 5, 6]),
      ]),
    );
    const names = plan.columns.map(({ name }) => name);
    expect(names).toEqual(['Q1', 'q1_2', '年龄', '年龄_2', 'V5', 'V6']);
    expect(doubts(plan.columns[3]!)).toContain('doubt.duplicateHeader');
    expect(doubts(plan.columns[4]!)).toContain('doubt.noHeader');
  });

  it('leaves empty columns out and notes hidden, mixed, constant and erroneous ones', () => {
    const rows = Array.from({ length: 10 }, (_, i): Cell[] => [i + 1, null, i % 2 ? 'abc' : 5, 7]);
    const plan = proposePlan(sheetOf([['a', 'b', 'c', 'd'], ...rows], { hiddenColumns: [0] }));
    expect(plan.columns.map(({ include }) => include)).toEqual([true, false, true, true]);
    expect(plan.columns.map(doubts)).toEqual([
      ['doubt.hiddenColumn'],
      ['doubt.empty'],
      ['doubt.mixed'],
      ['doubt.constant'],
    ]);
  });

  it('refuses an empty sheet, a heading without data and a range that contradicts the sheet', () => {
    expect(() => proposePlan(sheetOf([]))).toThrow(expect.objectContaining({ code: 'import.sheetEmpty' }));
    expect(() => proposePlan(sheetOf([['a', 'b']]))).toThrow(expect.objectContaining({ code: 'import.sheetEmpty' }));
    expect(() => proposePlan(sheetOf([['a'], [1]]), { headerRows: [3, 3], firstDataRow: 1 })).toThrow(
      expect.objectContaining({ code: 'import.planRange' }),
    );
  });

  it('survives hostile headings', () => {
    const rows = Array.from({ length: 5 }, (): Cell[] => [1, 2, 3, 4]);
    const plan = proposePlan(sheetOf([['__proto__', 'constructor', '=cmd()', '<script>'], ...rows]));
    expect(plan.columns.map(({ name }) => name)).toEqual(['proto', 'constructor', 'cmd', 'script']);
  });
});

it('plans the widest sheet there is, all headings equal, without growing with the square of its width', () => {
  const width = 16_384;
  const rows = [Array<Cell>(width).fill('价格满意度'), ...Array.from({ length: 3 }, () => Array<Cell>(width).fill(5))];
  const plan = proposePlan(sheetOf(rows));
  expect(plan.columns).toHaveLength(width);
  expect(new Set(plan.columns.map(({ name }) => name)).size).toBe(width);
  expect(comparePlan(plan, sheetOf(rows)).differences).toEqual([]);
});
