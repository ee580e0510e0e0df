import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../../shared/model/errors.ts';
import { methods } from '../../../shared/contract/methods.ts';
import { type CallReply, messageCap, uploadCap, webHeaders } from '../../../shared/contract/wire.ts';
import type { HostPorts } from '../../services/ports.ts';
import { safeFileName } from '../../services/safeFileName.ts';
import type { Services } from '../../services/types.ts';
import { createCallGate } from '../callGate.ts';
import { createEventLog } from '../eventLog.ts';
import { type RendererManifest, securityHeaders } from '../rendererFiles.ts';
import { createAccess } from './access.ts';
import { readJson } from './body.ts';
import { createEventStreams } from './eventStreams.ts';
import { Refusal, refusalTexts } from './refusal.ts';

export interface WebServerOptions {
  readonly services: Services;
  readonly ports: Pick<HostPorts, 'now' | 'log'>;
  readonly files: RendererManifest;
  /** 0: any free port. */
  readonly port: number;
  /** Without an open window for this long, onIdle is called. */
  readonly idleMs: number;
  readonly onIdle: () => void;
  /** A one-time token was used. */
  readonly onEntered?: () => void;
}

export interface WebServer {
  readonly port: number;
  /** An address that lets one browser in, once, for lifeMs. */
  newAddress(lifeMs: number): string;
  /** Stops listening, ends streams and running calls. */
  close(): Promise<void>;
}

type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
) => Promise<void>;

