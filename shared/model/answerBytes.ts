/**
 * Answers of one question in a byte each: nearly all are whole numbers below 255 or one of few texts, and counting bytes is several
 * times as fast as counting doubles. 255 = no answer.
 */
export interface AnswerBytes {
  /** Parallel to the rows; its buffer is filled up to whole words of four bytes. */
  readonly bytes: Uint8Array;
  /** The bytes that stand for answers, rising, each once. */
  readonly seen: readonly number[];
  /** No row is without an answer. */
  readonly complete: boolean;
}

/** The byte of a row without an answer. */
export const noAnswer = 255;

/**
 * Whole numbers 0 .. 254 as bytes.
 *
 * @param values    not changed
 * @param isNone    asked about every value that is none of them, perhaps twice: true = the row has no answer, false = this is not such
 *   a question
 * @returns null when `isNone` said so
 */
export function packBytes(values: Float64Array, isNone: (value: number, row: number) => boolean): AnswerBytes | null {
  const { length } = values;
  const words = new Int32Array((length + 3) >> 2);
  const bytes = new Uint8Array(words.buffer, 0, length);
  let bits = 0;
  let seen = 0;
  let complete = true;
  // Four rows a step, written as one word; the step in which one is no whole number is gone through row by row, and so is the last.
  for (let row = 0; row < length; row += 4) {
    const x = values[row]!;
    const y = values[row + 1]!;
    const z = values[row + 2]!;
    const u = values[row + 3]!;
    const a = x | 0;
    const b = y | 0;
    const c = z | 0;
    const d = u | 0;
    if (a === x && b === y && c === z && d === u) {
      bits |= a | b | c | d;
      seen |= (1 << a) | (1 << b) | (1 << c) | (1 << d);
      words[row >> 2] = a | (b << 8) | (c << 16) | (d << 24);
      continue;
    }
    for (let own = row; own < row + 4 && own < length; own++) {
      const byte = byteOf(values[own]!, own, isNone);
      if (byte === null) return null;
      bytes[own] = byte;
      if (byte === noAnswer) {
        complete = false;
        continue;
      }
      bits |= byte;
      seen |= 1 << byte;
    }
  }
  if (bits >>> 0 < 32) return { bytes, seen: placesOfBits(seen), complete };
  if (bits >>> 0 >= noAnswer)
    for (let row = 0; row < length; row++) {
      const byte = byteOf(values[row]!, row, isNone);
      if (byte === null) return null;
      bytes[row] = byte;
    }
  return seenIn(bytes);
}

function byteOf(value: number, row: number, isNone: (value: number, row: number) => boolean): number | null {
  const whole = value | 0;
  if (whole === value && whole >= 0 && whole < noAnswer) return whole;
  return isNone(value, row) ? noAnswer : null;
}

/** Places in a dictionary of at most 255 words as bytes; -1 = no answer. */
export function packPlaces(places: Int32Array): AnswerBytes {
  const bytes = new Uint8Array(new ArrayBuffer((places.length + 3) & ~3), 0, places.length);
  // -1 has the bits of 255.
  bytes.set(places);
  return seenIn(bytes);
}

function placesOfBits(bits: number): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < 32; place++) if ((bits >>> place) & 1) places.push(place);
  return places;
}

function seenIn(bytes: Uint8Array): AnswerBytes {
  const there = new Uint8Array(256);
  for (let row = 0; row < bytes.length; row++) there[bytes[row]!] = 1;
  const seen: number[] = [];
  for (let byte = 0; byte < noAnswer; byte++) if (there[byte] === 1) seen.push(byte);
  return { bytes, seen, complete: there[noAnswer] === 0 };
}
