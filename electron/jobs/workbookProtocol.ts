import type { Output } from '../../shared/contract/methods.ts';
import type { ImportPlan, ImportSummary } from '../../shared/importing/plan.ts';
import type { SurveyPlatformId } from '../../shared/importing/profiles/platformIds.ts';
import type { TextFileChoices } from '../../shared/importing/textFile.ts';
import type { Column } from '../../shared/model/dataset.ts';
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
  /** Lowest-level indicators of the project's own tree, which stays; absent: a template is looked for. */
  readonly treeLeaves?: readonly string[] | undefined;
  /** null = no platform, absent = recognised. */
  readonly platform?: SurveyPlatformId | null | undefined;
  /** A sheet; null = no codebook, absent = the one that fits. */
  readonly codebook?: string | null | undefined;
}

export interface Proposed {
  readonly plan: ImportPlan;
  readonly summary: ImportSummary;
  readonly recognised: Output<'import.propose'>['recognised'];
}

export interface FileIdentity {
  readonly sha256: string;
  readonly sheets: number;
}

/** The methods of the worker that reads one workbook and keeps it for the calls that follow. */
export interface WorkbookTable {
  readonly read: {
    readonly input: { readonly path: string; readonly fileName: string; readonly text: TextFileChoices };
    readonly output: Output<'import.inspect'>;
  };
  readonly preview: {
    readonly input: { readonly sheet: string; readonly fromRow: number; readonly toRow: number };
    readonly output: string[][];
  };
  readonly propose: { readonly input: ProposalParts; readonly output: Proposed };
  readonly check: { readonly input: { readonly plan: ImportPlan }; readonly output: ImportSummary };
  /** The forms' answers in one column of the sheet (0-based); null when the plan leaves it out. */
  readonly column: {
    readonly input: { readonly plan: ImportPlan; readonly column: number };
    readonly output: Column | null;
  };
  /** SHA-256 of the file as it was read, and how many sheets it has. */
  readonly identity: { readonly input: null; readonly output: FileIdentity };
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
