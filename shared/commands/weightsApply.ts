import { z } from 'zod';
import { indicatorId } from '../model/ids.ts';
import type { Weighting } from '../model/indicator.ts';
import { ordered } from '../model/project.ts';
import { siblingWeights } from '../satisfaction/siblingWeights.ts';
import { defineCommand } from './defineCommand.ts';
import { text } from './parts.ts';
import type { Operation } from './types.ts';

/**
 * Gives the lowest-level indicators composite weights from elsewhere, e.g. from the comparison of weights, by setting the weights of
 * every group of siblings (siblingWeights). source: the way they come from, in the user's language, for the journal.
 */
export const weightsApply = defineCommand({
  schema: z.strictObject({
    type: z.literal('weights.apply'),
    weights: z.array(z.strictObject({ id: z.string(), weight: z.number().min(0) })).min(1),
    source: text.min(1),
  }),
  plan(input, project) {
    const indicators = ordered(project.entities.indicator);
    const next = siblingWeights(indicators, new Map(input.weights.map(({ id, weight }) => [indicatorId(id), weight])));
    const patch: Operation[] = next.map((indicator) => ({
      op: 'put',
      collection: 'indicator',
      id: indicator.id,
      value: indicator,
    }));
    // Every group is weighed directly now: judgments it had no longer give its weights.
    for (const parentId of new Set(next.map((indicator) => indicator.parentId))) {
      const key = parentId ?? 'root';
      const weighting: Weighting = {
        id: key,
        parentId,
        method: 'direct',
        childIds: next.filter((child) => child.parentId === parentId).map((child) => child.id),
        judgments: null,
        priorities: 'eigenvector',
        randomIndex: 'saaty',
      };
      patch.push({ op: 'put', collection: 'weighting', id: key, value: weighting });
    }
    return {
      patch,
      label: { zh: `采用“${input.source}”的权重`, en: `Use the weights of “${input.source}”` },
    };
  },
});
