import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import type { AppliedPlan } from '../../../shared/importing/applyPlan.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { SheetReader } from '../../../shared/importing/sheetReader.ts';
import type { RawWorkbook } from '../../../shared/importing/rawCells.ts';
import type { RawSheetXml, RawWorkbookXml } from '../../fixtures/workbooks/rawWorkbook.ts';
import { rawWorkbook, workbookParts } from '../../fixtures/workbooks/rawWorkbook.ts';
import { rawZip } from '../../fixtures/workbooks/rawZip.ts';
import { processorTimer } from '../../support/processorTime.ts';

interface Imported {
  readonly workbook: RawWorkbook;
  readonly plan: ImportPlan;
  readonly applied: AppliedPlan;
  readonly processorMs: number;
}

/** From the bytes to the project's columns, as an import goes. */
async function imported(sheets: readonly RawSheetXml[], rest: Omit<RawWorkbookXml, 'sheets'> = {}): Promise<Imported> {
  const spent = processorTimer();
  const workbook = await readWorkbook('a.xlsx', rawWorkbook({ ...rest, sheets }));
  const sheet = pickSheet(workbook)!;
  const plan = proposePlan(sheet);
  return { workbook, plan, applied: applyPlan(sheet, plan), processorMs: spent() };
}

const text = (words: string): string => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
const number = (value: number, style = 0): string => `<c s="${style}"><v>${value}</v></c>`;
const row = (...cells: readonly string[]): string => `<row>${cells.join('')}</row>`;
const forms = (count: number, cells: (i: number) => readonly string[]): string =>
  Array.from({ length: count }, (_, i) => row(...cells(i))).join('');

const simple = row(text('编号'), text('服务态度（1-5分）')) + forms(20, (i) => [number(i + 1), number(1 + (i % 5))]);

const valuesOf = ({ plan, applied }: Imported, header: string): readonly unknown[] => {
  const at = plan.columns.findIndex((column) => column.header === header);
  const own = applied.columns[applied.variables.findIndex((variable) => variable.column === plan.columns[at]!.column)]!;
  return own.kind === 'numeric'
    ? [...own.values]
    : [...own.codes].map((code) => (code < 0 ? '' : own.dictionary[code]!));
};
const columnNamed = ({ plan }: Imported, header: string) => plan.columns.find((column) => column.header === header)!;
const doubtsOf = (one: Imported, header: string): string[] => columnNamed(one, header).doubts.map(({ code }) => code);

