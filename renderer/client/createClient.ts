import type { EventName, Events } from '../../shared/contract/events.ts';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';
import type { CallMessage, CallReply, ChosenFile } from '../../shared/contract/wire.ts';
import { ClientError } from './ClientError.ts';
import type { ConnectionChange, Transport } from './transport.ts';

export interface CallOptions {
  /** Aborting asks the host to stop; the call then rejects with kind 'cancelled'. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly phase: string }) => void;
}

/** The machine's side as the window sees it. Every failure is a ClientError. */
export interface Client {
  readonly kind: 'desktop' | 'web';
  call<M extends MethodName>(method: M, input: Input<M>, options?: CallOptions): Promise<Output<M>>;
  /** @returns a function that ends the subscription */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void;
  /** Is told the present state at once, then every change. @returns a function that ends the subscription */
  onConnection(listener: (change: ConnectionChange) => void): () => void;
  chooseFile(purpose: 'workbook' | 'project'): Promise<ChosenFile | null>;
  fileFromDrop(file: File): Promise<ChosenFile | null>;
  saveFile(file: string, name: string): Promise<boolean>;
}

/** A reply waits at most this long for the events that belong before it (their channel may be reconnecting). */
const eventPatienceMs = 2_000;

type AnyListener = (payload: Events[EventName]) => void;

/** Calls, events, progress and cancelling over a transport, typed by the contract. */
export function createClient(transport: Transport): Client {
  const listeners = new Map<EventName, Set<AnyListener>>();
  const connectionListeners = new Set<(change: ConnectionChange) => void>();
  const progress = new Map<string, NonNullable<CallOptions['onProgress']>>();
  let waiting: { readonly sequence: number; readonly resolve: () => void }[] = [];
  let lastSeen = 0;
  let connection: ConnectionChange = { state: 'open', missedEvents: false };
  let nextCall = 0;
  const windowId = crypto.randomUUID();

  const wakeUp = (): void => {
    const due = waiting.filter((one) => one.sequence <= lastSeen);
    waiting = waiting.filter((one) => one.sequence > lastSeen);
    for (const one of due) one.resolve();
  };

  transport.onEvent((event) => {
    // A reconnected stream may repeat events.
    if (event.sequence <= lastSeen) return;
    lastSeen = event.sequence;
    if (event.name === 'job.progress') progress.get(event.payload.callId)?.(event.payload);
    for (const listener of listeners.get(event.name) ?? []) listener(event.payload);
    wakeUp();
  });
  transport.onConnection((change) => {
    connection = change;
    for (const listener of connectionListeners) listener(change);
  });

  const eventsBefore = (sequence: number): Promise<void> => {
    if (sequence <= lastSeen || connection.state !== 'open') return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, eventPatienceMs);
      waiting.push({
        sequence,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      });
    });
  };

  async function send(message: Omit<CallMessage, 'callId'>, options: CallOptions = {}): Promise<unknown> {
    const { signal, onProgress } = options;
    if (signal?.aborted) throw cancelled();
    const callId = `${windowId}:${(nextCall += 1)}`;
    const onAbort = (): void => transport.cancel(callId);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (onProgress) progress.set(callId, onProgress);
    let reply: CallReply;
    try {
      reply = await transport.call({ callId, ...message });
      await eventsBefore(reply.lastEvent);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      progress.delete(callId);
    }
    if (!reply.ok) throw new ClientError(reply.error);
    return reply.output;
  }

  return {
    kind: transport.kind,
    // The host parsed the output with the method's schema, so the type is what the contract says.
    call: (method, input, options) => send({ method, input }, options) as Promise<never>,
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set<AnyListener>();
      listeners.set(event, set);
      const own = listener as AnyListener;
      set.add(own);
      return () => void set.delete(own);
    },
    onConnection: (listener) => {
      connectionListeners.add(listener);
      listener(connection);
      return () => void connectionListeners.delete(listener);
    },
    chooseFile: (purpose) => transport.chooseFile(purpose, send),
    fileFromDrop: (file) => transport.fileFromDrop(file),
    saveFile: (file, name) => transport.saveFile(file, name, send),
  };
}

function cancelled(): ClientError {
  return new ClientError({
    kind: 'cancelled',
    code: 'cancelled',
    message: { zh: '已取消', en: 'Cancelled' },
    details: {},
  });
}
