import { create } from 'zustand';
import type { SomeForms } from './formSpans.ts';

/** What the cells look up while the grid lives; replaced as a whole when something in it changes. */
export interface GridFacts {
  readonly changed: ReadonlyMap<string, SomeForms>;
  /** What the file said, per question and form, where the question could not take it. */
  readonly unread: ReadonlyMap<string, ReadonlyMap<number, string>>;
  readonly exclusions: ReadonlyMap<string, { readonly row: number; readonly code: string; readonly note: string }>;
  /** Titles of the checks that flag a form. */
  readonly flags: ReadonlyMap<number, readonly string[]>;
  readonly showLabels: boolean;
}

/** The facts for the cells' callbacks, which the grid calls outside of rendering. */
export const useGridFacts = create<GridFacts>(() => ({
  changed: new Map(),
  unread: new Map(),
  exclusions: new Map(),
  flags: new Map(),
  showLabels: false,
}));
