import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PrintPage } from '../../../shared/report/printPage.ts';
import type { DrawnFigure, PagePrinter } from '../../services/ports.ts';
import { contentSecurityPolicy, listRendererFiles, type RendererManifest } from '../rendererFiles.ts';

/** Only ever answered by this file's route: nothing of a report leaves the machine. */
const origin = 'https://csi.invalid';

/** Places where a Chromium-like browser usually is, the user's own choice first. */
function browserPlaces(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): readonly string[] {
  const chosen = env['CHROME_PATH'];
  const given = chosen === undefined || chosen === '' ? [] : [chosen];
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
      (root) => root !== undefined,
    );
    return [
      ...given,
      ...roots.flatMap((root) => [
        join(root, 'Google/Chrome/Application/chrome.exe'),
        join(root, 'Microsoft/Edge/Application/msedge.exe'),
        join(root, 'Chromium/Application/chrome.exe'),
      ]),
    ];
  }
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
    return [
      ...given,
      ...['/Applications', join(env['HOME'] ?? '', 'Applications')].flatMap((folder) =>
        apps.map((app) => join(folder, `${app}.app/Contents/MacOS/${app}`)),
      ),
    ];
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', ...(env['PATH'] ?? '').split(delimiter)];
  return [...given, ...folders.flatMap((folder) => names.map((name) => join(folder, name)))];
}

/** The browser to print with, or null when there is none. */
export function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | null {
  return browserPlaces(env, platform).find((path) => existsSync(path)) ?? null;
}

export interface ChromiumPrinterOptions {
  /** The built renderer with print.html and its assets. */
  readonly rendererFolder: string;
  /** null: no browser on this machine. */
  readonly executablePath?: string | null;
}

/** Answers the page's requests from the list of built files and refuses everything else. */
async function serve(page: Page, files: RendererManifest): Promise<void> {
  await page.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const file = url.origin === origin ? files.get(url.pathname) : undefined;
    if (!file) return route.abort('blockedbyclient');
    await route.fulfill({
      body: await readFile(file.path),
      headers: { 'content-type': file.contentType, 'content-security-policy': contentSecurityPolicy },
    });
  });
}

/**
 * Draws figures and prints pages in headless Chromium. The browser starts at the first need and is kept; its one page holds the built
 * print.html, so calls are done one after another.
 */
export function createChromiumPrinter({
  rendererFolder,
  executablePath = findBrowser(),
}: ChromiumPrinterOptions): PagePrinter {
  let browser: Promise<Browser> | null = null;
  let page: Promise<Page> | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function open(): Promise<Page> {
    if (executablePath === null) throw new Error('there is no browser to print with');
    // Debian's root cannot sandbox; the page holds only our own files and a report without scripts.
    const asRoot = process.getuid?.() === 0;
    // Loaded when first needed: it takes half as long to load as the whole program takes to start.
    browser ??= import('playwright-core').then(({ chromium }) =>
      chromium.launch({
        executablePath,
        headless: true,
        args: ['--disable-extensions', ...(asRoot ? ['--no-sandbox'] : [])],
      }),
    );
    const opened = await browser;
    const context = await opened.newContext({ viewport: { width: 900, height: 1200 }, serviceWorkers: 'block' });
    const fresh = await context.newPage();
    await serve(fresh, listRendererFiles(rendererFolder));
    await fresh.goto(`${origin}/print.html`);
    await fresh.waitForFunction(() => 'csiPrint' in globalThis);
    return fresh;
  }

  /** One job at a time; after a failure the next one starts with a fresh browser. */
  function inPage<T>(work: (page: Page) => Promise<T>): Promise<T> {
    const next = last.then(async () => {
      page ??= open();
      try {
        return await work(await page);
      } catch (error) {
        await end();
        throw error;
      }
    });
    last = next.then(
      () => undefined,
      () => undefined,
    );
    return next;
  }

  async function end(): Promise<void> {
    const ending = browser;
    browser = null;
    page = null;
    if (ending) {
      await ending.then(
        (one) => one.close(),
        () => undefined,
      );
    }
  }

  return {
    async problem() {
      if (executablePath === null) {
        return {
          zh: '没有找到可用于绘图和打印的浏览器：请安装 Chromium、Google Chrome 或 Microsoft Edge，或用环境变量 CHROME_PATH 指明其位置。',
          en: 'No browser to draw and print with was found: install Chromium, Google Chrome or Microsoft Edge, or name it in the environment variable CHROME_PATH.',
        };
      }
      if (!existsSync(join(rendererFolder, 'print.html'))) {
        return {
          zh: '打印页面尚未构建：请先运行 npm run build。',
          en: 'The page for printing has not been built: run npm run build first.',
        };
      }
      return null;
    },
    drawFigures: (requests) =>
      inPage(async (ready): Promise<readonly DrawnFigure[]> => {
        if (requests.length === 0) return [];
        const wanted = JSON.stringify(requests.map(({ figure, widthPx }) => ({ figure, widthPx })));
        const drawn = await ready.evaluate(
          (text) => (globalThis as unknown as { csiPrint: PrintPage }).csiPrint.drawFigures(JSON.parse(text)),
          wanted,
        );
        return drawn.map(({ svg, pngBase64, widthPx, heightPx }) => ({
          svg,
          png: Buffer.from(pngBase64, 'base64'),
          widthPx,
          heightPx,
        }));
      }),
    printPdf: (html) =>
      inPage(async (ready) => {
        await ready.evaluate(
          (text) => (globalThis as unknown as { csiPrint: PrintPage }).csiPrint.showReport(text),
          html,
        );
        return ready.pdf({ outline: true, tagged: true, preferCSSPageSize: true, printBackground: true });
      }),
    async close() {
      await last;
      await end();
    },
  };
}
