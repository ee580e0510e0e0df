import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataExportOptions, DataSource } from '../../../electron/export/dataTable.ts';
import { workbookText } from '../../../electron/export/dataText.ts';
import { writeDataFile } from '../../../electron/jobs/writeDataFile.ts';
import { cellOf } from '../../../electron/storage/memoryColumn.ts';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { decodeEscapes } from '../../../electron/workbooks/xmlText.ts';
import { applyPlan } from '../../../shared/importing/applyPlan.ts';
import { planFromSav } from '../../../shared/importing/planFromSav.ts';
import { proposePlan } from '../../../shared/importing/proposePlan.ts';
import type { SavMissing } from '../../../shared/importing/savFile.ts';
import type { Column } from '../../../shared/model/dataset.ts';
import { variableId } from '../../../shared/model/ids.ts';
import { CancelledError } from '../../../shared/model/errors.ts';
import { uncontrolled } from '../../../shared/model/runControl.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { failingFiles } from '../support/failingFiles.ts';
import { noon, withFolder } from '../support/projects.ts';

const plain: DataExportOptions = {
  labels: false,
  personal: false,
  excluded: false,
  codebook: false,
  log: false,
  exact: true,
  locale: 'zh-CN',
};

const variable = (id: string, part: Partial<Variable>): Variable => ({
  id: variableId(id),
  name: id,
  label: id,
  type: 'number',
  measure: 'scale',
  role: 'none',
  scale: null,
  valueLabels: [],
  indicatorId: null,
  order: 0,
  source: null,
  personal: false,
  ...part,
});

const rating = variable('Q1', {
  label: 'Q1 您对服务的满意程度（1-10分）',
  role: 'perception',
  scale: {
    min: 1,
    max: 10,
    direction: 'ascending',
    labels: [
      { value: 1, label: '非常不满意' },
      { value: 10, label: '非常满意' },
    ],
    nonAnswers: [{ value: 99, label: '无法回答' }],
  },
});
const variables: readonly Variable[] = [
  rating,
  variable('N', { label: '消费金额' }),
  variable('D', { label: '填答日期', type: 'date', role: 'time' }),
  variable('T', { label: '其他意见', type: 'text', measure: 'nominal', role: 'openComment' }),
  variable('手机', { type: 'text', measure: 'nominal', personal: true }),
];

type Form = readonly [number | null, number | null, number | null, string | null, string | null];

function textColumn(texts: readonly (string | null)[]): Column {
  const dictionary = [...new Set(texts.filter((text) => text !== null))];
  return {
    kind: 'text',
    codes: Int32Array.from(texts, (text) => (text === null ? -1 : dictionary.indexOf(text))),
    dictionary,
  };
}

function sourceOf(forms: readonly Form[], part: Partial<DataSource> = {}): DataSource {
  const numbers = (at: 0 | 1 | 2): Column => ({
    kind: 'numeric',
    values: Float64Array.from(forms, (form) => form[at] ?? Number.NaN),
  });
  return {
    name: '测试',
    at: noon,
    variables,
    columns: new Map([
      ['Q1', numbers(0)],
      ['N', numbers(1)],
      ['D', numbers(2)],
      ['T', textColumn(forms.map((form) => form[3]))],
      ['手机', textColumn(forms.map((form) => form[4]))],
    ]),
    rowCount: forms.length,
    exclusions: [],
    weightId: null,
    indicators: new Map(),
    log: [],
    unread: [],
    ...part,
  };
}

type Format = 'xlsx' | 'csv' | 'sav';

async function exported(
  folder: string,
  format: Format,
  source: DataSource,
  options: Partial<DataExportOptions> = {},
): Promise<string> {
  const path = join(folder, `out-${readdirSync(folder).length}.${format}`);
  await writeDataFile({ path, format, source, options: { ...plain, ...options } }, uncontrolled);
  return path;
}

