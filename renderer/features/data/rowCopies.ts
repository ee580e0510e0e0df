import type { CellDrawing } from './gridColumns.ts';

/** A cell of a copied row: its one text, and what it shows now. */
interface CopiedCell {
  readonly element: HTMLElement;
  readonly words: Text;
  readonly draw: CellDrawing;
  /** The grid's own classes for cells of this column. */
  readonly ownClasses: string;
  text: string;
  className: string;
}

/** A copy of a row of the grid; place: the place among the forms shown it stands for now, -1 for none. */
export interface CopiedRow {
  readonly element: HTMLElement;
  readonly cells: readonly CopiedCell[];
  readonly ownClasses: string;
  className: string;
  place: number;
}

/** Far above everything that can be scrolled to. */
export const aside = '-100000px';

const isLasting = (className: string): boolean =>
  !className.startsWith('data-') && !/-(?:focus|hover|selected|first|last|odd|even)$/.test(className);

/** The classes that every row, or every cell of a column, has. */
const lastingClasses = (element: Element): string => [...element.classList].filter(isLasting).join(' ');

/** What makes an element known to the grid, to keys and to screen readers. */
const identity = /^(?:role|tabindex|contenteditable|(?:comp|col|row)-\w+|aria-\w+)$/;

function strip(element: Element): void {
  for (const name of element.getAttributeNames()) if (identity.test(name)) element.removeAttribute(name);
}

/** What has to be the same for copies of a row to fit: its columns, their places and widths. */
export const shapeOfRow = (row: Element): string =>
  [...row.querySelectorAll<HTMLElement>('[col-id]')]
    .map((cell) => `${cell.getAttribute('col-id')} ${cell.style.left} ${cell.style.width}`)
    .join('|');

/**
 * Copies a row of the grid: the same elements and classes, so the same looks, but unknown to the grid.
 *
 * @param drawingOf  gives what draws the cells of a column
 */
export function copyRow(row: HTMLElement, drawingOf: (columnId: string) => CellDrawing): CopiedRow {
  const element = row.cloneNode(true) as HTMLElement;
  const cells = [...element.querySelectorAll<HTMLElement>('[col-id]')].map((cell): CopiedCell => {
    const draw = drawingOf(cell.getAttribute('col-id') ?? '');
    const words = document.createTextNode('');
    cell.replaceChildren(words);
    const ownClasses = lastingClasses(cell);
    cell.className = ownClasses;
    return { element: cell, words, draw, ownClasses, text: '', className: '' };
  });
  for (const one of [element, ...element.querySelectorAll('*')]) strip(one);
  const ownClasses = lastingClasses(element);
  element.className = ownClasses;
  element.style.top = aside;
  return { element, cells, ownClasses, className: '', place: -1 };
}

/**
 * Lets a copy stand for a form: only what differs is written.
 *
 * @param top  in pixels from the first form
 * @param form  null where there is no form any more
 */
export function drawCopy(row: CopiedRow, place: number, top: number, form: number | null, rowClasses: string): void {
  row.place = place;
  row.element.style.top = form === null ? aside : `${top}px`;
  if (form === null) return;
  if (row.className !== rowClasses) {
    row.className = rowClasses;
    row.element.className = `${row.ownClasses} ${rowClasses}`;
  }
  for (const cell of row.cells) {
    const { text, className } = cell.draw(form, place);
    if (cell.text !== text) {
      cell.text = text;
      cell.words.data = text;
    }
    if (cell.className !== className) {
      cell.className = className;
      cell.element.className = `${cell.ownClasses} ${className}`;
    }
  }
}
