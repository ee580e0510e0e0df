import type { Patch } from '../../shared/commands/types.ts';
import { chunkCount, chunkOf } from './columnChunks.ts';
import { blankColumn, type MemoryColumn, resized, withCells } from './memoryColumn.ts';

/** Cells of one commit by column, gathered before anything is written. */
export interface Working {
  rowCount: number;
  readonly columns: Map<string, MemoryColumn>;
  /** Chunks to write per column; null = all. */
  readonly touched: Map<string, Set<number> | null>;
}

/** The columns as a patch leaves them; those there are stay as they are. */
export function workingColumns(patch: Patch, columns: ReadonlyMap<string, MemoryColumn>, rowCount: number): Working {
  const working: Working = { rowCount, columns: new Map(), touched: new Map() };
  const current = (id: string): MemoryColumn | undefined => working.columns.get(id) ?? columns.get(id);
  for (const operation of patch) {
    if (operation.op === 'put') {
      if (operation.collection !== 'variable' || operation.value === null || current(operation.id)) continue;
      working.columns.set(operation.id, blankColumn(operation.value.type, working.rowCount));
      working.touched.set(operation.id, null);
    } else if (operation.op === 'cells') {
      const column = current(operation.variableId);
      if (!column) throw new Error(`no column ${operation.variableId}`);
      working.columns.set(operation.variableId, withCells(column, operation.rows, operation.values));
      const touched = working.touched.get(operation.variableId);
      if (touched === null) continue;
      const chunks = touched ?? new Set<number>();
      for (const row of operation.rows) chunks.add(chunkOf(row));
      working.touched.set(operation.variableId, chunks);
    } else {
      const before = working.rowCount;
      working.rowCount += operation.op === 'addRows' ? operation.count : -operation.count;
      if (working.rowCount < 0) throw new Error('fewer than no forms');
      for (const id of new Set([...columns.keys(), ...working.columns.keys()])) {
        working.columns.set(id, resized(current(id)!, working.rowCount));
        if (working.touched.get(id) === null) continue;
        // The chunk that held the old last row and those after it.
        const from = chunkOf(Math.max(0, Math.min(before, working.rowCount) - 1));
        const count = chunkCount(working.rowCount);
        const changed = [...(working.touched.get(id) ?? [])].filter((chunk) => chunk < count);
        for (let chunk = from; chunk < count; chunk++) changed.push(chunk);
        working.touched.set(id, new Set(changed));
      }
    }
  }
  return working;
}
