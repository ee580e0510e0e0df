import { describe, expect, it } from 'vitest';
import { codesAsCsv, codesFromText } from '../../../shared/importing/commentCodeTable.ts';
import type { CommentCode } from '../../../shared/model/commentCode.ts';

const codes: readonly CommentCode[] = [
  { name: '等候, 排队', any: ['排队', '收银*慢'], all: [], not: ['自助"收银"'], indicator: '便利', colour: '#0072b2' },
  { name: '=SUM(1)', any: ['+', 'a'].slice(1), all: ['b+c'], not: [], indicator: null, colour: null },
];

describe('code book as a table', () => {
  it.each(['zh-CN', 'en'] as const)('comes back as it was (%s)', (locale) => {
    const text = codesAsCsv(codes, (indicator) => indicator, locale);
    expect(text.startsWith('\uFEFF')).toBe(true);
    // No cell is a formula to a spreadsheet.
    expect(text).toContain("'=SUM(1)");
    expect(codesFromText(text)).toEqual(codes);
    expect(codesFromText(text.replaceAll('\r\n', '\n'))).toEqual(codes);
  });

  it('reads what was copied from a spreadsheet, in another order, with cells missing', () => {
    expect(codesFromText('any\tcode\nqueue; till\tqueues\nparking\tparking\n\n')).toMatchObject([
      { name: 'queues', any: ['queue', 'till'] },
      { name: 'parking', any: ['parking'], all: [], colour: null },
    ]);
    expect(codesFromText('排队,排队、等\n')).toMatchObject([{ name: '排队', any: ['排队', '等'] }]);
    expect(codesFromText('code;any;not\nq;"queue, till";self\n')).toMatchObject([
      { name: 'q', any: ['queue', 'till'], not: ['self'] },
    ]);
  });

  it('reads lines as they were typed before', () => {
    expect(codesFromText('收银: 排队, 结账*慢, -自助\n价格: 贵')).toMatchObject([
      { name: '收银', any: ['排队', '结账*慢'], not: ['自助'] },
      { name: '价格', any: ['贵'] },
    ]);
  });

  it.each([
    ['', 'comments.noCodes'],
    ['类名,任一\n', 'comments.noCodes'],
    ['类名,任一\n收银,\n', 'comments.codeRule'],
    ['code,any,colour\nq,queue,red\n', 'comments.codeRule'],
  ])('refuses %j', (text, code) => {
    expect(() => codesFromText(text)).toThrow(expect.objectContaining({ code }));
  });
});
