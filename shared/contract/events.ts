import type { ToldPatch } from '../commands/types.ts';
import type { Bilingual } from '../model/text.ts';

/** What hosts tell their windows unasked. 'project.changed' carries the patch, so that open screens follow without asking again. */
export interface Events {
  'project.changed': {
    readonly projectId: string;
    readonly revision: number;
    /** null: too much changed to list (import, version restored): ask for the state. */
    readonly patch: ToldPatch | null;
    readonly rowCount: number;
    readonly undo: Bilingual | null;
    readonly redo: Bilingual | null;
    readonly cause: 'command' | 'undo' | 'redo' | 'import' | 'restore';
  };
  'project.saved': {
    readonly projectId: string;
    readonly savedAt: string | null;
    readonly dirty: boolean;
    /** Why the file was not written. */
    readonly problem: Bilingual | null;
    /** What the user should know of a file that was written. */
    readonly remark?: Bilingual;
  };
  /** A window left the project; another that still shows it opens it again. */
  'project.closed': { readonly projectId: string };
  'job.progress': { readonly callId: string; readonly done: number; readonly total: number; readonly phase: string };
}
export type EventName = keyof Events;
