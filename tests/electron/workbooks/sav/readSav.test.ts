import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../electron/workbooks/readWorkbook.ts';
import { readSav } from '../../../../electron/workbooks/sav/readSav.ts';
import { fillMessage, importErrorMessages, readNoticeMessages } from '../../../../shared/importing/messages.ts';
import { cellKind } from '../../../../shared/importing/rawCells.ts';
import type { SavFile } from '../../../../shared/importing/savFile.ts';
import { CancelledError, InputError } from '../../../../shared/model/errors.ts';
import { rawSav } from '../../../fixtures/sav/rawSav.ts';
import { processorTimer } from '../../../support/processorTime.ts';

const oracle = new URL('../../../golden/oracle/', import.meta.url);
const fixtures = new URL('../../../fixtures/sav/', import.meta.url);
const fixture = (name: string): SavFile => readSav(readFileSync(new URL(name, fixtures)));

interface ExpectedVariable {
  readonly name: string;
  readonly label: string | null;
  readonly format: string;
  readonly value_labels?: readonly { readonly value: number | string; readonly label: string }[];
  readonly user_missing_values?: readonly (number | string)[];
  readonly type: string;
  readonly n_system_missing?: number;
  readonly n_valid?: number;
  readonly n_missing?: number;
  readonly n_empty?: number;
  readonly n_distinct?: number;
  readonly mean?: number;
  readonly min?: number;
  readonly max?: number;
  readonly first?: string;
}
interface FileCase {
  readonly id: string;
  readonly dataset: { readonly file: string; readonly format: string };
  readonly expected: {
    readonly n_rows: number;
    readonly all_names: readonly string[];
    readonly variables: readonly ExpectedVariable[];
  };
}

const cases = (JSON.parse(readFileSync(new URL('cases/file_read.json', oracle), 'utf8')) as readonly FileCase[]).filter(
  ({ dataset }) => ['sav', 'zsav'].includes(dataset.format) && existsSync(new URL(dataset.file, oracle)),
);

const shownFormat = (file: SavFile, i: number): string => {
  const { name, width, decimals } = file.variables[i]!.print;
  const plain = /^(A|.*DATE|.*TIME)$/.test(name);
  return `${name}${width}${plain && decimals === 0 ? '' : `.${decimals}`}`;
};

describe('files with facts from R haven', () => {
  it('are there', () => expect(cases.length).toBeGreaterThanOrEqual(8));

  it.each(cases.map((one) => [one.id, one] as const))('%s', async (_id, { dataset, expected }) => {
    const bytes = readFileSync(new URL(dataset.file, oracle));
    const file = readSav(bytes);
    const sheet = (await readWorkbook(dataset.file, bytes)).sheets[0]!;
    expect(file.notices).toEqual([]);
    expect(file.rowCount).toBe(expected.n_rows);
    expect(file.variables.map((variable) => variable.name)).toEqual(expected.all_names);
    for (const fact of expected.variables) {
      const i = expected.all_names.indexOf(fact.name);
      const variable = file.variables[i]!;
      const column = file.columns[i]!;
      expect(variable.label).toBe(fact.label ?? '');
      expect(shownFormat(file, i)).toBe(fact.format);
      expect(variable.valueLabels).toEqual(fact.value_labels ?? []);
      expect(variable.missing.values).toEqual(fact.user_missing_values ?? []);
      if (!(column instanceof Float64Array)) {
        expect(fact.type).toBe('text');
        expect(column.filter((text) => text === '').length).toBe(fact.n_empty);
        expect(new Set(column).size).toBe(fact.n_distinct);
        expect(column[0]).toBe(fact.first);
        continue;
      }
      const system = column.filter((value) => Number.isNaN(value)).length;
      const raw = sheet.columns[i]!;
      if (fact.type === 'number') {
        const valid = column.filter((value) => !Number.isNaN(value) && !variable.missing.values.includes(value));
        expect(system).toBe(fact.n_system_missing);
        expect(valid.length).toBe(fact.n_valid);
        expect(valid.reduce((sum, value) => sum + value, 0) / valid.length).toBeCloseTo(fact.mean!, 10);
        expect(Math.min(...valid)).toBeCloseTo(fact.min!, 10);
        expect(Math.max(...valid)).toBeCloseTo(fact.max!, 10);
        expect([...raw.values.subarray(1)]).toEqual([...column]);
      } else if (fact.type === 'hms') {
        expect(raw.kinds[1]).toBe(cellKind.number);
        expect(new Date(raw.values[1]! * 86_400_000).toISOString().slice(11, 19)).toBe(fact.first);
        expect(system).toBe(fact.n_missing);
      } else {
        expect(raw.kinds[1]).toBe(cellKind.date);
        const shown = new Date(raw.values[1]!).toISOString().slice(0, 19).replace('T', ' ');
        expect(shown.slice(0, fact.first!.length)).toBe(fact.first);
        expect(system).toBe(fact.n_missing);
      }
    }
  });
});

