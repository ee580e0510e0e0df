import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import { indicatorId } from '../model/ids.ts';
import { weightEntryKinds, type Weighting } from '../model/indicator.ts';
import { ahp } from '../satisfaction/ahp.ts';
import { ordered } from '../model/project.ts';
import { defineCommand } from './defineCommand.ts';
import type { Operation } from './types.ts';

const matrix = z.array(z.array(z.number().positive()));

/** @throws InputError 'weights.judgments' unless the matrix is square of that size, positive, reciprocal with a unit diagonal */
function checkJudgments(judgments: readonly (readonly number[])[], size: number): void {
  const square = judgments.length === size && judgments.every((line) => line.length === size);
  const reciprocal =
    square && judgments.every((line, i) => line.every((value, j) => Math.abs(value * judgments[j]![i]! - 1) < 1e-9));
  if (!reciprocal) throw new InputError('weights.judgments', { size });
}

const entry = z.strictObject({
  kind: z.enum(weightEntryKinds),
  rule: z.enum(['geometric', 'linear', 'preference']).nullable(),
  rounds: z
    .array(z.array(z.array(z.number().min(0)).min(1).max(1000)))
    .min(1)
    .max(9),
});

/** @throws InputError 'weights.entry' unless every round has a line of equal length for each child */
function checkEntry(rounds: readonly (readonly (readonly number[])[])[], size: number): void {
  for (const round of rounds)
    if (round.length !== size || round.some((line) => line.length !== round[0]!.length))
      throw new InputError('weights.entry', { size });
}

/**
 * Sets the weights of the children of one node (null = first level): typed in ('direct', any non-negative numbers; the running sum is
 * checked where they are used), equal, or from an AHP judgment matrix in the order of the children. entry is what typed-in weights
 * were reached from; without one the entry known for the same children stays.
 */
export const weightsSet = defineCommand({
  schema: z.strictObject({
    type: z.literal('weights.set'),
    parentId: z.string().nullable(),
    method: z.enum(['direct', 'equal', 'ahp']),
    weights: z.array(z.strictObject({ id: z.string(), weight: z.number().min(0) })).nullable(),
    judgments: matrix.nullable(),
    priorities: z.enum(['eigenvector', 'geometricMean']),
    randomIndex: z.enum(['saaty', 'simulated']),
    entry: entry.optional(),
  }),
  plan(input, project) {
    const children = ordered(project.entities.indicator).filter((child) => child.parentId === input.parentId);
    if (children.length === 0) throw new InputError('indicator.noChildren', {});
    let weightOf = (_id: string, _index: number): number => 1 / children.length;
    if (input.method === 'direct') {
      const given = new Map((input.weights ?? []).map((entry) => [entry.id, entry.weight]));
      weightOf = (id, index) => given.get(id) ?? children[index]!.weight;
    }
    if (input.method === 'ahp') {
      if (!input.judgments) throw new InputError('weights.judgments', { size: children.length });
      checkJudgments(input.judgments, children.length);
      const result = ahp(input.judgments, { priorities: input.priorities });
      weightOf = (_id, index) => result.weights[index]!;
    }
    const patch: Operation[] = children.map((child, index) => ({
      op: 'put',
      collection: 'indicator',
      id: child.id,
      value: { ...child, weight: weightOf(child.id, index) },
    }));
    const parentId = input.parentId === null ? null : indicatorId(input.parentId);
    const key = input.parentId ?? 'root';
    const childIds = children.map((child) => child.id);
    if (input.entry) checkEntry(input.entry.rounds, children.length);
    const before = project.entities.weighting.get(key);
    const known = before?.entry && before.childIds.join('\n') === childIds.join('\n') ? before.entry : null;
    const weighting: Weighting = {
      id: key,
      parentId,
      method: input.method,
      childIds,
      judgments: input.method === 'ahp' ? input.judgments : null,
      priorities: input.priorities,
      randomIndex: input.randomIndex,
      entry: input.entry ?? known,
    };
    patch.push({ op: 'put', collection: 'weighting', id: key, value: weighting });
    const name = input.parentId === null ? null : (project.entities.indicator.get(input.parentId)?.name ?? '');
    return {
      patch,
      label: {
        zh: `设置“${name ?? '一级指标'}”的权重`,
        en: `Set weights of ${name ? `“${name}”` : 'the first level'}`,
      },
    };
  },
});
