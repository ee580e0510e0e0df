import type { GridApi } from 'ag-grid-community';
import { type KeyboardEvent, useRef } from 'react';
import { bringIntoSight } from './bringIntoSight.ts';
import {
  type CellPlace,
  type CellRange,
  edgesOf,
  jumpAlong,
  moveHead,
  nextInBlocks,
  rangeOfCell,
  samePlace,
} from './cellRange.ts';
import type { GridRow } from './gridColumns.ts';
import { activeCell, reshapeRange, selectCell, selectedAreas, selectRange, useGridRange } from './gridRange.ts';
import { planFillSelected, planSame } from './sheetEdits.ts';
import type { SheetEdits } from './useSheetEdits.ts';

const arrows: Readonly<Record<string, readonly [down: -1 | 0 | 1, right: -1 | 0 | 1]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** Blanks in the selection, as one change. */
export function clearSelected(edits: SheetEdits): void {
  const { range, sheet } = useGridRange.getState();
  const areas = selectedAreas();
  if (range) void edits.commit(() => planSame(sheet, areas, ''));
}

/** The first row (column) of the selection over the rest of it, as one change. */
export function fillSelected(edits: SheetEdits, direction: 'down' | 'right'): void {
  const { range, others, sheet } = useGridRange.getState();
  if (others.length > 0) return edits.refuseSeveral();
  const area = range && edgesOf(range);
  const plan = area && planFillSelected(sheet, area, direction);
  if (plan) void edits.commit(async () => ({ ...(await plan()), area }));
}

/** Leads the keys to a cell of the selection, which stays. */
function activate(api: GridApi<GridRow>, wrapper: Element, place: CellPlace): void {
  const { range, sheet } = useGridRange.getState();
  const id = sheet.variables[place.column]?.id;
  if (!range || id === undefined) return;
  useGridRange.setState({ active: { range, place } });
  bringIntoSight(api, wrapper, place.row, id);
  api.setFocusedCell(place.row, id);
}

/** Ctrl+Enter: what was typed goes into every selected cell, as one change; the selection stays. */
async function fillTyped(api: GridApi<GridRow>, wrapper: Element, edits: SheetEdits, typed: string): Promise<void> {
  const { range, sheet } = useGridRange.getState();
  const place = activeCell();
  if (!range || !place) return;
  api.stopEditing(true);
  activate(api, wrapper, place);
  const areas = selectedAreas();
  await edits.commit(() => planSame(sheet, areas, typed));
  if (useGridRange.getState().range === range) activate(api, wrapper, place);
}