/** What PSPP was told in tests/fixtures/sav/survey.sps. */
function checkSurvey(file: SavFile): void {
  expect(file.notices).toEqual([]);
  expect(file.fileLabel).toBe('超市顾客调查');
  expect(file.documents[0]).toBe('第一批问卷');
  expect(file.attributes).toEqual({ 项目: ['满意度测评'] });
  expect(file.weight).toBe('权重');
  const names = [
    '编号',
    'Q1',
    'Q2满意度',
    '城市',
    '评价',
    '日期',
    '时长',
    '权重',
    'm1',
    'm2',
    'm3',
    'c1',
    'c2',
    '长评',
  ];
  expect(file.variables.map((variable) => variable.name)).toEqual(names);
  const of = (name: string): { variable: SavFile['variables'][number]; column: SavFile['columns'][number] } => {
    const i = names.indexOf(name);
    return { variable: file.variables[i]!, column: file.columns[i]! };
  };
  expect(of('Q1').variable).toMatchObject({
    label: 'Q1 您对本店的总体满意度',
    measure: 'ordinal',
    missing: { values: [9], range: { low: null, high: -1 } },
    attributes: { 来源: ['问卷星'], 版本: ['甲', '乙'] },
  });
  expect(of('Q1').variable.valueLabels).toEqual([
    { value: 1, label: '很不满意' },
    { value: 2, label: '不满意' },
    { value: 3, label: '一般' },
    { value: 4, label: '满意' },
    { value: 5, label: '很满意' },
    { value: 9, label: '不清楚' },
  ]);
  expect(of('Q1').column).toEqual(Float64Array.of(5, 9, -3, Number.NaN));
  expect(of('Q2满意度').variable.missing).toEqual({ values: [98, 99], range: null });
  expect(of('城市').variable.missing).toEqual({ values: ['重庆'], range: null });
  expect(of('城市').column).toEqual(['北京', '上海', '', '重庆']);
  expect(of('评价').variable.missing).toEqual({ values: ['无'], range: null });
  expect(of('评价').column).toEqual(['很好，服务周到', '', '环境一般但是员工很热情，愿意再来', '不便回答']);
  expect(of('日期').variable.print).toEqual({ name: 'SDATE', width: 10, decimals: 0 });
  expect(of('时长').column).toEqual(Float64Array.of(750, 3600, 1, Number.NaN));
  expect(of('权重').column).toEqual(Float64Array.of(1.25, 0.75, 1, 0.5));
  expect(of('长评').variable.width).toBe(600);
  expect(file.multipleResponseSets).toEqual([
    {
      name: '$cat',
      label: '多选题',
      kind: 'category',
      countedValue: null,
      categoryLabels: 'variableLabels',
      labelFromVariable: false,
      variables: ['m1', 'm2', 'm3'],
    },
    {
      name: '$di',
      label: '',
      kind: 'dichotomy',
      countedValue: '1',
      categoryLabels: 'variableLabels',
      labelFromVariable: false,
      variables: ['m1', 'm2', 'm3'],
    },
    {
      name: '$cv',
      label: '计数',
      kind: 'dichotomy',
      countedValue: '是',
      categoryLabels: 'countedValues',
      labelFromVariable: false,
      variables: ['c1', 'c2'],
    },
  ]);
}

