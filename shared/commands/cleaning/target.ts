import { z } from 'zod';
import { compileCondition } from '../../cleaning/formula/compileFormula.ts';
import { longestFormula } from '../../cleaning/formula/tokens.ts';
import { type FormulaScope, scopeOf } from '../../cleaning/formula/values.ts';
import type { Column } from '../../model/dataset.ts';
import { missingReasonOf } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import { variableId } from '../../model/ids.ts';
import { ordered } from '../../model/project.ts';
import type { Bilingual } from '../../model/text.ts';
import type { ValueType, Variable } from '../../model/variable.ts';
import { text } from '../parts.ts';
import type { CellContent, CommandOutcome, Operation, Patch, ProjectReader } from '../types.ts';

/** Schema pieces shared by the cleaning commands. */
export const questions = z.array(z.string()).min(1).max(2000);
/** null: the answers are changed where they stand; otherwise new questions are made, named and labelled with the suffix. */
export const into = z.strictObject({ suffix: text.min(1).max(40) }).nullable();
/** A condition on the forms to change, as a formula; null = all. Forms where it is not known are left alone. */
export const where = z.string().max(longestFormula).nullable();
export const newName = text.min(1).max(120);

export function findQuestion(project: ProjectReader, id: string): Variable {
  const variable = project.entities.variable.get(id);
  if (!variable) throw new InputError('data.unknownVariable', { variable: id });
  return variable;
}

/** @throws InputError 'data.unknownVariable', 'cleaning.wrongType' when the change is not for questions of that type */
export function findQuestions(project: ProjectReader, ids: readonly string[], types: readonly ValueType[]): Variable[] {
  return [...new Set(ids)].map((id) => {
    const variable = findQuestion(project, id);
    if (!types.includes(variable.type))
      throw new InputError('cleaning.wrongType', { variable: variable.label, type: variable.type });
    return variable;
  });
}

/** The answers of a question as a column. */
export function columnOf(project: ProjectReader, variable: Variable): Column {
  if (variable.type !== 'text') {
    const values = new Float64Array(project.rowCount);
    for (let row = 0; row < values.length; row++) {
      const content = project.cell(variable.id, row);
      values[row] = typeof content === 'number' ? content : Number.NaN;
    }
    return { kind: 'numeric', values };
  }
  const codes = new Int32Array(project.rowCount).fill(-1);
  const dictionary: string[] = [];
  const codeOf = new Map<string, number>();
  for (let row = 0; row < codes.length; row++) {
    const content = project.cell(variable.id, row);
    if (typeof content !== 'string') continue;
    let code = codeOf.get(content);
    if (code === undefined) {
      code = dictionary.push(content) - 1;
      codeOf.set(content, code);
    }
    codes[row] = code;
  }
  return { kind: 'text', codes, dictionary };
}

/** The questions of the project as formulas name them. */
export const scopeOfProject = (project: ProjectReader): FormulaScope =>
  scopeOf(project.entities.variable.values(), (variable) => columnOf(project, variable));

export type RowTest = (row: number) => boolean;

export function rowsWhere(project: ProjectReader, condition: string | null): RowTest {
  if (condition === null || condition.trim() === '') return () => true;
  const holds = compileCondition(condition, scopeOfProject(project));
  return (row) => holds(row) === 1;
}

/** @throws InputError 'variable.nameTaken' */
export function checkName(project: ProjectReader, name: string): void {
  for (const other of project.entities.variable.values())
    if (other.name === name) throw new InputError('variable.nameTaken', { name });
}

/** The place behind a question, before the next one; behind all without a question. */
export function orderAfter(project: ProjectReader, variable: Variable | null): number {
  const all = ordered(project.entities.variable);
  const last = all.at(-1)?.order ?? -1;
  if (!variable) return last + 1;
  const following = all.find((other) => other.order > variable.order);
  return following ? (variable.order + following.order) / 2 : last + 1;
}

/** A question that is not in the file: no source, nothing it measures, until the user says so. */
export function newVariable(
  project: ProjectReader,
  given: Pick<Variable, 'name' | 'label' | 'type' | 'measure'> & Partial<Variable> & { readonly order: number },
): Variable {
  checkName(project, given.name);
  return {
    role: 'none',
    scale: null,
    valueLabels: [],
    indicatorId: null,
    personal: false,
    ...given,
    id: variableId(project.newId()),
    source: null,
  };
}

