import { type KeyboardEvent, type MouseEvent, useId, useState } from 'react';

interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface NumberCells {
  /** For the table: it is one stop of the Tab key, the arrow keys go from number to number in it. */
  readonly table: {
    readonly tabIndex: 0;
    readonly 'aria-activedescendant': string | undefined;
    onKeyDown(event: KeyboardEvent<HTMLTableElement>): void;
    onClick(event: MouseEvent<HTMLTableElement>): void;
    onBlur(): void;
  };
  idOf(row: number, column: number): string;
  isActive(row: number, column: number): boolean;
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The next number from a cell in a direction; the cell itself where there is none. */
export function nextNumber(
  from: Cell | null,
  key: string,
  size: { readonly rows: number; readonly columns: number },
  isNumber: (row: number, column: number) => boolean,
): Cell | null {
  if (!from) {
    for (let row = 0; row < size.rows; row++)
      for (let column = 0; column < size.columns; column++) if (isNumber(row, column)) return { row, column };
    return null;
  }
  const [down, right] = steps[key] ?? [0, 0];
  for (
    let [row, column] = [from.row + down, from.column + right];
    row >= 0 && row < size.rows && column >= 0 && column < size.columns;
    row += down, column += right
  )
    if (isNumber(row, column)) return { row, column };
  return from;
}

/** Numbers of a table that can be asked about: by click, or with the arrow keys and Enter. */
export function useNumberCells(
  size: { readonly rows: number; readonly columns: number },
  isNumber: (row: number, column: number) => boolean,
  onAsk: (row: number, column: number) => void,
): NumberCells {
  const id = useId();
  const [active, setActive] = useState<Cell | null>(null);
  const idOf = (row: number, column: number): string => `${id}-${row}-${column}`;
  return {
    idOf,
    isActive: (row, column) => active?.row === row && active.column === column,
    table: {
      tabIndex: 0,
      'aria-activedescendant': active ? idOf(active.row, active.column) : undefined,
      onKeyDown(event) {
        if (event.key === 'Enter' && active) onAsk(active.row, active.column);
        else if (Object.hasOwn(steps, event.key)) {
          const next = nextNumber(active, event.key, size, isNumber);
          if (!next) return;
          setActive(next);
          document.getElementById(idOf(next.row, next.column))?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        } else return;
        event.preventDefault();
        event.stopPropagation();
      },
      onClick(event) {
        const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-number]') : null;
        const [row, column] = (cell?.dataset['number'] ?? '').split(' ').map(Number);
        if (row === undefined || column === undefined || !isNumber(row, column)) return;
        // Text that is being marked to be copied is not asked about.
        if (globalThis.getSelection()?.isCollapsed === false) return;
        setActive({ row, column });
        onAsk(row, column);
      },
      onBlur: () => setActive(null),
    },
  };
}
