import { InputError } from '../../../shared/model/errors.ts';
import type { SavColumn } from '../../../shared/importing/savFile.ts';
import type { RunControl } from '../../../shared/model/runControl.ts';
import type { NoticeList } from '../noticeList.ts';
import type { CaseField, ReadDictionary } from './savDictionary.ts';
import { savLimits, sysmis } from './savLimits.ts';
import type { SavText } from './savText.ts';
import { textEnd } from './savText.ts';

const texts = { internedPerColumn: 50_000, overhead: 32 } as const;

/** Columns of numbers and of texts as they fill, case by case. */
class CaseColumns {
  readonly #fields: readonly CaseField[];
  readonly #names: readonly string[];
  readonly #numbers: (Float64Array | null)[];
  readonly #texts: (string[] | null)[];
  readonly #interned: Map<string, string>[];
  readonly #text: SavText;
  readonly #notices: NoticeList;
  readonly #joined = new Uint8Array(savLimits.textWidth + 256);
  #textUnits = 0;
  #textCells = 0;
  #capacity: number;

  constructor(dictionary: ReadDictionary, capacity: number, notices: NoticeList) {
    this.#fields = dictionary.fields;
    this.#names = dictionary.dictionary.variables.map((variable) => variable.name);
    this.#text = dictionary.text;
    this.#notices = notices;
    this.#capacity = capacity;
    this.#numbers = this.#fields.map((field) => (field.width === 0 ? new Float64Array(capacity) : null));
    this.#texts = this.#fields.map((field) => (field.width === 0 ? null : []));
    this.#interned = this.#fields.map(() => new Map<string, string>());
  }

  /** Makes room for a row; true when the columns have become others. @throws InputError sav.tooManyCells */
  reach(row: number, offset: number): boolean {
    if (row < this.#capacity) return false;
    const most = Math.floor(savLimits.cells / this.#fields.length);
    if (row >= most) throw tooManyCells(this.#fields.length, offset);
    this.#capacity = Math.min(most, Math.max(1024, 2 * this.#capacity));
    this.#numbers.forEach((old, i) => {
      if (!old) return;
      const grown = new Float64Array(this.#capacity);
      grown.set(old);
      this.#numbers[i] = grown;
    });
    return true;
  }

  numbers(variable: number): Float64Array | null {
    return this.#numbers[variable]!;
  }

  odd(variable: number, row: number): void {
    this.#notices.add('sav.oddValue', '', '', { variable: this.#names[variable]!, row: row + 1 });
  }

  /**
   * Takes the texts of one case out of its bytes.
   * @param blank  1 for each unit known to hold nothing but spaces: long runs of them need not be looked at again
   * @throws InputError sav.tooMuchText, sav.tooManyCells
   */
  takeTexts(bytes: Uint8Array, row: number, offset: number, blank: Uint8Array | null): void {
    for (let i = 0; i < this.#fields.length; i++) {
      const column = this.#texts[i];
      if (column) column.push(this.#isBlank(i, blank) ? '' : this.#textOf(bytes, i, row, offset));
    }
  }

  #isBlank(variable: number, blank: Uint8Array | null): boolean {
    if (!blank) return false;
    for (const { unit, units } of this.#fields[variable]!.segments) {
      for (let at = unit; at < unit + units; at++) if (blank[at] === 0) return false;
    }
    return true;
  }

  #textOf(bytes: Uint8Array, variable: number, row: number, offset: number): string {
    const { segments, width } = this.#fields[variable]!;
    let [source, from] = [bytes, segments[0]!.unit * 8];
    if (segments.length > 1) {
      source = this.#joined;
      from = 0;
      let at = 0;
      for (const segment of segments) {
        source.set(bytes.subarray(segment.unit * 8, segment.unit * 8 + segment.bytes), at);
        at += segment.bytes;
      }
    }
    const end = textEnd(source, from, from + width);
    if (end === from) return '';
    const decoded = this.#text.decode(source, from, end, () =>
      this.#notices.add('sav.badText', '', '', {
        variable: this.#names[variable]!,
        row: row + 1,
        encoding: this.#text.encoding ?? '?',
      }),
    );
    const known = this.#interned[variable]!;
    const same = known.get(decoded);
    if (++this.#textCells > savLimits.textCells) throw tooManyCells(this.#fields.length, offset);
    if (same !== undefined) return same;
    if (known.size < texts.internedPerColumn) known.set(decoded, decoded);
    this.#textUnits += decoded.length + texts.overhead;
    if (this.#textUnits > savLimits.textUnits)
      throw new InputError('sav.tooMuchText', { limitMB: Math.round(savLimits.textUnits / 1048576), offset });
    return decoded;
  }

  finish(rows: number): readonly SavColumn[] {
    return this.#fields.map((_, i) => {
      const numbers = this.#numbers[i];
      return numbers ? (numbers.length === rows ? numbers : numbers.slice(0, rows)) : this.#texts[i]!;
    });
  }
}

