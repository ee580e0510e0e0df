import type { CellContent } from '../../../shared/commands/types.ts';
import { mostCells } from '../../../shared/commands/packedCells.ts';
import type { Variable } from '../../../shared/model/variable.ts';
import { pacer } from '../../app/pacer.ts';
import type { RangeEdges } from './cellRange.ts';
import { cellText, type EditOutcome, type EditRefusal, parseEdit, shownText } from './cellText.ts';

/** The sheet as it is shown. Columns that hold no question do not exist here. */
export interface ShownSheet {
  readonly variables: readonly Variable[];
  /** The form number (0-based) of each row shown. */
  readonly forms: ArrayLike<number>;
  content(variableId: string, form: number): CellContent;
}

export interface CellEdit {
  readonly variableId: string;
  readonly row: number;
  readonly value: CellContent;
}

export interface RefusedCell {
  readonly variable: Variable;
  readonly row: number;
  readonly typed: string;
  readonly reason: EditRefusal;
}

/** What a change of many cells comes to: what goes in, what cannot, and what the sheet has no place for. */
export interface EditPlan {
  /** Only cells whose content changes. */
  readonly edits: readonly CellEdit[];
  readonly refused: readonly RefusedCell[];
  /** Cells beyond the last form or the last question shown. */
  readonly beyond: number;
  /** The cells meant, on screen, which are selected afterwards; null leaves the selection as it is. */
  readonly area: RangeEdges | null;
}

/** Different texts kept in mind for each question. */
const mostRead = 1000;

/** Cells planned between two looks at the clock. */
const piece = 1000;

type AreaPlan = EditPlan & { readonly area: RangeEdges };

/**
 * Each cell of an area gets the text given for it; cells are checked as if typed. undefined leaves a cell alone. Ends where the plan holds
 * more cells than one change may.
 */
export async function planTexts(
  sheet: ShownSheet,
  area: RangeEdges,
  textAt: (down: number, right: number) => string | undefined,
  beyond = 0,
): Promise<AreaPlan> {
  const rest = pacer();
  const edits: CellEdit[] = [];
  const refused: RefusedCell[] = [];
  // Answers come again and again: a text is read once for each question.
  const read = sheet.variables.slice(area.left, area.right + 1).map(() => new Map<string, EditOutcome>());
  let planned = 0;
  for (let row = area.top; row <= area.bottom && edits.length <= mostCells; row++) {
    const form = sheet.forms[row];
    if (form === undefined) continue;
    planned += area.right - area.left + 1;
    if (planned >= piece) {
      planned = 0;
      await rest();
    }
    for (let column = area.left; column <= area.right; column++) {
      const variable = sheet.variables[column];
      const typed = textAt(row - area.top, column - area.left);
      if (!variable || typed === undefined) continue;
      const known = read[column - area.left]!;
      const outcome = known.get(typed) ?? parseEdit(typed, variable);
      if (known.size < mostRead) known.set(typed, outcome);
      if (!outcome.ok) refused.push({ variable, row: form, typed, reason: outcome.reason });
      else if (outcome.value !== sheet.content(variable.id, form))
        edits.push({ variableId: variable.id, row: form, value: outcome.value });
    }
  }
  return { edits, refused, beyond, area };
}

/**
 * A block from the clipboard over a selection, as spreadsheets do it: a single value fills the selection; a selection that is a whole
 * multiple of the block is tiled; else the block goes in at its own size from the upper left cell.
 */
export function planPaste(
  sheet: ShownSheet,
  selected: RangeEdges,
  block: readonly (readonly string[])[],
): Promise<AreaPlan> {
  const height = Math.max(1, block.length);
  const width = Math.max(1, ...block.map((line) => line.length));
  const [rows, columns] = [selected.bottom - selected.top + 1, selected.right - selected.left + 1];
  const tiled = rows % height === 0 && columns % width === 0;
  const wanted = tiled ? { rows, columns } : { rows: height, columns: width };
  const rowsHeld = Math.min(wanted.rows, sheet.forms.length - selected.top);
  const columnsHeld = Math.min(wanted.columns, sheet.variables.length - selected.left);
  const area: RangeEdges = {
    top: selected.top,
    left: selected.left,
    bottom: selected.top + rowsHeld - 1,
    right: selected.left + columnsHeld - 1,
  };
  const beyond = wanted.rows * wanted.columns - rowsHeld * columnsHeld;
  return planTexts(sheet, area, (down, right) => block[down % height]?.[right % width], beyond);
}

/**
 * Cells cut out and put in elsewhere, as one change: what goes in leaves its old place, what cannot go in stays where it was. The block
 * goes in at its own size.
 */
