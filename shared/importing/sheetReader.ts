import { formatDateMs, parseDateText, parseLooseNumber } from './looseValues.ts';
import type { LooseNumber } from './looseValues.ts';
import { cellKind } from './rawCells.ts';
import type { CellKind, RawSheet } from './rawCells.ts';

/** Random access to a raw sheet, with each distinct text read as number or date only once. */
export class SheetReader {
  readonly sheet: RawSheet;
  readonly #numbers = new Map<number, LooseNumber | null>();
  readonly #dates = new Map<number, number | null>();
  readonly #trimmed: (string | undefined)[] = [];

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
    return (this.#trimmed[index] ??= (this.sheet.texts[index] ?? '').replace(
      /^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$/g,
      '',
    ));
  }

  /** The cell as a reader of the sheet would see it, trimmed. */
  text(row: number, column: number): string {
    const value = this.value(row, column);
    switch (this.kind(row, column)) {
      case cellKind.empty:
        return '';
      case cellKind.number:
        return String(value);
      case cellKind.boolean:
        return value === 1 ? 'TRUE' : 'FALSE';
      case cellKind.date:
        return formatDateMs(value);
      default:
        return this.textAt(value);
    }
  }

  numberOfText(index: number): LooseNumber | null {
    const known = this.#numbers.get(index);
    if (known !== undefined) return known;
    const parsed = parseLooseNumber(this.textAt(index));
    this.#numbers.set(index, parsed);
    return parsed;
  }

  dateOfText(index: number): number | null {
    const known = this.#dates.get(index);
    if (known !== undefined) return known;
    const parsed = parseDateText(this.textAt(index));
    this.#dates.set(index, parsed);
    return parsed;
  }

  isBlankRow(row: number, firstColumn: number, lastColumn: number): boolean {
    for (let column = firstColumn; column <= lastColumn; column++) {
      if (this.kind(row, column) !== cellKind.empty) return false;
    }
    return true;
  }
}
