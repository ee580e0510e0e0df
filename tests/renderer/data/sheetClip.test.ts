import { describe, expect, it } from 'vitest';
import { blockFromText } from '../../../renderer/features/data/clipboardBlock.ts';
import { clipInPieces, clipOf } from '../../../renderer/features/data/sheetClip.ts';
import type { ShownSheet } from '../../../renderer/features/data/sheetEdits.ts';
import { plainQuestion } from '../../shared/model/plainQuestion.ts';

const labelled = { valueLabels: [{ value: 5, label: '满意' }] };
const variables = [plainQuestion('a', 'number', labelled), plainQuestion('b', 'text', labelled)];

/** Answers by the number of the form; comments may be given for some. */
const sheetOf = (size: number, comments: ReadonlyMap<number, string> = new Map()): ShownSheet => ({
  variables,
  forms: Array.from({ length: size }, (_, place) => size - 1 - place),
  content: (id, form) => (id === 'a' ? (form % 5) + 1 : (comments.get(form) ?? '好')),
});
const plain = { withHead: false, withLabels: false };

describe('a part of the sheet for the clipboard', () => {
  it('holds the shown answers in their order, under the questions where asked for', () => {
    const sheet = sheetOf(3);
    expect(clipOf(sheet, plain)).toEqual({
      text: '3\t好\r\n2\t好\r\n1\t好',
      html: expect.stringMatching(/^<table><tr><td>3<\/td>.*<\/table>$/),
    });
    expect(blockFromText(clipOf(sheetOf(5), { withHead: true, withLabels: true }).text).slice(0, 2)).toEqual([
      ['题 a', '题 b'],
      ['满意', '好'],
    ]);
  });

  it('is the same made in pieces, for every size of piece and block', async () => {
    for (const size of [0, 1, 499, 500, 501, 2600])
      for (const withHead of [false, true]) {
        const sheet = sheetOf(size, new Map([[7, '两\n行']]));
        const clip = await clipInPieces(sheet, { withHead, withLabels: false });
        expect(clip).toEqual(clipOf(sheet, { withHead, withLabels: false }));
        expect(clip.text === '' ? 0 : blockFromText(clip.text).length).toBe(size + (withHead ? 1 : 0));
      }
  });

  it('leaves large blocks to plain text unless a text would be mistaken', () => {
    expect(clipOf(sheetOf(25_000), plain).html).not.toBeNull();
    expect(clipOf(sheetOf(25_001), plain).html).toBeNull();
    const { html } = clipOf(sheetOf(30_000, new Map([[3, '007']])), plain);
    expect(html?.match(/<tr>/g)).toHaveLength(30_000);
    expect(html).toContain('>007</td>');
  });
});
