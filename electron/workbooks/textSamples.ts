import type { EncodingSample, TextEncoding } from '../../shared/importing/textFile.ts';
import { textEncodings } from '../../shared/importing/textFile.ts';
import { bytesSource, fileSource } from './byteSource.ts';
import { markedEncoding, unmarkedUtf16 } from './decodeText.ts';

const lookedAtBytes = 64 * 1024;
const shown = 80;

function sampleIn(bytes: Uint8Array, encoding: TextEncoding): string | null {
  try {
    // The end may lie inside a character: that is no fault of the encoding.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    // The first words beyond ASCII tell the encodings apart.
    const telling = Math.max(0, text.search(/[^\p{ASCII}\ufeff]/u) - 8);
    return text
      .slice(telling, telling + shown)
      .replace(/[\s\p{C}]+/gu, ' ')
      .trim();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** What the beginning of a text file says in each encoding, for the user to recognise the right one. A byte order mark leaves one. */
export function textSamples(input: Uint8Array | string): readonly EncodingSample[] {
  const source = typeof input === 'string' ? fileSource(input) : bytesSource(input);
  try {
    const bytes = source.read(0, Math.min(source.size, lookedAtBytes));
    const marked = markedEncoding(bytes);
    // Nearly any bytes are UTF-16 of some sort; a table in it has zero bytes in every second place.
    const wide = marked ?? unmarkedUtf16(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    const ruledOut = (encoding: TextEncoding): boolean =>
      (marked !== null && marked !== encoding) || (encoding.startsWith('utf-16') && wide !== encoding);
    return textEncodings.map((encoding) => ({
      encoding,
      sample: ruledOut(encoding) ? null : sampleIn(bytes, encoding),
    }));
  } finally {
    source.close();
  }
}
