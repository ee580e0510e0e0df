import { blockCell } from './cellText.ts';

/** Larger blocks go out as plain text only: the markup would be many times their size. */
const htmlCells = 50_000;

/** Tab-separated lines as spreadsheets exchange them. */
export const blockAsText = (lines: readonly (readonly string[])[]): string =>
  lines.map((line) => line.map(blockCell).join('\t')).join('\r\n');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

/** The same as a table for word processors; null for a block too large for one. */
export function blockAsHtml(lines: readonly (readonly string[])[]): string | null {
  if (lines.length * (lines[0]?.length ?? 0) > htmlCells) return null;
  const rows = lines.map((line) => `<tr>${line.map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`);
  return `<table>${rows.join('')}</table>`;
}
