import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SheetCell, type SheetFile, sheetName, workbookFile } from '../../electron/export/workbookFile.ts';
import { readXlsx } from '../../electron/workbooks/readXlsx.ts';
import { cellKind } from '../../shared/importing/rawCells.ts';

const formats = ['0.00', '#,##0', '0%', '@', '0000'] as const;
const text = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '＝SUM(A1)',
    '@x',
    '-5 分',
    '+86',
    '_x0041_',
    ' 空格 ',
    '\t',
    'a\r\nb',
    '<b>&"\'',
    '😀',
    'a\u0001b',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 24 }),
);
const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one)),
);
const style = fc.record(
  {
    format: fc.constantFrom(...formats),
    bold: fc.constant(true),
    fill: fc.constant('E8EEF6'),
    wrap: fc.constant(true),
  },
  { requiredKeys: [] },
);
const cell: fc.Arbitrary<SheetCell | null> = fc.oneof(
  fc.constant(null),
  fc.record({ value: fc.oneof(text, number), style }),
  fc.record({ value: text }),
  fc.record({ value: number, formula: fc.constantFrom('1+1', '"a"&"<b>"', "SUM('数据'!A1:A2)") }),
);
const sheet = fc.record({
  name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 9 }),
  frozenRows: fc.nat({ max: 2 }),
});

describe('writing workbooks', () => {
  it('our reader and exceljs read every cell, name, format and mark as it was given', async () => {
    const seen = { texts: 0, numbers: 0, formulas: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(sheet, { minLength: 1, maxLength: 3 }), async (asked) => {
        const taken = new Set<string>();
        const sheets = asked.map(
          (one): SheetFile => ({ ...one, name: sheetName(one.name, taken), widths: [12, 30], columnStyles: [null] }),
        );
        const bytes = workbookFile(sheets, { title: '<题>', at: 0 });
        const ours = await readXlsx(new Uint8Array(bytes));
        const theirs = new ExcelJS.Workbook();
        await theirs.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
        expect(theirs.worksheets.map(({ name }) => name)).toEqual(sheets.map(({ name }) => name));
        expect(ours.sheets.map(({ name }) => name)).toEqual(sheets.map(({ name }) => name));
        sheets.forEach(({ rows, frozenRows }, at) => {
          const own = ours.sheets[at]!;
          const other = theirs.worksheets[at]!;
          expect(other.getColumn(2).width).toBe(30);
          expect(other.views[0]!.state).toBe(frozenRows ? 'frozen' : 'normal');
          rows.forEach((row, r) =>
            row.forEach((given, c) => {
              const read = own.columns[c];
              const kind = read?.kinds[r] ?? cellKind.empty;
              const excel = other.getCell(r + 1, c + 1);
              if (given === null) {
                expect(kind).toBe(cellKind.empty);
                expect(excel.value).toBeNull();
                return;
              }
              if (typeof given.value === 'number') {
                expect(kind).toBe(cellKind.number);
                expect(read!.values[r]).toBe(given.value);
                if (given.formula === undefined) expect(excel.value).toBe(given.value);
                else expect(excel.value).toMatchObject({ formula: given.formula });
                seen[given.formula === undefined ? 'numbers' : 'formulas']++;
              } else {
                expect(kind).toBe(cellKind.text);
                expect(own.texts[read!.values[r]!]).toBe(given.value);
                // A text is a text to every program, whatever it looks like.
                expect(excel.type).toBe(ExcelJS.ValueType.String);
                seen.texts++;
              }
              if (given.style?.format !== undefined) expect(excel.numFmt).toBe(given.style.format);
              expect(excel.font?.bold === true).toBe(given.style?.bold === true);
            }),
          );
        });
      }),
      { numRuns: 150 },
    );
    expect(Math.min(seen.texts, seen.numbers, seen.formulas)).toBeGreaterThan(100);
  });
});
