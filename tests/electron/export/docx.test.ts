import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { columnWidths, textWidthTwips } from '../../../electron/export/docxTables.ts';
import { renderDocx } from '../../../electron/export/docx.ts';
import { placePictures } from '../../../electron/export/docxPictures.ts';
import type { FigurePicture } from '../../../electron/services/ports.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { officeChart } from '../../../shared/charts/officeChart.ts';
import type { OfficeChart } from '../../../shared/charts/officeTypes.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { figuresIn } from '../../../shared/report/figuresIn.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import { renderHtml } from '../../../shared/report/renderHtml.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import type { ResolvedNode, Run } from '../../../shared/report/resolved.ts';
import { csiRequest, everyNode, pixel, withUnknown } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';

const snapshot = sampleSnapshot();
const png = Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64');
const pictures = new Map<string, FigurePicture>([['figure-1', { png, widthPx: 720, heightPx: 360 }]]);

async function parts(json: unknown): Promise<Readonly<Record<string, string>>> {
  const document = readDocument(json as never);
  const { document: resolved } = resolveReport(document, outcomesFor(snapshot, requestsOf(document)), 'zh-CN');
  const files = unzipSync(placePictures(await renderDocx(resolved), pictures, new Map()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
const textOf = (xml: string): string =>
  [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((match) => match[1]).join('');

describe('the Word file', () => {
  let files: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    files = await parts(everyNode);
  });
  const body = (): string => files['word/document.xml'] ?? '';

  it('has every part of the report as real Word content', () => {
    expect(body()).toMatch(/<w:pStyle w:val="Title"\/>/);
    for (const level of [1, 2, 3]) expect(body()).toContain(`<w:pStyle w:val="Heading${level}"/>`);
    expect(body()).toContain('TOC \\h \\o &quot;1-2&quot;');
    expect(body()).toContain('SEQ 图 \\* ARABIC');
    expect(body()).toContain('SEQ 表 \\* ARABIC');
    expect(body()).toContain('<w:tblHeader/>');
    expect(body()).toContain('<w:br w:type="page"/>');
    expect(body()).toContain('<w:gridSpan w:val="2"/>');
    expect(files['word/footer1.xml'] ?? files['word/footer2.xml']).toBeDefined();
    expect(
      Object.entries(files).some(([name, xml]) => name.startsWith('word/footer') && xml.includes('NUMPAGES')),
    ).toBe(true);
  });

  it('has footnotes, fields that refer, and bookmarks by which texts and numbers are found again', () => {
    expect(files['word/footnotes.xml']).toContain('样本为 &lt;b&gt;随机&lt;/b&gt; 抽取。');
    expect(body()).toContain('<w:footnoteReference');
    expect(body()).toMatch(/REF _csi_ref_figure_1 \\h/);
    expect(body()).toMatch(/REF _csi_ref_section_3 \\r \\h/);
    for (const name of ['_csi_ref_figure_1', '_csi_ref_section_3', '_csi_ref_figure_2', '_csi_b_5', '_csi_n_5__1'])
      expect(body()).toContain(`w:name="${name}"`);
    expect(textOf(body())).toContain('门店照片');
  });

  it('has the remarks of readers only when asked', async () => {
    expect(files['word/comments.xml'] ?? '').not.toContain('请核对');
    const document = readDocument(everyNode as never);
    const outcomes = outcomesFor(snapshot, requestsOf(document));
    const { document: resolved } = resolveReport(document, outcomes, 'zh-CN', {}, null, { comments: true });
    const open = unzipSync(await renderDocx(resolved));
    expect(strFromU8(open['word/comments.xml']!)).toMatch(/w:author="审阅人"[\s\S]*请核对 &lt;这里&gt;/);
    expect(strFromU8(open['word/document.xml']!)).toMatch(/commentRangeStart[\s\S]*有人说过[\s\S]*commentRangeEnd/);
  });

  it('takes over the colour, faces, company and logo', async () => {
    const document = readDocument(everyNode as never);
    const { document: resolved } = resolveReport(document, outcomesFor(snapshot, requestsOf(document)), 'zh-CN');
    const look = {
      accent: '#aa3300',
      latinFont: 'Georgia',
      eastAsianFont: '宋体',
      company: '甲公司',
      logoSource: pixel,
    };
    const own = unzipSync(await renderDocx(resolved, look));
    expect(strFromU8(own['word/styles.xml']!)).toMatch(/w:ascii="Georgia"[^>]*w:eastAsia="宋体"/);
    expect(strFromU8(own['word/numbering.xml']!)).toContain('AA3300');
    expect(
      Object.entries(own).some(([name, xml]) => name.includes('header') && strFromU8(xml).includes('甲公司')),
    ).toBe(true);
  });

  it('fills the table of contents in, with numbers and pages', () => {
    const contents = /<w:sdt>[\s\S]*?<\/w:sdt>/.exec(body())?.[0] ?? '';
    expect(textOf(contents)).toMatch(/摘要\d+1 测评结果\d+1\.1 指数\d+附录 A 计算说明\d+/);
  });

  it('shows the numbers of the results, to the shown digits', () => {
    const { values } = runAnalysis(snapshot, csiRequest);
    const overall = values['overall'] as { index: number };
    expect(textOf(body())).toContain(`指数为 ${formatNumber(overall.index, 'number2', 'zh-CN')} 分`);
    for (const node of values['nodes'] as readonly { score: number }[])
      expect(body()).toContain(`>${formatNumber(node.score, 'number2', 'zh-CN')}</w:t>`);
  });

  it('names Chinese faces, describes pictures, tells no person', () => {
    expect(files['word/styles.xml']).toContain('w:eastAsia="微软雅黑"');
    expect(body()).toContain('descr="一个红点"');
    expect(body()).toMatch(/descr="[^"]*末级指标/);
    expect(files['docProps/core.xml']).toContain('<dc:creator>满意度测评工作台</dc:creator>');
    expect(files['docProps/core.xml']).not.toMatch(/Un-named|root/);
  });

  it('shows an unknown node and leaves out characters XML cannot hold', async () => {
    const hostile = {
      ...withUnknown,
      content: [...withUnknown.content, { type: 'paragraph', content: [{ type: 'text', text: 'a\u0001b<&>' }] }],
    };
    const xml = (await parts(hostile))['word/document.xml'] ?? '';
    expect(xml).toContain('[hologram]');
    expect(xml).toContain('ab&lt;&amp;&gt;');
  });

  it('gives columns the whole text width and numbers the room they need', () => {
    const widths = columnWidths(
      {
        columns: [
          { title: '题目', align: 'left' },
          { title: '均值', align: 'right' },
        ],
        rows: [{ cells: ['很长的题目'.repeat(20), '12.34'], depth: 0, emphasis: false }],
        notes: [],
      },
      'usual',
    );
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(textWidthTwips);
    expect(widths[1]).toBeGreaterThan(9 * 20 * 2.8);
  });

  it('is not written without one of its pictures', async () => {
    const document = readDocument(everyNode as never);
    const { document: resolved } = resolveReport(document, outcomesFor(snapshot, requestsOf(document)), 'zh-CN');
    const docx = await renderDocx(resolved);
    expect(() => placePictures(docx, new Map(), new Map())).toThrow('figure-1 was not drawn');
  });

  describe('with charts that Word edits', () => {
    let bytes: Readonly<Record<string, Uint8Array>> = {};
    let chart: OfficeChart;
    beforeAll(async () => {
      const document = readDocument(everyNode as never);
      const { document: resolved } = resolveReport(document, outcomesFor(snapshot, requestsOf(document)), 'zh-CN');
      chart = officeChart(figuresIn(resolved.content)[0]!.figure)!;
      bytes = unzipSync(placePictures(await renderDocx(resolved), new Map(), new Map([['figure-1', chart]])));
    });
    const text = (path: string): string => strFromU8(bytes[path] ?? new Uint8Array());

    it('has the chart in place of the picture, with its alternative text and size', () => {
      const inline = /<wp:inline(?:(?!<\/wp:inline>).)*c:chart(?:(?!<\/wp:inline>).)*<\/wp:inline>/.exec(
        text('word/document.xml'),
      )?.[0];
      expect(inline).toMatch(/descr="[^"]*末级指标/);
      expect(inline).toMatch(/<wp:extent cx="5400675" cy="\d+"\/>/);
      const id = /<c:chart [^>]*r:id="(rId\d+)"/.exec(inline!)![1]!;
      expect(text('word/_rels/document.xml.rels')).toMatch(
        new RegExp(`Id="${id}" Type="[^"]*/relationships/chart" Target="charts/chart1.xml"`),
      );
      // The author's own picture stays one.
      expect(text('word/document.xml').match(/<pic:pic/g)).toHaveLength(1);
    });

    it('names every part and its kind, and leaves no mark behind', () => {
      expect(text('[Content_Types].xml')).toContain('PartName="/word/charts/chart1.xml"');
      expect(text('[Content_Types].xml')).toContain('Extension="xlsx"');
      expect(text('word/charts/_rels/chart1.xml.rels')).toContain('Target="../embeddings/chart1.xlsx"');
      expect(Object.values(bytes).some((part) => strFromU8(part.subarray(0, 30)).includes('csi-figure'))).toBe(false);
    });

    it('carries the numbers of the results, in the drawing and in the workbook behind it', async () => {
      const { values } = runAnalysis(snapshot, csiRequest);
      const scores = (values['nodes'] as readonly { score: number; leaf: boolean }[])
        .filter(({ leaf }) => leaf)
        .map(({ score }) => score);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(bytes['word/embeddings/chart1.xlsx'] as never);
      const column = book.worksheets[0]!.getColumn(2).values.filter((value) => typeof value === 'number');
      expect(new Set(column)).toEqual(new Set(scores));
      for (const score of scores) expect(text('word/charts/chart1.xml')).toContain(`<c:v>${score}</c:v>`);
    });
  });
});

