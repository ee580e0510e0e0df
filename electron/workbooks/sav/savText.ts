import { TextDecoder } from 'node:util';
import { InputError } from '../../../shared/model/errors.ts';

/** Code pages as the integer record states them. 2 and 3 ("ASCII") were written whatever the encoding was, so they say nothing. */
const codePages: Readonly<Record<number, string>> = {
  437: 'ibm866',
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  20866: 'koi8-r',
  20932: 'euc-jp',
  20936: 'gbk',
  21866: 'koi8-u',
  51932: 'euc-jp',
  51936: 'gbk',
  51949: 'euc-kr',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** Names SPSS and others write that TextDecoder does not know. */
const otherNames: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  unicode: 'utf-8',
  'gb2312-80': 'gbk',
  'euc-cn': 'gbk',
  ms936: 'gbk',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp932: 'shift_jis',
  'us-ascii': 'windows-1252',
};

function decoderName(label: string): string | null {
  try {
    const name = new TextDecoder(label).encoding;
    return name.startsWith('utf-16') ? null : name;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The TextDecoder name for a code page number; null when it says nothing. @throws InputError sav.ebcdic */
export function encodingOfCodePage(code: number): string | null {
  if (code === 1) throw new InputError('sav.ebcdic');
  const known = codePages[code];
  if (known) return known;
  if (code >= 1250 && code <= 1258) return `windows-${code}`;
  if (code >= 28591 && code <= 28606) return decoderName(`iso-8859-${code - 28590}`);
  return null;
}

/** The TextDecoder name for an encoding name of any spelling; null when unknown. */
export function encodingOfName(name: string): string | null {
  const lower = name.trim().toLowerCase().replace(/_/g, '-');
  const page = /^(?:windows-|cp-?|ibm-?|ms-?)(\d{3,5})$/.exec(lower)?.[1];
  return (
    otherNames[lower] ??
    decoderName(lower) ??
    decoderName(name.trim()) ??
    (page === undefined ? null : encodingOfCodePage(Number(page)))
  );
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i]! > 0x7f) return false;
  return true;
}

/** End of the text without padding: SPSS pads with spaces, some programs with NUL. */
export function textEnd(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  return end;
}

/**
 * Decodes texts of one file, always whole values: a character may lie across two 8-byte units. Bytes that break the encoding come
 * out as U+FFFD and are reported, never dropped.
 */
export class SavText {
  #encoding: string | null;
  #strict: InstanceType<typeof TextDecoder> | null = null;
  #loose: InstanceType<typeof TextDecoder> | null = null;
  readonly #broken: (text: string) => void;

  /**
   * @param encoding  null: nothing in the file tells; the first text beyond ASCII decides
   * @param broken  called with the text as shown when bytes break the encoding
   */
  constructor(encoding: string | null, broken: (text: string) => void) {
    this.#encoding = encoding;
    this.#broken = broken;
  }

  /** null as long as nothing but ASCII was seen. */
  get encoding(): string | null {
    return this.#encoding;
  }

  /** bytes[from..to) without padding at the end. @param broken  instead of the constructor's */
  decode(bytes: Uint8Array, from = 0, to = bytes.length, broken = this.#broken): string {
    const end = textEnd(bytes, from, to);
    if (end === from) return '';
    if (isAscii(bytes, from, end))
      return Buffer.from(bytes.buffer, bytes.byteOffset + from, end - from).toString('latin1');
    const piece = bytes.subarray(from, end);
    this.#encoding ??= guessEncoding([piece]);
    this.#strict ??= new TextDecoder(this.#encoding, { fatal: true, ignoreBOM: true });
    try {
      return this.#strict.decode(piece);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.#loose ??= new TextDecoder(this.#encoding, { ignoreBOM: true });
      const text = this.#loose.decode(piece);
      broken(text);
      return text;
    }
  }
}

function decodes(pieces: readonly Uint8Array[], encoding: string): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (const piece of pieces) decoder.decode(piece.subarray(0, textEnd(piece, 0, piece.length)));
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/**
 * The first of UTF-8, GB18030 and windows-1252 that every text fits. Short GBK texts may be valid UTF-8 (女 is Ů): only a character of
 * three bytes, as Chinese has, speaks for UTF-8. null when all is ASCII.
 */
export function guessEncoding(pieces: readonly Uint8Array[]): string;
export function guessEncoding(pieces: readonly Uint8Array[], allAscii: null): string | null;
export function guessEncoding(
  pieces: readonly Uint8Array[],
  allAscii: null | 'windows-1252' = 'windows-1252',
): string | null {
  const telling = pieces.filter((piece) => !isAscii(piece, 0, piece.length));
  if (telling.length === 0) return allAscii;
  const long = telling.some((piece) => piece.some((byte) => byte >= 0xe0 && byte < 0xf8));
  if (long && decodes(telling, 'utf-8')) return 'utf-8';
  return decodes(telling, 'gb18030') ? 'gb18030' : decodes(telling, 'utf-8') ? 'utf-8' : 'windows-1252';
}
