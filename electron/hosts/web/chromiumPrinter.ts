import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { PrintPage } from '../../../shared/report/printPage.ts';
import type { PagePrinter } from '../../services/ports.ts';
import { createLane } from '../lane.ts';
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

/**
 * Of the browser's own wishes, those that cost a process or could reach for the network. The browser obeys the last list it is given, so
 * those that playwright turns off and that matter here are named again.
 */
const unwanted = [
  'SpareRendererForSitePerProcess',
  'AimEnabled',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
];

const nothing = (): Promise<void> => Promise.resolve();

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
 * Draws figures and prints pages in headless Chromium. The browser starts at the first need and is kept with one page of the built
 * print.html, which does one job after another.
 */
export function createChromiumPrinter({
  rendererFolder,
  executablePath = findBrowser(),
}: ChromiumPrinterOptions): PagePrinter {
  let browser: Promise<Browser> | null = null;

  async function start(): Promise<Browser> {
    if (executablePath === null) throw new Error('there is no browser to print with');
    // Debian's root cannot sandbox; the page holds only our own files and a report without scripts.
    const asRoot = process.getuid?.() === 0;
    // Loaded when first needed: it takes half as long to load as the whole program takes to start.
    const { chromium } = await import('playwright-core');
    const started = await chromium.launch({
      executablePath,
      headless: true,
      args: [`--disable-features=${unwanted.join(',')}`, ...(asRoot ? ['--no-sandbox'] : [])],
    });
    // A browser that died is started anew by the next page.
    started.once('disconnected', () => {
      browser = null;
    });
    return started;
  }

  async function openPage(): Promise<Page> {
    browser ??= start().catch((error: unknown) => {
      browser = null;
      throw error;
    });
    const context = await (await browser).newContext({
      viewport: { width: 900, height: 1200 },
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    await serve(page, listRendererFiles(rendererFolder));
    await page.goto(`${origin}/print.html`);
    await page.waitForFunction(() => 'csiPrint' in globalThis);
    await page.evaluate(() => (globalThis as unknown as { csiPrint: PrintPage }).csiPrint.prepare());
    return page;
  }

  const closePage = (page: Page): Promise<void> =>
    page
      .context()
      .close()
      .catch(() => undefined);
  const lane = createLane(openPage, closePage);

  const problem: PagePrinter['problem'] = async () => {
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
  };

  return {
    problem,
    warmUp() {
      problem()
        .then((found) => (found ? undefined : lane.run(nothing)))
        .catch(nothing);
    },
    drawFigures: (requests) =>
      lane.run((page) =>
        page.evaluate(
          (text) => (globalThis as unknown as { csiPrint: PrintPage }).csiPrint.drawFigures(JSON.parse(text)),
          JSON.stringify(requests.map(({ figure, widthPx }) => ({ figure, widthPx }))),
        ),
      ),
    figurePngs: (drawn) =>
      lane.run(async (page) => {
        const pngs = await page.evaluate(
          (figures) => (globalThis as unknown as { csiPrint: PrintPage }).csiPrint.figurePngs(figures),
          drawn.map(({ svg, widthPx, heightPx }) => ({ svg, widthPx, heightPx })),
        );
        return pngs.map((png) => Buffer.from(png, 'base64'));
      }),
    readerScript: () =>
      lane.run((page) =>
        page.evaluate(() => (globalThis as unknown as { csiPrint: PrintPage }).csiPrint.readerScript()),
      ),
    printPdf: (html) =>
      lane.run(async (page) => {
        const contents = await page.evaluate(
          (text) => (globalThis as unknown as { csiPrint: PrintPage }).csiPrint.showReport(text),
          html,
        );
        const pdf = await page.pdf({ outline: true, tagged: true, preferCSSPageSize: true, printBackground: true });
        return { pdf, contents };
      }),
    async close() {
      await lane.close();
      const running = browser;
      browser = null;
      await running?.then(
        (one) => one.close(),
        () => undefined,
      );
    },
  };
}
