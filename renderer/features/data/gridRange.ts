import { create } from 'zustand';
import {
  type CellPlace,
  type CellRange,
  edgesOf,
  fillTarget,
  holds,
  rangeOfCell,
  type RangeEdges,
} from './cellRange.ts';
import type { ShownSheet } from './sheetEdits.ts';

interface GridRange {
  /** The sheet on screen: filtered, sorted, without the hidden columns. */
  readonly sheet: ShownSheet;
  readonly range: CellRange | null;
  /** Where the fill handle has been dragged to. */
  readonly filling: ReturnType<typeof fillTarget>;
  /** The cell the keys go to within a block, for the one selection it was set in. */
  readonly active: { readonly range: CellRange; readonly place: CellPlace } | null;
  /** Cells marked by cutting, which leave their place when they are put in elsewhere; text: what went to the clipboard. */
  readonly cut: { readonly edges: RangeEdges; readonly text: string } | null;
}

/** The selected cells of the sheet, in places on screen. */
export const useGridRange = create<GridRange>(() => ({
  sheet: { variables: [], forms: [], content: () => null },
  range: null,
  filling: null,
  active: null,
  cut: null,
}));

export const selectCell = (row: number, column: number): void =>
  useGridRange.setState({ range: rangeOfCell({ row, column }), filling: null });

/**
 * Selects questions over all forms shown. The keys begin at a form in sight.
 *
 * @param row  where the keys begin: a place among the forms shown
 */
export function selectColumns(from: number, to: number, row: number): void {
  const last = useGridRange.getState().sheet.forms.length - 1;
  if (last < 0) return;
  const range: CellRange = { anchor: { row: 0, column: from }, head: { row: last, column: to } };
  useGridRange.setState({ range, active: { range, place: { row, column: from } }, filling: null });
}

/** Edges of the selection; null when nothing is selected. */
export function selectedEdges(): RangeEdges | null {
  const { range } = useGridRange.getState();
  return range ? edgesOf(range) : null;
}

/** The cell of the selection that typing goes to: where it was begun, or where Enter and Tab have led within it. */
export function activeCell(): CellPlace | null {
  const { range, active } = useGridRange.getState();
  return active && active.range === range ? active.place : (range?.anchor ?? null);
}

/** Classes of a cell by what surrounds it: part of the selection, its edges and its handle, the area to fill. */
export const rangeClasses = [
  'data-range',
  'data-range-top',
  'data-range-bottom',
  'data-range-left',
  'data-range-right',
  'data-range-corner',
  'data-fill',
  'data-cut',
] as const;
export type RangeClass = (typeof rangeClasses)[number];

/** Places of the questions on screen, by id. Made anew with the sheet. */
let columnsOf: ShownSheet | null = null;
let columnPlaces: ReadonlyMap<string, number> = new Map();

export function placeOfColumn(id: string): number {
  const { sheet } = useGridRange.getState();
  if (sheet !== columnsOf) {
    columnsOf = sheet;
    columnPlaces = new Map(sheet.variables.map((variable, index) => [variable.id, index]));
  }
  return columnPlaces.get(id) ?? -1;
}

const none: ReadonlySet<RangeClass> = new Set();
let edgesFor: CellRange | null = null;
let edges: RangeEdges | null = null;

let lastFor: { readonly state: GridRange; readonly row: number; readonly id: string } | null = null;
let last: ReadonlySet<RangeClass> = none;

/** The classes of a cell; the same cell is asked about once per class. */
export function rangeClassesAt(row: number, id: string): ReadonlySet<RangeClass> {
  const state = useGridRange.getState();
  if (!state.range && !state.cut) return none;
  if (lastFor?.state !== state || lastFor.row !== row || lastFor.id !== id) {
    lastFor = { state, row, id };
    last = classesAt(row, id);
  }
  return last;
}

function classesAt(row: number, id: string): ReadonlySet<RangeClass> {
  const { range, filling, cut } = useGridRange.getState();
  if (range !== edgesFor) {
    edgesFor = range;
    edges = range && edgesOf(range);
  }
  const column = placeOfColumn(id);
  if (column < 0) return none;
  const classes = new Set<RangeClass>();
  if (cut && holds(cut.edges, row, column)) classes.add('data-cut');
  if (!edges) return classes;
  if (filling && holds(filling.edges, row, column)) classes.add('data-fill');
  if (!holds(edges, row, column)) return classes;
  if (edges.top !== edges.bottom || edges.left !== edges.right) classes.add('data-range');
  if (row === edges.top) classes.add('data-range-top');
  if (row === edges.bottom) classes.add('data-range-bottom');
  if (column === edges.left) classes.add('data-range-left');
  if (column === edges.right) classes.add('data-range-right');
  if (row === edges.bottom && column === edges.right) classes.add('data-range-corner');
  return classes;
}

/** Brings the drawn cells up to date with the selection. Touches class lists only, so that dragging never redraws the grid. */
export function paintRange(wrapper: HTMLElement): void {
  for (const cell of wrapper.querySelectorAll<HTMLElement>('.ag-row .data-cell')) {
    const row = Number(cell.closest('.ag-row')?.getAttribute('row-index'));
    const classes = rangeClassesAt(row, cell.getAttribute('col-id') ?? '');
    for (const name of rangeClasses) cell.classList.toggle(name, classes.has(name));
  }
}
