import { z } from 'zod';
import { pseudonym } from '../../cleaning/sha256.ts';
import { InputError } from '../../model/errors.ts';
import type { Variable } from '../../model/variable.ts';
import { defineCommand } from '../defineCommand.ts';
import { text } from '../parts.ts';
import type { CellContent, Operation, ProjectReader } from '../types.ts';
import { removed } from './answers.ts';
import { filled, findQuestions, newVariable, outcome, questions, rewritten } from './target.ts';

/** Start of the month or year of a date, in milliseconds. */
function coarseDate(at: number, to: 'month' | 'year'): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), to === 'month' ? date.getUTCMonth() : 0, 1);
}

const refuse = (variable: Variable): never => {
  throw new InputError('cleaning.wrongType', { variable: variable.label, type: variable.type });
};

/**
 * Makes personal columns harmless. 'drop' takes the questions away; 'pseudonym' puts a keyed hash in the place of each answer (equal answers
 * stay equal; numbers become a text question); 'date', 'band', 'prefix' keep the coarse part. The imported cells and the
 * history in the project file stay as they are: what is handed on is an export without personal data, which holds none of them.
 */
export const anonymise = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.anonymise'),
    variableIds: questions,
    how: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('drop') }),
      z.strictObject({ kind: z.literal('pseudonym'), key: text.min(8).max(200), length: z.int().min(8).max(64) }),
      z.strictObject({ kind: z.literal('date'), to: z.enum(['month', 'year']) }),
      z.strictObject({ kind: z.literal('band'), width: z.number().positive() }),
      z.strictObject({ kind: z.literal('prefix'), keep: z.int().min(0).max(100) }),
    ]),
  }),
  plan(input, project) {
    const { how } = input;
    const variables = findQuestions(project, input.variableIds, ['number', 'text', 'date']);
    if (how.kind === 'drop') return outcome(removed(project, variables), { zh: '删除个人信息', en: 'Drop' }, variables);
    const patch = variables.flatMap((variable): readonly Operation[] => {
      if (how.kind === 'pseudonym') return pseudonyms(project, variable, how.key, how.length);
      const contentOf = coarse(variable, how);
      const after: Variable = { ...variable, personal: false };
      const cells = rewritten(project, { ...after, scale: null }, contentOf, () => true);
      const put: Operation = { op: 'put', collection: 'variable', id: variable.id, value: after };
      return variable.personal ? [put, ...cells] : cells;
    });
    return outcome(patch, { zh: '匿名化', en: 'Anonymise' }, variables);
  },
});

function pseudonyms(project: ProjectReader, variable: Variable, key: string, length: number): readonly Operation[] {
  const known = new Map<CellContent, string>();
  const nameOf = (content: CellContent): CellContent => {
    if (content === null) return null;
    const found = known.get(content) ?? pseudonym(key, String(content), length);
    known.set(content, found);
    return found;
  };
  if (variable.type === 'text') {
    const put: Operation = {
      op: 'put',
      collection: 'variable',
      id: variable.id,
      value: { ...variable, personal: false },
    };
    return [...(variable.personal ? [put] : []), ...rewritten(project, variable, nameOf, () => true)];
  }
  // Numbers cannot hold a hash: a text question of the same name takes the place of the old one.
  const made = newVariable(project, {
    ...variable,
    name: `${variable.name}_`,
    type: 'text',
    measure: 'nominal',
    scale: null,
    valueLabels: [],
    indicatorId: null,
    personal: false,
  });
  const replaced = filled(project, made, (row) => nameOf(project.cell(variable.id, row)));
  return [...removed(project, [variable]), ...replaced];
}

function coarse(
  variable: Variable,
  how: { kind: 'date'; to: 'month' | 'year' } | { kind: 'band'; width: number } | { kind: 'prefix'; keep: number },
): (content: CellContent) => CellContent {
  if (how.kind === 'date') {
    if (variable.type !== 'date') refuse(variable);
    return (content) => (typeof content === 'number' ? coarseDate(content, how.to) : content);
  }
  if (how.kind === 'band') {
    if (variable.type !== 'number') refuse(variable);
    return (content) => (typeof content === 'number' ? Math.floor(content / how.width) * how.width : content);
  }
  if (variable.type !== 'text') refuse(variable);
  return (content) => {
    if (typeof content !== 'string') return content;
    const signs = Array.from(content);
    return signs.length > how.keep ? `${signs.slice(0, how.keep).join('')}***` : content;
  };
}
