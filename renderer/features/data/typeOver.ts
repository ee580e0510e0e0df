import type { GridApi } from 'ag-grid-community';
import type { GridRow } from './gridColumns.ts';

/** Opens a cell for editing with a text in place of its answer, as typing it there would; the caret stands behind it. */
export function typeOver(api: GridApi<GridRow>, cell: HTMLElement, text: string): void {
  const rowIndex = Number(cell.closest('.ag-row')?.getAttribute('row-index') ?? Number.NaN);
  const colKey = cell.getAttribute('col-id');
  if (!Number.isInteger(rowIndex) || colKey === null) return;
  api.startEditingCell({ rowIndex, colKey, key: 'Backspace' });
  const field = cell.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  if (!field) return;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus({ preventScroll: true });
  field.setSelectionRange(text.length, text.length);
}
