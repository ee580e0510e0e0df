import type { GridApi } from 'ag-grid-community';
import type { GridRow } from './gridColumns.ts';

/** Moves the sheet sideways to a column, of which the grid hears at once; what is drawn for it waits until the grid is asked to draw. */
function moveSideways(api: GridApi<GridRow>, wrapper: Element, id: string): void {
  const viewport = wrapper.querySelector('.ag-grid-viewport');
  const column = api.getColumn(id);
  const start = column?.getLeft();
  if (!viewport || !column || typeof start !== 'number' || column.isPinned()) return;
  const { left, right } = api.getHorizontalPixelRange();
  const end = start + column.getActualWidth();
  if (start >= left && end <= right) return;
  viewport.scrollLeft = end > right ? start : end - (right - left);
  viewport.dispatchEvent(new Event('scroll'));
}

/**
 * Scrolls the sheet until a cell is in sight. The grid draws for each direction: going far in both, as to the last cell, it would draw a
 * screenful of cells for the forms it is about to leave.
 *
 * @param wrapper  holds the grid
 */
export function bringIntoSight(
  api: GridApi<GridRow>,
  wrapper: Element,
  row: number,
  id: string | undefined,
  position?: 'middle',
): void {
  const isFar = row < api.getFirstDisplayedRowIndex() || row > api.getLastDisplayedRowIndex();
  if (isFar && id !== undefined) moveSideways(api, wrapper, id);
  api.ensureIndexVisible(row, position);
  if (id !== undefined) api.ensureColumnVisible(id);
}
