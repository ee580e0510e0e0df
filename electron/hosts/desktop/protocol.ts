import { readFile } from 'node:fs/promises';
import { type RendererManifest, securityHeaders } from '../rendererFiles.ts';
import { isAppUrl } from './origin.ts';

const refuse = (status: 404 | 405): Response => new Response(null, { status, headers: securityHeaders });

/** Answers requests for app:// addresses from the list of built files: GET only, and only addresses that are listed exactly as they stand. */
export function createAppProtocol(files: RendererManifest): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isAppUrl(request.url)) return refuse(404);
    if (request.method !== 'GET') return refuse(405);
    // Nothing is decoded or joined to a folder.
    const file = files.get(new URL(request.url).pathname);
    if (file === undefined) return refuse(404);
    return new Response(new Uint8Array(await readFile(file.path)), {
      status: 200,
      headers: { ...securityHeaders, 'content-type': file.contentType },
    });
  };
}
