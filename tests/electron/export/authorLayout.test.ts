import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { textWidthTwips } from '../../../electron/export/docxTables.ts';
import { renderPptx } from '../../../electron/export/pptx.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { renderHtml } from '../../../shared/report/renderHtml.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import type { JsonObject } from '../../../shared/analyses/types.ts';
import { pixel } from '../../shared/report/everyNode.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';
import { chartsOf, deckOf } from './deckOf.ts';
import { blocksOf, edited, exportedFile, merged } from './returnedFile.ts';

const address = 'https://example.com/report';
const paragraph = (text: string, marks: readonly object[] = []) => ({
  type: 'paragraph',
  content: [{ type: 'text', text, marks }],
});
const cell = (type: string, text: string, attrs: object = {}) => ({
  type,
  attrs: { colspan: 1, rowspan: 1, colwidth: null, ...attrs },
  content: [paragraph(text)],
});
const row = (...content: readonly object[]) => ({ type: 'tableRow', content });
/** A head over two columns of which one was dragged to half the page, a cell over two rows, a resized picture, a link. */
const document = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1, kind: 'plain' }, content: [{ type: 'text', text: '计划' }] },
    {
      type: 'table',
      content: [
        row(cell('tableHeader', '措施', { colspan: 2, colwidth: [0, 302.36] }), cell('tableHeader', '期限')),
        row(
          cell('tableCell', '门店', { rowspan: 2 }),
          cell('tableCell', '增设收银台', { colwidth: [302.36] }),
          cell('tableCell', '六月'),
        ),
        row(cell('tableCell', '培训店员', { colwidth: [302.36] }), cell('tableCell', '七月')),
      ],
    },
    { type: 'image', attrs: { src: pixel, alt: '门店', widthMm: 64 } },
    paragraph('详见网页', [{ type: 'link', attrs: { href: address } }]),
  ],
} as unknown as JsonObject;
const { document: resolved } = resolveReport(readDocument(document), new Map(), 'zh-CN');
const numbers = (text: string, pattern: RegExp): readonly number[] =>
  [...text.matchAll(pattern)].map(([, number]) => Number(number));
const shares = (widths: readonly number[]): readonly number[] => {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  return widths.map((width) => Math.round((100 * width) / whole));
};

describe('what the author laid out by hand', () => {
  it('is in the page of HTML and PDF', () => {
    const html = renderHtml(resolved, { drawings: new Map() });
    expect(numbers(html, /<col style="width:([\d.]+)%">/g)).toEqual([25, 50, 25]);
    expect(html).toContain('<th colspan="2">');
    expect(html).toContain('<td rowspan="2">');
    expect(html).toContain('style="width:64mm"><img');
    expect(html).toContain(`href="${address}"`);
  });

  it('is in Word', async () => {
    const files = unzipSync(await renderDocx(resolved));
    const body = strFromU8(files['word/document.xml']!);
    const widths = numbers(body, /<w:gridCol w:w="(\d+)"\/>/g);
    expect(shares(widths)).toEqual([25, 50, 25]);
    expect(textWidthTwips - widths.reduce((sum, width) => sum + width, 0)).toBeLessThan(3);
    expect(body).toContain('<w:gridSpan w:val="2"/>');
    expect(body.match(/<w:vMerge w:val="(restart|continue)"\/>/g)).toHaveLength(2);
    expect(numbers(body, /<wp:extent cx="(\d+)"/g).map((emu) => Math.round(emu / 36_000))).toEqual([64]);
    expect(strFromU8(files['word/_rels/document.xml.rels']!)).toContain(`Target="${address}"`);
  });

  it('is on slides', () => {
    const deck = deckOf(sampleSnapshot(), document);
    const files = unzipSync(
      renderPptx(deck, new Map(), chartsOf(deck), { at: Date.UTC(2026, 10, 22), program: '满意度测评工作台' }),
    );
    const textIn = (part: RegExp): string =>
      Object.entries(files)
        .filter(([name]) => part.test(name))
        .map(([, bytes]) => strFromU8(bytes))
        .join('');
    const slides = textIn(/^ppt\/slides\/slide\d+\.xml$/);
    expect(shares(numbers(slides, /<a:gridCol w="(\d+)"/g))).toEqual([25, 50, 25]);
    expect(slides).toContain('gridSpan="2"');
    expect(slides).toContain('rowSpan="2"');
    expect(slides).toContain('descr="门店"');
    expect(textIn(/^ppt\/slides\/_rels\//)).toContain(`Target="${address}"`);
  });

  it('is not lost on the way back from Word, where only a word was changed', async () => {
    const file = edited(await exportedFile(document), (xml) => xml.replace('>详见网页<', '>详见本网页<'));
    const merge = await merged(file, document);
    const [, ...laidOut] = blocksOf(merge.apply({}));
    expect(laidOut.slice(0, 2)).toEqual(blocksOf(document).slice(1, 3));
    expect(laidOut[2]).toEqual(paragraph('详见本网页', [{ type: 'link', attrs: { href: address } }]));
  });

  it('keeps widths and merged cells where Word has one more row', async () => {
    const file = edited(await exportedFile(document), (xml) => {
      const end = xml.indexOf('</w:tbl>');
      const added = ['总部', '评估', '八月'].map((text) => `<w:tc><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`);
      return `${xml.slice(0, end)}<w:tr>${added.join('')}</w:tr>${xml.slice(end)}`;
    });
    const merge = await merged(file, document);
    const rows = blocksOf(merge.apply({}))[1]!['content'] as readonly JsonObject[];
    const before = blocksOf(document)[1]!['content'] as readonly JsonObject[];
    const attrs = ({ content }: JsonObject) => (content as readonly JsonObject[]).map((one) => one['attrs']);
    expect(rows.slice(0, 3).map(attrs)).toEqual(before.map(attrs));
    expect(rows).toHaveLength(4);
  });
});
