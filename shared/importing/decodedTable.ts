import type { Column } from '../model/dataset.ts';
import type { SavDictionary } from './savFile.ts';
import type { ImportPlan } from './plan.ts';

/** One question's answers. unread: forms (0-based, rising) whose cell holds something the question cannot take; blank in the column. */
export interface DecodedColumn {
  readonly planIndex: number;
  readonly column: Column;
  readonly unread: Int32Array;
}

/** A file's forms decoded by a plan, before they are part of a project. */
export interface DecodedTable {
  readonly plan: ImportPlan;
  readonly fileName: string;
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  /** Included columns of the plan, in its order. */
  readonly columns: readonly DecodedColumn[];
  /** 0-based row of the sheet for each form. */
  readonly formRows: Int32Array;
  /** What a .sav file says of its variables, in the order of the sheet's columns. */
  readonly dictionary?: SavDictionary;
}
