import { InputError } from '../../../shared/model/errors.ts';

/** Reads numbers and byte runs in order; every step is checked against the end of the file. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  littleEndian = true;
  /** Offset of the next byte. */
  at: number;
  readonly end: number;

  /** @param end  offset behind the last byte that may be read; offsets count from the beginning of bytes */
  constructor(bytes: Uint8Array, at = 0, end = bytes.length, littleEndian = true) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
    this.end = end;
    this.littleEndian = littleEndian;
  }

  get left(): number {
    return this.end - this.at;
  }

  /** @throws InputError sav.truncated when fewer than count bytes are left or count is no length */
  need(count: number, what: string): void {
    if (!(count >= 0 && count <= this.left)) throw new InputError('sav.truncated', { offset: this.at, what });
  }

  int32(what: string): number {
    this.need(4, what);
    const value = this.#view.getInt32(this.at, this.littleEndian);
    this.at += 4;
    return value;
  }

  /** A 64-bit integer as a double: exact up to 2^53, and no file is larger. */
  int64(what: string): number {
    this.need(8, what);
    const value = Number(this.#view.getBigInt64(this.at, this.littleEndian));
    this.at += 8;
    return value;
  }

  float64(what: string): number {
    this.need(8, what);
    const value = this.#view.getFloat64(this.at, this.littleEndian);
    this.at += 8;
    return value;
  }

  byte(what: string): number {
    this.need(1, what);
    return this.bytes[this.at++]!;
  }

  take(count: number, what: string): Uint8Array {
    this.need(count, what);
    const piece = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return piece;
  }

  skip(count: number, what: string): void {
    this.need(count, what);
    this.at += count;
  }
}
