import type { GridApi } from 'ag-grid-community';
import { type MouseEvent as ReactMouseEvent, type PointerEvent as ReactPointerEvent, useEffect, useRef } from 'react';
import { type CellPlace, edgesOf, fillTarget, holds, rangeOfCell } from './cellRange.ts';
import type { GridRow } from './gridColumns.ts';
import {
  activeCell,
  addRange,
  placeOfColumn,
  reshapeRange,
  selectCell,
  selectColumns,
  selectedAreas,
  selectRange,
  takeOut,
  useGridRange,
} from './gridRange.ts';
import { planFill } from './sheetEdits.ts';
import { headHeight } from './sheetOptions.ts';
import type { SheetEdits } from './useSheetEdits.ts';

type Drag = 'cells' | 'forms' | 'columns' | 'fill';

/** The fill handle reaches this far into the cell, in pixels. */
const handleSize = 9;

const rowOf = (element: Element): number => Number(element.closest('.ag-row')?.getAttribute('row-index') ?? Number.NaN);

function placeOf(element: Element | null): CellPlace | null {
  const cell = element?.closest('.ag-row .data-cell');
  if (!cell) return null;
  const place = { row: rowOf(cell), column: placeOfColumn(cell.getAttribute('col-id') ?? '') };
  return place.column >= 0 && Number.isInteger(place.row) ? place : null;
}

/** The question whose head an element is in; -1 elsewhere, on a tool of the head and on its edge. */
function headOf(element: Element | null): number {
  const head = element?.closest('.ag-header-cell .data-header') ? element.closest('.ag-header-cell') : null;
  return head && element?.closest('button') === null ? placeOfColumn(head.getAttribute('col-id') ?? '') : -1;
}

/** Is a point on the handle that fills? */
function onHandle(
  element: Element,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): boolean {
  const box = element.closest('.data-range-corner')?.getBoundingClientRect();
  return box !== undefined && box.right - clientX <= handleSize && box.bottom - clientY <= handleSize;
}

/** Where the scrolling cells are on screen: without the heads and the frozen columns. */
function frameOf(api: GridApi<GridRow>): { top: number; bottom: number; left: number; right: number } | null {
  const viewport = document.querySelector('.data-grid .ag-grid-viewport')?.getBoundingClientRect();
  if (!viewport) return null;
  const frozen = api.getDisplayedLeftColumns().reduce((width, column) => width + column.getActualWidth(), 0);
  return {
    top: viewport.top + headHeight,
    bottom: Math.min(viewport.bottom, window.innerHeight),
    left: viewport.left + frozen,
    right: viewport.right,
  };
}

export interface RangeMouse {
  onPointerDownCapture(event: ReactPointerEvent<HTMLElement>): void;
  onMouseDownCapture(event: ReactMouseEvent<HTMLElement>): void;
  onDoubleClickCapture(event: ReactMouseEvent<HTMLElement>): void;
}

