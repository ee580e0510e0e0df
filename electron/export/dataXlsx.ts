import { AppError } from '../../shared/contract/errors.ts';
import type { Bilingual, Locale } from '../../shared/model/text.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import type { ByteSink } from './byteSink.ts';
import { codebookHeadings, codebookRows } from './dataCodebook.ts';
import {
  type DataTable,
  type ExportColumn,
  answerOf,
  dateText,
  exclusionHeading,
  headingOf,
  words,
} from './dataTable.ts';
import { type SheetCell, type SheetRow, type SheetSource, writeWorkbook } from './workbookFile.ts';
import { type CellStyle, unstyled } from './workbookStyles.ts';
import { ZipFull } from './zipOut.ts';

const everyForms = 512;
const mostRows = 1_048_576;
const mostColumns = 16_384;

/** Excel's own days begin here: earlier serials are off by its leap day of 1900, so earlier moments go out as texts. */
const firstDay = Date.UTC(1900, 2, 1);
const afterLastDay = Date.UTC(10_000, 0, 1);

const sheetNames = {
  data: { zh: '数据', en: 'Data' },
  labels: { zh: '标签', en: 'Labels' },
  codebook: { zh: '编码本', en: 'Codebook' },
  log: { zh: '清洗日志', en: 'Cleaning log' },
  unread: { zh: '未能读入', en: 'Not read' },
} satisfies Readonly<Record<string, Bilingual>>;

type CellOut = string | number | null;

/** Columns of a sheet: heading, width in characters, and the look of its cells. */
interface SheetColumn {
  readonly heading: string;
  readonly width: number;
  readonly style: CellStyle;
}

/** Keeps a text a text when somebody edits its cell: nothing that looks like a formula becomes one. */
const asText: CellStyle = { format: '@' };
const asDay: CellStyle = { format: 'yyyy-mm-dd' };
const asMoment: CellStyle = { format: 'yyyy-mm-dd hh:mm:ss' };

interface SheetOut {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rowCount: number;
  row(index: number): CellOut[];
}

const dayMs = 86_400_000;
/** Excel's number of 1970-01-01. */
const excelDay1970 = 25_569;

const cellDate = (ms: number): CellOut =>
  ms >= firstDay && ms < afterLastDay ? excelDay1970 + ms / dayMs : dateText(ms);

const wholeDays = (column: ExportColumn): boolean =>
  column.column.kind === 'numeric' && column.column.values.every((ms) => Number.isNaN(ms) || ms % dayMs === 0);

function dataSheet(table: DataTable, labelled: boolean): SheetOut {
  const { columns, rows, reasons, options } = table;
  const sheetColumns = columns.map((one): SheetColumn => {
    const { variable } = one;
    const worded = variable.type === 'text' || (labelled && one.labels.size > 0);
    const counted = variable.type === 'date' ? (wholeDays(one) ? asDay : asMoment) : unstyled;
    return {
      heading: headingOf(variable),
      width: variable.type === 'date' ? 19 : variable.type === 'text' ? 24 : 12,
      style: worded ? asText : counted,
    };
  });
  if (reasons) sheetColumns.push({ heading: words(exclusionHeading, options.locale), width: 20, style: asText });
  const cell = ({ variable, column, labels }: ExportColumn, row: number): CellOut => {
    const answer = answerOf(column, row);
    if (answer === null) return null;
    if (typeof answer === 'string') return answer;
    if (variable.type === 'date') return cellDate(answer);
    return (labelled ? labels.get(answer) : undefined) ?? answer;
  };
  return {
    name: words(labelled ? sheetNames.labels : sheetNames.data, options.locale),
    columns: sheetColumns,
    rowCount: rows.length,
    row(index) {
      const row = rows[index]!;
      const cells = columns.map((column) => cell(column, row));
      if (reasons) cells.push(reasons.get(row) ?? null);
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
      style: heading === codebookHeadings[6] || heading === codebookHeadings[7] ? unstyled : asText,
    })),
    rowCount: rows.length,
    row: (index) => [...rows[index]!],
  };
}

const headingIn =
  (locale: Locale) =>
  (zh: string, en: string, width: number, style: CellStyle = asText): SheetColumn => ({
    heading: words({ zh, en }, locale),
    width,
    style,
  });

