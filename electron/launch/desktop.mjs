import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { root } from './node24.mjs';

const folder = join(root, 'node_modules', 'electron');
const failed = join(root, '.cache', 'electron-not-available');
const fetchLimitMs = 60_000;
const dayMs = 86_400_000;

/** There is a screen to show a window on. */
export function hasDisplay() {
  if (process.env.CI === 'true' || process.env.CI === '1') return false;
  if (process.platform === 'win32' || process.platform === 'darwin') return process.env.SSH_CONNECTION === undefined;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Electron's program file, or null when it was never fetched. */
function electronBinary() {
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const path = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(path) ? path : null;
}

/** Fetches Electron's program file once. A failure (no network, a firewall) is remembered for a day so that later starts are not held up. */
function fetchElectron() {
  const script = join(folder, 'install.js');
  const triedLately = existsSync(failed) && Date.now() - statSync(failed).mtimeMs < dayMs;
  if (triedLately || !existsSync(script)) return;
  process.stdout.write('正在获取 Electron（仅第一次需要）… Fetching Electron (only once)…\n');
  const { status } = spawnSync(process.execPath, [script], {
    stdio: 'ignore',
    timeout: fetchLimitMs,
    killSignal: 'SIGKILL',
  });
  if (status === 0) return;
  rmSync(join(folder, 'path.txt'), { force: true });
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(failed, 'npm start tries again a day after this file was written; delete it to try at once.\n');
}

/**
 * Starts the desktop window where that is possible.
 *
 * @returns false when there is no screen or no Electron: the caller serves a browser instead
 */
export function startDesktop() {
  if (!hasDisplay()) return false;
  if (electronBinary() === null) fetchElectron();
  const binary = electronBinary();
  if (binary === null) return false;
  const child = spawn(binary, [root], { stdio: 'inherit', windowsHide: false });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 1);
  });
  return true;
}
