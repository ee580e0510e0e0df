import { z } from 'zod';
import type { ColumnPlan } from '../../importing/plan.ts';
import { InputError } from '../../model/errors.ts';
import type { FormRange, Variable } from '../../model/variable.ts';
import { rangesOf } from '../../model/formRanges.ts';
import type { Operation, ProjectReader } from '../types.ts';
import {
  cellsOf,
  checkTable,
  type CombineInput,
  type CombineOutcome,
  contentOf,
  fileOfCommand,
  importRecord,
  indicatorOfColumn,
  leavesByKey,
  orderBehind,
  planOfCommand,
  variableOfColumn,
} from './parts.ts';
import { waveChange, waveMark } from './wave.ts';

export const stackSchema = z.strictObject({
  type: z.literal('data.stack'),
  file: fileOfCommand,
  plan: planOfCommand,
  wave: waveMark.nullable(),
});
export type StackCommand = z.infer<typeof stackSchema>;

/** @throws InputError 'import.typeDiffers' when the question holds something else than the column */
function checkType(variable: Variable, plan: ColumnPlan): void {
  // A question of texts takes numbers as they are written.
  if (plan.type !== variable.type && !(variable.type === 'text' && plan.type === 'number'))
    throw new InputError('import.typeDiffers', { variable: variable.label });
}

function withRange(ranges: readonly FormRange[] | undefined, added: FormRange): readonly FormRange[] {
  const last = ranges?.at(-1);
  if (!ranges || !last || last.first + last.count !== added.first) return [...(ranges ?? []), added];
  return [...ranges.slice(0, -1), { first: last.first, count: last.count + added.count }];
}

/** What stacking would meet: questions by what becomes of them. */
export interface StackPlan {
  readonly same: readonly Variable[];
  /** Columns no question has: new questions, not asked in the forms before. */
  readonly added: readonly ColumnPlan[];
  /** Questions of files that this one does not have: not asked in the forms that come. */
  readonly absent: readonly Variable[];
  /** Questions made in the project: blank in the forms that come until they are made again. */
  readonly derived: readonly Variable[];
}

/** Pairs the columns of a plan with the questions of the project, by name. */
export function stackPlan(columns: readonly ColumnPlan[], project: ProjectReader, waveName: string | null): StackPlan {
  const byName = new Map([...project.entities.variable.values()].map((variable) => [variable.name, variable]));
  const included = columns.filter((column) => column.include);
  const names = new Set(included.map((column) => column.name));
  const without = [...byName.values()].filter((variable) => !names.has(variable.name) && variable.name !== waveName);
  return {
    same: included.flatMap((column) => byName.get(column.name) ?? []),
    added: included.filter((column) => !byName.has(column.name)),
    absent: without.filter((variable) => variable.source !== null),
    derived: without.filter((variable) => variable.source === null),
  };
}

/**
 * Adds the forms of another file of the same questionnaire behind those there are. Columns go to the questions of the same name, others become
 * new questions; where a file does not have a question, its forms are blank there as "not asked".
 *
 * @throws InputError 'import.noRows', 'import.typeDiffers', 'stack.waveInFile' when a column has the name of the wave mark, 'stack.waveNotPlain'
 */
export function planStack(command: StackCommand, input: CombineInput, project: ProjectReader): CombineOutcome {
  checkTable(input, command.file);
  const { table } = input;
  const { columns } = table.plan;
  const { wave } = command;
  const rows = table.formRows.length;
  const firstRow = project.rowCount;
  const importId = project.newId();
  const leaves = leavesByKey([...project.entities.indicator.values()]);
  const byName = new Map([...project.entities.variable.values()].map((variable) => [variable.name, variable]));
  const questions: Record<string, number> = {};
  const puts: Operation[] = [];
  const cells: Operation[] = [];
  let order = orderBehind(project);
  for (const { planIndex, column, unread: own } of table.columns) {
    const plan = columns[planIndex]!;
    if (wave && plan.name === wave.name) throw new InputError('stack.waveInFile', { name: wave.name });
    const known = byName.get(plan.name);
    if (known) checkType(known, plan);
    const id: string = known?.id ?? project.newId();
    questions[id] = plan.column;
    const unread = rangesOf(own.map((index) => firstRow + index));
    if (known && unread.length > 0) {
      const value = { ...known, unread: [...(known.unread ?? []), ...unread] };
      puts.push({ op: 'put', collection: 'variable', id, value });
    }
    if (!known) {
      const made = variableOfColumn(id, plan, {
        order: order++,
        source: { importId, sheet: table.plan.sheet, column: plan.column },
        indicatorId: indicatorOfColumn(plan, leaves),
        unread,
      });
      const value = firstRow > 0 ? { ...made, notAsked: [{ first: 0, count: firstRow }] } : made;
      puts.push({ op: 'put', collection: 'variable', id, value });
    }
    const asText = known?.type === 'text' && column.kind === 'numeric';
    const answers = cellsOf(
      id,
      rows,
      (index) => {
        const content = contentOf(column, index);
        return asText && content !== null ? String(content) : content;
      },
      (index) => firstRow + index,
    );
    if (answers) cells.push(answers);
  }
  for (const variable of stackPlan(columns, project, wave?.name ?? null).absent) {
    const notAsked = withRange(variable.notAsked, { first: firstRow, count: rows });
    puts.push({ op: 'put', collection: 'variable', id: variable.id, value: { ...variable, notAsked } });
  }
  if (wave) {
    const change = waveChange(project, wave);
    // Behind the new questions of the file.
    const { put, variable } = change;
    if (put) {
      const value = byName.has(variable.name) ? variable : { ...variable, order };
      puts.push({ op: 'put', collection: 'variable', id: variable.id, value });
    }
    const marks = cellsOf(
      variable.id,
      firstRow + rows,
      (row) => (row < firstRow ? change.before : change.now),
      (row) => row,
    );
    if (marks) cells.push(marks);
  }
  puts.push(importRecord(importId, input, { firstRow, rows, how: 'stack', questions }));
  const mark = wave
    ? { zh: `（${wave.label}：${wave.now}）`, en: ` (${wave.label}: ${wave.now})` }
    : { zh: '', en: '' };
  return {
    patch: [...puts, { op: 'addRows', count: rows }, ...cells],
    label: {
      zh: `追加“${table.fileName}”的 ${rows} 份问卷${mark.zh}`,
      en: `Add ${rows} ${rows === 1 ? 'form' : 'forms'} of “${table.fileName}”${mark.en}`,
    },
    importId,
    formRows: table.formRows,
    sheetColumns: questions,
  };
}
