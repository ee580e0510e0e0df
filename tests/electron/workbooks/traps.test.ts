import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import type { AppliedPlan } from '../../../shared/importing/applyPlan.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import type { ImportPlan } from '../../../shared/importing/plan.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import type { RawWorkbook } from '../../../shared/importing/rawCells.ts';
import type { RawSheetXml, RawWorkbookXml } from '../../fixtures/workbooks/rawWorkbook.ts';
import { rawWorkbook } from '../../fixtures/workbooks/rawWorkbook.ts';

interface Imported {
  readonly workbook: RawWorkbook;
  readonly plan: ImportPlan;
  readonly applied: AppliedPlan;
  readonly ms: number;
}

/** From the bytes to the project's columns, as an import goes. */
async function imported(sheets: readonly RawSheetXml[], rest: Omit<RawWorkbookXml, 'sheets'> = {}): Promise<Imported> {
  const start = performance.now();
  const workbook = await readWorkbook('a.xlsx', rawWorkbook({ ...rest, sheets }));
  const sheet = pickSheet(workbook)!;
  const plan = proposePlan(sheet);
  return { workbook, plan, applied: applyPlan(sheet, plan), ms: performance.now() - start };
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
    expect(one.ms).toBeLessThan(2000);
  });

  it('formatting down to row 1,048,576 costs a look at the markup only', async () => {
    const styled = Array.from(
      { length: 100_000 },
      (_, i) => `<row r="${i + 948_577}" s="1"><c r="B${i + 948_577}" s="1"/></row>`,
    ).join('');
    const one = await imported([{ name: 'S', rows: simple + styled }]);
    expect(one.workbook.sheets[0]!.rowCount).toBe(21);
    expect(one.plan.lastDataRow).toBe(20);
    expect(one.ms).toBeLessThan(5000);
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
});
