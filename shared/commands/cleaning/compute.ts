import { z } from 'zod';
import { compileFormula } from '../../cleaning/formula/compileFormula.ts';
import { longestFormula } from '../../cleaning/formula/tokens.ts';
import type { Variable } from '../../model/variable.ts';
import { defineCommand } from '../defineCommand.ts';
import { scale, valueLabel } from '../parts.ts';
import { filled, newName, newVariable, orderAfter, outcome, rowsWhere, scopeOfProject, where } from './target.ts';

/** A new question from a formula over others. Its type is the formula's; a date formula makes a date question. */
export const compute = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.compute'),
    name: newName,
    label: newName,
    formula: z.string().max(longestFormula),
    measure: z.enum(['nominal', 'ordinal', 'scale']),
    scale: scale.nullable(),
    labels: z.array(valueLabel).max(5000),
    where,
  }),
  plan(input, project) {
    const { value } = compileFormula(input.formula, scopeOfProject(project));
    const test = rowsWhere(project, input.where);
    const made: Variable = newVariable(project, {
      name: input.name,
      label: input.label,
      type: value.type,
      measure: value.type === 'text' ? 'nominal' : input.measure,
      scale: value.type === 'number' ? input.scale : null,
      valueLabels: value.type === 'number' && !input.scale ? input.labels : [],
      order: orderAfter(project, null),
    });
    const patch = filled(project, made, (row) => {
      if (!test(row)) return null;
      if (value.type === 'text') return value.text(row) || null;
      const result = value.number(row);
      // Minus zero would be another value than zero in the stored column.
      return Number.isNaN(result) ? null : result + 0;
    });
    return outcome(patch, { zh: '计算', en: 'Compute' }, [made]);
  },
});
