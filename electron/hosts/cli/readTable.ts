import { basename } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { decodeColumn } from '../../../shared/importing/decodeColumn.ts';
import type { ColumnPlan } from '../../../shared/importing/plan.ts';
import { cellKind, type RawSheet } from '../../../shared/importing/rawCells.ts';
import {
  type Column,
  defaultSettings,
  type Exclusion,
  simpleDesign,
  type Snapshot,
  type SurveyDesign,
} from '../../../shared/model/dataset.ts';
import { indicatorId, type VariableId, variableId } from '../../../shared/model/ids.ts';
import { roles, type Variable } from '../../../shared/model/variable.ts';
import { readWorkbook } from '../../workbooks/readWorkbook.ts';
import { readInput } from './files.ts';

const scale = z.strictObject({
  min: z.number(),
  max: z.number(),
  direction: z.enum(['ascending', 'descending']).default('ascending'),
  labels: z.array(z.strictObject({ value: z.number(), label: z.string() })).default([]),
  nonAnswers: z.array(z.strictObject({ value: z.number(), label: z.string() })).default([]),
});

/** What `csi run --request` may say beside the analysis' own inputs and options. Columns are named by their headers. */
export const runRequest = z.strictObject({
  inputs: z
    .record(
      z.string(),
      z.union([
        z.string(),
        z.array(z.string()),
        z.strictObject({ labels: z.array(z.string()), rows: z.array(z.array(z.number())) }),
        z.null(),
      ]),
    )
    .default({}),
  options: z.record(z.string(), z.json()).default({}),
  variables: z
    .record(
      z.string(),
      z.strictObject({
        scale: scale.optional(),
        role: z.enum(roles).optional(),
        measure: z.enum(['nominal', 'ordinal', 'scale']).optional(),
        label: z.string().optional(),
        indicator: z.string().optional(),
      }),
    )
    .default({}),
  indicators: z
    .array(
      z.strictObject({
        id: z.string(),
        parentId: z.string().nullable().default(null),
        name: z.string(),
        definition: z.string().default(''),
        weight: z.number().min(0),
      }),
    )
    .default([]),
  weight: z
    .strictObject({ column: z.string(), kind: z.enum(['frequency', 'survey']) })
    .nullable()
    .default(null),
  stratum: z.string().nullable().default(null),
  cluster: z.string().nullable().default(null),
  populationSizes: z.record(z.string(), z.number().positive()).default({}),
  level: z.number().gt(0.5).lt(1).optional(),
  satisfiedThreshold: z.number().min(0).max(100).optional(),
  seed: z.int().min(0).optional(),
  exclude: z.array(z.int().min(1)).default([]),
});
/** What it may say of a project, which brings its own scales, indicators, design and settings. */
export const projectRequest = runRequest.pick({ inputs: true, options: true });
export type RunRequest = z.infer<typeof runRequest>;

function headerText(sheet: RawSheet, column: number): string {
  const cells = sheet.columns[column]!;
  const value = cells.values[0]!;
  if (cells.kinds[0] === cellKind.text) return sheet.texts[value]!.trim();
  return cells.kinds[0] === cellKind.empty ? '' : String(value);
}

/** A column is text when any of its cells is; the command line reads a table plainly, without proposing scales. */
function plainPlan(sheet: RawSheet, column: number, name: string): ColumnPlan {
  const kinds = sheet.columns[column]!.kinds;
  let type: ColumnPlan['type'] = 'number';
  for (let row = 1; row < sheet.rowCount; row++) {
    if (kinds[row] === cellKind.text || kinds[row] === cellKind.error) {
      type = 'text';
      break;
    }
    if (kinds[row] === cellKind.date) type = 'date';
  }
  return {
    column,
    include: true,
    header: name,
    name,
    label: name,
    type,
    measure: type === 'text' ? 'nominal' : 'scale',
    role: 'none',
    scale: null,
    valueLabels: [],
    textCodes: [],
    indicatorName: null,
    personal: false,
    doubts: [],
  };
}

/**
 * A table file with one header row as a Snapshot for `csi run`, as any statistics program reads it. Scales, roles, tree, design come
 * from the request only. @throws AppError 'cli.noSuchSheet', 'cli.unknownColumn', 'cli.duplicateHeader', and the reader's refusals
 */
export async function readTable(path: string, sheetName: string | undefined, request: RunRequest): Promise<Snapshot> {
  const workbook = await readWorkbook(basename(path), await readInput(path));
  const sheet =
    sheetName === undefined
      ? workbook.sheets.find((candidate) => !candidate.hidden && candidate.rowCount > 0)
      : workbook.sheets.find((candidate) => candidate.name === sheetName);
  if (!sheet)
    throw new AppError('cli.noSuchSheet', {
      sheet: sheetName ?? '',
      sheets: workbook.sheets.map((candidate) => candidate.name).join(', '),
    });
  const rows = Int32Array.from({ length: Math.max(0, sheet.rowCount - 1) }, (_, i) => i + 1);
  const variables: Variable[] = [];
  const columns = new Map<VariableId, Column>();
  const byName = new Map<string, VariableId>();
  for (let c = 0; c < sheet.columnCount; c++) {
    const name = headerText(sheet, c);
    if (name === '') continue;
    if (byName.has(name)) throw new AppError('cli.duplicateHeader', { column: name });
    const plan = plainPlan(sheet, c, name);
    const id = variableId(`v${c + 1}`);
    const given = request.variables[name];
    byName.set(name, id);
    columns.set(id, decodeColumn(sheet, plan, rows).column);
    variables.push({
      id,
      name,
      label: given?.label ?? name,
      type: plan.type,
      measure: given?.measure ?? plan.measure,
      role: given?.role ?? 'none',
      scale: given?.scale ?? null,
      valueLabels: [],
      indicatorId: given?.indicator === undefined ? null : indicatorId(given.indicator),
      order: c,
      source: { importId: '', sheet: sheet.name, column: c },
      personal: false,
    });
  }
  const idOf = (name: string): VariableId => {
    const id = byName.get(name);
    if (id === undefined)
      throw new AppError('cli.unknownColumn', { column: name, columns: [...byName.keys()].slice(0, 12).join(', ') });
    return id;
  };
  for (const name of Object.keys(request.variables)) idOf(name);
  const design: SurveyDesign = {
    ...simpleDesign,
    weight: request.weight === null ? null : { variableId: idOf(request.weight.column), kind: request.weight.kind },
    stratum: request.stratum === null ? null : idOf(request.stratum),
    cluster: request.cluster === null ? null : idOf(request.cluster),
    populationSizes: request.populationSizes,
  };
  const exclusions: Exclusion[] = request.exclude
    .filter((form) => form <= rows.length)
    .map((form) => ({ row: form - 1, code: 'byHand', note: '' }));
  return {
    revision: 0,
    rowCount: rows.length,
    variables,
    columns,
    indicators: request.indicators.map((indicator, order) => ({
      ...indicator,
      id: indicatorId(indicator.id),
      parentId: indicator.parentId === null ? null : indicatorId(indicator.parentId),
      order,
    })),
    exclusions,
    design,
    settings: {
      ...defaultSettings,
      ...(request.level === undefined ? {} : { level: request.level }),
      ...(request.satisfiedThreshold === undefined ? {} : { satisfiedThreshold: request.satisfiedThreshold }),
      ...(request.seed === undefined ? {} : { seed: request.seed }),
    },
    filter: null,
  };
}
