import type { EventName, Events } from '../../shared/contract/events.ts';
import type { EventMessage } from '../../shared/contract/wire.ts';

/** Numbers events and keeps the latest for windows that reconnect. */
export interface EventLog {
  /** Sequence number of the latest event; 0 before the first. */
  last(): number;
  add<E extends EventName>(name: E, payload: Events[E]): EventMessage;
  /** Events after a number, oldest first; null when some of them are no longer kept. */
  since(sequence: number): readonly EventMessage[] | null;
}

export function createEventLog(keep: number): EventLog {
  const kept: EventMessage[] = [];
  let last = 0;
  let droppedUpTo = 0;
  return {
    last: () => last,
    add(name, payload) {
      last += 1;
      const message = { sequence: last, name, payload } as EventMessage;
      // Progress is worth nothing later; its numbers may be missing from a replay.
      if (name !== 'job.progress') kept.push(message);
      if (kept.length > keep) droppedUpTo = kept.shift()?.sequence ?? droppedUpTo;
      return message;
    },
    since(sequence) {
      if (sequence > last || sequence < droppedUpTo) return null;
      return kept.filter((one) => one.sequence > sequence);
    },
  };
}
