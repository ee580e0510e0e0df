import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../electron/workbooks/readWorkbook.ts';
import { parseBase30 } from '../../../../electron/workbooks/sav/porRecords.ts';
import { readPor } from '../../../../electron/workbooks/sav/readPor.ts';
import { fillMessage, importErrorMessages } from '../../../../shared/importing/messages.ts';
import { savDateToMs } from '../../../../shared/importing/savDates.ts';
import { CancelledError, InputError } from '../../../../shared/model/errors.ts';

const fixture = readFileSync(new URL('../../../fixtures/sav/pspp_utf8.por', import.meta.url));

const head = `${'ASCII SPSS PORT FILE'.padEnd(40).repeat(5)}${'0'.repeat(256)}SPSSPORTA8/202401016/120000`;
/** A portable file of these records in lines of 80 bytes. */
function portable(records: string | Uint8Array): Uint8Array {
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(records), Buffer.from('Z'.repeat(8))]);
  const lines: Buffer[] = [];
  for (let at = 0; at < payload.length; at += 80) lines.push(payload.subarray(at, at + 80), Buffer.from('\r\n'));
  return Buffer.concat(lines);
}
const number = '70/2/Q15/8/2/5/8/2/';
const text = '7A/4/NAME1/A/0/1/A/0/';

const codeOf = (bytes: Uint8Array): string => {
  try {
    readPor(bytes);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const sentence = importErrorMessages[error.code]!;
    expect(fillMessage(sentence, error.details, 'zh-CN')).not.toMatch(/\{\w+\}/);
    return error.code;
  }
  return 'read';
};

describe('portable files', () => {
  it('written by PSPP: Chinese texts over line ends, labels, missing codes, dates', () => {
    const file = readPor(fixture);
    expect(file.notices.map(({ code, details }) => [code, details])).toEqual([
      ['sav.encodingGuessed', { encoding: 'utf-8' }],
    ]);
    expect(file.variables.map(({ name, label, type, print }) => [name, label, type, print.name])).toEqual([
      ['Q1', '总体满意度', 'number', 'F'],
      ['NAME', '评价', 'text', 'A'],
      ['D', '', 'number', 'DATE'],
      ['T', '', 'number', 'TIME'],
    ]);
    expect(file.variables[0]!.valueLabels).toEqual([
      { value: 1, label: '很不满意' },
      { value: 5, label: '很满意' },
    ]);
    expect(file.variables[0]!.missing).toEqual({ values: [99], range: null });
    expect(file.variables[1]!.valueLabels).toEqual([{ value: 'b', label: '标签' }]);
    expect(file.documents[0]).toBe("DOCUMENT '说明文字'.");
    const [q1, name, day, time] = file.columns;
    expect(q1).toEqual(Float64Array.of(1, -2.75, 99));
    expect(name).toEqual(['很满意服务', 'b', '']);
    expect([...(day as Float64Array)].map((value) => savDateToMs(value))).toEqual([
      Date.UTC(2024, 0, 1),
      Date.UTC(2023, 1, 2),
      null,
    ]);
    expect(time).toEqual(Float64Array.of(10 * 3600 + 11 * 60 + 12, 1, Number.NaN));
  });

  it('is found by its content, under any name, and planned by its dictionary', async () => {
    const workbook = await readWorkbook('数据.txt', fixture);
    expect(workbook).toMatchObject({ format: 'sav', dictionary: { rowCount: 3, weight: null } });
    expect(workbook.sheets[0]).toMatchObject({ name: '数据', rowCount: 4, columnCount: 4 });
  });

  it('in GBK, told or guessed; missing ranges, weight, several variables under one set of labels', () => {
    const gbk = (word: string): Buffer => {
      const bytes: Readonly<Record<string, readonly number[]>> = { 很好: [0xba, 0xdc, 0xba, 0xc3] };
      return Buffer.from(bytes[word]!);
    };
    const records = Buffer.concat([
      Buffer.from(`62/Q2${number}99/A90/B1/2/C4/`),
      gbk('很好'),
      Buffer.from(`70/2/Q25/8/2/5/8/2/D2/2/Q12/Q21/5/4/`),
      gbk('很好'),
      Buffer.from('F1.F/-2/*.G-1/'),
    ]);
    for (const file of [readPor(portable(records)), readPor(portable(records), { encoding: 'GBK' })]) {
      expect(file.variables.map(({ label }) => label)).toEqual(['很好', '']);
      expect(file.variables.map(({ valueLabels }) => valueLabels)).toEqual([
        [{ value: 5, label: '很好' }],
        [{ value: 5, label: '很好' }],
      ]);
      expect(file.variables[0]!.missing.range).toEqual({ low: 1, high: 2 });
      expect(file.weight).toBe('Q2');
      expect(file.columns).toEqual([Float64Array.of(1.5, Number.NaN), Float64Array.of(-2, 16 / 30)]);
    }
  });

  it('gives numbers in base 30 as the nearest doubles', () => {
    expect(['0', '1', 'T', '10', '-13A.9', '.F', '1+2', 'G-1', '1.3'].map(parseBase30)).toEqual([
      0,
      1,
      29,
      30,
      -1000.3,
      0.5,
      900,
      16 / 30,
      1.1,
    ]);
    expect(['', '-', '.', 'U', '1.2.3', '1+', 'abc'].map(parseBase30).every((value) => Number.isNaN(value))).toBe(true);
    for (const value of [123_456_789, 13_904_265_600, 8_123_456_789_012, 2 ** 52 + 1])
      expect(parseBase30(value.toString(30).toUpperCase())).toBeCloseTo(value, 2);
  });

  it.each([
    ['cut inside the header', 'sav.truncated', fixture.subarray(0, 480)],
    ['cut inside a record', 'sav.truncated', fixture.subarray(0, 700)],
    ['an unknown record', 'sav.unknownRecord', portable(`${number}X1/F`)],
    ['a text that claims more than the file', 'sav.truncated', portable(`${text}FTT/abc`)],
    ['a length beyond all', 'sav.recordDamaged', portable('1TTTTTTTT/abc')],
    ['an endless number', 'sav.recordDamaged', portable(`${number}F${'1'.repeat(500)}/`)],
    ['labels for nobody', 'sav.recordDamaged', portable(`${number}D1/2/QX1/5/1/xF`)],
    ['a label before its variable', 'sav.recordDamaged', portable('C1/xF')],
    ['a name twice', 'sav.recordDamaged', portable(`${number}${number}F`)],
    ['no variables', 'sav.noVariables', portable('F')],
  ])('refuses %s', (_, code, bytes) => expect(codeOf(bytes)).toBe(code));

  it('stops when told to', () => {
    const stop = {
      report: () => undefined,
      throwIfCancelled: () => {
        throw new CancelledError();
      },
    };
    expect(() => readPor(fixture, {}, stop)).toThrow(CancelledError);
  });

  it('answers 600 damaged ones with data or a coded refusal', () => {
    let refused = 0;
    for (let i = 0; i < 600; i++) {
      const bytes = Uint8Array.from(fixture);
      for (let k = 0; k <= i % 4; k++)
        bytes[470 + ((i * 7919 + k * 104_729) % (bytes.length - 470))] = (i * 31 + k) % 256;
      if (codeOf(i % 5 === 0 ? bytes.subarray(0, 480 + (i % 700)) : bytes) !== 'read') refused++;
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(600);
  });
});
