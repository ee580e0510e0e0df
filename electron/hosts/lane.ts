/** Jobs over one costly thing, such as a browser page. */
export interface Lane<T> {
  /** Does the job when those before it are done. Rejects with the job's own error, or with that of opening. */
  run<R>(job: (opened: T) => Promise<R>): Promise<R>;
  /** Waits for the jobs given so far and lets go of what is open. A later job opens it again. */
  close(): Promise<void>;
}

/**
 * The thing is opened at the first need and kept; jobs run one after another. After a failure it is discarded, so that the next job gets
 * a fresh one. discard must not reject for a thing that is already gone.
 */
export function createLane<T>(open: () => Promise<T>, discard: (opened: T) => Promise<void>): Lane<T> {
  let opened: Promise<T> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function letGo(): Promise<void> {
    const old = opened;
    opened = null;
    const thing = await old?.catch(() => null);
    if (thing !== null && thing !== undefined) await discard(thing);
  }

  return {
    run(job) {
      const next = last.then(async () => {
        opened ??= open();
        try {
          return await job(await opened);
        } catch (error) {
          await letGo();
          throw error;
        }
      });
      last = next.then(
        () => undefined,
        () => undefined,
      );
      return next;
    },
    async close() {
      await last;
      await letGo();
    },
  };
}
