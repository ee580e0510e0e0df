import type { DecimalMark, Delimiter, QuoteMark } from '../../shared/importing/textFile.ts';
import { delimiters } from '../../shared/importing/textFile.ts';
import type { CsvShape } from './csvFields.ts';
import { guessLineEnd, scanCsv } from './csvFields.ts';

const lookedAtRows = 200;
const lookedAtCharacters = 1024 * 1024;

interface Shape {
  readonly delimiter: Delimiter;
  /** The first row is as wide as most others, and wider than one field. */
  readonly headed: boolean;
  /** Share of the rows that are as wide as most. */
  readonly even: number;
  readonly width: number;
}

/** The first rows that are not blank, up to one whose quotes make no sense under this delimiter. */
function shapeBy(bytes: Uint8Array, shape: CsvShape): Shape {
  const { delimiter } = shape;
  const widths: number[] = [];
  let rowsSeen = 0;
  let filled = false;
  scanCsv(bytes, 0, shape, {
    field: (_column, _source, from, to) => {
      filled ||= to > from;
    },
    endRow: (columns) => {
      if (filled) widths.push(columns);
      filled = false;
      return ++rowsSeen < lookedAtRows;
    },
  });
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width, rows] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0] as const);
  return { delimiter, headed: width > 1 && widths[0] === width, even: rows / Math.max(1, widths.length), width };
}

/**
 * The delimiter that makes the straightest table of the first rows. A heading as wide as the rows counts most: "1,5;2,5" is even under
 * a comma too, but its heading is not. A comma when nothing divides the text.
 */
export function guessDelimiter(text: string, quote: QuoteMark): Delimiter {
  const beginning = text.slice(0, lookedAtCharacters);
  const bytes = Buffer.from(beginning, 'utf8');
  const lineEnd = guessLineEnd(beginning, quote);
  const shapes = delimiters
    .map((delimiter) => shapeBy(bytes, { delimiter, quote, lineEnd }))
    .filter(({ width }) => width > 1);
  const best = shapes.toSorted(
    (a, b) => Number(b.headed) - Number(a.headed) || b.even - a.even || b.width - a.width,
  )[0];
  return best?.delimiter ?? ',';
}

const withComma = /^-?\d+,\d+$/;
const withPoint = /^-?\d+\.\d+$/;
const grouped = /^-?\d{1,3}(,\d{3})+$/;
const listed = /^\d+(,\d+){2,}$/;

/**
 * A comma when the fields have decimal commas and nothing speaks against it: numbers with points, or lists such as "1,3,4" that are
 * answers ticked. Not for tables divided by commas, where a quoted "1,3" is more likely a list.
 */
export function guessDecimal(rows: readonly (readonly string[])[]): DecimalMark {
  let commas = 0;
  for (const fields of rows)
    for (const field of fields) {
      if (withPoint.test(field) || (listed.test(field) && !grouped.test(field))) return '.';
      if (withComma.test(field) && !grouped.test(field)) commas++;
    }
  return commas > 0 ? ',' : '.';
}

/** "sep=;" in the first line is a note of Excel's to itself, not data. */
export function separatorLine(text: string): { readonly delimiter: Delimiter; readonly length: number } | null {
  const match = /^\ufeff?sep=([,;|\t])\r?\n/i.exec(text);
  return match ? { delimiter: match[1] as Delimiter, length: match[0].length } : null;
}
