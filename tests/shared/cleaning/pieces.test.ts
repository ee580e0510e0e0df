import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binCuts, binOf, shortCuts } from '../../../shared/cleaning/bins.ts';
import { isIdCard, personalFinding } from '../../../shared/cleaning/personalColumns.ts';
import { hmacSha256, pseudonym, sha256, utf8 } from '../../../shared/cleaning/sha256.ts';
import { findSeparator, normaliseText, numberInText, optionsIn } from '../../../shared/cleaning/texts.ts';

describe('sha256', () => {
  it('equals Node’s, and so does its keyed form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 150 }), (message, key) => {
        expect(Buffer.from(sha256(message)).toString('hex')).toBe(createHash('sha256').update(message).digest('hex'));
        expect(Buffer.from(hmacSha256(key, message)).toString('hex')).toBe(
          createHmac('sha256', key).update(message).digest('hex'),
        );
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(utf8(text))).toEqual(Buffer.from(text, 'utf8'));
      }),
    );
    expect(pseudonym('密钥密钥密钥密钥', '13800138000', 12)).toBe(
      createHmac('sha256', '密钥密钥密钥密钥').update('13800138000').digest('hex').slice(0, 12),
    );
  });
});

describe('texts', () => {
  it('brings equal answers into one form', () => {
    const form = { blanks: true, width: true, lowerCase: false };
    expect(normaliseText('　Ａ１　 店\u200b ', form)).toBe('A1 店');
    expect(normaliseText(' x ', { blanks: false, width: false, lowerCase: false })).toBe(' x ');
    expect(normaliseText('ABC', { ...form, lowerCase: true })).toBe('abc');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseText(text, form);
        expect(normaliseText(once, form)).toBe(once);
      }),
    );
  });

  it.each([
    ['１２', 12],
    [' 4 分', 4],
    ['1,234.5', 1234.5],
    ['85%', 0.85],
    ['(3)', 3],
    ['￥20元', 20],
    ['-0.5', -0.5],
    ['12岁', 12],
    ['5千', 5000],
    ['1.2 万元', 12000],
    ['1.15亿', 115_000_000],
    ['3公里', 3],
    ['2千米', 2],
    ['4颗星', 4],
    ['万', null],
    ['八千左右', null],
    ['1e5万', null],
    ['1e300亿', null],
    ['3-4', null],
    ['很好', null],
    ['', null],
    ['1,23', null],
    ['1e400', null],
    ['9007199254740991', 9007199254740991],
    ['110101199003071008', null],
    ['6222 0212 3456 7894', null],
    ['62220212345678940', null],
    ['0.50000000000000000000', 0.5],
  ])('reads %s as %s', (text, value) => expect(numberInText(text)).toBe(value));

  it('parts multiple choices', () => {
    expect(findSeparator(['A┋B', 'C', 'A┋C'])).toBe('┋');
    expect(findSeparator(['A、B；C', 'A；B'])).toBe('；');
    expect(findSeparator(['A', 'B'])).toBeNull();
    expect(optionsIn(' 价格 ┋品质┋┋价格', '┋')).toEqual(['价格', '品质']);
  });
});

describe('personal columns', () => {
  it('checks identity numbers by date and check digit', () => {
    expect(isIdCard('11010519491231002X')).toBe(true);
    expect(isIdCard('440524188001010014')).toBe(false);
    expect(isIdCard('110105194912310021')).toBe(false);
    expect(isIdCard('11010519491331002X')).toBe(false);
  });

  it('finds them by answers or header', () => {
    expect(personalFinding('Q9', ['13800138000', '139 1234 5678', '０１０'])).toMatchObject({
      kind: 'phone',
      matches: 2,
    });
    expect(personalFinding('Q9', ['a@b.cn', 'x@y.com'])).toMatchObject({ kind: 'mail' });
    expect(personalFinding('您的姓名', ['王芳'])).toEqual({ kind: 'name', matches: 0, answers: 1 });
    expect(personalFinding('收货地址', ['见备注'])).toEqual({ kind: 'address', matches: 0, answers: 1 });
    const streets = ['世纪大道 88 号', '人民路１２弄3号402室', '不说'];
    expect(personalFinding('Q9', streets)).toEqual({ kind: 'address', matches: 2, answers: 3 });
    const comments = [...streets, '很好', '太贵', '还行', '一般', '人民路1号那家店'];
    expect(personalFinding('意见', comments)).toBeNull();
    expect(personalFinding('Q9', ['人民路店', '街道服务1号窗口', '中山路'])).toBeNull();
    expect(personalFinding('来自IP', ['1.2.3.4(北京)'])).toMatchObject({ kind: 'ip', matches: 1 });
    expect(personalFinding('总体满意度', ['8', '9', '10'])).toBeNull();
    expect(personalFinding('手机品牌满意度', [])).toBeNull();
  });
});

