import { parseCommentCodes, readCommentCodes } from '../../../shared/model/commentCode.ts';
import { describe, expect, it } from 'vitest';
import { commentCoder, commentMarker, wordMarker } from '../../../shared/stats/commentCodes.ts';
import { commentWords, countWords } from '../../../shared/stats/commentWords.ts';
import { saysNothing, usualStopWords } from '../../../shared/stats/stopWords.ts';
import { randomStream } from '../../../shared/numeric/random.ts';
import type { Segmenter } from '../../../shared/model/segmenter.ts';

/** Cuts where the text has bars, so that a test says what the segmenter finds. */
const bars: Segmenter = { name: 'bars', cut: (text) => text.split('|') };

describe('words of a comment', () => {
  it('drops stop words, signs, numbers and single characters', () => {
    const cut = commentWords({ segmenter: bars, stopWords: usualStopWords });
    expect(cut('收银|排队|的|时间|，|12|久|Very|SLOW|x')).toEqual(['收银', '排队', '时间', 'slow']);
  });

  it('keeps a denial with its word', () => {
    const cut = commentWords({ segmenter: bars });
    expect(cut('蔬菜|不|新鲜')).toEqual(['蔬菜', '不新鲜']);
    expect(cut('新鲜|不|，|干净')).toEqual(['新鲜', '干净']);
    expect(cut('没|排队')).toEqual(['没排队']);
  });

  it('takes user words whole, the longest first, before the segmenter', () => {
    const cut = commentWords({ segmenter: bars, userWords: ['自助', '自助收银机', 'A+'] });
    expect(cut('自助|收银机|坏了')).toEqual(['自助', '收银机', '坏了']);
    expect(cut('用自助收银机|自助a+')).toEqual(['自助收银机', '自助', 'a+']);
  });

  it('cuts Chinese without a dictionary of the host', () => {
    expect(commentWords()('质量很好 good value')).toEqual(expect.arrayContaining(['质量', 'good', 'value']));
  });
});

describe('counts', () => {
  it('counts a word once a comment, by group, whatever the order of the comments', () => {
    const words = [['慢', '慢', '贵'], ['贵'], ['慢'], []];
    const groups = [0, 1, -1, 0];
    const counted = countWords(words, groups, 2);
    expect(counted).toEqual([
      { word: '慢', comments: 2, weight: 2, byGroup: [1, 0] },
      { word: '贵', comments: 2, weight: 2, byGroup: [1, 1] },
    ]);
    expect(countWords(words.toReversed(), groups.toReversed(), 2)).toEqual(counted);
    // By weight the second word comes first; how many comments hold it stays as it was.
    expect(countWords(words, groups, 2, [1, 3, 1, 1])).toEqual([
      { word: '贵', comments: 2, weight: 4, byGroup: [1, 3] },
      { word: '慢', comments: 2, weight: 2, byGroup: [1, 0] },
    ]);
  });
});

