import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  SimpleField,
  Table,
  TableCell,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { figureHeight } from '../../shared/charts/figureHeight.ts';
import { designWidth } from '../../shared/charts/theme.ts';
import type { ResolvedCell, ResolvedDocument, ResolvedNode, Run } from '../../shared/report/resolved.ts';
import { isWide } from '../../shared/report/wideTable.ts';
import { reportPages } from './docxPages.ts';
import { imageOfUrl } from './imageFile.ts';
import { pictureMark } from './docxPictures.ts';
import { noBorders, pageMargin, pageTwips, textWidthTwips, threeLineTable, wideTextTwips } from './docxTables.ts';

/** Faces by name, as Word and WPS have them on Windows and macOS; other machines substitute. */
const bodyFont = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: '微软雅黑' };
const ink = '1A2129';
const accent = '1F5FBF';
const soft = '4A5561';

type Block = Paragraph | Table | TableOfContents;
type NodeOf<T extends ResolvedNode['type']> = Extract<ResolvedNode, { type: T }>;
/** How deep in lists and tables a node stands, and what it needs from outside. */
interface Context {
  readonly locale: ResolvedDocument['locale'];
  readonly listLevel: number;
  readonly inTable: boolean;
  /** Inside a head cell all text is bold. */
  readonly bold: boolean;
  /** Gives every ordered list its own numbering. */
  nextList(): number;
  /** What stands on pages turned on their side. */
  readonly wide: Set<Block>;
}
type Renderers = { readonly [T in ResolvedNode['type']]: (node: NodeOf<T>, context: Context) => readonly Block[] };

// XML 1.0 has no place for these, and Word refuses the whole file for one of them.
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');

function runs(content: readonly Run[], bold = false): ParagraphChild[] {
  return content.map((run) =>
    run.type === 'break'
      ? new TextRun({ break: 1 })
      : new TextRun({
          text: clean(run.text),
          ...(run.bold || bold ? { bold: true } : {}),
          ...(run.italic ? { italics: true } : {}),
          ...(run.underline ? { underline: {} } : {}),
        }),
  );
}

function textParagraph(content: readonly Run[], context: Context, options: IParagraphOptions = {}): Paragraph {
  if (context.inTable) return new Paragraph({ style: 'TableText', ...options, children: runs(content, context.bold) });
  return new Paragraph({ style: context.listLevel > 0 ? 'ListText' : 'BodyText', ...options, children: runs(content) });
}

/** "图 3" and the caption's text: the number is a SEQ field, so that Word can count anew and list figures. */
function caption(label: string, text: string, options: IParagraphOptions): Paragraph {
  const [word = '', number = ''] = label.split(' ');
  return new Paragraph({
    style: 'Caption',
    alignment: AlignmentType.CENTER,
    ...options,
    children: [
      new TextRun(`${word} `),
      new SimpleField(`SEQ ${word} \\* ARABIC`, number),
      new TextRun(`　${clean(text)}`),
    ],
  });
}

const pixelsPerMm = 96 / 25.4;

function picture(
  data: Uint8Array,
  type: 'png' | 'jpg',
  widthMm: number,
  aspect: number,
  alt: string,
  keepNext: boolean,
): Paragraph {
  const width = widthMm * pixelsPerMm;
  const altText = { name: clean(alt).slice(0, 60), description: clean(alt), title: '' };
  return new Paragraph({
    style: 'Figure',
    alignment: AlignmentType.CENTER,
    keepNext,
    children: [
      new ImageRun({
        type,
        data: Buffer.from(data),
        transformation: { width: Math.round(width), height: Math.round(width * aspect) },
        altText,
      }),
    ],
  });
}

const cellLine = { style: BorderStyle.SINGLE, size: 4, color: 'D5DAE0' } as const;
const rule = { style: BorderStyle.SINGLE, size: 10, color: ink } as const;

