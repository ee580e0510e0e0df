/** Encodings a text table can be read in, by the names of the Encoding Standard. */
export const textEncodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'shift_jis'] as const;
export type TextEncoding = (typeof textEncodings)[number];

/** What users call them. */
export const encodingNames: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030 / GBK',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  big5: 'Big5',
  shift_jis: 'Shift-JIS',
};

export const delimiters = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** '' = quotes are ordinary characters. */
export const quoteMarks = ['"', "'", ''] as const;
export type QuoteMark = (typeof quoteMarks)[number];

export const decimalMarks = ['.', ','] as const;
export type DecimalMark = (typeof decimalMarks)[number];

/** What to do with bytes that are no text in the encoding: refuse the file, or mark each place with U+FFFD and list it. */
export const badBytesChoices = ['refuse', 'mark'] as const;
export type BadBytes = (typeof badBytesChoices)[number];

/** What the user has decided about a text table; what is absent is found out. */
export interface TextFileChoices {
  readonly encoding?: TextEncoding;
  readonly delimiter?: Delimiter;
  readonly quote?: QuoteMark;
  readonly decimal?: DecimalMark;
  readonly badBytes?: BadBytes;
}

/** How a text table was read. */
export interface TextFileFacts {
  readonly encoding: TextEncoding;
  readonly delimiter: Delimiter;
  readonly quote: QuoteMark;
  readonly decimal: DecimalMark;
}

/** The beginning of the file as each encoding would have it; sample null where the encoding does not fit. */
export interface EncodingSample {
  readonly encoding: TextEncoding;
  readonly sample: string | null;
}
