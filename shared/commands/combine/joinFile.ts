import { z } from 'zod';
import { type KeyMatch, matchKeys } from '../../importing/matchKeys.ts';
import type { Column } from '../../model/dataset.ts';
import { InputError } from '../../model/errors.ts';
import { rangesOf } from '../../model/formRanges.ts';
import { columnOf, findQuestion } from '../cleaning/target.ts';
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

/** Which question of the project and which column of the sheet (0-based) say what belongs together. */
export const joinKey = z.strictObject({ variableId: z.string(), column: z.int().min(0).max(16_383) });

export const joinSchema = z.strictObject({
  type: z.literal('data.join'),
  file: fileOfCommand,
  plan: planOfCommand,
  key: joinKey,
  /** Keys that several rows of the file have: refuse, or leave their forms blank. */
  repeated: z.enum(['refuse', 'leaveBlank']),
});
export type JoinCommand = z.infer<typeof joinSchema>;

/** @throws InputError 'data.unknownVariable' */
export const matchForms = (project: ProjectReader, variableId: string, table: Column): KeyMatch =>
  matchKeys(columnOf(project, findQuestion(project, variableId)), table);

/** A name no question has: "Q1", then "Q1_2", "Q1_3" and so on. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}_${number}`;
  return free;
}

/**
 * Brings columns of another file to the forms with the same key. The forms of the project stay as they are; every included column beside the key
 * becomes a new question, blank where the file has no row for a form.
 *
 * @throws InputError 'import.noRows', 'import.noColumns', 'join.noKey' when the key is no included column, 'join.repeated', 'join.noMatch'
 */
export function planJoin(command: JoinCommand, input: CombineInput, project: ProjectReader): CombineOutcome {
  checkTable(input, command.file);
  const { table } = input;
  const key = findQuestion(project, command.key.variableId);
  const planOf = (planIndex: number) => table.plan.columns[planIndex]!;
  const keyColumn = table.columns.find(({ planIndex }) => planOf(planIndex).column === command.key.column);
  if (!keyColumn) throw new InputError('join.noKey', {});
  const others = table.columns.filter((column) => column !== keyColumn);
  if (others.length === 0) throw new InputError('import.noColumns');
  const match = matchForms(project, key.id, keyColumn.column);
  const { count, examples } = match.repeatedInFile;
  if (command.repeated === 'refuse' && count > 0)
    throw new InputError('join.repeated', { count, examples: examples.join(', ') });
  if (match.matched === 0) throw new InputError('join.noMatch', { question: key.label, file: table.fileName });

  const importId = project.newId();
  const leaves = leavesByKey([...project.entities.indicator.values()]);
  const taken = new Set([...project.entities.variable.values()].map((variable) => variable.name));
  const questions: Record<string, number> = {};
  const patch: Operation[] = [];
  let order = orderBehind(project);
  for (const { planIndex, column, unread: own } of others) {
    const plan = planOf(planIndex);
    const id = project.newId();
    const name = freeName(plan.name, taken);
    taken.add(name);
    questions[id] = plan.column;
    const source = { importId, sheet: table.plan.sheet, column: plan.column };
    const words = new Set(own);
    const unread = rangesOf([...match.rowOf.keys()].filter((form) => words.has(match.rowOf[form]!)));
    const given = { order: order++, source, indicatorId: indicatorOfColumn(plan, leaves), unread };
    const value = variableOfColumn(id, { ...plan, name }, given);
    patch.push({ op: 'put', collection: 'variable', id, value });
    const answers = cellsOf(
      id,
      project.rowCount,
      (form) => (match.rowOf[form]! < 0 ? null : contentOf(column, match.rowOf[form]!)),
      (form) => form,
    );
    if (answers) patch.push(answers);
  }
  const record = { firstRow: 0, rows: project.rowCount, how: 'join', questions } as const;
  return {
    patch: [importRecord(importId, input, record), ...patch],
    label: {
      zh: `按“${key.label}”并入“${table.fileName}”的 ${others.length} 列，对上 ${match.matched} 份`,
      en: `Join ${others.length} ${others.length === 1 ? 'column' : 'columns'} of “${table.fileName}” by “${key.label}”, ${match.matched} forms matched`,
    },
    importId,
    formRows: match.rowOf.map((row) => (row < 0 ? -1 : table.formRows[row]!)),
    sheetColumns: questions,
  };
}
