import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  PageBreak,
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
import { isMostlyLatin } from '../../shared/report/isMostlyLatin.ts';
import { asciiAddress } from '../../shared/report/linkAddress.ts';
import type { ResolvedCell, ResolvedDocument, ResolvedNode, Run } from '../../shared/report/resolved.ts';
import { typedWidths } from '../../shared/report/typedWidths.ts';
import { isWide } from '../../shared/report/wideTable.ts';
import {
  captionBookmark,
  machineBookmark,
  numberBookmark,
  referenceName,
  textBookmark,
} from '../../shared/report/wordMarks.ts';
import { hasCover } from '../../shared/report/hasCover.ts';
import { runsIn } from '../../shared/report/annotationsOf.ts';
import type { CommentAttrs } from '../../shared/report/document.ts';
import { ink } from './docxStyles.ts';
import { imageOfUrl } from './imageFile.ts';
import { pictureMark } from './docxPictures.ts';
import { noBorders, textWidthTwips, threeLineTable, wideTextTwips } from './docxTables.ts';

export type Block = Paragraph | Table | TableOfContents;
type TextOnly = Extract<Run, { type: 'run' }>;
type NodeOf<T extends ResolvedNode['type']> = Extract<ResolvedNode, { type: T }>;
/** How deep in lists and tables a node stands, and what it needs from outside. */
export interface Context {
  readonly locale: ResolvedDocument['locale'];
  readonly listLevel: number;
  readonly inTable: boolean;
  /** The title has a page of its own. */
  readonly cover: boolean;
  /** Inside a head cell all text is bold. */
  readonly bold: boolean;
  /** Stays on the page of what comes next. */
  readonly keepNext: boolean;
  /** The first block of a page, which begins with it or with the break before it. */
  readonly pageTop: 'own' | 'after' | null;
  /** How the cell around sets its lines. */
  readonly align: ResolvedCell['align'];
  /** Headings without a number are referred to by their words. */
  readonly plainHeadings: ReadonlySet<string>;
  readonly remarks: ReadonlyMap<string, number>;
  /** A remark ends once, with the last words it is about. */
  readonly lastRuns: ReadonlyMap<string, Run>;
  readonly begun: Set<string>;
  /** Gives every ordered list its own numbering. */
  nextList(): number;
  nextMachine(): number;
  /** What stands on pages turned on their side. */
  readonly wide: Set<Block>;
}
type Renderers = { readonly [T in ResolvedNode['type']]: (node: NodeOf<T>, context: Context) => readonly Block[] };

// XML 1.0 has no place for these, and Word refuses the whole file for one of them.
export const clean = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');

function textRun(run: TextOnly, bold: boolean): ParagraphChild {
  const text = new TextRun({
    text: clean(run.text),
    ...(run.bold || bold ? { bold: true } : {}),
    ...(run.italic ? { italics: true } : {}),
    ...(run.link === undefined ? {} : { style: 'Hyperlink' }),
    ...(run.underline ? { underline: {} } : {}),
    ...(run.comments ? { highlight: 'yellow' as const } : {}),
  });
  // Each run is a link of its own: LibreOffice forgets where the second run of a link leads.
  return run.link === undefined ? text : new ExternalHyperlink({ link: asciiAddress(run.link), children: [text] });
}

/** A run with what hangs on it: the bookmark of its number, the field of its reference, the range of its remarks. */
function runChildren(run: TextOnly, bookmark: string | null, context: Context): ParagraphChild[] {
  const text =
    run.target === undefined
      ? textRun(run, context.bold)
      : new SimpleField(
          `REF ${referenceName(run.target)} ${context.plainHeadings.has(run.target) || !run.target.startsWith('section') ? '' : '\\r '}\\h`,
          clean(run.text),
        );
  const ids = (run.comments ?? []).flatMap((comment) => {
    const id = context.remarks.get(comment.id);
    return id === undefined ? [] : [{ id, comment: comment.id }];
  });
  const opening = ids.filter(({ comment }) => !context.begun.has(comment));
  for (const { comment } of opening) context.begun.add(comment);
  const closing = ids.filter(({ comment }) => context.lastRuns.get(comment) === run);
  return [
    ...opening.map(({ id }) => new CommentRangeStart(id)),
    bookmark === null ? text : new Bookmark({ id: bookmark, children: [text] }),
    ...closing.flatMap(({ id }) => [new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })]),
  ];
}

/** @param at  place of the paragraph in the stored document: numbers in it get bookmarks by which they are found again */
function runs(content: readonly Run[], context: Context, at?: string): ParagraphChild[] {
  return content.flatMap((run, place): ParagraphChild[] => {
    if (run.type === 'break') return [new TextRun({ break: 1 })];
    if (run.type === 'footnote')
      return [
        new FootnoteReferenceRun({
          children: [new Paragraph({ style: 'FootnoteText', children: [new TextRun(clean(run.text))] })],
        }),
      ];
    const named = at !== undefined && (run.number !== undefined || run.target !== undefined);
    return runChildren(run, named ? numberBookmark(at, place) : null, context);
  });
}

