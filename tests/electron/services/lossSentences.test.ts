import { describe, expect, it } from 'vitest';
import { lossesByWeight, lossSentence, lossSentences } from '../../../electron/services/lossSentences.ts';

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
    expect(lossSentence(losses[0]!).zh).toContain('“Q2 服务”第 1–9 份');
  });

  it('names a number only where something is known to be lost', () => {
    for (const code of ['facts', 'history', 'versions'] as const) {
      expect(lossSentence({ code, details: { count: 0 } }).zh).toMatch(/可能不全。$/);
      expect(lossSentence({ code, details: { count: 0 } }).en).toMatch(/may be incomplete\.$/);
      expect(lossSentence({ code, details: { count: 3 } }).zh).toContain('已证实丢失 3 ');
      expect(lossSentence({ code, details: { count: 3 } }).en).toContain('3 ');
    }
  });

  it('is one sentence where many questions lost the answers of the same forms', () => {
    const answers = (count: number, from: number) =>
      Array.from({ length: count }, (_, i) => ({
        code: 'answers' as const,
        details: { variable: `Q${i}`, from, to: 99 },
      }));
    const sentences = lossSentences([...answers(200, 1), ...answers(2, 50), { code: 'changeMarks', details: {} }]);
    expect(sentences.map(({ zh }) => zh)).toEqual([
      '200 道题第 1–99 份的答案丢失，现为空白：“Q0”“Q1”“Q2” 等。',
      '题目“Q0”第 50–99 份的答案丢失，现为空白。',
      '题目“Q1”第 50–99 份的答案丢失，现为空白。',
      '哪些单元格改动过的标记没有带过来。',
    ]);
    expect(sentences[0]?.en).toContain('200 questions in forms 1–99');
  });
});
