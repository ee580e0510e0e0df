import type { CallMessage, CallReply, ChosenFile, EventMessage } from '../../shared/contract/wire.ts';

/** open: events arrive; lost: being reconnected; ended: the host is gone for good and the window must be opened anew. */
export type ConnectionState = 'open' | 'lost' | 'ended';

export interface ConnectionChange {
  readonly state: ConnectionState;
  /** Events were lost meanwhile: ask for the state of what is on screen. */
  readonly missedEvents: boolean;
}

/** How messages reach the host. Methods' types are not known here: createClient adds them. */
export interface Transport {
  readonly kind: 'desktop' | 'web';
  call(message: CallMessage): Promise<CallReply>;
  cancel(callId: string): void;
  onEvent(listener: (event: EventMessage) => void): void;
  onConnection(listener: (change: ConnectionChange) => void): void;
  /** null: the user thought better of it. */
  chooseFile(
    purpose: 'workbook' | 'project',
    call: (message: Omit<CallMessage, 'callId'>) => Promise<unknown>,
  ): Promise<ChosenFile | null>;
  fileFromDrop(file: File): Promise<ChosenFile | null>;
  /** Lets the user keep a produced file; false when they thought better of it. */
  saveFile(
    file: string,
    name: string,
    call: (message: Omit<CallMessage, 'callId'>) => Promise<unknown>,
  ): Promise<boolean>;
}
