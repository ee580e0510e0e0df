import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesOfDestinations } from '../../../electron/export/pdfPages.ts';
import { namedAsOurs, renderPdf } from '../../../electron/export/pdf.ts';
import { createChromiumPrinter, findBrowser } from '../../../electron/hosts/web/chromiumPrinter.ts';
import type { DrawnFigure, PagePrinter } from '../../../electron/services/ports.ts';
import { lineChart } from '../../../shared/charts/lineChart.ts';
import { designWidth } from '../../../shared/charts/theme.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { valueAt } from '../../../shared/format/sentenceText.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { renderHtml } from '../../../shared/report/renderHtml.ts';
import { requestKey } from '../../../shared/report/requestKey.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import type { ResolvedDocument, ResolvedNode, Run, TableContent } from '../../../shared/report/resolved.ts';
import { csiRequest, everyNode } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const root = new URL('../../..', import.meta.url).pathname;

/** The print page alone, built as the product builds it. */
async function buildPrintPage(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: join(root, 'renderer'),
    define: { global: 'globalThis' },
    logLevel: 'silent',
    build: {
      outDir: folder,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: false,
      rolldownOptions: { input: join(root, 'renderer/print.html') },
    },
  });
}

describe('printing in headless Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'csi-print-'));
  let printer: PagePrinter;
  let drawn: readonly DrawnFigure[] = [];
  let pdf = new Uint8Array();
  const document = readDocument(everyNode as never);
  const withRare = {
    ...document,
    content: [
      ...document.content,
      ...readDocument({
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: '店名：永堃百货；Cronbach α ≥ .7' }] }],
      }).content,
    ],
  };
  const outcomes = outcomesFor(sampleSnapshot(), requestsOf(document));
  const { document: resolved } = resolveReport(withRare, outcomes, 'zh-CN');

  beforeAll(async () => {
    await buildPrintPage(folder);
    printer = createChromiumPrinter({ rendererFolder: folder });
    expect(await printer.problem()).toBeNull();
    const figures = resolved.content.filter((node) => node.type === 'figure');
    drawn = await printer.drawFigures(figures.map((node) => ({ figure: node.figure, widthPx: designWidth })));
    pdf = new Uint8Array(
      await renderPdf(resolved, new Map(figures.map((node, place) => [node.id, drawn[place]!])), printer),
    );
    writeFileSync(join(folder, 'report.pdf'), pdf);
  }, 120_000);
  afterAll(async () => {
    await printer?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const tool = (name: string, ...args: string[]): string => execFileSync(name, args, { encoding: 'utf8' });

  it('draws a figure as text-keeping SVG and as PNG at twice the size', async () => {
    const [figure] = drawn;
    expect(figure?.svg).toMatch(/^<svg[^>]* viewBox="0 0 720 \d+"/);
    expect(figure?.svg).toContain('经济性');
    const [png] = await printer.figurePngs([figure!]);
    const view = new DataView(png!.buffer, png!.byteOffset);
    expect(view.getUint32(0)).toBe(0x89504e47);
    expect(view.getUint32(16)).toBe(1440);
    expect(view.getUint32(20)).toBe(2 * figure!.heightPx);
  });

  it('writes negative numbers of its axes as everywhere else', async () => {
    const line = { name: 'a', x: [-4, 0, 4], y: [-20, 0, 20] };
    const figure = lineChart({ id: 'l', title: '', altText: 'a', lines: [line], xTitle: 'x', yTitle: 'y' });
    const [below] = await printer.drawFigures([{ figure, widthPx: designWidth }]);
    expect(below!.svg).toContain('>−20<');
    expect(below!.svg).not.toContain('>-');
  });

  it('prints text that can be searched, with the numbers of the results', () => {
    const text = tool('pdftotext', '-layout', join(folder, 'report.pdf'), '-');
    const outcome = outcomes.get(requestKey(csiRequest));
    const index = outcome?.ok ? valueAt(outcome.result.values, 'overall.index') : undefined;
    expect(text).toContain('某超市顾客满意度指数测评报告');
    expect(text).toContain(`指数为 ${formatNumber(index as number, 'number2', 'zh-CN')} 分`);
    expect(text).toContain('永堃百货');
    expect(text).toMatch(/第 ?2 ?页 ?共 ?\d ?页/);
    expect(text).toMatch(/附录 A\s+计算说明\s+\d/);
  });

  it('prints every row of a table of results with its numbers in their order', () => {
    const lines = tool('pdftotext', '-layout', join(folder, 'report.pdf'), '-')
      .split('\n')
      .map((line) => line.replaceAll(/\s/g, ''));
    const tables = resolved.content.flatMap((node) => (node.type === 'resultTable' ? [node.table] : []));
    expect(tables.length).toBeGreaterThan(0);
    for (const { cells } of tables.flatMap(({ rows }) => rows)) {
      const numbers = cells.slice(1).join('').replaceAll(/\s/g, '');
      expect(
        lines.some((line) => line.endsWith(numbers)),
        cells.join(' '),
      ).toBe(true);
    }
    // What a figure says in words stands in it as text.
    const [figure] = drawn;
    const said = [...figure!.svg.matchAll(/>(\d+\.\d+)</g)].map((one) => one[1]!);
    expect(said.length).toBeGreaterThan(5);
    for (const number of said) expect(lines.some((line) => line.includes(number))).toBe(true);
  });

  it('embeds TrueType faces only', () => {
    const fonts = tool('pdffonts', join(folder, 'report.pdf'));
    expect(fonts).toContain('TrueType');
    expect(fonts).toContain('Bold');
    expect(fonts).not.toContain('Type 3');
  });

  it('has words for every figure in its tags', () => {
    const raw = Buffer.from(pdf).toString('latin1');
    const figures = raw.match(/\/S \/Figure\b/g) ?? [];
    expect(figures.length).toBeGreaterThan(1);
    expect(raw.match(/\/Alt\b/g)).toHaveLength(figures.length);
    expect(raw).toContain('/S /Caption');
  });

  it('is tagged and has bookmarks, and its contents name the right pages', () => {
    const facts = tool('pdfinfo', join(folder, 'report.pdf'));
    expect(facts).toMatch(/Tagged:\s+yes/);
    expect(facts).toMatch(/Creator:\s+CSI Workbench\n/);
    expect(Buffer.from(pdf).toString('latin1')).toContain('/Outlines');
    const pages = pagesOfDestinations(pdf);
    const last = resolved.content.findLast((node) => node.type === 'heading');
    const page = pages.get(last?.type === 'heading' ? last.id : '');
    expect(page).toBeGreaterThan(1);
    expect(tool('pdftotext', '-f', String(page), '-l', String(page), join(folder, 'report.pdf'), '-')).toContain(
      '计算说明',
    );
  });

  it('foretells pages behind long tables with repeated heads and behind pages turned on their side', async () => {
    const table = (columns: number, rows: number): TableContent => ({
      columns: Array.from({ length: columns }, (_, at) => ({ title: `列${at}`, align: at === 0 ? 'left' : 'right' })),
      rows: Array.from({ length: rows }, () => ({
        cells: Array.from({ length: columns }, (_, at) => (at === 0 ? '各门店指标' : '1,234.56')),
        depth: 0,
        emphasis: false,
      })),
      notes: ['注'],
    });
    const content = [4, 14, 5, 15, 3].flatMap((columns, place): readonly ResolvedNode[] => [
      {
        type: 'heading',
        level: 1,
        kind: 'section',
        label: `${place + 1}`,
        id: `section-${place + 1}`,
        runs: [{ type: 'run', text: '结果', bold: false, italic: false, underline: false, live: false }],
      },
      {
        type: 'resultTable',
        label: '表',
        id: `table-${place}`,
        caption: '得分',
        table: table(columns, 53 + 17 * place),
      },
    ]);
    const entries = content.flatMap((node) =>
      node.type === 'heading' ? [{ id: node.id, level: node.level, label: node.label, text: '结果' }] : [],
    );
    const contents: ResolvedNode = { type: 'tableOfContents', title: '目录', entries };
    const long: ResolvedDocument = { locale: 'zh-CN', title: 'T', content: [contents, ...content] };
    const printed = await printer.printPdf(renderHtml(long, { drawings: new Map(), pages: new Map() }));
    expect(Object.keys(printed.contents)).toHaveLength(5);
    expect(printed.contents['section-5']).toBeGreaterThan(9);
    expect(printed.contents).toEqual(
      Object.fromEntries([...pagesOfDestinations(printed.pdf)].filter(([id]) => id in printed.contents)),
    );
  });

  it('leaves no page empty at a page break, and cuts no row that has room on the next page', async () => {
    const run = (text: string) => ({
      type: 'run' as const,
      text,
      bold: false,
      italic: false,
      underline: false,
      live: false,
    });
    const paragraph = (text: string): ResolvedNode => ({ type: 'paragraph', machine: false, runs: [run(text)] });
    const table = (cells: readonly string[]): ResolvedNode => ({
      type: 'table',
      rows: cells.map((text) => [
        { header: false, colspan: 1, rowspan: 1, colwidth: null, content: [paragraph(text)] },
      ]),
    });
    // Tables that end at every place near the foot of a page, each before a page break.
    const filled = [0, 1, 2, 3].flatMap((paragraphs) =>
      [30, 31, 32, 33, 34, 35].flatMap((rows): readonly ResolvedNode[] => [
        ...Array.from({ length: paragraphs }, () => paragraph('文字')),
        table(Array.from({ length: rows }, () => '文字')),
        { type: 'pageBreak' },
      ]),
    );
    const tall = ['甲', '乙', '丙'].map((name) => `${name}首${'很长的改进措施'.repeat(90)}${name}尾`);
    const content = [...filled, table(tall)];
    const { pdf: printed } = await printer.printPdf(
      renderHtml({ locale: 'zh-CN', title: 'T', content }, { drawings: new Map(), pages: new Map() }),
    );
    writeFileSync(join(folder, 'breaks.pdf'), printed);
    const pages = tool('pdftotext', join(folder, 'breaks.pdf'), '-').split('\f').slice(0, -1);
    expect(pages.length).toBeGreaterThan(24);
    expect(pages.filter((page) => !/文字|改进措施/.test(page))).toEqual([]);
    for (const name of ['甲', '乙', '丙'])
      expect(pages.filter((page) => page.includes(`${name}首`) || page.includes(`${name}尾`))).toHaveLength(1);
  });

  it('leaves no heading of a table, with or without its first row, at the foot of a page', async () => {
    const run: Run = { type: 'run', text: '文字', bold: false, italic: false, underline: false, live: false };
    const rows = 24;
    // Long tables whose headings fall on every place near the foot of a page.
    const content = Array.from({ length: 14 }, (_, place): readonly ResolvedNode[] => [
      { type: 'pageBreak' },
      ...Array.from({ length: 16 + place }, (): ResolvedNode => ({ type: 'paragraph', machine: false, runs: [run] })),
      {
        type: 'resultTable',
        id: `table-${place}`,
        label: `表 ${place + 1}`,
        caption: '各题得分',
        table: {
          columns: [
            { title: '题目', align: 'left' },
            { title: '得分', align: 'right' },
          ],
          rows: Array.from({ length: rows }, (__, row) => ({
            cells: [`第${row + 1}题`, '81.66'],
            depth: 0,
            emphasis: false,
          })),
          notes: [],
        },
      },
    ]).flat();
    const { pdf: printed } = await printer.printPdf(
      renderHtml({ locale: 'zh-CN', title: 'T', content }, { drawings: new Map(), pages: new Map() }),
    );
    writeFileSync(join(folder, 'feet.pdf'), printed);
    const pages = tool('pdftotext', '-layout', join(folder, 'feet.pdf'), '-').split('\f').slice(0, -1);
    const headed = pages.filter((page) => /表 ?\d+/.test(page));
    expect(headed).toHaveLength(14);
    for (const page of headed) expect(page.slice(page.indexOf('各题得分'))).toMatch(/第 ?2 ?题/);
  });

  it('foretells the pages of its contents', async () => {
    const drawings = new Map(
      resolved.content.flatMap((node) =>
        node.type === 'figure' ? [[node.id, '<svg viewBox="0 0 2 1"></svg>']] : [],
      ) as [string, string][],
    );
    const printed = await printer.printPdf(renderHtml(resolved, { drawings, pages: new Map() }));
    const pages = pagesOfDestinations(printed.pdf);
    expect(Object.keys(printed.contents).length).toBeGreaterThan(2);
    expect(printed.contents).toEqual(Object.fromEntries([...pages].filter(([id]) => id in printed.contents)));
  });

  it('prints again with the true pages when they were foretold wrongly', async () => {
    const asked: string[] = [];
    const mistaken: PagePrinter = {
      ...printer,
      async printPdf(html) {
        asked.push(html);
        const { pdf: bytes, contents } = await printer.printPdf(html);
        return { pdf: bytes, contents: Object.fromEntries(Object.keys(contents).map((id) => [id, 99])) };
      },
    };
    const figures = resolved.content.filter((node) => node.type === 'figure');
    const drawings = new Map(figures.map((node, place) => [node.id, drawn[place]!]));
    const again = await renderPdf(resolved, drawings, mistaken);
    expect(asked).toHaveLength(2);
    const pages = pagesOfDestinations(again);
    for (const node of resolved.content)
      if (node.type === 'heading' && node.level < 3)
        expect(asked[1]).toContain(`href="#${node.id}" data-page="${pages.get(node.id)}"`);
  });

  it('says what is missing where it cannot print', async () => {
    const none = createChromiumPrinter({ rendererFolder: folder, executablePath: null });
    expect((await none.problem())?.zh).toContain('CHROME_PATH');
    const unbuilt = createChromiumPrinter({ rendererFolder: join(folder, 'nothing'), executablePath: '/usr/bin/true' });
    expect((await unbuilt.problem())?.en).toContain('npm run build');
  });

  it('prefers the browser the user names', () => {
    expect(findBrowser({ CHROME_PATH: process.execPath }, 'linux')).toBe(process.execPath);
  });
});

describe('the program a PDF names', () => {
  const said = (text: string): string => Buffer.from(namedAsOurs(Buffer.from(text, 'latin1'))).toString('latin1');
  it('is ours, in as many bytes, whatever stands in the brackets', () => {
    const browser = '%PDF-1.4\n<</Creator (Mozilla/5.0 \\(X11; Linux\\) Chrome)\n/Producer (Skia)>>';
    expect(said(browser)).toMatch(/^%PDF-1\.4\n<<\/Creator \(CSI Workbench\) +\n\/Producer \(Skia\)>>$/);
    expect(said(browser)).toHaveLength(browser.length);
  });
  it('stays where none is named, where there is no room, and beyond the beginning', () => {
    for (const text of ['%PDF-1.4', '<</Creator (ab)>>', `${' '.repeat(5000)}/Creator (Mozilla/5.0 and so on)`])
      expect(said(text)).toBe(text);
  });
});

describe('pages of headings in a PDF', () => {
  it('is empty for files written in another way', () => {
    expect(pagesOfDestinations(new TextEncoder().encode('%PDF-1.7 nothing here')).size).toBe(0);
  });
});
