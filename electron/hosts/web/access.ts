import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { webHeaders } from '../../../shared/contract/wire.ts';

/**
 * Who may talk to the web host. Any page in the user's browser and any program on the machine can reach the port, so every request must
 * come under our own name (against DNS rebinding), every change from our own page (against forged requests), and from a window that was
 * let in by a one-time token.
 */
export interface Access {
  /** A new one-time token, 256 bits. Earlier unused ones stay valid until their own end. */
  newOneTimeToken(lifeMs: number): string;
  /** The Host header is ours and the request is not for somebody else's address. */
  isOurs(request: IncomingMessage): boolean;
  /** Sent by our own page or typed by the user, as the browser itself says. */
  isSameSite(request: IncomingMessage): boolean;
  /** The Origin header is exactly ours. */
  hasOurOrigin(request: IncomingMessage): boolean;
  hasCookie(request: IncomingMessage): boolean;
  hasToken(request: IncomingMessage): boolean;
  /** Uses a one-time token up. */
  useOneTimeToken(token: string): boolean;
  readonly headerToken: string;
  readonly setCookie: string;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const newSecret = (): string => randomBytes(32).toString('base64url');
/** Constant time whatever the lengths, since digests are compared. */
const same = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

export function createAccess(port: number, now: () => number): Access {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Cookies do not know ports: the name keeps two running programs apart.
  const cookieName = `csi_${port}`;
  const cookieSecret = newSecret();
  const headerToken = newSecret();
  const oneTime = new Map<string, number>();

  return {
    newOneTimeToken(lifeMs) {
      const token = newSecret();
      oneTime.set(digest(token).toString('hex'), now() + lifeMs);
      return token;
    },
    isOurs: (request) => hosts.has(request.headers.host ?? '') && (request.url ?? '').startsWith('/'),
    isSameSite(request) {
      const site = request.headers['sec-fetch-site'];
      return site === 'same-origin' || site === 'none';
    },
    hasOurOrigin: (request) => request.headers.origin === `http://${request.headers.host}`,
    hasCookie(request) {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
      return pairs.some(([name, value]) => name === cookieName && value !== undefined && same(value, cookieSecret));
    },
    hasToken(request) {
      const given = request.headers[webHeaders.token];
      return typeof given === 'string' && same(given, headerToken);
    },
    useOneTimeToken(token) {
      // Looked up by digest: the time taken tells nothing about the token.
      const key = digest(token).toString('hex');
      const ends = oneTime.get(key);
      oneTime.delete(key);
      return ends !== undefined && now() <= ends;
    },
    headerToken,
    setCookie: `${cookieName}=${cookieSecret}; HttpOnly; SameSite=Strict; Path=/`,
  };
}
