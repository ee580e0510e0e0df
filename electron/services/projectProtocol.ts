import type { Command } from '../../shared/commands/catalogue.ts';
import type { CommandPreview } from '../../shared/commands/previewCommand.ts';
import type { CleaningLog } from '../../shared/cleaning/log.ts';
import type { PersonalFinding } from '../../shared/cleaning/personalColumns.ts';
import type { CombineCommand } from '../../shared/commands/combine/catalogue.ts';
import type { Operation, Patch } from '../../shared/commands/types.ts';
import type { Entities } from '../../shared/model/project.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import type { DecodedTable } from '../../shared/importing/decodedTable.ts';
import type { KeyMatch } from '../../shared/importing/matchKeys.ts';
import type { RawSheet } from '../../shared/importing/rawCells.ts';
import type { WeightStep } from '../../shared/explain/weightOrigin.ts';
import type { Column, DataStep } from '../../shared/model/dataset.ts';
import type { CellOrigin } from '../storage/provenance.ts';
import type { MemoryColumn } from '../storage/memoryColumn.ts';
import type { CellChange, UnreadCell } from '../storage/answerOrigin.ts';
import type { Change } from '../storage/projectChange.ts';
import type { VersionInfo } from '../storage/versionStore.ts';
import type { JournalEntry } from '../storage/journalStore.ts';
import type { Output } from '../../shared/contract/methods.ts';

/** A project as its worker tells the host when it is opened or has changed as a whole. */
export interface WholeState {
  /** Rises with every change, taken back ones too. */
  readonly revision: number;
  /** Number of forms. */
  readonly rowCount: number;
  readonly entities: Entities;
  /** Answers by the id of the question, in shared memory. */
  readonly columns: ReadonlyMap<string, MemoryColumn>;
  /** Label of what undo would take back and redo bring again; null = nothing. */
  readonly undo: Bilingual | null;
  readonly redo: Bilingual | null;
  /** What was done to the data since they were imported, oldest first; absent = nothing. */
  readonly steps?: readonly DataStep[];
}

export interface OpenRequest {
  /** Folder of working copies. */
  readonly folder: string;
  readonly projectId: string;
  /** Absolute path of the user's file. */
  readonly target: string;
  /** Makes a new project with these entities instead of opening a file. */
  readonly create: { readonly patch: Patch; readonly label: Bilingual } | null;
  /** Milliseconds since 1970, UTC; so every at below. */
  readonly at: number;
}

export interface Opened {
  readonly state: WholeState;
  /** A working copy with changes that the saved file does not have was continued. */
  readonly recovered: boolean;
  /** A working copy that could not be read was kept under another name, and the saved file opened instead. */
  readonly setAside: boolean;
  /** There are changes that the saved file does not have. */
  readonly dirty: boolean;
}

/** A read workbook's sheet decoded by a plan, on its way into the project. */
export interface DecodedImport extends DecodedTable {
  readonly sheet: RawSheet;
}

/** What undo and redo did; state: everything, where it was changed as a whole. */
export interface Replayed {
  readonly change: Change;
  readonly state: WholeState | null;
  readonly label: Bilingual;
}

/** A question whose answers were changed by a cleaning step since they came from the file, and that step. */
export interface CleanedQuestion {
  readonly variableId: string;
  readonly label: Bilingual;
}

export interface PublishOutcome {
  /** Commits of the working copy that the file now has. */
  readonly writes: number;
  /** Name of the file another program had written there meanwhile and that was kept; null = none. */
  readonly conflictKept: string | null;
  /** The file was no longer where it had been; it was written there anew. */
  readonly movedAway: boolean;
}

