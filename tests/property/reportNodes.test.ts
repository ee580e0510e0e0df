import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../electron/export/docx.ts';
import { XmlScanner } from '../../electron/workbooks/xmlScanner.ts';
import { defaultLimits } from '../../electron/workbooks/limits.ts';
import type { NodeType } from '../../shared/report/document.ts';
import { figuresIn } from '../../shared/report/figuresIn.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { renderHtml } from '../../shared/report/renderHtml.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import { resultsBook } from '../../shared/report/resultsBook.ts';
import { slidesOf } from '../../shared/report/slides/slidesOf.ts';
import { everyNode, pixel } from '../shared/report/everyNode.ts';
import { outcomesFor } from '../shared/report/outcomes.ts';
import { sampleSnapshot } from '../shared/report/sampleSnapshot.ts';

const csi = { analysis: 'csi.index', inputs: {}, options: {} };
const outcomes = outcomesFor(sampleSnapshot(), requestsOf(readDocument(everyNode as never)));

const words = fc.constantFrom('满意度', '<b>&"', "it's", '😀', '=1+1', 'a\u0001b', '  ');
const text = fc.record({
  type: fc.constant('text'),
  text: words,
  marks: fc.subarray([
    { type: 'bold' },
    { type: 'italic' },
    { type: 'underline' },
    { type: 'link', attrs: { href: 'https://example.com/?a=1&b=2' } },
    { type: 'link', attrs: { href: 'javascript:alert(1)' } },
    { type: 'comment', attrs: { id: 'c', author: '甲', text: '<批注>', at: '', resolved: false } },
  ]),
});
type Any = fc.Arbitrary<object>;
const inline: Any = fc.oneof(
  text,
  fc.constant({ type: 'hardBreak' }),
  fc.constant({ type: 'number', attrs: { request: csi, path: 'overall.index', format: 'number2' } }),
  words.map((note) => ({ type: 'footnote', attrs: { text: note } })),
  fc.constant({ type: 'crossReference', attrs: { target: 'here' } }),
);
const inlines = fc.array(inline, { maxLength: 4 });
const paragraph: Any = inlines.map((content) => ({ type: 'paragraph', content }));
const cell = (type: string): Any =>
  fc.array(paragraph, { minLength: 1, maxLength: 2 }).map((content) => ({
    type,
    attrs: { colspan: 1, rowspan: 1, colwidth: null },
    content,
  }));
const list = (type: string): Any =>
  fc
    .array(paragraph, { minLength: 1, maxLength: 3 })
    .map((items) => ({ type, content: items.map((item) => ({ type: 'listItem', content: [item] })) }));
const row: Any = fc.tuple(cell('tableHeader'), cell('tableCell')).map((content) => ({ type: 'tableRow', content }));

