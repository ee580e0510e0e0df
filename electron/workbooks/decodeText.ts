import type { BadBytes, TextEncoding } from '../../shared/importing/textFile.ts';
import { isUtf8 } from 'node:buffer';
import { InputError } from '../../shared/model/errors.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

export interface Utf8Text {
  readonly bytes: Uint8Array;
  /** Behind a byte order mark. */
  readonly start: number;
  /** What the file was written in. */
  readonly encoding: TextEncoding;
}

const stepBytes = 64 * 1024;

/** Offset of the byte at which strict decoding fails; bytes.length when only the end is cut off inside a character. */
function firstBadByte(bytes: Uint8Array, encoding: TextEncoding): number {
  const tryFrom = (start: number, decoder: InstanceType<typeof TextDecoder>, step: number, end: number): number => {
    for (let at = start; at < end; at += step) {
      try {
        decoder.decode(bytes.subarray(at, Math.min(end, at + step)), { stream: true });
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        return at;
      }
    }
    return end;
  };
  const badStep = tryFrom(0, new TextDecoder(encoding, { fatal: true }), stepBytes, bytes.length);
  if (badStep === bytes.length) return badStep;
  const again = new TextDecoder(encoding, { fatal: true });
  tryFrom(0, again, stepBytes, badStep);
  return tryFrom(badStep, again, 1, Math.min(bytes.length, badStep + stepBytes));
}

function tryDecode(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** What the byte order mark says; null without one. */
export function markedEncoding(bytes: Uint8Array): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** UTF-16 without a mark: its commas, digits and line ends leave zero bytes in every second place, and only there. */
export function unmarkedUtf16(bytes: Uint8Array): TextEncoding | null {
  if (bytes.length % 2 === 1) return null;
  const zeros = [0, 0];
  for (let at = 0; at < Math.min(bytes.length, stepBytes); at++) if (bytes[at] === 0) zeros[at % 2]!++;
  const [even, odd] = zeros as [number, number];
  if (odd > 0 && even === 0) return 'utf-16le';
  return even > 0 && odd === 0 ? 'utf-16be' : null;
}

const newline = 0x0a;

/**
 * Refuses what is no table before anything of its size is built from it.
 * @throws InputError workbook.lineTooLong with the line, from 1
 */
export function checkLines(bytes: Uint8Array, limit: number): void {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    // Old line ends are a carriage return alone.
    if (end - start > limit && longestPart(bytes, start, end) > limit)
      throw new InputError('workbook.lineTooLong', { line, limitMB: Math.round(limit / 1048576) });
    start = end + 1;
  }
}

const carriageReturn = 0x0d;

function longestPart(bytes: Uint8Array, from: number, to: number): number {
  let longest = 0;
  for (let start = from; start < to; ) {
    const found = bytes.indexOf(carriageReturn, start);
    const end = found < 0 || found > to ? to : found;
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return longest;
}

/** Line of the file, from 1, in which a byte stands. */
function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = 0; at < offset; at++) if (bytes[at] === newline) line++;
  return line;
}

/**
 * Text of a file in the encodings East Asian survey exports use. Strict order beats guessing: byte order mark, UTF-16 by its zero
 * bytes, UTF-8, then GB18030, each without tolerance. Big5 and Shift-JIS are never guessed: GB18030 accepts most of their bytes.
 *
 * @param badBytes  'refuse' (default), or 'mark': what cannot be decoded becomes U+FFFD, for the reader to list by place
 * @throws InputError workbook.textEncoding naming the byte (0-based) and line at which the likelier encoding breaks off
 */
export function decodeText(bytes: Uint8Array, wanted?: TextEncoding, badBytes: BadBytes = 'refuse'): DecodedText {
  const only = wanted ?? markedEncoding(bytes) ?? unmarkedUtf16(bytes);
  const candidates: readonly TextEncoding[] = only ? [only] : ['utf-8', 'gb18030'];
  for (const encoding of candidates) {
    const text = tryDecode(bytes, encoding);
    if (text !== null) return { text, encoding };
  }
  const [offset, encoding] = candidates
    .map((candidate) => [firstBadByte(bytes, candidate), candidate] as const)
    .reduce((best, next) => (next[0] > best[0] ? next : best));
  if (badBytes === 'mark') return { text: new TextDecoder(encoding).decode(bytes), encoding };
  throw new InputError('workbook.textEncoding', { offset, encoding, line: lineOf(bytes, offset) });
}

/** Text of a file as UTF-8 bytes, which for most files are its own. Parameters and errors as decodeText. */
export function utf8Text(bytes: Uint8Array, wanted?: TextEncoding, badBytes: BadBytes = 'refuse'): Utf8Text {
  const only = wanted ?? markedEncoding(bytes) ?? unmarkedUtf16(bytes);
  if ((only === null || only === 'utf-8') && isUtf8(bytes))
    return { bytes, start: markedEncoding(bytes) === 'utf-8' ? 3 : 0, encoding: 'utf-8' };
  const { text, encoding } = decodeText(bytes, wanted, badBytes);
  return { bytes: Buffer.from(text, 'utf8'), start: 0, encoding };
}
