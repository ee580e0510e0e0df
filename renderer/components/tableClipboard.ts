import type { ResultTable } from '../../shared/analyses/types.ts';
import { shownCell } from '../../shared/format/formatCell.ts';
import { withHyphen } from '../../shared/format/minus.ts';
import { inLocale, type Locale } from '../../shared/model/text.ts';

/** A table as the reader sees it: every cell a text. */
export interface ShownTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

export function shownTable(table: ResultTable, locale: Locale): ShownTable {
  return {
    head: table.columns.map((column) => inLocale(column.title, locale)),
    rows: table.rows.map((row) => table.columns.map((column) => shownCell(row, column, locale))),
    notes: table.notes.map((note) => inLocale(note, locale)),
  };
}

const onOneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

const isNumber = (text: string): boolean => /^[-−+]?[\d.,]+%?$/.test(text);

/** A spreadsheet knows a negative number by its hyphen. */
export const cellText = (text: string): string => (isNumber(text) ? withHyphen(text) : text);

/** A spreadsheet takes what begins with =, +, -, @ for a formula; numbers stay numbers. */
const isFormula = (text: string): boolean => /^[=+\-@]/.test(text) && !isNumber(text);

/** A spreadsheet reads tab and newline as structure; texts that would be formulas are made harmless. */
function tsvCell(text: string): string {
  const flat = cellText(onOneLine(text));
  return isFormula(flat) ? `'${flat}` : flat;
}

/** Rows of cells as tabs and lines, as spreadsheets take them. */
export const tsvRows = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.map(tsvCell).join('\t')).join('\r\n');

/** For the plain clipboard: head and rows, tab separated, as the reader sees them. */
export function tableAsTsv(table: ResultTable, locale: Locale): string {
  const { head, rows } = shownTable(table, locale);
  return tsvRows([head, ...rows]);
}

/**
 * A cell of a page: a spreadsheet that it is pasted into reads "=1+1" there as a formula too. A space without width before it makes it a
 * text, in Word it is not seen.
 */
const htmlCell = (text: string): string => (isFormula(text) ? `\u200b${text}` : cellText(text));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** For Word and Excel: a three-line table with its title and notes. */
export function tableAsHtml(table: ResultTable, locale: Locale): string {
  const { head, rows, notes } = shownTable(table, locale);
  const align = (column: number): string => (table.columns[column]!.format === 'text' ? 'left' : 'right');
  const cell = (tag: 'th' | 'td', text: string, column: number, style: string): string =>
    `<${tag} style="text-align:${align(column)};padding:2pt 6pt;font-weight:${tag === 'th' ? 'bold' : 'normal'};${style}">${escaped(htmlCell(text))}</${tag}>`;
  const last = rows.length - 1;
  const body = rows.map((cells, row) => {
    const foot = row === last ? 'border-bottom:1.5pt solid black;' : '';
    const indent = table.rows[row]!.depth ?? 0;
    return `<tr>${cells.map((text, column) => cell('td', column === 0 ? `${'\u3000'.repeat(indent)}${text}` : text, column, foot)).join('')}</tr>`;
  });
  return [
    `<p><b>${escaped(inLocale(table.title, locale))}</b></p>`,
    '<table style="border-collapse:collapse">',
    `<thead><tr>${head.map((text, column) => cell('th', text, column, 'border-top:1.5pt solid black;border-bottom:.75pt solid black;')).join('')}</tr></thead>`,
    `<tbody>${body.join('')}</tbody></table>`,
    ...notes.map((note) => `<p>${escaped(note)}</p>`),
  ].join('');
}

/**
 * Pads texts of one column behind the number so that decimal points stand under each other when set right-aligned with tabular
 * figures: figure spaces for missing digits, a punctuation space for a missing point. Texts without digits stay as they are.
 */
export function alignedAtPoint(texts: readonly string[]): readonly string[] {
  const parts = texts.map((text) => /^[<>]?[-−+]?[\d,]*(?:\.(\d+))?(%?)$/.exec(text));
  const isNumber = (index: number): boolean => parts[index] !== null && /\d/.test(texts[index]!);
  const digits = Math.max(0, ...texts.map((_, index) => (isNumber(index) ? (parts[index]![1]?.length ?? 0) : 0)));
  const percent = texts.some((_, index) => isNumber(index) && parts[index]![2] === '%');
  return texts.map((text, index) => {
    if (!isNumber(index)) return text;
    const own = parts[index]![1]?.length ?? 0;
    const point = own === 0 && digits > 0 ? '\u2008' : '';
    const sign = percent && parts[index]![2] === '' ? '\u2004' : '';
    return `${text}${point}${'\u2007'.repeat(digits - own)}${sign}`;
  });
}
