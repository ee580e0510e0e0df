/** A block of cells between this sheet and other programs: rows of texts. */
export type Block = readonly (readonly string[])[];

/** Texts of more digits than a spreadsheet's numbers hold. */
const mostDigits = 15;

/** Would a spreadsheet make something else of this text: a formula, a date, a number without its zeros or its last digits? */
const isMistaken = (text: string): boolean =>
  /^[=+\-@]/.test(text) ||
  /^0\d/.test(text) ||
  (text.length > mostDigits && /^\d+$/.test(text)) ||
  /^\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?$/.test(text);

const isNumber = (text: string): boolean => /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);
const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?$/.test(text);

/** Which columns of a block hold texts: only there are numbers texts, too. */
export type TextColumns = readonly boolean[];

const staysText = (text: string, inTextColumn: boolean): boolean =>
  text !== '' && (inTextColumn || !(isNumber(text) || isDate(text)));

/** A cell as it goes into plain text. */
const blockCell = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Tab-separated lines as spreadsheets exchange them. */
export const blockAsText = (lines: Block): string => lines.map((line) => line.map(blockCell).join('\t')).join('\r\n');

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/\r\n?|\n/g, '<br style="mso-data-placement:same-cell">');

/** Keeps a cell a text: in Excel and WPS by the style, in LibreOffice by the number format. */
const textCell = `<td style="mso-number-format:'\\@'" sdnum="1033;0;@">`;

const isText = (text: string, column: number, textColumns: TextColumns): boolean =>
  staysText(text, textColumns[column] ?? true);

/** Would a spreadsheet take a text of the block for something else, if it were not marked? */
export const needsMarkup = (lines: Block, textColumns: TextColumns): boolean =>
  lines.some((line) => line.some((text, column) => isText(text, column, textColumns) && isMistaken(text)));

/**
 * The same as rows of a table, which spreadsheets and word processors take before plain text. Texts are marked as texts: neither "=1+1" nor
 * "007" nor an 18-digit number is taken for something else.
 */
export const blockAsRows = (lines: Block, textColumns: TextColumns): string =>
  lines
    .map(
      (line) =>
        `<tr>${line.map((text, column) => `${isText(text, column, textColumns) ? textCell : '<td>'}${escaped(text)}</td>`).join('')}</tr>`,
    )
    .join('');

/**
 * A block copied from a sheet as plain text. A quoted cell may hold tabs, line ends and doubled quotes; a quote that is not closed at the
 * end of a cell is a quote like any other, as spreadsheets write cells with a quote but neither tab nor line end.
 */
export function blockFromText(text: string): Block {
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const close = source[at] === '"' ? closingQuote(source, at) : -1;
    let end = close < 0 ? at : close + 1;
    while (end < source.length && source[end] !== '\t' && source[end] !== '\n') end++;
    row.push(close < 0 ? source.slice(at, end) : source.slice(at + 1, close).replaceAll('""', '"'));
    if (end >= source.length || source[end] === '\n') {
      rows.push(row);
      row = [];
    }
    if (end >= source.length) return rows;
    at = end + 1;
  }
}

/** Where the quoted cell that begins at a quote ends; -1 when it is not one. */
function closingQuote(source: string, open: number): number {
  for (let at = source.indexOf('"', open + 1); at >= 0; at = source.indexOf('"', at + 1)) {
    if (source[at + 1] === '"') at++;
    else return at + 1 === source.length || source[at + 1] === '\t' || source[at + 1] === '\n' ? at : -1;
  }
  return -1;
}

/**
 * The block a paste brings. Plain text is what was shown, with its blanks; a table that came with it says better what a cell is where plain
 * text is ambiguous: a cell with quotes, several paragraphs in a cell of a word processor. null when there is neither.
 */
export function readBlock(text: string, table: Block | null): Block | null {
  if (text === '') return table;
  const plain = blockFromText(text);
  if (!table) return plain;
  const sameShape = table.length === plain.length && table.every((row, index) => row.length === plain[index]!.length);
  return sameShape && !text.includes('"') ? plain : table;
}
