import { textWidth } from '../../shared/charts/plotText.ts';
import type { CellValue, FormatName, ResultTable, TableColumn, TableRow } from '../../shared/analyses/types.ts';
import { formatIn } from '../../shared/format/formatCell.ts';
import { inLocale, type Locale } from '../../shared/model/text.ts';
import type { BookFigure, BookTable, ResultsBook } from '../../shared/report/resultsBook.ts';
import { chartPart, type ChartColumn } from './chartPart.ts';
import { auditCells, indexSheets, mostAuditCells } from './indexSheets.ts';
import { type SheetCell, type SheetChart, type SheetFile, sheetName, workbookFile } from './workbookFile.ts';
import type { CellStyle } from './workbookStyles.ts';

/** Number formats that show what shared/format shows. */
const formats: Readonly<Record<Exclude<FormatName, 'degrees'>, string | null>> = {
  integer: '#,##0',
  number1: '#,##0.0',
  number2: '#,##0.00',
  number3: '#,##0.000',
  percent1: '0.0"%"',
  share1: '0.0%',
  pValue: '[<0.001]"<.001";.000',
  coefficient: '.000',
  weight: '0.000',
  date: 'yyyy-mm-dd',
  text: null,
};

/** A number format cannot drop the point of a whole number: degrees of freedom choose by their value. */
const formatOf = (format: FormatName, value: CellValue): string | null =>
  formats[format === 'degrees' ? (Number.isInteger(value) ? 'integer' : 'number1') : format];

const dayMs = 86_400_000;
/** Excel's number of 1970-01-01. */
const firstDay = 25_569;

/** The letters behind a number as part of its format, so that it stays a number. */
const withMark = (look: string | null, mark: string): string =>
  (look ?? 'General')
    .split(';')
    .map((section) => `${section}" ${mark.replaceAll('"', '')}"`)
    .join(';');

function tableCell(row: TableRow, column: TableColumn, locale: Locale, style: CellStyle): SheetCell {
  const value = row.cells[column.key] ?? null;
  const side = column.format === 'text' ? {} : ({ align: 'right' } as const);
  if (typeof value !== 'number')
    return { value: value === null ? null : inLocale(value, locale), style: { ...style, ...side } };
  const format = formatIn(row, column);
  const mark = row.marks?.[column.key];
  const plain = formatOf(format, value);
  const look = mark ? withMark(plain, mark) : plain;
  return {
    value: format === 'date' ? value / dayMs + firstDay : value,
    style: { ...style, align: column.format === 'text' ? 'left' : 'right', ...(look === null ? {} : { format: look }) },
  };
}

function tableWidths(table: ResultTable, locale: Locale): readonly number[] {
  return table.columns.map(({ key, title }) => {
    const texts = table.rows.flatMap(({ cells }) => {
      const value = cells[key] ?? null;
      return value === null || typeof value === 'number' ? [] : [inLocale(value, locale)];
    });
    const widest = texts.reduce(
      (width, text) => Math.max(width, 2 * textWidth(text)),
      2 * textWidth(inLocale(title, locale)),
    );
    return Math.min(60, Math.max(10, widest + 3));
  });
}

function tableSheet({ label, caption, table }: BookTable, name: string, locale: Locale): SheetFile {
  const last = table.rows.length - 1;
  return {
    name,
    widths: tableWidths(table, locale),
    frozenRows: 2,
    grid: false,
    rows: [
      [{ value: `${label}　${caption}`, style: { bold: true, size: 12 } }],
      table.columns.map(({ title, format }) => ({
        value: inLocale(title, locale),
        style: { bold: true, top: 'medium', bottom: 'thin', ...(format === 'text' ? {} : { align: 'right' }) },
      })),
      ...table.rows.map((own, row) =>
        table.columns.map((one, column) =>
          tableCell(own, one, locale, {
            ...(own.emphasis ? { bold: true } : {}),
            ...(row === last ? { bottom: 'medium' } : {}),
            ...(column === 0 && own.depth ? { indent: own.depth } : {}),
          }),
        ),
      ),
      ...table.notes.map((note) => [{ value: inLocale(note, locale), style: { size: 9, colour: '5B6673' } }]),
    ],
  };
}

const chartWidthPx = 720;
/** Height of a row of the sheet of charts. */
const rowPx = 22;
/** What a printed page of charts holds from top to bottom, at the size they are printed. */
const pagePx = 1080;

