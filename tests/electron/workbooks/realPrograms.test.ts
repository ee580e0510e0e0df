import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { pickSheet } from '../../../shared/importing/pickSheet.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import { cellKind } from '../../../shared/importing/rawCells.ts';
import { SheetReader } from '../../../shared/importing/sheetReader.ts';

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/workbooks/${name}`, import.meta.url));

describe('a workbook that LibreOffice wrote', async () => {
  const workbook = await readWorkbook('libreoffice.xlsx', fixture('libreoffice.xlsx'));
  const sheet = pickSheet(workbook)!;
  const plan = proposePlan(sheet);
  const applied = applyPlan(sheet, plan);
  const columnNamed = (header: string) => plan.columns.find((column) => column.header === header)!;
  const valuesOf = (header: string): readonly unknown[] => {
    const at = applied.variables.findIndex((variable) => variable.column === columnNamed(header).column);
    const column = applied.columns[at]!;
    return column.kind === 'numeric'
      ? [...column.values]
      : [...column.codes].map((code) => column.dictionary[code] ?? null);
  };

  it('is read without a notice: two sheets, a merged title, a hidden row and column', () => {
    expect(workbook.notices).toEqual([]);
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['说明', '问卷数据']);
    expect(sheet).toMatchObject({
      name: '问卷数据',
      rowCount: 14,
      columnCount: 10,
      hiddenRows: 1,
      hiddenColumns: [7],
      merges: [{ firstRow: 0, firstColumn: 0, lastRow: 0, lastColumn: 9 }],
    });
    expect(plan).toMatchObject({ headerRows: [1, 1], firstDataRow: 2, lastDataRow: 13 });
    expect(applied.summary.rows).toBe(12);
  });

  it('holds Chinese dates, times of day, lengths of time beyond a day, percentages', () => {
    const days = Array.from({ length: 12 }, (_, i) => Date.UTC(2024, 2, i + 1));
    expect(columnNamed('来店日期').type).toBe('date');
    expect(valuesOf('来店日期')).toEqual(days);
    expect(valuesOf('到店时间')).toEqual(days.map((_, i) => (9 + i) * 3600 + i * 300));
    expect(valuesOf('逗留时长')).toEqual(days.map((_, i) => (20 + i) * 3600 + i * 60 + i * 3));
    expect(columnNamed('逗留时长').doubts.map(({ code }) => code)).toContain('doubt.clock');
    expect(new SheetReader(sheet).text(13, 3)).toBe('31:11:33');
    expect(columnNamed('完成率').doubts.map(({ code }) => code)).toContain('doubt.percent');
    expect(valuesOf('完成率')[6]).toBe(0.3);
  });

  it('holds full-width digits, formulas with their results, an error, a truth value, rich text', () => {
    expect(valuesOf('商品丰富（1-5分）').slice(0, 5)).toEqual([3, 4, 5, 1, 2]);
    const total = columnNamed('总评');
    expect(total.doubts.map(({ code }) => code)).toEqual(expect.arrayContaining(['doubt.formulas', 'doubt.errors']));
    const raw = sheet.columns[8]!;
    expect([...raw.kinds.subarray(2, 6)]).toEqual(Array(4).fill(cellKind.number));
    expect([...raw.values.subarray(2, 6)]).toEqual([4, 6, 8, 5]);
    // LibreOffice writes the truth value of a formula as 1 with a number format that shows TRUE.
    expect([...raw.kinds.subarray(8, 10)]).toEqual([cellKind.error, cellKind.number]);
    expect(raw.values[9]).toBe(1);
    expect([...raw.formula!.subarray(2)]).toEqual(Array(12).fill(1));
    expect(valuesOf('意见')[0]).toBe('很满意，😀');
  });
});

describe('what LibreOffice also writes', () => {
  it.each([
    ['libreoffice.xls', 'workbook.oldXls'],
    ['libreoffice_password.xlsx', 'workbook.encrypted'],
  ])('%s is refused by its content, under any name', async (file, code) => {
    for (const name of [file, '数据.csv', '数据.xlsx'])
      await expect(readWorkbook(name, fixture(file))).rejects.toMatchObject({ code });
  });
});
