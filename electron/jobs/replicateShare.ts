import { findReplicateTask } from '../../shared/analyses/replicateTasks.ts';
import type { Replicates } from '../../shared/model/replicates.ts';
import type { RunControl } from '../../shared/model/runControl.ts';

/**
 * Replicate work that lies open in shared memory: whoever has time takes the next chunk, computes it and writes its numbers to their
 * places. The worker that offers it works on it like the others and never depends on them.
 */
export interface ReplicateOffer {
  readonly task: string;
  /** What the task is prepared from; its arrays lie in the shared memory. */
  readonly input: unknown;
  /** Replicates first .. first + count - 1. */
  readonly first: number;
  readonly count: number;
  readonly values: Float64Array<SharedArrayBuffer>;
  /** See `place`, then the state of each chunk. */
  readonly board: Int32Array<SharedArrayBuffer>;
  /** The memory serves one round of work after the other; a board that is in another round is not this offer's. */
  readonly round: number;
}

const place = {
  /** The round and the chunk to be taken next, in one number, so that both are looked at and changed at once. */
  next: 0,
  /** Replicates done so far, by all. */
  done: 1,
  /** 1 = helpers go after their chunk: other work waits for them. */
  leave: 2,
  states: 3,
} as const;
const state = { open: 0, done: 1 } as const;

/** Small enough that cancelling and leaving wait for no more than some milliseconds of the usual models. */
const chunkSize = 10;
const chunkBits = 20;
const chunkMask = 2 ** chunkBits - 1;
const rounds = 2 ** (31 - chunkBits);

/** Shared memory for numbers of one round; longer work takes several. */
const roundBytes = 2 ** 24;

/** A helper that is this long at a chunk has come to grief or is slower than doing it again. */
const patienceMs = 100;

const chunksOf = ({ board }: ReplicateOffer): number => board.length - place.states;

/** The next chunk of this offer's round, or null. */
function takeChunk(offer: ReplicateOffer): number | null {
  for (;;) {
    const next = Atomics.load(offer.board, place.next);
    const chunk = next & chunkMask;
    if (next >> chunkBits !== offer.round || chunk >= chunksOf(offer)) return null;
    if (Atomics.compareExchange(offer.board, place.next, next, next + 1) === next) return chunk;
  }
}

function computeChunk(
  { first, count, values, board }: ReplicateOffer,
  { width, run }: Replicates,
  chunk: number,
): void {
  const end = Math.min(count, (chunk + 1) * chunkSize);
  for (let i = chunk * chunkSize; i < end; i++) run(first + i, values, i * width);
  Atomics.add(board, place.done, end - chunk * chunkSize);
  Atomics.store(board, place.states + chunk, state.done);
  Atomics.notify(board, place.states + chunk);
}

/** In the worker that was asked to help. @throws what the task throws; the chunk is then done by the one who offered it */
export function helpWithReplicates(offer: ReplicateOffer): void {
  if (!isOpen(offer)) return;
  const work = findReplicateTask(offer.task).prepare(offer.input as never);
  while (Atomics.load(offer.board, place.leave) === 0) {
    const chunk = takeChunk(offer);
    if (chunk === null) return;
    computeChunk(offer, work, chunk);
  }
}

/** Whether chunks are left to be taken. */
export function isOpen(offer: ReplicateOffer): boolean {
  const next = Atomics.load(offer.board, place.next);
  return next >> chunkBits === offer.round && (next & chunkMask) < chunksOf(offer);
}

/** Sends helpers away after their chunk, or lets them come again. */
export function letHelpersLeave({ board }: ReplicateOffer, leave: boolean): void {
  Atomics.store(board, place.leave, leave ? 1 : 0);
}

/** Doubles in the arrays of an input. */
function doublesIn(value: unknown): number {
  if (value instanceof Float64Array) return value.length;
  if (ArrayBuffer.isView(value) || value === null || typeof value !== 'object') return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + doublesIn(one), 0);
}

