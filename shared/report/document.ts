import type { AnalysisRequest, FormatName, Json } from '../analyses/types.ts';

/**
 * The report as it is stored and edited: ProseMirror JSON. Numbers, findings, tables and figures are references to results
 * (request + where in the result), so that they follow the data; the author's words sit around them.
 */
export const markTypes = ['bold', 'italic', 'underline'] as const;
export type MarkType = (typeof markTypes)[number];

/** A remark of a reader on the words it covers. Not exported unless asked for. */
export interface CommentMark {
  readonly type: 'comment';
  readonly attrs: CommentAttrs;
}
export interface CommentAttrs {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly resolved: boolean;
}
/** A link out of the report: a page of the web or a mailbox (linkAddress). The program itself never follows it. */
export interface LinkMark {
  readonly type: 'link';
  readonly attrs: { readonly href: string };
}
export type Mark = { readonly type: MarkType } | CommentMark | LinkMark;

export interface TextNode {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly Mark[];
}
export interface HardBreakNode {
  readonly type: 'hardBreak';
}
/** A live number in running text. path leads into the result's values ("overall.index"); format says how many digits are shown. */
export interface NumberNode {
  readonly type: 'number';
  readonly attrs: { readonly request: AnalysisRequest; readonly path: string; readonly format: FormatName };
  readonly marks?: readonly Mark[];
}
/** A note at the foot of the page. */
export interface FootnoteNode {
  readonly type: 'footnote';
  readonly attrs: { readonly text: string };
  readonly marks?: readonly Mark[];
}
/** "图 3", "1.2": the number of the figure, table or heading with this anchor, whatever it is by then. */
export interface CrossReferenceNode {
  readonly type: 'crossReference';
  readonly attrs: { readonly target: string };
  readonly marks?: readonly Mark[];
}
export type InlineNode = TextNode | HardBreakNode | NumberNode | FootnoteNode | CrossReferenceNode | UnknownNode;

/** What can be referred to carries an anchor once something refers to it. */
interface Anchored {
  readonly anchor?: string | null;
}

/** What part of the report a heading opens: numbered sections 1, 1.1, annexes 附录 A, or without a number (摘要). */
export const headingKinds = ['section', 'annex', 'plain'] as const;
export type HeadingKind = (typeof headingKinds)[number];
export type HeadingLevel = 1 | 2 | 3;

export interface TitleNode {
  readonly type: 'title';
  readonly content?: readonly InlineNode[];
}
export interface SubtitleNode {
  readonly type: 'subtitle';
  readonly content?: readonly InlineNode[];
}
export interface HeadingNode {
  readonly type: 'heading';
  readonly attrs: { readonly level: HeadingLevel; readonly kind: HeadingKind } & Anchored;
  readonly content?: readonly InlineNode[];
}
/** A machine-written sentence as it was: its words, and its numbers with what they showed. */
export type Told = readonly (string | { readonly path: string; readonly format: FormatName; readonly text: string })[];
/** Such a sentence as it read. */
export const toldText = (told: Told): string =>
  told.map((part) => (typeof part === 'string' ? part : part.text)).join('');
/**
 * Where a machine-written sentence came from, kept when a person takes it over, so that it can be gone back to. told: the program's
 * sentence when the author last looked at it; a sentence of today that says something else is shown to the author, and so is one that the
 * program no longer writes.
 */
