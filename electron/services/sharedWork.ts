import { CancelledError } from '../../shared/model/errors.ts';

interface Running<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Work that several callers want at the same time is done once. A caller that is cancelled stops waiting; the work itself is
 * cancelled when nobody waits any more.
 */
export class SharedWork<T> {
  private readonly running = new Map<string, Running<T>>();

  private start(key: string, work: (signal: AbortSignal) => Promise<T>): Running<T> {
    const controller = new AbortController();
    const started: Running<T> = { promise: work(controller.signal), controller, waiting: 0 };
    this.running.set(key, started);
    const end = (): void => {
      if (this.running.get(key) === started) this.running.delete(key);
    };
    started.promise.then(end, end);
    return started;
  }

  /** @throws CancelledError when signal says so; what the work throws */
  async join(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw new CancelledError();
    const shared = this.running.get(key) ?? this.start(key, work);
    shared.waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        shared.waiting--;
        if (shared.waiting === 0) {
          if (this.running.get(key) === shared) this.running.delete(key);
          shared.controller.abort();
        }
        reject(new CancelledError());
      };
      signal.addEventListener('abort', leave, { once: true });
      shared.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }
}

/** The results of work on each item, in order, with at most so many at a time: long lists of one caller leave room for others. */
export async function inTurn<I, O>(items: readonly I[], atOnce: number, work: (item: I) => Promise<O>): Promise<O[]> {
  const results: O[] = [];
  let next = 0;
  const line = async (): Promise<void> => {
    while (next < items.length) {
      const place = next++;
      results[place] = await work(items[place]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, line));
  return results;
}
