import { describe, expect, it } from 'vitest';
import { errorMessages } from '../../../shared/contract/errorMessages.ts';
import { doubtMessages, fillMessage, readNoticeMessages } from '../../../shared/importing/messages.ts';

const every = Object.entries({ ...errorMessages, ...doubtMessages, ...readNoticeMessages });
const namesIn = (sentence: string): ReadonlySet<string> =>
  new Set([...sentence.matchAll(/\{(\w+)(?:#[^{}]*)?\}/g)].map(([, name]) => name!));

describe('sentences about files, data and calls', () => {
  it('choose between one and many, name encodings, and show what is missing', () => {
    const unreadable = doubtMessages['doubt.unreadable']!;
    expect(fillMessage(unreadable, { count: 1, example: '好' }, 'en')).toBe(
      '1 cell cannot be read as a number (such as 好) and becomes missing.',
    );
    expect(fillMessage(unreadable, { count: 12, example: '好' }, 'en')).toBe(
      '12 cells cannot be read as numbers (such as 好) and become missing.',
    );
    const sentence = { zh: '{a} {encoding}', en: '{a#one|many} {b} {encoding}' };
    expect(fillMessage(sentence, { a: 1, encoding: 'x' }, 'en')).toBe('one {b} x');
    expect(fillMessage(sentence, {}, 'en')).toBe('{a#one|many} {b} {encoding}');
  });

  it('name types in words', () => {
    const details = { header: 'Q1', fromType: 'number', toType: 'text' };
    const sentence = doubtMessages['difference.type']!;
    expect(fillMessage(sentence, details, 'zh-CN')).toMatch(/^“Q1”原为数值，新文件里像是文本；/);
    expect(fillMessage(sentence, details, 'en')).toMatch(
      /^“Q1” held numbers; in the new file it seems to hold texts\./,
    );
  });

  it('join lists as the language does', () => {
    const details = { header: 'Q1', words: ['甲', '乙'] };
    const sentence = doubtMessages['difference.newWords']!;
    expect(fillMessage(sentence, details, 'zh-CN')).toBe('“Q1”出现方案中没有的答案：甲、乙。');
    expect(fillMessage(sentence, details, 'en')).toBe('“Q1” has answers unknown to the plan: 甲, 乙.');
  });

  it.each(every)('%s has its words closed and Chinese alone without a plural', (_code, { zh, en }) => {
    const details = (value: number): Record<string, number> =>
      Object.fromEntries([...namesIn(zh), ...namesIn(en)].map((name) => [name, value]));
    for (const value of [1, 2])
      for (const locale of ['zh-CN', 'en'] as const)
        expect(fillMessage({ zh, en }, details(value), locale)).not.toMatch(/[{}#|]/);
    expect(zh).not.toContain('#');
  });
});
