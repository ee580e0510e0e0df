const firstSlots = 1 << 12;

/** Distinct texts of a file by their UTF-8 bytes, each decoded once: a survey's answers repeat a few hundred times each. */
export class TextTable {
  readonly texts: string[] = [];
  /** Code + 1 by hash; 0 = free. */
  #slots = new Int32Array(firstSlots);
  #hashes = new Int32Array(firstSlots);
  #froms = new Float64Array(firstSlots);
  #lengths = new Int32Array(firstSlots);
  readonly #sources: Uint8Array[] = [];

  /** The code of the text in bytes [from, to); source must not change afterwards. */
  codeOf(source: Uint8Array, from: number, to: number): number {
    let hash = to - from;
    for (let at = from; at < to; at++) hash = Math.imul(hash ^ source[at]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.#slots[slot]! - 1;
      if (code < 0) return this.#add(source, from, to, hash, slot);
      if (this.#hashes[code] === hash && this.#equals(code, source, from, to)) return code;
    }
  }

  #equals(code: number, source: Uint8Array, from: number, to: number): boolean {
    if (this.#lengths[code] !== to - from) return false;
    const own = this.#sources[code]!;
    const start = this.#froms[code]!;
    for (let i = 0; i < to - from; i++) if (own[start + i] !== source[from + i]) return false;
    return true;
  }

  #add(source: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const code = this.texts.length;
    this.texts.push(Buffer.from(source.buffer, source.byteOffset + from, to - from).toString('utf8'));
    this.#sources.push(source);
    this.#hashes[code] = hash;
    this.#froms[code] = from;
    this.#lengths[code] = to - from;
    this.#slots[slot] = code + 1;
    if (2 * (code + 1) >= this.#slots.length) this.#grow();
    return code;
  }

  #grow(): void {
    const size = 2 * this.#slots.length;
    const slots = new Int32Array(size);
    for (let code = 0; code < this.texts.length; code++) {
      let slot = this.#hashes[code]! & (size - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      slots[slot] = code + 1;
    }
    this.#slots = slots;
    this.#hashes = longer(this.#hashes, new Int32Array(size));
    this.#froms = longer(this.#froms, new Float64Array(size));
    this.#lengths = longer(this.#lengths, new Int32Array(size));
  }
}

function longer<T extends Int32Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
