import { describe, expect, it } from 'vitest';
import { readXlsx } from '../../../electron/workbooks/readXlsx.ts';
import { cellKind } from '../../../shared/importing/rawCells.ts';
import type { RawSheet } from '../../../shared/importing/rawCells.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import { oneSheet, rawWorkbook } from '../../fixtures/workbooks/rawWorkbook.ts';

const kindNames = ['empty', 'number', 'text', 'boolean', 'date', 'error'] as const;

/** "number 5", "text 很好", … per cell; '' for an empty one. */
function cells(sheet: RawSheet): string[][] {
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    sheet.columns.map(({ kinds, values }) => {
      const kind = kinds[row]!;
      const value = values[row]!;
      if (kind === cellKind.empty) {
        expect(value).toBeNaN();
        return '';
      }
      if (kind === cellKind.text || kind === cellKind.error) return `${kindNames[kind]} ${sheet.texts[value]}`;
      if (kind === cellKind.date) return `date ${new Date(value).toISOString().replace('.000Z', '')}`;
      return `${kindNames[kind]} ${value}`;
    }),
  );
}

async function read(bytes: Uint8Array) {
  const workbook = await readXlsx(bytes);
  return { sheet: workbook.sheets[0]!, cells: cells(workbook.sheets[0]!), notices: workbook.notices };
}

const codes = (notices: readonly { readonly code: string; readonly cell: string }[]): string[] =>
  notices.map(({ code, cell }) => `${code} ${cell}`.trim());

