/** A cell by its place on screen: 0-based among the forms shown and the questions shown. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** A rectangle of cells: where it was begun, and the corner that moves. */
export interface CellRange {
  readonly anchor: CellPlace;
  readonly head: CellPlace;
}

/** Inclusive edges. */
export interface RangeEdges {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface SheetSize {
  readonly rows: number;
  readonly columns: number;
}

export const rangeOfCell = (place: CellPlace): CellRange => ({ anchor: place, head: place });

export const rangeOfEdges = ({ top, bottom, left, right }: RangeEdges): CellRange => ({
  anchor: { row: top, column: left },
  head: { row: bottom, column: right },
});

export const samePlace = (a: CellPlace, b: CellPlace): boolean => a.row === b.row && a.column === b.column;

export function edgesOf({ anchor, head }: CellRange): RangeEdges {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}

export const cellCount = ({ top, bottom, left, right }: RangeEdges): number => (bottom - top + 1) * (right - left + 1);

/** Cells in areas that share none. */
export const countIn = (areas: readonly RangeEdges[]): number => areas.reduce((sum, area) => sum + cellCount(area), 0);

export const holds = (edges: RangeEdges, row: number, column: number): boolean =>
  row >= edges.top && row <= edges.bottom && column >= edges.left && column <= edges.right;

const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));

/** The moving corner taken some cells further, held inside the sheet. */
export function moveHead(range: CellRange, down: number, right: number, size: SheetSize): CellRange {
  const { row, column } = range.head;
  return {
    anchor: range.anchor,
    head: { row: within(row + down, size.rows), column: within(column + right, size.columns) },
  };
}

/**
 * Where Ctrl+arrow goes, as in a spreadsheet: to the end of a run of answers, over blanks to the next answer, else to the edge.
 *
 * @param count  places along the way, 0..count-1
 * @param blank  is the cell at a place blank?
 */
export function jumpAlong(from: number, step: 1 | -1, count: number, blank: (place: number) => boolean): number {
  const last = step > 0 ? count - 1 : 0;
  if (from === last || count === 0) return from;
  let place = from + step;
  const inRun = !blank(from) && !blank(place);
  while (place !== last && (inRun ? !blank(place + step) : blank(place))) place += step;
  return place;
}

/** The part that dragging the fill handle adds: away from the range along the longer way of the two. null inside the range. */
export function fillTarget(
  source: RangeEdges,
  to: CellPlace,
): { readonly edges: RangeEdges; readonly direction: 'down' | 'up' | 'right' | 'left' } | null {
  const down = to.row > source.bottom ? to.row - source.bottom : to.row < source.top ? to.row - source.top : 0;
  const across =
    to.column > source.right ? to.column - source.right : to.column < source.left ? to.column - source.left : 0;
  if (down === 0 && across === 0) return null;
  if (Math.abs(down) >= Math.abs(across))
    return down > 0
      ? { direction: 'down', edges: { ...source, top: source.bottom + 1, bottom: to.row } }
      : { direction: 'up', edges: { ...source, top: to.row, bottom: source.top - 1 } };
  return across > 0
    ? { direction: 'right', edges: { ...source, left: source.right + 1, right: to.column } }
    : { direction: 'left', edges: { ...source, left: to.column, right: source.left - 1 } };
}

/** What is left of a rectangle without the cells of another: up to four rectangles, from above. */
export function without(area: RangeEdges, hole: RangeEdges): readonly RangeEdges[] {
  const top = Math.max(area.top, hole.top);
  const bottom = Math.min(area.bottom, hole.bottom);
  const left = Math.max(area.left, hole.left);
  const right = Math.min(area.right, hole.right);
  if (top > bottom || left > right) return [area];
  return [
    { ...area, bottom: top - 1 },
    { top, bottom, left: area.left, right: left - 1 },
    { top, bottom, left: right + 1, right: area.right },
    { ...area, top: bottom + 1 },
  ].filter((part) => part.top <= part.bottom && part.left <= part.right);
}

/** The cells of several areas, each once: rectangles that share no cell, in the order of the areas. */
export function disjoint(areas: readonly RangeEdges[]): readonly RangeEdges[] {
  const parts: RangeEdges[] = [];
  for (const area of areas)
    parts.push(
      ...parts.reduce<readonly RangeEdges[]>((left, part) => left.flatMap((one) => without(one, part)), [area]),
    );
  return parts;
}

/** The whole numbers within some spans, each once, ascending. */
function placesIn(spans: readonly (readonly [first: number, last: number])[]): readonly number[] {
  const places: number[] = [];
  for (const [first, last] of spans.toSorted((a, b) => a[0] - b[0]))
    for (let place = Math.max(first, (places.at(-1) ?? -1) + 1); place <= last; place++) places.push(place);
  return places;
}

/**
 * The rows and columns of areas that fit together into one block, as spreadsheets copy them: every selected row in every selected column.
 * null when the areas leave gaps in it.
 *
 * @param areas  that share no cell
 */
export function asOneBlock(
  areas: readonly RangeEdges[],
): { readonly rows: readonly number[]; readonly columns: readonly number[] } | null {
  const rows = placesIn(areas.map(({ top, bottom }) => [top, bottom]));
  const columns = placesIn(areas.map(({ left, right }) => [left, right]));
  return countIn(areas) === rows.length * columns.length ? { rows, columns } : null;
}

/** The next cell of a block, line by line (across) or column by column, and from its end to its beginning again. */
export function nextInBlock(
  { top, bottom, left, right }: RangeEdges,
  from: CellPlace,
  step: 1 | -1,
  along: 'down' | 'across',
): CellPlace {
  const [rows, columns] = [bottom - top + 1, right - left + 1];
  const [down, across] = [from.row - top, from.column - left];
  const count = rows * columns;
  const at = ((along === 'down' ? across * rows + down : down * columns + across) + step + count) % count;
  return along === 'down'
    ? { row: top + (at % rows), column: left + Math.floor(at / rows) }
    : { row: top + Math.floor(at / columns), column: left + (at % columns) };
}

/** The next cell of several blocks, which are gone through one after another and round again; the first cell when none holds the given one. */
export function nextInBlocks(
  blocks: readonly RangeEdges[],
  from: CellPlace,
  step: 1 | -1,
  along: 'down' | 'across',
): CellPlace {
  const first = ({ top, left }: RangeEdges): CellPlace => ({ row: top, column: left });
  const last = ({ bottom, right }: RangeEdges): CellPlace => ({ row: bottom, column: right });
  const at = blocks.findIndex((block) => holds(block, from.row, from.column));
  const block = blocks[at];
  if (!block) return blocks[0] ? first(blocks[0]) : from;
  if (!samePlace(from, step > 0 ? last(block) : first(block))) return nextInBlock(block, from, step, along);
  const next = blocks[(at + step + blocks.length) % blocks.length]!;
  return step > 0 ? first(next) : last(next);
}