/** Keys of the selection, caught before the grid sees them, as spreadsheets have them. Plain arrows, F2, Tab and Enter outside a block and paging stay the grid's. */
export function useRangeKeys(
  api: GridApi<GridRow> | null,
  edits: SheetEdits,
): (event: KeyboardEvent<HTMLElement>) => void {
  /** A walk by Tab: the column it began in, and the cell it has come to. */
  const walk = useRef<{ readonly column: number; readonly reached: CellPlace } | null>(null);
  return (event) => {
    if (!api || event.altKey || !(event.target instanceof Element) || !event.target.closest('.ag-row')) return;
    const { range, others, sheet, cut } = useGridRange.getState();
    const control = event.ctrlKey || event.metaKey;
    const isBlock = range !== null && (others.length > 0 || !samePlace(range.anchor, range.head));
    const editing = api.getEditingCells().length > 0;
    const moves = event.key === 'Enter' || event.key === 'Tab';
    const { target } = event;
    const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
    if (range && event.key === 'Enter' && control && editing && field) {
      event.preventDefault();
      event.stopPropagation();
      void fillTyped(api, event.currentTarget, edits, field.value);
      return;
    }
    if (isBlock && moves && !control && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      if (editing) api.stopEditing();
      const along = event.key === 'Enter' ? 'down' : 'across';
      activate(
        api,
        event.currentTarget,
        nextInBlocks(selectedAreas(), activeCell() ?? range.anchor, event.shiftKey ? -1 : 1, along),
      );
      return;
    }
    if (range && moves && !control && !event.nativeEvent.isComposing) {
      const here = activeCell() ?? range.anchor;
      const begun = walk.current && samePlace(walk.current.reached, here) ? walk.current.column : here.column;
      const next = event.key === 'Tab' ? null : { row: here.row + 1, column: begun };
      const id = next && sheet.variables[next.column]?.id;
      walk.current =
        event.key === 'Tab'
          ? { column: begun, reached: { row: here.row, column: here.column + (event.shiftKey ? -1 : 1) } }
          : null;
      // As in spreadsheets: Enter goes on below the cell that the first Tab left.
      if (next && id && !event.shiftKey && begun !== here.column && next.row < sheet.forms.length) {
        event.preventDefault();
        event.stopPropagation();
        if (editing) api.stopEditing();
        selectCell(next.row, next.column);
        bringIntoSight(api, event.currentTarget, next.row, id);
        api.setFocusedCell(next.row, id);
        return;
      }
    } else if (event.key in arrows || ['Home', 'End', 'PageDown', 'PageUp', 'Escape'].includes(event.key))
      walk.current = null;
    if (editing) return;
    const size = { rows: sheet.forms.length, columns: sheet.variables.length };
    const taken = (work: () => void): void => {
      event.preventDefault();
      event.stopPropagation();
      work();
    };
    const select = (next: CellRange): void => {
      // First into sight: marked before, the cells in sight would be laid out twice.
      bringIntoSight(api, event.currentTarget, next.head.row, sheet.variables[next.head.column]?.id);
      if (event.shiftKey) reshapeRange(next);
      else selectRange(next);
    };
    if (control && !event.shiftKey && event.key.toLowerCase() === 'a' && size.rows > 0 && size.columns > 0)
      return taken(() => {
        const place = activeCell() ?? { row: 0, column: 0 };
        const all = { anchor: { row: 0, column: 0 }, head: { row: size.rows - 1, column: size.columns - 1 } };
        // The keys stay where they are, in sight.
        useGridRange.setState({ range: all, others: [], active: { range: all, place }, filling: null });
      });
    if (!range) return;
    const blank = (row: number, column: number): boolean =>
      sheet.content(sheet.variables[column]!.id, sheet.forms[row]!) === null;

    /** Moves the cell in hand, or with Shift the free corner of the selection. */
    const move = (target: (from: CellPlace) => CellPlace): void =>
      taken(() => {
        if (event.shiftKey) return select({ anchor: range.anchor, head: target(range.head) });
        const to = target(activeCell() ?? range.anchor);
        select(rangeOfCell(to));
        api.setFocusedCell(to.row, sheet.variables[to.column]!.id);
      });

    const arrow = arrows[event.key];
    if (arrow && event.shiftKey && !control) return taken(() => select(moveHead(range, ...arrow, size)));
    if (arrow && control) {
      const [down, right] = arrow;
      return move(({ row, column }) =>
        down === 0
          ? { row, column: jumpAlong(column, right as 1 | -1, size.columns, (at) => blank(row, at)) }
          : { row: jumpAlong(row, down as 1 | -1, size.rows, (at) => blank(at, column)), column },
      );
    }
    if (event.key === 'Home') return move(({ row }) => ({ row: control ? 0 : row, column: 0 }));
    if (event.key === 'End')
      return move(({ row }) => ({ row: control ? size.rows - 1 : row, column: size.columns - 1 }));
    if (event.shiftKey && (event.key === 'PageDown' || event.key === 'PageUp')) {
      const page = Math.max(1, api.getLastDisplayedRowIndex() - api.getFirstDisplayedRowIndex() - 1);
      return taken(() => select(moveHead(range, event.key === 'PageDown' ? page : -page, 0, size)));
    }
    if (event.key === ' ' && (control || event.shiftKey)) {
      const whole = (one: CellRange): CellRange => {
        const { top, bottom, left, right } = edgesOf(one);
        return control
          ? { anchor: { row: 0, column: left }, head: { row: size.rows - 1, column: right } }
          : { anchor: { row: top, column: 0 }, head: { row: bottom, column: size.columns - 1 } };
      };
      const place = activeCell() ?? range.anchor;
      const next = whole(range);
      return taken(() =>
        useGridRange.setState({
          range: next,
          others: others.map(whole),
          active: { range: next, place },
          filling: null,
        }),
      );
    }
    if (event.key === 'Escape' && cut) return taken(() => useGridRange.setState({ cut: null }));
    if (event.key === 'Escape' && isBlock) return taken(() => selectRange(rangeOfCell(activeCell() ?? range.anchor)));
    if (!control && !event.shiftKey && (event.key === 'Delete' || event.key === 'Backspace'))
      return taken(() => clearSelected(edits));
    if (!control || event.shiftKey) return;
    const letter = event.key.toLowerCase();
    if (letter === 'd' || letter === 'r') return taken(() => fillSelected(edits, letter === 'd' ? 'down' : 'right'));
  };
}
