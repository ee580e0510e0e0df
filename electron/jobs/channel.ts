import { parentPort, Worker, type Transferable } from 'node:worker_threads';
import { AppError } from '../../shared/contract/errors.ts';
import { CancelledError, InputError } from '../../shared/model/errors.ts';
import type { RunControl } from '../../shared/model/runControl.ts';
import type { ReplicateOffer } from './replicateShare.ts';
import { type WorkerName, workerEntry } from './workerEntry.ts';

/** The methods of a worker: one argument, one answer. */
export type WorkerTable<T> = { readonly [M in keyof T]: { readonly input: unknown; readonly output: unknown } };

interface RequestMessage {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
  readonly cancel: SharedArrayBuffer;
}

type SentError = {
  readonly kind: 'input' | 'cancelled' | 'bug';
  readonly code: string;
  readonly details: InputError['details'];
  readonly stack: string;
};
type ReplyMessage =
  | {
      readonly id: number;
      readonly type: 'progress';
      readonly done: number;
      readonly total: number;
      readonly phase: string;
    }
  | { readonly id: number; readonly type: 'offer'; readonly offer: ReplicateOffer }
  | { readonly id: number; readonly type: 'done'; readonly output: unknown }
  | { readonly id: number; readonly type: 'failed'; readonly error: SentError };

function sendable(error: unknown): SentError {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof CancelledError) return { kind: 'cancelled', code: '', details: {}, stack };
  if (error instanceof InputError) return { kind: 'input', code: error.code, details: error.details, stack };
  return { kind: 'bug', code: '', details: {}, stack };
}

function received(sent: SentError): Error {
  if (sent.kind === 'cancelled') return new CancelledError();
  if (sent.kind === 'input') return new AppError(sent.code, sent.details);
  const error = new Error('a worker failed');
  error.stack = sent.stack;
  return error;
}

/** A worker's answer and the buffers that move with it instead of being copied. */
export interface Answer<T> {
  readonly output: T;
  readonly transfer?: readonly Transferable[];
}

/** In a worker, computations can also offer work to others. */
export interface WorkerControl extends RunControl {
  offer(offer: ReplicateOffer): void;
}

export type WorkerHandlers<T extends WorkerTable<T>> = {
  readonly [M in keyof T]: (
    input: T[M]['input'],
    control: WorkerControl,
  ) => Answer<T[M]['output']> | Promise<Answer<T[M]['output']>>;
};

/** Reports are sent at most this often. */
const reportEveryMs = 50;

/** In the worker: answers requests one after another. */
export function serveWorker<T extends WorkerTable<T>>(handlers: WorkerHandlers<T>): void {
  const port = parentPort;
  if (!port) throw new Error('not in a worker');
  const send = (message: ReplyMessage, transfer: readonly Transferable[] = []): void =>
    port.postMessage(message, transfer);
  const handle = async (message: RequestMessage): Promise<void> => {
    const flag = new Int32Array(message.cancel);
    let lastReport = 0;
    const control: WorkerControl = {
      report(done, total, phase) {
        const now = performance.now();
        if (now - lastReport < reportEveryMs) return;
        lastReport = now;
        send({ id: message.id, type: 'progress', done, total, phase });
      },
      throwIfCancelled() {
        if (Atomics.load(flag, 0) !== 0) throw new CancelledError();
      },
      offer: (offer) => send({ id: message.id, type: 'offer', offer }),
    };
    try {
      control.throwIfCancelled();
      const handler = Object.hasOwn(handlers, message.method) ? handlers[message.method as keyof T] : undefined;
      if (!handler) throw new Error(`unknown worker method ${message.method}`);
      const answer = await handler(message.input as never, control);
      send({ id: message.id, type: 'done', output: answer.output }, answer.transfer);
    } catch (error) {
      send({ id: message.id, type: 'failed', error: sendable(error) });
    }
  };
  let queue: Promise<void> = Promise.resolve();
  port.on('message', (message: RequestMessage) => {
    queue = queue.then(() => handle(message));
  });
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly report?: (done: number, total: number, phase: string) => void;
  /** Told of work that the computation offers to others while it runs. */
  readonly offer?: (offer: ReplicateOffer) => void;
  readonly transfer?: readonly Transferable[];
  /** The worker is ended when it takes longer. */
  readonly deadlineMs?: number;
  /** After a cancel the worker has this long to stop by itself; null = it is never ended for it (a worker that owns data). */
  readonly graceMs?: number | null;
}