/** One of each node type of the schema, as a block. */
const blockOf = {
  title: inlines.map((content) => ({ type: 'title', content })),
  subtitle: inlines.map((content) => ({ type: 'subtitle', content })),
  heading: fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('section', 'annex', 'plain'), inlines)
    .map(([level, kind, content]) => ({ type: 'heading', attrs: { level, kind }, content })),
  paragraph,
  text: text.map((one) => ({ type: 'paragraph', content: [one] })),
  hardBreak: fc.constant({ type: 'paragraph', content: [{ type: 'hardBreak' }] }),
  number: fc.constant({
    type: 'paragraph',
    content: [{ type: 'number', attrs: { request: csi, path: 'overall.csm', format: 'number1' } }],
  }),
  footnote: words.map((note) => ({ type: 'paragraph', content: [{ type: 'footnote', attrs: { text: note } }] })),
  crossReference: fc.constant({
    type: 'paragraph',
    content: [{ type: 'crossReference', attrs: { target: 'here' } }],
  }),
  bulletList: list('bulletList'),
  orderedList: list('orderedList'),
  listItem: paragraph.map((one) => ({ type: 'listItem', content: [one] })),
  table: fc
    .tuple(fc.array(row, { minLength: 1, maxLength: 3 }), fc.option(words))
    .map(([content, caption]) => ({ type: 'table', attrs: { caption }, content })),
  tableRow: row,
  tableHeader: cell('tableHeader'),
  tableCell: cell('tableCell'),
  image: fc
    .option(words)
    .map((caption) => ({ type: 'image', attrs: { src: pixel, alt: '<图>', widthMm: 30, caption } })),
  pageBreak: fc.constant({ type: 'pageBreak' }),
  tableOfContents: fc.constant({ type: 'tableOfContents' }),
  finding: fc
    .option(fc.integer({ min: 0, max: 1 }))
    .map((index) => ({ type: 'finding', attrs: { request: csi, index } })),
  resultTable: fc.constant({ type: 'resultTable', attrs: { request: csi, tableId: 'indicators', caption: null } }),
  figure: fc.constant({ type: 'figure', attrs: { request: csi, figureId: 'leaves', caption: null, widthMm: 100 } }),
  unknown: fc.constant({ type: 'hologram', attrs: {} }),
} satisfies Record<NodeType, Any>;

const documents = fc.array(fc.oneof(...Object.values<Any>(blockOf)), { minLength: 1, maxLength: 8 }).map((content) => ({
  type: 'doc',
  content: [
    ...content,
    {
      type: 'heading',
      attrs: { level: 1, kind: 'section', anchor: 'here' },
      content: [{ type: 'text', text: '此处' }],
    },
  ],
}));

const wellFormed = (xml: Uint8Array, name: string): void => {
  const scanner = new XmlScanner(
    { open: () => undefined, close: () => undefined, text: () => undefined },
    name,
    defaultLimits,
  );
  scanner.write(xml);
  scanner.end();
};

describe('every node type of the report', () => {
  it('comes out in every format, whatever stands in it, and remarks only when asked for', async () => {
    await fc.assert(
      fc.asyncProperty(documents, fc.boolean(), async (json, comments) => {
        const source = readDocument(json as never);
        const { document } = resolveReport(source, outcomes, 'zh-CN', {}, null, { comments });
        const drawings = new Map(figuresIn(document.content).map(({ id }) => [id, '<svg></svg>']));
        const html = renderHtml(document, { drawings });
        expect(html).not.toContain('<b>&');
        expect(html).not.toContain('\u0001');
        expect(html).not.toContain('javascript:');
        const files = unzipSync(await renderDocx(document));
        for (const [name, bytes] of Object.entries(files)) if (name.endsWith('.xml')) wellFormed(bytes, name);
        const body = strFromU8(files['word/document.xml']!);
        const remarks = JSON.stringify(document).includes('<批注>');
        expect(html.includes('&lt;批注&gt;')).toBe(remarks);
        expect(strFromU8(files['word/comments.xml'] ?? new Uint8Array()).includes('&lt;批注&gt;')).toBe(remarks);
        if (!comments) expect(remarks).toBe(false);
        const book = resultsBook(source, document, outcomes, { title: '', at: 0, index: null });
        expect(book.figures).toHaveLength(figuresIn(document.content).length);
        const deck = slidesOf({
          document: source,
          resolved: document,
          guard: null,
          outcomes,
          locale: 'zh-CN',
          figureStyles: {},
        });
        expect(deck.slides.length).toBeGreaterThan(0);
        for (const { number, text: note } of document.content.flatMap((node) =>
          'runs' in node ? node.runs.flatMap((run) => (run.type === 'footnote' ? [run] : [])) : [],
        )) {
          expect(html).toContain(`id="note-${number}"`);
          if (note === '满意度') expect(strFromU8(files['word/footnotes.xml']!)).toContain(note);
        }
        expect(body).toContain('此处');
        expect(() => JSON.stringify(document)).not.toThrow();
      }),
      { numRuns: 30 },
    );
  });
});
