import type { RunControl } from './runControl.ts';

/** Work of many replicates (resamples, rows left out, permutations), each known by its number alone. */
export interface Replicates {
  /** Numbers of one replicate. */
  readonly width: number;
  /** Fills `out` from `at` on; NaN where the replicate has no answer. The same for a number whoever asks, in any order. */
  run(replicate: number, out: Float64Array, at: number): void;
}

/**
 * A kind of replicate work that several workers can take part in: found by its name in the table of tasks, made ready in each worker
 * from the same input. The input holds plain objects, numbers, texts and typed arrays: what can be sent to a worker.
 */
export interface ReplicateTask<I> {
  readonly name: string;
  prepare(input: I): Replicates;
}

/** Where a part of the work stands in the progress of the whole. */
export interface ReplicateProgress {
  readonly before: number;
  readonly total: number;
  readonly phase: string;
}

/** Cancelling and progress are looked at once in so many replicates. */
const pauseEvery = 10;

/**
 * Numbers of the replicates 0 .. count - 1, row after row: count x width. Workers of the host share the work where there are some; the
 * answer does not depend on it.
 *
 * @throws CancelledError
 */
export function runReplicates<I>(
  task: ReplicateTask<I>,
  input: I,
  count: number,
  control: RunControl,
  progress: ReplicateProgress = { before: 0, total: count, phase: 'resampling' },
): Float64Array {
  if (control.shareReplicates) return control.shareReplicates(task, input, count, progress);
  const { width, run } = task.prepare(input);
  const values = new Float64Array(count * width);
  for (let replicate = 0; replicate < count; replicate++) {
    if (replicate % pauseEvery === 0) {
      control.throwIfCancelled();
      control.report(progress.before + replicate, progress.total, progress.phase);
    }
    run(replicate, values, replicate * width);
  }
  return values;
}
