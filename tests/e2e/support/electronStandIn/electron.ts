import { EventEmitter } from 'node:events';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page, Route } from 'playwright-core';
import { type Chromium, startChromium, toOwn, toShown } from './pages.ts';
import { runPreload } from './preload.ts';

/**
 * Stands in for Electron's module, so that the built desktop host runs without Electron's binary: each window is a page of headless
 * Chromium, the preload script runs beside it, messages are cloned, requests of the page go to the handlers the host registered, printing is
 * Chromium's. Not shown by it: Electron's own sandbox, real process boundaries, menus and the window frame.
 *
 * The test steers it over the process channel: {dialog, path} answers the next dialog, {quit} quits.
 */

type Message =
  | { readonly dialog: 'open' | 'save'; readonly path: string | null }
  | { readonly menu: string }
  | { readonly quit: true };

interface MenuEntry {
  readonly label?: string;
  readonly submenu?: readonly MenuEntry[];
  click?(): void;
}

interface InputEvent {
  readonly type: string;
  readonly keyCode: string;
  readonly modifiers?: readonly ('control' | 'alt' | 'shift' | 'meta')[];
}

const keyNames = { control: 'Control', alt: 'Alt', shift: 'Shift', meta: 'Meta' } as const;

let chromium: Promise<Chromium> | null = null;
const windows = new Set<BrowserWindow>();

class StandInEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = {
    hasSwitch: (name: string): boolean =>
      process.argv.some((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`)),
  };
  async whenReady(): Promise<void> {
    chromium ??= startChromium();
    const { context, endpoint } = await chromium;
    await context.route('**/*', answerRequest);
    process.send?.({ endpoint });
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  enableSandbox(): void {
    this.emit('stand-in-sandbox');
  }
  getLocale(): string {
    return 'zh-CN';
  }
  getPath(name: string): string {
    return join(process.env['CSI_PROJECTS_DIR'] ?? homedir(), name);
  }
  /** As Electron does: ask, then close the windows, then end. */
  quit(): void {
    const event = new StandInEvent();
    this.emit('before-quit', event);
    if (!event.defaultPrevented) this.exit(0);
  }
  exit(code: number): void {
    const end = async (): Promise<void> => {
      if (chromium !== null) await (await chromium).close();
      process.exit(code);
    };
    void end();
  }
}
export const app = new App();

type BeforeRequest = (
  details: { readonly url: string; readonly resourceType: string },
  answer: (decision: { readonly cancel?: boolean }) => void,
) => void;

class Session extends EventEmitter {
  beforeRequest: BeforeRequest | null = null;
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>): void =>
      void this.handlers.set(scheme, handler),
  };
  readonly webRequest = {
    onBeforeRequest: (_filter: unknown, listener: BeforeRequest): void => {
      this.beforeRequest = listener;
    },
  };
  permissionRequest: unknown = null;
  permissionCheck: unknown = null;
  devicePermission: unknown = null;
  setPermissionRequestHandler(handler: unknown): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: unknown): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: unknown): void {
    this.devicePermission = handler;
  }
}
export const session = { defaultSession: new Session() };
export const protocol = { registerSchemesAsPrivileged: (list: unknown): boolean => app.emit('stand-in-schemes', list) };

const resourceTypes: Readonly<Record<string, string>> = {
  document: 'mainFrame',
  image: 'image',
  font: 'font',
  script: 'script',
  stylesheet: 'stylesheet',
  fetch: 'xhr',
  xhr: 'xhr',
  websocket: 'webSocket',
};

/** A request of any page: first the host's filter, then the handler of its scheme. Nothing reaches the network. */
async function answerRequest(route: Route): Promise<void> {
  const request = route.request();
  const url = toOwn(request.url());
  const cancelled = await new Promise<boolean>((resolve) => {
    const { beforeRequest } = session.defaultSession;
    if (beforeRequest === null) resolve(false);
    else
      beforeRequest({ url, resourceType: resourceTypes[request.resourceType()] ?? 'other' }, ({ cancel }) =>
        resolve(cancel === true),
      );
  });
  const handler = session.defaultSession.handlers.get(url.slice(0, url.indexOf(':')));
  if (cancelled || handler === undefined) return route.abort('blockedbyclient');
  const answer = await handler(new Request(url, { method: request.method() }));
  await route.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  });
}

class FrameStandIn {
  private readonly frame: () => Frame | null;
  constructor(frame: () => Frame | null) {
    this.frame = frame;
  }
  get url(): string {
    return toOwn(this.frame()?.url() ?? '');
  }
}

interface PrintOptions {
  readonly preferCSSPageSize?: boolean;
  readonly printBackground?: boolean;
  readonly generateTaggedPDF?: boolean;
  readonly generateDocumentOutline?: boolean;
}

class WebContents extends EventEmitter {
  page: Page | null = null;
  renderer: EventEmitter | null = null;
  readonly mainFrame = new FrameStandIn(() => this.page?.mainFrame() ?? null);
  private readonly ready: Promise<Page>;
  /** Keys pressed so far: the modifiers of one are let go before those of the next go down. */
  private pressed: Promise<void> = Promise.resolve();
  constructor(ready: Promise<Page>) {
    super();
    this.ready = ready;
  }
  isDestroyed(): boolean {
    return this.page?.isClosed() === true;
  }
  send(channel: string, ...args: unknown[]): void {
    this.renderer?.emit(channel, {}, ...structuredClone(args));
  }
  focus(): void {
    void this.page?.bringToFront();
  }
  /** A key pressed in the page, as the system's own would be. */
  sendInputEvent({ type, keyCode, modifiers = [] }: InputEvent): void {
    if (type !== 'keyDown') return;
    const key = modifiers.includes('shift') || keyCode.length > 1 ? keyCode : keyCode.toLowerCase();
    this.pressed = this.pressed.then(async () => {
      const page = await this.ready;
      if (!page.isClosed()) await page.keyboard.press([...modifiers.map((one) => keyNames[one]), key].join('+'));
    });
  }
  /** What the program says to a page that opens another; Electron allows it where nothing is said. */
  openHandler: (details: { readonly url: string }) => { readonly action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler;
  }
  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.ready).evaluate(code);
  }
  async printToPDF(options: PrintOptions): Promise<Buffer> {
    return (await this.ready).pdf({
      preferCSSPageSize: options.preferCSSPageSize === true,
      printBackground: options.printBackground === true,
      tagged: options.generateTaggedPDF === true,
      outline: options.generateDocumentOutline === true,
    });
  }
}

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: { readonly preload?: string };
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  private readonly ready: Promise<Page>;
  private destroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.ready = this.open(options);
    this.webContents = new WebContents(this.ready);
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  private async open({ width = 800, height = 600, webPreferences = {} }: WindowOptions): Promise<Page> {
    const { context } = await chromium!;
    const page = await context.newPage();
    await page.setViewportSize({ width, height });
    page.on('popup', (popup) => {
      if (this.webContents.openHandler({ url: popup.url() }).action === 'deny') void popup.close();
    });
    page.on('close', () => this.gone());
    this.webContents.page = page;
    if (webPreferences.preload !== undefined) {
      const event = (frame: Frame): object => ({
        sender: this.webContents,
        senderFrame: frame === page.mainFrame() ? this.webContents.mainFrame : new FrameStandIn(() => frame),
      });
      this.webContents.renderer = await runPreload(page, webPreferences.preload, {
        invoke: async (channel, args, frame) =>
          structuredClone(await ipcMain.handlers.get(channel)?.(event(frame), ...args)),
        send: (channel, args, frame) => void ipcMain.emit(channel, event(frame), ...args),
      });
    }
    return page;
  }

  private gone(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    windows.delete(this);
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }

  async loadURL(address: string): Promise<void> {
    const page = await this.ready;
    await page.goto(toShown(address));
    this.emit('ready-to-show');
  }
  show(): void {
    process.send?.({ shown: true });
  }
  destroy(): void {
    void this.webContents.page?.close();
    this.gone();
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {
    this.emit('restore');
  }
  focus(): void {
    void this.webContents.page?.bringToFront();
  }
}

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, (event: object, ...args: unknown[]) => unknown>();
  handle(channel: string, handler: (event: object, ...args: unknown[]) => unknown): void {
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}
export const ipcMain = new IpcMain();

let menus: readonly MenuEntry[] = [];
export const Menu = {
  buildFromTemplate: (template: readonly MenuEntry[]): readonly MenuEntry[] => template,
  setApplicationMenu: (menu: readonly MenuEntry[] | null): void => {
    menus = menu ?? [];
  },
};

function clickMenu(label: string): void {
  const entry = menus.flatMap(({ submenu = [] }) => submenu).find((one) => one.label === label);
  if (!entry?.click) throw new Error(`no entry ${label} in the menu`);
  entry.click();
}

/** Answers given before a dialog opens are kept; a dialog without an answer waits, as one on a screen does. */
const answers: Record<'open' | 'save', (string | null)[]> = { open: [], save: [] };
const asked: Record<'open' | 'save', ((path: string | null) => void)[]> = { open: [], save: [] };

const nextAnswer = (kind: 'open' | 'save'): Promise<string | null> => {
  const given = answers[kind].shift();
  return given !== undefined ? Promise.resolve(given) : new Promise((resolve) => asked[kind].push(resolve));
};

export const dialog = {
  async showOpenDialog(): Promise<{ canceled: boolean; filePaths: string[] }> {
    const path = await nextAnswer('open');
    return { canceled: path === null, filePaths: path === null ? [] : [path] };
  },
  async showSaveDialog(): Promise<{ canceled: boolean; filePath: string }> {
    const path = await nextAnswer('save');
    return { canceled: path === null, filePath: path ?? '' };
  },
};

process.on('message', (message: Message) => {
  if ('quit' in message) app.quit();
  else if ('menu' in message) clickMenu(message.menu);
  else {
    const waiting = asked[message.dialog].shift();
    if (waiting === undefined) answers[message.dialog].push(message.path);
    else waiting(message.path);
  }
});
// The test is gone.
process.on('disconnect', () => app.exit(1));
