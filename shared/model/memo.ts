/**
 * What has been worked out from one unchanging snapshot, so that many analyses of one run share it: decoded columns, forms' indices.
 * Keys are compared by identity, step by step. What comes out is shared and must not be changed.
 */
export class Memo {
  readonly #root = new Map<unknown, unknown>();
  readonly #rows = new WeakSet<Int32Array>();

  /** Rows that several analyses use; only what is worked out on such rows is worth keeping. */
  share(rows: Int32Array): void {
    this.#rows.add(rows);
  }

  isShared(rows: Int32Array): boolean {
    return this.#rows.has(rows);
  }

  get<T>(keys: readonly [string, ...unknown[]], make: () => T): T {
    let level = this.#root;
    for (const key of keys.slice(0, -1)) {
      let next = level.get(key) as Map<unknown, unknown> | undefined;
      if (!next) level.set(key, (next = new Map()));
      level = next;
    }
    const last = keys.at(-1);
    if (!level.has(last)) level.set(last, make());
    return level.get(last) as T;
  }
}
