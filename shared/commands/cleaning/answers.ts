import { z } from 'zod';
import { findSeparator, normaliseText, numberInText, optionsIn } from '../../cleaning/texts.ts';
import { addedLabels, languageOf } from '../../importing/language.ts';
import { missingReasonOf } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { Variable } from '../../model/variable.ts';
import { defineCommand } from '../defineCommand.ts';
import { cellContent, text } from '../parts.ts';
import type { CellContent, Operation, ProjectReader } from '../types.ts';
import {
  filled,
  findQuestion,
  findQuestions,
  newName,
  newVariable,
  orderAfter,
  outcome,
  questions,
  rewritten,
  rowsWhere,
  where,
} from './target.ts';

const anyType = ['number', 'text', 'date'] as const;

/** @throws InputError 'cleaning.valueType' unless the question can hold it */
function checkType(variable: Variable, value: CellContent): void {
  if (value === null) return;
  if ((variable.type === 'text') !== (typeof value === 'string'))
    throw new InputError('cleaning.valueType', { variable: variable.label, value, type: variable.type });
}

/** Usable answers of a question; the statistics that fill blanks are taken over them. */
function answersOf(project: ProjectReader, variable: Variable): (number | string)[] {
  const answers: (number | string)[] = [];
  for (let row = 0; row < project.rowCount; row++) {
    const content = project.cell(variable.id, row);
    if (content === null) continue;
    if (typeof content === 'number' && missingReasonOf(content, variable.scale) !== null) continue;
    answers.push(content);
  }
  return answers;
}

function typicalOf(project: ProjectReader, variable: Variable, method: 'mean' | 'median' | 'mode'): number | string {
  const answers = answersOf(project, variable);
  if (answers.length === 0) throw new InputError('fill.noAnswers', { variable: variable.label });
  if (method === 'mode') {
    const counts = new Map<number | string, number>();
    for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
    // Of equally frequent answers the smallest (the first in the file for texts), so that the result does not depend on chance.
    return [...counts].toSorted(
      (a, b) => b[1] - a[1] || (typeof a[0] === 'number' && typeof b[0] === 'number' ? a[0] - b[0] : 0),
    )[0]![0];
  }
  if (variable.type !== 'number')
    throw new InputError('cleaning.wrongType', { variable: variable.label, type: variable.type });
  const sorted = (answers as number[]).toSorted((a, b) => a - b);
  if (method === 'mean') return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Blank cells get a value: one given, a typical one of the question, or that of the form before. */
export const fill = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.fill'),
    variableIds: questions,
    with: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('value'), value: z.union([z.number(), text.min(1)]) }),
      z.strictObject({ kind: z.enum(['mean', 'median', 'mode', 'previous']) }),
    ]),
    where,
  }),
  plan(input, project) {
    const variables = findQuestions(project, input.variableIds, anyType);
    const test = rowsWhere(project, input.where);
    const given = input.with;
    const patch = variables.flatMap((variable) => {
      let contentOf: (row: number) => CellContent;
      if (given.kind === 'value') {
        checkType(variable, given.value);
        contentOf = () => given.value;
      } else if (given.kind === 'previous') {
        let last: CellContent = null;
        const carried: CellContent[] = Array.from({ length: project.rowCount }, (_, row) => {
          last = project.cell(variable.id, row) ?? last;
          return last;
        });
        contentOf = (row) => carried[row] ?? null;
      } else {
        const typical = typicalOf(project, variable, given.kind);
        contentOf = () => typical;
      }
      return rewritten(project, variable, (content, row) => content ?? contentOf(row), test);
    });
    return outcome(patch, { zh: '填补空白', en: 'Fill blanks of' }, variables);
  },
});

/** Finds a text in texts, or a value in numbers, and puts another in its place. */
export const replace = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.replace'),
    variableIds: questions,
    find: z.union([z.number(), text.min(1)]),
    replacement: cellContent,
    /** 'part': every place inside a text; 'cell': the whole answer. */
    match: z.enum(['cell', 'part']),
    matchCase: z.boolean(),
    where,
  }),
  plan(input, project) {
    const { find, replacement, match, matchCase } = input;
    const variables = findQuestions(project, input.variableIds, ['number', 'text']);
    const test = rowsWhere(project, input.where);
    const fold = (value: string): string => (matchCase ? value : value.toLowerCase());
    const patch = variables.flatMap((variable) => {
      checkType(variable, find);
      checkType(variable, replacement);
      return rewritten(
        project,
        variable,
        (content) => {
          if (content === null) return null;
          if (typeof content === 'number' || typeof find === 'number') return content === find ? replacement : content;
          if (match === 'cell') return fold(content) === fold(find) ? replacement : content;
          const changed = replaceAll(content, find, String(replacement ?? ''), matchCase);
          return changed === '' ? null : changed;
        },
        test,
      );
    });
    return outcome(patch, { zh: '替换', en: 'Replace in' }, variables);
  },
});

/** Without regular expressions: what is typed is what is looked for. */
function replaceAll(whole: string, find: string, replacement: string, matchCase: boolean): string {
  if (matchCase) return whole.replaceAll(find, () => replacement);
  const [low, wanted] = [whole.toLowerCase(), find.toLowerCase()];
  // A few letters change their length in lower case; then places would not match.
  if (low.length !== whole.length) return whole.replaceAll(find, () => replacement);
  let result = '';
  let from = 0;
  for (let at = low.indexOf(wanted); at >= 0; at = low.indexOf(wanted, from)) {
    result += whole.slice(from, at) + replacement;
    from = at + wanted.length;
  }
  return result + whole.slice(from);
}