describe('bins', () => {
  it('cuts by hand, by width and by quantiles', () => {
    expect(binCuts([], { kind: 'cuts', cuts: [18, 30] })).toEqual([18, 30]);
    expect([17, 18, 29.9, 30].map((age) => binOf(age, [18, 30]))).toEqual([1, 2, 2, 3]);
    expect(binCuts([0, 10], { kind: 'width', count: 4 })).toEqual([2.5, 5, 7.5]);
    expect(binCuts([1, 2, 3, 4], { kind: 'quantiles', count: 2 })).toEqual([2.5]);
    expect(binCuts([1, 1, 1, 4, 5, 6], { kind: 'quantiles', count: 3 })).toEqual([4.333333333333333]);
    expect(() => binCuts([1, 1, 1, 1, 5], { kind: 'quantiles', count: 4 })).toThrow('bin.noSpread');
    expect(() => binCuts([2, 2], { kind: 'width', count: 3 })).toThrow('bin.noSpread');
    expect(() => binCuts([], { kind: 'cuts', cuts: [3, 3] })).toThrow('bin.cuts');
  });

  it('names cuts by the fewest digits that part the answers in the same way', () => {
    expect(shortCuts([8.666666666666657], [6, 7, 8, 9, 10])).toEqual([9]);
    expect(shortCuts([8.666666666666657, 9], [6, 7, 8, 9, 10])).toEqual([8.7, 9]);
    expect(shortCuts([0.123456, 0.2], [0.1234, 0.1236, 0.3])).toEqual([0.1235, 0.2]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 3, maxLength: 40 }),
        (answers) => {
          fc.pre(new Set(answers).size > 1);
          const cuts = binCuts(answers, { kind: 'width', count: 4 });
          const short = shortCuts(cuts, answers);
          expect(answers.map((answer) => binOf(answer, short))).toEqual(answers.map((answer) => binOf(answer, cuts)));
        },
      ),
    );
  });

  it('cuts at natural breaks: no other cuts leave less variance within the groups', () => {
    expect(binCuts([1, 2, 2, 3, 20, 21, 22, 50], { kind: 'breaks', count: 3 })).toEqual([20, 50]);
    expect(binCuts([5, 5, 7], { kind: 'breaks', count: 10 })).toEqual([7]);
    expect(() => binCuts([4, 4, 4], { kind: 'breaks', count: 2 })).toThrow('bin.noSpread');
    const answers = Array.from({ length: 40 }, (_, i) => (i * 37) % 101);
    const within = (cuts: readonly number[]): number => {
      const groups = Map.groupBy(answers, (answer) => binOf(answer, cuts));
      return [...groups.values()].reduce((sum, group) => {
        const mean = group.reduce((a, b) => a + b, 0) / group.length;
        return sum + group.reduce((a, b) => a + (b - mean) ** 2, 0);
      }, 0);
    };
    const sorted = answers.toSorted((a, b) => a - b).slice(1);
    const best = Math.min(...sorted.flatMap((low, i) => sorted.slice(i + 1).map((high) => within([low, high]))));
    expect(within(binCuts(answers, { kind: 'breaks', count: 3 }))).toBeCloseTo(best, 9);
  });
});
