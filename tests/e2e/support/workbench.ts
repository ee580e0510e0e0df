import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browserEnvironment } from './browserEnvironment.ts';
import { findBrowser } from '../../../electron/hosts/web/chromiumPrinter.ts';

export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
export type HostKind = 'web' | 'desktop';

/** The built program with its window open on the first screen, in folders of its own. */
export interface Workbench {
  readonly kind: HostKind;
  readonly page: Page;
  readonly folders: { readonly home: string; readonly data: string; readonly projects: string; readonly saved: string };
  /** What the page's console said about violations of its policy, and its uncaught errors. */
  readonly complaints: readonly string[];
  /** Addresses the page asked for outside the program; must stay empty. */
  readonly foreignRequests: readonly string[];
  /** Runs what opens the file dialog and chooses the file in it. */
  chooseFile(path: string, open: () => Promise<unknown>): Promise<void>;
  /** Runs what saves a file and gives where it was saved. */
  saveFile(name: string, save: () => Promise<unknown>): Promise<string>;
  /** Chooses an entry of the window's menu by its words; the web host has none. */
  chooseMenu(label: string): void;
  /** Ends the program as a user would (everything is saved) and removes its folders unless they are kept for another start. */
  stop(options?: { readonly keepFolders?: boolean }): Promise<void>;
  /** Ends the program at once, as a crash would. Folders are kept. */
  kill(): Promise<void>;
}

export interface WorkbenchOptions {
  /** Folders of an earlier run, to go on with its data. */
  readonly home?: string;
  readonly locale?: 'zh-CN' | 'en-US';
}

/** Starts the built program under one of its hosts and waits for its first page. Needs `npm run build`. */
export async function openWorkbench(kind: HostKind, options: WorkbenchOptions = {}): Promise<Workbench> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'csi-e2e-'));
  const folders = { home, data: join(home, 'data'), projects: join(home, 'projects'), saved: join(home, 'saved') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  const env = { ...process.env, CSI_DATA_DIR: folders.data, CSI_PROJECTS_DIR: folders.projects, CI: 'true' };
  return kind === 'web' ? openWeb(folders, env, options) : openDesktop(folders, env);
}

type Folders = Workbench['folders'];

/** Longer than any single step of the work takes, also on a slow machine under load. */
const stepLimitMs = 60_000;

/** Follows what a page must never do. */
function watch(page: Page, isOwn: (url: string) => boolean): Pick<Workbench, 'complaints' | 'foreignRequests'> {
  page.setDefaultTimeout(stepLimitMs);
  const complaints: string[] = [];
  const foreignRequests: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (!isOwn(request.url())) foreignRequests.push(request.url());
  });
  return { complaints, foreignRequests };
}

const exited = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', () => resolve()));

/** Resolves with the first match in the output; rejects with the output when the program ends before. */
export function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (part: Buffer): void => {
      output += part.toString();
      const match = pattern.exec(output);
      if (match) resolve(match[1] ?? match[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('no Chromium: see tests/config/browser.mjs');
  return chromium.launch({
    executablePath,
    headless: true,
    env: browserEnvironment(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

async function openWeb(
  folders: Folders,
  env: NodeJS.ProcessEnv,
  { locale = 'zh-CN' }: WorkbenchOptions,
): Promise<Workbench> {
  const child = spawn(process.execPath, [join(root, 'out/main/web.js'), '--no-open'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await firstMatch(child, /(http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+)/);
  const browser = await launchBrowser();
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale,
    acceptDownloads: true,
    // A fade that a picture was taken of may never end in a browser without a screen.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // Choosers are caught from the start: asked for at the moment of a key, the key would come first.
  page.on('filechooser', () => undefined);
  const { origin } = new URL(address);
  const watched = watch(
    page,
    (url) => url.startsWith(`${origin}/`) || url.startsWith('data:') || url.startsWith(`blob:${origin}/`),
  );
  await page.goto(address);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await browser.close();
    child.kill(signal);
    await exited(child);
  };
  return {
    kind: 'web',
    page,
    folders,
    ...watched,
    async chooseFile(path, open) {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), open()]);
      await chooser.setFiles(path);
    },
    async saveFile(name, save) {
      const [download] = await Promise.all([page.waitForEvent('download'), save()]);
      const target = join(folders.saved, name);
      await download.saveAs(target);
      return target;
    },
    chooseMenu() {
      throw new Error('a browser has no menu of ours');
    },
    async stop({ keepFolders = false } = {}) {
      await end('SIGTERM');
      if (!keepFolders) rmSync(folders.home, { recursive: true, force: true, maxRetries: 3 });
    },
    kill: () => end('SIGKILL'),
  };
}

async function openDesktop(folders: Folders, env: NodeJS.ProcessEnv): Promise<Workbench> {
  const standIn = join(root, 'tests/e2e/support/electronStandIn/register.mjs');
  const child = spawn(process.execPath, ['--import', standIn, join(root, 'out/main/index.js')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (output += part.toString()));
  const endpoint = await new Promise<string>((resolve, reject) => {
    let found = '';
    child.on('message', (message: { endpoint?: string; shown?: boolean }) => {
      if (message.endpoint !== undefined) found = message.endpoint;
      if (message.shown === true) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
  const browser = await chromium.connectOverCDP(endpoint);
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((one) => one.url().startsWith('https://app.invalid/index.html'));
  if (page === undefined) throw new Error(`no window:\n${output}`);
  const watched = watch(
    page,
    (url) =>
      url.startsWith('https://app.invalid/') || url.startsWith('data:') || url.startsWith('blob:https://app.invalid/'),
  );
  return {
    kind: 'desktop',
    page,
    folders,
    ...watched,
    async chooseFile(path, open) {
      child.send({ dialog: 'open', path });
      await open();
    },
    async saveFile(name, save) {
      const target = join(folders.saved, name);
      child.send({ dialog: 'save', path: target });
      await save();
      return target;
    },
    chooseMenu(label) {
      child.send({ menu: label });
    },
    async stop({ keepFolders = false } = {}) {
      child.send({ quit: true });
      await exited(child);
      if (!keepFolders) rmSync(folders.home, { recursive: true, force: true, maxRetries: 3 });
    },
    async kill() {
      child.kill('SIGKILL');
      await exited(child);
    },
  };
}
