import type { RowClassRules } from 'ag-grid-community';
import type { GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { useGridRange } from './gridRange.ts';

const isExcluded = (row: number): boolean =>
  useGridFacts.getState().exclusions.has(String(useGridRange.getState().sheet.forms[row] ?? -1));

/** How rows look by what became of their forms, for the grid, when it draws them. */
export const formRowClasses: RowClassRules<GridRow> = {
  'data-row-excluded': ({ rowIndex }) => isExcluded(rowIndex),
};

/** Brings the drawn rows up to date with their forms. Drawing a row anew would end an edit under way in it. */
export function paintRows(wrapper: HTMLElement): void {
  for (const element of wrapper.querySelectorAll('[row-index]'))
    element.classList.toggle('data-row-excluded', isExcluded(Number(element.getAttribute('row-index'))));
}
