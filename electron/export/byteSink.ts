/** Takes the bytes of a file one piece after another. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
}

/** Keeps what is written, for files small enough to be held whole. */
export class KeptBytes implements ByteSink {
  private readonly pieces: Uint8Array[] = [];

  write(bytes: Uint8Array): void {
    this.pieces.push(bytes);
  }

  /** Everything so far. */
  all(): Uint8Array {
    const all = new Uint8Array(this.pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}
