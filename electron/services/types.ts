import type { EventName, Events } from '../../shared/contract/events.ts';
import type { Input, MethodName, Output } from '../../shared/contract/methods.ts';

/** What a method gets beside its input. */
export interface CallContext {
  /** Of the caller: what it cancels by. */
  readonly callId: string;
  readonly signal: AbortSignal;
  /** How far a long call is; phase: which part of its work. */
  report(done: number, total: number, phase: string): void;
}

export type ServiceFunction<M extends MethodName> = (input: Input<M>, context: CallContext) => Promise<Output<M>>;
/** One function per method of the contract. */
export type ServiceTable = { readonly [M in MethodName]: ServiceFunction<M> };

export type EventListener = <E extends EventName>(name: E, payload: Events[E]) => void;

/** A produced or chosen file behind an opaque handle. */
export interface RegisteredFile {
  readonly handle: string;
  /** As the user knows it, with its ending. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Absolute path inside the machine's side. */
  readonly path: string;
}

/** Files by opaque handle: chosen, uploaded, or produced. Temporary ones live in the data folder and go when the program ends. */
export interface FileRegistry {
  /** A file that stays where it is (chosen in a dialog, named on the command line). */
  adopt(path: string): Promise<RegisteredFile>;
  /** An unused absolute path in the temporary folder that ends in the name, made safe: for files that are written piece by piece and then adopted. */
  pathFor(name: string): Promise<string>;
  /** Bytes that arrive (an upload) or were produced (an export); written to the temporary folder. */
  store(name: string, bytes: Uint8Array): Promise<RegisteredFile>;
  /** @throws AppError 'files.unknownHandle' */
  get(handle: string): RegisteredFile;
}

/** The whole machine's side behind one door; hosts only move messages. */
export interface Services {
  /** Parses the input, runs the method, parses the output. @throws InputError with a stable code; anything else is a bug of ours */
  call(method: string, input: unknown, context: CallContext): Promise<unknown>;
  /** Gives what ends the subscription. */
  subscribe(listener: EventListener): () => void;
  readonly files: FileRegistry;
  /** Saves and closes every open project and ends the workers. */
  close(): Promise<void>;
}