/** A copy whose arrays of doubles lie where `room` says. */
function copied(value: unknown, room: (length: number) => Float64Array): unknown {
  if (value instanceof Float64Array) {
    const copy = room(value.length);
    copy.set(value);
    return copy;
  }
  if (ArrayBuffer.isView(value) || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => copied(one, room));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copied(one, room)]));
}

/**
 * How the computations of a worker share replicates: they offer them, take part, and do again what a helper that vanished has left.
 *
 * One piece of shared memory serves all of a worker's work: memory that several threads can see is not counted by any of them, so a
 * new piece for each computation would pile up long before anyone collects it. It is used again only when every chunk of the round
 * before was finished; a helper that is late finds another round on the board and takes nothing.
 */
export class ReplicateSharer {
  #memory = new SharedArrayBuffer(0);
  #round = 0;

  /** @param offer  tells the host that there is work for whoever is free */
  control(offer: (offered: ReplicateOffer) => void, control: RunControl): NonNullable<RunControl['shareReplicates']> {
    return (task, input, count, progress) => {
      const work = task.prepare(input);
      const values = new Float64Array(count * work.width);
      const perRound = Math.max(chunkSize, Math.floor(roundBytes / (8 * work.width)));
      for (let first = 0; first < count; first += perRound) {
        const offered = this.#open(task.name, input, work.width, first, Math.min(perRound, count - first));
        const pause = (): void => {
          control.throwIfCancelled();
          const done = first + Math.min(offered.count, Atomics.load(offered.board, place.done));
          control.report(progress.before + done, progress.total, progress.phase);
        };
        this.#work(offered, work, pause, offer);
        values.set(offered.values.subarray(0, offered.count * work.width), first * work.width);
      }
      return values;
    };
  }

  #open(task: string, input: unknown, width: number, first: number, count: number): ReplicateOffer {
    const chunks = Math.ceil(count / chunkSize);
    const boardBytes = 8 * Math.ceil((place.states + chunks) / 2);
    const bytes = boardBytes + 8 * (count * width + doublesIn(input));
    if (this.#memory.byteLength < bytes) this.#memory = new SharedArrayBuffer(bytes);
    const memory = this.#memory;
    let at = boardBytes;
    const room = (length: number): Float64Array<SharedArrayBuffer> => {
      at += 8 * length;
      return new Float64Array(memory, at - 8 * length, length);
    };
    this.#round = (this.#round + 1) % rounds;
    const board = new Int32Array(memory, 0, place.states + chunks);
    const offered: ReplicateOffer = {
      task,
      values: room(count * width),
      input: copied(input, room),
      first,
      count,
      board,
      round: this.#round,
    };
    board.fill(0, place.done);
    // Only now is there anything to take.
    Atomics.store(board, place.next, this.#round << chunkBits);
    return offered;
  }

  #work(offered: ReplicateOffer, work: Replicates, pause: () => void, offer: (offered: ReplicateOffer) => void): void {
    const { board } = offered;
    const chunks = chunksOf(offered);
    let clean = false;
    try {
      if (chunks > 1) offer(offered);
      for (let chunk: number | null = 0; chunk !== null; ) {
        pause();
        chunk = takeChunk(offered);
        if (chunk !== null) computeChunk(offered, work, chunk);
      }
      clean = true;
      for (let chunk = 0; chunk < chunks; chunk++) {
        while (Atomics.load(board, place.states + chunk) !== state.done) {
          pause();
          if (Atomics.wait(board, place.states + chunk, state.open, patienceMs) === 'timed-out') {
            // Whoever has it may still write its numbers, the same ones: this memory is left to it.
            clean = false;
            computeChunk(offered, work, chunk);
          }
        }
      }
    } catch (error) {
      clean = false;
      throw error;
    } finally {
      // Nothing more to take, in this round or for one who comes late.
      Atomics.store(board, place.next, (this.#round << chunkBits) | chunkMask);
      if (!clean) this.#memory = new SharedArrayBuffer(0);
    }
  }
}