export interface FindingOrigin {
  readonly request: AnalysisRequest;
  /** Its place among the sentences of the result when it was put in; null: all of them. */
  readonly index: number | null;
  /** What it tells of, by which it is known whatever stands before it; absent in reports of before: its place counts. */
  readonly about?: string;
  readonly told?: Told;
  /** It is one of the findings of the whole evaluation, counted among those about this result; absent: a sentence of its narrative. */
  readonly of?: 'findings';
}
export interface ParagraphNode {
  readonly type: 'paragraph';
  /**
   * origin: the paragraph began as a finding and has been edited since; null or absent: the author's own. drafted: written by the program
   * and not touched since.
   */
  readonly attrs?: { readonly origin: FindingOrigin | null; readonly drafted?: boolean };
  readonly content?: readonly InlineNode[];
}
export interface BulletListNode {
  readonly type: 'bulletList';
  readonly content?: readonly BlockNode[];
}
export interface OrderedListNode {
  readonly type: 'orderedList';
  readonly attrs?: { readonly start: number };
  readonly content?: readonly BlockNode[];
}
export interface ListItemNode {
  readonly type: 'listItem';
  readonly content?: readonly BlockNode[];
}
/** A table the author types; result tables are resultTable. caption null or absent = none, and no number. */
export interface TableNode {
  readonly type: 'table';
  readonly attrs?: { readonly caption?: string | null } & Anchored;
  readonly content?: readonly BlockNode[];
}
export interface TableRowNode {
  readonly type: 'tableRow';
  readonly content?: readonly BlockNode[];
}
export interface CellAttrs {
  readonly colspan: number;
  readonly rowspan: number;
  /** Pixels per spanned column as dragged on screen, or null. */
  readonly colwidth: readonly number[] | null;
  /** Absent: at the left. */
  readonly align?: CellAlign;
}
export const cellAligns = ['center', 'right'] as const;
export type CellAlign = (typeof cellAligns)[number];
export interface TableHeaderNode {
  readonly type: 'tableHeader';
  readonly attrs: CellAttrs;
  readonly content?: readonly BlockNode[];
}
export interface TableCellNode {
  readonly type: 'tableCell';
  readonly attrs: CellAttrs;
  readonly content?: readonly BlockNode[];
}
/** src names a report file (csi-file:<id>) or is a data: URL of a PNG or JPEG; nothing is ever fetched. With a caption it is a numbered figure. */
export interface ImageNode {
  readonly type: 'image';
  readonly attrs: {
    readonly src: string;
    readonly alt: string;
    readonly widthMm: number;
    readonly caption?: string | null;
  } & Anchored;
}
export interface PageBreakNode {
  readonly type: 'pageBreak';
}
export interface TableOfContentsNode {
  readonly type: 'tableOfContents';
}
/** A sentence of the catalogue's narrative, followed live; index null = all sentences of the result as one paragraph. */
export interface FindingNode {
  readonly type: 'finding';
  readonly attrs: Omit<FindingOrigin, 'of'>;
}
/** caption null = the result's own title. tableId names a table of the result. */
export interface ResultTableNode {
  readonly type: 'resultTable';
  readonly attrs: {
    readonly request: AnalysisRequest;
    readonly tableId: string;
    readonly caption: string | null;
  } & Anchored;
}
/** caption null = the figure's own title. widthMm: width on the page, at most the 160 mm between the margins. */
export interface FigureNode {
  readonly type: 'figure';
  readonly attrs: {
    readonly request: AnalysisRequest;
    readonly figureId: string;
    readonly caption: string | null;
    readonly widthMm: number;
  } & Anchored;
}
/** A node this version does not know, or one whose attributes it cannot read: kept as it was and shown as such. */
export interface UnknownNode {
  readonly type: 'unknown';
  readonly name: string;
  readonly json: Json;
}

export type BlockNode =
  | TitleNode
  | SubtitleNode
  | HeadingNode
  | ParagraphNode
  | BulletListNode
  | OrderedListNode
  | ListItemNode
  | TableNode
  | TableRowNode
  | TableHeaderNode
  | TableCellNode
  | ImageNode
  | PageBreakNode
  | TableOfContentsNode
  | FindingNode
  | ResultTableNode
  | FigureNode
  | UnknownNode;

export interface ReportDocument {
  readonly type: 'doc';
  readonly content: readonly BlockNode[];
}

export type ReportNode = BlockNode | InlineNode;
export type NodeType = ReportNode['type'];

/** Width between the margins of the A4 page, in millimetres. */
export const textWidthMm = 160;
export const defaultFigureWidthMm = 150;