describe('files written by PSPP', () => {
  it.each([
    ['pspp_utf8.sav', 'bytecode'],
    ['pspp_utf8.zsav', 'zlib'],
  ])('%s', (name, compression) => {
    const file = fixture(name);
    checkSurvey(file);
    expect([file.encoding, file.compression]).toEqual(['utf-8', compression]);
    const long = file.columns.at(-1)!;
    expect(long[0]).toBe(`开头${'x'.repeat(584)}`);
    expect(long[2]).toBe(`一二三四五六七八九十${'y'.repeat(500)}结尾`);
    expect(file.variables[3]!.valueLabels).toEqual([
      { value: '上海', label: '申城' },
      { value: '北京', label: '首都' },
    ]);
    expect(file.variables[4]!.valueLabels).toEqual([{ value: '不便回答', label: '拒答的人' }]);
  });

  it('pspp_gbk.sav', () => {
    const file = fixture('pspp_gbk.sav');
    checkSurvey(file);
    expect(file.encoding).toBe('gbk');
    expect(file.columns.at(-1)![0]).toBe(`开头${'x'.repeat(586)}`);
    expect(file.columns.at(-1)![2]).toBe(`一二三四五六七八九十${'y'.repeat(500)}结尾`);
    expect(file.variables[4]!.valueLabels.map((entry) => entry.label)).toEqual(['拒答的人']);
  });
});

/** 满意, 北京 and 好评 in GBK. */
const gbk = { 满意: Buffer.from([0xc2, 0xfa, 0xd2, 0xe2]), 北京: Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]) };

