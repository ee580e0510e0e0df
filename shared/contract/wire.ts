import type { WireError } from './errors.ts';
import type { EventName, Events } from './events.ts';

/**
 * What travels between a window and its host, the same over Electron's IPC and over HTTP. Everything is JSON-safe.
 *
 * Events and replies may travel on different channels, so each event carries a sequence number (1, 2, 3, … per host run) and each
 * reply the number of the last event sent before it: the client hands a reply on only after the events that belong before it.
 */
export interface CallMessage {
  /** Chosen by the window, unique among its running calls; names the call for cancel and progress. */
  readonly callId: string;
  readonly method: string;
  readonly input: unknown;
}

export type CallReply =
  | { readonly ok: true; readonly output: unknown; readonly lastEvent: number }
  | { readonly ok: false; readonly error: WireError; readonly lastEvent: number };

export type EventMessage = {
  readonly [E in EventName]: { readonly sequence: number; readonly name: E; readonly payload: Events[E] };
}[EventName];

/** A file the user chose, behind the handle the methods take. size in bytes. */
export interface ChosenFile {
  readonly file: string;
  readonly name: string;
  readonly size: number;
}

/** What the preload script puts on window.csi: the desktop's whole door. */
export interface DesktopBridge {
  call(message: CallMessage): Promise<CallReply>;
  cancel(callId: string): void;
  subscribe(listener: (event: EventMessage) => void): void;
  /** The file a user dropped on the window or pasted; null when it is not a file on the disk. */
  fileFromDrop(file: unknown): Promise<ChosenFile | null>;
}

/** Longest accepted message in bytes of JSON; only 'files.store' (pictures made in the window) may be larger. */
export const messageCap = (method: string): number => (method === 'files.store' ? 66 * 1024 * 1024 : 16 * 1024 * 1024);

/** Largest upload in bytes. */
export const uploadCap = 1024 * 1024 * 1024;

/** Names of the web host's headers. */
export const webHeaders = { token: 'x-csi-token', fileName: 'x-csi-file-name' } as const;
