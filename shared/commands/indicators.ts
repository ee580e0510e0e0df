import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import { indicatorId, type IndicatorId } from '../model/ids.ts';
import type { Indicator } from '../model/indicator.ts';
import { ordered } from '../model/project.ts';
import { defineCommand } from './defineCommand.ts';
import { text } from './parts.ts';
import type { Operation, ProjectReader } from './types.ts';

const id = z.string().min(1).max(80);
const put = (indicator: Indicator): Operation => ({
  op: 'put',
  collection: 'indicator',
  id: indicator.id,
  value: indicator,
});

function find(project: ProjectReader, wanted: string): Indicator {
  const indicator = project.entities.indicator.get(wanted);
  if (!indicator) throw new InputError('indicator.unknown', { indicator: wanted });
  return indicator;
}

const childrenOf = (project: ProjectReader, parentId: IndicatorId | null): Indicator[] =>
  ordered(project.entities.indicator).filter((child) => child.parentId === parentId);

/** Adds an indicator under a parent (null = first level), after its last sibling, with weight 0 (its siblings keep theirs). */
export const indicatorAdd = defineCommand({
  schema: z.strictObject({
    type: z.literal('indicator.add'),
    id: id.nullable(),
    parentId: id.nullable(),
    name: text.min(1),
    definition: text,
  }),
  plan(input, project) {
    const parentId = input.parentId === null ? null : find(project, input.parentId).id;
    const siblings = childrenOf(project, parentId);
    const weight = siblings.length === 0 ? 1 : 0;
    const order = (siblings.at(-1)?.order ?? -1) + 1;
    const newId = indicatorId(input.id ?? project.newId());
    if (project.entities.indicator.has(newId)) throw new InputError('indicator.idTaken', { indicator: newId });
    return {
      patch: [put({ id: newId, parentId, name: input.name, definition: input.definition, weight, order })],
      label: { zh: `新增指标“${input.name}”`, en: `Add indicator “${input.name}”` },
    };
  },
});

export const indicatorUpdate = defineCommand({
  schema: z.strictObject({
    type: z.literal('indicator.update'),
    id,
    name: text.min(1).optional(),
    definition: text.optional(),
  }),
  plan(input, project) {
    const indicator = find(project, input.id);
    const value = {
      ...indicator,
      name: input.name ?? indicator.name,
      definition: input.definition ?? indicator.definition,
    };
    return { patch: [put(value)], label: { zh: `修改指标“${value.name}”`, en: `Change indicator “${value.name}”` } };
  },
});

/** Weights scaled to the sum 1, equal where all are 0. */
function scaled(indicators: readonly Indicator[], to = 1): Indicator[] {
  const sum = indicators.reduce((total, one) => total + one.weight, 0);
  return indicators.map((one) => ({
    ...one,
    weight: sum > 0 ? (to * one.weight) / sum : to / indicators.length,
  }));
}

const isWhole = (indicators: readonly Indicator[]): boolean =>
  Math.abs(indicators.reduce((total, one) => total + one.weight, 0) - 1) < 1e-9;

/**
 * The children of a parent with one that has come from elsewhere: it gets an even share, 1/k of k, and the others keep their proportions
 * in the rest. Where the weights did not sum to 1 before, all but the share stay as they are: the user is in the middle of setting them.
 */
function joined(siblings: readonly Indicator[], moved: Indicator, index: number): Indicator[] {
  const share = 1 / (siblings.length + 1);
  const rest = siblings.length > 0 && isWhole(siblings) ? scaled(siblings, 1 - share) : [...siblings];
  rest.splice(Math.min(index, rest.length), 0, { ...moved, weight: share });
  return rest;
}

/**
 * Moves an indicator to a place among the children of a parent. Under another parent it gets an even share, and the weights of those it
 * joins and of those it leaves are scaled so that sums which were 1 stay 1; undoing the move brings all of them back.
 */
export const indicatorMove = defineCommand({
  schema: z.strictObject({ type: z.literal('indicator.move'), id, parentId: id.nullable(), index: z.int().min(0) }),
  plan(input, project) {
    const indicator = find(project, input.id);
    const parentId = input.parentId === null ? null : find(project, input.parentId).id;
    for (
      let above: IndicatorId | null = parentId;
      above !== null;
      above = project.entities.indicator.get(above)?.parentId ?? null
    ) {
      if (above === indicator.id) throw new InputError('indicator.intoItself', { indicator: indicator.name });
    }
    const siblings = childrenOf(project, parentId).filter((sibling) => sibling.id !== indicator.id);
    const moved = { ...indicator, parentId };
    const stays = parentId === indicator.parentId;
    const group = stays ? siblings.toSpliced(input.index, 0, moved) : joined(siblings, moved, input.index);
    const former = stays ? [] : childrenOf(project, indicator.parentId);
    const left = former.filter((one) => one.id !== indicator.id);
    const changed = [
      ...group.map((sibling, order) => ({ ...sibling, order })),
      ...(left.length > 0 && isWhole(former) ? scaled(left) : []),
    ].filter((one) => {
      const before = project.entities.indicator.get(one.id);
      return one.id === indicator.id || before?.order !== one.order || before.weight !== one.weight;
    });
    return {
      patch: changed.map(put),
      label: { zh: `移动指标“${indicator.name}”`, en: `Move indicator “${indicator.name}”` },
    };
  },
});

