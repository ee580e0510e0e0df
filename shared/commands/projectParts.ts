import { mostCodes, mostPatterns, readCommentCodes } from '../model/commentCode.ts';
import { z } from 'zod';
import { InputError } from '../model/errors.ts';
import { variableId } from '../model/ids.ts';
import {
  type AnalysisCard,
  figureAxisRanges,
  figureLegends,
  figureLetters,
  figureOrders,
  mostDigits,
  type StoredReport,
} from '../model/project.ts';
import { defaultSettings } from '../model/dataset.ts';
import { defineCommand } from './defineCommand.ts';
import { text } from './parts.ts';
import type { Patch, ProjectReader } from './types.ts';

const record = z.record(z.string(), z.json());
const figureStyles = z.record(
  z.string(),
  z.strictObject({
    title: text.optional(),
    colours: z.array(z.string().regex(/^#[0-9a-fA-F]{6}$/)).optional(),
    labels: z.boolean().optional(),
    digits: z.int().min(0).max(mostDigits).optional(),
    order: z.enum(figureOrders).optional(),
    letters: z.enum(figureLetters).optional(),
    legend: z.enum(figureLegends).optional(),
    axis: z.enum(figureAxisRanges).optional(),
    grid: z.boolean().optional(),
  }),
);

const words = z.array(text).max(mostPatterns);
/** A code book as typed before there was a table for it, or as a list. */
const commentCodes = z.union([
  text,
  z
    .array(
      z.strictObject({
        name: text,
        any: words,
        all: words,
        not: words,
        indicator: text.nullable(),
        colour: text.nullable(),
      }),
    )
    .max(mostCodes),
]);
const ofComments: ReadonlySet<string> = new Set(['commentWords', 'commentStopWords', 'commentCodes']);

/** Name, confidence level, threshold, seed, word lists and code book of the open comments. */
export const settingsSet = defineCommand({
  schema: z.strictObject({
    type: z.literal('settings.set'),
    name: text.min(1).max(120).optional(),
    satisfiedThreshold: z.number().min(0).max(100).optional(),
    level: z.number().gt(0.5).lt(1).optional(),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
    smallestGroup: z.int().min(1).max(100).optional(),
    commentWords: text.optional(),
    commentStopWords: text.optional(),
    commentCodes: commentCodes.optional(),
  }),
  plan({ type: _type, ...given }, project) {
    const before = project.entities.settings.get('main') ?? defaultSettings;
    const changed = Object.fromEntries(
      Object.entries(given)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, key === 'commentCodes' ? readCommentCodes(value) : value]),
    );
    return {
      patch: [{ op: 'put', collection: 'settings', id: 'main', value: { ...before, ...changed } }],
      label: Object.keys(changed).every((key) => ofComments.has(key))
        ? { zh: '修改开放题归类规则', en: 'Change the codes of open comments' }
        : { zh: '修改项目设置', en: 'Change project settings' },
    };
  },
});

/** Weight column, strata, clusters, population sizes. */
export const designSet = defineCommand({
  schema: z.strictObject({
    type: z.literal('design.set'),
    weight: z.strictObject({ variableId: z.string(), kind: z.enum(['frequency', 'survey']) }).nullable(),
    stratum: z.string().nullable(),
    cluster: z.string().nullable(),
    populationSizes: z.record(z.string(), z.number().positive()),
  }),
  plan(input, project) {
    for (const wanted of [input.weight?.variableId, input.stratum, input.cluster]) {
      if (wanted && !project.entities.variable.has(wanted))
        throw new InputError('data.unknownVariable', { variable: wanted });
    }
    const value = {
      weight: input.weight ? { variableId: variableId(input.weight.variableId), kind: input.weight.kind } : null,
      stratum: input.stratum === null ? null : variableId(input.stratum),
      cluster: input.cluster === null ? null : variableId(input.cluster),
      populationSizes: input.populationSizes,
    };
    return {
      patch: [{ op: 'put', collection: 'design', id: 'main', value }],
      label: { zh: '修改抽样设计', en: 'Change the sampling design' },
    };
  },
});