/** Texts in one form: blanks, width, case. A text of blanks only becomes blank. */
export const normalise = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.normalise'),
    variableIds: questions,
    blanks: z.boolean(),
    width: z.boolean(),
    lowerCase: z.boolean(),
  }),
  plan(input, project) {
    const variables = findQuestions(project, input.variableIds, ['text']);
    const patch = variables.flatMap((variable) =>
      rewritten(
        project,
        variable,
        (content) => (typeof content === 'string' ? normaliseText(content, input) || null : content),
        () => true,
      ),
    );
    return outcome(patch, { zh: '规整文字', en: 'Tidy the texts of' }, variables);
  },
});

/** A new question with the numbers that texts say ("４ 分" is 4); what says no number is blank in it, and counted. */
export const toNumber = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.toNumber'),
    variableId: z.string(),
    name: newName,
    label: newName,
  }),
  plan(input, project) {
    const [variable] = findQuestions(project, [input.variableId], ['text']) as [Variable];
    let unread = 0;
    const made = newVariable(project, {
      name: input.name,
      label: input.label,
      type: 'number',
      measure: 'scale',
      order: orderAfter(project, variable),
    });
    const patch = filled(project, made, (row) => {
      const content = project.cell(variable.id, row);
      if (typeof content !== 'string') return null;
      const value = numberInText(content);
      if (value === null) unread++;
      return value;
    });
    return outcome(patch, { zh: '文字转数字', en: 'Read numbers in' }, [variable], { unread });
  },
});

/** More options than this are no multiple choice but free text. */
const mostOptions = 200;

/** One 0/1 question per option of a multiple choice whose answers stand in one cell. A blank form is blank in all of them. */
export const split = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.split'),
    variableId: z.string(),
    /** null: the usual one that parts most answers. */
    separator: text.min(1).max(10).nullable(),
    /** Option n is named "<prefix>_n". */
    prefix: newName,
  }),
  plan(input, project) {
    const [variable] = findQuestions(project, [input.variableId], ['text']) as [Variable];
    const texts = new Set<string>();
    for (let row = 0; row < project.rowCount; row++) {
      const content = project.cell(variable.id, row);
      if (typeof content === 'string') texts.add(content);
    }
    const separator = input.separator ?? findSeparator(texts);
    if (separator === null) throw new InputError('split.noSeparator', { variable: variable.label });
    const chosen = new Map([...texts].map((content) => [content, new Set(optionsIn(content, separator))]));
    const options = [...new Set([...chosen.values()].flatMap((set) => [...set]))];
    if (options.length === 0) throw new InputError('fill.noAnswers', { variable: variable.label });
    if (options.length > mostOptions)
      throw new InputError('split.tooMany', { variable: variable.label, options: options.length, limit: mostOptions });
    const start = orderAfter(project, variable);
    const step = (start - variable.order) / (options.length + 1);
    const patch = options.flatMap((option, index): readonly Operation[] => {
      const made = newVariable(project, {
        name: `${input.prefix}_${index + 1}`,
        label: `${variable.label} / ${option}`,
        type: 'number',
        measure: 'nominal',
        role: 'multipleResponse',
        valueLabels: [
          { value: 0, label: addedLabels[languageOf([variable.label, ...options])].notChosen },
          { value: 1, label: option },
        ],
        order: variable.order + step * (index + 1),
      });
      return filled(project, made, (row) => {
        const content = project.cell(variable.id, row);
        return typeof content === 'string' ? Number(chosen.get(content)!.has(option)) : null;
      });
    });
    return outcome(patch, { zh: '拆分多选题', en: 'Split the multiple choice' }, [variable], {
      options: options.length,
    });
  },
});

/** Takes questions out of the project; filter and design let go of them. Undo brings them back with their answers. */
export const variablesRemove = defineCommand({
  schema: z.strictObject({ type: z.literal('variables.remove'), variableIds: questions }),
  plan(input, project) {
    const variables = [...new Set(input.variableIds)].map((id) => findQuestion(project, id));
    return outcome(removed(project, variables), { zh: '删除题目', en: 'Remove' }, variables);
  },
});

/** Operations that take questions away, and every saved mention of them in filter, design and model. */
export function removed(project: ProjectReader, variables: readonly Variable[]): readonly Operation[] {
  const gone = new Set<string>(variables.map((variable) => variable.id));
  const patch: Operation[] = variables.map((variable) => ({
    op: 'put',
    collection: 'variable',
    id: variable.id,
    value: null,
  }));
  const design = project.entities.design.get('main');
  const uses = (id: string | null | undefined): boolean => id !== null && id !== undefined && gone.has(id);
  if (design && [design.weight?.variableId, design.stratum, design.cluster].some(uses)) {
    const value = {
      ...design,
      weight: uses(design.weight?.variableId) ? null : design.weight,
      stratum: uses(design.stratum) ? null : design.stratum,
      cluster: uses(design.cluster) ? null : design.cluster,
    };
    patch.push({ op: 'put', collection: 'design', id: 'main', value });
  }
  const filter = project.entities.filter.get('main');
  if (filter?.conditions.some((condition) => gone.has(condition.variableId))) {
    const conditions = filter.conditions.filter((condition) => !gone.has(condition.variableId));
    patch.push({ op: 'put', collection: 'filter', id: 'main', value: { conditions } });
  }
  const model = project.entities.model.get('main');
  if (model?.constructs.some(({ items }) => items.some(uses))) {
    const constructs = model.constructs.map((one) => ({ ...one, items: one.items.filter((id) => !uses(id)) }));
    patch.push({ op: 'put', collection: 'model', id: 'main', value: { ...model, constructs } });
  }
  return patch;
}
