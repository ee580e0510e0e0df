import { describe, expect, it } from 'vitest';
import { comparePlan, differenceSeverity, headingLikeness } from '../../../shared/importing/comparePlan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { sheetOf } from './sheetOf.ts';

const rows = (sex: readonly number[], more: (i: number) => readonly (string | number)[] = () => []) =>
  Array.from({ length: 24 }, (_, i) => [i + 1, sex[i % sex.length]!, 1 + (i % 5), ...more(i)]);

const old = sheetOf([['编号', '1、性别（1=男，2=女）', '2、您对门店收银速度的满意程度（1-5分）'], ...rows([1, 2])]);
const plan = proposePlan(old, { indicatorNames: ['收银速度'] });
const kept = {
  ...plan,
  columns: plan.columns.map((column, i) => (i === 2 ? { ...column, label: '收银', name: 'CASH' } : column)),
};

describe('a renamed question', () => {
  const fresh = sheetOf([
    ['编号', '1、性别（1=男，2=女）', '3、您对本店收银速度的满意程度（1-5分）', '4、停车便利程度（1-5分）'],
    ...rows([1, 2, 3], (i) => [1 + (i % 5)]),
  ]);
  const compared = comparePlan(kept, fresh, { indicatorNames: ['收银速度'] });

  it('keeps its decisions and is listed, as are new questions and codes without a label, the weightiest first', () => {
    expect(compared.differences.map(({ code }) => code)).toEqual([
      'difference.newCodes',
      'difference.renamed',
      'difference.new',
    ]);
    expect(compared.differences[0]!.details).toMatchObject({ codes: ['3'], count: 1 });
    expect(compared.plan.columns[2]).toMatchObject({
      name: 'CASH',
      label: '收银',
      header: '3、您对本店收银速度的满意程度（1-5分）',
    });
  });

  it.each([
    ['服务满意度（1-5分）', '配送满意度（1-5分）', false],
    ['价格满意度（1-5分）', '价格满意度（1-10分）', false],
    ['服务态度满意度', '服务质量满意度', false],
    ['环境满意度（1-5分）', '店面环境满意度（1-5分)', true],
    ['您对收银速度的满意程度', '收银速度的满意度', true],
    ['Satisfaction with delivery speed', 'Satisfaction with the delivery speed (1-5)', true],
    ['Satisfaction with delivery', 'Satisfaction with prices', false],
  ])('%s and %s: the same question is %s', (before, now, same) => {
    const sheet = (heading: string) => sheetOf([['编号', '性别', heading], ...rows([1, 2])]);
    const { differences } = comparePlan(proposePlan(sheet(before)), sheet(now));
    expect(differences.map(({ code }) => code)).toEqual(
      same ? ['difference.renamed'] : ['difference.missing', 'difference.new'],
    );
  });

  it('is told from another question', () => {
    const other = sheetOf([['编号', '1、性别（1=男，2=女）', '3、送货时间'], ...rows([1, 2])]);
    expect(comparePlan(kept, other).differences.map(({ code }) => code)).toEqual([
      'difference.missing',
      'difference.new',
    ]);
  });

  it('looks anew for an indicator the tree has lost', () => {
    const next = comparePlan(kept, old, { indicatorNames: ['门店收银'] });
    expect(next.plan.columns[2]!.indicatorName).toBe('门店收银');
    expect(comparePlan(kept, old).plan.columns[2]!.indicatorName).toBe('收银速度');
  });
});

describe('doubts under a remembered plan', () => {
  const survey = (second: (i: number) => number | string, phone: (i: number) => string = () => '') =>
    sheetOf([
      ['编号', '服务满意度（1-5分）', '价格满意度（1-5分）', '客户联系方式'],
      ...Array.from({ length: 60 }, (_, i) => [i + 1, 1 + (i % 5), second(i), phone(i)]),
    ]);
  const mobile = (i: number) => String(13_800_000_000 + i * 7919);
  const coded = survey((i) => (i < 4 ? 99 : 1 + (i % 5)), mobile);
  const plain = survey((i) => 1 + (i % 5), mobile);
  const codesOf = (doubts: readonly { readonly code: string }[]) => doubts.map(({ code }) => code);
  const compared = (before: typeof coded, now: typeof coded) => {
    const { plan: next, differences } = comparePlan(proposePlan(before), now);
    return { doubts: next.columns.map(({ doubts }) => codesOf(doubts)), differences };
  };

  it('a proposal asks about codes where they were given, not where sisters have them or the heading says them', () => {
    const asked = proposePlan(coded).columns.map(({ doubts }) => codesOf(doubts));
    expect(asked).toEqual([[], [], ['doubt.nonAnswers'], ['doubt.personal.phone']]);
    const stated = sheetOf([
      ['编号', '服务满意度（1-5分，99=不清楚）'],
      ...Array.from({ length: 60 }, (_, i) => [i + 1, i < 4 ? 99 : 1 + (i % 5)]),
    ]);
    expect(proposePlan(stated).columns[1]!.doubts).toEqual([]);
  });

  it('what the plan has decided is not asked again', () => {
    expect(compared(coded, coded)).toEqual({ doubts: [[], [], [], []], differences: [] });
  });

  it('a code the plan does not know is outside its scale, and nothing says otherwise', () => {
    const { doubts, differences } = compared(plain, coded);
    expect(doubts).toEqual([[], [], ['doubt.outOfRange'], []]);
    expect(differences).toEqual([
      {
        code: 'difference.range',
        details: { header: '价格满意度（1-5分）', count: 4, min: 1, max: 5, values: ['99'] },
      },
    ]);
  });

  it('what the cells hold is told every time', () => {
    const wide = survey((i) => (i === 0 ? '４' : 1 + (i % 5)), mobile);
    expect(compared(wide, wide).doubts[2]).toEqual(['doubt.numbersAsText']);
    const { doubts } = compared(
      survey(
        (i) => 1 + (i % 5),
        () => '有',
      ),
      coded,
    );
    expect(doubts[3]).toEqual(['doubt.personal.phone']);
  });
});

