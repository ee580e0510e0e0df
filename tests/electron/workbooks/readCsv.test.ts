import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../electron/workbooks/readCsv.ts';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import type { TextFileChoices } from '../../../shared/importing/textFile.ts';
import { textSamples } from '../../../electron/workbooks/textSamples.ts';
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

  it('says that a file which is GB18030 by its bytes alone is probably in another encoding, unless that one was chosen', () => {
    // 服務滿意度 in Big5.
    const big5 = Buffer.from('aa41b0c8baa1b74eabd72c310a', 'hex');
    const codes = (options: TextFileChoices) =>
      readCsv(big5, { fileName: 'a.csv', ...options }).notices.map(({ code }) => code);
    expect(codes({})).toEqual(['read.encodingUnlikely']);
    expect([codes({ encoding: 'gb18030' }), codes({ encoding: 'big5' })]).toEqual([
      ['read.encoding'],
      ['read.encoding'],
    ]);
    expect(rows(gb)).toEqual([['很满意', '一般']]);
  });

  it('names the byte that breaks the encoding, and other faults', () => {
    const far = Buffer.concat([Buffer.from('好'.repeat(50_000)), Buffer.of(0xff, 0xff), Buffer.from('好')]);
    expect(() => readCsv(far)).toThrow(
      expect.objectContaining({
        code: 'workbook.textEncoding',
        details: { offset: 150_000, encoding: 'utf-8', line: 1 },
      }),
    );
    expect(() => readCsv(utf8('a\0b'))).toThrow(expect.objectContaining({ code: 'workbook.binaryText' }));
    expect(() => readCsv(utf8('a\n"b'))).toThrow(expect.objectContaining({ code: 'workbook.csvMalformed' }));
    expect(() => readCsv(utf8('a,b'), { limits: { csvBytes: 2 } })).toThrow(
      expect.objectContaining({ code: 'workbook.tooLarge' }),
    );
  });
});

describe('limits', () => {
  it('cuts a field no cell could hold, and refuses lines and cells beyond the limits', () => {
    const long = readCsv(utf8(`意见\n${'长'.repeat(40_000)}\n"${'引'.repeat(32_767)}"\n`), { fileName: 'a.csv' });
    expect(long.sheets[0]!.texts.map((text) => text.length)).toEqual([2, 32_767, 32_767]);
    expect(long.notices).toEqual([{ code: 'read.textCut', sheet: 'a', cell: 'A2', details: { limit: 32_767 } }]);
    const refusal = (text: string, limits: object, code: string, details: object) =>
      expect(() => readCsv(utf8(text), { fileName: 'a.csv', limits })).toThrow(
        expect.objectContaining({ code, details: expect.objectContaining(details) }),
      );
    refusal(`a\n${'b'.repeat(30)}\n`, { lineBytes: 20 }, 'workbook.lineTooLong', { line: 2 });
    // Lines that end in a carriage return alone are lines, too.
    expect(readCsv(utf8('aaaaaaaa\rbbbbbbbb\rcccccccc'), { limits: { lineBytes: 10 } }).sheets[0]!.rowCount).toBe(3);
    refusal(`${'a,b,c\n'.repeat(40)}`, { cells: 100 }, 'workbook.tooManyCells', { cell: 'A34' });
    refusal('a,b,c,d', { columns: 3 }, 'workbook.cellOutOfSheet', { columns: 3 });
    refusal('a\nb\nc', { rows: 2 }, 'workbook.cellOutOfSheet', { cell: 'A3' });
  });
});

