import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readSav } from '../../../../electron/workbooks/sav/readSav.ts';
import { writeSav } from '../../../../electron/workbooks/sav/writeSav.ts';
import { fillMessage, importErrorMessages } from '../../../../shared/importing/messages.ts';
import type { SavCompression, SavFile } from '../../../../shared/importing/savFile.ts';
import { InputError } from '../../../../shared/model/errors.ts';
import { savVariable, surveyFile } from '../../../fixtures/sav/surveyFile.ts';

const compressions: readonly SavCompression[] = ['none', 'bytecode', 'zlib'];
const root = new URL('../../../', import.meta.url);

/** Paths under tests/ of every .sav file there is. */
const files = ['golden/oracle/data', 'golden/oracle/data/formats', 'fixtures/sav'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => /\.z?sav$/.test(name))
    .map((name) => `${folder}/${name}`),
);

/** What writing changes on purpose: encoding, compression, the product's own 40 bytes, and widths where UTF-8 needs more bytes. */
function comparable(file: SavFile): object {
  return {
    ...file,
    encoding: '',
    product: '',
    compression: '',
    notices: [],
    variables: file.variables.map((variable) => ({ ...variable, width: 0, print: '', write: '', displayWidth: 0 })),
    formats: file.variables
      .filter((variable) => variable.type === 'number')
      .map(({ print, write }) => ({ print, write })),
  };
}

describe('ours to ours', () => {
  it.each(compressions)('one of everything, %s', (compression) => {
    const file = surveyFile();
    expect(readSav(writeSav(file, { compression }))).toEqual({ ...file, compression });
  });

  it.each(files.flatMap((path) => compressions.map((compression) => [path, compression] as const)))(
    '%s as %s',
    (path, compression) => {
      const file = readSav(readFileSync(new URL(path, root)));
      expect(comparable(readSav(writeSav(file, { compression })))).toEqual(comparable(file));
    },
  );

  it('the file is not changed by writing', () => {
    const file = surveyFile();
    const copy = structuredClone(file);
    writeSav(file);
    expect(file).toEqual(copy);
  });

  it('more than one zlib block', () => {
    const rows = 700_000;
    const values = Float64Array.from({ length: rows }, (_, i) => i + 0.5);
    const file: SavFile = {
      ...surveyFile(),
      variables: [savVariable('x')],
      multipleResponseSets: [],
      weight: null,
      rowCount: rows,
      columns: [values],
    };
    expect(readSav(writeSav(file, { compression: 'zlib' })).columns[0]).toEqual(values);
  });

  it('texts at the borders of segments', () => {
    const widths = [1, 7, 8, 9, 254, 255, 256, 504, 505, 510, 756, 757, 765, 32_767];
    const file: SavFile = {
      ...surveyFile(),
      variables: widths.map((width, i) => savVariable(`t${i}`, width)),
      multipleResponseSets: [],
      weight: null,
      rowCount: 2,
      columns: widths.map((width) => [
        'x'.repeat(width),
        `a${' '.repeat(Math.max(0, width - 2))}b`.slice(0, width).trimEnd(),
      ]),
    };
    for (const compression of compressions)
      expect(readSav(writeSav(file, { compression })).columns).toEqual(file.columns);
  });

  it('a name of another variable is not taken as a short name', () => {
    const names = ['v1', 'V2', '很长的名字', 'a_rather_long_name', 'X'];
    const file: SavFile = {
      ...surveyFile(),
      variables: names.map((name) => savVariable(name)),
      multipleResponseSets: [],
      weight: null,
      rowCount: 1,
      columns: names.map((_, i) => Float64Array.of(i)),
    };
    expect(readSav(writeSav(file)).variables.map((variable) => variable.name)).toEqual(names);
  });
});