/** The author's text in a bookmark by which it is found again in a file that comes back. */
const marked = (at: string | undefined, children: readonly ParagraphChild[]): ParagraphChild[] =>
  at === undefined ? [...children] : [new Bookmark({ id: textBookmark(at), children: [...children] })];

/** Words of the program, which nobody's editing of brings back. */
const machineText = (text: string, context: Context): ParagraphChild =>
  new Bookmark({ id: machineBookmark(context.nextMachine()), children: [new TextRun(clean(text))] });

const alignments = { center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

function textParagraph(
  content: readonly Run[],
  context: Context,
  at: string | undefined,
  options: IParagraphOptions = {},
): Paragraph {
  const style = context.inTable ? 'TableText' : context.listLevel > 0 ? 'ListText' : 'BodyText';
  return new Paragraph({
    style,
    ...(context.keepNext ? { keepNext: true } : {}),
    ...(context.locale === 'zh-CN' && isMostlyLatin(content) ? { alignment: AlignmentType.LEFT } : {}),
    ...(context.align ? { alignment: alignments[context.align] } : {}),
    ...options,
    children: marked(at, runs(content, context, at)),
  });
}

/** "图 3" and the caption's text: the number is a SEQ field, so that Word can count anew and list figures. */
function caption(
  id: string,
  label: string,
  text: string,
  at: string | undefined,
  options: IParagraphOptions,
): Paragraph {
  const [word = '', number = ''] = label.split(' ');
  const words = new TextRun(clean(text));
  return new Paragraph({
    style: 'Caption',
    alignment: AlignmentType.CENTER,
    ...options,
    children: [
      new Bookmark({
        id: referenceName(id),
        children: [new TextRun(`${word} `), new SimpleField(`SEQ ${word} \\* ARABIC`, number)],
      }),
      new TextRun('　'),
      ...(at === undefined ? [words] : [new Bookmark({ id: captionBookmark(at), children: [words] })]),
    ],
  });
}

const pixelsPerMm = 96 / 25.4;

export function picture(
  data: Uint8Array,
  type: 'png' | 'jpg',
  widthMm: number,
  aspect: number,
  alt: string,
  keepNext: boolean,
  alignment: (typeof AlignmentType)['LEFT' | 'CENTER'] = AlignmentType.CENTER,
): Paragraph {
  const width = widthMm * pixelsPerMm;
  const altText = { name: clean(alt).slice(0, 60), description: clean(alt), title: '' };
  return new Paragraph({
    style: 'Figure',
    alignment,
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
  const count = first.reduce((sum, cell) => sum + cell.colspan, 0);
  const shares = typedWidths(first) ?? Array.from({ length: count }, () => 1 / count);
  const widths = shares.map((share) => Math.floor(share * textWidthTwips));
  const end = rows.length - 1;
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
            // No row or two of a table alone on a page.
            const keepNext = place < end && (place < 2 || place >= end - 2);
            const own = { ...context, inTable: true, bold: cell.header, align: cell.align, keepNext };
            const children = blocks(cell.content, own).filter(
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
  title: (node, context) => [
    new Paragraph({
      style: context.cover ? 'Title' : 'CompactTitle',
      children: marked(node.at, runs(node.runs, context, node.at)),
    }),
  ],
  subtitle: (node, context) => [
    new Paragraph({
      style: context.cover ? 'Subtitle' : 'CompactSubtitle',
      children: marked(node.at, runs(node.runs, context, node.at)),
    }),
  ],
  heading: (node, context) => [
    new Paragraph({
      heading: headingLevels[node.level],
      // A chapter on a new page begins at its top.
      ...(context.pageTop ? { spacing: { before: 0 } } : {}),
      ...(context.pageTop === 'own' ? { pageBreakBefore: true } : {}),
      ...(node.kind === 'plain' ? {} : { numbering: { reference: node.kind, level: node.level - 1 } }),
      children: [
        new Bookmark({
          id: referenceName(node.id),
          children: marked(node.at, runs(node.runs, context, node.at)),
        }),
      ],
    }),
  ],
  paragraph: (node, context) => [textParagraph(node.runs, context, node.at)],
  list: (node, context) => {
    const instance = node.ordered ? context.nextList() : 0;
    const level = Math.min(2, context.listLevel);
    const inner = { ...context, listLevel: context.listLevel + 1 };
    return node.items.flatMap((item) =>
      item.flatMap((part, place): readonly Block[] => {
        if (place > 0 || part.type !== 'paragraph') return blocks([part], inner);
        return [
          textParagraph(part.runs, inner, part.at, {
            numbering: node.ordered ? { reference: 'ordered', level, instance } : { reference: 'bullets', level },
          }),
        ];
      }),
    );
  },
  table: ({ rows, caption: own, at }, context) => [
    ...(own ? [caption(own.id, own.label, own.text, at, { keepNext: true, spacing: { before: 180, after: 80 } })] : []),
    typedTable(rows, context),
    new Paragraph({ style: 'AfterTable' }),
  ],
  resultTable: ({ id, at, label, caption: text, table }, context) => {
    const onItsSide = isWide(table) && !context.inTable && context.listLevel === 0;
    const content = {
      ...table,
      columns: table.columns.map((column) => ({ ...column, title: clean(column.title) })),
      rows: table.rows.map((row) => ({ ...row, cells: row.cells.map(clean) })),
    };
    const all: readonly Block[] = [
      caption(id, label, text, at, { keepNext: true, spacing: { before: 180, after: 80 } }),
      threeLineTable(content, onItsSide ? wideTextTwips : textWidthTwips),
      ...table.notes.map((note) => new Paragraph({ style: 'TableNote', children: [machineText(note, context)] })),
      new Paragraph({ style: 'AfterTable' }),
    ];
    if (onItsSide) for (const block of all) context.wide.add(block);
    return all;
  },
  figure: ({ id, at, label, caption: text, altText, widthMm, figure }) => [
    picture(pictureMark(id), 'png', widthMm, figureHeight(figure, designWidth) / designWidth, altText, true),
    caption(id, label, text, at, { spacing: { before: 40, after: 200 } }),
  ],
  image: ({ src, alt, widthMm, caption: own, at }) => {
    const { type, bytes, width, height } = imageOfUrl(src);
    return [
      picture(bytes, type, widthMm, height / width, alt, Boolean(own)),
      ...(own ? [caption(own.id, own.label, own.text, at, { spacing: { before: 40, after: 200 } })] : []),
    ];
  },
  // As flat as a line can be: one that found no room under a full page would leave an empty page behind it.
  pageBreak: () => [
    new Paragraph({
      style: 'AfterTable',
      spacing: { line: 20, lineRule: LineRuleType.EXACT, after: 0 },
      children: [new PageBreak()],
    }),
  ],
  tableOfContents: ({ title }, context) => [
    new Paragraph({ style: 'ContentsTitle', children: [machineText(title, context)] }),
    // Filled in from the headings, with their numbers and the pages docx works out as Word lays them out.
    new TableOfContents(clean(title), { hyperlink: true, headingStyleRange: '1-2' }),
  ],
  notice: (node, context) =>
    node.text === ''
      ? []
      : [
          new Paragraph({
            style: context.inTable ? 'TableText' : 'BodyText',
            children: [machineText(node.text, context)],
          }),
        ],
  unknown: (node, context) => [
    new Paragraph({ style: context.inTable ? 'TableText' : 'BodyText', children: [machineText(node.text, context)] }),
  ],
} satisfies Renderers;

export function blocks(content: readonly ResolvedNode[], context: Context): readonly Block[] {
  const one = <T extends ResolvedNode['type']>(node: NodeOf<T>, own: Context): readonly Block[] =>
    (renderers as Renderers)[node.type as T](node, own);
  const coverEnd = context.cover ? content.findIndex(({ type }) => type === 'pageBreak') : -1;
  /** A chapter opens its page itself: a break of its own would leave an empty page where the page before it is full. */
  const opensPage = (place: number): boolean =>
    place - 1 !== coverEnd && content[place]?.type === 'heading' && content[place - 1]?.type === 'pageBreak';
  return content.flatMap((node, place) => {
    const next = content[place + 1];
    if (opensPage(place + 1)) return [];
    return one(node, {
      ...context,
      keepNext: context.inTable ? context.keepNext : node.type === 'paragraph' && next?.type === 'table',
      pageTop: opensPage(place) ? 'own' : content[place - 1]?.type === 'pageBreak' ? 'after' : null,
    });
  });
}

/** What the first blocks of a document begin with. */
export function startContext({ locale, content }: ResolvedDocument, remarks: readonly CommentAttrs[]): Context {
  let lists = 0;
  let machine = 0;
  const lastRuns = new Map<string, Run>();
  for (const run of runsIn(content))
    if (run.type === 'run') for (const comment of run.comments ?? []) lastRuns.set(comment.id, run);
  return {
    locale,
    listLevel: 0,
    inTable: false,
    bold: false,
    keepNext: false,
    pageTop: null,
    align: undefined,
    cover: hasCover(content),
    plainHeadings: new Set(
      content.flatMap((node) => (node.type === 'heading' && node.kind === 'plain' ? [node.id] : [])),
    ),
    remarks: new Map(remarks.map((comment, id) => [comment.id, id])),
    lastRuns,
    begun: new Set(),
    nextList: () => lists++,
    nextMachine: () => machine++,
    wide: new Set(),
  };
}
