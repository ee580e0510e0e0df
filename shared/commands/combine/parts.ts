import { z } from 'zod';
import type { DecodedTable } from '../../importing/decodedTable.ts';
import type { ColumnPlan } from '../../importing/plan.ts';
import { InputError } from '../../model/errors.ts';
import { type IndicatorId, variableId } from '../../model/ids.ts';
import type { Indicator } from '../../model/indicator.ts';
import type { Column } from '../../model/dataset.ts';
import type { ImportRecord } from '../../model/project.ts';
import type { Variable } from '../../model/variable.ts';
import { text } from '../parts.ts';
import type { CellContent, CommandOutcome, Operation, ProjectReader } from '../types.ts';

/** Schema pieces of changes that bring in another file: the file by its hash, and how its sheet is read. */
export const fileOfCommand = z.strictObject({
  name: text,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** How a text table was told to be read (encoding, delimiter); absent where nothing was told. */
  read: z.record(z.string(), z.string()).optional(),
});
export const planOfCommand = z.record(z.string(), z.json());

/** What a combining change needs beside the project: the file's forms, and when it happens (ISO). */
export interface CombineInput {
  readonly table: DecodedTable;
  readonly at: string;
}

/** A patch like that of any change, and how the file's untouched cells stand to it. */
export interface CombineOutcome extends CommandOutcome {
  readonly importId: string;
  /** The sheet's row (0-based) of every form the import concerns, -1 = none. */
  readonly formRows: Int32Array;
  /** The sheet's column (0-based) of each question. */
  readonly sheetColumns: Readonly<Record<string, number>>;
}

/** Names are compared without blanks and case, since the same indicator is typed by different hands. */
const indicatorKey = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Lowest-level indicators by their keys. */
export function leavesByKey(indicators: readonly Indicator[]): ReadonlyMap<string, IndicatorId> {
  const parents = new Set(indicators.map((indicator) => indicator.parentId));
  return new Map(
    indicators.filter((indicator) => !parents.has(indicator.id)).map((leaf) => [indicatorKey(leaf.name), leaf.id]),
  );
}

/** A question as a column of a sheet describes it. */
export function variableOfColumn(
  id: string,
  plan: ColumnPlan,
  { unread, ...given }: Pick<Variable, 'order' | 'source' | 'indicatorId' | 'unread'>,
): Variable {
  return {
    id: variableId(id),
    name: plan.name,
    label: plan.label,
    type: plan.type,
    measure: plan.measure,
    role: plan.role,
    scale: plan.scale,
    valueLabels: plan.valueLabels,
    personal: plan.personal,
    ...given,
    ...(unread && unread.length > 0 ? { unread } : {}),
  };
}

export const indicatorOfColumn = (plan: ColumnPlan, leaves: ReadonlyMap<string, IndicatorId>): IndicatorId | null =>
  plan.indicatorName === null ? null : (leaves.get(indicatorKey(plan.indicatorName)) ?? null);

/** Behind every question there is. */
export const orderBehind = (project: ProjectReader): number =>
  1 + [...project.entities.variable.values()].reduce((top, variable) => Math.max(top, variable.order), -1);

export function contentOf(column: Column, row: number): CellContent {
  if (column.kind === 'text') {
    const code = column.codes[row]!;
    return code < 0 ? null : column.dictionary[code]!;
  }
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}

/** Answers of one question that are not blank; null when all are. */
export function cellsOf(
  id: string,
  count: number,
  contentAt: (index: number) => CellContent,
  rowAt: (index: number) => number,
): Operation | null {
  const rows: number[] = [];
  const values: CellContent[] = [];
  for (let index = 0; index < count; index++) {
    const content = contentAt(index);
    if (content === null) continue;
    rows.push(rowAt(index));
    values.push(content);
  }
  return rows.length === 0 ? null : { op: 'cells', variableId: variableId(id), rows, values };
}

export function importRecord(
  id: string,
  { table, at }: CombineInput,
  given: Required<Pick<ImportRecord, 'firstRow' | 'rows' | 'how' | 'questions'>>,
): Operation {
  const value: ImportRecord = {
    id,
    fileName: table.fileName,
    sha256: table.sha256,
    importedAt: at,
    plan: table.plan as unknown as ImportRecord['plan'],
    ...given,
    ...(table.dictionary ? { dictionary: { ...table.dictionary } } : {}),
  };
  return { op: 'put', collection: 'import', id, value };
}

/** @throws InputError 'import.noRows' when the sheet has no forms, 'import.otherFile' unless the file is the one the change names */
export function checkTable({ table }: CombineInput, file: { readonly sha256: string }): void {
  if (table.formRows.length === 0) throw new InputError('import.noRows', { sheet: table.plan.sheet });
  if (table.sha256 !== file.sha256) throw new InputError('import.otherFile', { file: table.fileName });
}
