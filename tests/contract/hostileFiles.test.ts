import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSav } from '../../electron/workbooks/sav/writeSav.ts';
import { surveyFile } from '../fixtures/sav/surveyFile.ts';
import { oneSheet, workbookParts } from '../fixtures/workbooks/rawWorkbook.ts';
import { rawZip } from '../fixtures/workbooks/rawZip.ts';
import { type Harness, startServices } from './support/services.ts';

const MB = 1024 * 1024;
let folder: string;
let host: Harness;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-hostile-'));
  host = await startServices(folder);
});

afterAll(async () => {
  await host.services.close();
  rmSync(folder, { recursive: true, force: true });
});

const cell = '<row r="1"><c r="A1"><v>1</v></c></row>';
const parts = workbookParts({ sheets: [{ name: 'S', rows: cell }] });
const sheetPart = 'xl/worksheets/sheet1.xml';
const withSheet = (xml: string): Uint8Array =>
  rawZip(parts.map((part) => (part.name === sheetPart ? { ...part, data: xml } : part)));

/** One sheet part of half a gigabyte of empty cells, honest in its headers. */
function bomb(): Uint8Array {
  const whole = Buffer.alloc(512 * MB, '<c r="A1"/>');
  whole.write('<worksheet><sheetData><row>'.padEnd(33));
  const deflated = { bytes: deflateRawSync(whole), size: whole.length, crc32: crc32(whole) };
  return rawZip(parts.map((part) => (part.name === sheetPart ? { ...part, data: '', deflated } : part)));
}

/** The bytes of a .sav file with a lie in one field: records of variables begin at 176. */
function lyingSav(offset: number, value: number): Uint8Array {
  const bytes = Uint8Array.from(writeSav(surveyFile(), { compression: 'bytecode' }));
  new DataView(bytes.buffer).setInt32(offset, value, true);
  return bytes;
}

/** A lie about how many labels the first record of value labels holds. */
function lyingLabels(): Uint8Array {
  const bytes = Uint8Array.from(writeSav(surveyFile(), { compression: 'none' }));
  const view = new DataView(bytes.buffer);
  for (let at = 176; at + 8 < bytes.length; at += 4) {
    if (view.getInt32(at, true) !== 3) continue;
    view.setInt32(at + 4, 2_000_000_000, true);
    return bytes;
  }
  throw new Error('no value labels');
}

const hostile: readonly (readonly [what: string, code: RegExp, name: string, bytes: () => Uint8Array])[] = [
  ['a zip bomb of half a gigabyte', /^workbook\.partRatio$/, '炸弹.xlsx', bomb],
  [
    'entities that expand a billion times',
    /^workbook\.doctype$/,
    '实体.xlsx',
    () =>
      withSheet('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'),
  ],
  [
    'an external entity',
    /^workbook\.doctype$/,
    '外部.xlsx',
    () => withSheet('<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>'),
  ],
  [
    'a million columns',
    /^workbook\.cellOutOfSheet$/,
    '宽.xlsx',
    () => oneSheet(`<row>${'<c/>'.repeat(1_000_000)}</row>`),
  ],
  [
    'a path out of the package',
    /^workbook\.partName$/,
    '路径.xlsx',
    () => rawZip([...parts, { name: '../../../evil.xml', data: '' }]),
  ],
  ['a .sav with a text of 2 billion bytes', /^sav\./, '宽度.sav', () => lyingSav(180, 2_000_000_000)],
  ['a .sav with a record nobody knows', /^sav\./, '记录.sav', () => lyingSav(176, -5)],
  ['a .sav that claims 2 billion labels', /^sav\./, '标签.sav', lyingLabels],
  ['a table with a million columns', /^workbook\.cellOutOfSheet$/, '宽.csv', () => Buffer.from('1,'.repeat(1_000_000))],
  [
    'a table of 60 million cells',
    /^workbook\.tooManyCells$/,
    '多.csv',
    () => Buffer.from(`${'1,'.repeat(99)}2\n`.repeat(600_000)),
  ],
];

describe('hostile files, through the worker that reads for the program', () => {
  it.each(hostile)(
    '%s: refused in words, and the host lives',
    async (_, code, name, bytes) => {
      const { handle: file } = await host.services.files.store(name, Buffer.from(bytes()));
      await expect(host.call('import.inspect', { file })).rejects.toMatchObject({ code: expect.stringMatching(code) });
      expect((await host.call('host.info', {})).host).toBe('cli');
    },
    120_000,
  );

  it('one line of 200 MB', async () => {
    const path = join(folder, '一行.csv');
    const piece = Buffer.from('满意,'.repeat(149_797));
    const out = openSync(path, 'w');
    for (let written = 0; written < 200 * MB; written += piece.length) writeSync(out, piece);
    closeSync(out);
    const { handle: file } = await host.services.files.adopt(path);
    await expect(host.call('import.inspect', { file })).rejects.toMatchObject({
      code: 'workbook.lineTooLong',
      details: { line: 1, limitMB: 16 },
    });
    expect((await host.call('host.info', {})).host).toBe('cli');
  }, 120_000);
});