/** The file as our importer reads it: its own proposal, with the types of the codebook where a sheet cannot tell them. */
async function readBack(path: string, wanted: readonly Variable[]): Promise<readonly Column[]> {
  const workbook = await readWorkbook(path, path);
  const sheet = workbook.sheets[0]!;
  const proposed = workbook.dictionary
    ? planFromSav(workbook.dictionary, sheet)
    : proposePlan(sheet, { headerRows: [0, 0], firstDataRow: 1, lastDataRow: sheet.rowCount - 1 });
  const columns = proposed.columns.map((column, i) => {
    const { type, scale } = wanted[i]!;
    return { ...column, include: true, type, scale, textCodes: [] };
  });
  return applyPlan(sheet, { ...proposed, columns }).columns;
}

const awkward = [
  '=1+1',
  '＝HYPERLINK("http://x")',
  '@SUM(A1)',
  '+86 10',
  '-5 分',
  '_x0041_x0042_',
  'a\u0001b\u001f',
  '逗号,引号"换行\n第二行',
  '<b>&amp;</b>',
  '😀很好',
  '__proto__',
  'constructor',
];
const text = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((part) => `文${part}字`),
);
const form = fc.tuple(
  fc.option(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant(99))),
  fc.option(
    fc.oneof(
      fc.integer({ min: -1000, max: 100_000 }),
      fc.integer({ min: -9999, max: 99_999 }).map((cents) => cents / 100),
    ),
  ),
  fc.option(fc.integer({ min: 946_684_800, max: 1_893_456_000 }).map((seconds) => seconds * 1000)),
  fc.option(text),
  fc.constant('13800138000'),
) as fc.Arbitrary<Form>;

/** The importer takes a row without any answer for no form. */
const isAnswered = (one: Form): boolean => one.slice(0, 4).some((answer) => answer !== null);

/** The first form is complete, so that every column exists and the sheet has its full height. */
const forms = fc
  .array(form.filter(isAnswered), { minLength: 1, maxLength: 30 })
  .map((some): readonly Form[] => [[7, 12.5, noon, '完整的一份', '13900139000'], ...some, [8, 3, noon, '末尾', '1']]);

