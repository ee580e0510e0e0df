import { z } from 'zod';
import { missingReasonOf } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import type { Variable } from '../model/variable.ts';
import { defineCommand } from './defineCommand.ts';
import { cellContent, row } from './parts.ts';
import type { CellContent, Operation } from './types.ts';

/** @throws InputError 'cells.notANumber', 'cells.notText', 'cells.valueOutOfScale' naming question and form */
function checkContent(variable: Variable, row: number, value: CellContent): void {
  if (value === null) return;
  if (variable.type === 'text') {
    if (typeof value !== 'string') throw new InputError('cells.notText', { variable: variable.label, row: row + 1 });
    return;
  }
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new InputError('cells.notANumber', { variable: variable.label, row: row + 1, value: String(value) });
  if (variable.scale && missingReasonOf(value, variable.scale) === 'outOfRange') {
    throw new InputError('cells.valueOutOfScale', {
      variable: variable.label,
      row: row + 1,
      value,
      min: variable.scale.min,
      max: variable.scale.max,
    });
  }
}

/** Sets cells of one or several questions. Every value is checked against the question's type and declared scale before anything changes. */
export const cellsSet = defineCommand({
  schema: z.strictObject({
    type: z.literal('cells.set'),
    edits: z
      .array(z.strictObject({ variableId: z.string(), row, value: cellContent }))
      .min(1)
      .max(1_000_000),
  }),
  plan({ edits }, project) {
    const byVariable = new Map<string, { rows: number[]; values: CellContent[] }>();
    const seen = new Set<string>();
    // The last of several edits of one cell counts, so go backwards and keep the first seen.
    for (const edit of edits.toReversed()) {
      const variable = project.entities.variable.get(edit.variableId);
      if (!variable) throw new InputError('data.unknownVariable', { variable: edit.variableId });
      if (edit.row >= project.rowCount)
        throw new InputError('cells.noSuchRow', { row: edit.row + 1, rows: project.rowCount });
      checkContent(variable, edit.row, edit.value);
      const key = `${edit.variableId} ${edit.row}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const group = byVariable.get(edit.variableId) ?? { rows: [], values: [] };
      group.rows.push(edit.row);
      group.values.push(edit.value);
      byVariable.set(edit.variableId, group);
    }
    const patch: Operation[] = [...byVariable].map(([id, group]) => ({
      op: 'cells',
      variableId: id as VariableId,
      rows: group.rows,
      values: group.values,
    }));
    const first = edits[0]!;
    const name = project.entities.variable.get(first.variableId)?.label ?? '';
    const label =
      seen.size === 1
        ? { zh: `修改第 ${first.row + 1} 份「${name}」`, en: `Edit form ${first.row + 1}, “${name}”` }
        : { zh: `修改 ${seen.size} 个单元格`, en: `Edit ${seen.size} cells` };
    return { patch, label };
  },
});
