import Papa from 'papaparse';
import { cellKind } from '../../shared/importing/rawCells.ts';
import type { RawWorkbook } from '../../shared/importing/rawCells.ts';
import { InputError } from '../../shared/model/errors.ts';
import { uncontrolled } from '../../shared/model/runControl.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { ColumnStore } from './columnStore.ts';
import { decodeText } from './decodeText.ts';
import type { TextEncoding } from './decodeText.ts';
import { defaultLimits } from './limits.ts';
import type { ReadLimits } from './limits.ts';
import { NoticeList } from './noticeList.ts';

export interface ReadCsvOptions {
  readonly fileName?: string;
  readonly encoding?: TextEncoding;
  readonly limits?: Partial<ReadLimits>;
}

/** A number that is written back the same: no leading zeros (codes, telephone numbers), at most 15 digits (identity numbers). */
const plainNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;

function asNumber(text: string): number {
  if (!plainNumber.test(text) || text.length > 17) return Number.NaN;
  return Number(text);
}

/**
 * Reads a .csv, .tsv or .txt table (comma, tab, semicolon or bar) into one raw sheet named for the file.
 * Cells are numbers where they are plainly written numbers, else text; nothing else is guessed here.
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
  const { text, encoding } = decodeText(bytes, options.encoding);
  if (text.includes('\0')) throw new InputError('workbook.binaryText', { offset: text.indexOf('\0') });
  const sheet = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'csv';
  const store = new ColumnStore(sheet, limits.cells);
  const notices = new NoticeList();
  if (encoding !== 'utf-8') notices.add('read.encoding', sheet, '', { encoding });
  const texts: string[] = [];
  const index = new Map<string, number>();
  let row = 0;
  control.throwIfCancelled();
  const parsed = Papa.parse<string[]>(text, { delimitersToGuess: [',', '\t', ';', '|'], skipEmptyLines: false });
  // Papa also reports that it could not guess a delimiter: a table of one column is no fault.
  const fault = parsed.errors.find((error) => error.type === 'Quotes');
  if (fault) throw new InputError('workbook.csvMalformed', { sheet, row: (fault.row ?? 0) + 1 });
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
      const number = asNumber(field);
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
  };
}
