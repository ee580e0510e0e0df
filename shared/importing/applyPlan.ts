import type { Column } from '../model/dataset.ts';
import { InputError } from '../model/errors.ts';
import { uncontrolled } from '../model/runControl.ts';
import type { RunControl } from '../model/runControl.ts';
import type { Variable } from '../model/variable.ts';
import { decodeColumn } from './decodeColumn.ts';
import type { ColumnFacts, ColumnPlan, Doubt, ImportPlan, ImportSummary } from './plan.ts';
import { cellAddress } from './rawCells.ts';
import type { RawSheet } from './rawCells.ts';
import { readerOf, type SheetReader } from './sheetReader.ts';

/** A variable before the project gives it an id. order counts from 0 in the order of the sheet. column is 0-based in the sheet. */
export interface VariableDraft extends Omit<Variable, 'id' | 'indicatorId' | 'source'> {
  readonly column: number;
  readonly indicatorName: string | null;
}

export interface AppliedPlan {
  /** One per included column; columns[i] holds the values of variables[i]. */
  readonly variables: readonly VariableDraft[];
  readonly columns: readonly Column[];
  /** Forms (0-based, rising) with a cell that the question at that place cannot take. */
  readonly unread: readonly Int32Array[];
  readonly summary: ImportSummary;
  /** 0-based row of the sheet for each form. */
  readonly rawRowOfForm: Int32Array;
}

const letters = (column: number): string => cellAddress(0, column).slice(0, -1);

function checkColumn(plan: ColumnPlan, sheet: RawSheet, names: Set<string>): void {
  const cell = letters(plan.column);
  const key = plan.name.trim().toLowerCase();
  if (key === '' || names.has(key)) throw new InputError('import.planName', { name: plan.name, cell });
  names.add(key);
  if (!Number.isInteger(plan.column) || plan.column < 0 || plan.column >= sheet.columnCount) {
    throw new InputError('import.planRange', { what: `column ${cell}` });
  }
  const { scale } = plan;
  if (scale && !(Number.isFinite(scale.min) && Number.isFinite(scale.max) && scale.max > scale.min)) {
    throw new InputError('import.planScale', { name: plan.name, min: scale.min, max: scale.max });
  }
}

/** @throws InputError import.planRange, import.planName, import.planScale, import.noColumns */
function checkPlan(sheet: RawSheet, plan: ImportPlan): readonly ColumnPlan[] {
  const { firstDataRow, lastDataRow, firstColumn, lastColumn } = plan;
  const whole = [firstDataRow, lastDataRow, firstColumn, lastColumn].every(
    (value) => Number.isInteger(value) && value >= 0,
  );
  if (!whole || lastDataRow < firstDataRow || lastDataRow >= sheet.rowCount || lastColumn < firstColumn) {
    throw new InputError('import.planRange', {
      what: `rows ${firstDataRow + 1}-${lastDataRow + 1} of ${sheet.rowCount}`,
    });
  }
  const included = plan.columns.filter((column) => column.include);
  if (included.length === 0) throw new InputError('import.noColumns');
  const names = new Set<string>();
  for (const column of included) checkColumn(column, sheet, names);
  return included;
}

/** Rows of the data range that hold anything in the planned columns and are not left out, and how many hold nothing. */
export function formRows(reader: SheetReader, plan: ImportPlan): { readonly rows: Int32Array; readonly blank: number } {
  const { firstDataRow, lastDataRow, firstColumn, lastColumn } = plan;
  const rows = new Int32Array(lastDataRow - firstDataRow + 1);
  const leftOut = new Set(plan.leftOutRows);
  let count = 0;
  let blank = 0;
  for (let row = firstDataRow; row <= lastDataRow; row++) {
    if (leftOut.has(row)) continue;
    if (reader.isBlankRow(row, firstColumn, lastColumn)) blank++;
    else rows[count++] = row;
  }
  return { rows: rows.slice(0, count), blank };
}

/**
 * Turns a sheet into variables and columns as the plan says. The sheet is not changed.
 * @param differences  against a remembered plan, from comparePlan; carried into the summary
 * @throws InputError import.planRange, import.planName, import.planScale, import.noColumns; CancelledError
 */
export function applyPlan(
  sheet: RawSheet,
  plan: ImportPlan,
  differences: readonly Doubt[] = [],
  control: RunControl = uncontrolled,
): AppliedPlan {
  const included = checkPlan(sheet, plan);
  const reader = readerOf(sheet);
  const { rows, blank } = formRows(reader, plan);
  const variables: VariableDraft[] = [];
  const columns: Column[] = [];
  const unread: Int32Array[] = [];
  const facts: ColumnFacts[] = [];
  included.forEach((column, order) => {
    control.throwIfCancelled();
    const decoded = decodeColumn(reader, column, rows);
    columns.push(decoded.column);
    unread.push(decoded.unread);
    facts.push(decoded.facts);
    variables.push({
      column: column.column,
      name: column.name,
      label: column.label,
      type: column.type,
      measure: column.measure,
      role: column.role,
      scale: column.scale,
      valueLabels: column.valueLabels,
      indicatorName: column.indicatorName,
      order,
      personal: column.personal,
    });
    control.report(order + 1, included.length, 'decode');
  });
  return {
    variables,
    columns,
    unread,
    summary: { rows: rows.length, blankRows: blank, columns: included.length, facts, differences },
    rawRowOfForm: rows,
  };
}
