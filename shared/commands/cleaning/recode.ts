import { z } from 'zod';
import { InputError } from '../../model/errors.ts';
import type { ValueLabel, ValueType, Variable } from '../../model/variable.ts';
import { defineCommand } from '../defineCommand.ts';
import { cellContent, scale, text, valueLabel } from '../parts.ts';
import type { CellContent } from '../types.ts';
import { findQuestions, into, outcome, questions, type Transform, transformed, where } from './target.ts';

const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('values'),
    values: z
      .array(z.union([z.number(), text]))
      .min(1)
      .max(5000),
  }),
  /** Both ends belong to it; null = no end. */
  z.strictObject({ kind: z.literal('range'), min: z.number().nullable(), max: z.number().nullable() }),
  z.strictObject({ kind: z.literal('blank') }),
]);
const rule = z.strictObject({ from: source, to: cellContent });
type Rule = z.infer<typeof rule>;

/** The type of what the rules give, and of what is kept beside them. @throws InputError 'recode.mixed' */
function resultType(variable: Variable, rules: readonly Rule[], keeps: boolean): ValueType {
  const types = new Set(
    rules.flatMap(({ to }): ValueType[] => (to === null ? [] : [typeof to === 'number' ? 'number' : 'text'])),
  );
  if (keeps || types.size === 0) types.add(variable.type);
  if (types.size > 1) throw new InputError('recode.mixed', { variable: variable.label });
  return [...types][0]!;
}

function lookUp(variable: Variable, rules: readonly Rule[], keeps: boolean): (content: CellContent) => CellContent {
  const exact = new Map<CellContent, CellContent>();
  const ranges: { readonly min: number; readonly max: number; readonly to: CellContent; readonly place: number }[] = [];
  const placeOf = new Map<CellContent, number>();
  rules.forEach(({ from, to }, place) => {
    const set = (content: CellContent): void => {
      if (exact.has(content)) return;
      exact.set(content, to);
      placeOf.set(content, place);
    };
    if (from.kind === 'blank') set(null);
    else if (from.kind === 'values') from.values.forEach(set);
    else {
      if (variable.type === 'text') throw new InputError('recode.rangeOnText', { variable: variable.label });
      const [min, max] = [from.min ?? Number.NEGATIVE_INFINITY, from.max ?? Number.POSITIVE_INFINITY];
      if (min > max) throw new InputError('recode.range', { min, max });
      ranges.push({ min, max, to, place });
    }
  });
  // The first rule that fits counts, whichever kind it is.
  return (content) => {
    const place = placeOf.get(content) ?? Number.POSITIVE_INFINITY;
    const range =
      typeof content === 'number'
        ? ranges.find((one) => one.place < place && content >= one.min && content <= one.max)
        : undefined;
    if (range) return range.to;
    if (place !== Number.POSITIVE_INFINITY) return exact.get(content) ?? null;
    return keeps ? content : null;
  };
}

const labelled = (variable: Variable, labels: readonly ValueLabel[]): Variable =>
  variable.scale ? { ...variable, scale: { ...variable.scale, labels } } : { ...variable, valueLabels: labels };

/** Values and ranges to other values; what no rule names is kept or becomes blank. Dates are not recoded: see cleaning.anonymise. */
export const recode = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.recode'),
    variableIds: questions,
    rules: z.array(rule).min(1).max(500),
    otherwise: z.enum(['keep', 'blank']),
    /** The scale afterwards; null keeps it in place, and declares none for new questions. */
    scale: scale.nullable(),
    /** Labels afterwards; null keeps them in place. */
    labels: z.array(valueLabel).max(5000).nullable(),
    into,
    where,
  }),
  plan(input, project) {
    if (input.scale && !(input.scale.max > input.scale.min))
      throw new InputError('variable.scaleRange', { variable: '' });
    const variables = findQuestions(project, input.variableIds, ['number', 'text']);
    const keeps = input.otherwise === 'keep';
    const patch = transformed(project, variables, input.into, input.where, (variable): Transform => {
      const type = resultType(variable, input.rules, keeps);
      const inPlace = input.into === null;
      const base: Variable = {
        ...variable,
        type,
        measure: type === 'text' ? 'nominal' : variable.type === 'text' ? 'ordinal' : variable.measure,
        scale: type === 'number' ? (input.scale ?? (inPlace ? variable.scale : null)) : null,
        valueLabels: inPlace && type === variable.type ? variable.valueLabels : [],
      };
      const after = input.labels && type === 'number' ? labelled(base, input.labels) : base;
      return { after, contentOf: lookUp(variable, input.rules, keeps) };
    });
    return outcome(patch, { zh: '重编码', en: 'Recode' }, variables);
  },
});

/** Several answers of one question become one: codes under the first's code, texts under a common text. */
export const merge = defineCommand({
  schema: z.strictObject({
    type: z.literal('cleaning.merge'),
    variableId: z.string(),
    groups: z
      .array(
        z.strictObject({
          values: z
            .array(z.union([z.number(), text]))
            .min(1)
            .max(5000),
          value: z.union([z.number(), text]),
          label: text,
        }),
      )
      .min(1)
      .max(500),
    into,
  }),
  plan(input, project) {
    const variables = findQuestions(project, [input.variableId], ['number', 'text']);
    const rules = input.groups.map(({ values, value }): Rule => ({ from: { kind: 'values', values }, to: value }));
    const patch = transformed(project, variables, input.into, null, (variable): Transform => {
      resultType(variable, rules, true);
      const gone = new Set(input.groups.flatMap((group) => group.values.filter((value) => value !== group.value)));
      const named = new Map(input.groups.map((group) => [group.value, group.label]));
      const relabelled = (labels: readonly ValueLabel[]): readonly ValueLabel[] => {
        const kept = labels.filter((entry) => !gone.has(entry.value) && !named.has(entry.value));
        const added = [...named].flatMap(([value, label]) =>
          typeof value === 'number' && label ? [{ value, label }] : [],
        );
        return [...kept, ...added].toSorted((a, b) => a.value - b.value);
      };
      const after: Variable = variable.scale
        ? { ...variable, scale: { ...variable.scale, labels: relabelled(variable.scale.labels) } }
        : { ...variable, valueLabels: variable.type === 'number' ? relabelled(variable.valueLabels) : [] };
      return { after, contentOf: lookUp(variable, rules, true) };
    });
    return outcome(patch, { zh: '合并类别', en: 'Merge categories of' }, variables);
  },
});
