import type { GridApi } from 'ag-grid-community';
import type { Variable } from '../../../shared/model/variable.ts';
import { fontFamily } from '../../app/theme.ts';
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

/** How wide a column has to be for its heading and all its answers, drawn or not. */
function fittingWidth(sheet: ShownSheet, variable: Variable): number {
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return narrowest;
  pen.font = `600 12px ${fontFamily}`;
  const head = pen.measureText(shortLabel(variable.label)).width;
  pen.font = `12px ${fontFamily}`;
  const body = longestTexts(sheet, variable).map((text) => pen.measureText(text.replace(/\s*\n\s*/g, ' ')).width);
  return Math.round(Math.max(narrowest, Math.min(widest, Math.max(head, ...body) + aside)));
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
