import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderDocx } from '../../electron/export/docx.ts';
import { placePictures } from '../../electron/export/docxPictures.ts';
import { renderPptx } from '../../electron/export/pptx.ts';
import { resultsWorkbook } from '../../electron/export/resultsWorkbook.ts';
import type { Json } from '../../shared/analyses/types.ts';
import { officeChart } from '../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import type { Locale } from '../../shared/model/text.ts';
import type { FigureNode } from '../../shared/report/document.ts';
import { figuresIn } from '../../shared/report/figuresIn.ts';
import { readDocument } from '../../shared/report/readDocument.ts';
import { readerFigures } from '../../shared/report/reading.ts';
import { renderHtml } from '../../shared/report/renderHtml.ts';
import { requestKey } from '../../shared/report/requestKey.ts';
import { nodesOf, requestsOf } from '../../shared/report/requestsOf.ts';
import { resolveReport } from '../../shared/report/resolve.ts';
import type { ResolvedNode } from '../../shared/report/resolved.ts';
import { resultsBook } from '../../shared/report/resultsBook.ts';
import { type Deck, figuresOfDeck } from '../../shared/report/slides/deck.ts';
import { slidesOf } from '../../shared/report/slides/slidesOf.ts';
import { chartsOf } from '../electron/export/deckOf.ts';
import { draftFor, outcomesFor } from '../shared/report/outcomes.ts';
import { sampleSnapshot } from '../shared/report/sampleSnapshot.ts';

const plain = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s/g, '');
const joined = (markup: string, text: RegExp): string =>
  plain([...markup.matchAll(text)].map((one) => one[1]).join(''));

/** Tables as the file has them: rows of texts of cells. */
function tablesIn(
  markup: string,
  names: { readonly table: string; readonly row: string; readonly cell: string },
  text: RegExp,
): readonly (readonly (readonly string[])[])[] {
  const parts = (inside: string, name: string): readonly string[] =>
    [...inside.matchAll(new RegExp(`<(?:${name})(?: [^>]*)?(?<!/)>(.*?)</(?:${name})>`, 'gs'))].map((one) => one[1]!);
  return parts(markup, names.table).map((table) =>
    parts(table, names.row).map((row) => parts(row, names.cell).map((cell) => joined(cell, text))),
  );
}

/** The same tables as the report means them. */
function tablesOf(content: readonly ResolvedNode[]): readonly (readonly (readonly string[])[])[] {
  const textsOf = (nodes: readonly ResolvedNode[]): string =>
    nodes
      .map((node) => ('runs' in node ? node.runs.map((run) => (run.type === 'run' ? run.text : '')).join('') : ''))
      .join('');
  return content.flatMap((node) => {
    if (node.type === 'resultTable')
      return [
        [node.table.columns.map(({ title }) => plain(title)), ...node.table.rows.map(({ cells }) => cells.map(plain))],
      ];
    return node.type === 'table' ? [node.rows.map((row) => row.map((cell) => plain(textsOf(cell.content))))] : [];
  });
}

/** Values as numbers of one chart: a list for each series, gaps left out. */
const cachesIn = (xml: string): readonly (readonly number[])[] =>
  [...xml.matchAll(/<c:numCache>(.*?)<\/c:numCache>/gs)].map((cache) =>
    [...cache[1]!.matchAll(/<c:v>([^<]*)<\/c:v>/g)].map((one) => Number(one[1])),
  );
/** The numbers that a chart shows. */
function valuesOf(chart: OfficeChart): readonly number[] {
  const some = (values: readonly (number | null)[]): readonly number[] => values.filter((one) => one !== null);
  switch (chart.kind) {
    case 'bar':
      return [...chart.bars, ...chart.lines].flatMap(({ values }) => some(values));
    case 'line':
      return chart.lines.flatMap(({ values }) => some(values));
    case 'pie':
      return some(chart.series.values);
    case 'radar':
      return chart.series.flatMap(({ values }) => some(values));
    case 'scatter':
      return chart.series.flatMap(({ x, y }) => [...some(x), ...some(y)]);
  }
}

/** Chart parts of a package in the order of their numbers. */
const chartParts = (files: Readonly<Record<string, Uint8Array>>, folder: string): readonly string[] =>
  Object.keys(files)
    .filter((name) => name.startsWith(folder) && /chart\d+\.xml$/.test(name))
    .toSorted((a, b) => Number(/(\d+)\.xml/.exec(a)![1]) - Number(/(\d+)\.xml/.exec(b)![1]));

