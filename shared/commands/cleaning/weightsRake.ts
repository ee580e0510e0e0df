import { z } from 'zod';
import { type Margin, rake, trimmings } from '../../cleaning/raking.ts';
import { simpleDesign } from '../../model/dataset.ts';
import { InputError } from '../../model/errors.ts';
import type { Variable } from '../../model/variable.ts';
import { defineCommand } from '../defineCommand.ts';
import { text } from '../parts.ts';
import type { CellContent, ProjectReader } from '../types.ts';
import { filled, findQuestion, findQuestions, newName, newVariable, orderAfter, outcome } from './target.ts';

/** Weighted shares may be off by this much, 0-1. */
const largestMiss = 1e-6;

const answer = z.union([z.number(), text]);
const margin = z.strictObject({
  /** One question, or several whose combinations have targets (post-stratification by cells). */
  variableIds: z.array(z.string()).min(1).max(3),
  /** Shares or counts of the population, in any unit. */
  targets: z
    .array(z.strictObject({ values: z.array(answer).min(1).max(3), share: z.number().positive() }))
    .min(2)
    .max(500),
});

const wordOf = (variable: Variable, value: number | string): string =>
  typeof value === 'string'
    ? value
    : ([...variable.valueLabels, ...(variable.scale?.labels ?? [])].find((entry) => entry.value === value)?.label ??
      String(value));

/** @throws InputError 'raking.noTarget' naming the first answer that has none */
function marginOf(project: ProjectReader, given: z.infer<typeof margin>, excluded: ReadonlySet<number>): Margin {
  const variables = findQuestions(project, given.variableIds, ['number', 'text']);
  const labelOf = (values: readonly (number | string)[]): string =>
    values.map((value, i) => (variables[i] ? wordOf(variables[i], value) : String(value))).join(' × ');
  const groupOf = new Map(given.targets.map(({ values }, group) => [JSON.stringify(values), group]));
  const name = variables.map((variable) => variable.label).join(' × ');
  const categories = new Int32Array(project.rowCount).fill(-1);
  for (let row = 0; row < project.rowCount; row++) {
    if (excluded.has(row)) continue;
    const values = variables.map((variable): CellContent => {
      const content = project.cell(variable.id, row);
      return typeof content === 'number' && variable.scale?.nonAnswers.some((code) => code.value === content)
        ? null
        : content;
    });
    if (values.some((value) => value === null)) continue;
    const group = groupOf.get(JSON.stringify(values));
    if (group === undefined)
      throw new InputError('raking.noTarget', {
        margin: name,
        group: labelOf(values as (number | string)[]),
        row: row + 1,
      });
    categories[row] = group;
  }
  return {
    name,
    categories,
    labels: given.targets.map(({ values }) => labelOf(values)),
    targets: given.targets.map(({ share }) => share),
  };
}

/**
 * Weights that give the forms in use the population's shares (raking; with one margin post-stratification), as a question of their own, and
 * declared as the survey weight of the design. Excluded forms get none. Not converged weights are refused: their shares would not hold.
 */
export const weightsRake = defineCommand({
  schema: z.strictObject({
    type: z.literal('weights.rake'),
    name: newName,
    label: newName,
    margins: z.array(margin).min(1).max(20),
    /** A weight to start from; null = all equal. */
    baseWeight: z.string().nullable(),
    /** Multiples of the mean weight; null = untrimmed. */
    trim: z.strictObject({ lowest: z.number().min(0).max(1), highest: z.number().min(1) }).nullable(),
    /** How weights are trimmed; logs of before there was a choice have none. */
    trimming: z.enum(trimmings).optional(),
    unknown: z.enum(['leaveOut', 'keep']),
    maxIterations: z.int().min(1).max(10_000),
  }),
  plan(input, project) {
    const excluded = new Set([...project.entities.exclusion.values()].map((exclusion) => exclusion.row));
    const margins = input.margins.map((given) => marginOf(project, given, excluded));
    const source = input.baseWeight === null ? null : findQuestion(project, input.baseWeight);
    const base = Float64Array.from({ length: project.rowCount }, (_, row) => {
      if (excluded.has(row)) return Number.NaN;
      const content = source ? project.cell(source.id, row) : 1;
      return typeof content === 'number' ? content : Number.NaN;
    });
    const result = rake(margins, {
      base,
      trim: input.trim,
      trimming: input.trimming ?? 'cycles',
      unknown: input.unknown,
      maxIterations: input.maxIterations,
    });
    // Targets that contradict each other settle, too, but on shares that are not theirs.
    const missed = input.trim === null && result.largestGap > largestMiss;
    if (!result.converged || missed) throw new InputError('raking.notConverged', { iterations: result.iterations });
    const made = newVariable(project, {
      name: input.name,
      label: input.label,
      type: 'number',
      measure: 'scale',
      role: 'weight',
      order: orderAfter(project, null),
    });
    const cells = filled(project, made, (row) => {
      const weight = result.weights[row]!;
      return Number.isNaN(weight) ? null : weight;
    });
    const design = project.entities.design.get('main') ?? simpleDesign;
    const value = { ...design, weight: { variableId: made.id, kind: 'survey' as const } };
    return outcome(
      [...cells, { op: 'put', collection: 'design', id: 'main', value }],
      { zh: '加权：', en: 'Weight by' },
      margins.map((one) => ({ label: one.name })),
      {
        iterations: result.iterations,
        effectiveN: result.effectiveN,
        designEffect: result.designEffect,
        n: result.n,
        leftOut: result.nLeftOut - excluded.size,
        trimmed: result.trimmed,
        largestGap: result.largestGap,
        smallestWeight: extreme(result.weights, Math.min),
        largestWeight: extreme(result.weights, Math.max),
      },
    );
  },
});

function extreme(weights: Float64Array, pick: (a: number, b: number) => number): number {
  let found = Number.NaN;
  for (const weight of weights) if (!Number.isNaN(weight)) found = Number.isNaN(found) ? weight : pick(found, weight);
  return found;
}
