import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DataSource } from '../../electron/export/dataTable.ts';
import { writeDataFile } from '../../electron/jobs/writeDataFile.ts';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { cellKind, type RawSheet } from '../../shared/importing/rawCells.ts';
import { variableId } from '../../shared/model/ids.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { Variable } from '../../shared/model/variable.ts';
import { noon, withFolder } from '../electron/support/projects.ts';

/** Words that no two codes share and that no cell could mistake for a number. */
const word = (kind: string) => (code: number) => ({
  value: code,
  label: `${kind}${'甲乙丙丁戊己庚辛壬癸'[Math.abs(code) % 10]}${code}`,
});

const question = fc
  .record({
    max: fc.integer({ min: 2, max: 10 }),
    worded: fc.boolean(),
    nonAnswers: fc.uniqueArray(fc.constantFrom(-1, 0, 66, 77, 88, 98, 99), { minLength: 1, maxLength: 3 }),
  })
  .chain(({ max, worded, nonAnswers }) => {
    const codes = Array.from({ length: max }, (_, i) => i + 1);
    return fc.record({
      labels: fc.constant(worded ? codes.map(word('答')) : []),
      nonAnswers: fc.constant(nonAnswers.map(word('未答'))),
      max: fc.constant(max),
      answers: fc
        .array(fc.option(fc.constantFrom(...codes, ...nonAnswers), { freq: 5, nil: Number.NaN }), { maxLength: 12 })
        // Every code occurs, and the last form is answered, so that the sheet is as tall as the survey.
        .map((some) => [...some, ...nonAnswers, 1]),
    });
  });

const shown = ({ columns, texts }: RawSheet, row: number, column: number): string | number | null => {
  const { kinds, values } = columns[column]!;
  if (kinds[row] === cellKind.empty) return null;
  return kinds[row] === cellKind.text ? texts[values[row]!]! : values[row]!;
};

describe('codes of non-answers in exported files', () => {
  it('stay codes among the codes, and carry their words among the labels, in the codebook and in .sav', async () => {
    await withFolder(async (folder) => {
      let file = 0;
      await fc.assert(
        fc.asyncProperty(question, async ({ labels, nonAnswers, max, answers }) => {
          const asked: Variable = {
            id: variableId('q'),
            name: 'Q1',
            label: '满意程度',
            type: 'number',
            measure: 'ordinal',
            role: 'perception',
            scale: { min: 1, max, direction: 'ascending', labels, nonAnswers },
            valueLabels: [],
            indicatorId: null,
            order: 0,
            source: null,
            personal: false,
          };
          const source: DataSource = {
            name: '导出',
            at: noon,
            variables: [asked],
            columns: new Map([['q', { kind: 'numeric', values: Float64Array.from(answers) }]]),
            rowCount: answers.length,
            exclusions: [],
            weightId: null,
            indicators: new Map(),
            log: [],
            unread: [],
          };
          const options = {
            labels: true,
            personal: false,
            excluded: false,
            codebook: true,
            log: false,
            exact: false,
            locale: 'zh-CN',
          } as const;
          const stem = join(folder, String(file++));
          for (const format of ['xlsx', 'sav'] as const)
            await writeDataFile({ path: `${stem}.${format}`, format, source, options }, uncontrolled);
          const words = new Map([...labels, ...nonAnswers].map(({ value, label }) => [value, label]));
          const { sheets } = await readWorkbook('导出.xlsx', `${stem}.xlsx`);
          const [codes, labelled, codebook] = sheets;
          answers.forEach((answer, form) => {
            const given = Number.isNaN(answer) ? null : answer;
            expect(shown(codes!, form + 1, 0)).toBe(given);
            expect(shown(labelled!, form + 1, 0)).toBe(given === null ? null : (words.get(given) ?? given));
          });
          const listed = (list: readonly { value: number; label: string }[]): string =>
            list.map(({ value, label }) => `${value}=${label}`).join(';');
          const row = Array.from({ length: 12 }, (_, column) => shown(codebook!, 1, column));
          expect(row[9]).toBe(listed(labels) || null);
          expect(row[10]).toBe(listed(nonAnswers));

          const { dictionary, sheets: savSheets } = await readWorkbook('导出.sav', `${stem}.sav`);
          const [variable] = dictionary!.variables;
          const missing = nonAnswers.map(({ value }) => value).toSorted((a, b) => a - b);
          expect(variable!.missing).toEqual({ values: missing, range: null });
          expect(new Map(variable!.valueLabels.map(({ value, label }) => [value, label]))).toEqual(words);
          const data = savSheets[0]!;
          answers.forEach((answer, form) =>
            expect(shown(data, data.rowCount - answers.length + form, 0)).toBe(Number.isNaN(answer) ? null : answer),
          );
        }),
        { numRuns: 60 },
      );
    });
  }, 60_000);
});
