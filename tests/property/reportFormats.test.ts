import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../electron/export/docx.ts';
import { renderPptx } from '../../electron/export/pptx.ts';
import { resultsWorkbook } from '../../electron/export/resultsWorkbook.ts';
import { formatCell } from '../../shared/format/formatCell.ts';
import type { Locale } from '../../shared/model/text.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { renderHtml } from '../../shared/report/renderHtml.ts';
import { requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import type { ResolvedDocument, ResolvedNode } from '../../shared/report/resolved.ts';
import { resultsBook } from '../../shared/report/resultsBook.ts';
import { slidesOf } from '../../shared/report/slides/slidesOf.ts';
import { chartsOf } from '../electron/export/deckOf.ts';
import { everyNode, withUnknown } from '../shared/report/everyNode.ts';
import { draftFor, outcomesFor } from '../shared/report/outcomes.ts';
import { sampleSnapshot } from '../shared/report/sampleSnapshot.ts';

const facts = { at: 0, program: 'CSI Workbench' };

/** What a reader of the markup sees, without blanks. */
const seen = (markup: string, text: RegExp): string =>
  [...markup.matchAll(text)]
    .map((match) => match[1])
    .join('')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s/g, '');

const htmlText = (document: ResolvedDocument): string =>
  seen(renderHtml(document, { drawings: new Map() }), />([^<]+)/g);
/** With the hyphen that Word shows for the one that is no place to break a line. */
const docxBody = async (document: ResolvedDocument): Promise<string> =>
  strFromU8(unzipSync(await renderDocx(document))['word/document.xml']!).replaceAll(
    '<w:noBreakHyphen/>',
    '<w:t>-</w:t>',
  );
const docxText = (body: string): string => seen(body, /<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g);

/** What no text tells of: how many breaks, notes, links, tables, pictures there are. */
interface Things {
  readonly pageBreaks: number;
  readonly notes: number;
  readonly links: number;
  readonly tables: number;
  readonly pictures: number;
}
const count = (markup: string, thing: RegExp): number => [...markup.matchAll(thing)].length;
function thingsOf(content: readonly ResolvedNode[]): Things {
  const runs = content.flatMap((node) => ('runs' in node ? node.runs : []));
  const kinds = content.map(({ type }) => type);
  const of = (...types: readonly ResolvedNode['type'][]): number => kinds.filter((type) => types.includes(type)).length;
  return {
    pageBreaks: of('pageBreak'),
    notes: runs.filter(({ type }) => type === 'footnote').length,
    // Words of two looks lead to one address.
    links: runs.filter((run) => run.type === 'run' && run.link !== undefined).length / 2,
    tables: of('table', 'resultTable'),
    pictures: of('figure', 'image'),
  };
}
const htmlThings = (html: string): Things => ({
  pageBreaks: count(html, /<div class="csi-page-break">/g),
  notes: count(html, /<a class="csi-note-sign"/g),
  links: count(html, /<a class="csi-link"/g),
  tables: count(html, /<table/g),
  pictures: count(html, /<figure/g),
});
const docxThings = (body: string): Things => ({
  // A break of its own, or a chapter that opens its page.
  pageBreaks: count(body, /<w:br w:type="page"\/>|<w:pageBreakBefore\/>/g),
  notes: count(body, /<w:footnoteReference /g),
  links: count(body, /<w:hyperlink [^>]*r:id=/g) / 2,
  tables: count(body, /<w:tbl>/g),
  pictures: count(body, /<w:drawing>/g),
});

