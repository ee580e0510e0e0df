import { cellAddress, cellKind } from '../../shared/importing/rawCells.ts';
import type { RawWorkbook } from '../../shared/importing/rawCells.ts';
import type { DecimalMark, TextFileChoices } from '../../shared/importing/textFile.ts';
import { InputError } from '../../shared/model/errors.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { ColumnStore } from './columnStore.ts';
import type { CsvShape, CsvVisitor } from './csvFields.ts';
import { guessLineEnd, scanCsv } from './csvFields.ts';
import { checkLines, utf8Text } from './decodeText.ts';
import { defaultLimits } from './limits.ts';
import type { ReadLimits } from './limits.ts';
import { NoticeList } from './noticeList.ts';
import { formatKind } from './numberFormats.ts';
import { guessDecimal, guessDelimiter, separatorLine } from './textShape.ts';
import { TextTable } from './textTable.ts';

export interface ReadCsvOptions extends TextFileChoices {
  readonly fileName?: string;
  readonly limits?: Partial<ReadLimits>;
}

/** A number that is written back the same: no leading zeros (codes, telephone numbers), at most 15 digits (identity numbers). */
const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
/** The same with points between the thousands: only where the decimal mark is a comma. */
const pointedThousands = /^-?[1-9]\d{0,2}(\.\d{3})+(,\d{1,15})?$/;
const mostSigns = 17;

/** The number a field is where the decimal mark is a comma; NaN for texts. */
function withComma(text: string): number {
  if (text.length > 21) return Number.NaN;
  const whole = pointedThousands.test(text) ? text.replaceAll('.', '') : text;
  // A point that parts no thousands is no decimal mark here.
  if (whole.includes('.')) return Number.NaN;
  const plain = whole.replace(',', '.');
  return plainNumber.test(plain) && plain.length <= mostSigns ? Number(plain) : Number.NaN;
}

const [zero, nine, minus, point] = [0x30, 0x39, 0x2d, 0x2e];
const powersOfTen = Float64Array.from({ length: mostSigns }, (_, power) => 10 ** power);

/**
 * The number a field is; NaN for texts. The digits as a whole number over a power of ten, both exact, divide to the nearest double: the
 * same as reading the decimal.
 */
function withPoint(bytes: Uint8Array, from: number, to: number): number {
  if (to - from > mostSigns || to === from) return Number.NaN;
  let at = from;
  const negative = bytes[at] === minus;
  if (negative) at++;
  const first = at;
  let digits = 0;
  for (; at < to; at++) {
    const byte = bytes[at]!;
    if (byte < zero || byte > nine) break;
    digits = 10 * digits + (byte - zero);
  }
  const whole = at - first;
  if (whole === 0 || whole > 15 || (whole > 1 && bytes[first] === zero)) return Number.NaN;
  let places = 0;
  if (at < to) {
    if (bytes[at++] !== point || at === to) return Number.NaN;
    places = to - at;
    if (places > 15) return Number.NaN;
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (byte < zero || byte > nine) return Number.NaN;
      digits = 10 * digits + (byte - zero);
    }
  }
  if (digits > Number.MAX_SAFE_INTEGER) return Number(textOf(bytes, from, to));
  const value = digits / powersOfTen[places]!;
  return negative ? -value : value;
}

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');

const damagedText = '\ufffd';
/** Of the beginning of the file, for finding out how it is written. */
const beginningBytes = 4 * 1024 * 1024;
/** Signs that no writing has: what much of Big5 and Shift-JIS becomes when it is read as GB18030. */
const privateUse = /[^\s\p{Co}]{0,6}\p{Co}[^\s\p{Cc}]{0,6}/u;
const rowsForDecimal = 2000;

function firstRows(bytes: Uint8Array, start: number, shape: CsvShape): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  scanCsv(bytes, start, shape, {
    field: (_column, source, from, to) => void row.push(textOf(source, from, to)),
    endRow: () => {
      rows.push(row);
      row = [];
      return rows.length < rowsForDecimal;
    },
  });
  return rows;
}

/** Fields on their way into columns: numbers where they are plainly written numbers, else texts. */
class SheetFields implements CsvVisitor {
  readonly table = new TextTable();
  row = 0;
  readonly #store: ColumnStore;
  readonly #decimal: DecimalMark;
  readonly #limits: ReadLimits;
  readonly #sheet: string;
  readonly #notices: NoticeList;
  readonly #control: RunControl;
  /** Codes of texts with characters lost to a wrong encoding. */
  readonly #damaged = new Set<number>();

  constructor(
    store: ColumnStore,
    decimal: DecimalMark,
    limits: ReadLimits,
    sheet: string,
    notices: NoticeList,
    control: RunControl,
  ) {
    this.#store = store;
    this.#decimal = decimal;
    this.#limits = limits;
    this.#sheet = sheet;
    this.#notices = notices;
    this.#control = control;
  }

