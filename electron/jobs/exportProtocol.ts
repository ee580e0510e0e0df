import type { OfficeChart } from '../../shared/charts/officeTypes.ts';
import type { ResolvedDocument } from '../../shared/report/resolved.ts';
import type { ResultsBook } from '../../shared/report/resultsBook.ts';
import type { Deck } from '../../shared/report/slides/deck.ts';
import type { DeckFacts } from '../export/pptx.ts';
import type { DataExportOptions, DataSource } from '../export/dataTable.ts';
import type { FigurePicture } from '../services/ports.ts';

/** Methods of the export worker. pictures and charts: by the figure's id. */
export type ExportTable = {
  /** The Word file without its pictures, to be made while these are drawn. */
  readonly docx: { readonly input: { readonly document: ResolvedDocument }; readonly output: Uint8Array };
  readonly docxPictures: {
    readonly input: {
      readonly docx: Uint8Array;
      readonly pictures: ReadonlyMap<string, FigurePicture>;
      readonly charts: ReadonlyMap<string, OfficeChart>;
    };
    readonly output: Uint8Array;
  };
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