function written(json: unknown, rows: number, locale: Locale) {
  const snapshot = sampleSnapshot(rows);
  const document = readDocument(json as never);
  const outcomes = outcomesFor(snapshot, requestsOf(document));
  const { document: resolved, unresolved } = resolveReport(document, outcomes, locale);
  return { document, outcomes, resolved, unresolved };
}
function slideMarkup({ document, outcomes, resolved }: ReturnType<typeof written>, locale: Locale): readonly string[] {
  const deck = slidesOf({ document, resolved, outcomes, locale, figureStyles: {}, guard: null });
  const parts = unzipSync(renderPptx(deck, new Map(), chartsOf(deck), facts));
  const slides = Object.entries(parts).filter(([path]) => /^ppt\/slides\/slide\d+\.xml$/.test(path));
  return slides.map(([, bytes]) => strFromU8(bytes));
}
const slideText = (report: ReturnType<typeof written>, locale: Locale): string =>
  slideMarkup(report, locale)
    .map((slide) => seen(slide, /<a:t>([^<]*)<\/a:t>/g))
    .join('\n');

/** Every text the node shows: words of the author, sentences, cells. */
function textsOf(node: ResolvedNode): readonly string[] {
  switch (node.type) {
    case 'list':
      return node.items.flatMap((item) => item.flatMap(textsOf));
    case 'table':
      return node.rows.flatMap((row) => row.flatMap(({ content }) => content.flatMap(textsOf)));
    case 'resultTable':
      return [
        node.caption,
        ...node.table.columns.map(({ title }) => title),
        ...node.table.rows.flatMap(({ cells }) => cells),
        ...node.table.notes,
      ];
    case 'figure':
      return [node.caption];
    case 'notice':
    case 'unknown':
      return [node.text];
    case 'pageBreak':
    case 'tableOfContents':
    case 'image':
      return [];
    default:
      return node.runs.flatMap((run) => (run.type === 'run' ? [run.text] : []));
  }
}
const shownTexts = (content: readonly ResolvedNode[]): readonly string[] =>
  content
    .flatMap(textsOf)
    .map((text) => text.replaceAll(/\s/g, ''))
    .filter((text) => text !== '');

const heading = { type: 'heading', attrs: { level: 1, kind: 'plain' }, content: [{ type: 'text', text: '摘要' }] };
const nodes = withUnknown.content;
const missingIn = (text: string, texts: readonly string[]): readonly string[] =>
  texts.filter((one) => !text.includes(one));
/** A sentence is the headline of its slide, and headlines have no stop at their end. */
const asHeadlines = (texts: readonly string[]): readonly string[] => texts.map((one) => one.replace(/[。.]$/, ''));

describe('a report of any nodes in any order', () => {
  it('shows every text in Word, on the page, and on slides', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...nodes], { minLength: 1 }), async (some) => {
        const report = written({ type: 'doc', content: [heading, ...some] }, 60, 'zh-CN');
        const texts = shownTexts(report.resolved.content);
        expect(missingIn(htmlText(report.resolved), texts)).toEqual([]);
        const body = await docxBody(report.resolved);
        expect(missingIn(docxText(body), texts)).toEqual([]);
        const things = thingsOf(report.resolved.content);
        expect(htmlThings(renderHtml(report.resolved, { drawings: new Map() }))).toEqual(things);
        expect(docxThings(body)).toEqual(things);
        // A heading that opens a chapter ends the summary: slides tell what stands before it.
        const chapter = report.resolved.content.findIndex(
          (node, place) => place > 0 && node.type === 'heading' && node.level === 1 && node.kind !== 'plain',
        );
        const summary = report.resolved.content.slice(1, chapter < 0 ? undefined : chapter);
        const own = shownTexts(summary.filter(({ type }) => type !== 'figure'));
        expect(missingIn(slideText(report, 'zh-CN'), asHeadlines(own))).toEqual([]);
        // An unknown node stops every export, and so does a reference to what is not there.
        const json = JSON.stringify(some);
        const lost = [...json.matchAll(/"target":"(\w+)"/g)].some(
          ([, target]) => !json.includes(`"anchor":"${target}"`),
        );
        expect(report.unresolved.length > 0).toBe(lost || json.includes('hologram'));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('sets the cells of a typed table as the author did', async () => {
    const table = everyNode.content.find((node) => (node as { type: string }).type === 'table');
    const report = written({ type: 'doc', content: [heading, table] }, 60, 'zh-CN');
    expect(renderHtml(report.resolved, { drawings: new Map() })).toContain(
      '<td><p>行业</p></td><td style="text-align:right"><p>零售</p></td>',
    );
    const cellOf = (markup: string, open: string, text: string): string =>
      markup.slice(markup.lastIndexOf(open, markup.indexOf(text)), markup.indexOf(text));
    const body = await docxBody(report.resolved);
    expect(cellOf(body, '<w:tc>', '零售')).toContain('<w:jc w:val="right"/>');
    expect(cellOf(body, '<w:tc>', '行业')).not.toContain('<w:jc');
    const slides = slideMarkup(report, 'zh-CN').join('');
    expect(cellOf(slides, '<a:tc', '零售')).toContain('algn="r"');
    expect(cellOf(slides, '<a:tc', '行业')).toContain('algn="l"');
  });

  it('knows every kind of node', () => {
    const { resolved } = written(withUnknown, 60, 'zh-CN');
    const kinds = {
      title: 1,
      subtitle: 1,
      heading: 1,
      paragraph: 1,
      list: 1,
      table: 1,
      resultTable: 1,
      figure: 1,
      image: 1,
      pageBreak: 1,
      tableOfContents: 1,
      unknown: 1,
    } satisfies Partial<Record<ResolvedNode['type'], 1>>;
    expect(new Set(resolved.content.map(({ type }) => type))).toEqual(new Set(Object.keys(kinds)));
    expect(everyNode.content.length).toBeGreaterThan(15);
    // Nothing of it is counted in vain.
    expect(Math.min(...Object.values(thingsOf(resolved.content)))).toBeGreaterThan(0);
  });
});

