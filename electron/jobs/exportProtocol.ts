import type { ResolvedDocument } from '../../shared/report/resolved.ts';
import type { DrawnFigure } from '../services/ports.ts';

/** Methods of the export worker. drawings: drawn figures by the figure's id. */
export type ExportTable = {
  readonly docx: {
    readonly input: { readonly document: ResolvedDocument; readonly drawings: ReadonlyMap<string, DrawnFigure> };
    readonly output: Uint8Array;
  };
};
