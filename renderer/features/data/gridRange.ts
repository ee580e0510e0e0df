import { create } from 'zustand';
import {
  cellCount,
  type CellPlace,
  type CellRange,
  countIn,
  disjoint,
  edgesOf,
  fillTarget,
  holds,
  rangeOfCell,
  type RangeEdges,
  rangeOfEdges,
  samePlace,
  without,
} from './cellRange.ts';
import type { ShownSheet } from './sheetEdits.ts';

interface GridRange {
  /** The sheet on screen: filtered, sorted, without the hidden columns. */
  readonly sheet: ShownSheet;
  readonly range: CellRange | null;
  /** What was selected before it and stays so (Ctrl+click), in that order. */
  readonly others: readonly CellRange[];
  /** Where the fill handle has been dragged to. */
  readonly filling: ReturnType<typeof fillTarget>;
  /** The cell the keys go to within a block, for the one selection it was set in. */
  readonly active: { readonly range: CellRange; readonly place: CellPlace } | null;
  /** Cells marked by cutting, which leave their place when they are put in elsewhere; text: what went to the clipboard. */
  readonly cut: { readonly edges: RangeEdges; readonly text: string } | null;
}

const nothing: GridRange = {
  sheet: { variables: [], forms: [], content: () => null },
  range: null,
  others: [],
  filling: null,
  active: null,
  cut: null,
};

/** The selected cells of the sheet, in places on screen. */
export const useGridRange = create<GridRange>(() => nothing);

/** Before a sheet is drawn anew: nothing of the one before is shown or selected. */
export const forgetSheet = (): void => useGridRange.setState(nothing);

/** Where a form stands on screen; -1 where it is not shown. */
export const placeOfForm = (form: number): number =>
  Array.prototype.indexOf.call(useGridRange.getState().sheet.forms, form);

/** Selects one range and nothing else. */
export const selectRange = (range: CellRange | null): void =>
  useGridRange.setState({ range, others: [], filling: null });

/** The range in hand anew; what else is selected stays. */
export const reshapeRange = (range: CellRange): void => useGridRange.setState({ range, filling: null });

/** Begins another range beside what is selected. */
export function addRange(range: CellRange): void {
  const { range: before, others } = useGridRange.getState();
  const isSame = before && samePlace(before.anchor, range.anchor) && samePlace(before.head, range.head);
  useGridRange.setState({ range, others: before && !isSame ? [...others, before] : others, filling: null });
}

export const selectCell = (row: number, column: number): void => selectRange(rangeOfCell({ row, column }));

/**
 * Selects questions over all forms shown. The keys begin at a form in sight.
 *
 * @param row  where the keys begin: a place among the forms shown
 * @param others  what else is selected
 */
export function selectColumns(from: number, to: number, row: number, others: readonly CellRange[] = []): void {
  const last = useGridRange.getState().sheet.forms.length - 1;
  if (last < 0) return;
  const range: CellRange = { anchor: { row: 0, column: from }, head: { row: last, column: to } };
  useGridRange.setState({ range, others, active: { range, place: { row, column: from } }, filling: null });
}

/** Edges of the range in hand; null when nothing is selected. */
export function selectedEdges(): RangeEdges | null {
  const { range } = useGridRange.getState();
  return range ? edgesOf(range) : null;
}

/** Takes cells out of the selection, where all of them are selected and something else stays so. @returns whether it did */
export function takeOut(cells: RangeEdges): boolean {
  const areas = selectedAreas();
  const left = areas.flatMap((area) => without(area, cells));
  const range = left.map(rangeOfEdges).at(-1);
  if (!range || countIn(areas) - countIn(left) !== cellCount(cells)) return false;
  useGridRange.setState({ range, others: left.slice(0, -1).map(rangeOfEdges), filling: null });
  return true;
}

/** All selected cells, as rectangles that share none. */
export function selectedAreas(): readonly RangeEdges[] {
  const { range, others } = useGridRange.getState();
  return areasOf(range, others);
}

export const areasOf = (range: CellRange | null, others: readonly CellRange[]): readonly RangeEdges[] =>
  range ? disjoint([...others, range].map(edgesOf)) : [];

/** The cell of the selection that typing goes to: where it was begun, or where Enter and Tab have led within it. */
export function activeCell(): CellPlace | null {
  const { range, active } = useGridRange.getState();
  return active && active.range === range ? active.place : (range?.anchor ?? null);
}

/** Classes of a cell by what surrounds it: part of the selection, its edges and its handle, the area to fill. */
const rangeClasses = [
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
let edgesFor: Pick<GridRange, 'range' | 'others'> | null = null;
/** Edges of each range, the one in hand last. */
let edges: readonly RangeEdges[] = [];

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
  const { range, others, filling, cut } = useGridRange.getState();
  if (range !== edgesFor?.range || others !== edgesFor.others) {
    edgesFor = { range, others };
    edges = range ? [...others, range].map(edgesOf) : [];
  }
  const column = placeOfColumn(id);
  if (column < 0) return none;
  const classes = new Set<RangeClass>();
  if (cut && holds(cut.edges, row, column)) classes.add('data-cut');
  if (edges.length > 0 && filling && holds(filling.edges, row, column)) classes.add('data-fill');
  for (const { top, bottom, left, right } of edges) {
    if (row < top || row > bottom || column < left || column > right) continue;
    if (top !== bottom || left !== right || edges.length > 1) classes.add('data-range');
    if (row === top) classes.add('data-range-top');
    if (row === bottom) classes.add('data-range-bottom');
    if (column === left) classes.add('data-range-left');
    if (column === right) classes.add('data-range-right');
    // Several ranges are not filled from one handle.
    if (row === bottom && column === right && edges.length === 1) classes.add('data-range-corner');
  }
  return classes;
}

/** Brings the drawn cells up to date with the selection. Touches class lists only, so that dragging never redraws the grid. */
export function paintRange(wrapper: HTMLElement): void {
  for (const cell of wrapper.querySelectorAll<HTMLElement>('[row-index] .data-cell')) {
    const row = Number(cell.closest('.ag-row')?.getAttribute('row-index'));
    const classes = rangeClassesAt(row, cell.getAttribute('col-id') ?? '');
    for (const name of rangeClasses) cell.classList.toggle(name, classes.has(name));
  }
}
