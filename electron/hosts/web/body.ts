import type { IncomingMessage } from 'node:http';
import { Refusal } from './refusal.ts';

const isJson = (request: IncomingMessage): boolean =>
  /^application\/json(;\s*charset=utf-8)?$/i.test(request.headers['content-type'] ?? '');

/**
 * A JSON body of at most cap bytes. @returns the value and its size in bytes
 *
 * @throws Refusal 403 for another content type (a form can send text/plain across sites), 413 beyond the cap, 400 when it is not JSON
 */
export async function readJson(
  request: IncomingMessage,
  cap: number,
): Promise<{ readonly value: unknown; readonly bytes: number }> {
  if (!isJson(request)) throw new Refusal(403);
  if (Number(request.headers['content-length'] ?? 0) > cap) throw new Refusal(413);
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > cap) throw new Refusal(413);
    parts.push(part);
  }
  try {
    return { value: JSON.parse(Buffer.concat(parts).toString('utf8')), bytes };
  } catch {
    throw new Refusal(400);
  }
}
