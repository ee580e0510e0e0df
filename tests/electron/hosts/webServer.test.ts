import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listRendererFiles } from '../../../electron/hosts/rendererFiles.ts';
import { startWebServer, type WebServer } from '../../../electron/hosts/web/server.ts';
import { createFakeServices, type FakeServices } from './fakeServices.ts';

let folder: string;
let services: FakeServices;
let server: WebServer;
let time: number;
let idle: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'csi-web-test-'));
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true });
  writeFileSync(join(folder, 'renderer/index.html'), '<!doctype html>page');
  writeFileSync(join(folder, 'renderer/assets/app.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  services = createFakeServices(folder);
  time = 1_000_000;
  idle = 0;
  server = await startWebServer({
    services,
    ports: { now: () => time, log: () => undefined },
    files: listRendererFiles(join(folder, 'renderer')),
    port: 0,
    idleMs: 50,
    onIdle: () => {
      idle += 1;
    },
  });
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers; undefined leaves a usual one out. */
function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string | undefined>> = {},
  body?: string | Buffer,
): Promise<Answer> {
  const all = {
    host: `127.0.0.1:${server.port}`,
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const kept = Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, method, path, headers: kept, setHost: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

const ours = (): Record<string, string> => ({
  origin: `http://127.0.0.1:${server.port}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
});
const oneTimeToken = (): string => server.newAddress(60_000).split('#token=')[1] ?? '';

/** Headers of a window that was let in. */
async function enter(): Promise<Record<string, string>> {
  const answer = await send('POST', '/session', ours(), JSON.stringify({ token: oneTimeToken() }));
  expect(answer.status).toBe(200);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const { headerToken } = JSON.parse(answer.body) as { headerToken: string };
  return { ...ours(), cookie, 'x-csi-token': headerToken };
}

const callBody = (input: unknown = {}, callId = 'w:1'): string => JSON.stringify({ callId, input });

describe('web host: being let in', () => {
  it('exchanges the token of the address once, for a strict cookie and a header token', async () => {
    const token = oneTimeToken();
    expect(Buffer.from(token, 'base64url').length).toBe(32);
    const first = await send('POST', '/session', ours(), JSON.stringify({ token }));
    expect(first.status).toBe(200);
    expect(String(first.headers['set-cookie'])).toMatch(
      new RegExp(`^csi_${server.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    expect(await send('POST', '/session', ours(), JSON.stringify({ token }))).toMatchObject({
      status: 403,
      body: 'forbidden',
    });
  });

  it('lets a token die after its time', async () => {
    const token = oneTimeToken();
    time += 60_001;
    expect((await send('POST', '/session', ours(), JSON.stringify({ token }))).status).toBe(403);
  });

  it('gives a second tab its header token by the cookie', async () => {
    const { cookie = '', 'x-csi-token': headerToken } = await enter();
    const answer = await send('POST', '/session', { ...ours(), cookie }, '{}');
    expect(JSON.parse(answer.body)).toEqual({ headerToken });
    expect((await send('POST', '/session', ours(), '{}')).status).toBe(403);
    expect((await send('POST', '/session', { ...ours(), cookie, origin: 'http://evil.invalid' }, '{}')).status).toBe(
      403,
    );
  });

  it('answers a let-in window', async () => {
    const headers = await enter();
    const answer = await send('POST', '/rpc/host.info', headers, callBody());
    expect(JSON.parse(answer.body)).toEqual({ ok: true, output: {}, lastEvent: 0 });
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('web host: refusals', () => {
  const bad: [string, Record<string, string | undefined>][] = [
    ['another Host', { host: 'evil.invalid' }],
    ['another Host with our port', { host: 'evil.invalid:PORT' }],
    ['our address without the port', { host: '127.0.0.1' }],
    ['no Host', { host: undefined }],
    ['another Origin', { origin: 'http://evil.invalid' }],
    ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['the Origin null', { origin: 'null' }],
    ['no Origin', { origin: undefined }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { 'sec-fetch-site': 'same-site' }],
    ['no Sec-Fetch-Site', { 'sec-fetch-site': undefined }],
    ['no cookie', { cookie: undefined }],
    ['a wrong cookie', { cookie: 'csi_PORT=AAAA' }],
    ['no header token', { 'x-csi-token': undefined }],
    ['a wrong header token', { 'x-csi-token': 'AAAA' }],
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no content type', { 'content-type': undefined }],
  ];
  it.each(bad)('refuses %s with a constant body', async (_name, change) => {
    const headers: Record<string, string | undefined> = { ...(await enter()), ...change };
    for (const [name, value] of Object.entries(headers)) headers[name] = value?.replace('PORT', String(server.port));
    const answer = await send('POST', '/rpc/host.info', headers, callBody());
    // Node itself refuses a request without Host.
    if ('host' in change && change['host'] === undefined) expect(answer.status).toBe(400);
    else expect([answer.status, answer.body]).toEqual([403, 'forbidden']);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(services.calls).toEqual([]);
  });

  it('refuses a web socket', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(
          `GET /events HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: http://evil.invalid\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
        ),
      );
      let received = '';
      socket.on('data', (part) => (received += part.toString()));
      socket.on('end', () => resolve(received));
      socket.on('error', reject);
    });
    expect(text).toMatch(/^HTTP\/1\.1 403 /);
    expect(text.endsWith('forbidden')).toBe(true);
  });

  it('listens on 127.0.0.1 only', async () => {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect(server.port, '::1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    expect(reached).toBe(false);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('has no %s', async (method) => {
    expect((await send(method, '/', await enter())).status).toBe(405);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/..\\secret.txt',
    '/%00',
    '/index.html%00',
    '//index.html',
    '/nothing',
  ])('has nothing at %s', async (path) => {
    expect(await send('GET', path)).toMatchObject({ status: 404, body: 'not found' });
  });

  it('refuses an absolute address', async () => {
    expect((await send('GET', 'http://127.0.0.1/index.html')).status).toBe(403);
  });

  it('refuses bodies beyond the cap, declared or not', async () => {
    const headers = await enter();
    expect(
      (
        await send('POST', '/rpc/host.info', { ...headers, 'content-length': '100000000' }, '{}').catch(() => ({
          status: 413,
        }))
      ).status,
    ).toBe(413);
    const chunked = await send(
      'POST',
      '/rpc/host.info',
      { ...headers, 'content-length': undefined, 'transfer-encoding': 'chunked' },
      callBody({ text: 'x'.repeat(17 * 1024 * 1024) }),
    ).catch(() => ({ status: 413 }));
    expect(chunked.status).toBe(413);
    expect(services.calls).toEqual([]);
  });

  it.each([
    ['host.nothing', callBody(), 'call.unknownMethod'],
    ['__proto__', callBody(), 'call.unknownMethod'],
    ['host.info', callBody({ extra: 1 }), 'call.badInput'],
    ['host.info', JSON.stringify({ callId: 'a', input: {}, extra: 1 }), 'call.badForm'],
    ['host.info', JSON.stringify({ callId: 7, input: {} }), 'call.badForm'],
  ])('answers %s %s with %s', async (method, body, code) => {
    const answer = await send('POST', `/rpc/${method}`, await enter(), body);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error: { code } });
  });

  it('refuses what is not JSON', async () => {
    expect(await send('POST', '/rpc/host.info', await enter(), '{')).toMatchObject({
      status: 400,
      body: 'bad request',
    });
  });
});

describe('web host: pages', () => {
  it('serves listed files with the policy', async () => {
    const page = await send('GET', '/');
    expect([page.status, page.body, page.headers['content-type']]).toEqual([
      200,
      '<!doctype html>page',
      'text/html; charset=utf-8',
    ]);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(
      (await send('GET', '/assets/app.js', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' })).headers[
        'content-type'
      ],
    ).toBe('text/javascript; charset=utf-8');
  });

  it('gives other sites no parts, but lets a link open the page', async () => {
    expect(
      (await send('GET', '/assets/app.js', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status,
    ).toBe(403);
    expect((await send('GET', '/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200);
  });
});

describe('web host: files', () => {
  it('takes an upload under a safe name and gives it back', async () => {
    const headers = await enter();
    const name = encodeURIComponent('../../问卷 数据?.xlsx');
    const up = await send(
      'POST',
      '/upload',
      { ...headers, 'content-type': 'application/octet-stream', 'x-csi-file-name': name },
      Buffer.from([1, 2, 3]),
    );
    const { output } = JSON.parse(up.body) as { output: { file: string; name: string; size: number } };
    expect(output).toEqual({ file: 'file-1', name: '问卷 数据_.xlsx', size: 3 });
    expect(services.files.get('file-1').path.startsWith(join(folder, 'temporary-'))).toBe(true);
    const down = await send('GET', `/download/${output.file}?name=${encodeURIComponent('报告/2026.docx')}`, {
      cookie: headers['cookie'],
      'sec-fetch-site': 'same-origin',
    });
    expect([down.status, down.headers['content-disposition'], down.headers['content-length']]).toEqual([
      200,
      `attachment; filename*=UTF-8''2026.docx`,
      '3',
    ]);
  });

  it('refuses downloads of strangers and unknown files', async () => {
    const { cookie } = await enter();
    expect((await send('GET', '/download/file-1', { 'sec-fetch-site': 'same-origin' })).status).toBe(403);
    expect((await send('GET', '/download/file-1', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(
      (await send('GET', '/download/..%2F..%2Fsecret.txt', { cookie, 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(404);
    expect((await send('GET', '/download/%E0%A4%A', { cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(400);
  });

  it('refuses uploads beyond the cap and without a length', async () => {
    const headers = { ...(await enter()), 'content-type': 'application/octet-stream', 'x-csi-file-name': 'a' };
    const big = await send(
      'POST',
      '/upload',
      { ...headers, 'content-length': String(1024 ** 3 + 1) },
      Buffer.alloc(1),
    ).catch(() => ({ status: 413 }));
    expect(big.status).toBe(413);
    expect(
      (
        await send(
          'POST',
          '/upload',
          { ...headers, 'content-length': undefined, 'transfer-encoding': 'chunked' },
          Buffer.alloc(1),
        )
      ).status,
    ).toBe(411);
  });
});

describe('web host: events and cancelling', () => {
  /** Opens the event stream and collects what arrives. */
  async function follow(
    headers: Record<string, string>,
    query = '',
  ): Promise<{ readonly received: { name: string; data: unknown }[]; close(): void }> {
    const received: { name: string; data: unknown }[] = [];
    const stop = await new Promise<() => void>((resolve, reject) => {
      const request = httpRequest(
        {
          host: '127.0.0.1',
          port: server.port,
          path: `/events${query}`,
          headers: { ...headers, host: `127.0.0.1:${server.port}` },
        },
        (response) => {
          let pending = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            pending += part;
            const blocks = pending.split('\n\n');
            pending = blocks.pop() ?? '';
            for (const block of blocks) {
              const match = /^event: (.*)\ndata: (.*)$/.exec(block);
              if (match) received.push({ name: match[1] ?? '', data: JSON.parse(match[2] ?? '') as unknown });
            }
            resolve(() => request.destroy());
          });
          response.on('error', () => undefined);
          if (response.statusCode !== 200) reject(new Error(String(response.statusCode)));
        },
      );
      request.on('error', reject);
      request.end();
    });
    return { received, close: stop };
  }
  const saved = { projectId: 'p', savedAt: null, dirty: false, problem: null };

  it('sends numbered events before the reply that names the last one', async () => {
    const headers = await enter();
    const stream = await follow(headers);
    services.answer = (_method, _input, context) => {
      context.report(1, 4, 'reading');
      services.emit('project.saved', saved);
      return Promise.resolve({});
    };
    const reply = JSON.parse((await send('POST', '/rpc/host.info', headers, callBody())).body) as unknown;
    expect(reply).toMatchObject({ ok: true, lastEvent: 2 });
    await vi.waitFor(() => expect(stream.received.length).toBe(3));
    expect(stream.received).toEqual([
      { name: 'hello', data: { run: expect.any(String) as string, complete: true, last: 0 } },
      {
        name: 'event',
        data: { sequence: 1, name: 'job.progress', payload: { callId: 'w:1', done: 1, total: 4, phase: 'reading' } },
      },
      { name: 'event', data: { sequence: 2, name: 'project.saved', payload: saved } },
    ]);
    stream.close();
  });

  it('repeats what a window missed, and says when it cannot', async () => {
    const headers = await enter();
    for (let index = 0; index < 3; index += 1) services.emit('project.saved', saved);
    const later = await follow(headers, '?after=1');
    await vi.waitFor(() => expect(later.received.length).toBe(3));
    expect(later.received.map(({ data }) => (data as { sequence?: number }).sequence)).toEqual([undefined, 2, 3]);
    later.close();
    for (let index = 0; index < 200; index += 1) services.emit('project.saved', saved);
    const tooLate = await follow(headers, '?after=1');
    await vi.waitFor(() => expect(tooLate.received[0]?.data).toMatchObject({ complete: false, last: 203 }));
    tooLate.close();
  });

  it('gives strangers no events', async () => {
    const headers = await enter();
    await expect(follow({ ...headers, 'x-csi-token': 'wrong' })).rejects.toThrow('403');
    await expect(follow({ ...headers, cookie: 'none=1' })).rejects.toThrow('403');
    await expect(follow({ ...headers, 'sec-fetch-site': 'cross-site' })).rejects.toThrow('403');
  });

  const untilAborted = (signal: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')), { once: true }),
    );

  it('cancels a running call', async () => {
    const headers = await enter();
    services.answer = (_method, _input, { signal }) => untilAborted(signal);
    const running = send('POST', '/rpc/host.info', headers, callBody());
    await vi.waitFor(() => expect(services.calls.length).toBe(1));
    expect((await send('POST', '/cancel', headers, JSON.stringify({ callId: 'w:1' }))).status).toBe(200);
    expect(JSON.parse((await running).body)).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
  });

  it('stops the job of a window that went away, but carries its changes through', async () => {
    const headers = await enter();
    services.answer = (_method, _input, { signal }) => untilAborted(signal);
    const begin = (method: string, input: unknown, callId: string): (() => void) => {
      const body = callBody(input, callId);
      const request = httpRequest({
        host: '127.0.0.1',
        port: server.port,
        method: 'POST',
        path: `/rpc/${method}`,
        headers: { ...headers, host: `127.0.0.1:${server.port}`, 'content-length': Buffer.byteLength(body) },
      });
      request.on('error', () => undefined);
      request.end(body);
      return () => request.destroy();
    };
    const goAway = [begin('project.openSample', {}, 'w:1'), begin('project.save', { projectId: 'p' }, 'w:2')];
    await vi.waitFor(() => expect(services.calls.length).toBe(2));
    for (const go of goAway) go();
    const aborted = (method: string): boolean | undefined =>
      services.calls.find((one) => one.method === method)?.context.signal.aborted;
    await vi.waitFor(() => expect(aborted('project.openSample')).toBe(true));
    expect(aborted('project.save')).toBe(false);
  });

  it('ends when nobody has been there for long, and not while a window is open', async () => {
    const headers = await enter();
    const stream = await follow(headers);
    time += 1_000;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(idle).toBe(0);
    stream.close();
    await vi.waitFor(() => {
      time += 1_000;
      expect(idle).toBeGreaterThan(0);
    });
  });
});