function logSheet(table: DataTable): SheetOut {
  const { log } = table.source;
  const { locale } = table.options;
  const heading = headingIn(locale);
  return {
    name: words(sheetNames.log, locale),
    columns: [
      heading('序号', 'No.', 8, unstyled),
      heading('时间（UTC）', 'Time (UTC)', 19, asMoment),
      heading('操作人', 'Who', 16, asText),
      heading('操作', 'Change', 72, asText),
      heading('涉及答案', 'Answers', 10, unstyled),
      heading('涉及问卷', 'Forms', 10, unstyled),
    ],
    rowCount: log.length,
    row(index) {
      const { at, who, label, cells, forms } = log[index]!;
      return [index + 1, cellDate(Date.parse(at)), who, words(label, locale), cells, forms];
    },
  };
}

/** Cells that are blank in the data because their questions could not take what the file says, with what it says. */
function unreadSheet(table: DataTable): SheetOut | null {
  const { options, columns, source } = table;
  const { locale } = options;
  const questions = new Map(columns.map(({ variable }) => [variable.id as string, headingOf(variable)]));
  const cells = source.unread.filter(({ variableId }) => questions.has(variableId));
  if (cells.length === 0) return null;
  const heading = headingIn(locale);
  return {
    name: words(sheetNames.unread, locale),
    columns: [
      heading('问卷序号', 'Form', 10, unstyled),
      heading('题目', 'Question', 48),
      heading('文件', 'File', 24),
      heading('工作表', 'Sheet', 16),
      heading('单元格', 'Cell', 10),
      heading('文件中的内容', 'What the file says', 32),
    ],
    rowCount: cells.length,
    row(index) {
      const { row, variableId, file, sheet, cell, raw } = cells[index]!;
      return [row + 1, questions.get(variableId) ?? '', file, sheet, cell, raw];
    },
  };
}

/** The data sheet first: it is the one to be read back. */
function sheetsOf(table: DataTable): readonly SheetOut[] {
  const { options } = table;
  const unread = options.log ? unreadSheet(table) : null;
  return [
    dataSheet(table, false),
    ...(options.labels ? [dataSheet(table, true)] : []),
    ...(options.codebook ? [codebookSheet(table)] : []),
    ...(options.log ? [logSheet(table)] : []),
    ...(unread ? [unread] : []),
  ];
}

const headOf = ({ heading, style }: SheetColumn): SheetCell => ({ value: heading, style: { ...style, bold: true } });

function* rowsOf({ columns, rowCount, row }: SheetOut, report: (done: number) => void): Generator<SheetRow> {
  yield columns.map(headOf);
  for (let index = 0; index < rowCount; index++) {
    if (index % everyForms === 0) report(index);
    yield row(index).map((value, at) => {
      // A blank takes the look of its column.
      if (value === null || value === '') return null;
      return { value, style: typeof value === 'string' ? asText : columns[at]!.style };
    });
  }
}

/**
 * Writes the data as a workbook: codes, and as asked labels, codebook and log, a sheet each. Texts stand in cells of format text, marked
 * where they look like formulas; numbers are numbers, dates are UTC. The file names the program, not its user.
 * @throws AppError 'export.sheetFull' beyond Excel's rows and columns, 'export.fileFull' beyond 4 GiB; what the sink throws; CancelledError
 */
export function writeXlsx(table: DataTable, sink: ByteSink, control: RunControl): void {
  const sheets = sheetsOf(table);
  for (const { rowCount, columns } of sheets)
    if (rowCount >= mostRows || columns.length > mostColumns)
      throw new AppError('export.sheetFull', { rows: mostRows - 1, columns: mostColumns });
  const total = sheets.reduce((sum, sheet) => sum + sheet.rowCount, 0);
  let done = 0;
  const sources = sheets.map((sheet): SheetSource => {
    const before = done;
    done += sheet.rowCount;
    return {
      name: sheet.name,
      widths: sheet.columns.map(({ width }) => width),
      columnStyles: sheet.columns.map(({ style }) => style),
      rows: rowsOf(sheet, (index) => control.report(before + index, total, 'data')),
      frozenRows: 1,
      fitWidth: false,
    };
  });
  try {
    writeWorkbook(sources, { title: table.source.name, at: table.source.at }, sink, control);
  } catch (error) {
    if (error instanceof ZipFull) throw new AppError('export.fileFull', { gigabytes: 4 });
    throw error;
  }
}
