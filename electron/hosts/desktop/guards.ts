import type { App, Session, WebContents } from 'electron';

/** The one thing a page may ask the system for: to put what the user copies on the clipboard. */
const allowedPermission = 'clipboard-sanitized-write';

/**
 * Whether a request may leave the page. Everything but our own scheme and what the page itself made is refused; DevTools has its own
 * scheme while developing.
 */
function mayLoad(address: string, resourceType: string, developing: boolean): boolean {
  const end = address.indexOf(':');
  const scheme = address.slice(0, end).toLowerCase();
  if (scheme === 'app' || scheme === 'blob') return true;
  if (scheme === 'data') return resourceType === 'image' || resourceType === 'font';
  return developing && scheme === 'devtools';
}

/** Permissions, devices, downloads and every way to the network are refused for the session. */
export function guardSession(session: Session, developing: boolean): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === allowedPermission));
  session.setPermissionCheckHandler((_contents, permission) => permission === allowedPermission);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, (details, answer) =>
    answer({ cancel: !mayLoad(details.url, details.resourceType, developing) }),
  );
}

/** No page goes anywhere, opens anything or embeds anything, whoever made its contents. */
export function guardContents(app: App): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault();
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', prevent);
    contents.on('will-frame-navigate', prevent);
    contents.on('will-redirect', prevent);
    contents.on('will-attach-webview', prevent);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
