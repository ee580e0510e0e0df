import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  LevelFormat,
  PageNumber,
  PageOrientation,
  Packer,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import type { ResolvedDocument } from '../../shared/report/resolved.ts';
import { reportPages } from './docxPages.ts';
import { referenceName } from '../../shared/report/wordMarks.ts';
import { annotationsOf } from '../../shared/report/annotationsOf.ts';
import type { CommentAttrs } from '../../shared/report/document.ts';
import type { ReportLook } from '../../shared/model/project.ts';
import { headingNumbers, listIndent, soft, styleLook, styles } from './docxStyles.ts';
import { imageOfUrl } from './imageFile.ts';
import { titleSize } from './titleSize.ts';
import { pageMargin, pageTwips, textWidthTwips } from './docxTables.ts';
import { type Block, blocks, clean, picture, startContext } from './docxBlocks.ts';

/** The company's colour, faces and name; logoSource: data: URL of the logo. */
export interface WordLook extends Partial<ReportLook> {
  readonly logoSource?: string | null;
}

function commentsOf(
  remarks: readonly CommentAttrs[],
): NonNullable<ConstructorParameters<typeof Document>[0]['comments']> {
  return {
    children: remarks.map(({ author, text, at, resolved }, id) => {
      const date = new Date(at);
      return {
        id,
        author: clean(author),
        resolved,
        ...(Number.isNaN(date.getTime()) ? {} : { date }),
        children: [new Paragraph({ children: [new TextRun(clean(text))] })],
      };
    }),
  };
}

const numbersOfHeadings = ({ content }: ResolvedDocument): ReadonlyMap<string, string> =>
  new Map(content.flatMap((node) => (node.type === 'heading' ? [[referenceName(node.id), node.label] as const] : [])));

/** Runs of blocks on upright pages and on pages turned on their side, in order; the first is upright. */
function sectionsOf(
  blocks: readonly Block[],
  wide: ReadonlySet<Block>,
): readonly { readonly content: readonly Block[]; readonly onItsSide: boolean }[] {
  const sections: { content: Block[]; onItsSide: boolean }[] = [{ content: [], onItsSide: false }];
  for (const block of blocks) {
    const onItsSide = wide.has(block);
    if (sections.at(-1)!.onItsSide !== onItsSide) sections.push({ content: [], onItsSide });
    sections.at(-1)!.content.push(block);
  }
  return sections;
}

/** The company's name at the right end of the line that has the title at its left. */
const rightEnd = { type: TabStopType.RIGHT, position: textWidthTwips };

function logoParagraph(src: string, alt: string): Paragraph {
  const { type, bytes, width, height } = imageOfUrl(src);
  const widthMm = Math.min(60, (25 * width) / height);
  return picture(bytes, type, widthMm, height / width, alt, false, AlignmentType.LEFT);
}

function wordDocument(report: ResolvedDocument, look: WordLook): Document {
  const { locale } = report;
  const zh = locale === 'zh-CN';
  const { comments } = annotationsOf(report.content);
  const start = startContext(report, comments);
  const logo = look.logoSource ? [logoParagraph(look.logoSource, look.company ?? '')] : [];
  const children = [...logo, ...blocks(report.content, start)];
  const style = styleLook(locale, look);
  const { accent } = style;
  const program = zh ? '满意度测评工作台' : 'CSI Workbench';
  const small = { size: 16, color: soft };
  return new Document({
    title: clean(report.title),
    creator: program,
    lastModifiedBy: program,
    styles: styles(style, titleSize(report.title)),
    ...(comments.length > 0 ? { comments: commentsOf(comments) } : {}),
    pageNumbers: reportPages(numbersOfHeadings(report), style.bodyFont.ascii),
    numbering: {
      config: [
        { reference: 'section', levels: [...headingNumbers('%1', LevelFormat.DECIMAL, accent)] },
        {
          reference: 'annex',
          levels: [...headingNumbers(zh ? '附录 %1' : 'Annex %1', LevelFormat.UPPER_LETTER, accent)],
        },
        {
          reference: 'bullets',
          levels: ['•', '–', '·'].map((text, level) => ({
            level,
            format: LevelFormat.BULLET,
            text,
            alignment: AlignmentType.LEFT,
            style: { paragraph: listIndent(level) },
          })),
        },
        {
          reference: 'ordered',
          levels: [0, 1, 2].map((level) => ({
            level,
            format: level === 1 ? LevelFormat.LOWER_LETTER : LevelFormat.DECIMAL,
            text: `%${level + 1}.`,
            alignment: AlignmentType.LEFT,
            style: { paragraph: listIndent(level) },
          })),
        },
      ],
    },
    sections: sectionsOf(children, start.wide).map(({ content, onItsSide }, place) => ({
      properties: {
        titlePage: place === 0,
        page: {
          size: {
            width: pageTwips.short,
            height: pageTwips.long,
            orientation: onItsSide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: { top: 1361, bottom: 1247, left: pageMargin, right: pageMargin, header: 680, footer: 624 },
        },
      },
      // The sections after the first go on with its header and footer.
      ...(place > 0
        ? {}
        : {
            headers: {
              default: new Header({
                children: [
                  new Paragraph({
                    border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: 'D5DAE0', space: 3 } },
                    tabStops: [rightEnd],
                    children: [
                      new TextRun({ text: clean(report.title), ...small }),
                      ...(look.company ? [new TextRun({ text: `\t${clean(look.company)}`, ...small })] : []),
                    ],
                  }),
                ],
              }),
              first: new Header({ children: [new Paragraph({})] }),
            },
            footers: {
              default: new Footer({
                children: [
                  new Paragraph({
                    alignment: AlignmentType.CENTER,
                    children: [
                      new TextRun({
                        ...small,
                        children: zh
                          ? ['第 ', PageNumber.CURRENT, ' 页  共 ', PageNumber.TOTAL_PAGES, ' 页']
                          : ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
                      }),
                    ],
                  }),
                ],
              }),
              first: new Footer({ children: [new Paragraph({})] }),
            },
          }),
      children: [...content],
    })),
  });
}

/**
 * The report as a Word file: real heading styles and multilevel numbers, a table of contents field already filled in, captions with
 * SEQ fields, three-line tables with repeated heads, wide ones on pages turned on their side, figures with alternative text, all but their pictures, which docxPictures.ts puts
 * in: so the file is laid out while the figures are drawn. No name of a person or machine in it.
 *
 * @throws InputError 'report.image' when a picture of the author cannot be read
 */
export async function renderDocx(report: ResolvedDocument, look: WordLook = {}): Promise<Uint8Array> {
  return new Uint8Array(await Packer.toBuffer(wordDocument(report, look)));
}