/** The charts one under another, and the sheet their numbers stand on, a block a chart. */
function chartSheets(
  figures: readonly BookFigure[],
  names: { readonly charts: string; readonly data: string },
  locale: Locale,
): readonly SheetFile[] {
  const charts: SheetChart[] = [];
  const rows: (SheetCell | null)[][] = [];
  const head: (SheetCell | null)[] = [];
  const columns: (ChartColumn | null)[] = [];
  const pageStarts: number[] = [];
  let pageTop = 0;
  for (const { label, caption, altText, aspect, chart } of figures) {
    const end = rows.length + 3 + (chart ? Math.ceil((chartWidthPx * aspect) / rowPx) : 0);
    // A chart is not cut by the end of a page.
    if (rows.length > pageTop && (end - pageTop) * rowPx > pagePx) {
      pageTop = rows.length;
      pageStarts.push(pageTop);
    }
    rows.push([{ value: `${label}　${caption}`, style: { bold: true } }]);
    if (!chart) {
      const why = { zh: 'Office 没有这种图，见报告正文。', en: 'Office has no chart of this kind; see the report.' };
      rows.push([{ value: inLocale(why, locale), style: { colour: '5B6673' } }], []);
      continue;
    }
    const heightPx = Math.round(chartWidthPx * aspect);
    const part = chartPart(chart, {
      sheet: names.data,
      row: 1,
      column: columns.length,
      workbookRelation: null,
      title: '',
      widthPoints: chartWidthPx * 0.75,
      heightPoints: heightPx * 0.75,
      points: 9,
    });
    charts.push({ xml: part.xml, altText, column: 0, row: rows.length, widthPx: chartWidthPx, heightPx });
    head[columns.length] = { value: `${label}　${caption}`, style: { bold: true } };
    columns.push(...part.columns, null);
    for (let used = 0; used < heightPx + rowPx; used += rowPx) rows.push([]);
  }
  const length = columns.reduce((most, column) => Math.max(most, column?.values.length ?? 0), 0);
  return [
    { name: names.charts, widths: [100], rows, charts, grid: false, pageStarts },
    {
      name: names.data,
      widths: columns.map((column) => (column ? 14 : 3)),
      rows: [
        Array.from({ length: columns.length }, (_, at) => head[at] ?? null),
        columns.map((column) => (column ? { value: column.heading, style: { bold: true } } : null)),
        ...Array.from({ length }, (_, row) =>
          columns.map((column) => {
            const value = column?.values[row] ?? null;
            return value === null ? null : { value };
          }),
        ),
      ],
    },
  ];
}

/**
 * The report's results as a workbook: contents, the index as formulas from the answers to the interval, a sheet a table with its numbers
 * at full precision, and the charts as Excel's own. Texts are texts whatever they look like; of the respondents it holds the answers the
 * index is made of and nothing else.
 */
export function resultsWorkbook(book: ResultsBook): Uint8Array {
  const { locale } = book;
  const say = (zh: string, en: string): string => inLocale({ zh, en }, locale);
  const taken = new Set<string>();
  const named = (zh: string, en: string): string => sheetName(say(zh, en), taken);
  const contents = named('目录', 'Contents');
  const audit = book.index && auditCells(book.index) <= mostAuditCells ? book.index : null;
  const entries: { readonly sheet: string; readonly what: string }[] = [];
  const list = (sheet: SheetFile, what: string): SheetFile => {
    entries.push({ sheet: sheet.name, what });
    return sheet;
  };
  const sheets: SheetFile[] = [];
  if (audit) {
    const names = { index: named('指数', 'Index'), scores: named('得分', 'Scores'), answers: named('答案', 'Answers') };
    const words = [
      say('顾客满意度指数，用公式由答案重算', 'The index, computed again by formulas from the answers'),
      say('各份问卷的得分与指数', 'Scores and indices of every form'),
      say('在用的答案（编码）', 'Answers in use (codes)'),
    ];
    sheets.push(...indexSheets(audit, names, locale).map((sheet, at) => list(sheet, words[at]!)));
  }
  for (const table of book.tables) {
    const name = sheetName(`${table.label} ${table.caption}`, taken);
    sheets.push(list(tableSheet(table, name, locale), `${table.label}　${table.caption}`));
  }
  if (book.figures.length > 0) {
    const names = { charts: named('图', 'Charts'), data: named('图表数据', 'Chart data') };
    const words = [
      say('各图，可在 Excel 中编辑', 'The charts, to be edited in Excel'),
      say('各图的数据', 'Data of the charts'),
    ];
    sheets.push(...chartSheets(book.figures, names, locale).map((sheet, at) => list(sheet, words[at]!)));
  }
  const without = book.indexKeptBack
    ? say(
        '为免由逐份答案或权重认出受访者，本文件未附逐份答案；指数见各表。',
        'So that nobody can be recognised by answers or weights, they are not in this file; the index is in the tables.',
      )
    : book.index && !audit
      ? say(
          '问卷份数较多，本文件未附逐份答案；指数见各表。',
          'The survey is too large to carry its answers here; the index is in the tables.',
        )
      : '';
  const first: SheetFile = {
    name: contents,
    widths: [32, 80],
    grid: false,
    rows: [
      [{ value: book.title, style: { bold: true, size: 16 } }],
      [{ value: new Date(book.at).toISOString().slice(0, 10), style: { colour: '5B6673' } }],
      [{ value: without, style: { colour: '5B6673' } }],
      [say('工作表', 'Sheet'), say('内容', 'Content')].map((value) => ({
        value,
        style: { bold: true, top: 'medium', bottom: 'thin' },
      })),
      ...entries.map(({ sheet, what }) => [{ value: sheet, style: { link: true } }, { value: what }]),
    ],
    links: entries.map(({ sheet }, at) => ({ row: 4 + at, column: 0, sheet })),
  };
  return workbookFile([first, ...sheets], { title: book.title, at: book.at });
}