function typedTable(rows: readonly (readonly ResolvedCell[])[], context: Context): Table {
  const first = rows[0] ?? [];
  const given = first.flatMap((cell) =>
    Array.from({ length: cell.colspan }, (_, index) => cell.colwidth?.[index] ?? 0),
  );
  const total = given.reduce((sum, width) => sum + width, 0);
  const shares =
    total === 0 || given.includes(0)
      ? given.map(() => 1 / Math.max(1, given.length))
      : given.map((width) => width / total);
  const widths = shares.map((share) => Math.floor(share * textWidthTwips));
  return new Table({
    width: { size: textWidthTwips, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: { ...noBorders, top: rule, bottom: rule, insideHorizontal: cellLine },
    margins: { left: 90, right: 90, top: 50, bottom: 50 },
    rows: rows.map(
      (row, place) =>
        new TableRow({
          cantSplit: true,
          tableHeader: place === 0 && row.length > 0 && row.every((cell) => cell.header),
          children: row.map((cell) => {
            const children = blocks(cell.content, { ...context, inTable: true, bold: cell.header }).filter(
              (block): block is Paragraph | Table => !(block instanceof TableOfContents),
            );
            return new TableCell({
              columnSpan: cell.colspan,
              rowSpan: cell.rowspan,
              ...(cell.header ? { shading: { fill: 'F3F5F8' } } : {}),
              children: children.length > 0 ? children : [new Paragraph({ style: 'TableText' })],
            });
          }),
        }),
    ),
  });
}

const headingLevels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;

const renderers = {
  title: (node) => [new Paragraph({ style: 'Title', children: runs(node.runs) })],
  subtitle: (node) => [new Paragraph({ style: 'Subtitle', children: runs(node.runs) })],
  heading: (node) => [
    new Paragraph({
      heading: headingLevels[node.level],
      ...(node.kind === 'plain' ? {} : { numbering: { reference: node.kind, level: node.level - 1 } }),
      children: [new Bookmark({ id: node.id, children: runs(node.runs) })],
    }),
  ],
  paragraph: (node, context) => [textParagraph(node.runs, context)],
  list: (node, context) => {
    const instance = node.ordered ? context.nextList() : 0;
    const level = Math.min(2, context.listLevel);
    const inner = { ...context, listLevel: context.listLevel + 1 };
    return node.items.flatMap((item) =>
      item.flatMap((part, place): readonly Block[] => {
        if (place > 0 || part.type !== 'paragraph') return blocks([part], inner);
        return [
          textParagraph(part.runs, inner, {
            numbering: node.ordered ? { reference: 'ordered', level, instance } : { reference: 'bullets', level },
          }),
        ];
      }),
    );
  },
  table: (node, context) => [typedTable(node.rows, context), new Paragraph({ style: 'AfterTable' })],
  resultTable: ({ label, caption: text, table }, context) => {
    const onItsSide = isWide(table) && !context.inTable && context.listLevel === 0;
    const content = {
      ...table,
      columns: table.columns.map((column) => ({ ...column, title: clean(column.title) })),
      rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(clean) })),
    };
    const all: readonly Block[] = [
      caption(label, text, { keepNext: true, spacing: { before: 180, after: 80 } }),
      threeLineTable(content, onItsSide ? wideTextTwips : textWidthTwips),
      ...table.notes.map((note) => new Paragraph({ style: 'TableNote', children: [new TextRun(clean(note))] })),
      new Paragraph({ style: 'AfterTable' }),
    ];
    if (onItsSide) for (const block of all) context.wide.add(block);
    return all;
  },
  figure: ({ id, label, caption: text, altText, widthMm, figure }) => [
    picture(pictureMark(id), 'png', widthMm, figureHeight(figure, designWidth) / designWidth, altText, true),
    caption(label, text, { spacing: { before: 40, after: 200 } }),
  ],
  image: ({ src, alt, widthMm }) => {
    const { type, bytes, width, height } = imageOfUrl(src);
    return [picture(bytes, type, widthMm, height / width, alt, false)];
  },
  pageBreak: () => [new Paragraph({ style: 'AfterTable', children: [new PageBreak()] })],
  tableOfContents: ({ title }) => [
    new Paragraph({ style: 'ContentsTitle', children: [new TextRun(clean(title))] }),
    // Filled in from the headings, with their numbers and the pages docx works out as Word lays them out.
    new TableOfContents(clean(title), { hyperlink: true, headingStyleRange: '1-2' }),
  ],
  notice: (node, context) => [
    textParagraph(
      [{ type: 'run', text: node.text, bold: false, italic: true, underline: false, live: false }],
      context,
    ),
  ],
  unknown: (node, context) => [
    textParagraph(
      [{ type: 'run', text: node.text, bold: true, italic: false, underline: false, live: false }],
      context,
    ),
  ],
} satisfies Renderers;

function blocks(content: readonly ResolvedNode[], context: Context): readonly Block[] {
  const one = <T extends ResolvedNode['type']>(node: NodeOf<T>): readonly Block[] =>
    (renderers as Renderers)[node.type as T](node, context);
  return content.flatMap((node) => one(node));
}

/** Half-points. */
const size = { body: 21, small: 18, dense: 15, note: 16 };
const auto = LineRuleType.AUTO;

