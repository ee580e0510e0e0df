import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderPptx } from '../../../electron/export/pptx.ts';
import { runAnalysis } from '../../../shared/analyses/runAnalysis.ts';
import { formatNumber } from '../../../shared/format/formatNumber.ts';
import { textWidth } from '../../../shared/charts/plotText.ts';
import type { Run } from '../../../shared/report/resolved.ts';
import { plainRun, runsText } from '../../../shared/report/textRuns.ts';
import type { Deck } from '../../../shared/report/slides/deck.ts';
import { coverBoxes, footnoteBox, placeDeck, slideSize, titleBox } from '../../../shared/report/slides/slideLayout.ts';
import { csiRequest, everyNode, pixel } from '../../shared/report/everyNode.ts';
import { draftFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';
import { chartsOf, deckOf } from './deckOf.ts';

const snapshot = sampleSnapshot();
const facts = { at: Date.UTC(2026, 10, 22), program: '满意度测评工作台' };
const png = Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64');

type Parts = Readonly<Record<string, Uint8Array>>;
function partsOf(json: unknown, locale: 'zh-CN' | 'en' = 'zh-CN'): Parts {
  const deck = deckOf(snapshot, json, locale);
  return unzipSync(renderPptx(deck, new Map(), chartsOf(deck), facts));
}
const xmlOf = (parts: Parts, path: string): string => strFromU8(parts[path] ?? new Uint8Array());
const slidesIn = (parts: Parts): readonly string[] =>
  Object.keys(parts)
    .filter((path) => /^ppt\/slides\/slide\d+\.xml$/.test(path))
    .toSorted((a, b) => Number(/\d+/.exec(a)![0]) - Number(/\d+/.exec(b)![0]))
    .map((path) => xmlOf(parts, path));
/** The texts of a slide, a line per paragraph, as its reader sees them. */
const textOf = (xml: string): string =>
  xml
    .split('</a:p>')
    .map((paragraph) => [...paragraph.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((match) => match[1]).join(''))
    .join('\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const paragraph = (text: string): object => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const heading = (text: string): object => ({
  type: 'heading',
  attrs: { level: 1, kind: 'plain' },
  content: [{ type: 'text', text }],
});

describe('a table too long for one slide', () => {
  const cell = (text: string) => ({ type: 'tableCell', content: [paragraph(text)] });
  const rows = Array.from({ length: 40 }, (_, row) => ({
    type: 'tableRow',
    content: [cell(`第${row}行`), cell('措施')],
  }));
  const document = {
    type: 'doc',
    content: [heading('建议'), paragraph('改进对象按象限法选定。'), { type: 'table', content: rows }],
  };

  it('begins below the words before it', () => {
    const placed = placeDeck(deckOf(snapshot, document)).filter(({ placed: blocks }) =>
      blocks.some(({ kind }) => kind === 'table'),
    );
    expect(placed.length).toBeGreaterThan(1);
    expect(placed[0]!.placed.map(({ kind }) => kind)).toEqual(['texts', 'table']);
    for (const { placed: blocks } of placed)
      for (const { box } of blocks) expect(box.y + box.height).toBeLessThanOrEqual(slideSize.height);
  });
});

describe('words too long for a slide', () => {
  const long = '门店环境与排队结账的综合体验'.repeat(60);
  const runs = (text: string) => [plainRun(text)];
  const cell = (text: string) => ({ lines: [runs(text)], header: false, colspan: 1, rowspan: 1 });
  const row = (...texts: readonly string[]) => ({ cells: texts.map(cell), emphasis: false, depth: 0 });
  const widthIn = (text: readonly Run[], points: number): number => textWidth(runsText(text)) * points;
  const deck: Deck = {
    locale: 'zh-CN',
    title: '',
    slides: [
      { kind: 'cover', title: runs(long), blocks: [], footnote: '' },
      {
        kind: 'content',
        title: [...runs('先改进'), ...runs(long), ...runs('。')],
        blocks: [
          { type: 'text', runs: runs(long.repeat(3)), level: 1, mark: '•' },
          {
            type: 'table',
            caption: long,
            widths: null,
            align: ['left', 'left'],
            headRows: 1,
            rows: [row('改进对象', '改进措施'), row('价格', '查明原因'), row(long, `查明“${long}”失分的原因`)],
            notes: [],
          },
        ],
        footnote: '',
      },
    ],
  };

  it('are cut where they end, marked, and stay on it', () => {
    const [cover, ...pages] = placeDeck(deck);
    expect(widthIn(cover!.title, cover!.titlePoints)).toBeLessThanOrEqual(3 * coverBoxes.title.width);
    expect(runsText(cover!.title)).toMatch(/…$/);
    expect(pages.length).toBeGreaterThan(1);
    for (const [at, { title, titlePoints: points, placed }] of pages.entries()) {
      expect(widthIn(title, points)).toBeLessThanOrEqual(3 * titleBox.width);
      expect(runsText(title)).toMatch(at === 0 ? /^先改进.*…$/ : /^先改进.*…（续）$/);
      for (const block of placed) {
        const used = block.kind === 'table' ? block.heights.reduce((all, one) => all + one, 0) : block.box.height;
        expect(block.box.y + Math.max(used, block.box.height)).toBeLessThanOrEqual(footnoteBox.y);
      }
    }
    const tables = pages.flatMap(({ placed }) => placed.flatMap((block) => (block.kind === 'table' ? [block] : [])));
    const words = tables.flatMap(({ table }) =>
      table.rows.map(({ cells }) => cells.map(({ lines }) => runsText(lines[0]!))),
    );
    expect(words).toContainEqual(['价格', '查明原因']);
    expect(words.at(-1)!.every((word) => word.endsWith('…'))).toBe(true);
    expect(tables[0]!.table.caption).toMatch(/^门店.*…$/);
  });
});

describe('the PowerPoint file', () => {
  let parts: Parts = {};
  let slides: readonly string[] = [];
  beforeAll(() => {
    parts = partsOf(draftFor(snapshot, 'zh-CN').document);
    slides = slidesIn(parts);
  });

  it('opens with the title and the main numbers, then the method', () => {
    const { values } = runAnalysis(snapshot, csiRequest);
    const overall = values['overall'] as { index: number; n: number };
    expect(textOf(slides[0]!)).toContain('某超市顾客满意度指数测评报告');
    expect(textOf(slides[0]!)).toContain(formatNumber(overall.index, 'number2', 'zh-CN'));
    expect(textOf(slides[0]!)).toContain(`\n${overall.n}\n`);
    expect(textOf(slides[1]!)).toContain('怎样得到这些结果');
    expect(textOf(slides[1]!)).toContain('2 个一级指标、9 个末级指标');
  });

  it('has one slide for every finding of the summary, told by its title and seen in a chart or table', () => {
    const found = slides.filter((xml) => textOf(xml).includes('来源：'));
    expect(found.length).toBeGreaterThanOrEqual(6);
    for (const xml of found) {
      const title = /<p:ph type="title"\/>[\s\S]*?<\/p:sp>/.exec(xml)?.[0] ?? '';
      expect(textOf(title).trim()).toMatch(/[^。.\s]$/);
      expect(xml).toMatch(/<c:chart |<a:tbl>/);
    }
    expect(textOf(slides.at(-1)!)).toContain('附录：术语');
    expect(textOf(slides.at(-2)!)).toContain('改进措施');
  });

  it('shows the index with its interval as a chart with its data', async () => {
    const { values } = runAnalysis(snapshot, csiRequest);
    const { index, interval } = values['overall'] as { index: number; interval: { lower: number; upper: number } };
    const at = slides.findIndex((xml) => /指数为/.test(textOf(xml)));
    const relations = xmlOf(parts, `ppt/slides/_rels/slide${at + 1}.xml.rels`);
    const chart = /charts\/(chart\d+)\.xml/.exec(relations)![1]!;
    const xml = xmlOf(parts, `ppt/charts/${chart}.xml`);
    for (const value of [index, interval.upper - index, index - interval.lower])
      expect(xml).toContain(`<c:v>${value}</c:v>`);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(parts[`ppt/embeddings/${chart}.xlsx`] as never);
    expect(book.worksheets[0]!.getColumn(2).values).toContain(index);
  });

  it('names every part and its kind, and points at nothing that is not there', () => {
    const types = xmlOf(parts, '[Content_Types].xml');
    for (const path of Object.keys(parts)) {
      const extension = path.slice(path.lastIndexOf('.') + 1);
      const named = types.includes(`PartName="/${path}"`) || types.includes(`Extension="${extension}"`);
      expect(named, path).toBe(true);
      if (!path.endsWith('.rels')) continue;
      const folder = path.replace(/_rels\/[^/]+$/, '');
      const xml = xmlOf(parts, path);
      expect(xml).not.toContain('TargetMode');
      for (const [, target] of xml.matchAll(/Target="([^"]+)"/g)) {
        const goal = new URL(target!, `file:///${folder}`).pathname.slice(1);
        expect(parts[goal], `${path} -> ${target}`).toBeDefined();
      }
    }
    expect([...types.matchAll(/PartName="\/([^"]+)"/g)].filter(([, path]) => !parts[path!])).toEqual([]);
  });

  it('names faces for Latin and Chinese letters, describes charts, tells no person', () => {
    expect(xmlOf(parts, 'ppt/theme/theme1.xml')).toMatch(/<a:latin typeface="Arial"\/><a:ea typeface="微软雅黑"\/>/);
    // Text boxes and tables have no style of their own: they take the theme's faces from here.
    for (const path of ['ppt/presentation.xml', 'ppt/slideMasters/slideMaster1.xml'])
      expect(xmlOf(parts, path)).toMatch(
        /<p:(defaultTextStyle|otherStyle)>.*<a:latin typeface="\+mn-lt"\/><a:ea typeface="\+mn-ea"\/>/,
      );
    for (const frame of slides.join('').matchAll(/<p:cNvPr [^>]*name="Chart[^>]*>/g))
      expect(frame[0]).toContain('descr="');
    expect(xmlOf(parts, 'docProps/core.xml')).toContain('<dc:creator>满意度测评工作台</dc:creator>');
    expect(xmlOf(parts, 'docProps/core.xml')).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2026-11-22T');
  });

  it('keeps every shape on its slide', () => {
    for (const xml of slides)
      for (const [, x, y, width, height] of xml.matchAll(
        /<a:off x="(\d+)" y="(\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"\/>/g,
      )) {
        expect(Number(x) + Number(width)).toBeLessThanOrEqual(slideSize.width * 12_700);
        expect(Number(y) + Number(height)).toBeLessThanOrEqual(slideSize.height * 12_700);
      }
  });

  it("has the company's logo on the first slide, its name in the footers, its colour and faces in the theme", () => {
    const look = {
      accent: '#7a1f3d',
      latinFont: 'Georgia',
      eastAsianFont: '楷体 "<A>"',
      company: '甲&乙 <研究>',
      logo: pixel,
    };
    const deck = deckOf(snapshot, draftFor(snapshot, 'zh-CN').document);
    const own = unzipSync(renderPptx(deck, new Map(), chartsOf(deck), { ...facts, look }));
    const [cover, ...others] = slidesIn(own);
    const [, x, y, width, height] = /<p:pic>.*?<a:off x="(\d+)" y="(\d+)"\/><a:ext cx="(\d+)" cy="(\d+)"\/>.*?<\/p:pic>/
      .exec(cover!)!
      .map((one) => Number(one) / 12_700);
    expect([x, y, width, height]).toEqual([
      coverBoxes.logo.x,
      coverBoxes.logo.y,
      coverBoxes.logo.height,
      coverBoxes.logo.height,
    ]);
    expect(y! + height!).toBeLessThanOrEqual(coverBoxes.title.y);
    expect(cover).toContain('descr="甲&amp;乙 &lt;研究&gt;"');
    expect(Buffer.from(own['ppt/media/image1.png']!)).toEqual(png);
    for (const one of others) {
      expect(textOf(one)).toContain(`甲&乙 <研究>  ·  ${deck.title}`);
      expect(one).not.toContain('<p:pic>');
    }
    const theme = xmlOf(own, 'ppt/theme/theme1.xml');
    expect(theme).toContain('<a:accent1><a:srgbClr val="7A1F3D"/></a:accent1>');
    expect(theme.match(/<a:latin typeface="Georgia"\/><a:ea typeface="楷体 &quot;&lt;A&gt;&quot;"\/>/g)).toHaveLength(
      2,
    );
    // Numbers set large and marks follow the theme.
    expect(cover).toContain('<a:schemeClr val="accent1"/>');
    expect(slidesIn(own).join('')).not.toContain('1F5FBF');
  });

  it('gives each of many rows its word: smaller letters, not fewer words', () => {
    const deck = deckOf(snapshot, draftFor(snapshot, 'zh-CN').document);
    const charts = new Map([...chartsOf(deck)].filter(([, { kind }]) => kind === 'bar'));
    const slide = deck.slides.find(({ blocks }) =>
      blocks.some((block) => block.type === 'figure' && charts.has(block.id)),
    );
    const [id, chart] = [...charts].find(([one]) =>
      slide!.blocks.some((block) => block.type === 'figure' && block.id === one),
    )!;
    if (chart.kind !== 'bar') throw new Error('a chart of bars was expected');
    const lettersWith = (rows: number): number => {
      const stretched = { ...chart, categories: Array.from({ length: rows }, (_, row) => `指标 ${row}`) };
      const file = unzipSync(renderPptx({ ...deck, slides: [slide!] }, new Map(), new Map([[id, stretched]]), facts));
      const axis = /<c:catAx>.*?<\/c:catAx>/s.exec(xmlOf(file, 'ppt/charts/chart1.xml'))![0];
      return Number(/ sz="(\d+)"/.exec(axis)![1]) / 100;
    };
    expect([4, 14, 20].map(lettersWith)).toEqual([12, 10, 9]);
    expect(lettersWith(31)).toBeLessThan(7.5);
    expect(lettersWith(31)).toBeGreaterThanOrEqual(6);
    expect(lettersWith(200)).toBe(6);
  });

  it('speaks English', () => {
    const english = slidesIn(partsOf(draftFor(snapshot, 'en').document, 'en'));
    expect(textOf(english[1]!)).toContain('How these results were obtained');
    expect(textOf(english.at(-1)!)).toContain('Annex: terms');
  });

  it('gives the findings of all sections where a report has no summary', () => {
    const finding = { type: 'finding', attrs: { request: csiRequest, index: null } };
    const without = { type: 'doc', content: [{ ...heading('结果'), attrs: { level: 1, kind: 'section' } }, finding] };
    const titles = slidesIn(partsOf(without)).map((xml) =>
      textOf(/<p:ph type="title"\/>[\s\S]*?<\/p:sp>/.exec(xml)?.[0] ?? ''),
    );
    expect(titles.filter((title) => /满意度指数为|满意的占|得分最低/.test(title))).toHaveLength(3);
  });

  it('puts a finding with nothing of its own to show on the slide of its result', () => {
    // The result has a figure and a table, which the first two sentences show.
    const request = { analysis: 'sample.returns', inputs: {}, options: {} };
    const finding = { type: 'finding', attrs: { request, index: 0 } };
    const content = [heading('结果'), finding, finding, finding, finding, paragraph('之后的话。')];
    const told = deckOf(snapshot, { type: 'doc', content }).slides.filter(({ footnote }) => footnote !== '');
    const kinds = told.map(({ blocks }) => blocks.map(({ type }) => type));
    expect(kinds).toEqual([['figure'], ['text', 'text', 'table']]);
    for (const block of told[1]!.blocks.slice(0, 2))
      expect(block.type === 'text' && runsText(block.runs)).toBe(`${runsText(told[1]!.title)}。`);
  });

  it('has the links of the summary, each address once a slide', () => {
    const linked = (text: string, href: string): object => ({
      type: 'text',
      text,
      marks: [{ type: 'link', attrs: { href } }],
    });
    const own = partsOf({
      type: 'doc',
      content: [
        { type: 'title', content: [{ type: 'text', text: '报告' }] },
        heading('摘要'),
        {
          type: 'paragraph',
          content: [
            linked('标准', 'https://example.com/满意?a=1&b=2'),
            { type: 'text', text: '和' },
            linked('全文', 'https://example.com/满意?a=1&b=2'),
            linked('坏', 'javascript:alert(1)'),
          ],
        },
      ],
    });
    const place = slidesIn(own).findIndex((slide) => slide.includes('标准'));
    const ids = [...slidesIn(own)[place]!.matchAll(/<a:hlinkClick r:id="([^"]+)"\/>/g)].map(([, id]) => id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    const relations = xmlOf(own, `ppt/slides/_rels/slide${place + 1}.xml.rels`);
    expect(relations).toContain(
      `<Relationship Id="${ids[0]}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://example.com/%E6%BB%A1%E6%84%8F?a=1&amp;b=2" TargetMode="External"/>`,
    );
    expect(relations.match(/External/g)).toHaveLength(1);
  });
});

describe('what a report can hold, on slides', () => {
  const summary = (content: readonly object[]): object => ({ type: 'doc', content: [heading('摘要'), ...content] });

  it('takes every kind of content', () => {
    const inside = everyNode.content.filter((node) => !JSON.stringify(node).includes('"level":1'));
    const parts = partsOf(summary(inside));
    const text = slidesIn(parts).map(textOf).join('\n');
    for (const word of [
      '2026 年第一轮',
      '<script>&"换行',
      '改写过的结论',
      '指标得分一览',
      '三级标题',
      '乙',
      '行业',
      '合并单元格',
      '完。',
    ])
      expect(text, word).toContain(word);
    const all = slidesIn(parts).join('');
    expect(all).toMatch(/<c:chart /);
    expect(all).toContain('gridSpan="2"');
    expect(all).toContain('buAutoNum');
    expect(all).toContain('descr="一个红点"');
    expect(Object.keys(parts).some((path) => path.startsWith('ppt/media/image1.png'))).toBe(true);
    expect(all).toMatch(/ b="1"[^>]*>(?:(?!<\/a:r>).)*粗/);
    expect(all).toMatch(/ i="1"[^>]*>(?:(?!<\/a:r>).)*斜/);
    expect(all).toMatch(/ u="sng"[^>]*>(?:(?!<\/a:r>).)*线/);
  });

  it('continues long tables with their heads, and long texts', () => {
    const row = (type: string, texts: readonly string[]): object => ({
      type: 'tableRow',
      content: texts.map((text) => ({
        type,
        attrs: { colspan: 1, rowspan: 1, colwidth: null },
        content: [paragraph(text)],
      })),
    });
    const table = {
      type: 'table',
      content: [
        row('tableHeader', ['题目', '说明']),
        ...Array.from({ length: 60 }, (_, at) => row('tableCell', [`第${at}题`, '说明文字'])),
      ],
    };
    const long = slidesIn(
      partsOf(summary([table, ...Array.from({ length: 40 }, (_, at) => paragraph(`第${at}段`.repeat(20)))])),
    );
    const withTable = long.filter((xml) => textOf(xml).includes('题目'));
    expect(withTable.length).toBeGreaterThan(1);
    for (const xml of withTable.slice(1)) expect(textOf(xml)).toContain('摘要（续）');
    const text = long.map(textOf).join('\n');
    for (const at of [0, 30, 59]) expect(text).toContain(`第${at}题`);
    for (const at of [0, 20, 39]) expect(text).toContain(`第${at}段`);
  });

  it('keeps rows together that one cell reaches over', () => {
    const cell = (text: string, rowspan = 1): object => ({
      type: 'tableCell',
      attrs: { colspan: 1, rowspan, colwidth: null },
      content: [paragraph(text)],
    });
    const content = Array.from({ length: 40 }, (_, at) => ({
      type: 'tableRow',
      content: at % 4 === 0 ? [cell(`组${at}`, 4), cell(`a${at}`)] : [cell(`a${at}`)],
    }));
    const deck = deckOf(snapshot, summary([{ type: 'table', content }]));
    const tables = placeDeck(deck).flatMap(({ placed }) =>
      placed.flatMap((one) => (one.kind === 'table' ? [one.table] : [])),
    );
    const own = tables.filter(({ rows }) => rows.some(({ cells }) => cells.length === 1));
    expect(own.length).toBeGreaterThan(1);
    for (const { rows } of own) expect(rows.length % 4).toBe(0);
    const xml = slidesIn(partsOf(summary([{ type: 'table', content }]))).join('');
    expect(xml.match(/rowSpan="4"/g)).toHaveLength(10);
    expect(xml.match(/vMerge="1"/g)).toHaveLength(30);
  });

  it('leaves out what XML cannot hold, and takes nothing for markup', () => {
    const text = slidesIn(partsOf(summary([paragraph('a\u0001b</a:t><script>'), paragraph('\ud800x')]))).join('');
    expect(text).toContain('ab&lt;/a:t&gt;&lt;script&gt;');
    expect(text).not.toContain('\ud800');
  });

  it('keeps back numbers about too few people, as the report does', () => {
    const { document } = draftFor(snapshot, 'zh-CN');
    const personal = new Set<string>();
    const all = JSON.stringify(deckOf(snapshot, document, 'zh-CN', { smallest: 5, personal, masks: true }));
    expect(all).toContain('"cards"');
    const deck = deckOf(snapshot, document, 'zh-CN', { smallest: 1000, personal, masks: true });
    expect(deck.slides.flatMap(({ blocks }) => blocks.filter(({ type }) => type === 'cards'))).toEqual([]);
    const { values } = runAnalysis(snapshot, csiRequest);
    const { index } = values['overall'] as { index: number };
    expect(JSON.stringify(deck)).not.toContain(formatNumber(index, 'number2', 'zh-CN'));
    expect(JSON.stringify(deck)).not.toContain(String(index));
  });

  it('is not written without one of its pictures', () => {
    const deck = deckOf(snapshot, draftFor(snapshot, 'zh-CN').document);
    expect(() => renderPptx(deck, new Map(), new Map(), facts)).toThrow('was not drawn');
    const pictures = new Map([...chartsOf(deck).keys()].map((id) => [id, { png, widthPx: 720, heightPx: 360 }]));
    const drawn = unzipSync(renderPptx(deck, pictures, new Map(), facts));
    expect(Object.keys(drawn).filter((path) => path.startsWith('ppt/media/'))).toHaveLength(pictures.size);
    expect(Object.keys(drawn).filter((path) => path.startsWith('ppt/charts/'))).toEqual([]);
  });
});
