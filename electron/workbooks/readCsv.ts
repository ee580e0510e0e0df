import Papa from 'papaparse';
import { cellAddress, cellKind } from '../../shared/importing/rawCells.ts';
import type { RawWorkbook } from '../../shared/importing/rawCells.ts';
import type { DecimalMark, TextFileChoices } from '../../shared/importing/textFile.ts';
import { InputError } from '../../shared/model/errors.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { ColumnStore } from './columnStore.ts';
import { decodeText } from './decodeText.ts';
import { defaultLimits } from './limits.ts';
import type { ReadLimits } from './limits.ts';
import { NoticeList } from './noticeList.ts';
import { guessDecimal, guessDelimiter, parseSettings, separatorLine } from './textShape.ts';

export interface ReadCsvOptions extends TextFileChoices {
  readonly fileName?: string;
  readonly limits?: Partial<ReadLimits>;
}

/** A number that is written back the same: no leading zeros (codes, telephone numbers), at most 15 digits (identity numbers). */
const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
/** The same with points between the thousands: only where the decimal mark is a comma. */
const pointedThousands = /^-?[1-9]\d{0,2}(\.\d{3})+(,\d{1,15})?$/;

function asNumber(text: string, decimal: DecimalMark): number {
  if (text.length > 21) return Number.NaN;
  let plain = text;
  if (decimal === ',') {
    const whole = pointedThousands.test(text) ? text.replaceAll('.', '') : text;
    // A point that parts no thousands is no decimal mark here.
    if (whole.includes('.')) return Number.NaN;
    plain = whole.replace(',', '.');
  }
  if (!plainNumber.test(plain) || plain.length > 17) return Number.NaN;
  return Number(plain);
}

const damagedText = '\ufffd';

/**
 * Reads a .csv, .tsv or .txt table (comma, tab, semicolon or bar) into one raw sheet named for the file.
 * Cells are numbers where they are plainly written numbers, else text. Encoding, delimiter and decimal mark are found out unless
 * given, and said in the result; cells with characters lost to a wrong encoding are listed ('read.badBytes').
 * @throws InputError workbook.tooLarge, workbook.textEncoding, workbook.csvMalformed (row of the file), workbook.tooManyCells,
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
  const { text: whole, encoding } = decodeText(bytes, options.encoding, options.badBytes);
  const separator = separatorLine(whole);
  const text = separator ? whole.slice(separator.length) : whole;
  if (text.includes('\0')) throw new InputError('workbook.binaryText', { offset: text.indexOf('\0') });
  const sheet = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'csv';
  const store = new ColumnStore(sheet, limits.cells);
  const notices = new NoticeList();
  if (encoding !== 'utf-8') notices.add('read.encoding', sheet, '', { encoding });
  const texts: string[] = [];
  const index = new Map<string, number>();
  let row = 0;
  control.throwIfCancelled();
  const quote = options.quote ?? '"';
  const delimiter = options.delimiter ?? separator?.delimiter ?? guessDelimiter(text, quote);
  const parsed = Papa.parse<string[]>(text, { ...parseSettings(delimiter, quote), skipEmptyLines: false });
  const fault = parsed.errors.find((error) => error.type === 'Quotes');
  if (fault) throw new InputError('workbook.csvMalformed', { sheet, row: (fault.row ?? 0) + 1 });
  const decimal = options.decimal ?? guessDecimal(parsed.data, delimiter);
  if (decimal === ',' && options.decimal === undefined) notices.add('read.decimalComma', sheet, '');
  for (const fields of parsed.data) {
    if ((row & 0xfff) === 0) {
      control.throwIfCancelled();
      control.report(row, parsed.data.length, 'read');
    }
    if (row >= limits.rows || fields.length > limits.columns) {
      throw new InputError('workbook.cellOutOfSheet', {
        sheet,
        cell: `A${row + 1}`,
        rows: limits.rows,
        columns: limits.columns,
      });
    }
    for (let column = 0; column < fields.length; column++) {
      const field = fields[column]!;
      if (field === '') continue;
      const number = asNumber(field, decimal);
      if (!Number.isNaN(number)) {
        store.set(row, column, cellKind.number, number, false, false);
        continue;
      }
      let code = index.get(field);
      if (code === undefined) {
        code = texts.length;
        index.set(field, code);
        texts.push(field);
      }
      if (field.includes(damagedText))
        notices.add('read.badBytes', sheet, cellAddress(row, column), { text: field.slice(0, 40) });
      store.set(row, column, cellKind.text, code, false, false);
    }
    row++;
  }
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
        texts,
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
