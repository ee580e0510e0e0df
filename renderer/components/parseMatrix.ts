import type { MatrixInput } from '../../shared/analyses/types.ts';

/** A number as people type it: 3, 0.5, 1/3. NaN when it is none. */
export function parseRatio(text: string): number {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:\/\s*(\d+(?:\.\d+)?))?\s*$/.exec(text);
  if (!match) return Number.NaN;
  return match[2] === undefined ? Number(match[1]) : Number(match[1]) / Number(match[2]);
}

export type ParsedMatrix =
  | { readonly ok: true; readonly matrix: MatrixInput }
  | { readonly ok: false; readonly line: number };

/**
 * Lines of a label and numbers, separated by tabs, commas or spaces, as typed or pasted from a sheet. Square matrices one under the other
 * with the same labels share them: labels then has one matrix' labels, rows the rows of all. line is 1-based: the first that cannot be read.
 */
export function parseMatrix(text: string): ParsedMatrix {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const labels: string[] = [];
  const rows: number[][] = [];
  for (const [index, line] of lines.entries()) {
    const cells = line.trim().split(/\t|\s*[,，;；]\s*|\s+/);
    const numbers = cells
      .slice(1)
      .map((cell) => (cell.startsWith('-') ? -parseRatio(cell.slice(1)) : parseRatio(cell)));
    if (
      cells.length < 2 ||
      numbers.some((value) => !Number.isFinite(value)) ||
      (rows[0] && rows[0].length !== numbers.length)
    )
      return { ok: false, line: index + 1 };
    labels.push(cells[0]!);
    rows.push(numbers);
  }
  const size = rows[0]?.length ?? 0;
  const stacked =
    rows.length > size && rows.length % size === 0 && labels.every((label, index) => label === labels[index % size]);
  return { ok: true, matrix: { labels: stacked ? labels.slice(0, size) : labels, rows } };
}

/** 0.3333333333333333 -> 1/3; parseRatio gives the very same number back. */
function ratioText(value: number): string {
  const whole = Math.round(1 / value);
  return value > 0 && value < 1 && 1 / whole === value ? `1/${whole}` : String(value);
}

export function matrixText(matrix: MatrixInput | null): string {
  return matrix
    ? matrix.rows
        .map((row, index) => [matrix.labels[index % matrix.labels.length] ?? '', ...row.map(ratioText)].join('\t'))
        .join('\n')
    : '';
}
