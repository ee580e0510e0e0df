/** A stretch of a Word paragraph with one look. */
export interface WordPiece {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  /** The number or reference it shows: place of its paragraph in the stored document and of its run there. */
  readonly number: { readonly at: string; readonly run: number } | null;
  /** Text of a footnote whose sign stands here; text is '' then. */
  readonly footnote: string | null;
  /** It stands in the caption of the node at this place. */
  readonly caption: string | null;
  /** Address it leads to, outside the file, as linkAddress allows it. */
  readonly link: string | null;
  /** Ids of the remarks it is covered by. */
  readonly remarks: readonly string[];
}

/** Where in a table a paragraph stands. Columns are counted as if no cell spanned any. */
export interface WordCell {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly colspan: number;
  /** Of cells that span rows: the first of them, or one below. */
  readonly merged: 'first' | 'below' | null;
  /** The row is repeated at the head of every page. */
  readonly header: boolean;
  /** Tables around this one. */
  readonly depth: number;
}

/** A paragraph of a Word file that came back. */
export interface WordParagraph {
  /** Places of the paragraphs of the report that begin here: more than one when Word's user joined them. */
  readonly begins: readonly string[];
  /** Place of a paragraph of the report that began in one before and goes on here, as it was split in Word. */
  readonly goesOn: string | null;
  /** Words of the program: contents, notes of tables, cells of results. */
  readonly machine: boolean;
  /** Level of its heading style. */
  readonly heading: 1 | 2 | 3 | null;
  readonly list: { readonly ordered: boolean; readonly level: number } | null;
  readonly cell: WordCell | null;
  readonly pieces: readonly WordPiece[];
  /** Ids of the remarks that begin here. */
  readonly remarks: readonly string[];
}

/** A remark made in Word, or one that was exported. */
export interface WordRemark {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  /** As Word writes it; '' = not said. */
  readonly at: string;
}
