import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import type { IndicatorId } from '../model/ids.ts';
import { roles, type Variable } from '../model/variable.ts';
import { defineCommand } from './defineCommand.ts';
import { scale, text, valueLabel } from './parts.ts';
import type { Operation } from './types.ts';

const changes = z.strictObject({
  name: text.min(1).optional(),
  label: text.min(1).optional(),
  measure: z.enum(['nominal', 'ordinal', 'scale']).optional(),
  role: z.enum(roles).optional(),
  scale: scale.nullable().optional(),
  valueLabels: z.array(valueLabel).optional(),
  indicatorId: z.string().nullable().optional(),
  personal: z.boolean().optional(),
});

/** Changes what questions mean: names, role, scale, labels, the indicator they measure. */
export const variablesUpdate = defineCommand({
  schema: z.strictObject({
    type: z.literal('variables.update'),
    updates: z
      .array(z.strictObject({ variableId: z.string(), changes }))
      .min(1)
      .max(20_000),
  }),
  plan({ updates }, project) {
    const patch: Operation[] = updates.map(({ variableId, changes: wanted }) => {
      const variable = project.entities.variable.get(variableId);
      if (!variable) throw new InputError('data.unknownVariable', { variable: variableId });
      if (wanted.scale && !(wanted.scale.max > wanted.scale.min))
        throw new InputError('variable.scaleRange', { variable: variable.label });
      if (wanted.indicatorId && !project.entities.indicator.has(wanted.indicatorId))
        throw new InputError('indicator.unknown', { indicator: wanted.indicatorId });
      if (
        wanted.name &&
        [...project.entities.variable.values()].some((other) => other.id !== variable.id && other.name === wanted.name)
      ) {
        throw new InputError('variable.nameTaken', { name: wanted.name });
      }
      const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const value: Variable = {
        ...variable,
        ...given,
        indicatorId: (wanted.indicatorId === undefined
          ? variable.indicatorId
          : wanted.indicatorId) as IndicatorId | null,
      };
      return { op: 'put', collection: 'variable', id: variableId, value };
    });
    const name = project.entities.variable.get(updates[0]!.variableId)?.label ?? '';
    return {
      patch,
      label:
        updates.length === 1
          ? { zh: `修改题目“${name}”的定义`, en: `Change question “${name}”` }
          : { zh: `修改 ${updates.length} 道题目的定义`, en: `Change ${updates.length} questions` },
    };
  },
});
