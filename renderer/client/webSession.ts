import { webHeaders } from '../../shared/contract/wire.ts';
import { hostEnded, hostUnreachable } from './ClientError.ts';

const storageKey = 'csi.token';

/** Requests to the web host that carry this window's token. */
export interface WebSession {
  /** @throws ClientError 'host.ended' when the host no longer knows this window, 'host.unreachable' when it does not answer */
  request(path: string, init?: RequestInit): Promise<Response>;
}

/**
 * Lets this window in. The address a user opens carries a one-time token in its fragment, which the host exchanges for a cookie and a
 * header token; the header token is kept for reloads, and a second tab gets it by the cookie.
 */
export function openWebSession(): WebSession {
  const oneTime = new URLSearchParams(location.hash.slice(1)).get('token');
  if (oneTime !== null) history.replaceState(null, '', location.pathname + location.search);
  let token: Promise<string> | null = null;

  async function exchange(): Promise<string> {
    const response = await reach('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(oneTime === null ? {} : { token: oneTime }),
    });
    if (!response.ok) {
      sessionStorage.removeItem(storageKey);
      throw hostEnded();
    }
    const { headerToken } = (await response.json()) as { headerToken: string };
    sessionStorage.setItem(storageKey, headerToken);
    return headerToken;
  }

  function ownToken(): Promise<string> {
    if (token === null) {
      const kept = oneTime === null ? sessionStorage.getItem(storageKey) : null;
      token = kept === null ? exchange() : Promise.resolve(kept);
    }
    return token;
  }

  return {
    async request(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set(webHeaders.token, await ownToken());
      const response = await reach(path, { ...init, headers });
      if (response.status === 401 || response.status === 403) {
        sessionStorage.removeItem(storageKey);
        throw hostEnded();
      }
      return response;
    },
  };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw hostUnreachable();
  }
}