describe('files put together by hand', () => {
  const twoColumns = (bigEndian: boolean, compression: number): Buffer =>
    rawSav({
      bigEndian,
      compression,
      cases: 2,
      weight: 1,
      variables: [
        { name: 'N', label: Buffer.from('abc'), missing: { count: -3, values: [5, Number.MAX_VALUE, -1] } },
        { name: 'T', width: 12, format: (1 << 16) | (12 << 8) },
      ],
      records: (writer) => {
        writer.labels([[1, Buffer.from('one')]], 1);
        writer.int32(7, 3, 4, 8, 1, 0, 0, -1, 1, 1, bigEndian ? 1 : 2, 65001);
        writer.int32(7, 16, 8, 2);
        if (bigEndian) writer.int32(0, 1, 0, 2);
        else writer.int32(1, 0, 2, 0);
      },
      data: (writer) => {
        if (compression === 1) writer.bytes(103, 253, 254, 253, 254, 254, 252, 0);
        if (compression === 1) writer.text('服务', 8);
        else {
          writer.float64(3);
          writer.text('服务', 16);
        }
        writer.float64(-0.5);
        if (compression === 0) writer.text('', 16);
      },
    });

  it.each([
    [false, 0],
    [false, 1],
    [true, 0],
    [true, 1],
  ])('big-endian %s, compression %i', (bigEndian, compression) => {
    const file = readSav(twoColumns(bigEndian, compression));
    expect(file.columns).toEqual([Float64Array.of(3, -0.5), ['服务', '']]);
    expect(file.variables[0]).toMatchObject({
      name: 'N',
      label: 'abc',
      missing: { values: [-1], range: { low: 5, high: null } },
      valueLabels: [{ value: 1, label: 'one' }],
    });
    expect(file.weight).toBe('N');
    expect(file.notices).toEqual([]);
  });

  const chinese = (encoding: string | null): Buffer =>
    rawSav({
      variables: [
        { name: gbk.北京, label: gbk.满意 },
        { name: 'T', width: 4 },
      ],
      records: (writer) => {
        writer.labels([[gbk.北京, gbk.满意]], 2);
        if (encoding !== null) writer.extension(20, encoding);
      },
      data: (writer) => {
        writer.float64(-Number.MAX_VALUE);
        writer.text(gbk.满意, 8);
      },
    });

  it.each(['GBK', 'CP936', 'windows-936', 'GB18030', 'gb2312', 'EUC-CN'])('Chinese labels in %s', (encoding) => {
    const file = readSav(chinese(encoding));
    expect(file.variables.map(({ name, label }) => [name, label])).toEqual([
      ['北京', '满意'],
      ['T', ''],
    ]);
    expect(file.variables[1]!.valueLabels).toEqual([{ value: '北京', label: '满意' }]);
    expect(file.columns).toEqual([Float64Array.of(Number.NaN), ['满意']]);
    expect(file.notices).toEqual([]);
  });

  it('an encoding that is not stated is guessed and said so; a chosen one counts', () => {
    const file = readSav(chinese(null));
    expect(file.columns[1]).toEqual(['满意']);
    expect(file.notices.map((notice) => notice.code)).toEqual(['sav.encodingGuessed']);
    expect(readSav(chinese('UTF-8'), { encoding: 'gb18030' }).columns[1]).toEqual(['满意']);
  });

  it.each([
    ['UTF-8', Buffer.from('服务很好'), '服务很好'],
    ['GBK, though valid UTF-8', Buffer.from([0xc5, 0xae]), '女'],
    ['windows-1252', Buffer.from([0x63, 0x61, 0x66, 0xe9]), 'café'],
  ])('without a word on the encoding and an ASCII dictionary, the first answer decides: %s', (_name, bytes, shown) => {
    const file = readSav(rawSav({ variables: [{ name: 'T', width: 16 }], data: (writer) => writer.text(bytes, 16) }));
    expect(file.columns[0]).toEqual([shown]);
    expect(file.notices.map((notice) => notice.code)).toEqual(['sav.encodingGuessed']);
  });

  it('bytes that break the encoding are shown and named', () => {
    const file = readSav(chinese('UTF-8'));
    expect(file.columns[1]![0]).toContain('\ufffd');
    expect(file.notices.map((notice) => notice.code)).toContain('sav.badText');
    for (const { code } of file.notices) expect(readNoticeMessages[code]).toBeDefined();
  });

  it('repeated names, meaningless formats, unknown and damaged extension records', () => {
    const file = readSav(
      rawSav({
        variables: [{ name: 'A', format: 0 }, { name: 'A' }, { name: '' }],
        records: (writer) => {
          writer.extension(99, 'whatever');
          writer.extension(7, '$set=X nonsense');
          writer.extension(13, 'A=长名');
          writer.extension(18, '长名:a(');
        },
        data: (writer) => writer.float64(1, 2, Number.POSITIVE_INFINITY),
      }),
    );
    expect(file.variables.map((variable) => variable.name)).toEqual(['A', '长名', 'VAR3']);
    expect(file.variables[0]!.print).toEqual({ name: 'F', width: 8, decimals: 2 });
    expect(file.columns[2]).toEqual(Float64Array.of(Number.NaN));
    const codes = file.notices.map((notice) => notice.code);
    expect(codes.filter((code) => code === 'sav.recordIgnored')).toHaveLength(2);
    expect(codes).toContain('sav.oddValue');
  });

  it('eight spaces where a number should be', () => {
    const file = readSav(
      rawSav({
        variables: [{ name: 'A' }],
        compression: 1,
        data: (writer) => writer.bytes(104, 254, 252, 0, 0, 0, 0, 0),
      }),
    );
    expect(file.columns[0]).toEqual(Float64Array.of(4, Number.NaN));
    expect(file.notices).toMatchObject([{ code: 'sav.oddValue', details: { variable: 'A', row: 2 } }]);
  });

  it('a system-missing value of its own and no variables in a set', () => {
    const file = readSav(
      rawSav({
        variables: [{ name: 'A' }],
        records: (writer) => {
          writer.int32(7, 4, 8, 3);
          writer.float64(-7777, 8888, -9999);
          writer.extension(7, '\n\n$s=C 0  gone\n\n');
        },
        // The usual one stands for nothing else beside it.
        data: (writer) => writer.float64(-7777, 3, -Number.MAX_VALUE),
      }),
    );
    expect(file.columns[0]).toEqual(Float64Array.of(Number.NaN, 3, Number.NaN));
    expect(file.multipleResponseSets[0]!.variables).toEqual([]);
    expect(file.notices.map((notice) => notice.code)).toEqual(['sav.setUnreadable']);
  });
});