function tooManyCells(variables: number, offset: number): InputError {
  return new InputError('sav.tooManyCells', { limit: savLimits.cells, variables, offset });
}

/** Bytes of the data section piece by piece: one piece, or the inflated blocks of a zlib file. */
export interface DataPieces {
  /** Bytes over all pieces as far as stated; bounds what a declared case count may reserve. */
  readonly totalBytes: number;
  readonly littleEndian: boolean;
  /** Offset in the file that a refusal names. */
  readonly offset: number;
  next(): Uint8Array | null;
}

export interface CaseData {
  readonly columns: readonly SavColumn[];
  readonly rowCount: number;
}

/** What one unit of a case belongs to: the number of variable v (v), or the text of variable v (-v - 1). */
function unitPlan({ fields, units }: ReadDictionary): Int32Array {
  const plan = new Int32Array(units);
  fields.forEach((field, variable) => {
    for (const { unit, units: length } of field.segments)
      plan.fill(field.width === 0 ? variable : -variable - 1, unit, unit + length);
  });
  return plan;
}

/** Cases to make room for at first: what is declared, but no more than the bytes there can hold. */
function firstCapacity({ caseCount, units, fields }: ReadDictionary, possible: number, offset: number): number {
  const expected = caseCount < 0 ? Math.min(possible, 4096) : Math.min(caseCount, possible);
  if (caseCount >= 0 && expected * fields.length > savLimits.cells) throw tooManyCells(fields.length, offset);
  return Math.min(expected, Math.floor(savLimits.cells / Math.max(1, Math.min(units, fields.length))));
}

function checkCount(declared: number, found: number, offset: number): void {
  if (declared >= 0 && found < declared) throw new InputError('sav.casesMissing', { declared, found, offset });
}

const everyCases = 2048;

/**
 * Uncompressed cases: 8-byte units one after another.
 * @throws InputError sav.truncated (a case is cut off), sav.casesMissing, sav.tooManyCells, sav.tooMuchText; CancelledError
 */
export function readPlainCases(
  bytes: Uint8Array,
  start: number,
  dictionary: ReadDictionary,
  littleEndian: boolean,
  notices: NoticeList,
  control: RunControl,
): CaseData {
  const caseBytes = dictionary.units * 8;
  const left = bytes.length - start;
  const possible = Math.floor(left / caseBytes);
  const rows = dictionary.caseCount < 0 ? possible : dictionary.caseCount;
  checkCount(rows, possible, bytes.length);
  if (dictionary.caseCount < 0 && left % caseBytes !== 0)
    throw new InputError('sav.truncated', { offset: start + possible * caseBytes, what: 'case' });
  if (rows * dictionary.fields.length > savLimits.cells) throw tooManyCells(dictionary.fields.length, start);
  const columns = new CaseColumns(dictionary, rows, notices);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasTexts = dictionary.fields.some((field) => field.width > 0);
  const own = dictionary.sysmis;
  for (let from = 0; from < rows; from += everyCases) {
    control.throwIfCancelled();
    control.report(from, rows, 'read');
    const to = Math.min(rows, from + everyCases);
    dictionary.fields.forEach((field, variable) => {
      const column = columns.numbers(variable);
      if (!column) return;
      const place = start + field.segments[0]!.unit * 8;
      for (let row = from; row < to; row++) {
        const value = view.getFloat64(place + row * caseBytes, littleEndian);
        if (value === sysmis || value === own) column[row] = Number.NaN;
        else if (value - value === 0) column[row] = value;
        else {
          column[row] = Number.NaN;
          columns.odd(variable, row);
        }
      }
    });
    if (!hasTexts) continue;
    for (let row = from; row < to; row++) {
      const at = start + row * caseBytes;
      columns.takeTexts(bytes.subarray(at, at + caseBytes), row, at, null);
    }
  }
  return { columns: columns.finish(rows), rowCount: rows };
}

