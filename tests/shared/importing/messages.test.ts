import { describe, expect, it } from 'vitest';
import { errorMessages } from '../../../shared/contract/errorMessages.ts';
import { doubtMessages, fillMessage, readNoticeMessages } from '../../../shared/importing/messages.ts';

const every = Object.entries({ ...errorMessages, ...doubtMessages, ...readNoticeMessages });
const namesIn = (sentence: string): ReadonlySet<string> =>
  new Set([...sentence.matchAll(/\{(\w+)(?:#[^{}]*)?\}/g)].map(([, name]) => name!));

describe('sentences about files, data and calls', () => {
  it('choose between one and many, name encodings, and show what is missing', () => {
    const { en } = doubtMessages['doubt.unreadable']!;
    expect(fillMessage(en, { count: 1, example: '好' })).toBe(
      '1 cell cannot be read as a number (such as 好) and becomes missing.',
    );
    expect(fillMessage(en, { count: 12, example: '好' })).toBe(
      '12 cells cannot be read as numbers (such as 好) and become missing.',
    );
    expect(fillMessage('{a#one|many} {b} {encoding}', { a: 1, encoding: 'x' })).toBe('one {b} x');
    expect(fillMessage('{a#one|many}', {})).toBe('{a#one|many}');
  });

  it.each(every)('%s has its words closed and Chinese alone without a plural', (_code, { zh, en }) => {
    const filled = (sentence: string, value: number): string =>
      fillMessage(sentence, Object.fromEntries([...namesIn(sentence)].map((name) => [name, value])));
    for (const value of [1, 2]) for (const sentence of [zh, en]) expect(filled(sentence, value)).not.toMatch(/[{}#|]/);
    expect(zh).not.toContain('#');
  });
});