/**
 * The renderer's files, the methods and the events on 127.0.0.1. Who may talk to it is decided in access.ts; what a method may be asked is
 * decided by the contract's schemas in the services. Refusals carry a constant body.
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { services, ports } = options;
  const events = createEventLog(100);
  const streams = createEventStreams(events);
  const gate = createCallGate({
    services,
    events,
    log: ports.log,
    reportProgress: (callId, done, total, phase) =>
      streams.send(events.add('job.progress', { callId, done, total, phase })),
  });
  const unsubscribe = services.subscribe((name, payload) => streams.send(events.add(name, payload)));
  let activeAt = ports.now();
  let busy = 0;

  const server = createServer((request, response) => {
    busy += 1;
    response.on('close', () => {
      busy -= 1;
      activeAt = ports.now();
    });
    answer(request, response).catch((error: unknown) => fail(request, response, error));
  });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const access = createAccess(port, ports.now);

  // No web sockets: an upgrade is refused before anything is parsed.
  server.on('upgrade', (_request, socket) =>
    socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 9\r\n\r\nforbidden'),
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
    if (!access.isOurs(request)) throw new Refusal(403);
    const [path = '/', queryText = ''] = (request.url ?? '/').split('?', 2);
    const query = new URLSearchParams(queryText);
    if (request.method === 'GET' || request.method === 'HEAD') await answerGet(request, response, path, query);
    else if (request.method === 'POST') await answerPost(request, response, path, query);
    else throw new Refusal(405);
  }

  const answerGet: Handler = async (request, response, path, query) => {
    const file = options.files.get(path);
    if (file !== undefined) {
      // A page may be opened from anywhere (a link, the terminal); its parts only by our own pages.
      const isPage = request.headers['sec-fetch-mode'] === 'navigate';
      if (request.headers['sec-fetch-site'] !== undefined && !isPage && !access.isSameSite(request))
        throw new Refusal(403);
      response.writeHead(200, { 'content-type': file.contentType });
      if (request.method === 'HEAD') response.end();
      else await pipeline(createReadStream(file.path), response);
      return;
    }
    const isEvents = path === '/events';
    if (!isEvents && !path.startsWith('/download/')) throw new Refusal(404);
    if (request.method !== 'GET') throw new Refusal(405);
    if (!access.isSameSite(request) || !access.hasCookie(request)) throw new Refusal(403);
    if (isEvents) {
      if (!access.hasToken(request)) throw new Refusal(403);
      const after = query.get('after');
      if (after !== null && !/^\d{1,15}$/.test(after)) throw new Refusal(400);
      streams.open(response, after === null ? null : Number(after));
    } else await sendFile(response, decoded(path.slice('/download/'.length)), query.get('name'));
  };

  const answerPost: Handler = async (request, response, path) => {
    if (!access.hasOurOrigin(request) || !access.isSameSite(request)) throw new Refusal(403);
    if (path === '/session') return openSession(request, response);
    if (!access.hasCookie(request) || !access.hasToken(request)) throw new Refusal(403);
    if (path.startsWith('/rpc/')) return answerCall(request, response, path.slice('/rpc/'.length));
    if (path === '/cancel') {
      const { value } = await readJson(request, 1024);
      gate.cancel(typeof value === 'object' && value !== null && 'callId' in value ? value.callId : null);
      return sendJson(response, {});
    }
    if (path === '/upload') return receiveFile(request, response);
    throw new Refusal(404);
  };

  async function openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { value } = await readJson(request, 1024);
    const token = typeof value === 'object' && value !== null && 'token' in value ? value.token : undefined;
    const entered = typeof token === 'string' && access.useOneTimeToken(token);
    if (!entered && !access.hasCookie(request)) throw new Refusal(403);
    if (entered) {
      response.setHeader('set-cookie', access.setCookie);
      options.onEntered?.();
    }
    sendJson(response, { headerToken: access.headerToken });
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse, method: string): Promise<void> {
    const { value, bytes } = await readJson(request, messageCap(method));
    if (typeof value !== 'object' || value === null) throw new Refusal(400);
    const callId = 'callId' in value ? value.callId : null;
    const isJob = Object.hasOwn(methods, method) && methods[method as keyof typeof methods].effect === 'job';
    // Nobody waits for a job of a window that was closed or reloaded. Changes are always carried through.
    response.on('close', () => {
      if (isJob && !response.writableFinished) gate.cancel(callId);
    });
    sendJson(response, await gate.call({ ...value, method }, bytes));
  }

  /** Streams an upload into the program's own folder; the name is only ever a name. */
  async function receiveFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const length = request.headers['content-length'];
    if (length === undefined) throw new Refusal(411);
    if (Number(length) > uploadCap) throw new Refusal(413);
    const given = request.headers[webHeaders.fileName];
    if (typeof given !== 'string' || request.headers['content-type'] !== 'application/octet-stream')
      throw new Refusal(400);
    const target = await services.files.pathFor(decoded(given));
    let size = 0;
    const counted = new Transform({
      transform(part: Buffer, _encoding, done) {
        size += part.length;
        if (size > uploadCap) done(new Refusal(413));
        else done(null, part);
      },
    });
    try {
      await pipeline(request, counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(target, { force: true });
      throw error;
    }
    const file = await services.files.adopt(target);
    const reply: CallReply = {
      ok: true,
      output: { file: file.handle, name: file.name, size: file.size },
      lastEvent: events.last(),
    };
    sendJson(response, reply);
  }

  async function sendFile(response: ServerResponse, handle: string, wanted: string | null): Promise<void> {
    const file = services.files.get(handle);
    const name = safeFileName(wanted ?? file.name);
    response.writeHead(200, {
      'content-type': 'application/octet-stream',
      'content-length': file.size,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    });
    await pipeline(createReadStream(file.path), response);
  }

  function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const gone = request.destroyed && !request.complete;
    const status = error instanceof Refusal ? error.status : error instanceof InputError ? 404 : gone ? 400 : 500;
    if (status === 500) ports.log('web.failed', { name: error instanceof Error ? error.name : 'unknown' });
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    // What was not read of a refused body is not worth reading.
    if (!request.complete) response.setHeader('connection', 'close');
    response.removeHeader('content-length');
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(status === 500 ? 'failed' : refusalTexts[status]);
  }

  const idleCheck = setInterval(
    () => {
      if (streams.count() === 0 && busy === 0 && ports.now() - activeAt >= options.idleMs) options.onIdle();
    },
    Math.min(options.idleMs, 60_000),
  );
  idleCheck.unref();

  return {
    port,
    newAddress: (lifeMs) => `http://127.0.0.1:${port}/#token=${access.newOneTimeToken(lifeMs)}`,
    async close() {
      clearInterval(idleCheck);
      unsubscribe();
      gate.cancelAll();
      streams.closeAll();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function sendJson(response: ServerResponse, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
  response.end(body);
}

/** @throws Refusal 400 when the percent-encoding is broken */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400);
  }
}

/** Loopback only: the port must not be reachable from other machines. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
