import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { guessLineEnd, type LineEnd, scanCsv } from '../../electron/workbooks/csvFields.ts';
import { readCsv } from '../../electron/workbooks/readCsv.ts';
import { TextTable } from '../../electron/workbooks/textTable.ts';
import { cellKind } from '../../shared/importing/rawCells.ts';
import { type Delimiter, delimiters, type QuoteMark, quoteMarks } from '../../shared/importing/textFile.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Our fields; the row (1-based) of a fault instead. */
function ours(text: string, delimiter: Delimiter, quote: QuoteMark, lineEnd: LineEnd): string[][] | number {
  const rows: string[][] = [];
  let row: string[] = [];
  const fault = scanCsv(
    utf8(text),
    0,
    { delimiter, quote, lineEnd },
    {
      field(column, source, from, to) {
        expect(column).toBe(row.length);
        row.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(source.subarray(from, to)));
      },
      endRow(columns) {
        expect(columns).toBe(row.length);
        rows.push(row);
        row = [];
        return true;
      },
    },
  );
  return fault === null ? rows : fault + 1;
}

/** Without blank rows at the end: papaparse adds one behind a last line end. */
const trimmed = (rows: string[][] | number): string[][] | number =>
  typeof rows === 'number' ? rows : rows.slice(0, 1 + rows.findLastIndex((row) => row.length > 1 || row[0] !== ''));

/** The same by papaparse. */
function theirs(text: string, delimiter: Delimiter, quote: QuoteMark, newline: LineEnd): string[][] | number {
  const { data, errors } = Papa.parse<string[]>(text, {
    delimiter,
    quoteChar: quote === '' ? '\0' : quote,
    newline,
    skipEmptyLines: false,
  });
  const fault = errors.find((error) => error.type === 'Quotes');
  if (fault) return (fault.row ?? 0) + 1;
  return data;
}

const piece = fc.constantFrom(
  ',',
  ';',
  '\t',
  '|',
  '"',
  '""',
  "'",
  "''",
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\u3000',
  'a',
  '12',
  '-3.5',
  '很好',
  '😀',
  'é',
);
const anyText = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));
const shape = fc.record({
  delimiter: fc.constantFrom(...delimiters),
  quote: fc.constantFrom(...quoteMarks),
  lineEnd: fc.constantFrom<LineEnd>('\n', '\r\n', '\r'),
});

describe('the fields of a text table', () => {
  it('are those papaparse finds, in any text, and so are its faults', () => {
    let faults = 0;
    fc.assert(
      fc.property(anyText, shape, (text, { delimiter, quote, lineEnd }) => {
        const expected = theirs(text, delimiter, quote, lineEnd);
        if (typeof expected === 'number') faults++;
        expect(trimmed(ours(text, delimiter, quote, lineEnd))).toEqual(trimmed(expected));
      }),
      { numRuns: 20_000, seed: 3 },
    );
    expect(faults).toBeGreaterThan(500);
  });

  it('come back from what papaparse writes', () => {
    const field = fc.array(piece, { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        shape,
        (rows, how) => {
          const quote = how.quote === '' ? '"' : how.quote;
          const text = Papa.unparse(rows, {
            delimiter: how.delimiter,
            newline: how.lineEnd,
            quoteChar: quote,
            quotes: true,
          });
          expect(ours(text, how.delimiter, quote, how.lineEnd)).toEqual(rows);
        },
      ),
      { numRuns: 2000, seed: 5 },
    );
  });

  it('end their rows as most of the table does', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...quoteMarks), (text, quote) => {
        const guessed = Papa.parse(text, { delimiter: ',', quoteChar: quote === '' ? '\0' : quote }).meta.linebreak;
        expect(guessLineEnd(text, quote)).toBe(guessed);
      }),
      { numRuns: 5000, seed: 7 },
    );
  });
});

describe('a field that is a plainly written number', () => {
  const plain = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
  const digits = fc.stringMatching(/^-?\d{1,17}(\.\d{0,17})?$/);
  const odd = fc.constantFrom(
    '-',
    '.',
    '-0',
    '0',
    '00',
    '0.',
    '.5',
    '1e3',
    '+1',
    '٣',
    '1.0',
    '-0.0',
    '9007199254740993',
    '9.007199254740993',
  );

  it('is the number JavaScript reads; anything else is a text', () => {
    let numbers = 0;
    fc.assert(
      fc.property(fc.oneof(digits, odd, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)), (text) => {
        const { columns, texts } = readCsv(utf8(`${text}|x`), { fileName: 'a.csv', delimiter: '|', decimal: '.' })
          .sheets[0]!;
        const isNumber = plain.test(text) && text.length <= 17;
        expect(columns[0]!.kinds[0]).toBe(isNumber ? cellKind.number : cellKind.text);
        if (isNumber) {
          numbers++;
          expect(columns[0]!.values[0]).toBe(Number(text));
        } else expect(texts[columns[0]!.values[0]!]).toBe(text);
      }),
      { numRuns: 20_000, seed: 11 },
    );
    expect(numbers).toBeGreaterThan(2000);
  });
});

describe('the table of texts', () => {
  it('gives equal texts one code and different ones another, through growing', () => {
    const table = new TextTable();
    const random = fc.sample(fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }), { numRuns: 30_000, seed: 13 });
    const known = new Map<string, number>();
    for (const text of random) {
      const bytes = Buffer.from(`x${text}y`, 'utf8');
      const code = table.codeOf(bytes, 1, bytes.length - 1);
      const shown = bytes.subarray(1, -1).toString('utf8');
      expect(code).toBe(known.get(shown) ?? known.size);
      known.set(shown, code);
    }
    expect(table.texts).toEqual([...known.keys()]);
    expect(known.size).toBeGreaterThan(8000);
  });
});