/** The cells a chart names hold what it shows. */
async function expectSheetsLikeCaches(files: Readonly<Record<string, Uint8Array>>, folder: string): Promise<number> {
  let points = 0;
  for (const path of chartParts(files, folder)) {
    const xml = strFromU8(files[path]!);
    const relations = strFromU8(files[path.replace(/([^/]+)$/, '_rels/$1.rels')]!);
    const book = /Target="([^"]+\.xlsx)"/.exec(relations)![1]!;
    const bytes = files[new URL(book, `file:///${path}`).pathname.slice(1)]!;
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes as never);
    for (const [, column, first, cache] of xml.matchAll(
      /<c:f>[^<]*!\$([A-Z]+)\$(\d+)(?::[^<]*)?<\/c:f><c:numCache>(.*?)<\/c:numCache>/gs,
    ))
      for (const [, at, value] of cache!.matchAll(/<c:pt idx="(\d+)"[^>]*><c:v>([^<]+)<\/c:v>/g)) {
        expect(workbook.worksheets[0]!.getCell(`${column}${Number(first) + Number(at)}`).value).toBe(Number(value));
        points++;
      }
  }
  return points;
}

function numbersIn(value: Json, into: Set<number>): Set<number> {
  if (typeof value === 'number') into.add(value);
  else if (Array.isArray(value)) for (const one of value) numbersIn(one as Json, into);
  else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) numbersIn(one as Json, into);
  return into;
}

