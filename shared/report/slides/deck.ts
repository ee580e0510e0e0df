import type { CellAlign } from '../document.ts';
import type { ChartFigure } from '../../analyses/types.ts';
import type { Locale } from '../../model/text.ts';
import type { Run } from '../resolved.ts';

/** One paragraph of a slide. level 0 has no mark, 1 and deeper stand under a mark. */
export interface SlideText {
  readonly type: 'text';
  readonly runs: readonly Run[];
  readonly level: 0 | 1 | 2 | 3;
  /** '•' or a number with its point; '' = none. */
  readonly mark: string;
}

/** A few numbers set large, with what they are. */
export interface SlideCards {
  readonly type: 'cards';
  readonly cards: readonly { readonly value: string; readonly label: string; readonly note: string }[];
}

export interface SlideFigure {
  readonly type: 'figure';
  /** Unique in the deck. */
  readonly id: string;
  readonly caption: string;
  readonly altText: string;
  readonly figure: ChartFigure;
}

export interface SlideCell {
  /** One entry per paragraph. */
  readonly lines: readonly (readonly Run[])[];
  readonly header: boolean;
  readonly colspan: number;
  readonly rowspan: number;
  /** Absent: as its column. */
  readonly align?: CellAlign;
}

export interface SlideTable {
  readonly type: 'table';
  readonly caption: string;
  /** Relative widths, one per column; null = as the texts need. */
  readonly widths: readonly number[] | null;
  readonly align: readonly ('left' | 'right')[];
  /** Rows at the top that are repeated where the table goes on. */
  readonly headRows: number;
  readonly rows: readonly {
    readonly cells: readonly SlideCell[];
    readonly emphasis: boolean;
    readonly depth: number;
  }[];
  readonly notes: readonly string[];
}

export interface SlideImage {
  readonly type: 'image';
  /** data: URL of a PNG or JPEG. */
  readonly src: string;
  readonly alt: string;
}

export type SlideBlock = SlideText | SlideCards | SlideFigure | SlideTable | SlideImage;

export interface Slide {
  readonly kind: 'cover' | 'content';
  readonly title: readonly Run[];
  readonly blocks: readonly SlideBlock[];
  /** n and source; '' = none. */
  readonly footnote: string;
}

/** The report as slides: plain data with every number formatted, from which the PowerPoint file is written. */
export interface Deck {
  readonly locale: Locale;
  readonly title: string;
  readonly slides: readonly Slide[];
}

/** The figures of the deck, in reading order. */
export const figuresOfDeck = ({ slides }: Deck): readonly SlideFigure[] =>
  slides.flatMap(({ blocks }) => blocks.filter((block) => block.type === 'figure'));
