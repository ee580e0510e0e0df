import type { Column, DataStep, Snapshot } from '../../shared/model/dataset.ts';
import type { VariableId } from '../../shared/model/ids.ts';
import type { Memo } from '../../shared/model/memo.ts';
import { rowsOfConditions } from '../../shared/model/filterRows.ts';
import type { ReadPart, SnapshotFacts } from './computeProtocol.ts';

/** A map of columns that notes which of them are asked for. */
class TrackedColumns implements ReadonlyMap<VariableId, Column> {
  private readonly columns: ReadonlyMap<VariableId, Column>;
  private readonly note: (part: ReadPart) => void;

  constructor(columns: ReadonlyMap<VariableId, Column>, note: (part: ReadPart) => void) {
    this.columns = columns;
    this.note = note;
  }
  get(id: VariableId): Column | undefined {
    this.note(`column:${id}`);
    return this.columns.get(id);
  }
  has(id: VariableId): boolean {
    this.note(`column:${id}`);
    return this.columns.has(id);
  }
  private all(): ReadonlyMap<VariableId, Column> {
    this.note('columns');
    return this.columns;
  }
  get size(): number {
    return this.all().size;
  }
  entries(): MapIterator<[VariableId, Column]> {
    return this.all().entries();
  }
  keys(): MapIterator<VariableId> {
    return this.all().keys();
  }
  values(): MapIterator<Column> {
    return this.all().values();
  }
  forEach(visit: (column: Column, id: VariableId, map: ReadonlyMap<VariableId, Column>) => void): void {
    for (const [id, column] of this.all()) visit(column, id, this);
  }
  [Symbol.iterator](): MapIterator<[VariableId, Column]> {
    return this.all()[Symbol.iterator]();
  }
}

export interface TrackedSnapshot {
  readonly snapshot: Snapshot;
  /** Everything read so far; a result is valid as long as none of it has changed. */
  reads(): ReadPart[];
}

/** A snapshot that notes what is read from it. The filter is worked out when asked for, and reads its own questions. */
export function trackSnapshot(source: {
  readonly revision: number;
  readonly rowCount: number;
  readonly facts: SnapshotFacts;
  readonly columns: ReadonlyMap<VariableId, Column>;
  readonly steps?: readonly DataStep[];
  readonly memo?: Memo;
}): TrackedSnapshot {
  const read = new Set<ReadPart>();
  const note = (part: ReadPart): void => void read.add(part);
  const columns = new TrackedColumns(source.columns, note);
  let filter: Uint8Array | null | undefined;
  const part = <K extends Exclude<keyof SnapshotFacts, 'conditions' | 'segment'>>(key: K): SnapshotFacts[K] => {
    note(key);
    return source.facts[key];
  };
  const snapshot: Snapshot = {
    revision: source.revision,
    columns,
    get rowCount() {
      note('rowCount');
      return source.rowCount;
    },
    get variables() {
      return part('variables');
    },
    get indicators() {
      return part('indicators');
    },
    get exclusions() {
      return part('exclusions');
    },
    get design() {
      return part('design');
    },
    get settings() {
      return part('settings');
    },
    get model() {
      return part('model');
    },
    get steps() {
      note('steps');
      return source.steps ?? [];
    },
    get filter() {
      note('conditions');
      if (filter === undefined) {
        const { conditions } = source.facts;
        const make = (): Uint8Array | null => rowsOfConditions(conditions, columns, source.rowCount);
        filter = source.memo ? source.memo.get(['filter', conditions], make) : make();
        // Worked out for another analysis of the run, it reads the same questions.
        for (const { variableId } of conditions) columns.get(variableId as VariableId);
      }
      return filter;
    },
    get segment() {
      note('conditions');
      const { segment } = source.facts;
      return segment ? rowsOfConditions([segment], columns, source.rowCount) : null;
    },
    ...(source.memo ? { memo: source.memo } : {}),
  };
  return { snapshot, reads: () => [...read] };
}