describe('likeness of headings', () => {
  it('is 1 for the same question under another number, 0 without common letters', () => {
    expect(headingLikeness('3、价格水平', 'Q12 价格水平')).toBe(1);
    expect(headingLikeness('价格', '环境')).toBe(0);
    expect(headingLikeness('', '环境')).toBe(0);
    expect(headingLikeness('购物环境的整洁', '购物环境整洁')).toBeGreaterThan(0.6);
  });

  it('has a weight for every difference', () => {
    expect(
      ['difference.missing', 'difference.moved', 'difference.range'].map((code) =>
        differenceSeverity({ code, details: {} }),
      ),
    ).toEqual(['high', 'low', 'medium']);
  });
});

describe('answers not given before', () => {
  const cities = ['北京', '上海', '广州'];
  const ways = ['门店┋电话', '门店', '网站┋门店', '其他〖微信群〗'];
  const survey = (
    city: (i: number) => string | number,
    way: (i: number) => string,
    comment: (i: number) => string = (i) => `第${i}位顾客说排队太久了一些`,
    branch: (i: number) => number = (i) => 1 + (i % 3),
  ) =>
    sheetOf([
      ['编号', '1、您所在的城市', '2、您购买的渠道（多选）', '3、您的建议', '4、您所在的地区代码', '5、姓名'],
      ...Array.from({ length: 40 }, (_, i) => [i + 1, city(i), way(i), comment(i), branch(i), `顾客${i}`]),
    ]);
  const march = proposePlan(
    survey(
      (i) => cities[i % 3]!,
      (i) => ways[i % 4]!,
    ),
  );
  const april = (
    city: (i: number) => string | number,
    way: (i: number) => string = (i) => ways[i % 4]!,
    branch?: (i: number) => number,
  ) =>
    comparePlan(
      march,
      survey(city, way, (i) => `别的话${i}，说的是服务员态度`, branch),
    );
  const listed = (compared: ReturnType<typeof april>) =>
    compared.differences.filter(({ code }) => code === 'difference.newAnswers').map(({ details }) => details);

  it('are listed for a question of categories, the commonest first, with how often each was given', () => {
    const compared = april((i) => (i < 3 ? '成都' : i === 39 ? '武汉' : cities[i % 3]!));
    expect(listed(compared)).toEqual([{ header: '1、您所在的城市', count: 2, answers: ['成都 × 3', '武汉 × 1'] }]);
    expect(differenceSeverity({ code: 'difference.newAnswers', details: {} })).toBe('medium');
  });

  it('are few of many', () => {
    const [only] = listed(april((i) => `新城${i % 11}`));
    expect(only).toMatchObject({ count: 11 });
    expect(only!['answers']).toHaveLength(5);
  });

  it('are each of several answers given together, what was typed beside one left aside', () => {
    const compared = april(
      (i) => cities[i % 3]!,
      (i) => (i < 4 ? '门店┋直播' : i < 8 ? '其他〖朋友带来〗' : ways[i % 4]!),
    );
    expect(listed(compared)).toEqual([{ header: '2、您购买的渠道（多选）', count: 1, answers: ['直播 × 4'] }]);
  });

  it('are codes without labels, too', () => {
    const compared = april(
      (i) => cities[i % 3]!,
      undefined,
      (i) => (i < 5 ? 7 : 1 + (i % 3)),
    );
    expect(listed(compared)).toEqual([{ header: '4、您所在的地区代码', count: 1, answers: ['7 × 5'] }]);
  });

  it('are known from then on; width and blanks make none; free text and names have none', () => {
    const compared = april((i) => (i < 3 ? '成都' : ` ${cities[i % 3]!}`));
    const next = comparePlan(
      compared.plan,
      survey(
        (i) => (i < 3 ? '成都' : cities[i % 3]!),
        (i) => ways[i % 4]!,
      ),
    );
    expect(listed(next)).toEqual([]);
    const kept = march.columns.filter(({ answers }) => answers).map(({ header }) => header);
    expect(kept).toEqual(['1、您所在的城市', '2、您购买的渠道（多选）', '4、您所在的地区代码']);
  });

  it('are not looked for where the question has become a comment or personal', () => {
    const columns = march.columns.map((column, i) =>
      i === 1 ? { ...column, role: 'openComment' as const } : i === 4 ? { ...column, personal: true } : column,
    );
    const compared = comparePlan(
      { ...march, columns },
      survey(
        () => '成都',
        (i) => ways[i % 4]!,
        undefined,
        () => 9,
      ),
    );
    expect(listed(compared)).toEqual([]);
  });
});
