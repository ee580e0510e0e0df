import type { Block } from './clipboardBlock.ts';

/** More markup than this is a whole document, or a block whose plain text says as much. */
const mostMarkup = 8_000_000;
/** As many columns as a spreadsheet has: a wider span is a mistake of the page. */
const mostSpan = 16_384;

/** Parts that begin on a line of their own. */
const ownLine = new Set(['P', 'DIV', 'LI', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
const unseen = new Set(['STYLE', 'SCRIPT', 'TEMPLATE', 'TITLE', 'META', 'LINK', 'COL', 'COLGROUP']);

const isHidden = (element: Element): boolean =>
  unseen.has(element.tagName) || /display:\s*none/i.test(element.getAttribute('style') ?? '');

/** The text of a part as it is shown: line breaks where they are seen, white space of the source as one blank. */
function shownIn(node: Node): string {
  if (node instanceof Text) return node.data.replace(/[ \t\r\n\f]+/g, ' ');
  if (!(node instanceof Element) || isHidden(node)) return '';
  if (node.tagName === 'BR') return '\n';
  const inner = [...node.childNodes].map(shownIn).join('');
  return ownLine.has(node.tagName) ? `\n${inner}\n` : inner;
}

/** A cell's text, without the line breaks and blanks that only part its paragraphs from the markup around them. */
function cellText(cell: Element): string {
  const lines = shownIn(cell)
    .split('\n')
    .map((line) => line.replace(/^ +| +$/g, '').replaceAll('\u00a0', ' '));
  const first = lines.findIndex((line) => line !== '');
  if (first < 0) return '';
  // A paragraph's end and the next one's beginning are one line break.
  const text = lines.slice(first, lines.findLastIndex((line) => line !== '') + 1);
  return cell.querySelector('p, div, li') ? text.filter((line) => line !== '').join('\n') : text.join('\n');
}

const spanOf = (cell: Element, name: 'colspan' | 'rowspan'): number =>
  Math.max(1, Math.min(mostSpan, Math.trunc(Number(cell.getAttribute(name) ?? '1')) || 1));

/**
 * The cells of a table as Excel, WPS, LibreOffice, Word and pages put it on the clipboard; merged cells hold their text at the upper left and
 * are blank beyond. null where there is not exactly one table, or something beside it. Nothing in the markup is run or fetched.
 */
export function blockFromHtml(html: string): Block | null {
  if (html.length > mostMarkup || !/<t[rd]\b/i.test(html)) return null;
  // Excel marks rows without their table as what was copied.
  const source = /<table\b/i.test(html) ? html : `<table>${html}</table>`;
  const page = new DOMParser().parseFromString(source, 'text/html');
  const tables = page.querySelectorAll('table');
  const table = tables[0];
  if (!table || tables.length > 1) return null;
  const rows: string[][] = [];
  /** Rows that a merged cell above still covers, by column. */
  const covered: number[] = [];
  for (const line of table.rows) {
    if (isHidden(line)) continue;
    const row: string[] = [];
    const skip = (): void => {
      while ((covered[row.length] ?? 0) > 0) {
        covered[row.length]!--;
        row.push('');
      }
    };
    for (const cell of line.cells) {
      if (isHidden(cell)) continue;
      skip();
      const [across, down] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')];
      for (let step = 0; step < across; step++) {
        covered[row.length] = down - 1;
        row.push(step === 0 ? cellText(cell) : '');
      }
    }
    skip();
    rows.push(row);
  }
  table.remove();
  const isAlone = shownIn(page.body).trim() === '';
  return isAlone && rows.length > 0 ? rows : null;
}
