import type { Loss } from '../storage/bringOver.ts';

/** What can be had from a project file that does not open. */
export interface Examined {
  /** Why it does not open: code and details of an error; null = it does. */
  readonly problem: {
    readonly code: string;
    readonly details: Readonly<Record<string, string | number | boolean | null>>;
  } | null;
  /** When the whole file kept beside it was saved (ms since 1970); null = there is none that is whole. */
  readonly backupAt: number | null;
  /** What is lost when the readable parts are brought over; null = nothing is readable. */
  readonly losses: readonly Loss[] | null;
  /** The newest kept version that is whole. */
  readonly version: { readonly name: string; readonly at: number } | null;
}

export type RepairTable = {
  /** folder: for working files, which are gone afterwards. The file at path is only read. */
  readonly examine: {
    readonly input: { readonly path: string; readonly folder: string; readonly at: number };
    readonly output: Examined;
  };
  /** Writes a new project file at into, which must not exist. @throws AppError 'project.nothingToSalvage', and why a backup is none */
  readonly salvage: {
    readonly input: {
      readonly path: string;
      readonly folder: string;
      readonly into: string;
      readonly from: 'readable' | 'version' | 'backup';
      readonly at: number;
    };
    readonly output: readonly Loss[];
  };
};
