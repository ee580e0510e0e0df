import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumberText } from '../../electron/workbooks/numberText.ts';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { readXlsx } from '../../electron/workbooks/readXlsx.ts';
import { applyPlan } from '../../shared/importing/applyPlan.ts';
import { proposePlan } from '../../shared/importing/proposePlan.ts';
import { cellKind } from '../../shared/importing/rawCells.ts';
import type { RawSheet } from '../../shared/importing/rawCells.ts';
import { InputError } from '../../shared/model/errors.ts';
import { makeWorkbook } from '../bench/makeWorkbook.ts';
import { workbookParts } from '../fixtures/workbooks/rawWorkbook.ts';
import { rawZip } from '../fixtures/workbooks/rawZip.ts';

type Value = number | string | boolean | Date | null;

const text = fc.oneof(
  fc.constantFrom('很满意', '不清楚', ' 空格 ', 'a\nb', '<b>&amp;</b>', '=1+1', '😀', '０１', '"', "'"),
  // What exceljs itself writes wrongly is left out: control characters, lone surrogates and texts that look like an escape.
  fc.string({ unit: 'grapheme', maxLength: 20 }).filter((s) => !/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|_x/.test(s)),
);
const day = fc
  .integer({ min: 61, max: 2_958_465 })
  .map((serial) => new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000));
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -100, max: 100 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
  text,
  fc.boolean(),
  day,
);

function readBack(sheet: RawSheet, row: number, column: number): Value {
  const own = sheet.columns[column];
  const cell = own?.values[row];
  switch (own?.kinds[row]) {
    case cellKind.number:
      return cell!;
    case cellKind.boolean:
      return cell === 1;
    case cellKind.date:
      return new Date(cell!);
    case cellKind.text:
      return sheet.texts[cell!]!;
    default:
      return null;
  }
}

/** A cell as exceljs is told it: value and number format. */
interface Written {
  readonly value: ExcelJS.CellValue;
  readonly numFmt?: string;
}
const dateFormats = [
  'yyyy-mm-dd',
  'yyyy"年"m"月"d"日"',
  '[$-804]yyyy年m月d日',
  'm/d/yy h:mm',
  'yyyy\\年m\\月',
  'dd-mmm-yy',
];
const numberFormats = ['0%', '0.00', '#,##0', '¥0.00', '0.00E+00', '@', '0"天"', '[Red]-0.0;[Blue]0'];
const errors = ['#N/A', '#DIV/0!', '#REF!', '#NAME?', '#VALUE!', '#NUM!', '#NULL!'] as const;
const number = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => (Object.is(one, -0) ? 0 : one)),
);
const words = text.filter((one) => one.trim() !== '');
/** Days from 1910 on in whole seconds: both date systems have them. */
const moment = fc
  .integer({ min: 3654 * 86_400, max: 2_958_464 * 86_400 })
  .map((seconds) => new Date(Date.UTC(1899, 11, 30) + seconds * 1000));
const result = fc.oneof(
  // Of a formula's zero, and of its false, exceljs forgets the result.
  number.filter((one) => one !== 0),
  // exceljs decodes a formula's text twice.
  words.filter((one) => !/&.*;/s.test(one)),
  fc.constant(true),
  fc.constantFrom(...errors).map((error) => ({ error })),
);
const cell: fc.Arbitrary<Written> = fc.oneof(
  fc.constant({ value: null }),
  fc.record({ value: number, numFmt: fc.constantFrom(...numberFormats) }),
  words.map((one) => ({ value: one })),
  fc.boolean().map((one) => ({ value: one })),
  fc.record({ value: moment, numFmt: fc.constantFrom(...dateFormats) }),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((runs) => ({
    value: { richText: runs.map((run, i) => (i % 2 === 0 ? { text: run } : { text: run, font: { bold: true } })) },
  })),
  fc.constantFrom(...errors).map((error) => ({ value: { error } })),
  words.map((one) => ({ value: { text: one, hyperlink: 'https://example.cn/' } })),
  result.map((one) => ({ value: { formula: 'A1', result: one } as ExcelJS.CellFormulaValue })),
);
const sheetOfCells = fc.record({
  rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
  merge: fc.boolean(),
  hidden: fc.boolean(),
  hiddenRow: fc.option(fc.nat(7), { nil: null }),
  hiddenColumn: fc.option(fc.nat(5), { nil: null }),
});

/** What exceljs says of a cell, without what only it distinguishes. */
function plain(value: ExcelJS.CellValue | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || value instanceof Date) return value;
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('hyperlink' in value) return plain(value.text as unknown as ExcelJS.CellValue);
  if ('error' in value) return value.error;
  return 'result' in value ? plain(value.result as ExcelJS.CellValue) : null;
}

function ourCell(sheet: RawSheet, row: number, column: number): unknown {
  const own = sheet.columns[column];
  return own?.kinds[row] === cellKind.error ? sheet.texts[own.values[row]!] : readBack(sheet, row, column);
}

