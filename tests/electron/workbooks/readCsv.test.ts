import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../electron/workbooks/readCsv.ts';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import { cellKind } from '../../../shared/importing/rawCells.ts';
import { SheetReader } from '../../../shared/importing/sheetReader.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** 很满意 and 一般 in GB18030. */
const gb = Uint8Array.of(0xba, 0xdc, 0xc2, 0xfa, 0xd2, 0xe2, 0x2c, 0xd2, 0xbb, 0xb0, 0xe3);

const rows = (bytes: Uint8Array): string[][] => {
  const sheet = readCsv(bytes, { fileName: 'a.csv' }).sheets[0]!;
  const reader = new SheetReader(sheet);
  return Array.from({ length: sheet.rowCount }, (_, row) => sheet.columns.map((_, column) => reader.text(row, column)));
};

describe('readCsv', () => {
  it('reads quotes, line breaks in fields, blank rows and ragged rows', () => {
    expect(rows(utf8('a,b\r\n"x, ""y""","1\n2"\r\n\r\n3\r\n'))).toEqual([
      ['a', 'b'],
      ['x, "y"', '1\n2'],
      ['', ''],
      ['3', ''],
    ]);
  });

  it('takes plainly written numbers only', () => {
    const { columns } = readCsv(utf8('1,-2.5,007,１２,110101199003070037,1e3,12.,0\n'), { fileName: 'a.csv' })
      .sheets[0]!;
    expect(columns.map(({ kinds }) => kinds[0])).toEqual([1, 1, 2, 2, 2, 2, 2, 1]);
    expect(columns[0]!.kinds[0]).toBe(cellKind.number);
  });

  it('reads UTF-8 with mark, GB18030, UTF-16 with mark, tabs and semicolons', () => {
    expect(rows(utf8('\ufeff很满意,一般'))).toEqual([['很满意', '一般']]);
    expect(rows(gb)).toEqual([['很满意', '一般']]);
    expect(rows(Buffer.from('\ufeff很满意\t一般', 'utf16le'))).toEqual([['很满意', '一般']]);
    expect(rows(Buffer.from('\ufeff很满意\t一般', 'utf16le').swap16())).toEqual([['很满意', '一般']]);
    expect(rows(utf8('a;b\n1;2'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(readCsv(gb, { fileName: 'a.csv' }).notices).toEqual([
      { code: 'read.encoding', sheet: 'a', cell: '', details: { encoding: 'gb18030' } },
    ]);
  });

  it('names the byte that breaks the encoding, and other faults', () => {
    const far = Buffer.concat([Buffer.from('好'.repeat(50_000)), Buffer.of(0xff, 0xff), Buffer.from('好')]);
    expect(() => readCsv(far)).toThrow(
      expect.objectContaining({ code: 'workbook.textEncoding', details: { offset: 150_000, encoding: 'utf-8' } }),
    );
    expect(() => readCsv(utf8('a\0b'))).toThrow(expect.objectContaining({ code: 'workbook.binaryText' }));
    expect(() => readCsv(utf8('a\n"b'))).toThrow(expect.objectContaining({ code: 'workbook.csvMalformed' }));
    expect(() => readCsv(utf8('a,b'), { limits: { csvBytes: 2 } })).toThrow(
      expect.objectContaining({ code: 'workbook.tooLarge' }),
    );
  });
});

describe('one survey in six encodings and formats', () => {
  const folder = new URL('../../golden/oracle/data/formats/', import.meta.url);
  const table = async (name: string): Promise<string[][]> => {
    const workbook = await readWorkbook(name, new Uint8Array(readFileSync(new URL(name, folder))));
    const sheet = pickSheet(workbook)!;
    const reader = new SheetReader(sheet);
    const all = Array.from({ length: sheet.rowCount }, (_, row) =>
      sheet.columns.map((_, column) => reader.text(row, column)),
    );
    // The workbook has a title row above.
    return all.slice(all.findIndex((row) => row[0] === '受访者编号'));
  };

  it('gives the same cells', async () => {
    const expected = await table('survey_zh_utf8bom.csv');
    expect([expected.length, expected[0]!.length]).toEqual([251, 27]);
    for (const name of [
      'survey_zh_gbk.csv',
      'survey_zh_gb18030.tsv',
      'survey_zh_semicolon.csv',
      'survey_zh_utf16le.txt',
      'survey_zh.xlsx',
    ]) {
      expect(await table(name), name).toEqual(expected);
    }
  });
});
