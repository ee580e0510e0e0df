import { create } from 'zustand';
import { applyEntityOperations } from '../../shared/commands/applyPatch.ts';
import type { Command } from '../../shared/commands/catalogue.ts';
import type { Events } from '../../shared/contract/events.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { collections, emptyEntities, type Entities } from '../../shared/model/project.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import type { Client } from '../client/createClient.ts';

export interface OpenProject {
  readonly projectId: string;
  readonly revision: number;
  readonly rowCount: number;
  readonly entities: Entities;
  readonly undo: Bilingual | null;
  readonly redo: Bilingual | null;
  readonly savedAt: string | null;
  readonly dirty: boolean;
  /** Why the last save to the user's file failed; work goes on in the working copy. */
  readonly saveProblem: Bilingual | null;
}

interface ProjectStore {
  readonly project: OpenProject | null;
  open(state: Output<'project.state'>): void;
  closed(): void;
  /** Follows the host's events; asks for the whole state again where the event lists no patch or a revision was missed. */
  changed(event: Events['project.changed'], client: Client): Promise<void>;
  saved(event: Events['project.saved']): void;
}

function entitiesOf(table: Output<'project.state'>['entities']): Entities {
  const entities = emptyEntities();
  for (const collection of collections) {
    for (const [id, value] of Object.entries(table[collection] ?? {}))
      (entities[collection] as Map<string, unknown>).set(id, value);
  }
  return entities;
}

/** The project on screen: its saved facts without the cells. One copy for all rooms; changed only by what the host says has happened. */
export const useProjectStore = create<ProjectStore>((set, get) => ({
  project: null,
  open: (state) => set({ project: { ...state, entities: entitiesOf(state.entities), saveProblem: null } }),
  closed: () => set({ project: null }),
  changed: async (event, client) => {
    const before = get().project;
    if (!before || before.projectId !== event.projectId || event.revision <= before.revision) return;
    if (event.patch === null || event.revision !== before.revision + 1) {
      const state = await client.call('project.state', { projectId: event.projectId });
      // A change made meanwhile has overtaken this answer: the older state must not replace it.
      const now = get().project;
      if (now?.projectId === state.projectId && now.revision < state.revision) get().open(state);
      return;
    }
    const entities = { ...before.entities };
    for (const collection of collections) {
      const touched = event.patch.some((operation) => operation.op === 'put' && operation.collection === collection);
      if (touched)
        Object.assign(entities, { [collection]: new Map(before.entities[collection] as ReadonlyMap<string, unknown>) });
    }
    applyEntityOperations(entities as ReturnType<typeof emptyEntities>, event.patch);
    set({
      project: {
        ...before,
        entities,
        revision: event.revision,
        rowCount: event.rowCount,
        undo: event.undo,
        redo: event.redo,
        dirty: true,
      },
    });
  },
  saved: (event) => {
    const before = get().project;
    if (!before || before.projectId !== event.projectId) return;
    set({ project: { ...before, savedAt: event.savedAt, dirty: event.dirty, saveProblem: event.problem } });
  },
}));

/** The open project. Only for components below the project frame, which is shown only while one is open. */
export function useProject(): OpenProject {
  const project = useProjectStore((store) => store.project);
  if (!project) throw new Error('no project is open');
  return project;
}

/** Sends a change to the host; the screen follows by the event. Errors are the caller's to show (client errors carry a sentence). */
export async function applyCommand(client: Client, projectId: string, command: Command): Promise<number> {
  return (await client.call('project.apply', { projectId, command })).revision;
}
