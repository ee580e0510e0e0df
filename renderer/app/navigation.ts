import { create } from 'zustand';
import type { RoomName } from './rooms.ts';

/** Something a room should show when it is entered: a question, a form, an answer, an indicator or an analysis of the catalogue. */
export type Target =
  | { readonly kind: 'variable'; readonly id: string }
  | { readonly kind: 'form'; readonly row: number }
  | { readonly kind: 'cell'; readonly variableId: string; readonly row: number }
  | { readonly kind: 'indicator'; readonly id: string }
  | { readonly kind: 'analysis'; readonly id: string };

/** What becomes of a file's forms: behind those there are, in their place, or columns for those with the same key. */
export type ImportMode = 'append' | 'replace' | 'join';
export interface FileToImport {
  readonly file: string;
  readonly name: string;
  /** The project was made for this import: without it there is nothing to keep. */
  readonly madeFor?: boolean;
}

interface Navigation {
  readonly room: RoomName;
  /** Set by goTo, cleared by the room that has followed it. */
  readonly target: Target | null;
  /** The import sheet over the room: 'choose' asks for a file first. */
  readonly importing: FileToImport | 'choose' | null;
  /** What the import was begun for; null = not said, the wizard asks. */
  readonly importFor: ImportMode | null;
  /** A project file that did not open because it is damaged: the start screen offers what can be done. */
  readonly damaged: { readonly recentId: string } | { readonly file: string } | null;
  goTo(room: RoomName, target?: Target): void;
  showDamaged(source: { readonly recentId: string } | { readonly file: string }): void;
  closeDamaged(): void;
  arrived(): void;
  startImport(file?: FileToImport, importFor?: ImportMode): void;
  endImport(): void;
  reset(): void;
}

/** Which room is open. Not part of the project: it is not saved and not undone. */
export const useNavigation = create<Navigation>((set) => ({
  room: 'data',
  target: null,
  importing: null,
  importFor: null,
  damaged: null,
  goTo: (room, target) => set({ room, target: target ?? null }),
  showDamaged: (damaged) => set({ damaged }),
  closeDamaged: () => set({ damaged: null }),
  arrived: () => set({ target: null }),
  startImport: (file, importFor) => set({ importing: file ?? 'choose', importFor: importFor ?? null }),
  endImport: () => set({ importing: null, importFor: null }),
  reset: () => set({ room: 'data', target: null, importing: null, importFor: null }),
}));
