import { z } from 'zod';
import { missingReasonOf } from '../model/decode.ts';
import { InputError } from '../model/errors.ts';
import type { VariableId } from '../model/ids.ts';
import type { Variable } from '../model/variable.ts';
import { defineCommand } from './defineCommand.ts';
import { mostCells, unpackCells } from './packedCells.ts';
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

/** Cells of one question still to be set; a cell that has been given an answer takes no other. */
interface Group {
  readonly rows: number[];
  readonly values: CellContent[];
  readonly taken: Set<number>;
}

/**
 * Sets cells of one or several questions: one by one (edits), or many of a question in packed form (columns); edits count where both speak of
 * a cell. Every value is checked against the question's type and declared scale before anything changes.
 */
export const cellsSet = defineCommand({
  schema: z
    .strictObject({
      type: z.literal('cells.set'),
      edits: z.array(z.strictObject({ variableId: z.string(), row, value: cellContent })).max(mostCells),
      columns: z
        .array(
          z.strictObject({
            variableId: z.string(),
            rows: z.string().min(1),
            contents: z.array(cellContent).min(1).max(mostCells),
            places: z.string().min(1),
          }),
        )
        .max(20_000)
        .optional(),
    })
    .refine(({ edits, columns = [] }) => edits.length + columns.length > 0),
  plan({ edits, columns = [] }, project) {
    const groups = new Map<string, Group>();
    let count = 0;
    const set = (variable: Variable, row: number, value: CellContent): void => {
      if (row >= project.rowCount) throw new InputError('cells.noSuchRow', { row: row + 1, rows: project.rowCount });
      checkContent(variable, row, value);
      let group = groups.get(variable.id);
      if (!group) {
        group = { rows: [], values: [], taken: new Set() };
        groups.set(variable.id, group);
      }
      if (group.taken.has(row)) return;
      group.taken.add(row);
      group.rows.push(row);
      group.values.push(value);
      count++;
    };
    const find = (id: string): Variable => {
      const variable = project.entities.variable.get(id);
      if (!variable) throw new InputError('data.unknownVariable', { variable: id });
      return variable;
    };
    // The last of several edits of one cell counts, so go backwards and keep the first seen.
    for (const edit of edits.toReversed()) set(find(edit.variableId), edit.row, edit.value);
    let left = mostCells - edits.length;
    for (const column of columns.toReversed()) {
      const variable = find(column.variableId);
      const { rows, values } = unpackCells(column, left);
      left -= rows.length;
      for (let at = rows.length - 1; at >= 0; at--) set(variable, rows[at]!, values[at]!);
    }
    const patch: Operation[] = [...groups].map(([id, { rows, values }]) => ({
      op: 'cells',
      variableId: id as VariableId,
      // Forms that follow one another upwards take no room in the journal.
      rows: rows.reverse(),
      values: values.reverse(),
    }));
    const [only] = groups;
    const name = only ? (project.entities.variable.get(only[0])?.label ?? '') : '';
    const form = (only?.[1].rows[0] ?? 0) + 1;
    const label =
      count === 1
        ? { zh: `修改第 ${form} 份“${name}”`, en: `Edit form ${form}, “${name}”` }
        : { zh: `修改 ${count} 个单元格`, en: `Edit ${count} cells` };
    return { patch, label };
  },
});