function styles(locale: ResolvedDocument['locale']): ConstructorParameters<typeof Document>[0]['styles'] {
  const heading = (half: number, before: number, after: number) => ({
    run: { font: bodyFont, size: half, bold: true, color: ink },
    paragraph: { spacing: { before, after, line: 300, lineRule: auto }, keepNext: true, keepLines: true },
  });
  return {
    default: {
      document: {
        run: { font: bodyFont, size: size.body, color: ink, language: { value: 'en-US', eastAsia: 'zh-CN' } },
        paragraph: { spacing: { line: 300, lineRule: auto } },
      },
      title: {
        run: { font: bodyFont, size: 52, bold: true, color: ink },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: { before: 3600, after: 400, line: 300, lineRule: auto },
        },
      },
      heading1: {
        ...heading(32, 400, 180),
        paragraph: {
          ...heading(32, 400, 180).paragraph,
          border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: accent, space: 4 } },
        },
      },
      heading2: heading(25, 280, 110),
      heading3: heading(21, 200, 80),
      caption: {
        run: { font: bodyFont, size: 19, bold: true, italics: false, color: ink },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { line: 276, lineRule: auto } },
      },
    },
    paragraphStyles: [
      {
        id: 'Subtitle',
        name: 'Subtitle',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: 26, color: soft },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 160 } },
      },
      {
        id: 'BodyText',
        name: 'Body Text',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: {
          spacing: { after: 100, line: 312, lineRule: auto },
          ...(locale === 'zh-CN'
            ? { indent: { firstLine: 420, firstLineChars: 200 }, alignment: AlignmentType.BOTH }
            : {}),
        },
      },
      {
        id: 'ListText',
        name: 'List Text',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: { spacing: { after: 50, line: 300, lineRule: auto } },
      },
      {
        id: 'TableText',
        name: 'Table Text',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: size.small },
        paragraph: { spacing: { line: 252, lineRule: auto } },
      },
      { id: 'TableTextDense', name: 'Table Text Dense', basedOn: 'TableText', run: { size: size.dense } },
      {
        id: 'TableNote',
        name: 'Table Note',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: size.note, color: soft },
        paragraph: { spacing: { before: 40, line: 252, lineRule: auto } },
      },
      {
        id: 'AfterTable',
        name: 'After Table',
        basedOn: 'Normal',
        run: { size: 10 },
        paragraph: { spacing: { line: 160, lineRule: LineRuleType.EXACT, after: 60 } },
      },
      {
        id: 'Figure',
        name: 'Figure',
        basedOn: 'Normal',
        paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 160, line: 240, lineRule: auto } },
      },
      {
        id: 'ContentsTitle',
        name: 'Contents Title',
        basedOn: 'Normal',
        run: { size: 32, bold: true },
        paragraph: { spacing: { after: 200 } },
      },
      {
        id: 'TOC1',
        name: 'toc 1',
        basedOn: 'Normal',
        run: { bold: true },
        paragraph: { spacing: { before: 80, after: 20 } },
      },
      { id: 'TOC2', name: 'toc 2', basedOn: 'Normal', paragraph: { indent: { left: 420 }, spacing: { after: 10 } } },
    ],
  };
}

function headingNumbers(first: string, format: (typeof LevelFormat)[keyof typeof LevelFormat]) {
  return [first, '%1.%2', '%1.%2.%3'].map((text, level) => ({
    level,
    format: level === 0 ? format : LevelFormat.DECIMAL,
    text,
    suffix: LevelSuffix.SPACE,
    alignment: AlignmentType.LEFT,
    style: { run: { color: accent }, paragraph: { indent: { left: 0, hanging: 0 } } },
  }));
}

const listIndent = (level: number) => ({ indent: { left: 420 * (level + 1), hanging: 360 } });

const numbersOfHeadings = ({ content }: ResolvedDocument): ReadonlyMap<string, string> =>
  new Map(content.flatMap((node) => (node.type === 'heading' ? [[node.id, node.label] as const] : [])));

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

function wordDocument(report: ResolvedDocument): Document {
  const { locale } = report;
  const zh = locale === 'zh-CN';
  let lists = 0;
  const wide = new Set<Block>();
  const children = blocks(report.content, {
    locale,
    listLevel: 0,
    inTable: false,
    bold: false,
    nextList: () => lists++,
    wide,
  });
  const program = zh ? '满意度测评工作台' : 'CSI Workbench';
  const small = { size: 16, color: soft };
  return new Document({
    title: clean(report.title),
    creator: program,
    lastModifiedBy: program,
    styles: styles(locale)!,
    pageNumbers: reportPages(numbersOfHeadings(report)),
    numbering: {
      config: [
        { reference: 'section', levels: headingNumbers('%1', LevelFormat.DECIMAL) },
        { reference: 'annex', levels: headingNumbers(zh ? '附录 %1' : 'Annex %1', LevelFormat.UPPER_LETTER) },
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
    sections: sectionsOf(children, wide).map(({ content, onItsSide }, place) => ({
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
                    children: [new TextRun({ text: clean(report.title), ...small })],
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
export async function renderDocx(report: ResolvedDocument): Promise<Uint8Array> {
  return new Uint8Array(await Packer.toBuffer(wordDocument(report)));
}
