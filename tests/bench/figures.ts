/** Another program doing the same to a table of that size, measured on two cores. */
export interface Peer {
  readonly name: string;
  readonly value: number;
}

/** One measured figure. Times are medians; runs tells of how many. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'rows/s' | 'fps' | 'ratio';
  readonly runs: number;
  /** What we aim at, printed beside the figure; never asserted. */
  readonly aim?: number;
  readonly peers?: readonly Peer[];
  /** Processor time of one run over all threads: on a busy machine it says more than the clock. */
  readonly processorMs?: number;
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

export interface Timed {
  readonly value: number;
  readonly processorMs: number;
}

/** Median duration of several runs of work, and median processor time of this process meanwhile, in milliseconds. */
export async function timedWithProcessor(runs: number, work: (run: number) => unknown): Promise<Timed> {
  const durations: number[] = [];
  const processor: number[] = [];
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage();
    const started = performance.now();
    await work(run);
    durations.push(performance.now() - started);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
  }
  return { value: median(durations), processorMs: median(processor) };
}

/** Median duration in milliseconds of several runs of work. */
export const timed = async (runs: number, work: (run: number) => unknown): Promise<number> =>
  (await timedWithProcessor(runs, work)).value;

/** One line for people: value, aim, and how many times a peer's time ours is. */
export function lineOf({ name, value, unit, runs, aim, peers = [], processorMs }: Figure): string {
  const beside = [
    ...(processorMs === undefined ? [] : [`processor ${processorMs.toFixed(processorMs < 100 ? 1 : 0)}`]),
    ...(aim === undefined ? [] : [`aim ${aim}`]),
    ...peers.map((peer) => `${peer.name} ${peer.value} (${(value / peer.value).toFixed(2)} x)`),
  ];
  const digits = value < 100 ? 1 : 0;
  return `  ${name.padEnd(52)} ${value.toFixed(digits).padStart(9)} ${unit.padEnd(6)} of ${runs}  ${beside.join('  ')}`.trimEnd();
}
