import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFileName } from '../../../electron/services/safeFileName.ts';

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
