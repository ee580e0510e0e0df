import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { EventMessage } from '../../../shared/contract/wire.ts';
import type { EventLog } from '../eventLog.ts';

const heartbeatMs = 15_000;
/** A window that does not read for this many bytes is let go; it reconnects and is told what it missed. */
const unreadCap = 64 * 1024 * 1024;

/** The open event streams of all windows. */
export interface EventStreams {
  /** after: last event the window has seen, null for a new window. */
  open(response: ServerResponse, after: number | null): void;
  send(event: EventMessage): void;
  count(): number;
  closeAll(): void;
}

export function createEventStreams(log: EventLog): EventStreams {
  const run = randomUUID();
  const streams = new Set<ServerResponse>();
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(': alive\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  const write = (stream: ServerResponse, name: string, data: unknown): void => {
    if (stream.writableLength > unreadCap) stream.destroy();
    else stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };

  return {
    open(response, after) {
      response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
      const missed = after === null ? [] : log.since(after);
      write(response, 'hello', { run, complete: missed !== null, last: log.last() });
      for (const event of missed ?? []) write(response, 'event', event);
      streams.add(response);
      response.on('close', () => streams.delete(response));
    },
    send(event) {
      for (const stream of streams) write(stream, 'event', event);
    },
    count: () => streams.size,
    closeAll() {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
      streams.clear();
    },
  };
}
