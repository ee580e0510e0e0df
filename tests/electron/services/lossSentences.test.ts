import { describe, expect, it } from 'vitest';
import { lossesByWeight, lossSentence } from '../../../electron/services/lossSentences.ts';

describe('what a damaged project has lost', () => {
  it('is told by weight: lost answers before marks and history, those of one kind as they were found', () => {
    const losses = lossesByWeight([
      { code: 'foreignObjects', details: { count: 2 } },
      { code: 'changeMarks', details: {} },
      { code: 'answers', details: { variable: 'Q2 服务', from: 1, to: 9 } },
      { code: 'history', details: { count: 1 } },
      { code: 'answers', details: { variable: 'Q1 商品', from: 1, to: 9 } },
      { code: 'texts', details: { variable: 'Q9', count: 3 } },
    ]);
    expect(losses.map(({ code }) => code)).toEqual([
      'answers',
      'answers',
      'texts',
      'history',
      'changeMarks',
      'foreignObjects',
    ]);
    expect(lossSentence(losses[0]!).zh).toContain('「Q2 服务」第 1–9 份');
  });
});
