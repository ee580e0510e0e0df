import { maskedNumber } from './digitMask.ts';
import { formatClock } from './duration.ts';
import { formatDateMs, parseDateText, parseLooseNumber } from './looseValues.ts';
import type { LooseNumber } from './looseValues.ts';
import { cellKind } from './rawCells.ts';
import type { CellKind, RawColumn, RawSheet } from './rawCells.ts';

/** Letters, digits and Chinese characters: no white space among them. */
function isSolid(code: number): boolean {
  return (code > 0x20 && code < 0x7f) || (code >= 0x4e00 && code <= 0x9fff);
}

const isWhite = (text: string, at: number): boolean =>
  !isSolid(text.charCodeAt(at)) && /[\s\u200b\ufeff]/.test(text.charAt(at));

function trimmed(text: string): string {
  // Sign by sign: an expression that looks for blanks before the end begins anew at every blank within.
  let from = 0;
  let to = text.length;
  while (from < to && isWhite(text, from)) from++;
  while (to > from && isWhite(text, to - 1)) to--;
  return text.slice(from, to);
}

function numberText({ clock, mask }: RawColumn, value: number): string {
  if (clock) return formatClock(value);
  return mask === undefined ? String(value) : maskedNumber(value, mask);
}

function columnsWithCells({ columns }: RawSheet): readonly number[] {
  // Columns without a cell are one and the same object.
  const known = new Map<RawColumn, boolean>();
  return columns.flatMap((own, column) => {
    const holds = known.get(own) ?? own.kinds.some((kind) => kind !== cellKind.empty);
    known.set(own, holds);
    return holds ? [column] : [];
  });
}

/** Random access to a raw sheet, with each distinct text read as number or date only once. */
export class SheetReader {
  readonly sheet: RawSheet;
  readonly #numbers: (LooseNumber | null | undefined)[] = [];
  readonly #dates: (number | null | undefined)[] = [];
  readonly #trimmed: (string | undefined)[] = [];
  #filled: ReadonlySet<number> | undefined;
  #filledColumns: readonly number[] | undefined;

  constructor(sheet: RawSheet) {
    this.sheet = sheet;
  }

  /** Kind of a cell; a text of nothing but white space counts as empty. */
  kind(row: number, column: number): CellKind {
    const own = this.sheet.columns[column];
    const kind = (own?.kinds[row] ?? cellKind.empty) as CellKind;
    return kind === cellKind.text && this.textAt(own!.values[row]!) === '' ? cellKind.empty : kind;
  }

  value(row: number, column: number): number {
    return this.sheet.columns[column]?.values[row] ?? Number.NaN;
  }

  /** Trimmed text by index. */
  textAt(index: number): string {
    return (this.#trimmed[index] ??= trimmed(this.sheet.texts[index] ?? ''));
  }

  /** The cell as a reader of the sheet would see it, trimmed. */
  text(row: number, column: number): string {
    const value = this.value(row, column);
    switch (this.kind(row, column)) {
      case cellKind.empty:
        return '';
      case cellKind.number:
        return numberText(this.sheet.columns[column]!, value);
      case cellKind.boolean:
        return value === 1 ? 'TRUE' : 'FALSE';
      case cellKind.date:
        return formatDateMs(value);
      default:
        return this.textAt(value);
    }
  }

  numberOfText(index: number): LooseNumber | null {
    const known = this.#numbers[index];
    return known === undefined ? (this.#numbers[index] = parseLooseNumber(this.textAt(index))) : known;
  }

  dateOfText(index: number): number | null {
    const known = this.#dates[index];
    return known === undefined ? (this.#dates[index] = parseDateText(this.textAt(index))) : known;
  }

  /**
   * Columns that hold a cell, ascending. One stray cell makes a sheet as wide and as long as it stands far out; what goes through all
   * rows goes through these columns only.
   */
  get filledColumns(): readonly number[] {
    return (this.#filledColumns ??= columnsWithCells(this.sheet));
  }

  hasCells(column: number): boolean {
    return (this.#filled ??= new Set(this.filledColumns)).has(column);
  }

  isBlankRow(row: number, firstColumn: number, lastColumn: number): boolean {
    for (const column of this.filledColumns) {
      if (column > lastColumn) break;
      if (column >= firstColumn && this.kind(row, column) !== cellKind.empty) return false;
    }
    return true;
  }
}

const readers = new WeakMap<RawSheet, SheetReader>();

/** The reader of a sheet: what proposes a plan and what applies it read the same texts. */
export function readerOf(sheet: RawSheet): SheetReader {
  const known = readers.get(sheet) ?? new SheetReader(sheet);
  readers.set(sheet, known);
  return known;
}
