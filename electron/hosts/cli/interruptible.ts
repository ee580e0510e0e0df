import type { CliIo } from './arguments.ts';

/** Work that Ctrl-C asks to stop; a second one ends the program as everywhere. The progress line is gone afterwards. */
export async function interruptible<T>(io: CliIo, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once('SIGINT', interrupt);
  try {
    return await work(stop.signal);
  } finally {
    process.off('SIGINT', interrupt);
    io.progress('');
  }
}

export const progressText = (done: number, total: number, phase: string): string =>
  total > 0 ? `${phase} ${Math.round((100 * done) / total)} %` : phase;