/** The methods of a project's worker thread, which owns the connection to its file. */
export interface ProjectTable {
  readonly open: { readonly input: OpenRequest; readonly output: Opened };
  readonly apply: { readonly input: { readonly command: Command; readonly at: number }; readonly output: Change };
  /** What a command would change, without doing it. */
  readonly preview: { readonly input: { readonly command: Command }; readonly output: CommandPreview };
  readonly cleaningLog: { readonly input: null; readonly output: CleaningLog };
  /** SHA-256 over answers and definitions. */
  readonly dataHash: { readonly input: null; readonly output: string };
  /** Questions whose answers look personal, and by what. */
  readonly personal: {
    readonly input: null;
    readonly output: readonly ({ readonly variableId: string } & PersonalFinding)[];
  };
  /** null: there was nothing to take back. */
  readonly undo: { readonly input: null; readonly output: Replayed | null };
  /** null: there was nothing to bring again. */
  readonly redo: { readonly input: null; readonly output: Replayed | null };
  readonly import: {
    readonly input: { readonly decoded: DecodedImport; readonly at: number };
    readonly output: { readonly change: Change; readonly state: WholeState };
  };
  /** Stacks or joins a file. created: the entities it made, in order. */
  readonly combine: {
    readonly input: { readonly command: CombineCommand; readonly decoded: DecodedImport; readonly at: number };
    readonly output: { readonly change: Change; readonly state: WholeState; readonly created: readonly Operation[] };
  };
  readonly cleaned: { readonly input: null; readonly output: readonly CleanedQuestion[] };
  /** How the forms match with another table by a key. */
  readonly match: {
    readonly input: { readonly variableId: string; readonly column: Column };
    readonly output: KeyMatch;
  };
  readonly pack: { readonly input: { readonly variables: readonly string[] }; readonly output: Output<'data.columns'> };
  /** The newest journal rows first, at most `limit`. */
  readonly history: { readonly input: { readonly limit: number }; readonly output: readonly JournalEntry[] };
  /** The imported cell behind an answer (null = none) and what was changed since. row: 0-based form. */
  readonly origin: {
    readonly input: { readonly variableId: string; readonly row: number };
    readonly output: {
      readonly cell: {
        readonly file: string;
        readonly sheet: string;
        readonly cell: string;
        readonly raw: string;
      } | null;
      readonly changes: readonly CellChange[];
    };
  };
  /** The imported cells behind answers, in the order asked. */
  readonly origins: {
    readonly input: { readonly cells: readonly { readonly variableId: string; readonly row: number }[] };
    readonly output: readonly CellOrigin[];
  };
  /** What was done to the data since they were imported and concerns answers to these questions, or which forms count. */
  readonly stepsOn: {
    readonly input: { readonly variableIds: readonly string[] };
    readonly output: readonly DataStep[];
  };
  /** What set the weights of the children of these nodes of the indicator system, oldest first. */
  readonly weightStepsOn: {
    readonly input: { readonly keys: readonly string[] };
    readonly output: readonly WeightStep[];
  };
  /** Cells of the files that their questions could not take. */
  readonly unread: { readonly input: null; readonly output: readonly UnreadCell[] };
  /** By question the 0-based forms whose answers differ from the imported ones, ascending, as spans ("0-99,105"). */
  readonly changed: { readonly input: null; readonly output: Record<string, string> };
  readonly keepVersion: {
    readonly input: { readonly name: string; readonly at: number; readonly automatic: boolean };
    readonly output: VersionInfo;
  };
  readonly listVersions: { readonly input: null; readonly output: readonly VersionInfo[] };
  readonly restoreVersion: {
    readonly input: { readonly versionId: string; readonly at: number };
    readonly output: { readonly change: Change; readonly state: WholeState };
  };
  readonly publish: { readonly input: { readonly at: number }; readonly output: PublishOutcome };
  /** A project for others, without personal data and without the past. */
  readonly handOver: { readonly input: { readonly path: string; readonly at: number }; readonly output: null };
  /** Writes the project as it is to an absolute path. */
  readonly copyTo: { readonly input: { readonly path: string }; readonly output: null };
  /** SHA-256 over everything a user can see. */
  readonly contentHash: { readonly input: null; readonly output: string };
  /** Closes the file; the working copy goes when everything in it has been published. */
  readonly close: { readonly input: null; readonly output: null };
}
