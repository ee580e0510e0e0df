import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
  darwin: ['open'],
  linux: ['xdg-open'],
};

/** There is somebody to show a browser to. */
export function hasDisplay(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (env['CI'] === 'true' || env['CI'] === '1') return false;
  if (platform === 'win32' || platform === 'darwin') return env['SSH_CONNECTION'] === undefined;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Opens the default browser at the address. The address goes through a file that only this user can read: on a command line every user of
 * the machine could read the token. The browser is given the file's name only.
 *
 * @param file  an unused path ending in .html
 */
export function openBrowser(address: string, file: string, platform: NodeJS.Platform): void {
  const opener = openers[platform];
  if (opener === undefined) return;
  const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${address}"><a href="${address}">CSI Workbench</a>`;
  writeFileSync(file, page, { flag: 'wx', mode: 0o600 });
  const [command, ...args] = opener;
  const child = spawn(command, [...args, platform === 'win32' ? pathToFileURL(file).href : file], {
    stdio: 'ignore',
    detached: true,
  });
  // No browser is no fault: the address is printed as well.
  child.on('error', () => undefined);
  child.unref();
}
