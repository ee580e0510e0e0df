import type { AnalysisRequest, ChartFigure, FormatName } from '../analyses/types.ts';
import type { Bilingual, Locale } from '../model/text.ts';
import type { CellAlign, CommentAttrs, HeadingKind, HeadingLevel } from './document.ts';

/** A stretch of text with one look. live: the text is a number that follows the data. */
export interface TextRun {
  readonly type: 'run';
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly live: boolean;
  /** The number this text shows: what a Word file read back is compared with. */
  readonly number?: NumberSource;
  /** Where the words lead, out of the document: an address as linkAddress allows it. */
  readonly link?: string;
  /** The text names a figure, table or heading: the id it has in this document. */
  readonly target?: string;
  /** Remarks on this text, where they were asked for. */
  readonly comments?: readonly CommentAttrs[];
}
export interface NumberSource {
  readonly request: AnalysisRequest;
  readonly path: string;
  readonly format: FormatName;
}
export interface BreakRun {
  readonly type: 'break';
}
/** The sign of a footnote; notes are counted through the document from 1. */
export interface FootnoteRun {
  readonly type: 'footnote';
  readonly number: number;
  readonly text: string;
}
export type Run = TextRun | BreakRun | FootnoteRun;

export interface ResolvedCell {
  readonly header: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  readonly colwidth: readonly number[] | null;
  readonly align?: CellAlign;
  readonly content: readonly ResolvedNode[];
}

/** What stands under a picture or above a table of the author's, with its number. */
export interface NumberedCaption {
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

/** A three-line table with its texts ready: numbers formatted, missing as an en dash. */
export interface TableContent {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly depth: number; readonly emphasis: boolean }[];
  readonly notes: readonly string[];
}

/**
 * The report with every reference answered: plain data from which the page, the printed document and the Word file are made.
 * label is the whole number of a heading ("1.2", "附录 A") or caption ("图 3"), '' where there is none. id is unique in the document.
 * at: where the node stands in the stored document, as places in contents ("14.0.1"); absent where nothing of the author's is shown.
 */
export type ResolvedNode =
  | { readonly type: 'title'; readonly at?: string; readonly runs: readonly Run[] }
  | { readonly type: 'subtitle'; readonly at?: string; readonly runs: readonly Run[] }
  | {
      readonly type: 'heading';
      readonly at?: string;
      readonly level: HeadingLevel;
      readonly kind: HeadingKind;
      readonly label: string;
      readonly id: string;
      readonly runs: readonly Run[];
    }
  | { readonly type: 'paragraph'; readonly at?: string; readonly machine: boolean; readonly runs: readonly Run[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly ResolvedNode[])[];
    }
  | {
      readonly type: 'table';
      readonly at?: string;
      readonly rows: readonly (readonly ResolvedCell[])[];
      /** null or absent = the author gave none. */
      readonly caption?: NumberedCaption | null;
    }
  | {
      readonly type: 'resultTable';
      readonly at?: string;
      readonly label: string;
      readonly id: string;
      readonly caption: string;
      readonly table: TableContent;
    }
  | {
      readonly type: 'figure';
      readonly at?: string;
      readonly label: string;
      readonly id: string;
      readonly caption: string;
      readonly altText: string;
      readonly widthMm: number;
      readonly figure: ChartFigure;
    }
  | {
      readonly type: 'image';
      readonly at?: string;
      readonly src: string;
      readonly alt: string;
      readonly widthMm: number;
      readonly caption?: NumberedCaption | null;
    }
  | { readonly type: 'pageBreak' }
  | { readonly type: 'tableOfContents'; readonly title: string; readonly entries: readonly ContentsEntry[] }
  /** A result that cannot be had, said in words where it would have stood; missing: of what and why. Without text nothing is shown. */
  | {
      readonly type: 'notice';
      readonly text: string;
      readonly missing?: { readonly name: string; readonly reason: string };
    }
  | { readonly type: 'unknown'; readonly text: string };

export interface ContentsEntry {
  readonly id: string;
  readonly level: HeadingLevel;
  readonly label: string;
  readonly text: string;
}

export interface ResolvedDocument {
  readonly locale: Locale;
  /** Text of the title node, for the running header and the document's properties. */
  readonly title: string;
  readonly content: readonly ResolvedNode[];
}

/** A reference that leads nowhere: the analysis failed or is not there, or the path, sentence, table or figure is not in its result. */
export interface Unresolved {
  readonly kind: 'number' | 'crossReference' | 'finding' | 'resultTable' | 'figure' | 'unknown';
  readonly analysis: string;
  /** What was looked for in the result. */
  readonly target: string;
  /** The indicator, group or question the number is of, by name. */
  readonly about?: string | undefined;
  /** A sentence as it read when it was put in. */
  readonly told?: string;
  /** The heading under which it stands. */
  readonly section: string;
  readonly reason: Bilingual;
}