/**
 * Bytecode: groups of eight codes, each group followed by the 8-byte values its codes 253 announce.
 * 1–251 a whole number plus bias; 252 end; 254 eight spaces; 255 system-missing; 0 nothing.
 * @throws InputError sav.truncated, sav.casesMissing, sav.tooManyCells, sav.tooMuchText; sav.zlibDamaged from pieces; CancelledError
 */
export function readBytecodeCases(
  pieces: DataPieces,
  bias: number,
  dictionary: ReadDictionary,
  notices: NoticeList,
  control: RunControl,
): CaseData {
  const { units, caseCount } = dictionary;
  const plan = unitPlan(dictionary);
  const possible = Math.floor(pieces.totalBytes / units);
  const columns = new CaseColumns(dictionary, firstCapacity(dictionary, possible, pieces.offset), notices);
  const hasTexts = dictionary.fields.some((field) => field.width > 0);
  const buffer = new Uint8Array(hasTexts ? units * 8 : 0);
  const blank = new Uint8Array(units);
  const numberColumns: (Float64Array | null)[] = [];
  const refreshColumns = (): void => {
    for (let i = 0; i < dictionary.fields.length; i++) numberColumns[i] = columns.numbers(i);
  };
  refreshColumns();
  const { littleEndian } = pieces;
  const own = dictionary.sysmis;

  let bytes: Uint8Array = new Uint8Array(0);
  let view = new DataView(bytes.buffer);
  let at = 0;
  /** Makes eight bytes available at `at`; false at the end of the data. */
  const fill = (): boolean => {
    while (bytes.length - at < 8) {
      const next = pieces.next();
      if (!next) return false;
      if (at === bytes.length) bytes = next;
      else {
        const joined = new Uint8Array(bytes.length - at + next.length);
        joined.set(bytes.subarray(at));
        joined.set(next, bytes.length - at);
        bytes = joined;
      }
      at = 0;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return true;
  };

  const last = caseCount < 0 ? Number.POSITIVE_INFINITY : caseCount;
  let row = 0;
  let unit = 0;
  let ended = last === 0;
  while (!ended && (fill() || at < bytes.length)) {
    const codes = at;
    const codeBytes = bytes;
    at = Math.min(at + 8, bytes.length);
    for (let k = 0; k < 8; k++) {
      // Some programs do not fill up the last group.
      const code = codeBytes[codes + k] ?? 252;
      if (code === 0) continue;
      if (code === 252) {
        ended = true;
        break;
      }
      if (unit === 0) {
        if (columns.reach(row, pieces.offset)) refreshColumns();
        if (row * units >= savLimits.units) throw tooManyCells(dictionary.fields.length, pieces.offset);
        if ((row & (everyCases - 1)) === 0) {
          control.throwIfCancelled();
          control.report(row, caseCount < 0 ? possible : caseCount, 'read');
        }
      }
      const variable = plan[unit]!;
      if (code === 253) {
        if (bytes.length - at < 8 && !fill())
          throw new InputError('sav.truncated', { offset: pieces.offset, what: 'case' });
        if (variable >= 0) {
          const value = view.getFloat64(at, littleEndian);
          const column = numberColumns[variable]!;
          if (value === sysmis || value === own) column[row] = Number.NaN;
          else if (value - value === 0) column[row] = value;
          else {
            column[row] = Number.NaN;
            columns.odd(variable, row);
          }
        } else {
          for (let b = 0, to = unit * 8; b < 8; b++) buffer[to + b] = bytes[at + b]!;
          blank[unit] = 0;
        }
        at += 8;
      } else if (variable >= 0) {
        if (code === 254) columns.odd(variable, row);
        numberColumns[variable]![row] = code >= 254 ? Number.NaN : code - bias;
      } else {
        // A number in a text: 0 stands for eight NULs in files of some programs, anything else for nothing sensible.
        if (code !== 254 && code !== bias) columns.odd(-variable - 1, row);
        if (blank[unit] === 0) buffer.fill(0x20, unit * 8, unit * 8 + 8);
        if (code !== 254) buffer.fill(0, unit * 8, unit * 8 + 8);
        blank[unit] = code === 254 ? 1 : 0;
      }
      if (++unit < units) continue;
      unit = 0;
      if (hasTexts) columns.takeTexts(buffer, row, pieces.offset, blank);
      if (++row >= last) {
        ended = true;
        break;
      }
    }
  }
  if (unit !== 0) throw new InputError('sav.truncated', { offset: pieces.offset, what: `case ${row + 1}` });
  checkCount(caseCount, row, pieces.offset);
  return { columns: columns.finish(row), rowCount: row };
}
