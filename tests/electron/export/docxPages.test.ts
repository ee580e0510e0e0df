import {
  Bookmark,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  type PageNumberEstimator,
  Paragraph,
  TableOfContents,
  TextRun,
} from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderDocx } from '../../../electron/export/docx.ts';
import { reportPages, textWidth } from '../../../electron/export/docxPages.ts';

const words = [
  '顾客满意度指数为 75.27 分，',
  'The index of 598 valid forms is ',
  '置信区间 74.11–76.43；',
  'WAVE iii lllmmm {quoted} ',
];
/** Prose of Chinese and Latin letters whose lengths differ from paragraph to paragraph. */
const prose = (place: number): string =>
  Array.from({ length: 6 + ((place * 7) % 23) }, (_, index) => words[(index * place + index) % words.length]).join('');

function report(pageNumbers: PageNumberEstimator, latinFont = 'Arial'): Document {
  const headings = Array.from({ length: 24 }, (_, place) => [
    new Paragraph({
      heading: place % 4 === 0 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
      numbering: { reference: 'section', level: place % 4 === 0 ? 0 : 1 },
      children: [new Bookmark({ id: `h${place}`, children: [new TextRun(`标题 Heading ${place}`)] })],
    }),
    ...[1, 2, 3, 4].map(
      (part) => new Paragraph({ children: [new TextRun({ text: prose(place * 5 + part), bold: part === 2 })] }),
    ),
  ]);
  return new Document({
    styles: {
      default: { document: { run: { font: { ascii: latinFont, hAnsi: latinFont, eastAsia: '微软雅黑' }, size: 21 } } },
    },
    numbering: {
      config: [
        {
          reference: 'section',
          levels: ['%1', '%1.%2'].map((text, level) => ({
            level,
            format: LevelFormat.DECIMAL,
            text,
            suffix: 'space' as const,
          })),
        },
      ],
    },
    pageNumbers,
    sections: [
      { children: [new TableOfContents('目录', { hyperlink: true, headingStyleRange: '1-2' }), ...headings.flat()] },
    ],
  });
}

/** The words of the table of contents. */
async function contents(document: Document): Promise<string> {
  const xml = strFromU8(unzipSync(await Packer.toBuffer(document))['word/document.xml']!);
  const entries = xml.slice(0, xml.indexOf('</w:sdt>')).split('</w:p>');
  return entries
    .map((entry) =>
      [...entry.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|(<w:tab\/>)/g)].map(([, text]) => text ?? '…').join(''),
    )
    .join('\n');
}

const numbers = new Map(
  Array.from({ length: 24 }, (_, place) => [
    `h${place}`,
    place % 4 === 0 ? String(place / 4 + 1) : `${Math.floor(place / 4) + 1}.${place % 4}`,
  ]),
);

describe('pages of the contents in Word', () => {
  it('are those the library works out with its own tables of fonts, numbers included', async () => {
    const ours = await contents(report(reportPages(numbers, 'Arial')));
    expect(ours).toBe(await contents(report(estimatePageNumbersWith({ guess: true }))));
    expect(ours).toMatch(/6\.3 标题 Heading 23…1\d\n/);
  });

  it('follow the face of the report where that is narrower or wider than Arial', async () => {
    const narrow = 'Times New Roman';
    const ours = await contents(report(reportPages(numbers, narrow), narrow));
    expect(ours).toBe(await contents(report(estimatePageNumbersWith({ guess: true }), narrow)));
  });

  it('do not hang on the heights of faces: every style has lines as high as the highest of them, 微软雅黑', async () => {
    const packed = await renderDocx({ locale: 'zh-CN', title: '', content: [] });
    const xml = strFromU8(unzipSync(packed)['word/styles.xml']!);
    const body = 21;
    const own = [...xml.matchAll(/<w:style w:type="paragraph".*?<\/w:style>/g)].flatMap(([style]) => {
      const id = /w:styleId="(\w+)"/.exec(style)![1]!;
      const half = Number(/<w:sz w:val="(\d+)"/.exec(style)?.[1] ?? body);
      const line = /<w:spacing [^>]*w:line="(\d+)"/.exec(style);
      return line ? [{ id, share: Number(line[1]) / (half * 10), rule: /w:lineRule="(\w+)"/.exec(style)?.[1] }] : [];
    });
    // A figure is as high as its picture, the gap after a table holds no letters, and a report has no endnotes.
    const written = own.filter(({ id }) => !['Figure', 'AfterTable', 'EndnoteText'].includes(id));
    expect(written.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'Heading1',
        'Heading2',
        'BodyText',
        'ListText',
        'TableText',
        'TableTextDense',
        'Caption',
      ]),
    );
    for (const { id, share, rule } of written) {
      expect(rule, id).toBe('atLeast');
      expect(share, id).toBeGreaterThan(1.7143);
    }
  });

  it('measure Latin letters as Arial and Chinese as squares', () => {
    expect(textWidth('满意度', { size: 10, bold: false })).toBe(30);
    expect(textWidth('CSI 75.27', { size: 10, bold: false })).toBeCloseTo(7.22 + 6.67 + 2.78 * 3 + 5.56 * 4, 10);
    expect(textWidth('iii', { size: 10, bold: true })).toBeCloseTo(8.34, 10);
    expect(textWidth('é', { size: 10, bold: false })).toBe(5.56);
  });
});
