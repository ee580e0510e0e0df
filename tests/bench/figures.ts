/** One measured figure. Times are medians; runs tells of how many. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'rows/s' | 'ratio';
  readonly runs: number;
  /** What we aim at, printed beside the figure; never asserted. */
  readonly aim?: number;
}

export interface Bench {
  readonly name: string;
  run(): Promise<readonly Figure[]>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Median duration in milliseconds of several runs of work. */
export async function timed(runs: number, work: (run: number) => unknown): Promise<number> {
  const durations: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work(run);
    durations.push(performance.now() - started);
  }
  return median(durations);
}
