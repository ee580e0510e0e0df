import { create } from 'zustand';

export const cleaningKinds = [
  'recode',
  'merge',
  'reverse',
  'convertScale',
  'bin',
  'compute',
  'fill',
  'replace',
  'normalise',
  'toNumber',
  'split',
  'anonymise',
  'remove',
  'weights',
  'rules',
  'log',
] as const;
export type CleaningKind = (typeof cleaningKinds)[number];

interface OpenCleaning {
  readonly open: { readonly kind: CleaningKind; readonly variableIds: readonly string[] } | null;
}

/** Which cleaning dialog stands over the room. */
export const useCleaning = create<OpenCleaning>(() => ({ open: null }));

/** Opens the dialog of one kind of change, with these questions chosen as far as it takes them. */
export const openCleaning = (kind: CleaningKind, variableIds: readonly string[] = []): void =>
  useCleaning.setState({ open: { kind, variableIds } });

export const closeCleaning = (): void => useCleaning.setState({ open: null });