describe('data export', () => {
  it.each(['xlsx', 'csv', 'sav'] as const)(
    'as .%s gives the same answers when it is imported again',
    (format) =>
      withFolder(async (folder) => {
        await fc.assert(
          fc.asyncProperty(forms, async (given) => {
            const source = sourceOf(given);
            const shown = variables.slice(0, 4);
            // Control characters are no part of a table of plain text, nor of SPSS data.
            const kept = (value: string): string =>
              format === 'xlsx' ? value : value.replace(/[\u0000-\u0008\u000b-\u001f\r]/g, '');
            const clean =
              format === 'xlsx' ? source : sourceOf(given.map(([a, b, c, d, e]) => [a, b, c, d && kept(d), e]));
            const columns = await readBack(await exported(folder, format, clean), shown);
            shown.forEach((one, i) => {
              const before = clean.columns.get(one.id)!;
              for (let row = 0; row < given.length; row++) {
                const answer = cellOf(before, row);
                expect(cellOf(columns[i]!, row)).toBe(typeof answer === 'string' ? answer.trim() : answer);
              }
            });
          }),
          { numRuns: 40 },
        );
      }),
    60_000,
  );

  it('streams large workbooks and reads them back', () =>
    withFolder(async (folder) => {
      const given = Array.from(
        { length: 6000 },
        (_, row): Form => [1 + (row % 10), row / 4, noon + row * 1000, `意见 ${row % 50}`, '1'],
      );
      const columns = await readBack(await exported(folder, 'xlsx', sourceOf(given)), variables.slice(0, 4));
      expect(cellOf(columns[1]!, 5999)).toBe(5999 / 4);
      expect(cellOf(columns[2]!, 4321)).toBe(noon + 4_321_000);
      expect(cellOf(columns[3]!, 77)).toBe('意见 27');
    }));

  it('has no formula in a workbook, and an apostrophe before what looks like one in a table of text', () =>
    withFolder(async (folder) => {
      const source = sourceOf(awkward.map((one): Form => [5, -1, noon, one, '13800138000']));
      const path = await exported(folder, 'xlsx', source, { labels: true, codebook: true, log: true, excluded: true });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.readFile(path);
      expect(workbook.worksheets.map(({ name }) => name)).toEqual(['数据', '标签', '编码本', '清洗日志']);
      workbook.eachSheet((sheet) =>
        sheet.eachRow((row) =>
          row.eachCell((cell) => {
            expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
            expect(cell.type).not.toBe(ExcelJS.ValueType.Hyperlink);
            if (typeof cell.value === 'string' && row.number > 1) expect(cell.numFmt).toBe('@');
          }),
        ),
      );
      expect(workbook.creator).toBe('CSI Workbench');
      expect(workbook.lastModifiedBy).toBe('CSI Workbench');
      const csv = readFileSync(await exported(folder, 'csv', source, { exact: false }), 'utf8');
      expect(csv.startsWith('\ufeffQ1 ')).toBe(true);
      for (const start of ['=1+1', '@SUM', '+86', '-5 分']) expect(csv).toContain(`'${start}`);
      expect(csv).toContain(`"'＝HYPERLINK(""http://x"")"`);
      expect(csv).toContain('5,-1,2025-03-01 12:00:00,');
      const exact = readFileSync(await exported(folder, 'csv', source), 'utf8');
      expect(exact).not.toContain("'=");
    }));

  it('leaves personal columns and excluded forms out unless they are asked for', () =>
    withFolder(async (folder) => {
      const given: readonly Form[] = [
        [5, 1, noon, '甲', 'PERSON-1'],
        [99, 2, noon, '乙', 'PERSON-2'],
        [7, 3, noon, '丙', 'PERSON-3'],
      ];
      const source = sourceOf(given, {
        exclusions: [{ row: 1, code: 'speeder', note: '8 秒' }],
        log: [
          {
            type: 'forms.exclude',
            at: '2025-03-01T12:00:00.000Z',
            who: '王',
            label: { zh: '剔除 1 份', en: 'Exclude 1' },
            cells: 0,
            forms: 1,
          },
        ],
      });
      const all = { labels: true, codebook: true, log: true };
      for (const format of ['xlsx', 'csv', 'sav'] as const) {
        const read = async (options: Partial<DataExportOptions>): Promise<{ cells: string; rows: number }> => {
          const path = await exported(folder, format, source, { ...all, ...options });
          const workbook = await readWorkbook(path, path);
          return { cells: workbook.sheets.flatMap(({ texts }) => texts).join('|'), rows: workbook.sheets[0]!.rowCount };
        };
        const without = await read({});
        expect(without.cells).not.toMatch(/PERSON|手机|乙|8 秒/);
        expect(without.rows).toBe(3);
        const complete = await read({ personal: true, excluded: true });
        expect(complete.cells).toMatch(/PERSON-2/);
        expect(complete.cells).toContain('作答过快: 8 秒');
        expect(complete.rows).toBe(4);
      }
    }));

  it('declares labels, non-answers and measure in .sav, under names SPSS takes', () =>
    withFolder(async (folder) => {
      const named = ['3(A)', '3(A)', 'ALL', '_x', '满意度', '很'.repeat(60)].map((name, i) =>
        variable(`v${i}`, { name, label: `题 ${i}`, scale: rating.scale, measure: 'ordinal' }),
      );
      const columns = new Map(
        named.map((one) => [one.id as string, { kind: 'numeric', values: Float64Array.of(1, 99) } as Column]),
      );
      const path = await exported(folder, 'sav', sourceOf([], { variables: named, columns, rowCount: 2 }));
      const { dictionary } = await readWorkbook(path, path);
      expect(dictionary!.variables.map(({ name }) => name)).toEqual([
        'V_3_A',
        'V_3_A_2',
        'V_ALL',
        'V__x',
        '满意度',
        '很'.repeat(21),
      ]);
      expect(dictionary!.variables[4]).toMatchObject({
        label: '题 4',
        measure: 'ordinal',
        missing: { values: [99], range: null },
        valueLabels: [
          { value: 1, label: '非常不满意' },
          { value: 10, label: '非常满意' },
          { value: 99, label: '无法回答' },
        ],
      });
    }));

  it('declares more non-answers than SPSS lists as a range that holds no answer, with one beside it', () =>
    withFolder(async (folder) => {
      const wanted: readonly (readonly [readonly number[], SavMissing])[] = [
        [[96, 97, 98, 99], { values: [], range: { low: 96, high: 99 } }],
        [[-1, 97, 98, 99], { values: [-1], range: { low: 97, high: 99 } }],
        [[-9, -8, -7, 99], { values: [99], range: { low: -9, high: -7 } }],
        // One among the answers: a range from it on would take answers away.
        [[5, 97, 98, 99], { values: [5], range: { low: 97, high: 99 } }],
        // On both sides of the scale no range will do; the labels say the fourth.
        [[-2, -1, 98, 99], { values: [-2, -1, 98], range: null }],
      ];
      const variables = wanted.map(([codes], i) =>
        variable(`v${i}`, {
          scale: { ...rating.scale!, nonAnswers: codes.map((value) => ({ value, label: `缺${value}` })) },
        }),
      );
      const columns = new Map(
        variables.map((one) => [one.id as string, { kind: 'numeric', values: Float64Array.of(1, 10) } as Column]),
      );
      const path = await exported(folder, 'sav', sourceOf([], { variables, columns, rowCount: 2 }));
      const { dictionary } = await readWorkbook(path, path);
      expect(dictionary!.variables.map(({ missing }) => missing)).toEqual(wanted.map(([, missing]) => missing));
    }));

  it(
    'leaves nothing when it is stopped or any call to the file system fails',
    () =>
      withFolder(async (folder) => {
        const source = sourceOf(Array.from({ length: 2000 }, (_, row): Form => [1, row, noon, `意见 ${row}`, '1']));
        for (const format of ['xlsx', 'csv', 'sav'] as const) {
          const path = join(folder, `文件.${format}`);
          const stopped = {
            report: () => undefined,
            throwIfCancelled: () => {
              throw new CancelledError();
            },
          };
          await expect(writeDataFile({ path, format, source, options: plain }, stopped)).rejects.toBeInstanceOf(
            CancelledError,
          );
          expect(readdirSync(folder)).toEqual([]);
          for (const code of ['ENOSPC', 'EIO', 'EACCES', 'short'] as const) {
            for (let n = 1; ; n++) {
              const { files, failed } = failingFiles(n, code);
              const done = await writeDataFile({ path, format, source, options: plain }, uncontrolled, files).then(
                () => true,
                (error: unknown) => {
                  expect(error).toMatchObject({
                    code: expect.stringMatching(/^files\.(diskFull|notWritten)$|^project\.targetBusy$/),
                  });
                  return false;
                },
              );
              if (!done) expect(readdirSync(folder)).toEqual([]);
              else expect(readdirSync(folder)).toEqual([`文件.${format}`]);
              rmSync(path, { force: true });
              if (!failed()) break;
              // A short write that is made good is no failure.
              if (done) expect(code).toBe('short');
            }
          }
          rmSync(path, { force: true });
        }
      }),
    60_000,
  );
});

describe('workbookText', () => {
  it('is read back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (given) => {
        expect(decodeEscapes(workbookText(given))).toBe(given);
      }),
    );
    expect(decodeEscapes(workbookText('_x0041_x0042_\ud800'))).toBe('_x0041_x0042_\ud800');
    expect(workbookText('很'.repeat(40_000))).toHaveLength(32_767);
  });
});
