import type { RowClassRules } from 'ag-grid-community';
import type { GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { useGridRange } from './gridRange.ts';

const formAt = (row: number): number => useGridRange.getState().sheet.forms[row] ?? -1;
const isExcluded = (row: number): boolean => useGridFacts.getState().exclusions.has(String(formAt(row)));
const isTicked = (row: number): boolean => useGridRange.getState().ticked.has(formAt(row));

/** How rows look by what became of their forms, for the grid, when it draws them. */
export const formRowClasses: RowClassRules<GridRow> = {
  'data-row-excluded': ({ rowIndex }) => isExcluded(rowIndex),
  'ag-row-selected': ({ rowIndex }) => isTicked(rowIndex),
};

/** Brings the drawn rows up to date with their forms. Drawing a row anew would end an edit under way in it. */
export function paintRows(wrapper: HTMLElement): void {
  for (const element of wrapper.querySelectorAll('.ag-row')) {
    const row = Number(element.getAttribute('row-index'));
    element.classList.toggle('data-row-excluded', isExcluded(row));
    element.classList.toggle('ag-row-selected', isTicked(row));
    element.setAttribute('aria-selected', String(isTicked(row)));
  }
}

/** Ticks a form, or takes its tick away: ticked forms are excluded, taken back and copied together. */
export function tickForm(row: number): void {
  const ticked = new Set(useGridRange.getState().ticked);
  const form = formAt(row);
  if (form < 0) return;
  if (!ticked.delete(form)) ticked.add(form);
  useGridRange.setState({ ticked });
}

export function untickAll(): void {
  if (useGridRange.getState().ticked.size > 0) useGridRange.setState({ ticked: new Set() });
}
