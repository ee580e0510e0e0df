import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSav } from '../../electron/workbooks/sav/readSav.ts';
import { writeSav } from '../../electron/workbooks/sav/writeSav.ts';
import type { SavColumn, SavFile, SavVariable } from '../../shared/importing/savFile.ts';
import { InputError } from '../../shared/model/errors.ts';
import { savVariable, surveyFile } from '../fixtures/sav/surveyFile.ts';
import { processorTimer } from '../support/processorTime.ts';

const fixtures = new URL('../fixtures/sav/', import.meta.url);

/** Text as a column holds it: no NUL, no lone surrogates, no spaces at the end. */
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.constantFrom('', '很好', ' 前有空格', '😀', 'a\nb', "it's", '=1+1', '汉'.repeat(30)),
      fc.string({ unit: 'grapheme', maxLength }),
      fc.string({ unit: 'grapheme-ascii', maxLength }),
    )
    .map((raw) => raw.replace(/\0/g, '').replace(/ +$/, ''));
const number = fc.oneof(
  fc.constant(Number.NaN),
  fc.integer({ min: -150, max: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value !== -Number.MAX_VALUE),
);
const code = fc.integer({ min: -99, max: 999 });

const numberVariable = fc
  .record({
    label: text(40),
    measure: fc.constantFrom('unknown', 'nominal', 'ordinal', 'scale'),
    valueLabels: fc.uniqueArray(fc.record({ value: code, label: text(20) }), {
      selector: (entry) => entry.value,
      maxLength: 4,
    }),
    missing: fc.oneof(
      fc.record({ values: fc.uniqueArray(code, { maxLength: 3 }), range: fc.constant(null) }),
      fc.record({
        values: fc.uniqueArray(code, { maxLength: 1 }),
        range: fc.record({ low: fc.option(code), high: fc.option(code) }),
      }),
    ),
    displayWidth: fc.integer({ min: 1, max: 60 }),
    alignment: fc.constantFrom('left', 'right', 'center'),
  } satisfies { [K in keyof SavVariable]?: fc.Arbitrary<SavVariable[K]> })
  .map((extra) => (name: string) => savVariable(name, 0, extra));

const short = text(8).filter((value) => value !== '' && Buffer.byteLength(value) <= 8);
const textVariable = fc
  .record({
    width: fc.constantFrom(1, 8, 9, 30, 255, 256, 800),
    label: text(40),
    labels: fc.uniqueArray(fc.record({ value: short, label: text(20) }), {
      selector: (entry) => entry.value,
      maxLength: 3,
    }),
    missing: fc.uniqueArray(short, { maxLength: 3 }),
  })
  .map(
    ({ width, label, labels, missing }) =>
      (name: string): SavVariable =>
        savVariable(name, width, { label, valueLabels: labels, missing: { values: missing, range: null } }),
  );

const file: fc.Arbitrary<SavFile> = fc
  .tuple(
    fc.integer({ min: 0, max: 12 }),
    fc.uniqueArray(
      fc.constantFrom('Q1', 'q1_2', '满意度', '城市', 'a_very_long_name_indeed', 'V1', '名字很长很长很长', '@x'),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  )
  .chain(([rows, names]) =>
    fc
      .tuple(
        ...names.map((name) =>
          fc.oneof(
            fc.tuple(numberVariable, fc.array(number, { minLength: rows, maxLength: rows })).map(([make, values]) => ({
              variable: make(name),
              column: Float64Array.from(values) as SavColumn,
            })),
            fc.tuple(textVariable, fc.array(text(300), { minLength: rows, maxLength: rows })).map(([make, values]) => ({
              variable: make(name),
              column: values as SavColumn,
            })),
          ),
        ),
      )
      .map((parts) => ({
        ...surveyFile(),
        variables: parts.map((part) => part.variable),
        columns: parts.map((part) => part.column),
        rowCount: rows,
        multipleResponseSets: [],
        weight: null,
      })),
  );

/** Widths may grow in writing; nothing else may change. */
const withoutWidths = (one: SavFile): object => ({
  ...one,
  variables: one.variables.map((variable) =>
    variable.type === 'text' ? { ...variable, width: 0, print: null, write: null } : variable,
  ),
});

describe('.sav files', () => {
  it.each(['none', 'bytecode', 'zlib'] as const)('written (%s) and read are equal', (compression) => {
    fc.assert(
      fc.property(file, (one) => {
        const back = readSav(writeSav(one, { compression }));
        expect(withoutWidths(back)).toEqual(withoutWidths({ ...one, compression }));
        one.variables.forEach((variable, i) => {
          expect(back.variables[i]!.width).toBeGreaterThanOrEqual(variable.width);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('mutated ones give data or a coded refusal, quickly and within bounded memory', () => {
    const seeds = [
      ...['pspp_utf8.sav', 'pspp_utf8.zsav', 'pspp_gbk.sav'].map((name) => readFileSync(new URL(name, fixtures))),
      ...(['none', 'bytecode', 'zlib'] as const).map((compression) =>
        Buffer.from(writeSav(surveyFile(), { compression })),
      ),
    ];
    const change = fc.record({
      // Without bias: favoured small offsets would all hit the header.
      at: fc.noBias(fc.integer({ min: 0, max: 1_000_000 })),
      bytes: fc.oneof<fc.Arbitrary<readonly number[]>[]>(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(
          [0xff, 0xff, 0xff, 0x7f],
          [0xff, 0xff, 0xff, 0xff],
          [0, 0, 0, 0x80],
          [0, 0, 0, 0],
          [7, 0, 0, 0],
        ),
      ),
      kind: fc.constantFrom('set', 'set', 'set', 'insert', 'remove', 'cut'),
    });
    let slowest = 0;
    let refused = 0;
    let read = 0;
    const before = process.memoryUsage();
    let most = 0;
    fc.assert(
      fc.property(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 4 }), (seed, changes) => {
        let bytes = Buffer.from(seed);
        for (const { at, bytes: piece, kind } of changes) {
          const offset = Math.floor((at / 1_000_001) * bytes.length);
          if (kind === 'cut' && changes.length === 1) bytes = bytes.subarray(0, offset);
          else if (kind === 'insert')
            bytes = Buffer.concat([bytes.subarray(0, offset), Buffer.from(piece), bytes.subarray(offset)]);
          else if (kind === 'remove')
            bytes = Buffer.concat([bytes.subarray(0, offset), bytes.subarray(offset + piece.length)]);
          else Buffer.from(piece).copy(bytes, offset);
        }
        const spent = processorTimer();
        try {
          const one = readSav(bytes);
          read++;
          expect(one.columns).toHaveLength(one.variables.length);
          for (const column of one.columns) expect(column).toHaveLength(one.rowCount);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          refused++;
          expect(error.code).toMatch(/^sav\./);
        }
        slowest = Math.max(slowest, spent());
        const now = process.memoryUsage();
        most = Math.max(most, now.rss - before.rss);
      }),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(50);
    expect(slowest).toBeLessThan(10_000);
    expect(most).toBeLessThan(600 * 1024 * 1024);
  });
});
