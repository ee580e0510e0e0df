import type { GridApi } from 'ag-grid-community';
import type { Variable } from '../../../shared/model/variable.ts';
import { shownText } from './cellText.ts';
import type { GridRow } from './gridColumns.ts';
import { useGridFacts } from './gridFacts.ts';
import { placeOfColumn, selectedEdges, useGridRange } from './gridRange.ts';
import { shortLabel } from './SheetHeader.ts';
import type { ShownSheet } from './sheetEdits.ts';

/** In pixels, borders and blanks at both sides included. A comment may be longer than a screen is wide. */
const narrowest = 72;
const widest = 480;
const aside = 20;
/** Between the parts of a head's second line, as in sheet.css. */
const noteGap = 6;

/** The longest texts by a rough count are measured; wide letters count twice. */
const measured = 40;
const roughLength = (text: string): number => text.length + (text.match(/[\u1100-\uffdc]/g)?.length ?? 0);

/** The texts shown in a column, each once, the roughly longest first. */
function longestTexts(sheet: ShownSheet, variable: Variable): readonly string[] {
  const contents = new Set<string | number>();
  for (let row = 0; row < sheet.forms.length; row++) {
    const content = sheet.content(variable.id, sheet.forms[row]!);
    if (content !== null) contents.add(content);
  }
  const withLabels = useGridFacts.getState().showLabels;
  return [...contents]
    .map((content) => shownText(content, variable, withLabels))
    .toSorted((a, b) => roughLength(b) - roughLength(a))
    .slice(0, measured);
}

/** The width of the widest of some texts as the sheet writes them. */
function widthOf(texts: readonly string[], className: string): number {
  const grid = document.querySelector('.data-grid .ag-root');
  const probe = document.createElement('div');
  probe.className = 'data-probe';
  for (const text of texts) {
    const line = document.createElement('span');
    line.className = className;
    line.textContent = text.replace(/\s*\n\s*/g, ' ');
    probe.append(line);
  }
  grid?.append(probe);
  const width = Math.max(0, ...[...probe.children].map((line) => line.getBoundingClientRect().width));
  probe.remove();
  return width;
}

/** The second line of a head, where the head is drawn. */
function noteWidth(id: string): number {
  const parts = document.querySelectorAll(
    `.data-grid .ag-header-cell[col-id="${CSS.escape(id)}"] .data-header-note > *`,
  );
  return [...parts].reduce((width, part) => width + part.scrollWidth + noteGap, 0);
}

/** How wide a column has to be for its heading and all its answers, drawn or not. */
function fittingWidth(sheet: ShownSheet, variable: Variable): number {
  const head = Math.max(widthOf([shortLabel(variable.label)], 'data-probe-head'), noteWidth(variable.id));
  const body = widthOf(longestTexts(sheet, variable), 'data-probe-cell');
  return Math.ceil(Math.max(narrowest, Math.min(widest, Math.max(head, body) + aside)));
}

/** Makes a column as wide as it has to be, and with it all columns that are selected as a whole, as spreadsheets do. */
export function fitColumns(api: GridApi<GridRow>, id: string): void {
  const { sheet } = useGridRange.getState();
  const place = placeOfColumn(id);
  const edges = selectedEdges();
  const isWhole = edges !== null && edges.top === 0 && edges.bottom === sheet.forms.length - 1;
  const fitted =
    isWhole && place >= edges.left && place <= edges.right
      ? sheet.variables.slice(edges.left, edges.right + 1)
      : sheet.variables.slice(place, place + 1);
  if (place < 0) return;
  api.setColumnWidths(fitted.map((variable) => ({ key: variable.id, newWidth: fittingWidth(sheet, variable) })));
}
