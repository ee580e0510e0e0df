import { InputError } from '../../shared/model/errors.ts';

export const textEncodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type TextEncoding = (typeof textEncodings)[number];

export interface DecodedText {
  readonly text: string;
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

/**
 * Text of a file in the encodings Chinese survey exports use. Strict order beats guessing: byte order mark, then UTF-8, then
 * GB18030, each without tolerance.
 * @throws InputError workbook.textEncoding naming the byte (0-based) at which the likelier encoding breaks off
 */
export function decodeText(bytes: Uint8Array, wanted?: TextEncoding): DecodedText {
  const marked: TextEncoding | null =
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
      ? 'utf-8'
      : bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : null;
  const only = wanted ?? marked;
  for (const encoding of only ? [only] : (['utf-8', 'gb18030'] as const)) {
    const text = tryDecode(bytes, encoding);
    if (text !== null) return { text, encoding };
  }
  const candidates = only ? [only] : (['utf-8', 'gb18030'] as const);
  const [offset, encoding] = candidates
    .map((candidate) => [firstBadByte(bytes, candidate), candidate] as const)
    .reduce((best, next) => (next[0] > best[0] ? next : best));
  throw new InputError('workbook.textEncoding', { offset, encoding });
}
