import { cellAddress, cellKind } from '../../shared/importing/rawCells.ts';
import type { CellKind, RawColumn } from '../../shared/importing/rawCells.ts';
import { InputError } from '../../shared/model/errors.ts';
import { formatKind, type FormatKind } from './numberFormats.ts';

interface GrowingColumn {
  kinds: Uint8Array;
  values: Float64Array;
  formula: Uint8Array | null;
  percents: number;
  clocks: number;
  numbers: number;
  /** Mask of the first number that has one, and how many have it. */
  mask: string;
  masked: number;
}

/**
 * Typed columns that grow with the rows seen. Columns without a value cost nothing; rows times columns with a value is bounded
 * before memory is taken, so one stray cell in the last corner of a sheet cannot exhaust it.
 */
export class ColumnStore {
  readonly #sheet: string;
  readonly #maxCells: number;
  readonly #columns: (GrowingColumn | undefined)[] = [];
  #used = 0;
  #rows = 0;

  constructor(sheet: string, maxCells: number) {
    this.#sheet = sheet;
    this.#maxCells = maxCells;
  }

  has(row: number, column: number): boolean {
    const kinds = this.#columns[column]?.kinds;
    return kinds !== undefined && row < kinds.length && kinds[row] !== cellKind.empty;
  }

  /** @throws InputError workbook.tooManyCells */
  set(row: number, column: number, kind: CellKind, value: number, formula: boolean, shown: FormatKind): void {
    let own = this.#columns[column];
    if (!own || row >= own.kinds.length) own = this.#grow(row, column);
    else if (row >= this.#rows) this.#reach(row, column, this.#used);
    own.kinds[row] = kind;
    own.values[row] = value;
    if (formula || own.formula) {
      own.formula ??= new Uint8Array(own.kinds.length);
      own.formula[row] = formula ? 1 : 0;
    }
    if (kind === cellKind.number) {
      own.numbers++;
      if (shown === formatKind.percent) own.percents++;
      else if (shown === formatKind.time || shown === formatKind.elapsed) own.clocks++;
    }
  }

  /** The number just set is shown by a mask of digits. */
  showsDigits(column: number, mask: string): void {
    const own = this.#columns[column]!;
    if (own.masked === 0) own.mask = mask;
    if (own.mask === mask) own.masked++;
  }

  /** Takes a value away again: a later cell of the same address was empty. */
  clear(row: number, column: number): void {
    const own = this.#columns[column];
    if (!own || row >= own.kinds.length) return;
    own.kinds[row] = cellKind.empty;
    own.values[row] = Number.NaN;
  }

  #reach(row: number, column: number, used: number): void {
    if ((row + 1) * used > this.#maxCells) {
      throw new InputError('workbook.tooManyCells', {
        sheet: this.#sheet,
        cell: cellAddress(row, column),
        limit: this.#maxCells,
      });
    }
    if (row >= this.#rows) this.#rows = row + 1;
  }

  #grow(row: number, column: number): GrowingColumn {
    const old = this.#columns[column];
    this.#reach(Math.max(row, this.#rows - 1), column, old ? this.#used : this.#used + 1);
    const most = Math.max(row + 1, Math.floor(this.#maxCells / Math.max(1, this.#used)));
    const capacity = Math.min(
      most,
      Math.max(row + 1, Math.min(this.#rows, 2 * (row + 1)), old ? 2 * old.kinds.length : 256),
    );
    const kinds = new Uint8Array(capacity);
    const values = new Float64Array(capacity).fill(Number.NaN, old?.kinds.length ?? 0);
    let formula: Uint8Array | null = null;
    if (old) {
      kinds.set(old.kinds);
      values.set(old.values);
      if (old.formula) {
        formula = new Uint8Array(capacity);
        formula.set(old.formula);
      }
    } else {
      this.#used++;
    }
    const { percents, clocks, numbers, mask, masked } = old ?? {
      percents: 0,
      clocks: 0,
      numbers: 0,
      mask: '',
      masked: 0,
    };
    const grown = { kinds, values, formula, percents, clocks, numbers, mask, masked };
    this.#columns[column] = grown;
    return grown;
  }

  /** Columns cut or filled up to the used range: the last row and the last column that hold a value. */
  finish(): { readonly rowCount: number; readonly columns: readonly RawColumn[] } {
    let rowCount = 0;
    let columnCount = 0;
    this.#columns.forEach((own, column) => {
      if (!own) return;
      let last = own.kinds.length - 1;
      while (last >= 0 && own.kinds[last] === cellKind.empty) last--;
      if (last < 0) return;
      rowCount = Math.max(rowCount, last + 1);
      columnCount = column + 1;
    });
    const empty: RawColumn = {
      kinds: new Uint8Array(rowCount),
      values: new Float64Array(rowCount).fill(Number.NaN),
      formula: null,
    };
    const columns = Array.from({ length: columnCount }, (_, column): RawColumn => {
      const own = this.#columns[column];
      if (!own) return empty;
      this.#columns[column] = undefined;
      return {
        kinds: fit(own.kinds, rowCount, 0),
        values: fit(own.values, rowCount, Number.NaN),
        formula: own.formula?.includes(1) ? fit(own.formula, rowCount, 0) : null,
        ...(own.percents > 0 && own.percents * 2 > own.numbers ? { percent: true as const } : {}),
        ...(own.clocks > 0 && own.clocks * 2 > own.numbers ? { clock: true as const } : {}),
        ...(own.masked > 0 && own.masked * 2 > own.numbers ? { mask: own.mask } : {}),
      };
    });
    return { rowCount, columns };
  }
}

function fit<T extends Uint8Array | Float64Array>(array: T, length: number, blank: number): T {
  if (array.length >= length) return array.slice(0, length) as T;
  const Constructor = array.constructor as new (length: number) => T;
  const longer = new Constructor(length);
  longer.fill(blank);
  longer.set(array);
  return longer;
}
