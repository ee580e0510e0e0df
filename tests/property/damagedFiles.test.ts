import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../electron/workbooks/readWorkbook.ts';
import { findCodebooks } from '../../shared/importing/applyCodebook.ts';
import { applyPlan } from '../../shared/importing/applyPlan.ts';
import { importErrorMessages, readNoticeMessages } from '../../shared/importing/messages.ts';
import { planFromPlatform, platformOfSheet } from '../../shared/importing/profiles/planFromPlatform.ts';
import { proposePlan } from '../../shared/importing/proposePlan.ts';
import { InputError } from '../../shared/model/errors.ts';
import {
  csvOf,
  tencentExport,
  wenjuanwangExport,
  wenjuanxingByCode,
  wenjuanxingByText,
} from '../fixtures/imports/platformExports.ts';
import { escapeXml, workbookParts } from '../fixtures/workbooks/rawWorkbook.ts';
import { rawZip } from '../fixtures/workbooks/rawZip.ts';
import type { RawPart } from '../fixtures/workbooks/rawZip.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const inline = (text: string): string => `<c t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
const surveyRows = wenjuanxingByText(6)
  .map(
    (row) =>
      `<row>${row.map((cell) => (typeof cell === 'number' ? `<c><v>${cell}</v></c>` : inline(cell ?? ''))).join('')}</row>`,
  )
  .join('');

const books: readonly (readonly RawPart[])[] = [
  workbookParts({ sheets: [{ name: '问卷星', rows: surveyRows }] }),
  workbookParts({
    sheets: [
      {
        name: '数据',
        rows: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2" hidden="1"><c r="A2" s="1"><v>45000.5</v></c><c r="B2"><f>A2*2</f><v>3</v></c></row><row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3" t="b"><v>1</v></c></row>',
        before: '<dimension ref="A1:B3"/><cols><col min="2" max="2" hidden="1"/></cols>',
        after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
      },
      {
        name: '编码本',
        rows: `<row>${inline('变量名')}${inline('选项')}</row><row>${inline('日期')}${inline('1=男;2=女')}</row>`,
      },
    ],
    sharedTexts: '<si><r><t>日期</t></r><r><t xml:space="preserve"> 1</t></r></si><si><t>分数</t></si>',
    formats: [{ id: 200, code: 'yyyy"年"m"月"d"日"' }],
    date1904: true,
  }),
];

const tables: readonly Uint8Array[] = [
  ...[wenjuanxingByText(8), wenjuanxingByCode(8), tencentExport(8), wenjuanwangExport(8)].map((grid) =>
    utf8(csvOf(grid)),
  ),
  Buffer.from(`\ufeff${csvOf(tencentExport(6)).replaceAll(',', '\t')}`, 'utf16le'),
  utf8('sep=;\n编号;满意度\n1;3,5\n2;"4,25"\n'),
  // 编号,满意 and two rows in GB18030.
  Uint8Array.of(
    0xb1,
    0xe0,
    0xba,
    0xc5,
    0x2c,
    0xc2,
    0xfa,
    0xd2,
    0xe2,
    0x0a,
    0x31,
    0x2c,
    0x35,
    0x0a,
    0x32,
    0x2c,
    0x34,
    0x0a,
  ),
];

/** Changes of a file: bytes set, a piece cut out, a piece repeated. */
type Change = readonly [kind: 'set' | 'cut' | 'repeat', at: number, amount: number];
const changes = fc.array(
  fc.tuple(fc.constantFrom('set', 'set', 'set', 'cut', 'repeat'), fc.nat(), fc.integer({ min: 0, max: 255 })),
  { minLength: 1, maxLength: 8 },
) as fc.Arbitrary<readonly Change[]>;

function damaged(bytes: Uint8Array, list: readonly Change[]): Uint8Array {
  let result = Uint8Array.from(bytes);
  for (const [kind, place, amount] of list) {
    if (result.length === 0) return result;
    const at = place % result.length;
    if (kind === 'set') result[at] = amount;
    else if (kind === 'cut') result = Uint8Array.from([...result.subarray(0, at), ...result.subarray(at + amount)]);
    else result = Uint8Array.from([...result.subarray(0, at), ...result.subarray(Math.max(0, at - amount))]);
  }
  return result;
}

const counts = { read: 0, refused: 0 };

/** Whatever the file says, it is read and planned, or refused by a code that has a sentence; nothing else happens. */
async function answer(name: string, bytes: Uint8Array, badBytes: boolean): Promise<void> {
  try {
    const workbook = await readWorkbook(name, bytes, { text: badBytes ? { badBytes: 'mark' } : {} });
    for (const notice of workbook.notices) expect(readNoticeMessages, notice.code).toHaveProperty([notice.code]);
    for (const sheet of workbook.sheets) {
      if (sheet.rowCount === 0) continue;
      const platform = platformOfSheet(sheet);
      const plan = platform ? planFromPlatform(platform, sheet) : proposePlan(sheet);
      findCodebooks(workbook, plan);
      applyPlan(sheet, plan);
    }
    counts.read++;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect(importErrorMessages).toHaveProperty([(error as InputError).code]);
    counts.refused++;
  }
}

describe('2,400 damaged files', () => {
  it('workbooks, damaged as files', async () => {
    const files = books.map((parts) => rawZip(parts));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), changes, (bytes, list) =>
        answer('a.xlsx', damaged(bytes, list), false),
      ),
      { numRuns: 400 },
    );
  });

  it('workbooks, damaged inside their parts', async () => {
    const part = fc.constantFrom(...books.flatMap((parts) => parts.map((_, which) => ({ parts, which }))));
    await fc.assert(
      fc.asyncProperty(part, changes, ({ parts, which }, list) =>
        answer(
          'a.xlsx',
          rawZip(
            parts.map((one, i) => (i === which ? { ...one, data: damaged(utf8(one.data as string), list) } : one)),
          ),
          false,
        ),
      ),
      { numRuns: 1000 },
    );
  });

  it('text tables in several encodings', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...tables), changes, fc.boolean(), (bytes, list, badBytes) =>
        answer('a.csv', damaged(bytes, list), badBytes),
      ),
      { numRuns: 1000 },
    );
  });

  it('are partly read and partly refused', () => {
    expect(counts.read + counts.refused).toBeGreaterThanOrEqual(2400);
    expect(counts.read).toBeGreaterThan(400);
    expect(counts.refused).toBeGreaterThan(400);
  });
});
