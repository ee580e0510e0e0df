import { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { AppError } from '../../shared/contract/errors.ts';
import type { Bilingual } from '../../shared/model/text.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import { codebookHeadings, codebookRows } from './dataCodebook.ts';
import type { ByteSink } from './dataCsv.ts';
import {
  type DataTable,
  type ExportColumn,
  answerOf,
  dateText,
  exclusionHeading,
  headingOf,
  words,
} from './dataTable.ts';
import { workbookText } from './dataText.ts';

/** exceljs names itself or 'Unknown' where nothing is given. */
const program = 'CSI Workbench';

/** Above this many cells the workbook is written row by row. */
const streamAbove = 20_000;
const everyForms = 512;
const mostRows = 1_048_576;
const mostColumns = 16_384;

/** Excel's own days begin here: earlier serials are off by its leap day of 1900, so earlier moments go out as texts. */
const firstDay = Date.UTC(1900, 2, 1);
const afterLastDay = Date.UTC(10_000, 0, 1);

export const sheetNames = {
  data: { zh: '数据', en: 'Data' },
  labels: { zh: '标签', en: 'Labels' },
  codebook: { zh: '编码表', en: 'Codebook' },
  log: { zh: '清理记录', en: 'Cleaning log' },
} satisfies Readonly<Record<string, Bilingual>>;

type CellOut = string | number | Date | null;

/** Columns of a sheet: heading, width in characters, and the number format of its cells. */
interface SheetColumn {
  readonly heading: string;
  readonly width: number;
  /** '@' keeps a text a text when somebody edits its cell: nothing that looks like a formula becomes one. */
  readonly format: string | null;
}

interface SheetOut {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rowCount: number;
  row(index: number): CellOut[];
}

function cellText(text: string): string | null {
  return text === '' ? null : workbookText(text);
}

function cellDate(ms: number): CellOut {
  return ms >= firstDay && ms < afterLastDay ? new Date(ms) : cellText(dateText(ms));
}

const wholeDays = (column: ExportColumn): boolean =>
  column.column.kind === 'numeric' && column.column.values.every((ms) => Number.isNaN(ms) || ms % 86_400_000 === 0);

function dataSheet(table: DataTable, labelled: boolean): SheetOut {
  const { columns, rows, reasons, options } = table;
  const sheetColumns = columns.map((one): SheetColumn => {
    const { variable } = one;
    const asText = variable.type === 'text' || (labelled && one.labels.size > 0);
    const date = variable.type === 'date' ? (wholeDays(one) ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss') : null;
    return {
      heading: headingOf(variable),
      width: variable.type === 'date' ? 19 : variable.type === 'text' ? 24 : 12,
      format: asText ? '@' : date,
    };
  });
  if (reasons) sheetColumns.push({ heading: words(exclusionHeading, options.locale), width: 20, format: '@' });
  const cell = ({ variable, column, labels }: ExportColumn, row: number): CellOut => {
    const answer = answerOf(column, row);
    if (answer === null) return null;
    if (typeof answer === 'string') return cellText(answer);
    if (variable.type === 'date') return cellDate(answer);
    const label = labelled ? labels.get(answer) : undefined;
    return label === undefined ? answer : cellText(label);
  };
  return {
    name: words(labelled ? sheetNames.labels : sheetNames.data, options.locale),
    columns: sheetColumns,
    rowCount: rows.length,
    row(index) {
      const row = rows[index]!;
      const cells = columns.map((column) => cell(column, row));
      if (reasons) cells.push(cellText(reasons.get(row) ?? ''));
      return cells;
    },
  };
}

function codebookSheet(table: DataTable): SheetOut {
  const { locale } = table.options;
  const rows = codebookRows(table, locale);
  const widths = [12, 48, 8, 8, 12, 20, 8, 8, 12, 48, 24, 10];
  return {
    name: words(sheetNames.codebook, locale),
    columns: codebookHeadings.map((heading, i) => ({
      heading: words(heading, locale),
      width: widths[i]!,
      format: heading === codebookHeadings[6] || heading === codebookHeadings[7] ? null : '@',
    })),
    rowCount: rows.length,
    row: (index) => rows[index]!.map((value) => (typeof value === 'string' ? cellText(value) : value)),
  };
}

function logSheet(table: DataTable): SheetOut {
  const { log } = table.source;
  const { locale } = table.options;
  const heading = (zh: string, en: string, width: number, format: string | null) => ({
    heading: words({ zh, en }, locale),
    width,
    format,
  });
  return {
    name: words(sheetNames.log, locale),
    columns: [
      heading('序号', 'No.', 8, null),
      heading('时间（UTC）', 'Time (UTC)', 19, 'yyyy-mm-dd hh:mm:ss'),
      heading('操作人', 'Who', 16, '@'),
      heading('操作', 'Change', 72, '@'),
      heading('涉及答案', 'Answers', 10, null),
      heading('涉及问卷', 'Forms', 10, null),
    ],
    rowCount: log.length,
    row(index) {
      const { at, who, label, cells, forms } = log[index]!;
      return [index + 1, cellDate(Date.parse(at)), cellText(who), cellText(words(label, locale)), cells, forms];
    },
  };
}

/** The data sheet first: it is the one to be read back. */
function sheetsOf(table: DataTable): readonly SheetOut[] {
  const { options } = table;
  return [
    dataSheet(table, false),
    ...(options.labels ? [dataSheet(table, true)] : []),
    ...(options.codebook ? [codebookSheet(table)] : []),
    ...(options.log ? [logSheet(table)] : []),
  ];
}

/** Lets queued writes through; exceljs itself never waits. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function fill(
  workbook: ExcelJS.Workbook | ExcelJS.stream.xlsx.WorkbookWriter,
  sheets: readonly SheetOut[],
  control: RunControl,
): Promise<void> {
  const streaming = workbook instanceof ExcelJS.stream.xlsx.WorkbookWriter;
  const total = sheets.reduce((sum, sheet) => sum + sheet.rowCount, 0);
  let done = 0;
  for (const { name, columns, rowCount, row } of sheets) {
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map(({ width, format }) => ({
      width,
      ...(format === null ? {} : { style: { numFmt: format } }),
    }));
    const head = sheet.addRow(columns.map(({ heading }) => cellText(heading)));
    head.font = { bold: true };
    if (streaming) head.commit();
    for (let index = 0; index < rowCount; index++) {
      if (index % everyForms === 0) {
        control.throwIfCancelled();
        control.report(done + index, total, 'data');
        await breathe();
      }
      const added = sheet.addRow(row(index));
      if (streaming) added.commit();
    }
    done += rowCount;
    if (streaming) sheet.commit();
  }
}

/**
 * Writes the data as a workbook: codes, and as asked labels, codebook and log, a sheet each. Texts are guarded (dataText.ts) and stand in
 * cells of format text, numbers are numbers, dates are UTC. The file names the program, not its user.
 * @throws AppError 'export.sheetFull' beyond Excel's rows and columns; what the sink throws; CancelledError
 */
export async function writeXlsx(table: DataTable, sink: ByteSink, control: RunControl): Promise<void> {
  const sheets = sheetsOf(table);
  for (const { rowCount, columns } of sheets)
    if (rowCount >= mostRows || columns.length > mostColumns)
      throw new AppError('export.sheetFull', { rows: mostRows - 1, columns: mostColumns });
  const cells = sheets.reduce((sum, sheet) => sum + (sheet.rowCount + 1) * sheet.columns.length, 0);
  const facts = {
    creator: program,
    lastModifiedBy: program,
    created: new Date(table.source.at),
    modified: new Date(table.source.at),
  };
  if (cells <= streamAbove) {
    const workbook = Object.assign(new ExcelJS.Workbook(), facts);
    await fill(workbook, sheets, control);
    control.throwIfCancelled();
    sink.write(new Uint8Array(await workbook.xlsx.writeBuffer()));
    return;
  }
  let failed: unknown = null;
  const stream = new Writable({
    write(bytes: Uint8Array, _encoding, done) {
      try {
        if (failed === null) sink.write(bytes);
      } catch (error) {
        // exceljs would wait for ever for a stream that has failed: it is told nothing, and the error thrown below.
        failed = error;
      }
      done();
    },
  });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  Object.assign(workbook, facts);
  const watched: RunControl = {
    report: control.report,
    throwIfCancelled() {
      if (failed !== null) throw failed;
      control.throwIfCancelled();
    },
  };
  await fill(workbook, sheets, watched);
  await workbook.commit();
  if (failed !== null) throw failed;
}
