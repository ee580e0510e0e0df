import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** One built file of the renderer, by its address. */
export interface RendererFile {
  /** Absolute path. */
  readonly path: string;
  readonly contentType: string;
}

/** Every address a window may ask for ('/', '/index.html', '/assets/…'): what is not in the map does not exist, whatever is on the disk. */
export type RendererManifest = ReadonlyMap<string, RendererFile>;

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
};

/**
 * Lists the built renderer once, at start. Files of unknown kinds are left out.
 *
 * @throws when the folder cannot be read
 */
export function listRendererFiles(folder: string): RendererManifest {
  const files = new Map<string, RendererFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const contentType = contentTypes[entry.name.slice(entry.name.lastIndexOf('.') + 1)];
    if (contentType === undefined) continue;
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { path, contentType });
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

/** What every page is allowed: its own files and nothing else. Sent as a header, because a meta tag cannot say frame-ancestors. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer of every host. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
};
