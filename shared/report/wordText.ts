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
}

/** A paragraph of a Word file that came back. */
export interface WordParagraph {
  /** Places of the paragraphs of the report that begin here: more than one when Word's user joined them. */
  readonly begins: readonly string[];
  /** Words of the program: contents, notes of tables. */
  readonly machine: boolean;
  /** Style id, '' for none. */
  readonly style: string;
  readonly list: boolean;
  /** Number of the table it stands in, counted through the file, null outside. */
  readonly table: number | null;
  readonly pieces: readonly WordPiece[];
}