function refusal(bytes: Uint8Array): InputError {
  try {
    readSav(bytes);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('was read');
}

describe('refusals', () => {
  const one = { variables: [{ name: 'A' }], data: () => undefined };
  const whole = readFileSync(new URL('pspp_utf8.sav', fixtures));
  const packed = readFileSync(new URL('pspp_utf8.zsav', fixtures));
  const changed = (bytes: Buffer, at: number, ...values: number[]): Buffer => {
    const copy = Buffer.from(bytes);
    values.forEach((value, i) => {
      copy[at + i] = value;
    });
    return copy;
  };
  const hostile: readonly (readonly [string, string, Uint8Array])[] = [
    ['an empty file', 'sav.notSav', new Uint8Array(0)],
    ['something else', 'sav.notSav', new Uint8Array(400)],
    ['a mainframe file', 'sav.ebcdic', changed(rawSav(one), 0, 0x5b, 0xc6, 0xd3, 0xf2)],
    ['a layout nobody writes', 'sav.headerDamaged', changed(rawSav(one), 64, 9)],
    ['compression against the magic', 'sav.headerDamaged', rawSav({ ...one, compression: 2 })],
    ['no variables', 'sav.noVariables', rawSav({ ...one, variables: [] })],
    ['a cut dictionary', 'sav.truncated', whole.subarray(0, 900)],
    ['cut data', 'sav.truncated', whole.subarray(0, whole.length - 700)],
    ['more cases declared than there are', 'sav.casesMissing', rawSav({ ...one, cases: 2_000_000_000 })],
    ['half a case', 'sav.truncated', rawSav({ ...one, data: (writer) => writer.bytes(1, 2, 3) })],
    ['an unknown record', 'sav.unknownRecord', rawSav({ ...one, records: (writer) => writer.int32(5) })],
    ['labels beyond the file', 'sav.recordDamaged', rawSav({ ...one, records: (writer) => writer.int32(3, 1e9) })],
    ['an extension beyond the file', 'sav.truncated', rawSav({ ...one, records: (w) => w.int32(7, 3, 65536, 65536) })],
    [
      'a text without its end',
      'sav.recordDamaged',
      rawSav({
        ...one,
        records: (writer) => {
          writer.int32(2, 100, 0, 0, 0, 0);
          writer.text('T', 8);
        },
      }),
    ],
    [
      'a long text without its segments',
      'sav.longText',
      rawSav({ ...one, variables: [{ name: 'T', width: 255 }], records: (w) => w.extension(14, 'T=30000\0\t') }),
    ],
    ['an unknown encoding', 'sav.encoding', rawSav({ ...one, records: (writer) => writer.extension(20, 'klingon') })],
    ['a damaged zlib block', 'sav.zlibDamaged', changed(packed, packed.length - 60, 0x55, 0x55, 0x55)],
    ['a cut zlib file', 'sav.zlibDamaged', packed.subarray(0, packed.length - 10)],
  ];

  it.each(hostile)('%s: %s', (_name, code, bytes) => {
    const refused = refusal(bytes);
    expect(refused.code).toBe(code);
    const message = importErrorMessages[code]!;
    for (const locale of ['zh-CN', 'en'] as const)
      expect(fillMessage(message, refused.details, locale)).not.toMatch(/[{}]/);
  });

  it('stops when told to', () => {
    const control = {
      report: () => undefined,
      throwIfCancelled: () => {
        throw new CancelledError();
      },
    };
    expect(() => readSav(whole, {}, control)).toThrow(CancelledError);
  });

  it('a zlib bomb is refused before it is inflated', () => {
    const spent = processorTimer();
    const bomb = rawSav({
      ...one,
      magic: '$FL3',
      compression: 2,
      data: (writer) => {
        const at = 176 + 32 + 8;
        const long = (value: number): void => writer.int32(value, 0);
        long(at);
        long(at + 24);
        long(24 + 24 * 40);
        long(-100);
        long(0);
        writer.int32(64 * 1024 * 1024, 40);
        for (let i = 0; i < 40; i++) {
          long(at);
          long(at + 24);
          writer.int32(64 * 1024 * 1024, 0);
        }
      },
    });
    expect(refusal(bomb).code).toBe('sav.tooManyCells');
    expect(spent()).toBeLessThan(5000);
  });
});