describe('traps of real workbooks, from the bytes to the data', () => {
  it('dates of the 1904 system and in Chinese formats', async () => {
    const formats = [
      { id: 200, code: 'yyyy"年"m"月"d"日"' },
      { id: 31 },
      { id: 201, code: '[$-804]上午/下午h"时"mm"分"' },
    ];
    const rows =
      row(text('编号'), text('来店日期'), text('下单日期')) +
      forms(20, (i) => [number(i + 1), number(43_538 + i, 1), number(43_538, 2)]);
    const day = Date.UTC(2023, 2, 15);
    const later = await imported([{ name: 'S', rows }], { formats, date1904: true });
    expect(columnNamed(later, '来店日期').type).toBe('date');
    expect(valuesOf(later, '来店日期').slice(0, 2)).toEqual([day, day + 86_400_000]);
    expect(valuesOf(later, '下单日期')[0]).toBe(day);
    const usual = await imported(
      [{ name: 'S', rows: rows.replaceAll(/<v>43(\d{3})<\/v>/g, (_, rest) => `<v>45${rest}</v>`) }],
      { formats },
    );
    expect(valuesOf(usual, '下单日期')[0]).toBe(Date.UTC(2024, 8, 3));
  });

  it('percentages', async () => {
    const one = await imported(
      [{ name: 'S', rows: row(text('编号'), text('完成率')) + forms(20, (i) => [number(i + 1), number(i / 20, 1)]) }],
      { formats: [{ id: 9 }] },
    );
    expect(doubtsOf(one, '完成率')).toContain('doubt.percent');
    expect(valuesOf(one, '完成率')[10]).toBe(0.5);
  });

  it('numbers shown with leading zeros or in groups of digits stay what the sheet shows', async () => {
    const formats = [
      { id: 200, code: '000000' },
      { id: 201, code: '000\\-0000\\-0000' },
      { id: 202, code: '"店"000;-000' },
      { id: 203, code: '00' },
      { id: 204, code: '0000' },
      { id: 205, code: '000.0' },
    ];
    const rows =
      row(...['会员号', '联系电话', '门店', '服务态度（1-5分）', '消费金额', '评分均值'].map(text)) +
      forms(20, (i) => [
        // One cell of a column that was typed later, without the format.
        number(1234 + i, i === 19 ? 0 : 1),
        number(13_800_138_000 + i, 2),
        number(1 + (i % 3), 3),
        number(1 + (i % 5), 4),
        number(1000 + 350 * i, 5),
        number(3.5 + i / 20, 6),
      ]);
    const one = await imported([{ name: 'S', rows }], { formats });
    expect(columnNamed(one, '会员号').type).toBe('text');
    expect(valuesOf(one, '会员号').slice(0, 2)).toEqual(['001234', '001235']);
    expect(valuesOf(one, '会员号')[19]).toBe('001253');
    expect(doubtsOf(one, '会员号')).toContain('doubt.zerosKept');
    expect(columnNamed(one, '联系电话')).toMatchObject({ type: 'text', personal: true });
    expect(valuesOf(one, '联系电话')[0]).toBe('138-0013-8000');
    expect(valuesOf(one, '门店').slice(0, 3)).toEqual(['店001', '店002', '店003']);
    // Answers typed as 01 to 05, and amounts none of which needs a zero, are numbers.
    expect(valuesOf(one, '服务态度（1-5分）').slice(0, 3)).toEqual([1, 2, 3]);
    expect(columnNamed(one, '消费金额').type).toBe('number');
    expect(columnNamed(one, '评分均值').type).toBe('number');
    expect(valuesOf(one, '评分均值')[1]).toBe(3.55);
  });

  it('a merge of the whole sheet groups no headings, and numbers of persons are no ratings', async () => {
    const one = await imported([
      {
        name: 'S',
        rows:
          row(text('顾客满意度调查'), '<c/><c/><c/><c/>') +
          row(text('基本信息'), '<c/>', text('满意度调查'), '<c/>', '<c/>') +
          row(...['编号', '城市', '收银速度（1-5分）', '完成率', '身份证号'].map(text)) +
          forms(30, (i) => [
            number(i + 1),
            text(['北京', '上海'][i % 2]!),
            number(1 + (i % 5)),
            number(i / 30),
            text(`11010119900307${1000 + i}`),
          ]),
        after:
          '<mergeCells count="3"><mergeCell ref="A2:B2"/><mergeCell ref="C2:D2"/><mergeCell ref="A1:XFD1048576"/></mergeCells>',
      },
    ]);
    expect(one.plan.columns.map(({ header }) => header)).toEqual([
      '基本信息 / 编号',
      '基本信息 / 城市',
      '满意度调查 / 收银速度（1-5分）',
      '满意度调查 / 完成率',
      '身份证号',
    ]);
    const under = { ...one.workbook.sheets[0]!, merges: [{ firstRow: 1, lastRow: 1, firstColumn: 2, lastColumn: 4 }] };
    const grouped = proposePlan(under);
    for (const plan of [one.plan, grouped]) expect(plan.columns[4]).toMatchObject({ type: 'text', personal: true });
    expect(grouped.columns[4]!.header).toBe('满意度调查 / 身份证号');
    expect(valuesOf(one, '身份证号')[0]).toBe('110101199003071000');
  });

  it('numbers stored as text, in full width, with blanks and units', async () => {
    const written = ['８', ' 9 ', '7分', '１０', '6'];
    const one = await imported([
      {
        name: 'S',
        rows: row(text('编号'), text('服务态度（1-10分）')) + forms(20, (i) => [number(i + 1), text(written[i % 5]!)]),
      },
    ]);
    expect(valuesOf(one, '服务态度（1-10分）').slice(0, 5)).toEqual([8, 9, 7, 10, 6]);
    expect(doubtsOf(one, '服务态度（1-10分）')).toContain('doubt.numbersAsText');
  });

  it('formulas count by their saved result and are flagged; errors are missing and named', async () => {
    const rows =
      row(text('编号'), text('服务态度（1-5分）')) +
      forms(20, (i) => [
        number(i + 1),
        i === 3 ? '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>' : `<c><f>A${i + 2}</f><v>${1 + (i % 5)}</v></c>`,
      ]);
    const one = await imported([{ name: 'S', rows }]);
    expect(doubtsOf(one, '服务态度（1-5分）')).toEqual(expect.arrayContaining(['doubt.formulas', 'doubt.errors']));
    expect(valuesOf(one, '服务态度（1-5分）').slice(2, 5)).toEqual([3, Number.NaN, 5]);
    expect(one.applied.summary.facts[1]).toMatchObject({ unreadable: 1, examples: ['B5: #DIV/0!'] });
  });

  it('hidden rows and columns are read and said', async () => {
    const rows = simple.replace('<row><c s="0"><v>1</v>', '<row hidden="1"><c s="0"><v>1</v>');
    const one = await imported([{ name: 'S', rows, before: '<cols><col min="2" max="2" hidden="1"/></cols>' }]);
    expect(one.workbook.sheets[0]).toMatchObject({ hiddenRows: 1, hiddenColumns: [1] });
    expect(doubtsOf(one, '服务态度（1-5分）')).toContain('doubt.hiddenColumn');
    expect(one.applied.summary.rows).toBe(20);
  });

  it('title rows above, headings of two rows with merges, notes below', async () => {
    const rows =
      row(text('超市满意度调查 2024')) +
      row(text('编号'), text('满意程度（1-5分）'), '<c/>', '<c/>') +
      row('<c/>', text('收银速度'), text('停车便利'), text('商品新鲜')) +
      forms(20, (i) => [number(i + 1), number(1 + (i % 5)), number(1 + ((i + 1) % 5)), number(1 + ((i + 2) % 5))]) +
      row(text('制表：调查部'));
    const after = '<mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:D2"/></mergeCells>';
    const one = await imported([{ name: 'S', rows, after }]);
    expect(one.plan).toMatchObject({ headerRows: [1, 2], firstDataRow: 3, lastDataRow: 22 });
    expect(one.plan.columns.map((column) => column.role)).toEqual(['id', 'perception', 'perception', 'perception']);
    expect(one.applied.summary.rows).toBe(20);
  });

  it('several sheets, one of them hidden', async () => {
    const one = await imported([
      { name: '填写说明', rows: row(text('请如实填写')) },
      { name: '旧数据', rows: simple + simple, state: 'veryHidden' },
      { name: '数据', rows: simple },
    ]);
    expect(one.plan.sheet).toBe('数据');
    expect(one.workbook.sheets.map((sheet) => sheet.hidden)).toEqual([false, true, false]);
  });

  it.each([
    ['a merge of the whole sheet', { after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>' }],
    ['a dimension of the whole sheet', { before: '<dimension ref="A1:XFD1048576"/>' }],
    [
      'drop-down lists and colour rules over whole columns',
      {
        after: `<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1"><formula>A1&gt;1</formula></cfRule></conditionalFormatting><dataValidations>${'<dataValidation sqref="A1:XFD1048576" type="list"><formula1>"很满意,满意"</formula1></dataValidation>'.repeat(200)}</dataValidations>`,
      },
    ],
    ['column formats to the last column', { before: '<cols><col min="1" max="16384" style="1" width="9"/></cols>' }],
  ])('%s costs nothing', async (_, around) => {
    const one = await imported([{ name: 'S', rows: simple, ...around }]);
    expect(one.workbook.sheets[0]).toMatchObject({ rowCount: 21, columnCount: 2 });
    expect(one.applied.summary.rows).toBe(20);
    expect(one.processorMs).toBeLessThan(2000);
  });

  it('formatting down to row 1,048,576 costs a look at the markup only', async () => {
    const styled = Array.from(
      { length: 100_000 },
      (_, i) => `<row r="${i + 948_577}" s="1"><c r="B${i + 948_577}" s="1"/></row>`,
    ).join('');
    const one = await imported([{ name: 'S', rows: simple + styled }]);
    expect(one.workbook.sheets[0]!.rowCount).toBe(21);
    expect(one.plan.lastDataRow).toBe(20);
    expect(one.processorMs).toBeLessThan(5000);
  });

  it('a value in the last corner of the sheet is one more form, and nothing between is gone through', async () => {
    const one = await imported([{ name: 'S', rows: `${simple}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>` }]);
    expect(one.workbook.sheets[0]).toMatchObject({ rowCount: 1_048_576, columnCount: 16_384 });
    expect(one.applied.summary).toMatchObject({ rows: 21, blankRows: 1_048_554, columns: 3 });
    expect(one.plan.columns.filter(({ include }) => include).map(({ column }) => column)).toEqual([0, 1, 16_383]);
  });

  it('headings that would be properties of an object, markup and formulas stay words', async () => {
    const names = ['__proto__', 'constructor', '=cmd|calc', '&lt;img src=x onerror=alert(1)&gt;'];
    const one = await imported([
      { name: 'S', rows: row(...names.map(text)) + forms(20, (i) => names.map((__, k) => number(1 + ((i + k) % 5)))) },
    ]);
    expect(one.plan.columns.map((column) => column.header)).toEqual([
      '__proto__',
      'constructor',
      '=cmd|calc',
      '<img src=x onerror=alert(1)>',
    ]);
    expect(new Set(one.applied.variables.map((variable) => variable.name)).size).toBe(4);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('shared formulas, array formulas and truth values count by their saved results', async () => {
    const rows =
      row(text('编号'), text('得分合计'), text('会员（是否）'), text('说明')) +
      forms(20, (i) => [
        number(i + 1),
        i === 0
          ? '<c><f t="shared" ref="B2:B21" si="0">A2*2</f><v>2</v></c>'
          : `<c><f t="shared" si="0"/><v>${2 * (i + 1)}</v></c>`,
        `<c t="b"><f t="array" ref="C${i + 2}">A${i + 2}&gt;5</f><v>${i > 4 ? 1 : 0}</v></c>`,
        `<c t="str"><f>IF(A${i + 2}&gt;3,"多","")</f><v>${i > 2 ? '多' : ''}</v></c>`,
      ]);
    const one = await imported([{ name: 'S', rows }]);
    expect(valuesOf(one, '得分合计').slice(0, 3)).toEqual([2, 4, 6]);
    expect(valuesOf(one, '会员（是否）').slice(3, 6)).toEqual([0, 0, 1]);
    expect(valuesOf(one, '说明').slice(1, 5)).toEqual(['', '', '多', '多']);
    for (const header of ['得分合计', '会员（是否）', '说明'])
      expect(doubtsOf(one, header)).toContain('doubt.formulas');
    expect(one.workbook.notices).toEqual([]);
  });

  it('phonetic runs, runs of rich text, blanks of every width around words', async () => {
    const rich =
      '<c t="inlineStr"><is><r><rPr><b/></rPr><t>很</t></r><r><t xml:space="preserve">满意\u3000</t></r><rPh sb="0" eb="1"><t>hen</t></rPh></is></c>';
    const wide = '<c t="inlineStr"><is><t xml:space="preserve">\u3000不满意\u00a0</t></is></c>';
    const rows =
      row(text('编号'), text('\u3000服务\u3000态度 ')) + forms(20, (i) => [number(i + 1), i % 2 === 0 ? rich : wide]);
    const one = await imported([{ name: 'S', rows }]);
    const [, asked] = one.plan.columns;
    expect(asked!.textCodes.map((entry) => entry.text).toSorted()).toEqual(['不满意', '很满意']);
    expect(one.applied.summary.facts[1]).toMatchObject({ unreadable: 0, answered: 20 });
  });

  it('times of day, lengths of time beyond a day, ISO times: seconds, shown as a clock', async () => {
    const formats = [{ id: 20 }, { id: 46 }, { id: 202, code: '[h]"小时"mm"分"' }];
    const rows =
      row(text('编号'), text('到店时刻'), text('停留'), text('等候')) +
      forms(20, (i) => [
        number(i + 1),
        number(0.5 + i / 1440, 1),
        number(1.25, i % 2 === 0 ? 2 : 3),
        `<c t="d"><v>00:0${i % 10}:30</v></c>`,
      ]);
    const one = await imported([{ name: 'S', rows }], { formats });
    expect(valuesOf(one, '到店时刻').slice(0, 2)).toEqual([43_200, 43_260]);
    expect(valuesOf(one, '停留')[0]).toBe(108_000);
    expect(valuesOf(one, '等候').slice(0, 2)).toEqual([30, 90]);
    for (const header of ['到店时刻', '停留', '等候']) {
      expect(columnNamed(one, header)).toMatchObject({ reading: 'duration', type: 'number', scale: null });
      expect(doubtsOf(one, header)).toContain('doubt.clock');
    }
    const reader = new SheetReader(one.workbook.sheets[0]!);
    expect([1, 2, 3].map((column) => reader.text(1, column))).toEqual(['12:00:00', '30:00:00', '0:00:30']);
  });

  it('strict Open XML: its own names of everything, dates as ISO texts', async () => {
    const parts = workbookParts({
      sheets: [
        {
          name: '严格',
          rows:
            row(text('编号'), text('来店日期')) +
            forms(20, (i) => [number(i + 1), `<c t="d"><v>2024-03-${String(i + 1).padStart(2, '0')}</v></c>`]),
        },
      ],
    }).map((part) => ({
      ...part,
      data: String(part.data)
        .replaceAll(
          'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
          'http://purl.oclc.org/ooxml/spreadsheetml/main',
        )
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
          'http://purl.oclc.org/ooxml/officeDocument/relationships',
        ),
    }));
    expect(parts.map((part) => part.data).join('')).toContain('purl.oclc.org');
    const workbook = await readWorkbook('a.xlsx', rawZip(parts));
    const sheet = pickSheet(workbook)!;
    const applied = applyPlan(sheet, proposePlan(sheet));
    expect(applied.variables[1]).toMatchObject({ type: 'date', label: '来店日期' });
    expect(applied.columns[1]).toMatchObject({ values: expect.objectContaining({ 0: Date.UTC(2024, 2, 1) }) });
  });

  it('a column that is not there: a million cells in one row', async () => {
    const wide = `<row>${'<c><v>1</v></c>'.repeat(1_000_000)}</row>`;
    await expect(
      readWorkbook('a.xlsx', rawWorkbook({ sheets: [{ name: 'S', rows: wide }] }), { allowHighRatio: true }),
    ).rejects.toMatchObject({ code: 'workbook.cellOutOfSheet', details: { sheet: 'S', cell: 'XFE1' } });
  });
});

describe('tables of text under the names of workbooks', () => {
  const table = '编号\t小计\r\n1\t5\r\n2\t4\r\n';
  it.each([
    ['UTF-8', Buffer.from(table), 'utf-8'],
    ['UTF-16 with mark', Buffer.from(`\ufeff${table}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 without', Buffer.from(table, 'utf16le'), 'utf-16le'],
    ['GB18030', Buffer.from('b1e0bac509d0a1bcc60d0a3109350d0a3209340d0a', 'hex'), 'gb18030'],
  ])('in %s are read as tables, and it is said', async (_, bytes, encoding) => {
    for (const name of ['导出.xls', '导出.xlsx']) {
      const workbook = await readWorkbook(name, bytes);
      expect(workbook).toMatchObject({ format: 'csv', text: { encoding, delimiter: '\t' } });
      expect(workbook.notices[0]).toMatchObject({ code: 'read.textTable' });
      const reader = new SheetReader(workbook.sheets[0]!);
      expect([0, 1, 2].map((at) => reader.text(at, 1))).toEqual(['小计', '5', '4']);
    }
  });

  it('a web page, a word and noise are none', async () => {
    const page = Buffer.from('<table><tr><td>编号</td></tr></table>\n');
    await expect(readWorkbook('导出.xls', page)).rejects.toMatchObject({ code: 'workbook.otherFormat' });
    await expect(readWorkbook('导出.xls', Buffer.from('编号'))).rejects.toMatchObject({ code: 'workbook.zipDamaged' });
    const noise = Buffer.from([1, 2, 3, 44, 10, 9, 8, 7]);
    await expect(readWorkbook('导出.xls', noise)).rejects.toMatchObject({ code: 'workbook.zipDamaged' });
  });
});