describe('how a text table is written', () => {
  const facts = (bytes: Uint8Array, choices: TextFileChoices = {}) =>
    readCsv(bytes, { fileName: 'a.csv', ...choices }).text;
  /** 很满意 in Big5 and とても満足 in Shift-JIS. */
  const big5 = Uint8Array.of(0xab, 0xdc, 0xba, 0xa1, 0xb7, 0x4e, 0x2c, 0x31);
  const shiftJis = Uint8Array.of(0x82, 0xc6, 0x82, 0xc4, 0x82, 0xe0, 0x96, 0x9e, 0x91, 0xab, 0x2c, 0x31);

  it('reads Big5 and Shift-JIS when told to, and shows each encoding a sample of the beginning', () => {
    expect(readCsv(big5, { encoding: 'big5' }).sheets[0]!.texts).toEqual(['很滿意']);
    expect(readCsv(shiftJis, { encoding: 'shift_jis' }).sheets[0]!.texts).toEqual(['とても満足']);
    const samples = new Map(textSamples(big5).map(({ encoding, sample }) => [encoding, sample]));
    expect(samples.get('big5')).toBe('很滿意,1');
    expect([samples.get('utf-8'), samples.get('utf-16le')]).toEqual([null, null]);
    const marked = textSamples(utf8('\ufeff很满意'));
    expect(marked.filter(({ sample }) => sample !== null)).toEqual([{ encoding: 'utf-8', sample: '很满意' }]);
  });

  it('knows UTF-16 without a mark by its zero bytes, and does not take other binary files for it', () => {
    expect(facts(Buffer.from('满意,1\n不满意,2\n', 'utf16le'))?.encoding).toBe('utf-16le');
    expect(facts(Buffer.from('满意,1\n不满意,2\n', 'utf16le').swap16())?.encoding).toBe('utf-16be');
    expect(() => facts(Uint8Array.of(65, 0, 0, 66, 10, 10))).toThrow(
      expect.objectContaining({ code: 'workbook.binaryText' }),
    );
  });

  it('marks bad bytes only when asked, and names the cells', () => {
    const bytes = Buffer.concat([
      utf8('题目,意见\n1,好'),
      Buffer.of(0xff),
      utf8('的\n2,'),
      Buffer.of(0xc3, 0x28),
      utf8('\n'),
    ]);
    expect(() => readCsv(bytes)).toThrow(
      expect.objectContaining({ code: 'workbook.textEncoding', details: expect.objectContaining({ line: 2 }) }),
    );
    const read = readCsv(bytes, { fileName: 'a.csv', encoding: 'utf-8', badBytes: 'mark' });
    expect(read.notices.map(({ code, cell, details }) => [code, cell, details['text']])).toEqual([
      ['read.badBytes', 'B2', '好\ufffd的'],
      ['read.badBytes', 'B3', '\ufffd('],
    ]);
  });

  it('says where another program has already lost characters', () => {
    const read = readCsv(utf8('a\n坏\ufffd字\n'), { fileName: 'a.csv' });
    expect(read.notices).toEqual([{ code: 'read.badBytes', sheet: 'a', cell: 'A2', details: { text: '坏\ufffd字' } }]);
  });

  it.each([
    ['a;b\n1,5;2,5\n3,25;4\n', ';', ',', [1.5, 2.5, 3.25, 4]],
    ['a\tb\n1,5\t1.234,5\n', '\t', ',', [1.5, 1234.5]],
    ['a;b\n1.5;2\n', ';', '.', [1.5, 2]],
    ['a,b\n1.5,2\n', ',', '.', [1.5, 2]],
    ['sep=;\na;b\n1;2\n', ';', '.', [1, 2]],
    ['题一|题二\n1|2\n', '|', '.', [1, 2]],
  ] as const)('finds delimiter and decimal mark of %j', (text, delimiter, decimal, numbers) => {
    const read = readCsv(utf8(text), { fileName: 'a.csv' });
    expect(read.text).toEqual({ encoding: 'utf-8', delimiter, quote: '"', decimal });
    const { columns, rowCount } = read.sheets[0]!;
    const values = Array.from({ length: rowCount - 1 }, (_, row) =>
      columns.map(({ values: own }) => own[row + 1]!),
    ).flat();
    expect(values).toEqual([...numbers]);
    expect(read.notices.map(({ code }) => code)).toEqual(decimal === ',' ? ['read.decimalComma'] : []);
  });

  it('leaves ticked lists, thousands and mixed marks alone', () => {
    for (const text of ['a;b\n1,3;2\n1,3,4;2\n', 'a;b\n1,234;2\n', 'a;b\n1,5;2.5\n', 'a,b\n"1,5",2\n'])
      expect(facts(utf8(text))?.decimal, text).toBe('.');
  });

  it('does as it is told', () => {
    const read = (text: string, choices: TextFileChoices) => readCsv(utf8(text), { fileName: 'a.csv', ...choices });
    expect(read('a;b\n1,5;2\n', { delimiter: ',' }).sheets[0]!.texts).toEqual(['a;b', '5;2']);
    expect(read('a,b\n"1,5",2\n', { decimal: ',' }).sheets[0]!.columns[0]!.values[1]).toBe(1.5);
    expect(read("a,b\n'x,y',2\n", { quote: "'" }).sheets[0]!.texts).toEqual(['a', 'b', 'x,y']);
    expect(read('a\n5" pipe\n"half\n', { quote: '' }).sheets[0]!.texts).toEqual(['a', '5" pipe', '"half']);
    expect(read('a;b\n1.5;2,5\n', { decimal: ',' }).sheets[0]!.texts).toEqual(['a', 'b', '1.5']);
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
