import type { GridApi } from 'ag-grid-community';
import type { KeyboardEvent } from 'react';
import { tabbables } from '../../app/tabbable.ts';
import type { GridRow } from './gridColumns.ts';
import { openAt } from './headerMenu.ts';

/** The focus to the cell that had it last, else to the first answer on screen. */
export function focusSheet(api: GridApi<GridRow>): boolean {
  const before = api.getFocusedCell();
  const row = before && api.getDisplayedRowAtIndex(before.rowIndex) ? before.rowIndex : api.getFirstDisplayedRowIndex();
  const column = before?.column ?? api.getAllDisplayedColumns().find((one) => one.getPinned() === null);
  if (row < 0 || !column) return false;
  api.ensureIndexVisible(row);
  api.ensureColumnVisible(column);
  api.setFocusedCell(row, column);
  return true;
}

/**
 * Keys on the heads of the columns, which are reached by the up arrow from the first form: Tab goes on to the answers and back out of the sheet,
 * not through a hundred heads; the menu key opens the menu of the question.
 *
 * @returns whether the key was taken
 */
export function takeHeadKey(
  api: GridApi<GridRow>,
  event: KeyboardEvent<HTMLElement>,
  variables: ReadonlyMap<string, unknown>,
): boolean {
  const head = event.target instanceof Element ? event.target.closest('.ag-header-cell') : null;
  const id = head?.getAttribute('col-id') ?? '';
  if (!head) return false;
  if (event.key === 'Tab') {
    if (event.shiftKey) {
      const sheet = event.currentTarget;
      const before = tabbables(document).filter(
        (one) => (one.compareDocumentPosition(sheet) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !one.contains(sheet),
      );
      before.at(-1)?.focus();
    } else {
      const row = api.getFirstDisplayedRowIndex();
      if (row < 0) return false;
      api.setFocusedCell(row, id);
    }
  } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
    if (!variables.has(id)) return false;
    openAt('menu', id, head);
  } else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}
