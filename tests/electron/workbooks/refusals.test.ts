import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../electron/workbooks/readWorkbook.ts';
import { readXlsx } from '../../../electron/workbooks/readXlsx.ts';
import type { ReadXlsxOptions } from '../../../electron/workbooks/readXlsx.ts';
import { fillMessage, importErrorMessages } from '../../../shared/importing/messages.ts';
import { InputError } from '../../../shared/model/errors.ts';
import { oneSheet, workbookParts } from '../../fixtures/workbooks/rawWorkbook.ts';
import { rawZip } from '../../fixtures/workbooks/rawZip.ts';
import type { RawPart } from '../../fixtures/workbooks/rawZip.ts';

const cell = '<row r="1"><c r="A1"><v>1</v></c></row>';
const parts = workbookParts({ sheets: [{ name: 'S', rows: cell }] });
const sheetPart = 'xl/worksheets/sheet1.xml';

const changed = (name: string, change: Partial<RawPart>): Uint8Array =>
  rawZip(parts.map((part) => (part.name === name ? { ...part, ...change } : part)));

/** The refusal, with a complete sentence for it in both languages. */
async function refusal(reading: Promise<unknown>): Promise<InputError> {
  const error = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  const refused = error as InputError;
  const message = importErrorMessages[refused.code];
  expect(message, refused.code).toBeDefined();
  expect(fillMessage(message!, refused.details, 'zh-CN')).not.toMatch(/\{\w+\}/);
  expect(fillMessage(message!, refused.details, 'en')).not.toMatch(/\{\w+\}/);
  return refused;
}

const codeOf = async (bytes: Uint8Array, options: ReadXlsxOptions = {}): Promise<string> =>
  (await refusal(readXlsx(bytes, options))).code;

describe('zip', () => {
  it('accepts stored parts and reads the same from a path', async () => {
    const bytes = rawZip(parts.map((part) => ({ ...part, stored: true })));
    const fromBytes = await readXlsx(bytes);
    const folder = mkdtempSync(join(tmpdir(), 'workbooks-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'a.xlsx');
    writeFileSync(path, bytes);
    expect(await readXlsx(path)).toEqual(fromBytes);
    expect(await readWorkbook('a.xlsx', path)).toEqual({ ...fromBytes, fileName: 'a.xlsx' });
  });

  it.each([
    ['a name that climbs out', 'workbook.partName', rawZip([...parts, { name: '../evil.xml', data: '' }])],
    ['a backslash in a name', 'workbook.partName', rawZip([...parts, { name: 'xl\\evil.xml', data: '' }])],
    ['a name twice', 'workbook.partRepeated', rawZip([...parts, { name: sheetPart.toUpperCase(), data: '' }])],
    ['an encrypted part', 'workbook.encryptedPart', changed(sheetPart, { flags: 1 })],
    ['a strongly encrypted part', 'workbook.encryptedPart', changed(sheetPart, { flags: 0x40 })],
    ['an encrypted directory', 'workbook.encryptedPart', changed(sheetPart, { flags: 0x2000 })],
    ['an unknown method', 'workbook.zipMethod', changed(sheetPart, { method: 12 })],
    [
      'another name in the local header',
      'workbook.zipDamaged',
      changed(sheetPart, { localName: 'xl/worksheets/sheet2.xml' }),
    ],
    ['a false checksum', 'workbook.partDamaged', changed(sheetPart, { claimedCrc: 1 })],
    ['a false size', 'workbook.partDamaged', changed(sheetPart, { claimedSize: 5 })],
    [
      'bytes that do not inflate',
      'workbook.partDamaged',
      changed(sheetPart, { deflated: { bytes: Buffer.from('nonsense'), size: 10, crc32: 0 } }),
    ],
    [
      'too many parts',
      'workbook.tooManyParts',
      rawZip(Array.from({ length: 513 }, (_, i) => ({ name: `p${i}`, data: '' }))),
    ],
  ])('refuses %s', async (_, code, bytes) => {
    expect(await codeOf(bytes)).toBe(code);
  });

  it('refuses parts that share their bytes', async () => {
    const copy = Buffer.from(
      rawZip([
        { name: 'a', data: 'x'.repeat(50), stored: true },
        { name: 'b', data: 'y', stored: true },
      ]),
    );
    const first = copy.indexOf('PK\x01\x02', 0, 'latin1');
    const next = copy.indexOf('PK\x01\x02', first + 4, 'latin1');
    // Inside the stored bytes of "a" stands a whole local header of "b".
    const local = copy.subarray(copy.indexOf('PK\x03\x04', 4, 'latin1'), first);
    copy.set(local, 31);
    copy.writeUInt32LE(31, next + 42);
    expect(await codeOf(copy)).toBe('workbook.partsOverlap');
  });

  it('refuses a file cut short at any tenth of its length', async () => {
    const bytes = oneSheet(cell);
    for (let tenth = 0; tenth < 10; tenth++) {
      expect(await codeOf(bytes.subarray(0, Math.floor((bytes.length * tenth) / 10)))).toBe('workbook.zipDamaged');
    }
  });
});

describe('bombs', () => {
  const text = `<c t="inlineStr"><is><t>${'x'.repeat(1_000_000)}</t></is></c>`;
  const bomb = oneSheet(`<row>${text.repeat(30)}</row>`);

  it('refuses an unusual ratio, and goes on when told to, up to the other limits', async () => {
    const error = await refusal(readXlsx(bomb));
    expect(error).toMatchObject({ code: 'workbook.partRatio', details: { sheet: 'S', part: sheetPart } });
    const opened = await readXlsx(bomb, { allowHighRatio: true });
    expect(opened.sheets[0]).toMatchObject({ rowCount: 1, columnCount: 30, texts: ['x'.repeat(32_767)] });
    expect(await codeOf(bomb, { allowHighRatio: true, limits: { sheetBytes: 1_000_000 } })).toBe(
      'workbook.partTooLarge',
    );
  });

  it('refuses more cells than memory allows before taking it', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `<c r="${String.fromCharCode(65 + (i % 26))}${'ABC'[Math.floor(i / 26)]!}1048576"><v>1</v></c>`,
    ).join('');
    const error = await refusal(readXlsx(oneSheet(`<row r="1048576">${rows}</row>`)));
    expect(error.code).toBe('workbook.tooManyCells');
    expect(error.details['cell']).toMatch(/1048576$/);
  });

  it('refuses one endless token', async () => {
    const endless = rawZip(workbookParts({ sheets: [{ name: 'S', rows: `<row a="${'x'.repeat(9_000_000)}"/>` }] }));
    expect(await codeOf(endless)).toBe('workbook.xmlMalformed');
  });

  it('keeps a limited number of merges', async () => {
    const merges = '<mergeCell ref="A1:B2"/>'.repeat(1000);
    const workbook = await readXlsx(oneSheet(cell, { after: `<mergeCells>${merges}</mergeCells>` }), {
      limits: { merges: 100 },
    });
    expect(workbook.sheets[0]!.merges).toHaveLength(100);
    expect(workbook.notices[0]).toMatchObject({ code: 'read.mergesDropped' });
  });

  it('refuses too much text, too many texts and too deep markup', async () => {
    const sharedTexts = '<si><t>abcdef</t></si>'.repeat(10);
    expect(await codeOf(oneSheet(cell, { sharedTexts }), { limits: { allText: 40 } })).toBe('workbook.tooMuchText');
    expect(await codeOf(oneSheet(cell, { sharedTexts }), { limits: { sharedTexts: 5 } })).toBe('workbook.tooManyTexts');
    expect(await codeOf(oneSheet('<a>'.repeat(1000)))).toBe('workbook.xmlMalformed');
  });
});