describe('pages and lines of the Word file', () => {
  const run = (text: string): Run => ({ type: 'run', text, bold: false, italic: false, underline: false, live: false });
  const paragraph = (text: string): ResolvedNode => ({ type: 'paragraph', machine: false, runs: [run(text)] });
  const chapter = (id: string): ResolvedNode => ({
    type: 'heading',
    id,
    level: 1,
    kind: 'plain',
    label: '',
    runs: [run('章')],
  });
  const bodyOf = async (content: readonly ResolvedNode[]): Promise<string> =>
    strFromU8(unzipSync(await renderDocx({ locale: 'zh-CN', title: 'T', content }))['word/document.xml']!);
  const breaks = (xml: string): readonly string[] => xml.match(/<w:pageBreakBefore\/>|<w:br w:type="page"\/>/g) ?? [];

  it('a chapter after a page break opens its page itself, so that a full page before it leaves none empty', async () => {
    const xml = await bodyOf([paragraph('前'), { type: 'pageBreak' }, chapter('section-1'), paragraph('后')]);
    expect(breaks(xml)).toEqual(['<w:pageBreakBefore/>']);
    expect(/<w:pStyle w:val="Heading1"\/>.*?<\/w:pPr>/.exec(xml)![0]).toContain('<w:pageBreakBefore/>');
    // What cannot open a page, and the end of a cover, keep a break of their own.
    const cover: readonly ResolvedNode[] = [{ type: 'title', runs: [run('题')] }, { type: 'pageBreak' }];
    expect(breaks(await bodyOf([...cover, chapter('section-1')]))).toEqual(['<w:br w:type="page"/>']);
    expect(breaks(await bodyOf([paragraph('前'), { type: 'pageBreak' }, paragraph('后')]))).toEqual([
      '<w:br w:type="page"/>',
    ]);
  });

  it('a range in the head of a table is not broken behind its hyphen', async () => {
    const table = {
      columns: [{ title: 'Score (0-100)', align: 'right' as const }],
      rows: [{ cells: ['-0.5'], depth: 0, emphasis: false }],
      notes: [],
    };
    const xml = await bodyOf([{ type: 'resultTable', id: 'table-1', label: 'Table 1', caption: 'C', table }]);
    expect(xml).toMatch(/Score \(0<\/w:t><w:noBreakHyphen\/><w:t[^>]*>100\)<\/w:t>/);
    expect(xml).toContain('>-0.5<');
  });

  it('sources in Latin letters are not drawn apart to the right margin, Chinese is flush', async () => {
    const source = '来源：Ringle and Sarstedt (2016). Importance-performance map analysis. Industrial Management.';
    const xml = await bodyOf([paragraph('满意度指数为 75.3 分，CSI 高于上年。'), paragraph(source)]);
    const [chinese = '', latin = ''] = xml.match(/<w:p>.*?<\/w:p>/g) ?? [];
    expect(chinese).not.toContain('<w:jc');
    expect(latin).toContain('<w:jc w:val="left"/>');
    const html = renderHtml({ locale: 'zh-CN', title: 'T', content: [paragraph(source)] }, { drawings: new Map() });
    expect(html).toMatch(/<p class="csi-latin">来源/);
  });
});
