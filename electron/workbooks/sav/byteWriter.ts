/** Collects little-endian numbers and bytes in a buffer that grows. */
export class ByteWriter {
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  #room(count: number): number {
    const at = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      grown.set(this.#bytes);
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }

  byte(value: number): void {
    const at = this.#room(1);
    this.#bytes[at] = value;
  }

  int32(...values: readonly number[]): void {
    for (const value of values) {
      const at = this.#room(4);
      this.#view.setInt32(at, value, true);
    }
  }

  int64(value: number): void {
    const at = this.#room(8);
    this.#view.setBigInt64(at, BigInt(value), true);
  }

  float64(value: number): void {
    const at = this.#room(8);
    this.#view.setFloat64(at, value, true);
  }

  bytes(piece: Uint8Array): void {
    const at = this.#room(piece.length);
    this.#bytes.set(piece, at);
  }

  fill(value: number, count: number): void {
    const at = this.#room(count);
    this.#bytes.fill(value, at, at + count);
  }

  /** The piece cut or filled with spaces to the length. */
  padded(piece: Uint8Array, length: number): void {
    this.bytes(piece.subarray(0, length));
    this.fill(0x20, Math.max(0, length - piece.length));
  }

  setByte(at: number, value: number): void {
    this.#bytes[at] = value;
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
