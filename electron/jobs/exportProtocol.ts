import type { ResolvedDocument } from '../../shared/report/resolved.ts';
import type { DataExportOptions, DataSource } from '../export/dataTable.ts';
import type { DrawnFigure } from '../services/ports.ts';

/** Methods of the export worker. drawings: drawn figures by the figure's id. */
export type ExportTable = {
  readonly docx: {
    readonly input: { readonly document: ResolvedDocument; readonly drawings: ReadonlyMap<string, DrawnFigure> };
    readonly output: Uint8Array;
  };
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
