import { z } from 'zod';
import { binCuts, binOf, shortCuts } from '../../cleaning/bins.ts';
import { roundTo } from '../../cleaning/roundTo.ts';
import { missingReasonOf } from '../../model/decode.ts';
import { InputError } from '../../model/errors.ts';
import type { Scale, ValueLabel, Variable } from '../../model/variable.ts';
import { defineCommand } from '../defineCommand.ts';
import { text } from '../parts.ts';
import {
  filled,
  findQuestions,
  into,
  newName,
  newVariable,
  orderAfter,
  outcome,
  questions,
  rowsWhere,
  transformed,
  where,
} from './target.ts';

function scaleOf(variable: Variable): Scale {
  if (!variable.scale) throw new InputError('data.noScale', { variable: variable.label });
  return variable.scale;
}

/** Answers on the scale through a map of its range; non-answers and values outside stay as they are. */
const onScale =
  (scale: Scale, map: (value: number) => number) =>
  (content: number | string | null): number | string | null =>
    typeof content === 'number' && missingReasonOf(content, scale) === null ? map(content) : content;

/** min + max - value on the declared range, for questions worded the other way round; labels move with their answers. */
export const reverse = defineCommand({
  schema: z.strictObject({ type: z.literal('cleaning.reverse'), variableIds: questions, into, where }),
  plan(input, project) {
    const variables = findQuestions(project, input.variableIds, ['number']);
    const patch = transformed(project, variables, input.into, input.where, (variable) => {
      const scale = scaleOf(variable);
      const mirror = (value: number): number => roundTo(scale.min + scale.max - value, 12);
      const labels = scale.labels
        .map((entry): ValueLabel => ({ value: mirror(entry.value), label: entry.label }))
        .toSorted((a, b) => a.value - b.value);
      // With a condition only some forms were asked the other way round: the scale's own words stay.
      const after = input.where === null ? { ...variable, scale: { ...scale, labels } } : variable;
      return { after, contentOf: onScale(scale, mirror) };
    });
    return outcome(patch, { zh: '反向计分', en: 'Reverse' }, variables);
  },
});

/** Linear from the declared range to another: 1-5 to 0-100. Non-answers keep their codes, which must lie outside the new range. */
export const convertScale = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.convertScale'),
    variableIds: questions,
    min: z.number(),
    max: z.number(),
    /** Digits kept; null = as computed. */
    digits: z.int().min(0).max(10).nullable(),
    into,
  }),
  plan(input, project) {
    const variables = findQuestions(project, input.variableIds, ['number']);
    const { min, max, digits } = input;
    if (!(max > min)) throw new InputError('variable.scaleRange', { variable: variables[0]!.label });
    const patch = transformed(project, variables, input.into, null, (variable) => {
      const scale = scaleOf(variable);
      const collides = scale.nonAnswers.find((code) => code.value >= min && code.value <= max);
      if (collides)
        throw new InputError('cleaning.nonAnswerCollides', {
          variable: variable.label,
          value: collides.value,
          min,
          max,
        });
      const map = (value: number): number => {
        const moved = min + ((value - scale.min) / (scale.max - scale.min)) * (max - min);
        return roundTo(moved, digits ?? 12);
      };
      const labels = scale.labels.map((entry) => ({ value: map(entry.value), label: entry.label }));
      // Values outside the old range are no answers; they would become some on a wider one.
      const contentOf = (content: number | string | null): number | string | null => {
        if (typeof content === 'number' && missingReasonOf(content, scale) === 'outOfRange') {
          if (content >= min && content <= max)
            throw new InputError('cleaning.outsideBefore', { variable: variable.label, value: content });
          return content;
        }
        return onScale(scale, map)(content);
      };
      return { after: { ...variable, scale: { ...scale, min, max, labels } }, contentOf };
    });
    return outcome(patch, { zh: `量表换算为 ${min}–${max}：`, en: `Convert to ${min}–${max}:` }, variables);
  },
});

/** Groups of a number as a new ordinal question 1..k. Cuts: the first group is what lies below the first cut. */
export const bin = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.bin'),
    variableId: z.string(),
    name: newName,
    label: newName,
    by: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('cuts'), cuts: z.array(z.number()).min(1).max(100) }),
      z.strictObject({ kind: z.literal('width'), count: z.int().min(2).max(50) }),
      z.strictObject({ kind: z.literal('quantiles'), count: z.int().min(2).max(50) }),
      z.strictObject({ kind: z.literal('breaks'), count: z.int().min(2).max(50) }),
    ]),
    /** One per group; null = worded from the cuts. */
    labels: z.array(text).nullable(),
    where,
  }),
  plan(input, project) {
    const [variable] = findQuestions(project, [input.variableId], ['number']) as [Variable];
    const test = rowsWhere(project, input.where);
    const answers: number[] = [];
    const answerAt = (row: number): number | null => {
      const content = project.cell(variable.id, row);
      return typeof content === 'number' && missingReasonOf(content, variable.scale) === null ? content : null;
    };
    for (let row = 0; row < project.rowCount; row++) {
      const answer = test(row) ? answerAt(row) : null;
      if (answer !== null) answers.push(answer);
    }
    const cuts = binCuts(answers, input.by);
    const { labels } = input;
    if (labels && labels.length !== cuts.length + 1)
      throw new InputError('bin.labels', { groups: cuts.length + 1, labels: labels.length });
    const named = input.by.kind === 'cuts' ? cuts : shortCuts(cuts, answers);
    const worded = (group: number): string =>
      group === 0
        ? `< ${named[0]}`
        : group === named.length
          ? `≥ ${named[group - 1]}`
          : `${named[group - 1]} – < ${named[group]}`;
    const made = newVariable(project, {
      name: input.name,
      label: input.label,
      type: 'number',
      measure: 'ordinal',
      role: 'profile',
      valueLabels: Array.from({ length: cuts.length + 1 }, (_, group) => ({
        value: group + 1,
        label: labels?.[group] || worded(group),
      })),
      order: orderAfter(project, variable),
    });
    const patch = filled(project, made, (row) => {
      const answer = test(row) ? answerAt(row) : null;
      return answer === null ? null : binOf(answer, cuts);
    });
    return outcome(patch, { zh: '分组', en: 'Group' }, [variable], { groups: cuts.length + 1 });
  },
});