describe('markup', () => {
  const sheet = (data: string | Uint8Array): Uint8Array => oneSheet('', { replace: [{ name: sheetPart, data }] });

  it.each([
    [
      'a DOCTYPE with entities',
      'workbook.doctype',
      sheet('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'),
    ],
    ['UTF-16', 'workbook.xmlEncoding', sheet(Buffer.from('\ufeff<worksheet/>', 'utf16le'))],
    [
      'a declared foreign encoding',
      'workbook.xmlEncoding',
      sheet('<?xml version="1.0" encoding="gb2312"?><worksheet/>'),
    ],
    ['elements left open', 'workbook.xmlMalformed', sheet('<worksheet><sheetData><row>')],
    ['elements closed too often', 'workbook.xmlMalformed', sheet('<worksheet></worksheet></worksheet>')],
    ['two roots', 'workbook.xmlMalformed', sheet('<worksheet/><worksheet/>')],
    ['nothing', 'workbook.xmlMalformed', sheet('')],
    ['a nameless tag', 'workbook.xmlMalformed', sheet('<worksheet>< ></worksheet>')],
  ])('refuses %s', async (_, code, bytes) => {
    const error = await refusal(readXlsx(bytes));
    expect(error.code).toBe(code);
    expect(error.details['sheet']).toBe('S');
  });
});

describe('other files', () => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
  it.each([
    ['an old .xls', 'workbook.oldXls', 'a.xlsx', ole],
    ['a password', 'workbook.encrypted', 'a.xlsx', Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')])],
    ['an empty file', 'workbook.emptyFile', 'a.xlsx', Buffer.alloc(0)],
    ['a web page called .xls', 'workbook.otherFormat', 'a.xls', Buffer.from('\ufeff<html><table></table></html>')],
    ['a PDF', 'workbook.otherFormat', 'a.csv', Buffer.from('%PDF-1.7')],
    ['a cut SPSS file', 'sav.truncated', 'a.sav', Buffer.from('$FL2@(#) SPSS DATA FILE')],
    ['a picture', 'workbook.unknownFormat', 'a.png', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['noise called .xlsx', 'workbook.zipDamaged', 'a.xlsx', Buffer.from('hello')],
    [
      'a Word document',
      'workbook.otherFormat',
      'a.xlsx',
      Buffer.from(rawZip([{ name: 'word/document.xml', data: '<a/>' }])),
    ],
    [
      'a binary workbook',
      'workbook.otherFormat',
      'a.xlsx',
      Buffer.from(rawZip([{ name: 'xl/workbook.bin', data: 'x' }])),
    ],
    ['any other zip', 'workbook.notWorkbook', 'a.xlsx', Buffer.from(rawZip([{ name: 'a.txt', data: 'x' }]))],
  ])('names %s', async (_, code, name, bytes) => {
    expect((await refusal(readWorkbook(name, new Uint8Array(bytes)))).code).toBe(code);
  });

  it('refuses a workbook without sheets or with a sheet that has no content', async () => {
    const empty = rawZip(workbookParts({ sheets: [] }));
    expect(await codeOf(empty)).toBe('workbook.noSheets');
    const lost = rawZip(parts.filter((part) => part.name !== sheetPart));
    expect(await codeOf(lost)).toBe('workbook.sheetPartMissing');
  });
});
