import type { Output } from '../../shared/contract/methods.ts';
import type { ImportPlan, ImportSummary } from '../../shared/importing/plan.ts';
import type { DecodedImport } from '../services/projectProtocol.ts';

/** What of a plan is given; the rest is proposed. Rows are 0-based. */
export interface ProposalParts {
  readonly sheet: string;
  readonly headerRows: readonly [number, number] | null;
  readonly firstDataRow: number | null;
  readonly lastDataRow: number | null;
  /** null: the shipped template whose indicators the headings name, if any does. */
  readonly indicatorTemplate: string | null;
  readonly remembered: ImportPlan | null;
}

export interface Proposed {
  readonly plan: ImportPlan;
  readonly summary: ImportSummary;
}

/** The methods of the worker that reads one workbook and keeps it for the calls that follow. */
export interface WorkbookTable {
  readonly read: {
    readonly input: { readonly path: string; readonly fileName: string };
    readonly output: Output<'import.inspect'>;
  };
  readonly preview: {
    readonly input: { readonly sheet: string; readonly fromRow: number; readonly toRow: number };
    readonly output: string[][];
  };
  readonly propose: { readonly input: ProposalParts; readonly output: Proposed };
  readonly check: { readonly input: { readonly plan: ImportPlan }; readonly output: ImportSummary };
  /** Decodes by the plan and gives everything away: the worker has nothing afterwards. */
  readonly decode: {
    readonly input: { readonly plan: ImportPlan };
    readonly output: {
      readonly decoded: DecodedImport;
      readonly summary: ImportSummary;
      readonly buffers: readonly ArrayBuffer[];
    };
  };
}