describe('the standard report of any number of forms', () => {
  it('shows the same digits in Word, on the page, in the workbook and on slides', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 12, max: 160 }),
        fc.constantFrom<Locale>('zh-CN', 'en'),
        async (rows, locale) => {
          const report = written(draftFor(sampleSnapshot(rows), locale).document, rows, locale);
          expect(report.unresolved).toEqual([]);
          const texts = shownTexts(report.resolved.content);
          expect(missingIn(htmlText(report.resolved), texts)).toEqual([]);
          expect(missingIn(docxText(await docxBody(report.resolved)), texts)).toEqual([]);

          const from = report.resolved.content.findIndex((node) => node.type === 'heading' && node.kind === 'plain');
          const to = report.resolved.content.findIndex((node, place) => place > from && node.type === 'heading');
          const findings = report.resolved.content.slice(from + 1, to).flatMap((node) =>
            node.type === 'paragraph'
              ? [
                  node.runs
                    .map((run) => (run.type === 'run' ? run.text : ''))
                    .join('')
                    .replaceAll(/\s/g, ''),
                ]
              : [],
          );
          expect(findings.length).toBeGreaterThan(2);
          expect(missingIn(slideText(report, locale), asHeadlines(findings))).toEqual([]);

          const book = resultsBook(report.document, report.resolved, report.outcomes, {
            title: 'T',
            at: 0,
            index: null,
          });
          const workbook = new ExcelJS.Workbook();
          await workbook.xlsx.load(resultsWorkbook(book) as never);
          const shown = report.resolved.content.flatMap((node) => (node.type === 'resultTable' ? [node] : []));
          expect(book.tables.map(({ label }) => label)).toEqual(shown.map(({ label }) => label));
          book.tables.forEach(({ label, table }, place) => {
            const sheet = workbook.worksheets.find(({ name }) => name.startsWith(`${label} `))!;
            table.rows.forEach(({ cells }, row) =>
              table.columns.forEach(({ key, format }, column) => {
                const value = sheet.getCell(row + 3, column + 1).value;
                if (typeof cells[key] !== 'number') return;
                expect(formatCell(value as number, format, locale)).toBe(shown[place]!.table.rows[row]!.cells[column]);
              }),
            );
          });
        },
      ),
      { numRuns: 5 },
    );
  }, 120_000);
});