describe('reading workbooks', () => {
  // Where exceljs is wrong, and so left out here: tests/electron/workbooks/exceljsFaults.test.ts names each case.
  it('equals exceljs cell by cell: every kind of value, formats, formulas, rich text, merges, hidden rows, columns and sheets, both date systems', async () => {
    let compared = 0;
    let withHidden = 0;
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(sheetOfCells, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (sheets, date1904) => {
          const book = new ExcelJS.Workbook();
          book.properties.date1904 = date1904;
          sheets.forEach(({ rows, merge, hidden, hiddenRow, hiddenColumn }, i) => {
            const written = book.addWorksheet(`表${i + 1}`, { state: hidden && i > 0 ? 'hidden' : 'visible' });
            rows.forEach((row, r) =>
              row.forEach(({ value: one, numFmt }, c) => {
                if (one === null) return;
                written.getCell(r + 1, c + 1).value = one;
                if (numFmt !== undefined) written.getCell(r + 1, c + 1).numFmt = numFmt;
              }),
            );
            if (merge) written.mergeCells(rows.length + 1, 1, rows.length + 2, 3);
            if (hiddenRow !== null && hiddenRow < rows.length) written.getRow(hiddenRow + 1).hidden = true;
            if (hiddenColumn !== null) written.getColumn(hiddenColumn + 1).hidden = true;
          });
          const bytes = new Uint8Array(await book.xlsx.writeBuffer());
          const theirs = new ExcelJS.Workbook();
          await theirs.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
          const ours = await readXlsx(bytes);
          expect(ours.notices).toEqual([]);
          expect(ours.sheets.map(({ name, hidden }) => [name, hidden])).toEqual(
            theirs.worksheets.map(({ name, state }) => [name, state !== 'visible']),
          );
          theirs.worksheets.forEach((sheet, i) => {
            const own = ours.sheets[i]!;
            expect(own.merges.length).toBe(sheet.hasMerges ? 1 : 0);
            const hiddenColumns = Array.from({ length: own.columnCount }, (_, c) => c).filter(
              (c) => sheet.getColumn(c + 1).hidden,
            );
            expect(own.hiddenColumns.filter((c) => c < own.columnCount)).toEqual(hiddenColumns);
            let hiddenRows = 0;
            sheet.eachRow({ includeEmpty: true }, (row) => {
              if (row.hidden) hiddenRows++;
            });
            expect(own.hiddenRows).toBe(hiddenRows);
            withHidden += hiddenRows + hiddenColumns.length;
            for (let r = 0; r < Math.max(own.rowCount, sheet.rowCount); r++)
              for (let c = 0; c < Math.max(own.columnCount, sheet.columnCount); c++) {
                const their = sheet.getCell(r + 1, c + 1);
                if (their.isMerged) continue;
                const expected = plain(their.value);
                expect(ourCell(own, r, c)).toEqual(expected);
                compared++;
                kinds.add(expected === null ? 'null' : expected instanceof Date ? 'date' : typeof expected);
              }
          });
        },
      ),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(1000);
    expect(withHidden).toBeGreaterThan(50);
    expect([...kinds].toSorted()).toEqual(['boolean', 'date', 'null', 'number', 'string']);
  });

  it('gives back every cell exceljs wrote', async () => {
    const grid = fc.array(fc.array(value, { maxLength: 6 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(grid, async (rows) => {
        const book = new ExcelJS.Workbook();
        const written = book.addWorksheet('数据');
        rows.forEach((row, r) =>
          row.forEach((cell, c) => {
            if (cell !== null) written.getCell(r + 1, c + 1).value = cell;
          }),
        );
        const workbook = await readXlsx(new Uint8Array(await book.xlsx.writeBuffer()));
        const sheet = workbook.sheets[0]!;
        expect(workbook.notices).toEqual([]);
        rows.forEach((row, r) =>
          row.forEach((cell, c) => expect(readBack(sheet, r, c)).toEqual(cell === '' ? null : cell)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('reads numbers exactly as JavaScript does', () => {
    const written = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc
        .tuple(fc.integer(), fc.nat({ max: 30 }))
        .map(([number, digits]) => (number / 1000).toFixed(Math.min(20, digits))),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.integer({ min: -330, max: 320 }))
        .map(([digits, exponent]) => `${digits}e${exponent}`),
    );
    fc.assert(
      fc.property(written, (number) => {
        const bytes = new TextEncoder().encode(number);
        const expected = Number.isFinite(Number(number)) ? Number(number) : Number.NaN;
        expect(Object.is(parseNumberText(bytes, 0, bytes.length), expected)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('answers a damaged file with data or a coded refusal, never otherwise', async () => {
    const healthy = makeWorkbook({ rows: 40, columns: 12 });
    const parts = workbookParts({
      sheets: [
        {
          name: 'S',
          rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12.5</v></c></row><row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>x</t></is></c></row>',
          after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        },
      ],
      sharedTexts: '<si><r><t>a</t></r></si>',
      formats: [{ id: 200, code: 'yyyy"年"' }],
    });
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 });
    let refused = 0;
    const check = async (bytes: Uint8Array): Promise<void> => {
      try {
        const workbook = await readWorkbook('a.xlsx', bytes);
        for (const sheet of workbook.sheets) {
          if (sheet.rowCount > 0) applyPlan(sheet, proposePlan(sheet));
        }
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
        refused++;
      }
    };
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const bytes = healthy.slice();
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        await check(bytes);
      }),
      { numRuns: 100 },
    );
    // The same inside the markup, with honest checksums, so that the damage reaches the readers of each part.
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: parts.length - 1 }), flips, fc.boolean(), async (which, changes, cut) => {
        const damaged = parts.map((part, i) => {
          if (i !== which) return part;
          const data = new TextEncoder().encode(part.data as string);
          for (const [at, byte] of changes) data[at % data.length] = byte;
          return { ...part, data: cut ? data.subarray(0, changes[0]![0] % data.length) : data };
        });
        await check(rawZip(damaged));
      }),
      { numRuns: 300 },
    );
    expect(refused).toBeGreaterThan(50);
  });
});
