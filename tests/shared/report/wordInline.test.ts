import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import type { WordOrigin } from '../../../shared/report/wordOrigin.ts';
import { wordInline } from '../../../shared/report/wordReturn/wordInline.ts';
import type { WordPiece } from '../../../shared/report/wordReturn/wordText.ts';

const number: JsonObject = {
  type: 'number',
  attrs: { request: { analysis: 'describe.expectationGap' }, path: 'rows.0.gap', format: 'number1' },
};
const piece = (text: string, live: boolean): WordPiece => ({
  text,
  bold: false,
  italic: false,
  underline: false,
  number: live ? { at: '0', run: 1 } : null,
  footnote: null,
  caption: null,
  link: null,
  remarks: [],
});

describe('a negative number read back from Word', () => {
  const exportedWith = (shown: string): WordOrigin => ({
    version: 1,
    blocks: [{ type: 'paragraph', content: [{ type: 'text', text: '相差 ' }, number] }],
    shown: { 0: ['相差 ', shown] },
    captions: {},
    sentences: {},
  });

  it.each([
    ['−31.5', '−31.5'],
    ['-31.5', '−31.5'],
    ['−31.5', '-31.5'],
  ])('exported as %s and found as %s stays live', (exported, inWord) => {
    const { content, numbersTyped } = wordInline(
      [piece('总的相差 ', false), piece(`${inWord}分`, true)],
      '0',
      exportedWith(exported),
    );
    expect(content).toEqual([{ type: 'text', text: '总的相差 ' }, number, { type: 'text', text: '分' }]);
    expect(numbersTyped).toEqual([]);
  });

  it('typed over with other digits is text', () => {
    const { content, numbersTyped } = wordInline([piece('−30.0', true)], '0', exportedWith('−31.5'));
    expect(content).toEqual([{ type: 'text', text: '−30.0' }]);
    expect(numbersTyped).toEqual(['−31.5']);
  });
});
