import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { putOnLetterhead } from '../../../electron/export/docxLetterhead.ts';
import { placePictures } from '../../../electron/export/docxPictures.ts';
import { renderPptx } from '../../../electron/export/pptx.ts';
import { resultsWorkbook } from '../../../electron/export/resultsWorkbook.ts';
import { readLetterhead } from '../../../electron/workbooks/word/readLetterhead.ts';
import { officeChart } from '../../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../../shared/charts/officeTypes.ts';
import type { Locale } from '../../../shared/model/text.ts';
import { figuresIn } from '../../../shared/report/figuresIn.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { bookOf } from '../../shared/report/bookOf.ts';
import { everyNode, pixel } from '../../shared/report/everyNode.ts';
import { draftFor, outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';
import { chartsOf, deckOf } from './deckOf.ts';
import { letterhead } from './letterhead.ts';
import { officeFaults } from './office/officeFaults.ts';

const snapshot = sampleSnapshot();
const png = Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64');
const facts = { at: Date.UTC(2026, 10, 22), program: '满意度测评工作台' };

async function wordFile(json: unknown, locale: Locale, comments = false): Promise<Uint8Array> {
  const document = readDocument(json as never);
  const outcomes = outcomesFor(snapshot, requestsOf(document));
  const { document: resolved } = resolveReport(document, outcomes, locale, {}, null, { comments });
  const figures = figuresIn(resolved.content);
  const charts = figures.flatMap(({ id, figure }): [string, OfficeChart][] => {
    const chart = officeChart(figure);
    return chart ? [[id, chart]] : [];
  });
  const pictures = new Map(figures.map(({ id }) => [id, { png, widthPx: 720, heightPx: 360 }]));
  return placePictures(await renderDocx(resolved), pictures, new Map(charts));
}
function slides(json: unknown, locale: Locale): Uint8Array {
  const deck = deckOf(snapshot, json, locale);
  const pictures = new Map(['figure-1', 'figure-2'].map((id) => [id, { png, widthPx: 720, heightPx: 360 }] as const));
  return renderPptx(deck, pictures, chartsOf(deck), facts);
}

const markup = '<b onload="x">&amp;</b> ]]> "\'';
const hostileTexts = [markup, '\u0000\u000b\ud800半个', '=HYPERLINK("http://x")', '很长'.repeat(400), '🙂\u202eابجد'];
const hostile = {
  type: 'doc',
  content: hostileTexts.flatMap((text) => [
    { type: 'heading', attrs: { level: 1, kind: 'section' }, content: [{ type: 'text', text }] },
    { type: 'paragraph', content: [{ type: 'text', text }] },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [0, 1].map(() => ({
            type: 'tableCell',
            content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
          })),
        },
      ],
    },
  ]),
};

describe('files Office opens without repair', () => {
  it('Word: every kind of node, with remarks', async () => {
    expect(officeFaults(await wordFile(everyNode, 'zh-CN', true))).toEqual([]);
  });

  it.each(['zh-CN', 'en'] as const)('Word and PowerPoint: the drafted report, %s', async (locale) => {
    const { document } = draftFor(snapshot, locale);
    expect(officeFaults(await wordFile(document, locale))).toEqual([]);
    expect(officeFaults(slides(document, locale))).toEqual([]);
  });

  it('Word and PowerPoint: texts nobody expects', async () => {
    expect(officeFaults(await wordFile(hostile, 'zh-CN'))).toEqual([]);
    expect(officeFaults(slides(hostile, 'en'))).toEqual([]);
  });

  it('Word: a report on a letterhead', async () => {
    const file = putOnLetterhead(await wordFile(everyNode, 'zh-CN'), await readLetterhead(letterhead()), {
      title: '报告',
      subtitle: '',
      date: '2026-11-22',
    });
    expect(officeFaults(file)).toEqual([]);
  });

  it('Excel: the results with their charts', () => {
    expect(officeFaults(resultsWorkbook(bookOf(snapshot)))).toEqual([]);
  });
});

describe('faults Office would repair', () => {
  let sound: Uint8Array = new Uint8Array();
  beforeAll(async () => {
    sound = await wordFile(everyNode, 'zh-CN');
  });
  const changed = (part: string, from: string | RegExp, to: string): readonly string[] => {
    const files = unzipSync(sound);
    const text = strFromU8(files[part]!);
    const spoilt = text.replace(from, to);
    expect(spoilt).not.toBe(text);
    return officeFaults(zipSync({ ...files, [part]: strToU8(spoilt) }));
  };
  const body = 'word/document.xml';

  it.each([
    [
      'properties out of order',
      body,
      /(<w:keepNext\/>)(<w:spacing[^>]*\/>)/,
      '$2$1',
      'w:keepNext comes too late in w:pPr',
    ],
    [
      'a cell without a paragraph',
      body,
      /<\/w:p><\/w:tc>/,
      '</w:p><w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>',
      'does not end with a paragraph',
    ],
    [
      'a bookmark twice',
      body,
      /w:name="_csi_ref_figure_1"/,
      'w:name="_csi_ref_section_3"',
      'bookmark _csi_ref_section_3 twice',
    ],
    [
      'a relation that leads nowhere',
      'word/_rels/document.xml.rels',
      'Target="styles.xml"',
      'Target="style.xml"',
      'word/style.xml, which is not there',
    ],
    ['a style that is not there', body, 'w:val="Heading1"', 'w:val="Heading9"', 'style Heading9 is not there'],
    [
      'a part without a type',
      '[Content_Types].xml',
      /<Override [^>]*PartName="\/word\/styles.xml"[^>]*\/>/,
      '',
      'word/styles.xml has no type',
    ],
    ['half a twip', body, /<w:tblW w:type="dxa" w:w="(\d+)"/, '<w:tblW w:type="dxa" w:w="$1.5"', 'w:w of w:tblW is'],
    [
      'parts of a chart out of order',
      'word/charts/chart1.xml',
      /(<c:idx val="0"\/>)(<c:order val="0"\/>)/,
      '$2$1',
      'c:idx comes too late in c:ser',
    ],
  ])('are seen: %s', (_, part, from, to, sentence) => {
    expect(changed(part, from, to).join('\n')).toContain(sentence);
  });

  it('are seen where the XML itself is broken', () => {
    expect(() => changed(body, '</w:body>', '</w:bodi>')).toThrow('closes');
    expect(() => changed(body, '<w:body>', '<w:body x:y="1">')).toThrow('no namespace');
  });
});
