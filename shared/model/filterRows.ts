import type { Column } from './dataset.ts';
import type { VariableId } from './ids.ts';
import type { FilterCondition } from './project.ts';

/**
 * Rows that meet every condition: 1 = used. null when there is no condition. A condition on a question that no longer exists holds for
 * no form, so that a result never silently covers more forms than the user chose.
 */
export function rowsOfConditions(
  conditions: readonly FilterCondition[],
  columns: ReadonlyMap<VariableId, Column>,
  rowCount: number,
): Uint8Array | null {
  if (conditions.length === 0) return null;
  const used = new Uint8Array(rowCount).fill(1);
  for (const condition of conditions) {
    const column = columns.get(condition.variableId as VariableId);
    if (!column) return used.fill(0);
    if (column.kind === 'text') {
      const texts = new Set(condition.values.map(String));
      const wanted = new Set<number>();
      column.dictionary.forEach((text, code) => {
        if (texts.has(text)) wanted.add(code);
      });
      for (let row = 0; row < rowCount; row++) if (!wanted.has(column.codes[row]!)) used[row] = 0;
    } else {
      const wanted = new Set(condition.values.filter((value): value is number => typeof value === 'number'));
      for (let row = 0; row < rowCount; row++) if (!wanted.has(column.values[row]!)) used[row] = 0;
    }
  }
  return used;
}