/** Selecting by mouse: dragging over cells, form numbers and heads, shift+click, and the handle that fills. */
export function useRangeMouse(api: GridApi<GridRow> | null, edits: SheetEdits): RangeMouse {
  const drag = useRef<Drag | null>(null);
  const taken = useRef(false);
  const pointer = useRef({ x: 0, y: 0 });
  const commit = useRef(edits.commit);
  useEffect(() => {
    commit.current = edits.commit;
  }, [edits.commit]);

  useEffect(() => {
    if (!api) return;
    let frame = 0;

    const reach = (): void => {
      const { range, sheet } = useGridRange.getState();
      const viewport = frameOf(api);
      if (!drag.current || !range || !viewport) return;
      frame = requestAnimationFrame(reach);
      const { x, y } = pointer.current;
      const filling = useGridRange.getState().filling;
      const head = drag.current === 'fill' ? (filling ? cornerOf(filling) : edgesEnd(range)) : range.head;
      const down = y > viewport.bottom ? 1 : y < viewport.top ? -1 : 0;
      const overCell = placeOf(document.elementFromPoint(x, y)) !== null;
      const across = x > viewport.right ? 1 : x < viewport.left && !overCell ? -1 : 0;
      let to: CellPlace | null;
      const columnsOnly = drag.current === 'columns';
      if ((down !== 0 && !columnsOnly) || (across !== 0 && drag.current !== 'forms')) {
        to = {
          row: Math.max(0, Math.min(sheet.forms.length - 1, head.row + down)),
          column: Math.max(0, Math.min(sheet.variables.length - 1, head.column + across)),
        };
        if (down !== 0 && !columnsOnly) api.ensureIndexVisible(to.row);
        if (across !== 0) api.ensureColumnVisible(sheet.variables[to.column]!.id);
      } else {
        const under = document.elementFromPoint(x, y);
        if (drag.current === 'forms') {
          const row = under ? rowOf(under) : Number.NaN;
          to = Number.isInteger(row) ? { row, column: sheet.variables.length - 1 } : null;
        } else if (columnsOnly) {
          const column = headOf(under);
          to = column >= 0 ? { row: head.row, column } : placeOf(under);
        } else to = placeOf(under);
      }
      if (!to) return;
      if (columnsOnly) {
        if (to.column !== range.head.column)
          selectColumns(
            range.anchor.column,
            to.column,
            activeCell()?.row ?? range.anchor.row,
            useGridRange.getState().others,
          );
        return;
      }
      if (drag.current === 'fill') {
        const next = fillTarget(edgesOf(range), to);
        if (JSON.stringify(next) !== JSON.stringify(filling)) useGridRange.setState({ filling: next });
      } else if (to.row !== range.head.row || to.column !== range.head.column)
        reshapeRange({
          anchor: range.anchor,
          head: drag.current === 'forms' ? { row: to.row, column: sheet.variables.length - 1 } : to,
        });
    };

    const onMove = (event: MouseEvent): void => {
      if (!drag.current) return;
      pointer.current = { x: event.clientX, y: event.clientY };
      if (frame === 0) frame = requestAnimationFrame(reach);
    };
    const onUp = (): void => {
      if (!drag.current) return;
      cancelAnimationFrame(frame);
      // The last movement may not have had its frame.
      if (frame !== 0) reach();
      cancelAnimationFrame(frame);
      frame = 0;
      const ended = drag.current;
      drag.current = null;
      const { range, filling, sheet } = useGridRange.getState();
      if (ended === 'columns') focusActive(api);
      if (ended !== 'fill' || !range || !filling) return;
      const source = edgesOf(range);
      const whole = {
        top: Math.min(source.top, filling.edges.top),
        bottom: Math.max(source.bottom, filling.edges.bottom),
        left: Math.min(source.left, filling.edges.left),
        right: Math.max(source.right, filling.edges.right),
      };
      useGridRange.setState({ filling: null });
      const { edges, direction } = filling;
      void commit.current(async () => ({ ...(await planFill(sheet, source, edges, direction)), area: whole }));
    };
    window.addEventListener('mousemove', onMove);
    window.addEventListener('mouseup', onUp);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('mousemove', onMove);
      window.removeEventListener('mouseup', onUp);
    };
  }, [api]);

  const onPointerDown = (event: ReactPointerEvent<HTMLElement>): void => {
    taken.current = false;
    if (!api || !(event.target instanceof Element) || api.getEditingCells().length > 0) return;
    pointer.current = { x: event.clientX, y: event.clientY };
    const { range, sheet } = useGridRange.getState();
    const adds = event.ctrlKey || event.metaKey;
    const number = event.target.closest('.ag-row [col-id="#row"]');
    const last = sheet.variables.length - 1;
    if (number && last >= 0) {
      const row = rowOf(number);
      const whole = { anchor: { row, column: 0 }, head: { row, column: last } };
      if (event.button !== 0) {
        // A menu beside a selection is about the form under it, which then has to look chosen.
        if (!selectedAreas().some(({ top, bottom }) => top <= row && row <= bottom)) selectRange(whole);
        return;
      }
      if (event.shiftKey && range)
        reshapeRange({ anchor: { row: range.anchor.row, column: 0 }, head: { row, column: last } });
      else if (adds && takeOut(edgesOf(whole))) return;
      else if (adds) addRange(whole);
      else selectRange(whole);
      drag.current = 'forms';
      return;
    }
    const head = headOf(event.target);
    if (head >= 0 && event.button === 0) {
      const from = event.shiftKey && range ? range.anchor.column : head;
      const { others } = useGridRange.getState();
      if (adds && takeOut({ top: 0, bottom: sheet.forms.length - 1, left: head, right: head })) {
        focusActive(api);
        return;
      }
      const kept = event.shiftKey ? others : adds && range ? [...others, range] : [];
      selectColumns(from, head, Math.max(0, api.getFirstDisplayedRowIndex()), kept);
      drag.current = 'columns';
      return;
    }
    const place = placeOf(event.target);
    if (!place) return;
    if (event.button === 2) {
      // A menu over a selection is about the selection.
      if (selectedAreas().some((area) => holds(area, place.row, place.column))) stop(event, taken);
      return;
    }
    if (event.button !== 0) return;
    if (onHandle(event.target, event)) {
      stop(event, taken);
      drag.current = 'fill';
    } else if (event.shiftKey && range) {
      stop(event, taken);
      reshapeRange({ anchor: range.anchor, head: place });
      drag.current = 'cells';
    } else if (adds && takeOut(edgesOf(rangeOfCell(place)))) {
      stop(event, taken);
      focusActive(api);
    } else if (adds) {
      addRange(rangeOfCell(place));
      drag.current = 'cells';
    } else {
      selectCell(place.row, place.column);
      drag.current = 'cells';
    }
  };

  return {
    onPointerDownCapture: onPointerDown,
    // The browser would move the focus where the grid was kept from it.
    onMouseDownCapture: (event) => {
      if (!taken.current) return;
      event.preventDefault();
      event.stopPropagation();
    },
    // As in spreadsheets: the handle fills down to the last form shown.
    onDoubleClickCapture: (event) => {
      const { range, sheet } = useGridRange.getState();
      if (!range || !(event.target instanceof Element) || !onHandle(event.target, event)) return;
      event.preventDefault();
      event.stopPropagation();
      const area = { ...edgesOf(range), bottom: sheet.forms.length - 1 };
      const target = { ...area, top: edgesOf(range).bottom + 1 };
      if (target.top <= target.bottom)
        void edits.commit(async () => ({ ...(await planFill(sheet, edgesOf(range), target, 'down')), area }));
    },
  };
}

/** The grid's focus to the cell that typing goes to. */
function focusActive(api: GridApi<GridRow>): void {
  const active = activeCell();
  const id = active === null ? undefined : useGridRange.getState().sheet.variables[active.column]?.id;
  if (active && id !== undefined) api.setFocusedCell(active.row, id);
}

/** Keeps a press from the grid, which acts on it at once. */
function stop(event: ReactPointerEvent, taken: { current: boolean }): void {
  taken.current = true;
  event.stopPropagation();
}

const edgesEnd = (range: Parameters<typeof edgesOf>[0]): CellPlace => {
  const { bottom, right } = edgesOf(range);
  return { row: bottom, column: right };
};

const cornerOf = ({ edges, direction }: NonNullable<ReturnType<typeof fillTarget>>): CellPlace => ({
  row: direction === 'up' ? edges.top : edges.bottom,
  column: direction === 'left' ? edges.left : edges.right,
});
