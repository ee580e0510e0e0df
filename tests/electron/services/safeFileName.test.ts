import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportFileName, safeFileName } from '../../../electron/services/safeFileName.ts';

describe('safeFileName', () => {
  it.each([
    ['调查表.xlsx', '调查表.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\a\\b.xlsx', 'b.xlsx'],
    ['CON', '_CON'],
    ['con.xlsx', '_con.xlsx'],
    ['a.xlsx:stream', 'a.xlsx_stream'],
    [' .hidden. ', 'hidden'],
    ['a\u0000b\u202Exslx.csv', 'abxslx.csv'],
    ['...', 'file'],
    ['', 'file'],
    [`${'表'.repeat(300)}.xlsx`, `${'表'.repeat(65)}.xlsx`],
  ])('%s -> %s', (name, expected) => {
    expect(safeFileName(name)).toBe(expected);
  });

  it.each([
    ['甲/乙公司：报告', '甲_乙公司：报告.docx'],
    ['Report: summary - a\\b', 'Report - summary - a_b.docx'],
    ['报告 - CON', '报告 - CON.docx'],
    ['CON', '_CON.docx'],
    ['某店🙂（旗舰）.', '某店🙂（旗舰）..docx'],
    ['<b>"x"|*?', '_b__x____.docx'],
  ])('a report called %s is kept as %s', (title, expected) => {
    expect(reportFileName(title, 'docx')).toBe(expected);
  });

  it('holds for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).toMatch(/^[^\u0000-\u001f/\\:*?"<>|]+$/);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(201);
        expect(safe).not.toMatch(/^[. ]/);
      }),
      { numRuns: 2_000 },
    );
  });
});
