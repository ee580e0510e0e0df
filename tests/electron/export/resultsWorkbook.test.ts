import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { indexSheets } from '../../../electron/export/indexSheets.ts';
import { resultsWorkbook } from '../../../electron/export/resultsWorkbook.ts';
import { sheetName, workbookFile } from '../../../electron/export/workbookFile.ts';
import { findAnalysis } from '../../../shared/analyses/catalogue.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import type { Snapshot } from '../../../shared/model/dataset.ts';
import { indexAudit } from '../../../shared/report/indexAudit.ts';
import { csiRequest } from '../../shared/report/everyNode.ts';
import { bookOf } from '../../shared/report/bookOf.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const load = async (bytes: Uint8Array): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  return book;
};

describe('the results workbook', () => {
  let bytes = new Uint8Array();
  let book = new ExcelJS.Workbook();
  beforeAll(async () => {
    bytes = resultsWorkbook(bookOf(snapshot)) as Uint8Array<ArrayBuffer>;
    book = await load(bytes);
  });

  it('lists every sheet and leads to it', () => {
    const contents = book.getWorksheet('目录')!;
    const listed = book.worksheets.slice(1).map(({ name }) => name);
    expect(
      contents
        .getColumn(1)
        .values.slice(5)
        .map((cell) => (cell as { text?: string }).text ?? cell),
    ).toEqual(listed);
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
    expect(xml.match(/<hyperlink /g)).toHaveLength(listed.length);
  });

  it('prints with the heads on every page and the sheet named below', () => {
    for (const sheet of book.worksheets) {
      const frozen = sheet.views.find(({ state }) => state === 'frozen');
      const rows = frozen?.state === 'frozen' ? frozen.ySplit : undefined;
      expect(sheet.pageSetup.printTitlesRow).toBe(rows === undefined ? undefined : `1:${rows}`);
      expect(sheet.headerFooter.oddFooter).toBe('&L&A&R&P / &N');
    }
    expect(book.worksheets.some(({ pageSetup }) => pageSetup.printTitlesRow !== undefined)).toBe(true);
  });

  it('prints narrow sheets upright, wide ones on their side, and cuts no chart in two', () => {
    for (const sheet of book.worksheets) {
      const width = (sheet.columns ?? []).reduce((sum, column) => sum + (column.width ?? 0), 0);
      expect([sheet.name, sheet.pageSetup.orientation]).toEqual([sheet.name, width <= 120 ? 'portrait' : 'landscape']);
    }
    const charts = book.worksheets.findIndex(({ name }) => name === '图') + 1;
    const parts = unzipSync(bytes);
    const xml = strFromU8(parts[`xl/worksheets/sheet${charts}.xml`]!);
    const starts = [...xml.matchAll(/<brk id="(\d+)"/g)].map(([, row]) => Number(row));
    expect(starts.length).toBeGreaterThan(0);
    // Excel leaves breaks out where it fits a sheet to pages.
    expect(xml).not.toContain('fitToPage');
    const drawing = Object.keys(parts).find((path) => /^xl\/drawings\/drawing\d+\.xml$/.test(path))!;
    const tops = [...strFromU8(parts[drawing]!).matchAll(/<xdr:from>.*?<xdr:row>(\d+)<\/xdr:row>/g)].map(([, row]) =>
      Number(row),
    );
    // A page begins with the heading of a chart.
    for (const start of starts) expect(tops).toContain(start + 1);
  });

  it('says beside the names what the formulas do, and of no difference that there is none', () => {
    const sheet = book.getWorksheet('指数')!;
    const rows = new Map<string, ExcelJS.Row>();
    sheet.eachRow((row) => rows.set(row.getCell(1).text, row));
    expect(rows.get('顾客满意度指数 CSI')!.getCell(2).text).toBe('各份问卷指数的均值');
    expect(rows.get('置信区间下限')!.getCell(2).text).toBe('CSI − t × 标准误');
    expect(rows.get('顾客满意度指数 CSI')!.getCell(8).numFmt.split(';').at(-1)).toBe('0');
  });

  it('shows the numbers of the tables, not their rounded texts', () => {
    const { values } = runAnalysis(snapshot, csiRequest);
    const sheet = book.worksheets.find(({ name }) => name.endsWith('各级指标得分'))!;
    const scores = (values['nodes'] as readonly { score: number }[]).map(({ score }) => score);
    expect(sheet.getColumn(4).values.slice(3, 3 + scores.length)).toEqual(scores);
    expect(sheet.getCell('D3').numFmt).toBe('#,##0.00');
    expect(sheet.getCell('G3').numFmt).toBe('0.0%');
  });

  it('keeps numbers with letters behind them as numbers, the letters in their format', async () => {
    const ids = (role: string) => snapshot.variables.filter((one) => one.role === role).map(({ id }) => id as string);
    const banner = runAnalysis(snapshot, {
      analysis: 'describe.bannerTable',
      inputs: { items: ids('perception'), breaks: ids('profile').slice(0, 2) },
      options: { answers: 'all', level: 0.8 },
    });
    const tables = findAnalysis('describe.bannerTable')!
      .tables(banner)
      .map((table, place) => ({ label: `表 ${place + 1}`, caption: '横幅表', table }));
    const made = { title: 'T', locale: 'zh-CN', at: 0, index: null, tables, figures: [] } as const;
    const sheets = (await load(resultsWorkbook(made))).worksheets.filter(({ name }) => name.startsWith('表 '));
    let marked = 0;
    tables.forEach(({ table }, place) =>
      table.rows.forEach((row, at) =>
        table.columns.forEach(({ key }, column) => {
          const mark = row.marks?.[key];
          const cell = sheets[place]!.getCell(at + 3, column + 1);
          if (typeof row.cells[key] === 'number') expect(cell.value).toBe(row.cells[key]);
          if (!mark) return;
          marked++;
          expect(cell.numFmt).toBe(`${row.format === 'share1' ? '0.0%' : '#,##0.0'}" ${mark}"`);
        }),
      ),
    );
    expect(marked).toBeGreaterThan(0);
  });

  it('holds the index as formulas with the values of the workbench', () => {
    const { values } = runAnalysis(snapshot, csiRequest);
    const overall = values['overall'] as { index: number; sd: number; interval: { lower: number } };
    const sheet = book.getWorksheet('指数')!;
    const rows = new Map<string, ExcelJS.CellFormulaValue>();
    sheet.eachRow((row) => rows.set(row.getCell(1).text, row.getCell(6).value as ExcelJS.CellFormulaValue));
    expect(rows.get('顾客满意度指数 CSI')).toMatchObject({ result: overall.index });
    expect(rows.get('顾客满意度指数 CSI')!.formula).toMatch(/^AVERAGE\('得分'!/);
    expect(rows.get('标准差')).toMatchObject({ result: overall.sd });
    expect(rows.get('置信区间下限')!.formula).toContain('T.INV.2T');
    expect(sheet.getCell('D7').formula).toBe('D6*C7');
  });

  it('draws its charts from its own cells', () => {
    const files = unzipSync(bytes);
    const charts = Object.keys(files).filter((path) => /^xl\/charts\/chart\d+\.xml$/.test(path));
    expect(charts.length).toBeGreaterThanOrEqual(8);
    const data = book.getWorksheet('图表数据')!;
    let points = 0;
    for (const path of charts) {
      const xml = strFromU8(files[path]!);
      expect(xml).not.toContain('externalData');
      for (const [, column, first, inner] of xml.matchAll(
        /<c:f>'图表数据'!\$([A-Z]+)\$(\d+):\$[A-Z]+\$\d+<\/c:f><c:numCache>(.*?)<\/c:numCache>/g,
      )) {
        for (const [, place, value] of inner!.matchAll(/<c:pt idx="(\d+)"><c:v>([^<]+)<\/c:v>/g)) {
          expect(data.getCell(`${column}${Number(first) + Number(place)}`).value).toBe(Number(value));
          points++;
        }
      }
    }
    expect(points).toBeGreaterThan(200);
  });

  it('is the same file for the same results, and names nobody', () => {
    expect(resultsWorkbook(bookOf(snapshot))).toEqual(bytes);
    expect(strFromU8(unzipSync(bytes)['docProps/core.xml']!)).toContain('<dc:creator>CSI Workbench</dc:creator>');
  });
});

describe('what must not get into it', () => {
  it('formulas of strangers stay texts, in sheets and names', async () => {
    const hostile = '=HYPERLINK("http://x","y")';
    const bytes = workbookFile(
      [
        {
          name: sheetName("=cmd|'/c calc'!A1", new Set()),
          widths: [],
          rows: [[{ value: hostile }, { value: '＝1+1' }, { value: 'ok' }]],
        },
      ],
      { title: '<&>', at: null },
    );
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
    expect(xml).not.toContain('<f>');
    const cell = (await load(bytes)).worksheets[0]!.getCell('A1');
    expect([cell.type, cell.value]).toEqual([ExcelJS.ValueType.String, hostile]);
    // Marked, so that editing the cell does not run it either.
    expect(strFromU8(unzipSync(bytes)['xl/styles.xml']!).match(/quotePrefix="1"/g)).toHaveLength(1);
  });

  it('answers to a question marked as personal data: then there is no way back from the index', () => {
    const result = runAnalysis(snapshot, csiRequest);
    expect(indexAudit(snapshot, result)).not.toBeNull();
    const personal: Snapshot = {
      ...snapshot,
      variables: snapshot.variables.map((one) => (one.name === 'Q3' ? { ...one, personal: true } : one)),
    };
    expect(indexAudit(personal, result)).toBeNull();
    const book = { ...bookOf(snapshot), index: indexAudit(personal, result) };
    const names = Object.entries(unzipSync(resultsWorkbook(book))).filter(([path]) => path === 'xl/workbook.xml');
    expect(strFromU8(names[0]![1])).not.toContain('答案');
  });

  it('questions that are not in the index, and excluded forms', () => {
    const audit = indexAudit(snapshot, runAnalysis(snapshot, csiRequest))!;
    const [, , answers] = indexSheets(audit, { index: 'i', scores: 's', answers: 'a' }, 'en');
    expect(answers!.rows[0]!.map((cell) => cell?.value).slice(2)).toEqual(
      Array.from({ length: 9 }, (_, question) => `Q${question + 1}`),
    );
    const forms = answers!.rows.slice(9).map(([form]) => form?.value);
    expect(forms).toHaveLength(118);
    expect(forms).not.toContain(1);
    expect(forms).not.toContain(6);
  });

  it('names Excel refuses', () => {
    const taken = new Set<string>();
    expect(sheetName('a/b:[c]*?', taken)).toBe('a b c');
    expect(sheetName('A B C', taken)).toBe('A B C 2');
    expect(sheetName("'x'", taken)).toBe('x');
    expect(sheetName('长'.repeat(40), taken)).toHaveLength(31);
    expect(sheetName('History', taken)).toBe('Sheet');
  });
});
