import { z } from 'zod';
import { compileCondition } from '../../cleaning/formula/compileFormula.ts';
import { longestFormula } from '../../cleaning/formula/tokens.ts';
import { InputError } from '../../model/errors.ts';
import { variableId } from '../../model/ids.ts';
import { ordered } from '../../model/project.ts';
import type { Rule } from '../../model/rule.ts';
import { defineCommand } from '../defineCommand.ts';
import { text } from '../parts.ts';
import { findQuestions, scopeOfProject } from './target.ts';

const formula = z.string().max(longestFormula);

/** Writes a check of the user's own, or changes it (id given). Its formulas are read first, so that mistakes are told at once. */
export const rulePut = defineCommand({
  schema: z.strictObject({
    type: z.literal('rule.put'),
    id: z.string().min(1).max(80).nullable(),
    name: text.min(1).max(120),
    rule: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('formula'), when: formula, must: formula }),
      z.strictObject({ kind: z.literal('reversedPair'), first: z.string(), second: z.string() }),
    ]),
  }),
  plan({ id, name, rule }, project) {
    const before = id === null ? undefined : project.entities.rule.get(id);
    if (id !== null && !before) throw new InputError('rule.unknown', { rule: id });
    const order = before?.order ?? (ordered(project.entities.rule).at(-1)?.order ?? -1) + 1;
    const key = before?.id ?? project.newId();
    let value: Rule;
    if (rule.kind === 'formula') {
      const scope = scopeOfProject(project);
      if (rule.when.trim() !== '') compileCondition(rule.when, scope);
      compileCondition(rule.must, scope);
      value = { id: key, name, order, ...rule };
    } else {
      const pair = findQuestions(project, [rule.first, rule.second], ['number']);
      const [first, second] = pair.map((variable) => variable.scale);
      if (pair.length !== 2 || !first || !second || first.min !== second.min || first.max !== second.max)
        throw new InputError('rule.pair');
      value = { id: key, name, order, kind: rule.kind, first: variableId(rule.first), second: variableId(rule.second) };
    }
    return {
      patch: [{ op: 'put', collection: 'rule', id: key, value }],
      label: before
        ? { zh: `修改检查规则“${name}”`, en: `Change the check “${name}”` }
        : { zh: `新增检查规则“${name}”`, en: `Add the check “${name}”` },
    };
  },
});

export const ruleRemove = defineCommand({
  schema: z.strictObject({ type: z.literal('rule.remove'), id: z.string() }),
  plan({ id }, project) {
    const rule = project.entities.rule.get(id);
    if (!rule) throw new InputError('rule.unknown', { rule: id });
    return {
      patch: [{ op: 'put', collection: 'rule', id, value: null }],
      label: { zh: `删除检查规则“${rule.name}”`, en: `Remove the check “${rule.name}”` },
    };
  },
});
