import type { RunControl } from '../../shared/model/runControl.ts';
import type { ByteSink } from './byteSink.ts';
import {
  type DataTable,
  type ExportColumn,
  answerOf,
  dateText,
  exclusionHeading,
  headingOf,
  words,
} from './dataTable.ts';
import { neutralText } from './dataText.ts';

const everyForms = 1024;

/**
 * Writes the data as .csv for spreadsheets: UTF-8 with a byte order mark, commas, CRLF, quotes where needed (RFC 4180). Texts that look
 * like formulas get an apostrophe unless options.exact; numbers stay numbers, dates are 2026-01-31 or 2026-01-31 14:05:09.
 * @throws CancelledError
 */
export function writeCsv(table: DataTable, sink: ByteSink, control: RunControl): void {
  const { options, columns, rows, reasons } = table;
  const quoted = (text: string): string => {
    const safe = options.exact ? text : neutralText(text);
    return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const cell = ({ variable, column, labels }: ExportColumn, row: number): string => {
    const answer = answerOf(column, row);
    if (answer === null) return '';
    if (typeof answer === 'string') return quoted(answer);
    if (variable.type === 'date') return dateText(answer);
    const label = options.labels ? labels.get(answer) : undefined;
    return label === undefined ? String(answer) : quoted(label);
  };
  const headings = columns.map(({ variable }) => quoted(headingOf(variable)));
  if (reasons) headings.push(quoted(words(exclusionHeading, options.locale)));
  let piece = `\ufeff${headings.join(',')}\r\n`;
  for (let i = 0; i < rows.length; i++) {
    if (i % everyForms === 0) {
      control.throwIfCancelled();
      control.report(i, rows.length, 'data');
      sink.write(Buffer.from(piece, 'utf8'));
      piece = '';
    }
    const row = rows[i]!;
    const cells = columns.map((column) => cell(column, row));
    if (reasons) cells.push(quoted(reasons.get(row) ?? ''));
    // A line of one empty cell would be no line.
    piece += `${cells.length === 1 && cells[0] === '' ? '""' : cells.join(',')}\r\n`;
  }
  sink.write(Buffer.from(piece, 'utf8'));
}