/** Removes an indicator with all below it. Questions attached there lose their indicator, not their answers. */
export const indicatorRemove = defineCommand({
  schema: z.strictObject({ type: z.literal('indicator.remove'), id }),
  plan(input, project) {
    const indicator = find(project, input.id);
    const doomed = new Set<string>([indicator.id]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const child of project.entities.indicator.values()) {
        if (child.parentId !== null && doomed.has(child.parentId) && !doomed.has(child.id)) {
          doomed.add(child.id);
          grew = true;
        }
      }
    }
    const patch: Operation[] = [...doomed].map((gone) => ({
      op: 'put',
      collection: 'indicator',
      id: gone,
      value: null,
    }));
    for (const variable of project.entities.variable.values()) {
      if (variable.indicatorId !== null && doomed.has(variable.indicatorId))
        patch.push({ op: 'put', collection: 'variable', id: variable.id, value: { ...variable, indicatorId: null } });
    }
    for (const [key, weighting] of project.entities.weighting) {
      if (weighting.parentId !== null && doomed.has(weighting.parentId))
        patch.push({ op: 'put', collection: 'weighting', id: key, value: null });
    }
    return { patch, label: { zh: `删除指标“${indicator.name}”`, en: `Remove indicator “${indicator.name}”` } };
  },
});

/**
 * Replaces the whole tree. Questions whose indicator no longer exists are detached; equal names are attached again, and the questions given
 * are attached as they say.
 */
export const indicatorsReplace = defineCommand({
  schema: z.strictObject({
    type: z.literal('indicators.replace'),
    indicators: z
      .array(
        z.strictObject({
          id,
          parentId: id.nullable(),
          name: text.min(1),
          definition: text,
          weight: z.number().min(0),
          order: z.number(),
        }),
      )
      .max(5000),
    questions: z
      .array(z.strictObject({ variableId: id, indicatorId: id }))
      .max(5000)
      .optional(),
    source: text,
  }),
  plan(input, project) {
    const next = input.indicators.map(
      (indicator): Indicator => ({
        ...indicator,
        id: indicatorId(indicator.id),
        parentId: indicator.parentId === null ? null : indicatorId(indicator.parentId),
      }),
    );
    const known = new Set(next.map((indicator) => indicator.id));
    for (const indicator of next)
      if (indicator.parentId !== null && !known.has(indicator.parentId))
        throw new InputError('indicator.unknown', { indicator: indicator.parentId });
    const patch: Operation[] = [...project.entities.indicator.values()]
      .filter((old) => !known.has(old.id))
      .map((old) => ({ op: 'put', collection: 'indicator', id: old.id, value: null }));
    patch.push(...next.map(put));
    const byName = new Map(
      next
        .filter((indicator) => !next.some((child) => child.parentId === indicator.id))
        .map((leaf) => [leaf.name, leaf.id]),
    );
    const given = new Map(input.questions?.map((question) => [question.variableId, question.indicatorId]));
    for (const wanted of given.values())
      if (!known.has(indicatorId(wanted))) throw new InputError('indicator.unknown', { indicator: wanted });
    for (const variable of project.entities.variable.values()) {
      const own = given.get(variable.id);
      if (own !== undefined)
        patch.push({
          op: 'put',
          collection: 'variable',
          id: variable.id,
          value: { ...variable, indicatorId: indicatorId(own) },
        });
      if (own !== undefined || variable.indicatorId === null || known.has(variable.indicatorId)) continue;
      const oldName = project.entities.indicator.get(variable.indicatorId)?.name ?? '';
      patch.push({
        op: 'put',
        collection: 'variable',
        id: variable.id,
        value: { ...variable, indicatorId: byName.get(oldName) ?? null },
      });
    }
    for (const key of project.entities.weighting.keys())
      patch.push({ op: 'put', collection: 'weighting', id: key, value: null });
    return { patch, label: { zh: `采用指标体系“${input.source}”`, en: `Use indicator system “${input.source}”` } };
  },
});