  field(column: number, source: Uint8Array, from: number, to: number): void {
    if (this.row >= this.#limits.rows || column >= this.#limits.columns) this.#refuse();
    if (from === to) return;
    const number = this.#decimal === '.' ? withPoint(source, from, to) : withComma(textOf(source, from, to));
    if (number === number) {
      this.#store.set(this.row, column, cellKind.number, number, false, formatKind.number);
      return;
    }
    const { texts } = this.table;
    const before = texts.length;
    const cut = to - from > this.#limits.cellText ? this.#cut(textOf(source, from, to), column) : null;
    const code = cut ? this.table.codeOf(cut, 0, cut.length) : this.table.codeOf(source, from, to);
    if (code === before && texts[code]!.includes(damagedText)) this.#damaged.add(code);
    if (this.#damaged.size > 0 && this.#damaged.has(code))
      this.#notices.add('read.badBytes', this.#sheet, cellAddress(this.row, column), {
        text: texts[code]!.slice(0, 40),
      });
    this.#store.set(this.row, column, cellKind.text, code, false, formatKind.number);
  }

  endRow(): boolean {
    this.row++;
    if ((this.row & 0xfff) === 0) this.#control.throwIfCancelled();
    return true;
  }

  /** The beginning of a text that no cell could hold; null where it fits. */
  #cut(text: string, column: number): Uint8Array | null {
    const limit = this.#limits.cellText;
    if (text.length <= limit) return null;
    this.#notices.add('read.textCut', this.#sheet, cellAddress(this.row, column), { limit });
    // Not through a character of two units.
    return Buffer.from(text.slice(0, limit).replace(/[\ud800-\udbff]$/, ''));
  }

  #refuse(): never {
    throw new InputError('workbook.cellOutOfSheet', {
      sheet: this.#sheet,
      cell: `A${this.row + 1}`,
      rows: this.#limits.rows,
      columns: this.#limits.columns,
    });
  }
}

/**
 * Reads a .csv, .tsv or .txt table (comma, tab, semicolon or bar) into one raw sheet named for the file.
 * Cells are numbers where they are plainly written numbers, else text. Encoding, delimiter and decimal mark are found out unless
 * given, and said in the result; cells with characters lost to a wrong encoding are listed ('read.badBytes').
 * @throws InputError workbook.tooLarge, workbook.lineTooLong, workbook.textEncoding, workbook.csvMalformed (row of the file), workbook.tooManyCells,
 *   workbook.cellOutOfSheet
 */
export function readCsv(
  bytes: Uint8Array,
  options: ReadCsvOptions = {},
  control: RunControl = uncontrolled,
): RawWorkbook {
  const limits = { ...defaultLimits, ...options.limits };
  const fileName = options.fileName ?? '';
  if (bytes.length > limits.csvBytes)
    throw new InputError('workbook.tooLarge', { limitMB: Math.round(limits.csvBytes / 1048576) });
  checkLines(bytes, limits.lineBytes);
  const { bytes: text, start: marked, encoding } = utf8Text(bytes, options.encoding, options.badBytes);
  const beginning = textOf(text, marked, Math.min(text.length, marked + beginningBytes));
  const separator = separatorLine(beginning);
  // The line is ASCII, but for a second byte order mark.
  const start = marked + (separator ? Buffer.byteLength(beginning.slice(0, separator.length)) : 0);
  const binary = text.indexOf(0, start);
  if (binary >= 0) throw new InputError('workbook.binaryText', { offset: textOf(text, start, binary).length });
  const sheet = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'csv';
  const store = new ColumnStore(sheet, limits.cells);
  const notices = new NoticeList();
  const strange =
    encoding === 'gb18030' && options.encoding === undefined ? privateUse.exec(beginning)?.[0] : undefined;
  if (strange !== undefined) notices.add('read.encodingUnlikely', sheet, '', { encoding, text: strange });
  else if (encoding !== 'utf-8') notices.add('read.encoding', sheet, '', { encoding });
  control.throwIfCancelled();
  const quote = options.quote ?? '"';
  const table = beginning.slice(separator?.length ?? 0);
  const delimiter = options.delimiter ?? separator?.delimiter ?? guessDelimiter(table, quote);
  const shape = { delimiter, quote, lineEnd: guessLineEnd(table, quote) };
  const decimal = options.decimal ?? (delimiter === ',' ? '.' : guessDecimal(firstRows(text, start, shape)));
  if (decimal === ',' && options.decimal === undefined) notices.add('read.decimalComma', sheet, '');
  const fields = new SheetFields(store, decimal, limits, sheet, notices, control);
  const fault = scanCsv(text, start, shape, fields);
  if (fault !== null) throw new InputError('workbook.csvMalformed', { sheet, row: fault + 1 });
  const { rowCount, columns } = store.finish();
  return {
    fileName,
    format: 'csv',
    sheets: [
      {
        name: sheet,
        hidden: false,
        rowCount,
        columnCount: columns.length,
        texts: fields.table.texts,
        columns,
        merges: [],
        hiddenRows: 0,
        hiddenColumns: [],
      },
    ],
    notices: notices.toArray(),
    text: { encoding, delimiter, quote, decimal },
  };
}