export interface WorkerClient<T extends WorkerTable<T>> {
  /** @throws what the handler threw; CancelledError; AppError 'jobs.outOfMemory', 'jobs.tooLong', 'jobs.ended' */
  call<M extends keyof T & string>(method: M, input: T[M]['input'], options?: CallOptions): Promise<T[M]['output']>;
  readonly ended: boolean;
  terminate(): Promise<void>;
}

interface Pending {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly report: CallOptions['report'];
  readonly offer: CallOptions['offer'];
}

/** On the host's side: starts a worker and calls it. memoryMb bounds its JavaScript heap. */
export function startWorker<T extends WorkerTable<T>>(
  name: WorkerName,
  options: { readonly memoryMb: number },
): WorkerClient<T> {
  const worker = new Worker(workerEntry(name), {
    name,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb },
    stdout: false,
    stderr: false,
  });
  const pending = new Map<number, Pending>();
  let ended: Error | null = null;
  let nextId = 1;

  const end = (error: Error): void => {
    ended ??= error;
    for (const one of pending.values()) one.reject(ended);
    pending.clear();
    worker.unref();
  };
  const settle = (id: number): Pending | undefined => {
    const one = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) worker.unref();
    return one;
  };
  // An idle worker must not keep the program alive.
  worker.unref();
  worker.on('message', (message: ReplyMessage) => {
    if (message.type === 'progress') pending.get(message.id)?.report?.(message.done, message.total, message.phase);
    else if (message.type === 'offer') pending.get(message.id)?.offer?.(message.offer);
    else if (message.type === 'done') settle(message.id)?.resolve(message.output);
    else settle(message.id)?.reject(received(message.error));
  });
  worker.on('error', (error) => {
    const outOfMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    end(outOfMemory ? new AppError('jobs.outOfMemory') : error instanceof Error ? error : new Error(String(error)));
  });
  worker.on('exit', () => end(new AppError('jobs.ended')));

  const stop = (error: Error): void => {
    end(error);
    void worker.terminate();
  };

  return {
    call(method, input, callOptions = {}) {
      const { signal, report, offer, transfer = [], deadlineMs, graceMs = null } = callOptions;
      if (ended) return Promise.reject(ended);
      if (signal?.aborted) return Promise.reject(new CancelledError());
      const id = nextId++;
      const cancel = new SharedArrayBuffer(4);
      const timers: NodeJS.Timeout[] = [];
      const abort = (): void => {
        Atomics.store(new Int32Array(cancel), 0, 1);
        if (graceMs !== null) timers.push(setTimeout(() => stop(new CancelledError()), graceMs));
      };
      if (deadlineMs !== undefined)
        timers.push(
          setTimeout(() => stop(new AppError('jobs.tooLong', { seconds: Math.round(deadlineMs / 1000) })), deadlineMs),
        );
      const promise = new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject, report, offer });
        worker.ref();
        worker.postMessage({ id, method, input, cancel } satisfies RequestMessage, transfer);
      });
      signal?.addEventListener('abort', abort);
      return promise.finally(() => {
        signal?.removeEventListener('abort', abort);
        for (const timer of timers) clearTimeout(timer);
      }) as Promise<T[typeof method]['output']>;
    },
    get ended() {
      return ended !== null;
    },
    async terminate() {
      end(new AppError('jobs.ended'));
      await worker.terminate();
    },
  };
}
