import type { Patch, ToldPatch } from '../../shared/commands/types.ts';
import type { RawSheet } from '../../shared/importing/rawCells.ts';
import type { Column, DataStep } from '../../shared/model/dataset.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import type { MemoryColumn } from './memoryColumn.ts';
import type { StoredSheet } from './rawStore.ts';

/** What a commit did. columns: every column that is new or other than before; patch null = ask for the whole state. */
export interface Change {
  readonly revision: number;
  readonly patch: ToldPatch | null;
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, MemoryColumn>;
  readonly undo: Bilingual | null;
  readonly redo: Bilingual | null;
  /** How the list of what was done to the data changed: so many stay, these follow. Absent: it did not. */
  readonly steps?: { readonly keep: number; readonly added: readonly DataStep[] };
}

/** A planned import: entities to put, whole columns to write, and the sheet as it was. */
export interface ImportContents {
  readonly patch: Patch;
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Column>;
  readonly importId: string;
  readonly sheet: RawSheet;
  readonly formRows: Int32Array;
  /** The sheet's column (0-based) that each question was read from. */
  readonly sheetColumns: Readonly<Record<string, number>>;
  readonly label: Bilingual;
  /** Name of the automatic version kept first; null when there was nothing to keep. */
  readonly versionName: string | null;
}

/** Everything a project made in one step begins with. */
export interface WholeProject {
  readonly patch: Patch;
  readonly rowCount: number;
  readonly columns: ReadonlyMap<string, Column>;
  /** Imported sheets by import. */
  readonly sheets: ReadonlyMap<string, StoredSheet>;
  readonly label: Bilingual;
  readonly command: Readonly<Record<string, unknown>>;
}
