import type { AnalysisRequest, AnalysisResult } from '../../shared/analyses/types.ts';
import type { Snapshot } from '../../shared/model/dataset.ts';
import { rowsOfConditions } from '../../shared/model/filterRows.ts';
import type { VariableId } from '../../shared/model/ids.ts';
import type { Entities } from '../../shared/model/project.ts';
import type { Column } from '../../shared/model/dataset.ts';
import type { Command } from '../../shared/commands/catalogue.ts';
import type { WireError } from '../../shared/contract/errors.ts';
import type { ProjectMirror } from './projectMirror.ts';
import type { CallContext } from './types.ts';

/** What came of one request: a result, or why there is none. */
export type RunOutcome =
  | { readonly ok: true; readonly result: AnalysisResult }
  | { readonly ok: false; readonly error: WireError };

/** An open project as other services use it: facts to read, and analyses by the same door as the screen. */
export interface ProjectAccess {
  readonly projectId: string;
  /** Rises with every change, taken back ones too. */
  readonly revision: number;
  /** Number of forms, excluded ones too. */
  readonly rowCount: number;
  readonly entities: Entities;
  /** The current state for pure functions; the arrays lie in shared memory and never change. */
  snapshot(): Snapshot;
  /** In the order of the requests; results whose data did not change come from the store. @throws CancelledError */
  run(requests: readonly AnalysisRequest[], context: CallContext): Promise<readonly RunOutcome[]>;
  /** SHA-256 over answers and definitions, the same for the same data whatever the ids. */
  dataHash(): Promise<string>;
  /** A saved change. @throws AppError when it is not possible */
  apply(command: Command): Promise<number>;
  /** What the catalogue would run by itself. */
  proposals(context: CallContext): Promise<readonly AnalysisRequest[]>;
}

export function snapshotOfMirror(mirror: ProjectMirror): Snapshot {
  const { conditions, segment, ...facts } = mirror.facts();
  const columns = new Map<VariableId, Column>();
  for (const variable of facts.variables) {
    const stored = mirror.columns.get(variable.id);
    if (stored) columns.set(variable.id, stored.column);
  }
  return {
    ...facts,
    steps: mirror.steps,
    revision: mirror.revision,
    rowCount: mirror.rowCount,
    columns,
    filter: rowsOfConditions(conditions, columns, mirror.rowCount),
    ...(segment ? { segment: rowsOfConditions([segment], columns, mirror.rowCount) } : {}),
  };
}