/** Operations that make a question with these answers (blank rows need none). */
export function filled(
  project: ProjectReader,
  variable: Variable,
  contentOf: (row: number) => CellContent,
): readonly Operation[] {
  const rows: number[] = [];
  const values: CellContent[] = [];
  for (let row = 0; row < project.rowCount; row++) {
    const content = contentOf(row);
    if (content === null) continue;
    rows.push(row);
    values.push(content);
  }
  const put: Operation = { op: 'put', collection: 'variable', id: variable.id, value: variable };
  return rows.length === 0 ? [put] : [put, { op: 'cells', variableId: variable.id, rows, values }];
}

/** @throws InputError 'cells.valueOutOfScale': the change would make answers that count as missing */
function checkInScale(variable: Variable, row: number, content: CellContent): void {
  const { scale } = variable;
  if (typeof content !== 'number' || !scale || missingReasonOf(content, scale) !== 'outOfRange') return;
  throw new InputError('cells.valueOutOfScale', {
    variable: variable.label,
    row: row + 1,
    value: content,
    min: scale.min,
    max: scale.max,
  });
}

/** Cells of a question whose content changes. variable: as it will be after the change. */
export function rewritten(
  project: ProjectReader,
  variable: Variable,
  contentOf: (content: CellContent, row: number) => CellContent,
  test: RowTest,
): readonly Operation[] {
  const rows: number[] = [];
  const values: CellContent[] = [];
  for (let row = 0; row < project.rowCount; row++) {
    const before = project.cell(variable.id, row);
    const after = test(row) ? contentOf(before, row) : before;
    if (after === before) continue;
    checkInScale(variable, row, after);
    rows.push(row);
    values.push(after);
  }
  return rows.length === 0 ? [] : [{ op: 'cells', variableId: variable.id, rows, values }];
}

export interface Transform {
  /** The question as it is described afterwards; in a new one name, label, id and order are replaced. */
  readonly after: Variable;
  contentOf(content: CellContent, row: number): CellContent;
}

/** One change to one or several questions, where they stand or into new ones. */
export function transformed(
  project: ProjectReader,
  variables: readonly Variable[],
  target: z.infer<typeof into>,
  condition: string | null,
  transformOf: (variable: Variable) => Transform,
): Patch {
  const test = rowsWhere(project, condition);
  return variables.flatMap((variable) => {
    const { after, contentOf } = transformOf(variable);
    if (target === null) {
      if (after.type !== variable.type) throw new InputError('cleaning.typeChange', { variable: variable.label });
      const put: Operation[] =
        JSON.stringify(after) === JSON.stringify(variable)
          ? []
          : [{ op: 'put', collection: 'variable', id: variable.id, value: after }];
      return [...put, ...rewritten(project, after, contentOf, test)];
    }
    const made = newVariable(project, {
      ...after,
      name: `${variable.name}${target.suffix}`,
      label: `${variable.label}${target.suffix}`,
      role: variable.role === 'profile' ? 'profile' : 'none',
      indicatorId: null,
      order: orderAfter(project, variable),
    });
    return filled(project, made, (row) => {
      const content = project.cell(variable.id, row);
      if (test(row)) return contentOf(content, row);
      return after.type === variable.type ? content : null;
    });
  });
}

/** How many cells a patch sets. */
export const cellCount = (patch: Patch): number =>
  patch.reduce((count, operation) => count + (operation.op === 'cells' ? operation.rows.length : 0), 0);

/**
 * The outcome with its words: what was done, to which questions, how many answers.
 * @throws InputError 'cleaning.nothing' when nothing would change
 */
export function outcome(
  patch: Patch,
  verb: Bilingual,
  variables: readonly Pick<Variable, 'label'>[],
  facts: CommandOutcome['facts'] = {},
): CommandOutcome {
  if (patch.length === 0) throw new InputError('cleaning.nothing');
  const cells = cellCount(patch);
  const first = variables[0]?.label ?? '';
  const many = variables.length;
  const zh = many > 1 ? `“${first}”等 ${many} 题` : `“${first}”`;
  const en = many > 1 ? `“${first}” and ${many - 1} more` : `“${first}”`;
  const counted =
    cells === 0
      ? { zh: '', en: '' }
      : { zh: `，${cells} 个答案`, en: `, ${cells} ${cells === 1 ? 'answer' : 'answers'}` };
  return { patch, label: { zh: `${verb.zh}${zh}${counted.zh}`, en: `${verb.en} ${en}${counted.en}` }, facts };
}
