import { InputError } from '../../../shared/model/errors.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const slash = 0x2f;
/** Splash lines (5 x 40 bytes) and the table of characters (256 bytes) stand before the tag. */
const tagAt = 456;
const tag = 'SPSSPORT';
/** The beginning, line ends included, in which the tag must stand. */
const lookedAt = 1024;
const longestText = 32_767;
const longestNumber = 60;

/** The bytes without line ends: lines are cut at 80 bytes wherever that falls. */
function joined(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte !== newline && byte !== carriageReturn) out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** True for a portable file whose characters are ASCII, as every program of the last decades writes them. */
export function isPortable(head: Uint8Array): boolean {
  const start = joined(head.subarray(0, lookedAt)).subarray(tagAt, tagAt + tag.length);
  return Buffer.from(start).toString('latin1') === tag;
}

const damaged = (offset: number, what: string): InputError => new InputError('sav.recordDamaged', { offset, what });

/** A digit of base 30, -1 where the byte is none. */
function digitOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x41 && byte <= 0x54 ? byte - 0x41 + 10 : -1;
}

const exactDigits = 10;

/** Base-30 text as the nearest number: digits beyond 53 bits only shift the exponent. NaN where it is none. */
export function parseBase30(text: string): number {
  const match = /^([+-]?)([0-9A-T]*)(?:\.([0-9A-T]*))?(?:([+-])([0-9A-T]{1,4}))?$/.exec(text);
  if (!match) return Number.NaN;
  const [, sign, whole = '', part = '', direction, shift = ''] = match;
  if (whole + part === '') return Number.NaN;
  const all = (whole + part).replace(/^0+/, '');
  const kept = all.slice(0, exactDigits);
  const mantissa = Number.parseInt(kept || '0', 30);
  const moved = (direction === '-' ? -1 : 1) * (shift === '' ? 0 : Number.parseInt(shift, 30));
  const exponent = moved - part.length + (all.length - kept.length);
  // Digits left off: below 30^-10 of the value, but they belong to it.
  const rest = all.length > kept.length ? Number.parseInt(all.slice(exactDigits, 2 * exactDigits), 30) : 0;
  const restDigits = Math.min(all.length - kept.length, exactDigits);
  const full = mantissa + rest / 30 ** restDigits;
  const value = exponent < 0 ? full / 30 ** -exponent : full * 30 ** exponent;
  return sign === '-' ? -value : value;
}

/** Reads the fields of a portable file one after another. Offsets in errors count bytes without line ends. */
export class PorReader {
  readonly #bytes: Uint8Array;
  #at = tagAt + tag.length;

  constructor(bytes: Uint8Array) {
    this.#bytes = joined(bytes);
  }

  get offset(): number {
    return this.#at;
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** @throws InputError sav.truncated */
  byte(): number {
    if (this.#at >= this.#bytes.length) throw new InputError('sav.truncated', { offset: this.#at, what: 'record' });
    return this.#bytes[this.#at++]!;
  }

  /** The next record's letter; '' at the end. */
  letter(): string {
    return this.#at < this.#bytes.length ? String.fromCharCode(this.#bytes[this.#at++]!) : '';
  }

  /** True, and past it, when the filling of the last line begins here. */
  atEnd(): boolean {
    return this.#at >= this.#bytes.length || this.#bytes[this.#at] === 0x5a;
  }

  /** A number, NaN for system-missing. @throws InputError sav.recordDamaged, sav.truncated */
  number(): number {
    const start = this.#at;
    while (this.#bytes[this.#at] === 0x20) this.#at++;
    if (this.#bytes[this.#at] === 0x2a) {
      this.#at++;
      this.byte();
      return Number.NaN;
    }
    const from = this.#at;
    while (this.#at < this.#bytes.length && this.#bytes[this.#at] !== slash) {
      if (this.#at - from > longestNumber) throw damaged(start, 'number');
      this.#at++;
    }
    const text = Buffer.from(this.#bytes.subarray(from, this.#at)).toString('latin1');
    this.byte();
    const value = parseBase30(text);
    if (Number.isNaN(value)) throw damaged(start, 'number');
    return Number.isFinite(value) ? value : Number.NaN;
  }

  /** @throws InputError sav.recordDamaged, sav.truncated */
  integer(most: number): number {
    const start = this.#at;
    let value = 0;
    for (let byte = this.byte(); byte !== slash; byte = this.byte()) {
      const digit = digitOf(byte);
      value = value * 30 + digit;
      if (digit < 0 || value > most) throw damaged(start, 'integer');
    }
    if (this.#at === start + 1) throw damaged(start, 'integer');
    return value;
  }

  /** The bytes of a text. @throws InputError sav.recordDamaged, sav.truncated */
  text(): Uint8Array {
    const length = this.integer(longestText);
    const start = this.#at;
    if (start + length > this.#bytes.length) throw new InputError('sav.truncated', { offset: start, what: 'text' });
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** Fixed characters. @throws InputError sav.truncated */
  skip(count: number): void {
    for (let i = 0; i < count; i++) this.byte();
  }
}
