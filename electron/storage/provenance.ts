import { AppError } from '../../shared/contract/errors.ts';
import type { Patch } from '../../shared/commands/types.ts';
import type { CellContent } from '../../shared/commands/types.ts';
import { type WeightStep, weightingKey } from '../../shared/explain/weightOrigin.ts';
import type { DataStep } from '../../shared/model/dataset.ts';
import { weightEntryKinds } from '../../shared/model/indicator.ts';
import { isFreshStart, stepOf } from './cleaningLog.ts';
import { cellOf } from './memoryColumn.ts';
import type { ProjectStore } from './projectStore.ts';

/** An answer, and the untouched cell it was imported from; nulls where it came from no file. */
export interface CellOrigin {
  readonly variableId: string;
  readonly row: number;
  readonly file: string | null;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly raw: string | null;
  readonly value: CellContent;
}

/** @throws AppError 'data.unknownVariable', 'cells.noSuchRow' */
export function originsOf(
  store: ProjectStore,
  cells: readonly { readonly variableId: string; readonly row: number }[],
): readonly CellOrigin[] {
  return cells.map(({ variableId, row }) => {
    const column = store.allColumns.get(variableId);
    if (!column || !store.allEntities.variable.has(variableId))
      throw new AppError('data.unknownVariable', { variable: variableId });
    if (row >= store.rowCount) throw new AppError('cells.noSuchRow', { row: row + 1, rows: store.rowCount });
    const found = store.importedCell(variableId, row);
    return {
      variableId,
      row,
      file: found?.file ?? null,
      sheet: found?.sheet ?? null,
      cell: found?.cell ?? null,
      raw: found?.raw ?? null,
      value: cellOf(column, row),
    };
  });
}

/** Collections whose change changes which forms count, or with what weight. */
const aboutForms: ReadonlySet<string> = new Set(['exclusion', 'filter', 'design']);

/** How many answers to the questions a patch sets, and whether it concerns them, or which forms count, at all. */
function concerns(patch: Patch, wanted: ReadonlySet<string>): { readonly cells: number; readonly any: boolean } {
  let cells = 0;
  let any = false;
  for (const operation of patch) {
    if (operation.op === 'cells' && wanted.has(operation.variableId)) {
      cells += operation.rows.length;
      any = true;
    } else if (operation.op === 'addRows' || operation.op === 'removeRows') any = true;
    else if (operation.op === 'put')
      any ||= aboutForms.has(operation.collection) || (operation.collection === 'variable' && wanted.has(operation.id));
  }
  return { cells, any };
}

/** Steps since the import that concern the questions or which forms count, oldest first; cells: answers to these questions alone. */
export function stepsOn(store: ProjectStore, variableIds: readonly string[]): readonly DataStep[] {
  const wanted = new Set(variableIds);
  const steps: DataStep[] = [];
  for (const entry of store.lineage()) {
    if (isFreshStart(entry)) break;
    const step = stepOf(entry);
    if (!step) continue;
    const { cells, any } = concerns(entry.patch, wanted);
    if (any) steps.push({ ...step, cells });
  }
  return steps.reverse();
}

/** Commands that touch indicators and leave their weights alone. */
const besideWeights: ReadonlySet<string> = new Set(['indicator.update']);

/** Steps that set the weights of the children of these nodes (weightingKey), oldest first. Importing other data leaves weights as they are. */
export function weightStepsOn(store: ProjectStore, keys: readonly string[]): readonly WeightStep[] {
  const wanted = new Set(keys);
  const found: WeightStep[] = [];
  for (const entry of store.lineage()) {
    const step = stepOf(entry);
    if (!step || besideWeights.has(step.type)) continue;
    const touched = entry.patch.flatMap((operation) => {
      if (operation.op !== 'put') return [];
      if (operation.collection === 'weighting') return [operation.id];
      return operation.collection === 'indicator' && operation.value ? [weightingKey(operation.value.parentId)] : [];
    });
    const { entry: entered } = entry.command;
    const kind = (entered as { readonly kind?: unknown } | undefined)?.kind;
    const known = weightEntryKinds.find((one) => one === kind) ?? null;
    for (const key of new Set(touched)) if (wanted.has(key)) found.push({ key, step, entry: known });
  }
  return found.reverse();
}
