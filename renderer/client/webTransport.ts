import type { CallReply, ChosenFile, EventMessage } from '../../shared/contract/wire.ts';
import { uploadCap, webHeaders } from '../../shared/contract/wire.ts';
import { ClientError, hostUnreachable } from './ClientError.ts';
import { readEventStream } from './readEventStream.ts';
import type { ConnectionChange, Transport } from './transport.ts';
import type { WebSession } from './webSession.ts';

const retryMs = [250, 500, 1_000, 2_000, 4_000];
/** After this many failed attempts in a row the program is taken to have ended. */
const attemptsBeforeEnd = 8;

/** Messages over HTTP on 127.0.0.1, events over a streamed response; files by upload and download. */
export function createWebTransport(session: WebSession): Transport {
  const eventListeners: ((event: EventMessage) => void)[] = [];
  const connectionListeners: ((change: ConnectionChange) => void)[] = [];
  let started = false;

  const announce = (change: ConnectionChange): void => {
    for (const listener of connectionListeners) listener(change);
  };

  async function followEvents(): Promise<void> {
    let lastSeen: number | null = null;
    let run: string | null = null;
    let failures = 0;
    for (;;) {
      try {
        const from: string = lastSeen === null ? '' : `?after=${lastSeen}`;
        const response = await session.request(`/events${from}`);
        if (!response.ok || response.body === null) throw hostUnreachable();
        await readEventStream(response.body, (name, data) => {
          failures = 0;
          if (name === 'hello') {
            const hello = JSON.parse(data) as { run: string; complete: boolean; last: number };
            const missed = lastSeen !== null && !(hello.complete && hello.run === run);
            run = hello.run;
            if (lastSeen === null || missed) lastSeen = hello.last;
            announce({ state: 'open', missedEvents: missed });
            return;
          }
          const event = JSON.parse(data) as EventMessage;
          lastSeen = event.sequence;
          for (const listener of eventListeners) listener(event);
        });
      } catch (error) {
        if (error instanceof ClientError && error.code === 'host.ended') {
          announce({ state: 'ended', missedEvents: true });
          return;
        }
      }
      failures += 1;
      if (failures >= attemptsBeforeEnd) {
        announce({ state: 'ended', missedEvents: true });
        return;
      }
      announce({ state: 'lost', missedEvents: false });
      await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(failures, retryMs.length) - 1]));
    }
  }

  async function upload(file: File): Promise<ChosenFile> {
    if (file.size > uploadCap) throw tooLarge(file);
    const response = await session.request('/upload', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', [webHeaders.fileName]: encodeURIComponent(file.name) },
      body: file,
    });
    if (response.status === 413) throw tooLarge(file);
    const reply = (await response.json()) as CallReply;
    if (!reply.ok) throw new ClientError(reply.error);
    return reply.output as ChosenFile;
  }

  return {
    kind: 'web',
    async call(message) {
      const response = await session.request(`/rpc/${message.method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ callId: message.callId, input: message.input }),
      });
      return (await response.json()) as CallReply;
    },
    cancel(callId) {
      const sent = session.request('/cancel', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ callId }),
      });
      // A host that cannot be reached has nothing left to stop; the call itself says so.
      sent.catch(() => undefined);
    },
    onEvent(listener) {
      eventListeners.push(listener);
      if (started) return;
      started = true;
      void followEvents();
    },
    onConnection: (listener) => void connectionListeners.push(listener),
    async chooseFile(purpose) {
      const file = await pickFile(purpose === 'workbook' ? '.xlsx,.csv,.txt,.tsv,.sav,.zsav,.por' : '.csi');
      return file === null ? null : upload(file);
    },
    fileFromDrop: upload,
    saveFile(file, name) {
      const link = document.createElement('a');
      link.href = `/download/${encodeURIComponent(file)}?name=${encodeURIComponent(name)}`;
      link.download = name;
      link.click();
      return Promise.resolve(true);
    },
  };
}

function pickFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null), { once: true });
    input.addEventListener('cancel', () => resolve(null), { once: true });
    input.click();
  });
}

function tooLarge(file: File): ClientError {
  const megabytes = Math.ceil(file.size / (1024 * 1024));
  return new ClientError({
    kind: 'expected',
    code: 'files.tooLarge',
    message: {
      zh: `文件“${file.name}”有 ${megabytes} MB，超过 1024 MB 的上限。请拆分后再打开。`,
      en: `The file "${file.name}" has ${megabytes} MB; the limit is 1024 MB. Split it and open the parts.`,
    },
    details: { name: file.name, megabytes },
  });
}