describe('code rules', () => {
  const codesOf = (rules: string, text: string): readonly number[] => commentCoder(parseCommentCodes(rules))(text);

  it('reads names and patterns', () => {
    const rest = { all: [], indicator: null, colour: null };
    expect(parseCommentCodes('收银: 排队, 结账*慢, -自助\n价格：贵、便宜；；环境: 干净')).toEqual([
      { name: '收银', any: ['排队', '结账*慢'], not: ['自助'], ...rest },
      { name: '价格', any: ['贵', '便宜'], not: [], ...rest },
      { name: '环境', any: ['干净'], not: [], ...rest },
    ]);
  });

  it.each([
    ['收银: 排队', '排队太久', [0]],
    ['收银: 结账*慢', '结账真的很慢', [0]],
    ['收银: 结账*慢', '结账处的人说了很多很多话所以慢', []],
    ['收银: 结账*慢', '结账。慢', []],
    ['收银: 排队+收银', '收银台要排队', [0]],
    ['收银: 排队+收银', '停车要排队', []],
    ['收银: 收银, -自助收银', '自助收银好', []],
    ['a: 贵\nb: 慢\nc: QUEUE', '又贵又慢, long queue', [0, 1, 2]],
    ['a: (.*[', '(.x[', [0]],
  ])('%s on %s', (rules, text, expected) => {
    expect(codesOf(rules, text)).toEqual(expected);
  });

  it.each(['排队', ': 排队', '收银:', '收银: -自助', '收银: *', '收银: +'])('refuses %s', (rules) => {
    expect(() => parseCommentCodes(rules)).toThrow(expect.objectContaining({ code: 'comments.codeRule' }));
  });

  it('takes a code when one of any and each of all occurs and none of not does', () => {
    const codes = readCommentCodes([
      { name: '都要', all: ['收银', '慢'] },
      { name: '其一', any: ['收银', '停车'], not: ['自助'] },
      { name: '两样', any: ['排队', '等'], all: ['收银'], not: ['停车'], indicator: '便利', colour: '#0072B2' },
    ]);
    expect(codes[0]).toEqual({ name: '都要', any: [], all: ['收银', '慢'], not: [], indicator: null, colour: null });
    const of = commentCoder(codes);
    expect(of('收银太慢')).toEqual([0, 1]);
    expect(of('自助收银很慢')).toEqual([0]);
    expect(of('收银要等')).toEqual([1, 2]);
    expect(of('停车要等，收银还行')).toEqual([1]);
  });

  it('reads a list and lines alike, and finds full-width letters and small ones the same', () => {
    expect(readCommentCodes('机器: ATM, -Ａ区')).toEqual(
      readCommentCodes([{ name: '机器', any: ['ATM'], not: ['Ａ区'] }]),
    );
    const of = commentCoder(readCommentCodes('机器: ATM, -Ａ区'));
    expect([of('ａｔｍ坏了'), of('a区的atm')]).toEqual([[0], []]);
  });

  it.each([
    [[{ name: '空' }]],
    [[{ name: '', any: ['x'] }]],
    [[{ name: 'a', any: ['*'] }]],
    [[{ name: 'a', any: [1] }]],
    [[{ name: 'a', any: ['x'], some: 1 }]],
    [[{ name: 'a', any: ['x'], colour: 'red' }]],
    [[null]],
    [7],
  ])('refuses the list %j', (given) => {
    expect(() => readCommentCodes(given)).toThrow(expect.objectContaining({ code: 'comments.codeRule' }));
  });

  it('marks what made a comment get a code, in the comment as it was written', () => {
    const marked = (rules: string, text: string): string => {
      const marks = commentMarker(parseCommentCodes(rules)[0]!)(text);
      return marks.toReversed().reduce((all, [a, b]) => `${all.slice(0, a)}[${all.slice(a, b)}]${all.slice(b)}`, text);
    };
    expect(marked('收银: 排队, 结账*慢', '排队久，结账，真的慢，又排队')).toBe('[排队]久，[结账，真的慢]，又[排队]');
    expect(marked('收银: 排队+收银', '收银台排队')).toBe('[收银]台[排队]');
    expect(marked('收银: 收银, 收银台', '收银台')).toBe('[收银台]');
    expect(marked('a: atm', 'ＡＴＭ。Atm')).toBe('[ＡＴＭ]。[Atm]');
    expect(marked('a: b', 'e\u0301 b')).toBe('e\u0301 [b]');
    expect(marked('a: 慢, -快', '慢不快')).toBe('慢不快');
    expect(wordMarker(['停车', '车位'])('停车位 停车')).toEqual([
      [0, 3],
      [4, 6],
    ]);
  });

  it('marks something in exactly the comments that get the code', () => {
    const stream = randomStream(11);
    const text = (length: number, letters: string): string =>
      Array.from({ length }, () => letters[stream.integer(letters.length)]!).join('');
    for (let round = 0; round < 300; round++) {
      const words = (count: number): string[] =>
        Array.from({ length: count }, () =>
          text(1 + stream.integer(2), '慢贵ａA。+*').replaceAll(/^[+*]|[+*]$/g, '慢'),
        );
      const [code] = readCommentCodes([{ name: 'c', any: words(2), all: words(stream.integer(2)), not: words(1) }]);
      const [coded, marked] = [commentCoder([code!]), commentMarker(code!)];
      for (let at = 0; at < 10; at++) {
        const comment = text(stream.integer(9), '慢贵Ａa。，');
        const marks = marked(comment);
        expect(marks.length > 0, `${JSON.stringify(code)} on ${comment}`).toBe(coded(comment).length > 0);
        for (const [start, end] of marks) expect(end).toBeGreaterThan(start);
      }
    }
  });

  it('refuses more codes than anyone reads', () => {
    const many = Array.from({ length: 201 }, (_, place) => `c${place}: w${place}`).join('\n');
    expect(() => parseCommentCodes(many)).toThrow(expect.objectContaining({ code: 'comments.tooManyCodes' }));
  });
});

it.each(['无', ' 没有。', '暂无', '---', '123', 'N/A', 'None!', '', '，'])('%s says nothing', (answer) => {
  expect(saysNothing(answer)).toBe(true);
});
it.each(['没有停车位', '无障碍通道', 'no parking', '贵'])('%s says something', (answer) => {
  expect(saysNothing(answer)).toBe(false);
});
