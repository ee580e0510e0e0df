import type { ChartFigure } from '../analyses/types.ts';
import type { Bilingual, Locale } from '../model/text.ts';
import type { HeadingKind, HeadingLevel } from './document.ts';

/** A stretch of text with one look. live: the text is a number that follows the data. */
export interface TextRun {
  readonly type: 'run';
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly live: boolean;
}
export interface BreakRun {
  readonly type: 'break';
}
export type Run = TextRun | BreakRun;

export interface ResolvedCell {
  readonly header: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  readonly colwidth: readonly number[] | null;
  readonly content: readonly ResolvedNode[];
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
 */
export type ResolvedNode =
  | { readonly type: 'title'; readonly runs: readonly Run[] }
  | { readonly type: 'subtitle'; readonly runs: readonly Run[] }
  | {
      readonly type: 'heading';
      readonly level: HeadingLevel;
      readonly kind: HeadingKind;
      readonly label: string;
      readonly id: string;
      readonly runs: readonly Run[];
    }
  | { readonly type: 'paragraph'; readonly machine: boolean; readonly runs: readonly Run[] }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly (readonly ResolvedNode[])[];
    }
  | { readonly type: 'table'; readonly rows: readonly (readonly ResolvedCell[])[] }
  | {
      readonly type: 'resultTable';
      readonly label: string;
      readonly id: string;
      readonly caption: string;
      readonly table: TableContent;
    }
  | {
      readonly type: 'figure';
      readonly label: string;
      readonly id: string;
      readonly caption: string;
      readonly altText: string;
      readonly widthMm: number;
      readonly figure: ChartFigure;
    }
  | { readonly type: 'image'; readonly src: string; readonly alt: string; readonly widthMm: number }
  | { readonly type: 'pageBreak' }
  | { readonly type: 'tableOfContents'; readonly title: string; readonly entries: readonly ContentsEntry[] }
  /** A result that cannot be had, said in words where it would have stood. */
  | { readonly type: 'notice'; readonly text: string }
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
  readonly kind: 'number' | 'finding' | 'resultTable' | 'figure' | 'unknown';
  readonly analysis: string;
  /** What was looked for in the result. */
  readonly target: string;
  /** The heading under which it stands. */
  readonly section: string;
  readonly reason: Bilingual;
}
