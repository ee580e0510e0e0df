import type { Delimiter, QuoteMark } from '../../shared/importing/textFile.ts';

/** How rows end. A table has one way; the other characters are part of its fields. */
export type LineEnd = '\n' | '\r\n' | '\r';

export interface CsvShape {
  readonly delimiter: Delimiter;
  readonly quote: QuoteMark;
  readonly lineEnd: LineEnd;
}

/** Is told every field in order; a field is bytes [from, to) of source, which is the file unless quotes were doubled in it. */
export interface CsvVisitor {
  field(column: number, source: Uint8Array, from: number, to: number): void;
  /** false ends the reading. */
  endRow(columns: number): boolean;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
/** No byte: a quote that is none. */
const never = -1;

const lookedAtCharacters = 1024 * 1024;

/** As most rows of the beginning end, line ends within quotes left out. */
export function guessLineEnd(text: string, quote: QuoteMark): LineEnd {
  const beginning = text.slice(0, lookedAtCharacters);
  const outside = quote === '' ? beginning : beginning.replaceAll(new RegExp(`${quote}[^]*?${quote}`, 'g'), '');
  const returns = outside.split('\r');
  const firstNewline = outside.indexOf('\n');
  if (returns.length === 1 || (firstNewline >= 0 && firstNewline < returns[0]!.length)) return '\n';
  const together = returns.filter((part) => part.startsWith('\n')).length;
  return together >= returns.length / 2 ? '\r\n' : '\r';
}

function withoutDoubledQuotes(bytes: Uint8Array, from: number, to: number, quote: number): Uint8Array {
  const plain = new Uint8Array(to - from);
  let length = 0;
  for (let at = from; at < to; at++) {
    plain[length++] = bytes[at]!;
    if (bytes[at] === quote && bytes[at + 1] === quote) at++;
  }
  return plain.subarray(0, length);
}

const isBlank = (bytes: Uint8Array, from: number, to: number): boolean =>
  new TextDecoder().decode(bytes.subarray(from, to)).trim() === '';

/**
 * Splits a delimited table in UTF-8 into fields, byte by byte: no field becomes a string here. Quotes count at the beginning of a field
 * only; a doubled one stands for itself; blanks between a closing quote and the end of its field are skipped. Reads as papaparse does
 * (tests/property/csv.test.ts), five times as fast.
 *
 * @returns the row (0-based) with a quote that is not closed or is followed by text; null when there is none
 */
export function scanCsv(bytes: Uint8Array, start: number, shape: CsvShape, visitor: CsvVisitor): number | null {
  const delimiter = shape.delimiter.charCodeAt(0);
  const quote = shape.quote === '' ? never : shape.quote.charCodeAt(0);
  const end = bytes.length;
  const long = shape.lineEnd === '\r\n';
  const lineEnd = shape.lineEnd === '\n' ? newline : carriageReturn;
  const endBytes = shape.lineEnd.length;
  let row = 0;
  let column = 0;
  let at = start;
  while (at < end || column > 0) {
    let source = bytes;
    let from = at;
    let to: number;
    if (bytes[at] === quote) {
      from = ++at;
      let doubled = false;
      for (;;) {
        at = bytes.indexOf(quote, at);
        if (at < 0) return row;
        if (bytes[at + 1] !== quote) break;
        doubled = true;
        at += 2;
      }
      to = at++;
      if (doubled) {
        source = withoutDoubledQuotes(bytes, from, to, quote);
        from = 0;
        to = source.length;
      }
      const closed = at;
      while (at < end && bytes[at] !== delimiter && !(bytes[at] === lineEnd && (!long || bytes[at + 1] === newline)))
        at++;
      if (at > closed && (at === end || !isBlank(bytes, closed, at))) return row;
    } else {
      while (at < end) {
        const byte = bytes[at]!;
        if (byte === delimiter || (byte === lineEnd && (!long || bytes[at + 1] === newline))) break;
        at++;
      }
      to = at;
    }
    visitor.field(column++, source, from, to);
    if (at < end && bytes[at] === delimiter) {
      at++;
      continue;
    }
    if (!visitor.endRow(column)) return null;
    row++;
    column = 0;
    at += at < end ? endBytes : 0;
  }
  return null;
}
