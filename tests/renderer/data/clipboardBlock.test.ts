import { describe, expect, it } from 'vitest';
import {
  type Block,
  blockAsRows,
  blockAsText,
  blockFromText,
  needsMarkup,
  readBlock,
} from '../../../renderer/features/data/clipboardBlock.ts';
import { processorTimer } from '../../support/processorTime.ts';

describe('blocks as plain text', () => {
  it.each<[string, Block]>([
    [
      '1\t2\r\n3\t4\r\n',
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['"a\nb"\t"say ""x"""', [['a\nb', 'say "x"']]],
    ['\t', [['', '']]],
    ['', [['']]],
    ['a\r\n\r\n', [['a'], ['']]],
    // Spreadsheets quote cells with tabs and line ends only: these quotes are the answer's own.
    ['"好"吃\tx', [['"好"吃', 'x']]],
    ['5" 屏\t"未完\n下一行', [['5" 屏', '"未完'], ['下一行']]],
    ['"\tb', [['"', 'b']]],
  ])('reads %j', (text, block) => {
    expect(blockFromText(text)).toEqual(block);
  });

  it('reads back what it writes', () => {
    const cells = [['plain', 'tab\there', 'line\nbreak', 'a "quote"', '', '"', '""']];
    expect(blockFromText(blockAsText(cells))).toEqual(cells);
  });

  it('takes time in proportion, also for quotes that never close', () => {
    const time = (count: number): number => {
      const text = '"a\t""\t"'.repeat(count);
      const spent = processorTimer();
      blockFromText(text);
      return spent();
    };
    time(10_000);
    expect(time(200_000)).toBeLessThan(4000);
  });
});

describe('blocks as rows of tables', () => {
  const text = `<td style="mso-number-format:'\\@'" sdnum="1033;0;@">`;

  it('marks texts as texts, so that no spreadsheet runs or shortens them', () => {
    expect(blockAsRows([['=1+1', '8', '2026-01-31']], [true, false, false])).toBe(
      `<tr>${text}=1+1</td><td>8</td><td>2026-01-31</td></tr>`,
    );
    expect(blockAsRows([['007', '非常满意', '']], [true, false, false])).toBe(
      `<tr>${text}007</td>${text}非常满意</td><td></td></tr>`,
    );
  });

  it('escapes markup and keeps line breaks in their cell', () => {
    expect(blockAsRows([['<b>&', '两\n行']], [true, true])).toBe(
      `<tr>${text}&lt;b&gt;&amp;</td>${text}两<br style="mso-data-placement:same-cell">行</td></tr>`,
    );
  });

  it('knows the texts that spreadsheets would take for something else', () => {
    expect(
      needsMarkup(
        [
          ['5', '好'],
          ['', '2026年'],
        ],
        [false, true],
      ),
    ).toBe(false);
    for (const mistaken of ['=HYPERLINK("x")', '@x', '007', '110101199001011234', '1-2'])
      expect(
        needsMarkup(
          [
            ['5', '好'],
            ['5', mistaken],
          ],
          [false, true],
        ),
      ).toBe(true);
  });
});

describe('what a paste brings', () => {
  const table = [['a', 'b']];

  it('is the plain text where both say the same, and the table where only that one can be right', () => {
    expect(readBlock('a \tb', table)).toEqual([['a ', 'b']]);
    expect(readBlock('a\tb', null)).toEqual(table);
    expect(readBlock('"a"\tb', [['"a"', 'b']])).toEqual([['"a"', 'b']]);
    expect(readBlock('a\nc\tb', [['a\nc', 'b']])).toEqual([['a\nc', 'b']]);
    expect(readBlock('', table)).toEqual(table);
    expect(readBlock('', null)).toBeNull();
  });
});
