import { EventEmitter } from 'node:events';

/**
 * An 'electron' module that does nothing but remember what it was told, so that tests can read every setting the desktop host makes.
 * Fresh per test: the module under test is imported anew after vi.resetModules().
 */
export class RecordedContents extends EventEmitter {
  readonly mainFrame: { url: string } = { url: 'app://app/index.html' };
  readonly sent: unknown[][] = [];
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  /** Focus and keys, in order. */
  readonly input: unknown[] = [];
  focus(): void {
    this.input.push('focus');
  }
  sendInputEvent(event: unknown): void {
    this.input.push(event);
  }
  isDestroyed(): boolean {
    return false;
  }
}

export interface RecordedMenuEntry {
  readonly role?: string;
  readonly label?: string;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly submenu?: readonly RecordedMenuEntry[];
  click?(): void;
}

export class RecordedWindow extends EventEmitter {
  readonly webContents = new RecordedContents();
  readonly options: Record<string, unknown>;
  readonly loaded: string[] = [];
  constructor(options: Record<string, unknown>, record: ElectronRecord) {
    super();
    this.options = options;
    record.windows.push(this);
    record.app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(address: string): Promise<void> {
    this.loaded.push(address);
    return Promise.resolve();
  }
  show(): void {
    this.emit('shown');
  }
  isDestroyed(): boolean {
    return false;
  }
}

class RecordedApp extends EventEmitter {
  readonly calls: string[] = [];
  isPackaged = true;
  switches: string[] = [];
  lock = true;
  readonly commandLine = { hasSwitch: (name: string) => this.switches.includes(name) };
  exit(code: number): void {
    this.calls.push(`exit ${code}`);
  }
  quit(): void {
    this.calls.push('quit');
  }
  requestSingleInstanceLock(): boolean {
    this.calls.push('requestSingleInstanceLock');
    return this.lock;
  }
  enableSandbox(): void {
    this.calls.push('enableSandbox');
  }
  async whenReady(): Promise<void> {
    this.calls.push('whenReady');
  }
  getLocale(): string {
    return 'zh-CN';
  }
  getPath(name: string): string {
    return `/home/user/${name}`;
  }
}

type Answer<T> = (value: T) => void;

export interface ElectronRecord {
  readonly app: RecordedApp;
  readonly windows: RecordedWindow[];
  readonly schemes: { scheme: string; privileges: Record<string, boolean> }[];
  readonly handlers: Map<string, (event: unknown, ...args: unknown[]) => unknown>;
  readonly listeners: Map<string, (event: unknown, ...args: unknown[]) => void>;
  readonly session: EventEmitter & {
    permissionRequest?: (contents: unknown, permission: string, answer: Answer<boolean>) => void;
    permissionCheck?: (contents: unknown, permission: string) => boolean;
    device?: () => boolean;
    beforeRequest?: (details: { url: string; resourceType: string }, answer: Answer<{ cancel: boolean }>) => void;
    filter?: { urls: string[] };
    protocols: Map<string, (request: Request) => Promise<Response>>;
  };
  menu: RecordedMenuEntry[];
  /** What `import … from 'electron'` gives. */
  readonly module: Record<string, unknown>;
}

export function recordElectron(): ElectronRecord {
  const session: ElectronRecord['session'] = Object.assign(new EventEmitter(), { protocols: new Map() });
  const defaultSession = Object.assign(session, {
    setPermissionRequestHandler: (handler: ElectronRecord['session']['permissionRequest']) =>
      Object.assign(session, { permissionRequest: handler }),
    setPermissionCheckHandler: (handler: ElectronRecord['session']['permissionCheck']) =>
      Object.assign(session, { permissionCheck: handler }),
    setDevicePermissionHandler: (handler: ElectronRecord['session']['device']) =>
      Object.assign(session, { device: handler }),
    webRequest: {
      onBeforeRequest: (filter: { urls: string[] }, handler: ElectronRecord['session']['beforeRequest']) =>
        Object.assign(session, { filter, beforeRequest: handler }),
    },
    protocol: {
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        session.protocols.set(scheme, handler),
    },
  });
  const app = new RecordedApp();
  const record: ElectronRecord = {
    app,
    windows: [],
    schemes: [],
    handlers: new Map(),
    listeners: new Map(),
    session,
    menu: [],
    module: {},
  };
  Object.assign(record.module, {
    app,
    session: { defaultSession },
    protocol: { registerSchemesAsPrivileged: (list: ElectronRecord['schemes']) => record.schemes.push(...list) },
    BrowserWindow: class extends RecordedWindow {
      constructor(options: Record<string, unknown>) {
        super(options, record);
      }
    },
    Menu: {
      buildFromTemplate: (template: ElectronRecord['menu']) => template,
      setApplicationMenu: (menu: ElectronRecord['menu']) => Object.assign(record, { menu }),
    },
    dialog: {},
    ipcMain: {
      handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) =>
        record.handlers.set(channel, handler),
      on: (channel: string, listener: (event: unknown, ...args: unknown[]) => void) =>
        record.listeners.set(channel, listener),
      removeHandler: (channel: string) => record.handlers.delete(channel),
      removeAllListeners: (channel: string) => record.listeners.delete(channel),
    },
  });
  return record;
}