describe.each<Locale>(['zh-CN', 'en'])('every number of the standard report in %s', (locale) => {
  const snapshot = sampleSnapshot();
  const document = readDocument(draftFor(snapshot, locale).document as never);
  const outcomes = outcomesFor(snapshot, requestsOf(document));
  const { document: resolved } = resolveReport(document, outcomes, locale);
  const figures = figuresIn(resolved.content);
  const charts = new Map(figures.map(({ id, figure }) => [id, officeChart(figure)]));
  const native = new Map([...charts].filter((one): one is [string, OfficeChart] => one[1] !== null));
  const tables = tablesOf(resolved.content);
  const picture = { png: new Uint8Array([1]), widthPx: 1, heightPx: 1 };
  let docx: Readonly<Record<string, Uint8Array>> = {};
  let pptx: Readonly<Record<string, Uint8Array>> = {};
  let deck: Deck | null = null;
  beforeAll(async () => {
    const drawn = new Map(figures.flatMap(({ id }) => (native.has(id) ? [] : [[id, picture] as const])));
    docx = unzipSync(placePictures(await renderDocx(resolved), drawn, native));
    deck = slidesOf({ document, resolved, outcomes, locale, figureStyles: {}, guard: null });
    const own = new Map(figuresOfDeck(deck).map(({ id }) => [id, picture]));
    pptx = unzipSync(renderPptx(deck, own, chartsOf(deck), { at: 0, program: 'CSI Workbench' }));
  });

  it('stands in the same cell of the same table in Word, on the page and on slides', () => {
    expect(tables.length).toBeGreaterThan(8);
    // Word shows a hyphen for the one that is no place to break a line.
    const body = strFromU8(docx['word/document.xml']!).replaceAll('<w:noBreakHyphen/>', '<w:t>-</w:t>');
    const inWord = tablesIn(body, { table: 'w:tbl', row: 'w:tr', cell: 'w:tc' }, /<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g);
    expect(inWord).toEqual(tables);
    const html = renderHtml(resolved, { drawings: new Map() });
    expect(tablesIn(html, { table: 'table', row: 'tr', cell: 'th|td' }, /(?:^|>)([^<]+)/g)).toEqual(tables);
    const onSlides = Object.entries(pptx)
      .filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
      .flatMap(([, xml]) =>
        tablesIn(strFromU8(xml), { table: 'a:tbl', row: 'a:tr', cell: 'a:tc' }, /<a:t>([^<]*)<\/a:t>/g),
      );
    // A slide holds as many rows as it has room for: each is a row of the report, or of what slides add by themselves.
    const rows = new Set([...tables, ...slideTables(deck!)].flat().map((row) => row.join('|')));
    expect(onSlides.length).toBeGreaterThan(0);
    for (const row of onSlides.flat()) expect(rows.has(row.join('|')), row.join('|')).toBe(true);
  });

  it('stands in its paragraph, and the paragraphs in their order', () => {
    const texts = resolved.content.flatMap((node) =>
      'runs' in node ? [plain(node.runs.map((run) => (run.type === 'run' ? run.text : '')).join(''))] : [],
    );
    const body = strFromU8(docx['word/document.xml']!);
    const inWord = [...body.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map((one) =>
      joined(one[1]!, /<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g),
    );
    const html = renderHtml(resolved, { drawings: new Map() });
    const onPage = [...html.matchAll(/<(?:p|h\d)(?: [^>]*)?>(.*?)<\/(?:p|h\d)>/gs)].map((one) =>
      joined(one[1]!.replaceAll(/<span class="csi-no">[^<]*<\/span>/g, ''), /(?:^|>)([^<]+)/g),
    );
    for (const shown of [inWord, onPage]) {
      let from = 0;
      for (const text of texts.filter((one) => one !== '')) {
        const at = shown.indexOf(text, from);
        expect(at, text).toBeGreaterThanOrEqual(from);
        from = at + 1;
      }
    }
  });

  it('is drawn: charts of Word and PowerPoint show what their figures show, from cells that hold it', async () => {
    expect(native.size).toBeGreaterThan(5);
    const inWord = chartParts(docx, 'word/charts/').map((path) => cachesIn(strFromU8(docx[path]!)).flat());
    expect(inWord).toHaveLength(native.size);
    [...native.values()].forEach((chart, place) => {
      const written = new Set(inWord[place]!);
      for (const value of valuesOf(chart)) expect(written.has(value), `${chart.kind} ${place}`).toBe(true);
    });
    expect(await expectSheetsLikeCaches(docx, 'word/charts/')).toBeGreaterThan(150);
    const slideCharts = [...chartsOf(deck!).values()];
    const onSlides = chartParts(pptx, 'ppt/charts/').map((path) => new Set(cachesIn(strFromU8(pptx[path]!)).flat()));
    expect(onSlides).toHaveLength(slideCharts.length);
    slideCharts.forEach((chart, place) => {
      for (const value of valuesOf(chart)) expect(onSlides[place]!.has(value)).toBe(true);
    });
    expect(await expectSheetsLikeCaches(pptx, 'ppt/charts/')).toBeGreaterThan(20);
  });

  it('is drawn on the page and in the workbook as in the report', () => {
    const read = JSON.parse(readerFigures(resolved)) as Record<string, { data: unknown }>;
    expect(Object.keys(read)).toEqual(figures.map(({ id }) => id));
    for (const { id, figure } of figures) expect(read[id]!.data).toEqual(JSON.parse(JSON.stringify(figure.data)));
    const book = resultsBook(document, resolved, outcomes, { title: '', at: 0, index: null });
    const files = unzipSync(resultsWorkbook(book));
    const drawn = chartParts(files, 'xl/charts/').map((path) => new Set(cachesIn(strFromU8(files[path]!)).flat()));
    expect(drawn).toHaveLength(native.size);
    [...native.values()].forEach((chart, place) => {
      for (const value of valuesOf(chart)) expect(drawn[place]!.has(value)).toBe(true);
    });
  });

  it('is that of the result: bars have the lengths of its numbers, and their words are those numbers rounded', () => {
    const nodes = [...nodesOf(document)].filter((node): node is FigureNode => node.type === 'figure');
    expect(nodes).toHaveLength(figures.length);
    let bars = 0;
    nodes.forEach(({ attrs }, place) => {
      const outcome = outcomes.get(requestKey(attrs.request));
      const chart = charts.get(figures[place]!.id);
      if (!outcome?.ok || chart?.kind !== 'bar' || chart.lines.length > 0) return;
      const known = [...numbersIn(outcome.result.values, new Set())];
      for (const { values, labels } of chart.bars)
        values.forEach((value, at) => {
          if (value === null) return;
          expect(
            known.some((one) =>
              [one, 100 * one].some((same) => Math.abs(same - value) < 1e-9 * Math.max(1, Math.abs(value))),
            ),
            `${attrs.request.analysis} ${attrs.figureId} ${value}`,
          ).toBe(true);
          bars++;
          const words = labels && 'texts' in labels ? (labels.texts[at] ?? '') : '';
          const [number] = /-?(?:\d+(?:\.\d+)?|\.\d+)/.exec(words.replaceAll(/[−–]/g, '-').replaceAll(',', '')) ?? [];
          if (number === undefined) return;
          const digits = number.split('.')[1]?.length ?? 0;
          expect(
            Math.abs(Number(number) - value),
            `${attrs.request.analysis} ${attrs.figureId} ${words}`,
          ).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-9);
        });
    });
    expect(bars).toBeGreaterThan(15);
  });
});

/** Tables of the deck itself, as text. */
function slideTables(deck: Deck): readonly (readonly (readonly string[])[])[] {
  return deck.slides.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.type !== 'table'
        ? []
        : [
            block.rows.map(({ cells }) =>
              cells.map(({ lines }) =>
                plain(lines.map((line) => line.map((run) => (run.type === 'run' ? run.text : '')).join('')).join('')),
              ),
            ),
          ],
    ),
  );
}
