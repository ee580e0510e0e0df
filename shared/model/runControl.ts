import type { ReplicateProgress, ReplicateTask } from './replicates.ts';
import type { Segmenter } from './segmenter.ts';

/** How long work reports and stops. Core code calls both between steps; the host supplies the object. */
export interface RunControl {
  report(done: number, total: number, phase: string): void;
  /** @throws CancelledError */
  throwIfCancelled(): void;
  /** The host's dictionary of words; absent: plainSegmenter. */
  readonly segmenter?: Segmenter;
  /** Replicates divided among the host's workers; absent: runReplicates does them one after another. */
  shareReplicates?<I>(task: ReplicateTask<I>, input: I, count: number, progress: ReplicateProgress): Float64Array;
}

/** For callers that neither watch nor stop. */
export const uncontrolled: RunControl = { report: () => undefined, throwIfCancelled: () => undefined };
