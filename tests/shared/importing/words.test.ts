import { describe, expect, it } from 'vitest';
import {
  optionStem,
  personalKindOfHeading,
  questionNumber,
  roleOfHeading,
  scaleOfHeading,
} from '../../../shared/importing/headerWords.ts';
import { parseDateText, parseLooseNumber } from '../../../shared/importing/looseValues.ts';
import { countIndicatorMatches, indicatorMatcher } from '../../../shared/importing/matchIndicator.ts';
import { isIdentityNumber } from '../../../shared/importing/personalValues.ts';
import {
  isNonAnswerWord,
  kanoCode,
  isBlankWord,
  leadingCode,
  trailingCode,
  wordScaleOf,
  yesNoCode,
} from '../../../shared/importing/wordScales.ts';

const codes = (...words: string[]): Record<string, number> | null => {
  const scale = wordScaleOf(words);
  return scale && Object.fromEntries(scale.codes.map(({ text, code }) => [text, code]));
};

describe('words of degree', () => {
  it('codes five steps, also when a step is missing', () => {
    expect(codes('很不满意', '不满意', '一般', '满意', '很满意')).toEqual({
      很不满意: 1,
      不满意: 2,
      一般: 3,
      满意: 4,
      很满意: 5,
    });
    expect(codes('非常满意', '比较满意', '一般', '不太满意')).toEqual({
      非常满意: 5,
      比较满意: 4,
      一般: 3,
      不太满意: 2,
    });
    expect(codes('非常同意', '同意', '中立', '非常不同意')).toEqual({ 非常同意: 5, 同意: 4, 中立: 3, 非常不同意: 1 });
    expect(codes('很差', '较差', '一般', '较好', '很好')).toEqual({ 很差: 1, 较差: 2, 一般: 3, 较好: 4, 很好: 5 });
    expect(codes('Strongly disagree', 'Disagree', 'Neutral', 'Agree', 'Strongly agree')).toEqual({
      'Strongly disagree': 1,
      Disagree: 2,
      Neutral: 3,
      Agree: 4,
      'Strongly agree': 5,
    });
    expect(codes('一定会', '可能会', '不确定', '可能不会')).toEqual({ 一定会: 5, 可能会: 4, 不确定: 3, 可能不会: 2 });
  });

  it('codes seven and four steps', () => {
    expect(codes('很不满意', '不满意', '较不满意', '一般', '较满意', '满意', '很满意')).toEqual({
      很不满意: 1,
      不满意: 2,
      较不满意: 3,
      一般: 4,
      较满意: 5,
      满意: 6,
      很满意: 7,
    });
    expect(codes('非常重要', '重要', '不重要', '非常不重要')).toEqual({
      非常重要: 4,
      重要: 3,
      不重要: 2,
      非常不重要: 1,
    });
  });

  it('leaves other words alone', () => {
    expect(codes('男', '女')).toBeNull();
    expect(codes('北京', '一般')).toBeNull();
    expect(codes('满意', '重要')).toBeNull();
    expect(codes('好吃的店', '坏')).toBeNull();
  });

  it('knows Kano answers, yes and no, non-answers and leading numbers', () => {
    expect(['我喜欢这样', '它必须这样', '我无所谓', '我能够忍受', '我讨厌这样'].map(kanoCode)).toEqual([1, 2, 3, 4, 5]);
    expect(['很喜欢', '理所当然', '无所谓', '可以忍受', '很不喜欢'].map(kanoCode)).toEqual([1, 2, 3, 4, 5]);
    expect(
      [
        'I like it that way',
        'It must be that way',
        'I am neutral',
        'I can live with it that way',
        'I dislike it that way',
      ].map(kanoCode),
    ).toEqual([1, 2, 3, 4, 5]);
    expect(kanoCode('别的')).toBeNull();
    expect(['是', '否', '有', '没有', 'Yes', '√', '也许'].map(yesNoCode)).toEqual([1, 0, 1, 0, 1, 1, null]);
    expect(['无法回答', ' 不清楚', '不适用', 'N/A', '一般', '满意'].map(isNonAnswerWord)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(leadingCode('5=非常满意')).toEqual({ code: 5, label: '非常满意' });
    expect(leadingCode('１．男')).toEqual({ code: 1, label: '男' });
    expect(leadingCode('9 - Extremely important')).toEqual({ code: 9, label: 'Extremely important' });
    expect(leadingCode('18岁以下')).toBeNull();
    expect(trailingCode('非常满意(5)')).toEqual({ code: 5, label: '非常满意' });
    expect(trailingCode('比较满意（４分）')).toEqual({ code: 4, label: '比较满意' });
    expect(trailingCode('一般=3')).toEqual({ code: 3, label: '一般' });
    expect(trailingCode('Very satisfied - 5')).toEqual({ code: 5, label: 'Very satisfied' });
    expect(trailingCode('万达店(2)')).toBeNull();
    expect(trailingCode('满意的地方很多，共有5')).toBeNull();
    expect(['无', '没有', '空'].every(isBlankWord)).toBe(true);
    expect(isBlankWord('无障碍')).toBe(false);
  });
});

describe('headings', () => {
  it.each([
    ['Q3 您的年龄', 'Q3', '您的年龄'],
    ['B12: 价格', 'B12', '价格'],
    ['3.价格', 'Q3', '价格'],
    ['3、价格', 'Q3', '价格'],
    ['第3题 价格', 'Q3', '价格'],
    ['(3)价格', 'Q3', '价格'],
    ['Q5_1质量', 'Q5_1', '质量'],
    ['Q5-2', 'Q5_2', ''],
    ['F1a 如果', 'F1a', '如果'],
  ])('number of %s', (heading, name, rest) => {
    expect(questionNumber(heading)).toEqual({ name, rest });
  });

  it.each(['2024年销售额', '年龄', '1-10分满意度', '5.0版本好用吗', '100元以下'])('no number in %s', (heading) => {
    expect(questionNumber(heading)).toBeNull();
  });

  it.each([
    ['价格（感知）', '', 'perception'],
    ['价格', '期望', 'expectation'],
    ['价格的重要程度', '', 'importance'],
    ['您对价格的满意度', '重要度与满意度', 'perception'],
    ['手机银行体验', '重要程度（1-10分，1=很不重要）', 'importance'],
    ['手机银行体验', '实际感受（1-10分）', 'perception'],
    ['实际表现', '期望与表现', 'perception'],
    ['您对价格的满意度', '重要度', 'perception'],
    ['总体满意度', '', 'overallSatisfaction'],
    ['与理想超市相比', '总体评价', 'overallSatisfaction'],
    ['您向朋友推荐的可能性', '', 'loyalty'],
    ['是否愿意再次光顾', '', 'loyalty'],
    ['继续委托意愿（1-10分）', '', 'loyalty'],
    ['缴费意愿', '忠诚', 'loyalty'],
    ['导购推荐服务的满意度', '', 'perception'],
    ['如果提供自助收银，您觉得', '', 'kanoFunctional'],
    ['如果不提供自助收银，您觉得', '', 'kanoDysfunctional'],
    ['自助收银（反向）', 'Kano', 'kanoDysfunctional'],
    ['反向合理性（1-10分）', '', null],
    ['反向自助收银（1-5分）', '', 'kanoDysfunctional'],
    ['序号', '', 'id'],
    ['提交答卷时间', '', 'time'],
    ['所用时间', '', 'time'],
    ['等待时间的满意程度', '', 'perception'],
    ['权重', '', 'weight'],
    ['年龄', '', null],
    ['6、您买过哪些商品[多选题]', '', 'multipleResponse'],
  ] as const)('role of %s under "%s" is %s', (own, group, role) => {
    expect(roleOfHeading(own, group)).toBe(role);
  });

  it.each([
    ['满意度（1-10分）', 1, 10],
    ['满意度(1~5)', 1, 5],
    ['０－１００分', 0, 100],
    ['推荐可能性 0 至 10', 0, 10],
    ['5分制', 1, 5],
    ['五级量表', 1, 5],
    ['满分100', 0, 100],
    ['百分制', 0, 100],
    ['满意度（1=很不满意，7=很满意）', 1, 7],
    ['-60~60', -60, 60],
  ])('scale of %s', (heading, min, max) => {
    expect(scaleOfHeading(heading)).toMatchObject({ min, max, descending: false });
  });

  it('knows no scale in ages, dates and plain words; a falling scale and non-answers where stated', () => {
    expect(['年龄（18-25岁）', '2023-2024年', '价格', '1-3次'].map(scaleOfHeading)).toEqual([null, null, null, null]);
    expect(scaleOfHeading('满意度（1=非常满意，5=非常不满意）')).toMatchObject({ min: 1, max: 5, descending: true });
    expect(
      scaleOfHeading('Satisfaction (1-10, 1 = very dissatisfied, 10 = extremely satisfied, 99 = cannot say)'),
    ).toEqual({
      min: 1,
      max: 10,
      descending: false,
      labels: [
        { value: 1, label: 'very dissatisfied' },
        { value: 10, label: 'extremely satisfied' },
      ],
      nonAnswers: [{ value: 99, label: 'cannot say' }],
    });
    expect(scaleOfHeading('满意度(1-10分，1=很不满意，10=很满意，99=无法回答)')).toMatchObject({
      min: 1,
      max: 10,
      nonAnswers: [{ value: 99, label: '无法回答' }],
    });
  });

  it('finds the stem of option columns and personal data', () => {
    expect(optionStem('6、您买过什么[食品]')).toBe('6、您买过什么');
    expect(optionStem('6、您买过什么:食品')).toBe('6、您买过什么');
    expect(optionStem('Q6_1')).toBe('Q6');
    expect(optionStem('价格')).toBeNull();
    expect(
      ['姓名', '您的手机号', '来自IP', '微信OpenID', '电子邮箱', '家庭住址', '价格'].map(personalKindOfHeading),
    ).toEqual(['name', 'phone', 'ip', 'account', 'email', 'address', null]);
    expect(isIdentityNumber('11010519491231002X')).toBe(true);
    expect(isIdentityNumber('110105194912310021')).toBe(false);
  });
});

describe('indicators', () => {
  const { match } = indicatorMatcher(['服务', '服务态度', '员工服务态度', '价格']);
  it('prefers a whole part, then the longest name contained', () => {
    expect(match('感知—服务')).toBe('服务');
    expect(match('您对员工服务态度的满意程度')).toBe('员工服务态度');
    expect(match('Q1 服务 态度（1-10分）')).toBe('服务');
    expect(match('服务的态度满意吗')).toBe('服务态度');
    expect(match('环境')).toBeNull();
    const headings = ['感知-价格', '期望-价格', '服务'].map((own) => ({ own, group: '' }));
    expect(countIndicatorMatches(headings, ['价格', '服务', '环境'])).toBe(2);
  });
});

describe('values written as text', () => {
  it.each([
    ['8', 8, true],
    ['８', 8, false],
    ['1,234.5', 1234.5, false],
    ['1,234,567', 1234567, false],
    ['8分', 8, false],
    ['35 岁', 35, false],
    ['125秒', 125, false],
    ['1分23秒', 83, false],
    ['1.13万', 11300, false],
    ['３千元', 3000, false],
    ['￥2亿', 200_000_000, false],
    ['1小时2分3秒', 3723, false],
    ['－５', -5, false],
    ['−5', -5, false],
    ['￥100.50', 100.5, false],
    ['$1,200', 1200, false],
  ])('%s is the number %d', (text, value, plain) => {
    expect(parseLooseNumber(text)).toEqual({ value, plain });
  });
  it.each(['', '满意', '85%', '1-5', '18岁以下', '3/4', '1.2.3', '12abc'])('%s is no number', (text) => {
    expect(parseLooseNumber(text)).toBeNull();
  });
  it('reads dates, refusing days that do not exist', () => {
    expect(['2024-01-05', '2024/1/5', '2024年1月5日', '2024.01.05 00:00'].map(parseDateText)).toEqual(
      Array.from({ length: 4 }, () => Date.UTC(2024, 0, 5)),
    );
    expect(parseDateText('2024/1/5 8:30:15')).toBe(Date.UTC(2024, 0, 5, 8, 30, 15));
    expect(parseDateText('2024年1月5日 8时30分')).toBe(Date.UTC(2024, 0, 5, 8, 30));
    const halves: readonly (readonly [string, number, number])[] = [
      ['2024/1/5 上午8:30', 8, 30],
      ['2024.1.5 下午3:05:00', 15, 5],
      ['2024年1月5日 下午12:10', 12, 10],
      ['2024-01-05 中午11:50', 11, 50],
      ['2024/1/5 12:05 AM', 0, 5],
      ['2024/1/5 9:15:00 pm', 21, 15],
    ];
    for (const [text, hour, minute] of halves)
      expect(parseDateText(text), text).toBe(Date.UTC(2024, 0, 5, hour, minute));
    expect(parseDateText('2024/1/5 下午25:10')).toBeNull();
    expect(['2024-02-30', '24-1-5', '5/1/2024', '2024-13-01', '2024'].map(parseDateText)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
