import type { Collection, Collections, Entities } from '../model/project.ts';
import type { VariableId } from '../model/ids.ts';
import type { Bilingual } from '../model/text.ts';

/** A cell's current value: a number, a date in milliseconds, a text, or null for blank. */
export type CellContent = number | string | null;

type PutOperation = {
  readonly [C in Collection]: {
    readonly op: 'put';
    readonly collection: C;
    readonly id: string;
    readonly value: Collections[C] | null;
  };
}[Collection];

/**
 * What a command does to the project, small enough that its inverse follows from the state before it:
 * put (null deletes), cells (rows are 0-based forms), addRows / removeRows (at the end; removed rows' cells come back with the inverse).
 */
export type Operation =
  | PutOperation
  | {
      readonly op: 'cells';
      readonly variableId: VariableId;
      readonly rows: readonly number[];
      readonly values: readonly CellContent[];
    }
  | { readonly op: 'addRows'; readonly count: number }
  | { readonly op: 'removeRows'; readonly count: number };

export type Patch = readonly Operation[];

/**
 * A patch as windows are told of it: where too many cells were set to list them all, only the questions whose answers changed, which are
 * then asked for anew.
 */
export type ToldPatch = readonly (
  | Operation
  | { readonly op: 'answers'; readonly variableIds: readonly VariableId[] }
)[];

/** What commands may read of the project. cell: current content, null when blank. */
export interface ProjectReader {
  readonly entities: Entities;
  readonly rowCount: number;
  cell(variableId: VariableId, row: number): CellContent;
  /** A new id, unique in the project; supplied by the host so that commands stay pure. */
  newId(): string;
}

/** What a command plans: the patch and the words shown in the undo list and the cleaning log. */
export interface CommandOutcome {
  readonly patch: Patch;
  readonly label: Bilingual;
  /** Numbers about the change that a preview shows (how weighting converged, how many options were found). */
  readonly facts?: Readonly<Record<string, number | boolean>>;
}
