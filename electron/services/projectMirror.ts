import { applyEntityOperations } from '../../shared/commands/applyPatch.ts';
import type { Output } from '../../shared/contract/methods.ts';
import { type DataStep, defaultSettings, simpleDesign } from '../../shared/model/dataset.ts';
import { type Collection, collections, type Entities, ordered } from '../../shared/model/project.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import type { ComputeSource } from '../jobs/computePool.ts';
import type { ReadPart, SnapshotFacts } from '../jobs/computeProtocol.ts';
import type { MutableEntities } from '../storage/entityStore.ts';
import type { MemoryColumn } from '../storage/memoryColumn.ts';
import type { Change } from '../storage/projectChange.ts';
import type { WholeState } from './projectProtocol.ts';

/** Parts of a snapshot by the collection they come from; the others are not read by computations. */
const partOf: Partial<Record<Collection, ReadPart>> = {
  variable: 'variables',
  indicator: 'indicators',
  exclusion: 'exclusions',
  design: 'design',
  settings: 'settings',
  model: 'model',
  filter: 'conditions',
};

/** The host's copy of an open project: facts by value, answers as references into shared memory, and when each part changed last. */
export class ProjectMirror implements ComputeSource {
  readonly projectId: string;
  revision = 0;
  rowCount = 0;
  factsVersion = 0;
  undo: Bilingual | null = null;
  redo: Bilingual | null = null;
  readonly columns = new Map<string, { readonly column: MemoryColumn; readonly version: number }>();
  /** What was done to the data since they were imported, oldest first. */
  steps: readonly DataStep[] = [];
  stepsVersion = 0;
  private entities: MutableEntities;
  private readonly changedAt = new Map<ReadPart, number>();
  /** Everything changed at this revision. */
  private wholeAt = 0;

  constructor(projectId: string, state: WholeState) {
    this.projectId = projectId;
    this.entities = state.entities as MutableEntities;
    this.replace(state);
  }

  get allEntities(): Entities {
    return this.entities;
  }

  /** Takes over a state that changed as a whole. */
  replace(state: WholeState): void {
    this.entities = state.entities as MutableEntities;
    this.revision = state.revision;
    this.rowCount = state.rowCount;
    this.undo = state.undo;
    this.redo = state.redo;
    this.factsVersion = state.revision;
    this.steps = state.steps ?? [];
    this.stepsVersion = state.revision;
    this.wholeAt = state.revision;
    this.changedAt.clear();
    this.columns.clear();
    for (const [id, column] of state.columns) this.columns.set(id, { column, version: state.revision });
  }

  /** Follows one commit. */
  follow(change: Change): void {
    if (change.patch === null) throw new Error('a change as a whole needs the state');
    applyEntityOperations(this.entities, change.patch);
    const { revision } = change;
    for (const operation of change.patch) {
      const part = operation.op === 'put' ? partOf[operation.collection] : undefined;
      if (!part) continue;
      this.changedAt.set(part, revision);
      this.factsVersion = revision;
    }
    for (const [id, column] of change.columns) {
      this.columns.set(id, { column, version: revision });
      this.changedAt.set(`column:${id}`, revision);
    }
    if (change.columns.size > 0) this.changedAt.set('columns', revision);
    if (change.steps) {
      this.steps = [...this.steps.slice(0, change.steps.keep), ...change.steps.added];
      this.stepsVersion = revision;
      this.changedAt.set('steps', revision);
    }
    if (change.rowCount !== this.rowCount) this.changedAt.set('rowCount', revision);
    this.revision = revision;
    this.rowCount = change.rowCount;
    this.undo = change.undo;
    this.redo = change.redo;
  }

  /** Revision at which a part changed last. */
  at(part: ReadPart): number {
    return Math.max(this.wholeAt, this.changedAt.get(part) ?? 0);
  }

  facts(): SnapshotFacts {
    const { entities } = this;
    return {
      variables: ordered(entities.variable),
      indicators: ordered(entities.indicator),
      exclusions: [...entities.exclusion.values()],
      design: entities.design.get('main') ?? simpleDesign,
      settings: entities.settings.get('main') ?? defaultSettings,
      model: entities.model.get('main') ?? null,
      conditions: entities.filter.get('main')?.conditions ?? [],
    };
  }

  table(): Output<'project.state'>['entities'] {
    return Object.fromEntries(
      collections.map((collection) => [
        collection,
        Object.fromEntries(this.entities[collection] as unknown as ReadonlyMap<string, never>),
      ]),
    );
  }
}