export async function planMove(
  sheet: ShownSheet,
  from: RangeEdges,
  to: { readonly top: number; readonly left: number },
  block: readonly (readonly string[])[],
): Promise<EditPlan> {
  const corner = { top: to.top, bottom: to.top, left: to.left, right: to.left };
  // A single text would fill a selection; one cell takes a block at its own size.
  const put = await planPaste(sheet, corner, block);
  const refused = new Set(put.refused.map(({ variable, row }) => `${row} ${variable.id}`));
  const hasGone = (down: number, right: number): boolean => {
    const form = sheet.forms[put.area.top + down];
    const variable = sheet.variables[put.area.left + right];
    return form !== undefined && variable !== undefined && !refused.has(`${form} ${variable.id}`);
  };
  const cleared = await planTexts(sheet, from, (down, right) => (hasGone(down, right) ? '' : undefined));
  const edits = new Map<string, CellEdit>();
  const rest = pacer();
  for (let start = 0; start < cleared.edits.length; start += piece) {
    for (const edit of cleared.edits.slice(start, start + piece)) edits.set(`${edit.row} ${edit.variableId}`, edit);
    await rest();
  }
  // Where the two places overlap, the new answer counts, also where it is the one that stood there.
  for (let row = put.area.top; row <= put.area.bottom; row++) {
    await rest();
    for (let column = put.area.left; column <= put.area.right; column++) {
      const key = `${sheet.forms[row] ?? -1} ${sheet.variables[column]?.id ?? ''}`;
      if (!refused.has(key)) edits.delete(key);
    }
  }
  return { ...put, edits: [...edits.values(), ...put.edits] };
}

/**
 * One text in every cell of some areas, as one change; '' blanks them. The selection stays.
 *
 * @param areas  that share no cell
 */
export async function planSame(sheet: ShownSheet, areas: readonly RangeEdges[], text: string): Promise<EditPlan> {
  const plans: EditPlan[] = [];
  for (const area of areas) plans.push(await planTexts(sheet, area, () => text));
  return {
    edits: plans.flatMap(({ edits }) => edits),
    refused: plans.flatMap(({ refused }) => refused),
    beyond: 0,
    area: null,
  };
}

/**
 * The answers of one area repeated over another that touches it.
 *
 * @param direction  where the target lies; going up or left the repetition ends at the source
 */
export function planFill(
  sheet: ShownSheet,
  source: RangeEdges,
  target: RangeEdges,
  direction: 'down' | 'up' | 'right' | 'left',
): Promise<AreaPlan> {
  const [height, width] = [source.bottom - source.top + 1, source.right - source.left + 1];
  const [targetHeight, targetWidth] = [target.bottom - target.top + 1, target.right - target.left + 1];
  const textAt = (down: number, right: number): string | undefined => {
    const rowShift = direction === 'up' ? (height - (targetHeight % height)) % height : 0;
    const columnShift = direction === 'left' ? (width - (targetWidth % width)) % width : 0;
    const form = sheet.forms[source.top + ((down + rowShift) % height)];
    const variable = sheet.variables[source.left + ((right + columnShift) % width)];
    return form === undefined || !variable ? undefined : cellText(sheet.content(variable.id, form), variable, false);
  };
  return planTexts(sheet, target, textAt);
}

/** Ctrl+D and Ctrl+R: the first row (column) of the area over the rest; a single one takes its neighbour's. null where there is none. */
export function planFillSelected(
  sheet: ShownSheet,
  area: RangeEdges,
  direction: 'down' | 'right',
): (() => Promise<EditPlan>) | null {
  const down = direction === 'down';
  const single = down ? area.top === area.bottom : area.left === area.right;
  const first = down ? area.top : area.left;
  const sourceAt = single ? first - 1 : first;
  if (sourceAt < 0) return null;
  const source = down ? { ...area, top: sourceAt, bottom: sourceAt } : { ...area, left: sourceAt, right: sourceAt };
  const target = single ? area : down ? { ...area, top: area.top + 1 } : { ...area, left: area.left + 1 };
  return () => planFill(sheet, source, target, direction);
}

/** Some rows and columns of the sheet, as a sheet of its own. */
export const partOf = (sheet: ShownSheet, rows: readonly number[], columns: readonly number[]): ShownSheet => ({
  variables: columns.flatMap((column) => sheet.variables[column] ?? []),
  forms: rows.flatMap((row) => sheet.forms[row] ?? []),
  content: sheet.content,
});

/** The shown texts of an area, line by line. */
export function textsOf(sheet: ShownSheet, area: RangeEdges, withLabels: boolean): readonly (readonly string[])[] {
  const lines: string[][] = [];
  for (let row = area.top; row <= area.bottom; row++) {
    const form = sheet.forms[row];
    if (form === undefined) break;
    lines.push(
      sheet.variables
        .slice(area.left, area.right + 1)
        .map((variable) => shownText(sheet.content(variable.id, form), variable, withLabels)),
    );
  }
  return lines;
}