describe('cells of every type', () => {
  it('reads numbers, shared, inline, formula texts, booleans, errors and ISO dates', async () => {
    const result = await read(
      oneSheet(
        `<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>内联</t></is></c><c r="D1" t="str"><f>A1&amp;"x"</f><v>1.5x</v></c>` +
          `<c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c><c r="G1" t="d"><v>2024-02-29T08:30:00</v></c><c r="H1" t="n"><v>-3e2</v></c><c r="I1" t="d"><v>12:00</v></c></row>`,
        { sharedTexts: '<si><t>很好</t></si>' },
      ),
    );
    expect(result.cells).toEqual([
      [
        'number 1.5',
        'text 很好',
        'text 内联',
        'text 1.5x',
        'boolean 1',
        'error #N/A',
        'date 2024-02-29T08:30:00',
        'number -300',
        'number 0.5',
      ],
    ]);
    expect(result.sheet.columns[3]!.formula).toEqual(Uint8Array.of(1));
    expect(result.sheet.columns[0]!.formula).toBeNull();
    expect(result.notices).toEqual([]);
  });

  it('leaves a styled cell without a value, an empty text and a formula giving "" empty', async () => {
    const result = await read(
      oneSheet(
        '<row r="1"><c r="A1" s="1"/><c r="B1" t="s"><v>0</v></c><c r="C1" t="str"><f>X</f><v></v></c><c r="D1"><v>1</v></c></row>',
        {
          sharedTexts: '<si><t></t></si>',
        },
      ),
    );
    expect(result.cells).toEqual([['', '', '', 'number 1']]);
    expect(result.notices).toEqual([]);
  });

  it('says where a formula has no saved result', async () => {
    const result = await read(oneSheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f></c></row>'));
    expect(result.cells).toEqual([['number 1']]);
    expect(codes(result.notices)).toEqual(['read.formulaWithoutValue B1']);
  });

  it('reads what does not fit its type as text and says so', async () => {
    const result = await read(
      oneSheet(
        '<row r="1"><c r="A1"><v>abc</v></c><c r="B1" t="b"><v>7</v></c><c r="C1" t="d"><v>2023-02-30</v></c><c r="D1"><v>1e999</v></c><c r="E1" t="z"><v>q</v></c></row>',
      ),
    );
    expect(result.cells).toEqual([['text abc', 'text 7', 'text 2023-02-30', 'text 1e999', 'text q']]);
    expect(codes(result.notices)).toEqual(['A1', 'B1', 'C1', 'D1', 'E1'].map((cell) => `read.valueUnreadable ${cell}`));
  });
});

describe('texts', () => {
  it('joins rich text runs, skips phonetic runs, honours xml:space, decodes references, escapes and CDATA', async () => {
    const items = [
      '<si><r><t xml:space="preserve">红 </t></r><r><rPr><b/></rPr><t>色</t></r><rPh sb="0" eb="1"><t>hóng</t></rPh><phoneticPr fontId="1"/></si>',
      '<si><t>  trimmed  </t></si>',
      '<si><t xml:space="preserve">  kept  </t></si>',
      '<si><t>&lt;b&gt; &amp;amp; &#20013;&#x1F600; &unknown; &#0;</t></si>',
      '<si><t>a_x000D_b _x005F_x0041_ _x4E2D_</t></si>',
      '<si><t>x<![CDATA[<&lt;>]]>y<!-- no -->z</t></si>',
      '<si><t>1\r\n2\r3</t></si>',
    ];
    const result = await read(
      oneSheet(`<row r="1">${items.map((_, i) => `<c t="s"><v>${i}</v></c>`).join('')}</row>`, {
        sharedTexts: items.join(''),
      }),
    );
    expect(result.sheet.texts).toEqual([
      '红 色',
      'trimmed',
      '  kept  ',
      '<b> &amp; 中😀 &unknown; \ufffd',
      'a\rb _x0041_ 中',
      'x<&lt;>yz',
      '1\n2\n3',
    ]);
  });

  it('lists shared-text indexes that point nowhere and goes on', async () => {
    const result = await read(
      oneSheet(
        '<row r="1"><c r="A1" t="s"><v>5</v></c><c r="B1" t="s"><v>-1</v></c><c r="C1" t="s"><v>NaN</v></c><c r="D1" t="s"><v>0</v></c></row>',
        {
          sharedTexts: '<si><t>x</t></si>',
        },
      ),
    );
    expect(result.cells).toEqual([['', '', '', 'text x']]);
    expect(codes(result.notices)).toEqual([
      'read.sharedTextMissing A1',
      'read.sharedTextMissing B1',
      'read.sharedTextMissing C1',
    ]);
  });

  it('keeps only the texts a sheet uses with it', async () => {
    const workbook = await readXlsx(
      rawWorkbook({
        sheets: [
          { name: 'a', rows: '<row><c t="s"><v>2</v></c><c t="s"><v>2</v></c></row>' },
          { name: 'b', rows: '<row><c t="s"><v>0</v></c></row>', state: 'hidden' },
        ],
        sharedTexts: '<si><t>secret</t></si><si><t>unused</t></si><si><t>open</t></si>',
      }),
    );
    expect(workbook.sheets.map((sheet) => [sheet.name, sheet.hidden, sheet.texts])).toEqual([
      ['a', false, ['open']],
      ['b', true, ['secret']],
    ]);
  });

  it('cuts a text longer than a cell may hold, naming the cell', async () => {
    const long = 'あ'.repeat(32_768);
    const result = await read(
      oneSheet(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>${long}</t></is></c></row>`, {
        sharedTexts: `<si><t>${long}</t></si>`,
      }),
    );
    expect(result.sheet.texts.map((text) => text.length)).toEqual([32_767, 32_767]);
    expect(codes(result.notices)).toEqual(['read.textCut A1', 'read.textCut B1']);
  });

  it('counts notices beyond the first twenty of a kind', async () => {
    const result = await read(oneSheet(`<row>${'<c t="s"><v>9</v></c>'.repeat(50)}<c><v>1</v></c></row>`));
    expect(result.notices).toHaveLength(21);
    expect(result.notices.at(-1)).toEqual({
      code: 'read.more',
      sheet: 'S',
      cell: '',
      details: { of: 'read.sharedTextMissing', count: 30 },
    });
  });
});

describe('addresses', () => {
  it('places cells and rows without addresses after the ones before', async () => {
    const result = await read(
      oneSheet(
        '<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>',
      ),
    );
    expect(result.cells).toEqual([
      ['number 1', 'number 2', '', ''],
      ['', '', '', ''],
      ['', '', '', ''],
      ['', '', 'number 3', 'number 4'],
      ['number 5', '', '', ''],
    ]);
    expect(result.notices).toEqual([]);
  });

  it('accepts cells and rows out of order; of repeated ones the later counts', async () => {
    const result = await read(
      oneSheet(
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row><row r="2"><c r="B2"><v>9</v></c><c r="A2"/></row>',
      ),
    );
    expect(result.cells).toEqual([
      ['number 3', ''],
      ['', 'number 9'],
    ]);
    expect(codes(result.notices)).toEqual([
      'read.rowOutOfOrder',
      'read.rowOutOfOrder',
      'read.cellRepeated B2',
      'read.cellRepeated A2',
    ]);
  });

  it('takes the place in the row where the address is unreadable or of another row', async () => {
    const result = await read(
      oneSheet('<row r="1"><c r="A1"><v>1</v></c><c r="??"><v>2</v></c><c r="C7"><v>3</v></c></row>'),
    );
    expect(result.cells).toEqual([['number 1', 'number 2', 'number 3']]);
    expect(codes(result.notices)).toEqual(['read.cellAddress B1', 'read.cellAddress C1']);
  });

  it.each([
    '<row r="1048577"><c><v>1</v></c></row>',
    '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    '<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>',
  ])('refuses cells beyond the last row and column: %s', async (rows) => {
    const refusal = readXlsx(oneSheet(rows)).then(
      () => null,
      (error: { code: string; details: object }) => [error.code, 'cell' in error.details],
    );
    // An address too long to be a column is no address at all.
    if (rows.includes('ZZZ')) expect(await refusal).toBeNull();
    else expect(await refusal).toEqual(['workbook.cellOutOfSheet', true]);
  });

  it('reads prefixed element names, single quotes and ">" inside attributes', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const result = await read(
      oneSheet('', {
        replace: [
          {
            name: 'xl/worksheets/sheet1.xml',
            data: `<?xml version='1.0' encoding='utf-8'?>\n<x:worksheet xmlns:x='${main}' a="1>2"><x:sheetData><x:row r = '1' ><x:c r='B1' t='inlineStr' ><x:is><x:t>ok</x:t></x:is></x:c ></x:row></x:sheetData></x:worksheet>`,
          },
        ],
      }),
    );
    expect(result.cells).toEqual([['', 'text ok']]);
  });
});

describe('dates', () => {
  const formats = [
    { id: 14 }, // 1
    { id: 31 }, // 2: yyyy"年"m"月"d"日"
    { id: 57 }, // 3
    { id: 200, code: 'yyyy"年"m"月"d"日"' }, // 4
    { id: 201, code: '[$-804]yyyy年m月d日 dddd' }, // 5
    { id: 202, code: 'h:mm AM/PM' }, // 6
    { id: 203, code: '[h]:mm' }, // 7
    { id: 204, code: '0.00"days"' }, // 8
    { id: 9 }, // 9
    { id: 205, code: 'General' }, // 10
    { id: 206, code: '[Red]0;[Blue]-0;"d"' }, // 11
    { id: 207, code: '上午/下午h"时"mm"分"' }, // 12
    { id: 208, code: '0.0E+00' }, // 13
  ];
  const row = (values: readonly (readonly [style: number, value: number])[]): string =>
    `<row r="1">${values.map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`).join('')}</row>`;

  it('knows built-in, Chinese and custom formats', async () => {
    const values = formats.map((_, i) => [i + 1, 45_000.5] as const);
    const result = await read(oneSheet(row(values), { formats }));
    const date = 'date 2023-03-15T12:00:00';
    const plain = 'number 45000.5';
    expect(result.cells[0]).toEqual([
      date,
      date,
      date,
      date,
      date,
      date,
      plain,
      plain,
      plain,
      plain,
      plain,
      date,
      plain,
    ]);
    expect(result.sheet.columns[8]!.percent).toBe(true);
  });

  it('follows the 1900 system with its leap-year fault; a pure time stays a number', async () => {
    const result = await read(
      oneSheet(
        row([
          [1, 1],
          [1, 59],
          [1, 60],
          [1, 61],
          [1, 0.25],
          [1, -5],
          [1, 2_958_465],
          [1, 2_958_466],
          [6, 0.75],
        ]),
        { formats },
      ),
    );
    expect(result.cells[0]).toEqual([
      'date 1900-01-01T00:00:00',
      'date 1900-02-28T00:00:00',
      'number 60',
      'date 1900-03-01T00:00:00',
      'number 0.25',
      'number -5',
      'date 9999-12-31T00:00:00',
      'number 2958466',
      'number 0.75',
    ]);
    expect(codes(result.notices)).toEqual([
      'read.dateOutOfRange C1',
      'read.dateOutOfRange F1',
      'read.dateOutOfRange H1',
    ]);
  });

  it('follows the 1904 system', async () => {
    const result = await read(
      oneSheet(
        row([
          [1, 1],
          [1, 43_538],
        ]),
        { formats, date1904: true },
      ),
    );
    expect(result.cells[0]).toEqual(['date 1904-01-02T00:00:00', 'date 2023-03-15T00:00:00']);
  });
});

describe('the sheet around the cells', () => {
  it('keeps merges as ranges, counts hidden rows and columns, ignores dimension and drop-down lists', async () => {
    const result = await read(
      oneSheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row><row r="9" hidden="1"/>',
        {
          before: '<dimension ref="A1:XFD1048576"/><cols><col min="2" max="16384" hidden="1"/></cols>',
          after:
            '<mergeCells count="3"><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2"/><mergeCell ref="nonsense"/></mergeCells><dataValidations><dataValidation sqref="A2:J1048576" type="list"><formula1>"a,b"</formula1></dataValidation></dataValidations>',
        },
      ),
    );
    expect(result.sheet).toMatchObject({ rowCount: 2, columnCount: 2, hiddenRows: 1, hiddenColumns: [1] });
    expect(result.sheet.merges).toEqual([
      { firstRow: 0, firstColumn: 0, lastRow: 1_048_575, lastColumn: 16_383 },
      { firstRow: 1, firstColumn: 1, lastRow: 1, lastColumn: 1 },
    ]);
    expect(codes(result.notices)).toEqual(['read.mergeUnreadable']);
  });

  it('formatting down to row 1,048,576 costs nothing', async () => {
    const styled = Array.from(
      { length: 200_000 },
      (_, i) => `<row r="${i + 848_577}" s="1" customFormat="1"><c r="A${i + 848_577}" s="1"/></row>`,
    ).join('');
    const result = await read(oneSheet(`<row r="1"><c r="A1"><v>1</v></c></row>${styled}`));
    expect(result.sheet).toMatchObject({ rowCount: 1, columnCount: 1 });
  });

  it('an empty sheet has no rows; chart sheets are skipped with a notice', async () => {
    const result = await readXlsx(oneSheet(''));
    expect(result.sheets[0]).toMatchObject({ rowCount: 0, columnCount: 0, columns: [] });
    const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const chart = await readXlsx(
      oneSheet('', {
        replace: [
          {
            name: 'xl/_rels/workbook.xml.rels',
            data: `<Relationships><Relationship Id="rId1" Type="${relations}/chartsheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>`,
          },
        ],
      }),
    );
    expect(chart.sheets).toEqual([]);
    expect(codes(chart.notices)).toEqual(['read.notASheetOfCells']);
  });

  it('reads only the sheets asked for and names the others when one is missing', async () => {
    const bytes = rawWorkbook({
      sheets: [
        { name: '甲', rows: '' },
        { name: '乙', rows: '<row><c><v>2</v></c></row>' },
      ],
    });
    expect((await readXlsx(bytes, { sheets: ['乙'] })).sheets.map((sheet) => sheet.name)).toEqual(['乙']);
    await expect(readXlsx(bytes, { sheets: ['丙'] })).rejects.toMatchObject({
      code: 'workbook.sheetMissing',
      details: { sheet: '丙', sheets: '甲, 乙' },
    });
  });

  it('reports progress and stops when cancelled', async () => {
    const bytes = oneSheet(Array.from({ length: 20_000 }, () => '<row><c><v>1</v></c></row>').join(''));
    const seen: number[] = [];
    await readXlsx(bytes, {}, { report: (done, total) => seen.push(done / total), throwIfCancelled: () => undefined });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const cancelled = readXlsx(
      bytes,
      {},
      {
        report: () => undefined,
        throwIfCancelled: () => {
          throw new CancelledError();
        },
      },
    );
    await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
  });
});
