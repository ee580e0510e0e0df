import { describe, expect, it, vi } from 'vitest';
import { createClient } from '../../../renderer/client/createClient.ts';
import { ClientError } from '../../../renderer/client/ClientError.ts';
import type { ConnectionChange, Transport } from '../../../renderer/client/transport.ts';
import type { CallMessage, CallReply, EventMessage } from '../../../shared/contract/wire.ts';

function fakeTransport(answer: (message: CallMessage) => Promise<CallReply>) {
  const state: {
    event: (event: EventMessage) => void;
    connection: (change: ConnectionChange) => void;
    cancelled: string[];
  } = {
    event: () => undefined,
    connection: () => undefined,
    cancelled: [],
  };
  const transport: Transport = {
    kind: 'web',
    call: answer,
    cancel: (callId) => void state.cancelled.push(callId),
    onEvent: (listener) => {
      state.event = listener;
    },
    onConnection: (listener) => {
      state.connection = listener;
    },
    chooseFile: () => Promise.resolve(null),
    fileFromDrop: () => Promise.resolve(null),
    saveFile: () => Promise.resolve(true),
  };
  return { client: createClient(transport), state };
}

const saved = (sequence: number): EventMessage => ({
  sequence,
  name: 'project.saved',
  payload: { projectId: 'p', savedAt: null, dirty: false, problem: null },
});

describe('createClient', () => {
  it('hands a reply on only after the events before it', async () => {
    const { client, state } = fakeTransport(() => Promise.resolve({ ok: true, output: {}, lastEvent: 2 }));
    const order: string[] = [];
    client.on('project.saved', () => order.push('event'));
    const call = client.call('project.recent', {}).then(() => order.push('reply'));
    await Promise.resolve();
    state.event(saved(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(order).toEqual(['event']);
    state.event(saved(2));
    await call;
    expect(order).toEqual(['event', 'event', 'reply']);
  });

  it('hands repeated events on once', () => {
    const { client, state } = fakeTransport(() => Promise.resolve({ ok: true, output: {}, lastEvent: 0 }));
    const seen = vi.fn();
    const stop = client.on('project.saved', seen);
    for (const sequence of [1, 1, 2, 1]) state.event(saved(sequence));
    expect(seen).toHaveBeenCalledTimes(2);
    stop();
    state.event(saved(3));
    expect(seen).toHaveBeenCalledTimes(2);
  });

  it('does not wait for events while the connection is lost', async () => {
    const { client, state } = fakeTransport(() => Promise.resolve({ ok: true, output: {}, lastEvent: 9 }));
    state.connection({ state: 'lost', missedEvents: false });
    await client.call('project.recent', {});
    const changes: ConnectionChange[] = [];
    client.onConnection((change) => changes.push(change));
    expect(changes).toEqual([{ state: 'lost', missedEvents: false }]);
  });

  it('throws the coded error', async () => {
    const error = {
      kind: 'expected',
      code: 'project.locked',
      message: { zh: '甲', en: 'a' },
      details: { user: 'x' },
    } as const;
    const { client } = fakeTransport(() => Promise.resolve({ ok: false, error, lastEvent: 0 }));
    const failure = await client.call('project.recent', {}).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ClientError);
    expect(failure).toMatchObject({
      kind: 'expected',
      code: 'project.locked',
      sentence: { zh: '甲', en: 'a' },
      details: { user: 'x' },
    });
  });

  it('reports progress to its call and cancels it', async () => {
    let end: (reply: CallReply) => void = () => undefined;
    let sent: CallMessage | null = null;
    const { client, state } = fakeTransport((message) => {
      sent = message;
      return new Promise((resolve) => {
        end = resolve;
      });
    });
    const stop = new AbortController();
    const progress = vi.fn();
    const call = client.call('project.openSample', {}, { signal: stop.signal, onProgress: progress });
    const { callId } = sent as unknown as CallMessage;
    state.event({ sequence: 1, name: 'job.progress', payload: { callId, done: 1, total: 2, phase: 'a' } });
    state.event({ sequence: 2, name: 'job.progress', payload: { callId: 'another', done: 2, total: 2, phase: 'a' } });
    expect(progress.mock.calls).toEqual([[{ callId, done: 1, total: 2, phase: 'a' }]]);
    stop.abort();
    expect(state.cancelled).toEqual([callId]);
    end({
      ok: false,
      error: { kind: 'cancelled', code: 'cancelled', message: { zh: '', en: '' }, details: {} },
      lastEvent: 0,
    });
    await expect(call).rejects.toMatchObject({ kind: 'cancelled' });
    await expect(client.call('project.openSample', {}, { signal: stop.signal })).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });
});