describe('what cannot be written', () => {
  const survey = surveyFile();
  const only = (variable: SavFile['variables'][number], column: SavFile['columns'][number]): SavFile => ({
    ...survey,
    variables: [variable],
    columns: [column],
    rowCount: column.length,
    multipleResponseSets: [],
    weight: null,
  });
  const number = Float64Array.of(1);
  const many = { values: [1, 2, 3, 4], range: null };
  it.each<readonly [string, string, SavFile]>([
    ['no variables', 'sav.noVariables', { ...survey, variables: [], columns: [] }],
    ['a name with a space', 'sav.writeName', only(savVariable('a b'), number)],
    ['a reserved name', 'sav.writeName', only(savVariable('and'), number)],
    ['a name of 66 bytes', 'sav.writeName', only(savVariable('长'.repeat(22)), number)],
    ['a text column of a number', 'sav.writeShape', only(savVariable('a'), ['x'])],
    ['a column that is too short', 'sav.writeShape', { ...survey, rowCount: 5 }],
    ['an unknown weight', 'sav.writeShape', { ...survey, weight: 'nobody' }],
    ['a text as weight', 'sav.writeShape', { ...survey, weight: 's1' }],
    ['four missing values', 'sav.writeMissing', only(savVariable('a', 0, { missing: many }), number)],
    [
      'a long missing text',
      'sav.writeTooLong',
      only(savVariable('a', 20, { missing: { values: ['拒绝回答'], range: null } }), ['']),
    ],
    [
      'a long value label',
      'sav.writeTooLong',
      only(savVariable('a', 0, { valueLabels: [{ value: 1, label: '长'.repeat(86) }] }), number),
    ],
    ['a text of 32,768 bytes', 'sav.writeTooLong', only(savVariable('a', 9), ['x'.repeat(32_768)])],
    ['a long file label', 'sav.writeTooLong', { ...survey, fileLabel: '长'.repeat(22) }],
  ])('%s: %s', (_name, code, file) => {
    try {
      writeSav(file);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      expect(error.code).toBe(code);
      expect(fillMessage(importErrorMessages[code]!, error.details, 'zh-CN')).not.toMatch(/[{}]/);
      return;
    }
    throw new Error('was written');
  });
});

const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));

describe('PSPP', () => {
  it.each(compressions)('reads what we write, %s', (compression) => {
    const file = surveyFile();
    const bytes = writeSav(file, { compression });
    if (!onPath('pspp-convert') || !onPath('pspp')) {
      // Without PSPP the bytes are at least the ones a fresh read understands.
      expect(readSav(bytes).columns).toEqual(file.columns);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'csi-sav-'));
    try {
      const ours = join(folder, compression === 'zlib' ? 'ours.zsav' : 'ours.sav');
      const table = join(folder, 'ours.csv');
      writeFileSync(ours, bytes);
      execFileSync('pspp-convert', [ours, table], { stdio: ['ignore', 'pipe', 'pipe'] });
      const parsed = Papa.parse<string[]>(readFileSync(table, 'utf8').trimEnd());
      expect(parsed.data[0]).toEqual(file.variables.map((variable) => variable.name));
      const dayRow = ['03/01/2024', '10/14/1582', '', '01/01/1970'];
      file.variables.forEach((variable, i) => {
        const column = file.columns[i]!;
        const shown = parsed.data.slice(1).map((row) => row[i]!);
        if (variable.name === 'day') expect(shown.map((text) => text.trim())).toEqual(dayRow);
        else if (column instanceof Float64Array)
          expect(shown.map((text) => (text.trim() === '' ? Number.NaN : Number(text)))).toEqual(
            // pspp-convert writes user-missing codes as they are, system-missing as a space.
            [...column],
          );
        else
          expect(shown).toEqual(
            column.map((text) => (variable.missing.values.includes(text) ? expect.any(String) : text)),
          );
      });
      const syntax = join(folder, 'back.sps');
      const back = join(folder, 'back.sav');
      writeFileSync(syntax, `GET FILE='${ours}'.\nSAVE OUTFILE='${back}' /COMPRESSED.\n`);
      expect(execFileSync('pspp', ['-O', 'format=txt', syntax], { encoding: 'utf8' })).not.toMatch(/warning|error/i);
      const returned = readSav(readFileSync(back));
      // PSPP adds the default role to every variable, sorts value labels, and orders sets and attributes by its own rules.
      const input = { '$@Role': ['0'] };
      expect(returned.variables).toEqual(
        file.variables.map((variable) => ({ ...variable, attributes: { ...input, ...variable.attributes } })),
      );
      const sorted = (sets: SavFile['multipleResponseSets']): SavFile['multipleResponseSets'] =>
        sets.toSorted((a, b) => (a.name < b.name ? -1 : 1));
      // PSPP drops the label of a set that takes it from a variable.
      expect(sorted(returned.multipleResponseSets)).toEqual(sorted(file.multipleResponseSets));
      expect(returned.columns).toEqual(file.columns);
      expect([returned.weight, returned.fileLabel, returned.attributes]).toEqual([
        file.weight,
        file.fileLabel,
        file.attributes,
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