/** Which forms every computation uses, beside exclusions. */
export const filterSet = defineCommand({
  schema: z.strictObject({
    type: z.literal('filter.set'),
    conditions: z
      .array(z.strictObject({ variableId: z.string(), values: z.array(z.union([z.number(), text])) }))
      .max(50),
  }),
  plan({ conditions }, project) {
    for (const condition of conditions)
      if (!project.entities.variable.has(condition.variableId))
        throw new InputError('data.unknownVariable', { variable: condition.variableId });
    return {
      patch: [{ op: 'put', collection: 'filter', id: 'main', value: { conditions } }],
      label:
        conditions.length === 0 ? { zh: '取消筛选', en: 'Clear the filter' } : { zh: '设置筛选', en: 'Set the filter' },
    };
  },
});

const card = z.strictObject({
  id: z.string().min(1).max(80),
  analysis: z.string(),
  inputs: record,
  options: record,
  title: text.nullable(),
  pinned: z.boolean(),
  order: z.number(),
  figureStyles,
});

/** Marks in the settings whether the project has been left without cards on purpose; nothing where it already says so. */
function cleared(project: ProjectReader, cardsCleared: boolean): Patch {
  const before = project.entities.settings.get('main') ?? defaultSettings;
  if ((before.cardsCleared ?? false) === cardsCleared) return [];
  const { cardsCleared: _before, ...rest } = before;
  return [{ op: 'put', collection: 'settings', id: 'main', value: cardsCleared ? { ...rest, cardsCleared } : rest }];
}

export const cardPut = defineCommand({
  schema: z.strictObject({ type: z.literal('card.put'), card }),
  plan({ card: given }, project) {
    const exists = project.entities.card.has(given.id);
    return {
      patch: [
        { op: 'put', collection: 'card', id: given.id, value: given as AnalysisCard },
        ...cleared(project, false),
      ],
      label: exists ? { zh: '修改分析', en: 'Change an analysis' } : { zh: '新增分析', en: 'Add an analysis' },
    };
  },
});

/** Several cards as one step: their order, or the first saving of the proposed set; none = nothing of that set is kept. The last of equal ids counts. */
export const cardsPut = defineCommand({
  schema: z.strictObject({ type: z.literal('cards.put'), cards: z.array(card).max(1000) }),
  plan({ cards }, project) {
    const byId = new Map(cards.map((one) => [one.id, one as AnalysisCard]));
    return {
      patch: [
        ...[...byId].map(([id, value]) => ({ op: 'put' as const, collection: 'card' as const, id, value })),
        ...cleared(project, byId.size === 0 && project.entities.card.size === 0),
      ],
      label: { zh: '整理分析结果', en: 'Arrange the analyses' },
    };
  },
});

export const cardRemove = defineCommand({
  schema: z.strictObject({ type: z.literal('card.remove'), id: z.string() }),
  plan({ id }, project) {
    if (!project.entities.card.has(id)) throw new InputError('card.unknown', { card: id });
    return {
      patch: [
        { op: 'put', collection: 'card', id, value: null },
        ...cleared(project, project.entities.card.size === 1),
      ],
      label: { zh: '移除分析', en: 'Remove an analysis' },
    };
  },
});

/** The report as edited; null removes it. A final one is not changed. */
export const reportSet = defineCommand({
  schema: z.strictObject({
    type: z.literal('report.set'),
    report: z
      .strictObject({
        id: z.literal('main'),
        title: text,
        locale: z.enum(['zh-CN', 'en']),
        document: record,
        figureStyles,
        look: z
          .strictObject({
            accent: z.string().regex(/^(#[0-9a-fA-F]{6})?$/),
            latinFont: text.max(80),
            eastAsianFont: text.max(80),
            company: text.max(120),
            logo: z.string().nullable(),
            letterhead: z.string().nullable(),
          })
          .optional(),
      })
      .nullable(),
  }),
  plan({ report }, project) {
    if (project.entities.report.has('frozen')) throw new InputError('report.frozen');
    return {
      patch: [{ op: 'put', collection: 'report', id: 'main', value: report as StoredReport | null }],
      label: { zh: '编辑报告', en: 'Edit the report' },
    };
  },
});
