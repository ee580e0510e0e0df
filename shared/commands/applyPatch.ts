import type { Collection, Collections } from '../model/project.ts';
import type { Operation, Patch, ProjectReader, ToldPatch } from './types.ts';

type MutableEntities = { [C in Collection]: Map<string, Collections[C]> };

/** Applies the entity part of a patch to a set of maps. Cells and rows are the caller's. */
export function applyEntityOperations(entities: MutableEntities, patch: ToldPatch): void {
  for (const operation of patch) {
    if (operation.op !== 'put') continue;
    const map = entities[operation.collection] as Map<string, unknown>;
    if (operation.value === null) map.delete(operation.id);
    else map.set(operation.id, operation.value);
  }
}

function invertOne(operation: Operation, before: ProjectReader): Patch {
  if (operation.op === 'put') {
    const value = (before.entities[operation.collection] as ReadonlyMap<string, unknown>).get(operation.id) ?? null;
    return [{ op: 'put', collection: operation.collection, id: operation.id, value } as Operation];
  }
  if (operation.op === 'cells') {
    // Answers of a question that the patch itself makes go with it.
    if (!before.entities.variable.has(operation.variableId)) return [];
    // So do answers of the forms that it adds.
    const rows = operation.rows.filter((row) => row < before.rowCount);
    if (rows.length === 0) return [];
    const values = rows.map((row) => before.cell(operation.variableId, row));
    return [{ op: 'cells', variableId: operation.variableId, rows, values }];
  }
  if (operation.op === 'addRows') return [{ op: 'removeRows', count: operation.count }];
  const rows = Array.from({ length: operation.count }, (_, i) => before.rowCount - operation.count + i);
  const cells: Operation[] = [...before.entities.variable.values()].map((variable) => ({
    op: 'cells',
    variableId: variable.id,
    rows,
    values: rows.map((row) => before.cell(variable.id, row)),
  }));
  return [{ op: 'addRows', count: operation.count }, ...cells];
}

/**
 * The patch that takes this one back, from the state before it: operations inverted in reverse order.
 * A patch touches each entity and each cell at most once, so reading everything from the state before is enough.
 * A variable that the patch deletes keeps its stored cells (the column chunks stay until the file is compacted), so putting it back restores them.
 */
export function invertPatch(patch: Patch, before: ProjectReader): Patch {
  return patch.toReversed().flatMap((operation) => invertOne(operation, before));
}
