import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import type { PageLook } from '../../shared/report/reportCss.ts';
import type { ResolvedDocument } from '../../shared/report/resolved.ts';
import type { ResultsBook } from '../../shared/report/resultsBook.ts';
import type { WordOrigin } from '../../shared/report/wordOrigin.ts';
import type { LetterheadFill } from '../export/docxLetterhead.ts';
import type { WordReport } from '../workbooks/word/readWordReport.ts';
import type { Deck } from '../../shared/report/slides/deck.ts';
import type { DeckFacts } from '../export/pptx.ts';
import type { DataExportOptions, DataSource } from '../export/dataTable.ts';
import type { FigurePicture } from '../services/ports.ts';

/** Methods of the export worker. pictures and charts: by the figure's id. */
export type ExportTable = {
  /** The Word file without its pictures, to be made while these are drawn. */
  readonly docx: {
    readonly input: { readonly document: ResolvedDocument; readonly look: PageLook };
    readonly output: Uint8Array;
  };
  readonly docxPictures: {
    readonly input: {
      readonly docx: Uint8Array;
      readonly pictures: ReadonlyMap<string, FigurePicture>;
      readonly charts: ReadonlyMap<string, OfficeChart>;
      readonly origin: WordOrigin | null;
    };
    readonly output: Uint8Array;
  };
  /** The finished Word file on a letterhead of the user's. */
  readonly letterhead: {
    readonly input: { readonly docx: Uint8Array; readonly letterhead: Uint8Array; readonly fill: LetterheadFill };
    readonly output: Uint8Array;
  };
  /** A Word file that came back. */
  readonly readWord: { readonly input: { readonly file: Uint8Array }; readonly output: WordReport };
  readonly pptx: {
    readonly input: {
      readonly deck: Deck;
      readonly pictures: ReadonlyMap<string, FigurePicture>;
      readonly charts: ReadonlyMap<string, OfficeChart>;
      readonly facts: DeckFacts;
    };
    readonly output: Uint8Array;
  };
  readonly results: { readonly input: { readonly book: ResultsBook }; readonly output: Uint8Array };
  /** Writes a data file at path, which is there only when it is whole. */
  readonly data: {
    readonly input: {
      readonly path: string;
      readonly format: 'xlsx' | 'csv' | 'sav';
      readonly options: DataExportOptions;
      readonly source: DataSource;
    };
    readonly output: null;
  };
};
