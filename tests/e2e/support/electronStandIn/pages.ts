import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { browserEnvironment } from '../browserEnvironment.ts';
import { findBrowser } from '../../../../electron/hosts/web/chromiumPrinter.ts';

/** Chromium cannot be taught a scheme from outside, so app://app is shown under a name that can never be resolved. */
const shown = 'https://app.invalid';
const own = 'app://app';

export const toShown = (address: string): string =>
  address.startsWith(`${own}/`) ? shown + address.slice(own.length) : address;
export const toOwn = (address: string): string =>
  address.startsWith(`${shown}/`) ? own + address.slice(shown.length) : address;

export interface Chromium {
  readonly context: BrowserContext;
  /** Where a test can connect to the same pages. */
  readonly endpoint: string;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** One headless Chromium whose pages are the windows; closed with its profile. */
export async function startChromium(): Promise<Chromium> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no Chromium: see tests/config/browser.mjs');
  const profile = mkdtempSync(join(tmpdir(), 'csi-stand-in-'));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    env: browserEnvironment(),
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    // As in the web host's tests: a fade may never end in a browser without a screen.
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    args: [
      `--remote-debugging-port=${port}`,
      '--disable-extensions',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  return {
    context,
    endpoint: `http://127.0.0.1:${port}`,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
