import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { putOnLetterhead } from '../../../electron/export/docxLetterhead.ts';
import { placePictures } from '../../../electron/export/docxPictures.ts';
import { readLetterhead } from '../../../electron/workbooks/word/readLetterhead.ts';
import { officeChart } from '../../../shared/charts/officeChart.ts';
import { figuresIn } from '../../../shared/report/figuresIn.ts';
import { readDocument } from '../../../shared/report/readDocument.ts';
import { requestsOf } from '../../../shared/report/requestsOf.ts';
import type { ResolvedNode } from '../../../shared/report/resolved.ts';
import { resolveReport } from '../../../shared/report/resolve.ts';
import { everyNode } from '../../shared/report/everyNode.ts';
import { outcomesFor } from '../../shared/report/outcomes.ts';
import { sampleSnapshot } from '../../shared/report/sampleSnapshot.ts';
import { letterhead, main, packageRelations, relations } from './letterhead.ts';

const snapshot = sampleSnapshot();
const fill = { title: '某超市报告 & 附件', subtitle: '', date: '2026-11-22' };
let docx: Uint8Array = new Uint8Array();
beforeAll(async () => {
  const document = readDocument(everyNode as never);
  const { document: resolved } = resolveReport(document, outcomesFor(snapshot, requestsOf(document)), 'zh-CN');
  const charts = new Map(figuresIn(resolved.content).map(({ id, figure }) => [id, officeChart(figure)!]));
  docx = placePictures(await renderDocx(resolved), new Map(), charts);
});
async function merged(file: Uint8Array): Promise<Readonly<Record<string, string>>> {
  const parts = unzipSync(putOnLetterhead(docx, await readLetterhead(file), fill));
  return Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
const wordText = (xml: string): string => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map((one) => one[1]).join('');

/** A report of paragraphs and tables of so many columns, one after another. */
async function reportOf(...columns: readonly (number | null)[]): Promise<Uint8Array> {
  const run = { type: 'run', text: '正文', bold: false, italic: false, underline: false, live: false } as const;
  const content = columns.map(
    (count, place): ResolvedNode =>
      count === null
        ? { type: 'paragraph', machine: false, runs: [run] }
        : {
            type: 'resultTable',
            id: `table-${place}`,
            label: `表 ${place}`,
            caption: '各店得分',
            table: {
              columns: Array.from({ length: count }, (_, at) => ({ title: `列${at}`, align: at ? 'right' : 'left' })),
              rows: [{ cells: Array.from({ length: count }, () => '1,234.56'), depth: 0, emphasis: false }],
              notes: [],
            },
          },
  );
  return renderDocx({ locale: 'zh-CN', title: 'T', content });
}
const sectionsIn = (body: string): readonly string[] => body.match(/<w:sectPr\b[\s\S]*?<\/w:sectPr>/g) ?? [];
const isLandscape = (section: string): boolean =>
  section.includes('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>');

describe('wide tables on a letterhead', () => {
  const onPage = async (report: Uint8Array, file: Uint8Array): Promise<string> =>
    strFromU8(unzipSync(putOnLetterhead(report, await readLetterhead(file), fill))['word/document.xml']!);
  /** The letterhead with a first page of its own and numbers that begin at 3. */
  const numbered = (tail: boolean): Uint8Array => {
    const plain = strFromU8(unzipSync(letterhead())['word/document.xml']!);
    const own = plain
      .replace('<w:pgSz', '<w:type w:val="oddPage"/><w:pgSz')
      .replace('</w:sectPr>', '<w:pgNumType w:fmt="decimal" w:start="3"/><w:titlePg/></w:sectPr>');
    return letterhead({
      'word/document.xml': tail ? own : own.replace('<w:p><w:r><w:t>（本报告仅供内部使用）</w:t></w:r></w:p>', ''),
    });
  };

  it('stand on its page turned on its side, with its header, and the text goes on upright', async () => {
    const body = await onPage(await reportOf(null, 20, null), numbered(true));
    const sections = sectionsIn(body);
    expect(sections.map(isLandscape)).toEqual([false, true, false]);
    for (const section of sections) {
      expect(section).toContain('<w:headerReference w:type="default" r:id="rId2"/>');
      expect(section).toContain('w:left="2000"');
    }
    // One first page, one beginning of the numbers; the pages after them go on.
    expect(sections.map((section) => section.includes('<w:titlePg/>'))).toEqual([true, false, false]);
    expect(sections.map((section) => /w:start=/.test(section))).toEqual([true, false, false]);
    expect(sections.map((section) => section.includes('oddPage'))).toEqual([true, false, false]);
    const [, wide = ''] = body.split('</w:sectPr>');
    const [width] = [...wide.matchAll(/<w:tblW [^>]*w:w="(\d+)"/g)].map((one) => Number(one[1]));
    expect(width).toBeGreaterThan(11_906 - 4000);
    expect(width).toBeLessThanOrEqual(16_838 - 4000);
    expect(wordText(body)).toMatch(/（本报告仅供内部使用）$/);
  });

  it('at the end leave no empty page behind them, and words of the letterhead stand upright again', async () => {
    const report = await reportOf(null, 20);
    expect(sectionsIn(await onPage(report, numbered(false))).map(isLandscape)).toEqual([false, true]);
    expect(sectionsIn(await onPage(report, numbered(true))).map(isLandscape)).toEqual([false, true, false]);
  });

  it('stand on its one page where that lies on its side already or says no size', async () => {
    const plain = strFromU8(unzipSync(letterhead())['word/document.xml']!);
    const lying = plain.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"');
    const report = await reportOf(null, 20, null);
    expect(sectionsIn(await onPage(report, letterhead({ 'word/document.xml': lying }))).map(isLandscape)).toEqual([
      true,
    ]);
    const bare = plain.replace(/<w:sectPr>[\s\S]*<\/w:sectPr>/, '');
    expect(sectionsIn(await onPage(report, letterhead({ 'word/document.xml': bare })))).toEqual([]);
  });
});

describe('a report on the letterhead of its author', () => {
  let parts: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    parts = await merged(letterhead());
  });
  const body = (): string => parts['word/document.xml'] ?? '';

  it('stands where the letterhead says, between its cover and its last words', () => {
    const text = wordText(body());
    expect(text.indexOf('甲公司测评中心')).toBeLessThan(text.indexOf('摘要'));
    expect(text.indexOf('摘要')).toBeLessThan(text.indexOf('（本报告仅供内部使用）'));
    expect(text).not.toContain('{{');
  });

  it('fills in title and date, in headers too, and leaves its own cover out', () => {
    expect(wordText(body())).toContain('某超市报告 &amp; 附件');
    expect(wordText(body())).toContain('日期：2026-11-22');
    expect(wordText(parts['word/header1.xml']!)).toBe('甲公司 某超市报告 &amp; 附件');
    expect(wordText(body())).not.toContain('2026 年第一轮');
  });

  it('takes its styles by their names and brings those it lacks', () => {
    expect(body()).toContain('<w:pStyle w:val="1"/>');
    expect(body()).not.toContain('<w:pStyle w:val="Heading1"/>');
    expect(parts['word/styles.xml']).toContain('w:styleId="TableText"');
    expect(parts['word/styles.xml']!.match(/<w:name w:val="heading 1"/g)).toHaveLength(1);
    expect(parts['word/styles.xml']).toMatch(/w:styleId="BodyText"[\s\S]*?<w:basedOn w:val="a"\/>/);
  });

  it('keeps its page, header and numberings and adds to them', () => {
    expect(body().match(/<w:sectPr/g)).toHaveLength(1);
    expect(body()).toContain('<w:headerReference w:type="default" r:id="rId2"/>');
    const numbering = parts['word/numbering.xml']!;
    expect(numbering.lastIndexOf('<w:abstractNum ')).toBeLessThan(numbering.indexOf('<w:num '));
    const known = new Set([...numbering.matchAll(/<w:num [^>]*w:numId="(\d+)"/g)].map((one) => one[1]));
    expect(known.size).toBeGreaterThan(4);
    for (const [, id] of body().matchAll(/<w:numId w:val="(\d+)"/g)) expect(known).toContain(id);
  });

  it('names every part and every relation it uses', () => {
    const relations = [
      ...parts['word/_rels/document.xml.rels']!.matchAll(/Id="([^"]+)"[^>]*Target="([^"]+)"( TargetMode="External")?/g),
    ];
    const targets = new Map(relations.flatMap(([, id, target, outside]) => (outside ? [] : [[id, target] as const])));
    const addresses = new Map(relations.flatMap(([, id, target, outside]) => (outside ? [[id, target] as const] : [])));
    const links = [...body().matchAll(/<w:hyperlink\b[^>]*\br:id="([^"]+)"/g)].map(([, id]) => addresses.get(id));
    expect(links).toEqual(Array(2).fill('https://example.com/%E6%BB%A1%E6%84%8F?a=1&amp;b=&apos;2&apos;'));
    for (const [, id] of body().matchAll(/\br:(?:id|embed)="([^"]+)"/g))
      expect(targets.has(id) || addresses.has(id)).toBe(true);
    for (const target of targets.values()) expect(Object.keys(parts)).toContain(`word/${target}`);
    expect(parts['[Content_Types].xml']).toContain('/word/charts/csi_chart1.xml');
    expect(parts['word/charts/_rels/csi_chart1.xml.rels']).toContain('../embeddings/csi_chart1.xlsx');
    expect(parts['[Content_Types].xml']).toContain('Extension="png"');
    expect(parts['word/footnotes.xml']).toContain('样本为');
  });

  it('fits tables and pictures between its margins', () => {
    const room = 11_906 - 4000;
    const widths = [...body().matchAll(/<w:tblW [^>]*w:w="(\d+)"/g)].map((one) => Number(one[1]));
    expect(widths.length).toBeGreaterThan(1);
    for (const width of widths) expect(width).toBeLessThanOrEqual(room);
    for (const [, width] of body().matchAll(/<wp:extent cx="(\d+)"/g))
      expect(Number(width) / 635).toBeLessThanOrEqual(room);
  });

  it('comes after everything where no place is marked', async () => {
    const plain = letterhead({
      'word/document.xml': `<w:document xmlns:w="${main}" xmlns:r="${relations}"><w:body><w:p><w:r><w:t>封面</w:t></w:r></w:p><w:sectPr/></w:body></w:document>`,
    });
    const text = wordText((await merged(plain))['word/document.xml']!);
    expect(text.startsWith('封面')).toBe(true);
    expect(text).toContain('摘要');
  });

  it('refuses what runs or fetches, and forgets the template of another machine', async () => {
    const macro = letterhead({ 'word/vbaProject.bin': 'x' });
    await expect(merged(macro)).rejects.toMatchObject({ code: 'report.letterheadActive' });
    const remote = letterhead({
      'word/_rels/header1.xml.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/image" Target="http://example.invalid/a.png" TargetMode="External"/></Relationships>`,
    });
    await expect(merged(remote)).rejects.toMatchObject({ code: 'report.letterheadActive' });
    const field = letterhead({
      'word/header1.xml': `<w:hdr xmlns:w="${main}"><w:p><w:r><w:instrText>DDEAUTO c:\\a</w:instrText></w:r></w:p></w:hdr>`,
    });
    await expect(merged(field)).rejects.toMatchObject({ code: 'report.letterheadActive' });
    const attached = await merged(
      letterhead({
        'word/settings.xml': `<w:settings xmlns:w="${main}" xmlns:r="${relations}"><w:attachedTemplate r:id="rId1"/></w:settings>`,
        'word/_rels/settings.xml.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relations}/attachedTemplate" Target="http://example.invalid/t.dotm" TargetMode="External"/></Relationships>`,
      }),
    );
    expect(Object.values(attached).join('')).not.toContain('example.invalid');
  });

  it('refuses a DTD and a file that is no Word file', async () => {
    const entities = letterhead({
      'word/header1.xml': `<!DOCTYPE a [<!ENTITY b "c">]><w:hdr xmlns:w="${main}"/>`,
    });
    await expect(readLetterhead(entities)).rejects.toMatchObject({ code: 'workbook.doctype' });
    await expect(readLetterhead(zipSync({ 'a.txt': strToU8('a') }))).rejects.toMatchObject({ code: 'report.wordFile' });
  });
});
